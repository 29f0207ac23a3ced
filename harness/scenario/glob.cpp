#include "harness/scenario/glob.hpp"

namespace drydock {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool name_like(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '*' ||
                      c == '?' || (c >= 'A' && c <= 'Z');
    if (!fits) return false;
  }
  return true;
}

std::optional<std::vector<std::string>> globs(std::string_view text) {
  std::vector<std::string> found;
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view name = trimmed(text.substr(0, comma));
    if (!name_like(name)) return std::nullopt;
    found.emplace_back(name);
    if (comma == std::string_view::npos) return found;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view name) {
  // The last star is enough to come back to: earlier ones have matched as little as they could.
  std::size_t p = 0, n = 0, star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::optional<Target> parse_target(std::string_view text) {
  Target target;
  const std::size_t arrow = text.find("->");
  auto from = globs(text.substr(0, arrow));
  if (!from) return std::nullopt;
  target.from = std::move(*from);
  if (arrow == std::string_view::npos) return target;
  auto to = globs(text.substr(arrow + 2));
  if (!to) return std::nullopt;
  target.to = std::move(*to);
  target.is_link = true;
  return target;
}

bool any_matches(const std::vector<std::string>& patterns, std::string_view name) {
  for (const std::string& pattern : patterns)
    if (glob_matches(pattern, name)) return true;
  return false;
}

}  // namespace drydock
