#include "contracts/canonical/instant.hpp"

#include <algorithm>

namespace drydock {
namespace {

constexpr std::int64_t us_per_day = days(1).us;
constexpr std::int64_t earliest = -719'528 * us_per_day;     // 0000-01-01T00:00:00Z
constexpr std::int64_t latest = 2'932'897 * us_per_day - 1;  // 9999-12-31T23:59:59.999999Z

struct Civil {
  std::int64_t year;
  unsigned month, day;
};

// Both conversions count days in eras of 400 years that begin on 1 March, so that the leap day comes last.
constexpr std::int64_t days_of(Civil c) {
  const std::int64_t y = c.year - (c.month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year =
      (153 * (static_cast<std::int64_t>(c.month) + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

constexpr Civil civil_of(std::int64_t day) {
  const std::int64_t z = day + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t day_of_era = z - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t mp = (5 * day_of_year + 2) / 153;
  const auto month = static_cast<unsigned>(mp < 10 ? mp + 3 : mp - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
          static_cast<unsigned>(day_of_year - (153 * mp + 2) / 5 + 1)};
}
static_assert(days_of({1970, 1, 1}) == 0 && days_of({0, 1, 1}) * us_per_day == earliest);
static_assert((days_of({9999, 12, 31}) + 1) * us_per_day - 1 == latest);

constexpr unsigned days_in(std::int64_t year, unsigned month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

void put(char*& to, std::int64_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i, value /= 10) to[i] = static_cast<char>('0' + value % 10);
  to += digits;
}

// Takes an RFC 3339 date-time apart, left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool digits(int count, unsigned& value) {
    value = 0;
    for (int i = 0; i < count; ++i, ++at_) {
      if (at_ >= text_.size() || text_[at_] < '0' || text_[at_] > '9') return false;
      value = value * 10 + static_cast<unsigned>(text_[at_] - '0');
    }
    return true;
  }
  bool one_of(char a, char b) {
    if (at_ >= text_.size() || (text_[at_] != a && text_[at_] != b)) return false;
    ++at_;
    return true;
  }
  bool sign(int& value) {
    value = at_ < text_.size() && text_[at_] == '-' ? -1 : 1;
    return one_of('+', '-');
  }
  bool fraction(std::int64_t& us) {
    us = 0;
    if (!one_of('.', '.')) return true;
    std::int64_t scale = 100'000;
    const std::size_t first = at_;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_, scale /= 10)
      us += (text_[at_] - '0') * scale;
    return at_ > first;
  }
  bool done() const { return at_ == text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

void write_instant(char* to, Instant instant) {
  const std::int64_t us = std::clamp(instant.us, earliest, latest);
  std::int64_t day = us / us_per_day;
  std::int64_t rest = us % us_per_day;
  if (rest < 0) {
    rest += us_per_day;
    --day;
  }
  const Civil c = civil_of(day);
  const std::int64_t second = rest / 1'000'000;
  put(to, c.year, 4);
  *to++ = '-';
  put(to, c.month, 2);
  *to++ = '-';
  put(to, c.day, 2);
  *to++ = 'T';
  put(to, second / 3600, 2);
  *to++ = ':';
  put(to, second / 60 % 60, 2);
  *to++ = ':';
  put(to, second % 60, 2);
  *to++ = '.';
  put(to, rest % 1'000'000, 6);
  *to++ = 'Z';
}

void append_instant(std::string& out, Instant instant) {
  char text[instant_size];
  write_instant(text, instant);
  out.append(text, sizeof text);
}

std::string to_string(Instant instant) {
  std::string out;
  append_instant(out, instant);
  return out;
}

std::optional<Instant> parse_instant(std::string_view text) {
  Reader in(text);
  unsigned year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::int64_t us = 0;
  if (!in.digits(4, year) || !in.one_of('-', '-') || !in.digits(2, month) || !in.one_of('-', '-') ||
      !in.digits(2, day) || !in.one_of('T', 't') || !in.digits(2, hour) || !in.one_of(':', ':') ||
      !in.digits(2, minute) || !in.one_of(':', ':') || !in.digits(2, second) || !in.fraction(us))
    return std::nullopt;
  int offset = 0;
  if (!in.one_of('Z', 'z')) {
    unsigned offset_hour = 0, offset_minute = 0;
    if (!in.sign(offset) || !in.digits(2, offset_hour) || !in.one_of(':', ':') || !in.digits(2, offset_minute))
      return std::nullopt;
    if (offset_hour > 23 || offset_minute > 59) return std::nullopt;
    offset *= static_cast<int>(offset_hour * 60 + offset_minute);
  }
  if (!in.done() || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::int64_t minute_of_day = static_cast<std::int64_t>(hour * 60 + minute) - offset;
  // Leap seconds are inserted at the end of a day in UTC, nowhere else.
  if (second == 60 && (minute_of_day + 1440) % 1440 != 1439) return std::nullopt;
  return Instant{days_of({year, month, day}) * us_per_day + minute_of_day * 60'000'000 +
                 static_cast<std::int64_t>(second) * 1'000'000 + us};
}

std::string to_string(Duration duration) {
  struct Unit {
    std::string_view name;
    std::uint64_t us;
  };
  static constexpr Unit units[] = {{"d", 86'400'000'000}, {"h", 3'600'000'000}, {"m", 60'000'000},
                                   {"s", 1'000'000},      {"ms", 1000},         {"us", 1}};
  if (duration.us == 0) return "0s";
  std::string out = duration.us < 0 ? "-" : "";
  std::uint64_t rest =
      duration.us < 0 ? 0 - static_cast<std::uint64_t>(duration.us) : static_cast<std::uint64_t>(duration.us);
  bool first = true;
  for (const Unit& unit : units) {
    if (rest < unit.us) continue;
    if (!first) out += ' ';
    first = false;
    out += std::to_string(rest / unit.us);
    out += unit.name;
    rest %= unit.us;
  }
  return out;
}

}  // namespace drydock
