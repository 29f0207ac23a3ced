#include "harness/scenario/units.hpp"

#include <array>
#include <charconv>
#include <numeric>

namespace drydock {
namespace {

constexpr std::int64_t longest_us = std::int64_t{10'000} * 86'400 * 1'000'000;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::size_t digits_at(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
  return n;
}

std::optional<std::int64_t> whole(std::string_view text) {
  if (text.empty() || text.size() > 15 || digits_at(text) != text.size()) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// A number without sign at the front of the text, which is moved past it. At most six digits after the point.
std::optional<Ratio> take_number(std::string_view& text) {
  const std::size_t before = digits_at(text);
  if (before == 0 || before > 12) return std::nullopt;
  const auto units = whole(text.substr(0, before));
  text.remove_prefix(before);
  Ratio number{*units, 1};
  if (!text.starts_with('.')) return number;
  const std::size_t after = digits_at(text.substr(1));
  if (after == 0 || after > 6) return std::nullopt;
  for (std::size_t i = 0; i < after; ++i) {
    number.numerator = number.numerator * 10 + (text[i + 1] - '0');
    number.denominator *= 10;
  }
  text.remove_prefix(after + 1);
  return lowest(number);
}

struct Unit {
  std::string_view name;
  std::int64_t us;
};
constexpr std::array<Unit, 7> units{{{"us", 1},
                                     {"ms", 1'000},
                                     {"s", 1'000'000},
                                     {"min", 60'000'000},
                                     {"m", 60'000'000},
                                     {"h", 3'600'000'000},
                                     {"d", 86'400'000'000}}};

const Unit* find_unit(std::string_view name) {
  for (const Unit& unit : units)
    if (unit.name == name) return &unit;
  return nullptr;
}

std::string_view take_letters(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && ((text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z'))) ++n;
  const std::string_view letters = text.substr(0, n);
  text.remove_prefix(n);
  return letters;
}

}  // namespace

Ratio lowest(Ratio ratio) {
  const std::int64_t divisor = std::gcd(ratio.numerator, ratio.denominator);
  return divisor <= 1 ? ratio : Ratio{ratio.numerator / divisor, ratio.denominator / divisor};
}

std::int64_t millionths(Ratio ratio) {
  __extension__ using Wide = __int128;
  return static_cast<std::int64_t>((Wide{ratio.numerator} * 2'000'000 + ratio.denominator) /
                                   (Wide{ratio.denominator} * 2));
}

std::optional<Duration> parse_duration(std::string_view text) {
  text = trimmed(text);
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    while (text.starts_with(' ')) text.remove_prefix(1);
    const Unit* unit = find_unit(take_letters(text));
    if (unit == nullptr) return std::nullopt;
    __extension__ using Wide = __int128;
    const Wide scaled = Wide{number->numerator} * unit->us;
    if (scaled % number->denominator != 0 || scaled / number->denominator > longest_us) return std::nullopt;
    total += static_cast<std::int64_t>(scaled / number->denominator);
    if (total > longest_us) return std::nullopt;
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return Duration{negative ? -total : total};
}

std::optional<Ratio> parse_share(std::string_view text) {
  text = trimmed(text);
  auto number = take_number(text);
  if (!number) return std::nullopt;
  text = trimmed(text);
  if (text == "%") {
    *number = lowest({number->numerator, number->denominator * 100});
  } else if (text.starts_with('/') && number->denominator == 1) {
    const auto denominator = whole(trimmed(text.substr(1)));
    if (!denominator || *denominator == 0) return std::nullopt;
    *number = lowest({number->numerator, *denominator});
  } else {
    return std::nullopt;
  }
  if (number->numerator > number->denominator) return std::nullopt;
  return number;
}

std::optional<Ratio> parse_decimal(std::string_view text) {
  text = trimmed(text);
  const auto number = take_number(text);
  return text.empty() ? number : std::nullopt;
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  text = trimmed(text);
  const bool negative = text.starts_with('-');
  const auto value = whole(negative ? text.substr(1) : text);
  if (!value) return std::nullopt;
  return negative ? -*value : *value;
}

std::optional<OrderRate> parse_rate(std::string_view text) {
  text = trimmed(text);
  const auto number = take_number(text);
  if (!number) return std::nullopt;
  text = trimmed(text);
  take_letters(text);  // "orders": for the reader's eyes
  text = trimmed(text);
  if (!text.starts_with('/')) return std::nullopt;
  const std::string_view per = trimmed(text.substr(1));
  const Unit* unit = find_unit(per == "sec" ? "s" : per == "hour" ? "h" : per == "day" ? "d" : per);
  if (unit == nullptr || unit->us < 1000) return std::nullopt;
  return OrderRate{*number, Duration{unit->us}};
}

std::optional<std::int64_t> parse_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = whole(text.substr(0, 2));
  const auto minute = whole(text.substr(3, 2));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return *hour * 60 + *minute;
}

std::optional<std::pair<std::int64_t, std::int64_t>> parse_days(std::string_view text) {
  text = trimmed(text);
  if (!text.ends_with('d')) return std::nullopt;
  text.remove_suffix(1);
  const std::size_t dash = text.find('-');
  const auto from = whole(text.substr(0, dash));
  const auto to = dash == std::string_view::npos ? from : whole(text.substr(dash + 1));
  if (!from || !to || *from > *to || *to > 365) return std::nullopt;
  return std::pair{*from, *to};
}

std::optional<Duration> parse_interval(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with("every ")) return std::nullopt;
  const auto interval = parse_duration(text.substr(6));
  return interval && interval->us > 0 ? interval : std::nullopt;
}

std::optional<Expectation> parse_limit(std::string_view text) {
  text = trimmed(text);
  Expectation limit;
  for (const std::string_view comparison : {"<=", ">=", "<", ">"}) {
    if (!text.starts_with(comparison)) continue;
    limit.comparison = comparison;
    text = trimmed(text.substr(comparison.size()));
    break;
  }
  limit.limit = text;
  if (const auto duration = parse_duration(text)) {
    limit.value = duration->us;
    limit.unit = Expectation::Unit::duration;
    return duration->us >= 0 ? std::optional(limit) : std::nullopt;
  }
  if (const auto count = parse_count(text)) {
    limit.value = *count;
    limit.unit = Expectation::Unit::count;
    return *count >= 0 ? std::optional(limit) : std::nullopt;
  }
  if (const auto share = parse_share(text)) {
    limit.value = millionths(*share);
    limit.unit = Expectation::Unit::ratio;
    return limit;
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_local_time(std::string_view text) {
  std::string full(trimmed(text));
  if (full.size() > 10 && full[10] == ' ') full[10] = 'T';
  if (full.size() == 16) full += ":00";
  if (full.size() != 19) return std::nullopt;
  const auto instant = parse_instant(full + "Z");
  if (!instant) return std::nullopt;
  return instant->us;
}

std::string share_text(Ratio ratio) {
  ratio = lowest(ratio);
  // A percentage where it is exact within six digits, else the ratio itself.
  for (std::int64_t scale = 1, places = 0; places <= 6; scale *= 10, ++places) {
    __extension__ using Wide = __int128;
    const Wide scaled = Wide{ratio.numerator} * 100 * scale;
    if (scaled % ratio.denominator != 0) continue;
    const auto value = static_cast<std::int64_t>(scaled / ratio.denominator);
    std::string text = std::to_string(value / scale);
    if (places > 0) {
      const std::string fraction = std::to_string(value % scale);
      text += "." + std::string(static_cast<std::size_t>(places) - fraction.size(), '0') + fraction;
    }
    return text + "%";
  }
  return std::to_string(ratio.numerator) + "/" + std::to_string(ratio.denominator);
}

}  // namespace drydock
