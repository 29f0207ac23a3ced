#include "harness/scenario/csv_tables.hpp"

#include <cassert>

namespace drydock {
namespace {

const std::vector<CsvTableRow>& table() {
  static const std::vector<CsvTableRow> tables{
      {"items",
       "a file of items",
       {{"item", true, "its id in every message and report"},
        {"name", false, "what people call it (default: the id)"},
        {"weight_grams", false, "of one unit (default: drawn by the id)"},
        {"unit_price", false, "in dollars: 12.90 (default: drawn by the id)"},
        {"popularity", false,
         "how well it sells beside the others, a whole number; without it rows sell worse downwards"},
        {"safety_stock", false, "units never promised, in every warehouse (default: that of the catalog)"},
        {"opening_stock", false, "units in every warehouse at the start (default: as the catalog says)"}},
       true},
      {"locations",
       "a file of locations",
       {{"location", true, "its name, also that of its seat"},
        {"region", true, "the region it is nearest to, or several, nearest first, with semicolons between"},
        {"capacity", true, "orders its labour can work: 2600 orders/h"},
        {"cutoff", false, "as in a scenario"},
        {"tz", false, "as in a scenario"},
        {"pickups", false, "as in a scenario"},
        {"pick_time", false, "as in a scenario"},
        {"pack_time", false, "as in a scenario"},
        {"packages_over", false, "as in a scenario"}},
       true},
      {"stock",
       "a file of stock",
       {{"item", true, "which item"},
        {"location", true, "in which warehouse"},
        {"quantity", true, "units free for sale there at the start"},
        {"safety_stock", false, "units never promised there (default: that of the item)"}},
       false},
      {"orders",
       "a file of orders",
       {{"time", true, "when the customer checks out: 1h 5m from the start of the run, or a calendar time"},
        {"order", true, "its id in every message and report; each of its lines is a row of its own"},
        {"item", true, "which item"},
        {"quantity", false, "units (default 1)"},
        {"region", true, "where it goes"},
        {"service", true, "how fast it must come"},
        {"postal_code", false, "where it goes, more exactly (default: drawn by the id)"},
        {"customer", false, "who orders (default: drawn by the id)"},
        {"unit_price", false, "what the customer pays for one (default: that of the item)"}},
       false}};
  return tables;
}

}  // namespace

std::span<const CsvTableRow> csv_tables() { return table(); }

const CsvTableRow& csv_table(std::string_view name) {
  for (const CsvTableRow& row : table())
    if (row.name == name) return row;
  assert(false && "no such table");
  return table().front();
}

}  // namespace drydock
