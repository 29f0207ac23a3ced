// Tables and wrapped prose for a terminal.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace drydock {

/// Rows of cells, printed in columns two spaces apart. Cells are shown as for_terminal shows them. Widths fit the
/// content; if the whole is wider than `width`, the widest column is cut.
class Table {
 public:
  enum class Align { left, right };
  explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}
  /// As many cells as columns. `mark` is printed before and `unmark` behind the row: colours, of no width.
  void row(std::vector<std::string> cells, std::string_view mark = {}, std::string_view unmark = {});
  bool empty() const { return rows_.empty(); }
  std::string str(std::size_t width, std::size_t indent = 2) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::string mark;
    std::string unmark;
  };
  std::vector<Align> columns_;
  std::vector<Row> rows_;
};

/// The text broken at spaces into lines of at most `width` columns, each further line after `indent` spaces; the first
/// is taken to start there already. A longer word stays whole.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace drydock
