// A file of items: the catalog of a scenario, a row each.
#include <algorithm>

#include "harness/scenario/data_files.hpp"
#include "harness/scenario/table_reading.hpp"

namespace drydock {
namespace {

constexpr std::int64_t most = 1'000'000;
constexpr std::int64_t most_items = 100'000;
constexpr std::size_t longest_id = 40;
constexpr std::size_t longest_foreign_id = 64;

class ItemRows {
 public:
  ItemRows(Reading& reading, TableReading& rows, std::map<std::string, int>& lines)
      : reading_(reading), rows_(rows), lines_(lines) {}

  // Nothing, and a mistake told, if the row has no id of its own.
  std::optional<CatalogItem> row() {
    const Node* id = rows_.needed("item");
    if (id == nullptr || !own_id(*id)) return std::nullopt;
    CatalogItem item;
    item.item = {id->text, id->at};
    if (const Node* name = rows_["name"]) item.name = name->text;
    item.weight_grams = count("weight_grams", 1, 1'000'000'000);
    if (const Node* price = rows_["unit_price"]) item.price_minor = this->price(*price);
    if (rows_.has("popularity"))
      if (const Node* sells = rows_.needed("popularity"))
        item.popularity = reading_.integer(*sells, "popularity", 1, 1'000'000'000);
    item.safety_stock = count("safety_stock", 0, most);
    item.opening_stock = count("opening_stock", 0, most);
    for (const auto& [system, cell] : rows_.foreign_ids()) foreign(system, *cell, item);
    return item;
  }

 private:
  bool own_id(const Node& id) {
    if (!is_plain_id(id.text, longest_id)) {
      reading_.wrong_shape(id, "item", "an id of at most 40 letters, digits and . _ : / ~ -");
      return false;
    }
    const auto [first, added] = lines_.try_emplace(id.text, id.at.line);
    if (added) return true;
    Mistake& mistake = reading_.wrong(
        id.at, "the item `" + id.text + "` stands twice: first in line " + std::to_string(first->second));
    mistake.found = id.text;
    mistake.expected = "one row of each item";
    return false;
  }
  std::optional<std::int64_t> count(std::string_view column, std::int64_t low, std::int64_t high) {
    const Node* cell = rows_[column];
    return cell == nullptr ? std::nullopt : reading_.integer(*cell, column, low, high);
  }
  std::optional<std::int64_t> price(const Node& cell) {
    const auto minor = parse_hundredths(cell.text);
    if (!minor) reading_.wrong_shape(cell, "unit_price", "an amount such as 12.90");
    return minor;
  }
  void foreign(const std::string& system, const Node& cell, CatalogItem& item) {
    if (cell.text.size() <= longest_foreign_id)
      item.ids[system] = {cell.text, cell.at};
    else
      reading_.wrong_shape(cell, system, "an id of at most 64 bytes");
  }

  Reading& reading_;
  TableReading& rows_;
  std::map<std::string, int>& lines_;
};

}  // namespace

void read_items(Reading& reading, const DataFiles::Text& text, Scenario& scenario) {
  ScenarioCatalog& catalog = scenario.catalog;
  const std::size_t before = reading.count();
  TableReading rows(reading, text.text, text.source, csv_table("items"));
  std::map<std::string, int> lines;
  while (rows.next() && static_cast<std::int64_t>(catalog.listed.size()) <= most_items)
    if (auto item = ItemRows(reading, rows, lines).row()) catalog.listed.push_back(std::move(*item));
  if (static_cast<std::int64_t>(catalog.listed.size()) > most_items)
    reading.wrong(rows.at(), "the file has too many items").expected = "at most " + std::to_string(most_items);
  if (catalog.listed.empty() && reading.count() == before)
    reading.wrong({1, 1, text.source}, "the file lists no item").expected = "a row for each item";
  const auto sells = [](const CatalogItem& item) { return item.popularity.value_or(0); };
  std::stable_sort(catalog.listed.begin(), catalog.listed.end(),
                   [&](const CatalogItem& a, const CatalogItem& b) { return sells(a) > sells(b); });
  for (const CatalogItem& item : catalog.listed)
    catalog.numbers[item.item.value] = static_cast<std::int64_t>(catalog.numbers.size()) + 1;
  catalog.items = {static_cast<std::int64_t>(catalog.listed.size()), catalog.from.file.at};
}

}  // namespace drydock
