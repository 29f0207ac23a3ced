#include "contracts/schema/number.hpp"

#include <bit>
#include <charconv>
#include <cmath>

namespace drydock {
namespace {

constexpr double two_to_64 = 18446744073709551616.0;
constexpr double two_to_63 = 9223372036854775808.0;

// digits * 10^exponent, without trailing zeros: what the shortest text of the number says.
struct Decimal {
  std::uint64_t digits = 0;
  int exponent = 0;
};

Decimal trimmed(std::uint64_t digits, int exponent) {
  while (digits != 0 && digits % 10 == 0) {
    digits /= 10;
    ++exponent;
  }
  return {digits, exponent};
}

Decimal decimal_of(double value) {
  char text[64];
  const char* const end = std::to_chars(text, text + sizeof text, std::abs(value), std::chars_format::scientific).ptr;
  std::uint64_t digits = 0;
  int exponent = 0, decimals = 0;
  bool fraction = false;
  const char* at = text;
  for (; at != end && *at != 'e'; ++at) {
    if (*at == '.') {
      fraction = true;
      continue;
    }
    digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
    if (fraction) ++decimals;
  }
  if (at != end) {
    at += at[1] == '+' ? 2 : 1;
    std::from_chars(at, end, exponent);
  }
  return trimmed(digits, exponent - decimals);
}

__extension__ using Wide = unsigned __int128;

// Whether a is a whole number of bs; b is not zero.
bool divides(Decimal b, Decimal a) {
  if (a.digits == 0) return true;
  if (a.exponent < b.exponent) return false;  // a has a decimal that no multiple of b has
  Wide rest = a.digits % b.digits;
  for (int i = a.exponent - b.exponent; i > 0 && rest != 0; --i) rest = rest * 10 % b.digits;
  return rest == 0;
}

}  // namespace

bool Number::is_integer() const { return form_ != Form::floating || std::trunc(value_) == value_; }

std::strong_ordering Number::compare(const Number& a, const Number& b) {
  if (a.form_ == Form::floating && b.form_ == Form::floating)
    return a.value_ < b.value_   ? std::strong_ordering::less
           : a.value_ > b.value_ ? std::strong_ordering::greater
                                 : std::strong_ordering::equal;
  if (a.form_ == Form::floating) return 0 <=> compare(b, a);
  // An integer and a double: outside the range of integers the double decides, inside its whole part is an integer.
  if (b.value_ >= two_to_64) return std::strong_ordering::less;
  if (b.value_ < -two_to_63) return std::strong_ordering::greater;
  const double whole = std::trunc(b.value_);
  const Number integer = whole < 0 ? of(static_cast<std::int64_t>(whole)) : of(static_cast<std::uint64_t>(whole));
  const std::strong_ordering order = a <=> integer;
  if (order != 0 || whole == b.value_) return order;
  return b.value_ > whole ? std::strong_ordering::less : std::strong_ordering::greater;
}

bool Number::is_multiple_of(const Number& divisor) const {
  const auto decimal = [](const Number& n) {
    if (n.form_ == Form::floating) return decimal_of(n.value_);
    return trimmed(n.form_ == Form::negative ? 0 - n.bits_ : n.bits_, 0);
  };
  const Decimal by = decimal(divisor);
  return by.digits != 0 && divides(by, decimal(*this));
}

std::string Number::text() const {
  char text[64];
  std::to_chars_result result{};
  if (form_ == Form::floating)
    result = std::to_chars(text, text + sizeof text, value_);
  else if (form_ == Form::negative)
    result = std::to_chars(text, text + sizeof text, static_cast<std::int64_t>(bits_));
  else
    result = std::to_chars(text, text + sizeof text, bits_);
  return {text, result.ptr};
}

std::uint64_t Number::hash() const {
  if (form_ != Form::floating) return bits_;
  if (std::trunc(value_) != value_ || value_ >= two_to_64 || value_ < -two_to_63)
    return std::bit_cast<std::uint64_t>(value_);
  return value_ < 0 ? static_cast<std::uint64_t>(static_cast<std::int64_t>(value_))
                    : static_cast<std::uint64_t>(value_);
}

}  // namespace drydock
