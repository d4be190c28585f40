#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <utility>

#include "kg/rdf/decimal.h"

/// Shared by the files of Decimal only: what is behind its big numbers.
namespace rdf {

using Integer = boost::multiprecision::cpp_int;

struct Decimal::Big {
  Integer unscaled;
};

struct DecimalArithmetic {
  static Integer unscaled(const Decimal& value) {
    return value.big_ ? value.big_->unscaled : Integer(value.unscaled_);
  }
  static bool is_small(const Decimal& value) { return !value.big_; }
  static std::int64_t small(const Decimal& value) { return value.unscaled_; }
  /// `unscaled` × 10^-`scale`, made normal.
  static Decimal make(Integer unscaled, std::uint32_t scale);
};

/// 10^`exponent`.
Integer power_of_ten(std::uint32_t exponent);

}  // namespace rdf
