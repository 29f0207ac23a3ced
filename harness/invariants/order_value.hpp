// Quantities of an order as money.
#pragma once
#include <string>

#include "harness/invariants/order_book.hpp"

namespace drydock {

/// The value of a sum over the lines at the prices of the order, in minor units.
inline std::int64_t value_of(const BookedOrder& order, std::int64_t BookedLine::*sum) {
  std::int64_t value = 0;
  for (const BookedLine& line : order.lines) value += line.*sum * line.unit_price.minor;
  return value;
}
/// The value of what the customer still wants, as far as the shop knows.
inline std::int64_t value_wanted(const BookedOrder& order) {
  std::int64_t value = 0;
  for (const BookedLine& line : order.lines) value += line.wanted() * line.unit_price.minor;
  return value;
}
/// "1999 minor units".
inline std::string money(std::int64_t minor) { return std::to_string(minor) + " minor units"; }

}  // namespace drydock
