#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rdf {

/// An exact decimal number of any size: the values of xsd:decimal and, where `is_integer`, of
/// xsd:integer. Kept normal (no zeros at the end of the fraction), so equal numbers are the same.
/// Up to 64 bits it takes no memory of its own.
class Decimal {
 public:
  Decimal() = default;
  explicit Decimal(std::int64_t value) : unscaled_(value) {}
  /// `unscaled` × 10^-`scale`.
  Decimal(std::int64_t unscaled, std::uint32_t scale);
  Decimal(const Decimal& other) : unscaled_(other.unscaled_), scale_(other.scale_) {
    if (other.big_) big_ = clone(*other.big_);
  }
  Decimal(Decimal&& other) noexcept = default;
  Decimal& operator=(const Decimal& other) {
    if (this != &other) *this = Decimal(other);
    return *this;
  }
  Decimal& operator=(Decimal&& other) noexcept = default;
  ~Decimal() = default;

  /// Reads the lexical form of xsd:decimal: a sign, digits, a fraction; no white space, no
  /// exponent.
  static std::optional<Decimal> parse(std::string_view text);
  /// The shortest decimal that reads back as `value`, which must be finite.
  static Decimal from_double(double value);
  static Decimal from_float(float value);
  /// The exact value of `value`, which must be finite.
  static Decimal exactly(double value);

  bool is_integer() const { return scale_ == 0; }
  bool is_zero() const { return !big_ && unscaled_ == 0; }
  /// -1, 0 or 1.
  int sign() const;
  /// The number if it is an integer of 64 bits.
  std::optional<std::int64_t> to_int64() const;
  /// The number as `unscaled` × 10^-`scale`, if `unscaled` has at most 64 bits.
  std::optional<std::int64_t> unscaled() const;
  std::uint32_t scale() const { return scale_; }
  /// The nearest number of the type; infinite beyond its range.
  double to_double() const;
  float to_float() const;
  /// Digits as XSD writes an integer (`-12`), or with a fraction where there is one (`0.5`).
  std::string to_string() const;

  Decimal operator-() const;
  Decimal abs() const;
  Decimal floor() const;
  Decimal ceil() const;
  /// To the nearest integer; halves go up, as fn:round has it.
  Decimal round() const;
  /// Towards zero.
  Decimal truncate() const;

  friend Decimal operator+(const Decimal& left, const Decimal& right);
  friend Decimal operator-(const Decimal& left, const Decimal& right);
  friend Decimal operator*(const Decimal& left, const Decimal& right);
  /// Exact where the quotient has at most 18 places after the point or 18 significant digits,
  /// whichever is more; else rounded there, halves away from zero. `right` must not be zero.
  friend Decimal operator/(const Decimal& left, const Decimal& right);
  friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right);
  friend bool operator==(const Decimal& left, const Decimal& right);

 private:
  struct Big;
  struct FreeBig {
    void operator()(Big* big) const;
  };
  using BigPointer = std::unique_ptr<Big, FreeBig>;
  friend struct DecimalArithmetic;
  static BigPointer clone(const Big& big);

  std::int64_t unscaled_ = 0;
  std::uint32_t scale_ = 0;
  BigPointer big_;  ///< the unscaled number where 64 bits do not hold it
};

}  // namespace rdf
