// JSON numbers compared exactly, whatever form they were written in.
#pragma once
#include <compare>
#include <cstdint>
#include <string>

namespace drydock {

/// A number as a document holds it: an integer of up to 64 bits, or a double that is neither NaN nor infinite.
class Number {
 public:
  static Number of(std::int64_t value) {
    return value < 0 ? Number(Form::negative, static_cast<std::uint64_t>(value), 0)
                     : of(static_cast<std::uint64_t>(value));
  }
  static Number of(std::uint64_t value) { return {Form::natural, value, 0}; }
  static Number of(double value) { return {Form::floating, 0, value}; }

  /// Whether its value is an integer: 1.0 is one.
  bool is_integer() const;
  bool is_multiple_of(const Number& divisor) const;
  std::string text() const;
  /// Equal for equal values.
  std::uint64_t hash() const;

  friend std::strong_ordering operator<=>(const Number& a, const Number& b) {
    if (a.form_ != Form::floating && b.form_ != Form::floating) {
      if (a.form_ != b.form_) return a.form_ <=> b.form_;
      return a.bits_ <=> b.bits_;  // two's complement keeps the order among negatives too
    }
    return compare(a, b);
  }
  friend bool operator==(const Number& a, const Number& b) { return (a <=> b) == 0; }

 private:
  enum class Form : std::uint8_t { negative, natural, floating };
  Number(Form form, std::uint64_t bits, double value) : form_(form), bits_(bits), value_(value) {}
  static std::strong_ordering compare(const Number& a, const Number& b);

  Form form_;
  std::uint64_t bits_;
  double value_;
};

}  // namespace drydock
