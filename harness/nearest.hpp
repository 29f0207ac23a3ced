// The nearest name: what somebody probably meant who wrote a name that does not exist.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace drydock {

/// Edits (insert, remove, replace, swap of neighbours) that turn one word into the other.
inline std::size_t typing_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

/// The name nearest to `word`, or empty if none is near: at most a third of the word's letters (and at least one) may
/// differ. A name that begins with the whole word is near too. Of equals, the first. `names` holds anything that
/// converts to std::string_view.
template <class Names>
std::string nearest_name(std::string_view word, const Names& names) {
  if (word.size() > 64) return {};
  std::size_t best = std::max<std::size_t>(1, (word.size() + 1) / 3) + 1;
  std::string nearest;
  for (const auto& candidate : names) {
    const std::string_view name(candidate);
    if (name.size() > 64) continue;
    std::size_t distance = typing_distance(word, name);
    if (word.size() >= 3 && name.starts_with(word)) distance = std::min<std::size_t>(distance, 1);
    if (distance < best) {
      best = distance;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace drydock
