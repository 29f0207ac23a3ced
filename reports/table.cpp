#include "reports/table.hpp"

#include <algorithm>
#include <cassert>

#include "reports/escape.hpp"

namespace drydock {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 12;  // a column is not cut below this

std::size_t sum(const std::vector<std::size_t>& widths) {
  std::size_t total = widths.empty() ? 0 : gap * (widths.size() - 1);
  for (const std::size_t w : widths) total += w;
  return total;
}

void fit(std::vector<std::size_t>& widths, std::size_t room) {
  while (sum(widths) > room) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= narrowest) return;
    *widest = std::max(narrowest, *widest - std::min(*widest, sum(widths) - room));
  }
}

}  // namespace

void Table::row(std::vector<std::string> cells, std::string_view mark, std::string_view unmark) {
  assert(cells.size() == columns_.size());
  for (auto& cell : cells) cell = for_terminal(cell);
  rows_.push_back({std::move(cells), std::string(mark), std::string(unmark)});
}

std::string Table::str(std::size_t width, std::size_t indent) const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], terminal_width(row.cells[i]));
  fit(widths, width > indent ? width - indent : 0);

  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string cell = cut_to_width(row.cells[i], widths[i]);
      const std::string pad(widths[i] - std::min(widths[i], terminal_width(cell)), ' ');
      if (i > 0) line.append(gap, ' ');
      line += columns_[i] == Align::right ? pad + cell : cell + pad;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += std::string(indent, ' ') + row.mark + line + row.unmark + '\n';
  }
  return out;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t used = indent;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const std::size_t columns = terminal_width(word);
    if (!out.empty()) {
      if (used + 1 + columns > width) {
        out += '\n' + std::string(indent, ' ');
        used = indent;
      } else {
        out += ' ';
        ++used;
      }
    }
    out += word;
    used += columns;
    at = end + 1;
  }
  return out;
}

}  // namespace drydock
