// Typed reading of one CSV file: its columns by name, its cells as values with their places, its mistakes by line.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/scenario/csv.hpp"
#include "harness/scenario/csv_tables.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

class TableReading {
 public:
  /// Reads the header. `source` is the index of the file's name in `reading`. The text must outlive this.
  TableReading(Reading& reading, std::string_view text, int source, const CsvTableRow& table);
  /// The next row that has as many fields as the header; false at the end, or when too much is wrong.
  bool next();
  /// The cell of a column; null where it is blank or the file has no such column.
  const Node* operator[](std::string_view column) const;
  /// The same of a column that must be filled; a blank one is told.
  const Node* needed(std::string_view column);
  /// What other systems call the row's subject, by system: `erp` of the column `erp_id`, `sku` of `sku`.
  std::vector<std::pair<std::string, const Node*>> foreign_ids() const;
  /// The systems that have a column.
  std::vector<Marked<std::string>> systems() const;
  bool has(std::string_view column) const;
  /// The beginning of the row.
  Mark at() const { return row_at_; }

 private:
  void read_header();
  void read_column(const CsvField&);
  void tell(std::vector<CsvProblem>);
  void fill(const CsvRow&);

  struct Column {
    std::string name;
    std::string system;  ///< of a foreign id
    Mark at;
    Node cell;
    bool known = false;
  };

  Reading& reading_;
  CsvReader reader_;
  int source_;
  const CsvTableRow& table_;
  std::vector<Column> columns_;
  Mark row_at_;
  std::size_t told_before_ = 0;
  bool usable_ = false;
};

}  // namespace drydock
