#include "mocks/erp/document_number.hpp"

#include <algorithm>
#include <cstdint>

#include "mocks/common/text.hpp"
#include "sim/mixing.hpp"

namespace drydock {
namespace {

constexpr std::size_t longest_identifier = 64;

bool may_stand_in_an_identifier(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._:/~-").find(c) != std::string_view::npos;
}

std::string hexadecimal(std::uint64_t word) {
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(word >> shift) & 0xF];
  return digits;
}

}  // namespace

std::string document_number(std::string_view operation, std::string_view idempotency_key) {
  std::string number = joined(operation, "/", idempotency_key);
  const bool readable = !idempotency_key.empty() && idempotency_key.front() != '~' &&
                        number.size() <= longest_identifier &&
                        std::all_of(number.begin(), number.end(), may_stand_in_an_identifier);
  if (readable) return number;
  return joined(operation, "/~", hexadecimal(finished(mixed(0xE4B, idempotency_key))));
}

}  // namespace drydock
