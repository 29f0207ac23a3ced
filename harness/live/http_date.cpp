#include "harness/live/http_date.hpp"

#include <ctime>
#include <string>

namespace drydock::live {
namespace {

// The longest form has a weekday spelled out; what is longer need not be copied.
constexpr std::size_t longest_date = 40;
constexpr const char* forms[] = {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  if (text.size() > longest_date) return std::nullopt;
  const std::string terminated(text);
  for (const char* form : forms) {
    std::tm parts{};
    const char* end = strptime(terminated.c_str(), form, &parts);
    if (end != nullptr && end == terminated.c_str() + terminated.size()) return timegm(&parts);
  }
  return std::nullopt;
}

}  // namespace drydock::live
