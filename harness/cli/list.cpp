#include <nlohmann/json.hpp>

#include "harness/cli/exit.hpp"
#include "harness/cli/verbs.hpp"
#include "reports/table.hpp"

namespace drydock::cli {
namespace {

std::string as_json(const std::vector<ListRow>& rows) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& row : rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const auto& [name, value] : row.fields)
      std::visit([&object, &key = name](const auto& v) { object[key] = v; }, value);
    list.push_back(std::move(object));
  }
  return list.dump(2) + "\n";
}

std::string field_of(const ListRow& row, std::string_view wanted) {
  for (const auto& [name, value] : row.fields)
    if (name == wanted && std::holds_alternative<std::string>(value)) return std::get<std::string>(value);
  return {};
}

/// For people: the id where there are ids, the name and the summary.
std::string as_text(const std::vector<ListRow>& rows) {
  const bool numbered = !rows.empty() && !field_of(rows.front(), "id").empty();
  Table table(std::vector<Table::Align>(numbered ? 3 : 2, Table::Align::left));
  for (const auto& row : rows) {
    std::vector<std::string> cells{field_of(row, "name"), field_of(row, "summary")};
    if (numbered) cells.insert(cells.begin(), field_of(row, "id"));
    table.row(std::move(cells));
  }
  return table.str(static_cast<std::size_t>(-1), 0);
}

}  // namespace

const std::vector<std::string_view>& list_names() {
  static const std::vector<std::string_view> names{"defects",    "faults",   "flows",    "formats",
                                                   "invariants", "measures", "messages", "roles",
                                                   "scenarios",  "sets",     "states"};
  return names;
}

int perform(const ListRequest& request, const Services& services, Console& console) {
  const auto rows = services.list(request.what);
  console.out << (request.json ? as_json(rows) : as_text(rows));
  return exit_pass;
}

}  // namespace drydock::cli
