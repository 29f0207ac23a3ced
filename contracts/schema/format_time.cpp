// Dates and times of RFC 3339.
#include "contracts/canonical/instant.hpp"
#include "contracts/schema/format.hpp"

namespace drydock {
namespace {

// A date and a time are the halves of a date-time: each is completed with a half that changes nothing about it.
bool completes(std::string_view before, std::string_view text, std::string_view after) {
  char whole[96];
  if (before.size() + text.size() + after.size() > sizeof whole) return false;
  char* to = whole;
  for (const std::string_view part : {before, text, after}) to += part.copy(to, part.size());
  return parse_instant({whole, static_cast<std::size_t>(to - whole)}).has_value();
}

}  // namespace

bool is_date_time(std::string_view text) { return parse_instant(text).has_value(); }
bool is_date(std::string_view text) { return text.size() == 10 && completes("", text, "T00:00:00Z"); }
bool is_time(std::string_view text) { return completes("2000-01-01T", text, ""); }

}  // namespace drydock
