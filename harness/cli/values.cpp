#include "harness/cli/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "harness/nearest.hpp"
#include "harness/scenario/set_flag.hpp"
#include "harness/scenario/units.hpp"
#include "harness/target/address.hpp"
#include "reports/escape.hpp"
#include "reports/formats.hpp"

namespace drydock::cli {
namespace {

[[noreturn]] void refuse(std::string_view flag, std::string_view found, std::string_view expected) {
  throw UsageMistake(fmt::format("{}: expected {}, found \"{}\"", flag, expected, for_terminal(found)));
}

std::string renderer_names() {
  std::string out;
  for (const auto& row : report_formats())
    if (row.render != nullptr) out += (out.empty() ? "" : ", ") + std::string(row.name);
  return out;
}

}  // namespace

std::uint64_t whole_number(std::string_view flag, const std::string& text, std::uint64_t from, std::uint64_t to) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < from || value > to)
    refuse(flag, text, fmt::format("a whole number from {} to {}", from, to));
  return value;
}

std::int64_t contract_share(const std::string& text) {
  if (text == "every") return 1;
  if (text == "none") return 0;
  if (text.starts_with("1/")) {
    std::int64_t n = 0;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + 2, last, n);
    if (error == std::errc{} && end == last && n >= 1) return n;
  }
  refuse("--contracts", text, "every, none or a share such as 1/20");
}

HistoryMode history_mode(const std::string& text) {
  static constexpr std::string_view names[] = {"none", "cone", "keyed", "full"};
  for (std::size_t i = 0; i < std::size(names); ++i)
    if (names[i] == text) return static_cast<HistoryMode>(i);
  const std::string near = nearest_name(text, names);
  refuse("--history", text, "none, cone, keyed or full" + (near.empty() ? "" : " (did you mean " + near + "?)"));
}

Duration positive_duration(std::string_view flag, const std::string& text) {
  const auto duration = parse_duration(text);
  if (!duration || duration->us <= 0) refuse(flag, text, fmt::format("more than nothing: {}", duration_shape));
  return *duration;
}

std::string path_value(std::string_view flag, const std::string& text) {
  if (!split_set(text)) refuse(flag, text, "PATH=VALUE such as clock.run=8m");
  return text;
}

std::pair<std::string, std::string> seat_url(const std::string& text) {
  constexpr std::string_view shape = "NAME=URL such as pipeline=http://127.0.0.1:8080";
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) refuse("--seat", text, shape);
  const std::string url = text.substr(equals + 1);
  if (!is_base_url(url)) refuse("--seat", text, shape);
  return {text.substr(0, equals), url};
}

std::vector<std::string> format_names(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const auto& name : texts) {
    const ReportFormat* format = find_format(name);
    if (format == nullptr) {
      std::vector<std::string_view> names;
      for (const auto& row : report_formats()) names.push_back(row.name);
      const std::string near = nearest_name(name, names);
      refuse("--format", name, renderer_names() + (near.empty() ? "" : " (did you mean " + near + "?)"));
    }
    if (format->render == nullptr)
      throw UsageMistake(fmt::format("--format: `{}` is not there yet; there are {}", name, renderer_names()));
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

std::string listen_address(const std::string& text) {
  if (!is_authority(text, true, false)) refuse("--listen", text, "ADDRESS:PORT such as 127.0.0.1:8080");
  return text.starts_with(':') ? "127.0.0.1" + text : text;
}

}  // namespace drydock::cli
