// A file of locations: the warehouses of a scenario, a row each. Its cells are read like the values of the scenario.
#include <map>

#include "harness/scenario/data_files.hpp"
#include "harness/scenario/table_reading.hpp"

namespace drydock {
namespace {

Node map_at(Mark at) {
  Node map;
  map.kind = Node::Kind::map;
  map.at = at;
  return map;
}

// "us-east; us-south": nearest first.
Node regions_of_cell(const Node& cell) {
  Node list;
  list.kind = Node::Kind::list;
  list.at = cell.at;
  std::string_view rest = cell.text;
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    std::string_view name = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name.empty()) continue;
    Node region = cell;
    region.text = name;
    list.items.push_back(std::move(region));
  }
  return list;
}

Node warehouse_of(const TableReading& row, const CsvTableRow& table) {
  Node warehouse = map_at(row.at());
  for (const CsvColumn& column : table.columns) {
    const Node* cell = column.name == "location" ? nullptr : row[column.name];
    if (cell == nullptr) continue;
    warehouse.members.push_back(
        {std::string(column.name), cell->at, column.name == "region" ? regions_of_cell(*cell) : *cell});
  }
  const auto ids = row.foreign_ids();
  if (ids.empty()) return warehouse;
  Node map = map_at(row.at());
  for (const auto& [system, cell] : ids) map.members.push_back({system, cell->at, *cell});
  warehouse.members.push_back({"ids", row.at(), std::move(map)});
  return warehouse;
}

}  // namespace

Node read_locations(Reading& reading, const DataFiles::Text& text) {
  const CsvTableRow& table = csv_table("locations");
  TableReading rows(reading, text.text, text.source, table);
  Node warehouses = map_at({1, 1, text.source});
  std::map<std::string, int> lines;
  while (rows.next()) {
    const Node* name = rows.needed("location");
    if (name == nullptr) continue;
    const auto [first, added] = lines.try_emplace(name->text, rows.at().line);
    if (added) {
      warehouses.members.push_back({name->text, name->at, warehouse_of(rows, table)});
      continue;
    }
    Mistake& mistake = reading.wrong(
        name->at, "the location `" + name->text + "` stands twice: first in line " + std::to_string(first->second));
    mistake.found = name->text;
    mistake.expected = "one row of each location";
  }
  return warehouses;
}

}  // namespace drydock
