#include "contracts/nearest.hpp"

#include <algorithm>
#include <array>

namespace drydock {
namespace {

constexpr std::size_t most = 64;
using Row = std::array<std::size_t, most + 1>;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  a = a.substr(0, most);
  b = b.substr(0, most);
  Row before{}, last{}, row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

std::string_view nearest_of(std::string_view found, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  std::size_t fewest = static_cast<std::size_t>(-1);
  for (const std::string_view candidate : candidates) {
    const std::size_t edits = edit_distance(found, candidate);
    if (edits >= fewest || edits > (std::max(found.size(), candidate.size()) + 2) / 3) continue;
    fewest = edits;
    best = candidate;
  }
  return best;
}

}  // namespace drydock
