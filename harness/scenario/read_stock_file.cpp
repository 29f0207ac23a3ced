// A file of stock: what lies where at the start, a row an item and warehouse.
#include "harness/scenario/data_files.hpp"
#include "harness/scenario/foreign_names.hpp"
#include "harness/scenario/table_reading.hpp"

namespace drydock {
namespace {

constexpr std::int64_t most = 1'000'000'000;

void read_row(Reading& reading, TableReading& rows, ForeignNames& names,
              std::map<std::pair<std::int64_t, std::string>, int>& lines, ScenarioCatalog& catalog) {
  const Node* item = rows.needed("item");
  const Node* location = rows.needed("location");
  const Node* quantity = rows.needed("quantity");
  if (item == nullptr || location == nullptr || quantity == nullptr) return;
  CatalogShelf shelf;
  if (const auto units = reading.integer(*quantity, "quantity", 0, most)) shelf.quantity = *units;
  if (const Node* safety = rows["safety_stock"]) shelf.safety_stock = reading.integer(*safety, "safety_stock", 0, most);
  const std::int64_t number = names.item(*item);
  const std::string* warehouse = names.location(*location);
  if (number == 0 || warehouse == nullptr) return;
  const auto [first, added] = lines.try_emplace({number, *warehouse}, rows.at().line);
  if (added) {
    catalog.shelves[{number, *warehouse}] = shelf;
    return;
  }
  Mistake& mistake = reading.wrong(item->at, "`" + item->text + "` in `" + location->text +
                                                 "` stands twice: first in line " + std::to_string(first->second));
  mistake.found = item->text;
  mistake.expected = "one row of each item in each warehouse";
}

}  // namespace

void read_stock(Reading& reading, const DataFiles::Text& text, Scenario& scenario) {
  const std::size_t before = reading.count();
  ForeignNames names(reading, scenario, scenario.catalog.stock_from);
  TableReading rows(reading, text.text, text.source, csv_table("stock"));
  std::map<std::pair<std::int64_t, std::string>, int> lines;
  while (rows.next()) read_row(reading, rows, names, lines, scenario.catalog);
  if (lines.empty() && reading.count() == before)
    reading.wrong({1, 1, text.source}, "the file has no stock").expected = "a row for each item and warehouse";
}

}  // namespace drydock
