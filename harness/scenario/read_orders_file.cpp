// A file of orders that were placed once: a row a line of an order, in any order.
#include <algorithm>

#include "harness/scenario/data_files.hpp"
#include "harness/scenario/foreign_names.hpp"
#include "harness/scenario/orders.hpp"
#include "harness/scenario/table_reading.hpp"
#include "harness/scenario/zone.hpp"

namespace drydock {
namespace {

constexpr std::int64_t most_units = 1'000'000;
constexpr std::size_t most_lines = 100;
constexpr std::size_t most_orders = 1'000'000;
constexpr std::size_t longest_id = 32;

class OrderRows {
 public:
  OrderRows(Reading& reading, const DataFiles::Text& text, const Scenario& scenario, ScenarioDemand& demand)
      : reading_(reading),
        scenario_(scenario),
        demand_(demand),
        names_(reading, scenario, demand.from),
        rows_(reading, text.text, text.source, csv_table("orders")),
        regions_(regions_of(scenario)) {
    for (const ScenarioCarrier& carrier : scenario.carriers)
      for (const auto& [service, span] : carrier.services) services_.push_back(service);
    std::sort(services_.begin(), services_.end());
    services_.erase(std::unique(services_.begin(), services_.end()), services_.end());
  }

  void read() {
    while (rows_.next()) {
      row();
      if (demand_.replayed.size() <= most_orders) continue;
      reading_.wrong(rows_.at(), "the file has too many orders").expected = "at most " + std::to_string(most_orders);
      return;
    }
  }

 private:
  void row() {
    const Node* id = rows_.needed("order");
    if (id == nullptr || !sound_id(*id)) return;
    const auto [found, added] = places_.try_emplace(id->text, demand_.replayed.size());
    if (added) {
      demand_.replayed.emplace_back().order = {id->text, id->at};
      head(demand_.replayed.back());
    } else {
      same_head(demand_.replayed[found->second]);
    }
    line(demand_.replayed[found->second]);
  }

  bool sound_id(const Node& id) {
    if (!is_plain_id(id.text, longest_id)) {
      reading_.wrong_shape(id, "order", "an id of at most 32 letters, digits and . _ : / ~ -");
      return false;
    }
    if (stream_of(id.text).empty() || !id.text.starts_with("O-")) return true;
    Mistake& mistake = reading_.wrong(id.at, "`" + id.text + "` is how drawn orders are called");
    mistake.found = id.text;
    mistake.expected = "an id of another form";
    return false;
  }

  // What the first row of an order says of all of it.
  void head(ReplayedOrder& order) {
    if (const Node* time = rows_.needed("time"))
      if (const auto at = moment(*time)) order.at = *at;
    order.region = one_of("region", regions_, "no warehouse knows the region `");
    order.service = one_of("service", services_, "no carrier offers the service `");
    if (const Node* code = rows_["postal_code"]) order.postal_code = postal_code(*code);
    if (const Node* customer = rows_["customer"]) order.customer = customer_id(*customer);
  }
  // Later rows of it repeat that, or leave it blank.
  void same_head(const ReplayedOrder& order) {
    const auto same = [&](std::string_view column, const std::string& first) {
      const Node* cell = rows_[column];
      if (cell == nullptr || cell->text == first) return;
      tell_other(*cell, column, first, order);
    };
    same("region", order.region);
    same("service", order.service);
    same("postal_code", order.postal_code);
    same("customer", order.customer);
    if (const Node* time = rows_["time"])
      if (const auto at = moment(*time); at && *at != order.at) tell_other(*time, "time", "another moment", order);
  }
  void tell_other(const Node& cell, std::string_view column, const std::string& first, const ReplayedOrder& order) {
    Mistake& mistake =
        reading_.wrong(cell.at, "`" + std::string(column) + "` of the order `" + order.order.value + "` is " +
                                    describe(cell) + ", but " + (first.empty() ? "nothing" : "`" + first + "`") +
                                    " in line " + std::to_string(order.order.at.line));
    mistake.found = cell.text;
    mistake.expected = "the same in every row of an order, or nothing";
  }

  void line(ReplayedOrder& order) {
    const Node* item = rows_.needed("item");
    if (item == nullptr) return;
    ReplayedOrder::Line line;
    line.item = names_.item(*item);
    if (const Node* quantity = rows_["quantity"])
      if (const auto units = reading_.integer(*quantity, "quantity", 1, most_units)) line.quantity = *units;
    if (const Node* price = rows_["unit_price"]) {
      line.price_minor = parse_hundredths(price->text);
      if (!line.price_minor) reading_.wrong_shape(*price, "unit_price", "an amount such as 12.90");
    }
    if (line.item == 0) return;
    for (const ReplayedOrder::Line& other : order.lines)
      if (other.item == line.item) return tell_twice(*item, order);
    if (order.lines.size() == most_lines)
      reading_.wrong(item->at, "the order `" + order.order.value + "` has too many lines").expected =
          "at most " + std::to_string(most_lines);
    else
      order.lines.push_back(line);
  }
  void tell_twice(const Node& item, const ReplayedOrder& order) {
    Mistake& mistake = reading_.wrong(item.at, "`" + item.text + "` stands twice in the order `" + order.order.value +
                                                   "`, which begins in line " + std::to_string(order.order.at.line));
    mistake.found = item.text;
    mistake.expected = "one line of each item";
  }

  std::optional<Duration> moment(const Node& cell) {
    if (const auto since = parse_duration(cell.text)) return *since;
    if (const auto instant = parse_instant(cell.text)) return *instant - scenario_.clock.start.value;
    const auto local = parse_local_time(cell.text);
    if (!local) {
      reading_.wrong_shape(cell, "time", "a time from the start of the run such as 1h 5m, or \"2026-11-27 10:05:00\"");
      return std::nullopt;
    }
    const auto resolved = resolve_local(scenario_.clock.tz, *local);
    if (resolved) return *resolved - scenario_.clock.start.value;
    reading_.wrong(cell.at, "`time` is `" + cell.text + "`, which the clocks of " + scenario_.clock.tz + " skip")
        .found = cell.text;
    return std::nullopt;
  }
  std::string one_of(std::string_view column, const std::vector<std::string>& names, const std::string& message) {
    const Node* cell = rows_.needed(column);
    if (cell == nullptr) return {};
    if (std::find(names.begin(), names.end(), cell->text) == names.end())
      reading_.wrong_name(cell->at, cell->text, message + cell->text + "`", names);
    return cell->text;
  }
  std::string postal_code(const Node& cell) {
    constexpr std::size_t longest = 16;
    if (cell.text.size() > longest) reading_.wrong_shape(cell, "postal_code", "at most 16 bytes");
    return cell.text;
  }
  std::string customer_id(const Node& cell) {
    if (!is_plain_id(cell.text, longest_id))
      reading_.wrong_shape(cell, "customer", "an id of at most 32 letters, digits and . _ : / ~ -");
    return cell.text;
  }

  Reading& reading_;
  const Scenario& scenario_;
  ScenarioDemand& demand_;
  ForeignNames names_;
  TableReading rows_;
  std::vector<std::string> regions_;
  std::vector<std::string> services_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace

void read_replayed(Reading& reading, const DataFiles::Text& text, const Scenario& scenario, ScenarioDemand& demand) {
  const std::size_t before = reading.count();
  OrderRows(reading, text, scenario, demand).read();
  if (demand.replayed.empty() && reading.count() == before)
    reading.wrong({1, 1, text.source}, "the file has no order").expected = "a row for each line of an order";
}

}  // namespace drydock
