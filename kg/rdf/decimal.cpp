#include "kg/rdf/decimal.h"

#include <array>
#include <cassert>
#include <limits>

#include "kg/rdf/decimal_arithmetic.h"

namespace rdf {

namespace {

constexpr std::uint32_t kQuotientDigits = 18;
constexpr std::uint32_t kSmallPowers = 19;

constexpr std::array<std::int64_t, kSmallPowers> kPowers = [] {
  std::array<std::int64_t, kSmallPowers> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < kSmallPowers; ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

bool fits_int64(const Integer& value) {
  return value >= std::numeric_limits<std::int64_t>::min() &&
         value <= std::numeric_limits<std::int64_t>::max();
}

/// The small unscaled numbers of both at the greater of their scales, if 64 bits hold them.
struct Aligned {
  std::int64_t left;
  std::int64_t right;
  std::uint32_t scale;
};

std::optional<std::int64_t> rescale(std::int64_t value, std::uint32_t by) {
  std::int64_t result = 0;
  if (by >= kSmallPowers || __builtin_mul_overflow(value, kPowers[by], &result)) {
    return std::nullopt;
  }
  return result;
}

std::optional<Aligned> align(const Decimal& left, const Decimal& right) {
  if (!DecimalArithmetic::is_small(left) || !DecimalArithmetic::is_small(right)) {
    return std::nullopt;
  }
  const std::int64_t a = DecimalArithmetic::small(left);
  const std::int64_t b = DecimalArithmetic::small(right);
  if (left.scale() == right.scale()) return Aligned{a, b, left.scale()};
  if (left.scale() < right.scale()) {
    const auto scaled = rescale(a, right.scale() - left.scale());
    if (!scaled) return std::nullopt;
    return Aligned{*scaled, b, right.scale()};
  }
  const auto scaled = rescale(b, left.scale() - right.scale());
  if (!scaled) return std::nullopt;
  return Aligned{a, *scaled, left.scale()};
}

Integer unscaled_at(const Decimal& value, std::uint32_t scale) {
  Integer result = DecimalArithmetic::unscaled(value);
  if (scale > value.scale()) result *= power_of_ten(scale - value.scale());
  return result;
}

std::int64_t digits(const Integer& value) {
  if (value == 0) return 1;
  const Integer size = abs(value);
  const auto at_least = static_cast<std::uint32_t>(static_cast<double>(msb(size)) * 0.30103) + 1;
  return size >= power_of_ten(at_least) ? at_least + 1 : at_least;
}

/// The unscaled number rounded down to an integer, and what that takes away.
std::pair<Integer, Integer> split(const Decimal& value) {
  Integer quotient;
  Integer remainder;
  divide_qr(DecimalArithmetic::unscaled(value), power_of_ten(value.scale()), quotient, remainder);
  if (remainder < 0) {
    quotient -= 1;
    remainder += power_of_ten(value.scale());
  }
  return {std::move(quotient), std::move(remainder)};
}

/// Halves away from zero.
Integer divide_rounded(const Integer& dividend, const Integer& divisor) {
  Integer quotient;
  Integer remainder;
  divide_qr(dividend, divisor, quotient, remainder);
  if (2 * abs(remainder) >= abs(divisor)) quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
  return quotient;
}

}  // namespace

Integer power_of_ten(std::uint32_t exponent) {
  if (exponent < kSmallPowers) return kPowers[exponent];
  return pow(Integer(10), exponent);
}

Decimal DecimalArithmetic::make(Integer unscaled, std::uint32_t scale) {
  if (fits_int64(unscaled)) return {static_cast<std::int64_t>(unscaled), scale};
  Decimal result;
  while (scale > 0 && unscaled % 10 == 0) {
    unscaled /= 10;
    --scale;
  }
  if (fits_int64(unscaled)) return {static_cast<std::int64_t>(unscaled), scale};
  result.scale_ = scale;
  result.big_ = Decimal::BigPointer(new Decimal::Big{std::move(unscaled)});
  return result;
}

void Decimal::FreeBig::operator()(Big* big) const { delete big; }

Decimal::BigPointer Decimal::clone(const Big& big) { return BigPointer(new Big(big)); }

Decimal::Decimal(std::int64_t unscaled, std::uint32_t scale) : unscaled_(unscaled), scale_(scale) {
  if (unscaled_ == 0) scale_ = 0;
  while (scale_ > 0 && unscaled_ % 10 == 0) {
    unscaled_ /= 10;
    --scale_;
  }
}

int Decimal::sign() const {
  if (big_) return big_->unscaled.sign();
  return unscaled_ == 0 ? 0 : unscaled_ < 0 ? -1 : 1;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (big_ || scale_ != 0) return std::nullopt;
  return unscaled_;
}

std::optional<std::int64_t> Decimal::unscaled() const {
  if (big_) return std::nullopt;
  return unscaled_;
}

Decimal Decimal::operator-() const {
  if (!big_ && unscaled_ != std::numeric_limits<std::int64_t>::min()) return {-unscaled_, scale_};
  return DecimalArithmetic::make(-DecimalArithmetic::unscaled(*this), scale_);
}

Decimal Decimal::abs() const { return sign() < 0 ? -*this : *this; }

Decimal Decimal::floor() const {
  if (is_integer()) return *this;
  return DecimalArithmetic::make(split(*this).first, 0);
}

Decimal Decimal::ceil() const {
  if (is_integer()) return *this;
  return DecimalArithmetic::make(split(*this).first + 1, 0);
}

Decimal Decimal::round() const { return (*this + Decimal(5, 1)).floor(); }

Decimal Decimal::truncate() const { return sign() < 0 ? ceil() : floor(); }

Decimal operator+(const Decimal& left, const Decimal& right) {
  std::int64_t sum = 0;
  if (const auto aligned = align(left, right);
      aligned && !__builtin_add_overflow(aligned->left, aligned->right, &sum)) {
    return {sum, aligned->scale};
  }
  const std::uint32_t scale = std::max(left.scale(), right.scale());
  return DecimalArithmetic::make(unscaled_at(left, scale) + unscaled_at(right, scale), scale);
}

Decimal operator-(const Decimal& left, const Decimal& right) {
  std::int64_t difference = 0;
  if (const auto aligned = align(left, right);
      aligned && !__builtin_sub_overflow(aligned->left, aligned->right, &difference)) {
    return {difference, aligned->scale};
  }
  const std::uint32_t scale = std::max(left.scale(), right.scale());
  return DecimalArithmetic::make(unscaled_at(left, scale) - unscaled_at(right, scale), scale);
}

Decimal operator*(const Decimal& left, const Decimal& right) {
  std::int64_t product = 0;
  if (!left.big_ && !right.big_ &&
      !__builtin_mul_overflow(left.unscaled_, right.unscaled_, &product)) {
    return {product, left.scale_ + right.scale_};
  }
  return DecimalArithmetic::make(
      DecimalArithmetic::unscaled(left) * DecimalArithmetic::unscaled(right),
      left.scale_ + right.scale_);
}

Decimal operator/(const Decimal& left, const Decimal& right) {
  assert(!right.is_zero() && "the caller answers for division by zero");
  if (const auto aligned = align(left, right);
      aligned && aligned->right != -1 && aligned->left % aligned->right == 0) {
    return Decimal(aligned->left / aligned->right);
  }
  const Integer dividend = DecimalArithmetic::unscaled(left);
  const Integer divisor = DecimalArithmetic::unscaled(right);
  // The quotient lies between 10^(magnitude - 2) and 10^(magnitude + 2): small ones get more
  // places.
  const std::int64_t magnitude =
      digits(dividend) - std::int64_t{left.scale_} - digits(divisor) + std::int64_t{right.scale_};
  const std::int64_t places =
      std::max<std::int64_t>(kQuotientDigits + std::max<std::int64_t>(0, -magnitude), left.scale_);
  const std::int64_t shift = places + std::int64_t{right.scale_} - std::int64_t{left.scale_};
  assert(shift >= 0 && "there are at least as many places as the dividend has");
  const auto scale = static_cast<std::uint32_t>(places);
  return DecimalArithmetic::make(
      divide_rounded(dividend * power_of_ten(static_cast<std::uint32_t>(shift)), divisor), scale);
}

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) {
  if (const auto aligned = align(left, right)) return aligned->left <=> aligned->right;
  if (left.sign() != right.sign()) return left.sign() <=> right.sign();
  const std::uint32_t scale = std::max(left.scale(), right.scale());
  return unscaled_at(left, scale).compare(unscaled_at(right, scale)) <=> 0;
}

bool operator==(const Decimal& left, const Decimal& right) {
  if (left.scale_ != right.scale_ || !left.big_ != !right.big_) return false;
  return left.big_ ? left.big_->unscaled == right.big_->unscaled
                   : left.unscaled_ == right.unscaled_;
}

}  // namespace rdf
