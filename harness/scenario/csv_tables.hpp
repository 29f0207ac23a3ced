// The tables a scenario may take its data from: their columns, for the readers and for who documents them.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace drydock {

struct CsvColumn {
  std::string_view name;
  bool required;
  std::string_view summary;
};

/// One kind of file. Where `foreign_ids` is set, columns such as `sku`, `erp_id` or `wms-east_id` say what another
/// system calls the row's subject.
struct CsvTableRow {
  std::string_view name;   ///< items, locations, stock, orders
  std::string_view place;  ///< in words: "a file of items"
  std::vector<CsvColumn> columns;
  bool foreign_ids;
};

std::span<const CsvTableRow> csv_tables();
/// The table of that name, which must exist.
const CsvTableRow& csv_table(std::string_view name);

}  // namespace drydock
