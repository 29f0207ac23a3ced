// enterprise: who there is and what they can do.
#include <algorithm>

#include "contracts/canonical/freight.hpp"
#include "harness/nearest.hpp"
#include "harness/scenario/data_files.hpp"
#include "harness/scenario/sections.hpp"
#include "harness/scenario/zone.hpp"

namespace drydock {
namespace {

constexpr std::int64_t most = 1'000'000;

// Units are exact, labour is whole orders an hour.
std::optional<std::int64_t> per_hour(Reading& reading, const Node& node) {
  const auto rate = node.kind == Node::Kind::scalar ? parse_rate(node.text) : std::nullopt;
  if (!rate) {
    reading.wrong_shape(node, "capacity", rate_shape);
    return std::nullopt;
  }
  __extension__ using Wide = __int128;
  const Wide hourly = Wide{rate->count.numerator} * hours(1).us / rate->per.us / rate->count.denominator;
  if (hourly >= 1 && hourly <= 100'000'000) return static_cast<std::int64_t>(hourly);
  reading.wrong_shape(node, "capacity", "at least 1 order/h, at most 100000000");
  return std::nullopt;
}

void read_pickups(Reading& reading, const Node& node, ScenarioWarehouse& warehouse) {
  const auto interval = node.kind == Node::Kind::scalar ? parse_interval(node.text) : std::nullopt;
  if (!interval || interval->us < seconds(1).us) return reading.wrong_shape(node, "pickups", interval_shape);
  warehouse.pickups = *interval;
}

void read_warehouse_zone(Reading& reading, const Node& node, ScenarioWarehouse& warehouse) {
  const auto name = reading.text(node, "tz");
  if (!name) return;
  warehouse.tz = *name;
  if (zone_exists(*name)) return;
  Mistake& mistake = reading.wrong(node.at, "unknown time zone `" + *name + "`");
  mistake.found = *name;
  mistake.nearest = nearest_name(*name, zone_names());
  mistake.expected = "a zone of the tz database such as America/New_York";
}

void read_ids(Reading& reading, const Node& node, ScenarioWarehouse& warehouse) {
  constexpr std::size_t longest = 64;
  if (!reading.is_map(node, "ids")) return;
  for (const Member& member : node.members) {
    const auto id = reading.text(member.value, member.key);
    if (!id) continue;
    if (id->empty() || id->size() > longest)
      reading.wrong_shape(member.value, member.key, "an id of at most 64 bytes");
    else
      warehouse.ids[member.key] = {*id, member.value.at};
  }
}

void read_warehouse(Reading& reading, const Member& member, Scenario& scenario) {
  ScenarioWarehouse warehouse;
  warehouse.name = {member.key, member.at};
  warehouse.tz = scenario.clock.tz;
  const Keys keys(reading, member.value, scenario_section("warehouse"));
  if (!keys) return;
  if (const Node* node = keys["region"]) {
    warehouse.regions = reading.texts(*node, "region");
    if (warehouse.regions.empty() && node->kind == Node::Kind::list)
      reading.wrong_shape(*node, "region", "at least one");
  }
  if (const Node* node = keys["capacity"])
    if (const auto value = per_hour(reading, *node)) warehouse.capacity_per_hour = *value;
  if (const Node* node = keys["cutoff"]) {
    if (node->kind == Node::Kind::scalar && parse_time_of_day(node->text))
      warehouse.cutoff = node->text;
    else
      reading.wrong_shape(*node, "cutoff", time_of_day_shape);
  }
  if (const Node* node = keys["tz"]) read_warehouse_zone(reading, *node, warehouse);
  if (const Node* node = keys["pickups"]) read_pickups(reading, *node, warehouse);
  if (const Node* node = keys["pick_time"])
    if (const auto value = reading.positive(*node, "pick_time")) warehouse.pick_time = *value;
  if (const Node* node = keys["pack_time"])
    if (const auto value = reading.duration(*node, "pack_time")) warehouse.pack_time = *value;
  if (const Node* node = keys["packages_over"])
    if (const auto value = reading.integer(*node, "packages_over", 1, most)) warehouse.packages_over = *value;
  if (const Node* ids = keys["ids"]) read_ids(reading, *ids, warehouse);
  scenario.warehouses.push_back(std::move(warehouse));
}

void read_carrier(Reading& reading, const Member& member, Scenario& scenario) {
  ScenarioCarrier carrier;
  carrier.name = {member.key, member.at};
  if (!reading.is_map(member.value, member.key)) return;
  for (const Member& service : member.value.members) {
    if (service.key == freight_service) {
      Mistake& mistake = reading.wrong(service.at, "parcel carriers have no service `freight`");
      mistake.found = service.key;
      mistake.expected = "carriers that take freight under `freight`, beside `carriers`";
      continue;
    }
    const auto span = service.value.kind == Node::Kind::scalar ? parse_days(service.value.text) : std::nullopt;
    if (span)
      carrier.services[service.key] = *span;
    else
      reading.wrong_shape(service.value, service.key, days_shape);
  }
  if (member.value.members.empty())
    reading.wrong_shape(member.value, member.key, "at least one service: {ground: 2-4d}");
  scenario.carriers.push_back(std::move(carrier));
}

// One in ten must be taken in time: a load that nobody takes would be offered for ever.
std::optional<Ratio> share_to_bear(Reading& reading, const Node& node, std::string_view what) {
  const auto share = reading.share(node, what);
  if (!share || share->numerator * 10 <= share->denominator * 9) return share;
  reading.wrong_shape(node, what, "at most 90%: a load that nobody takes is offered for ever");
  return std::nullopt;
}

// What is not told: an answer well within the time there is.
void read_freight_carrier(Reading& reading, const Member& member, Scenario& scenario) {
  PlannedFreight& freight = *scenario.freight;
  const Keys keys(reading, member.value, scenario_section("freight-carrier"));
  if (!keys) return;
  PlannedTender tender{member.key, {0, 1}, {0, 1}, std::min(minutes(10), freight.respond_within / 2)};
  if (const Node* node = keys["declines"])
    if (const auto value = share_to_bear(reading, *node, "declines")) tender.declines = *value;
  if (const Node* node = keys["late"])
    if (const auto value = share_to_bear(reading, *node, "late")) tender.late = *value;
  if (const Node* node = keys["answers"])
    if (const auto value = reading.positive(*node, "answers")) {
      tender.answers = *value;
      if (*value > freight.respond_within)
        reading.wrong_shape(
            *node, "answers",
            "at most `respond_within` (" + to_string(freight.respond_within) + "); how many come later says `late`");
    }
  freight.carriers.push_back(std::move(tender));
  ScenarioCarrier carrier;
  carrier.name = {member.key, member.at};
  scenario.carriers.push_back(std::move(carrier));
}

// Seat names are one namespace: warehouses, carriers and the fixed seats.
bool seat_name(Reading& reading, const Member& member, const Scenario& scenario) {
  Node as_value;
  as_value.kind = Node::Kind::scalar;
  as_value.text = member.key;
  as_value.at = member.at;
  if (!reading.name(as_value, member.key)) return false;
  bool taken = member.key == "once";  // what `operations` calls its list
  for (const Seat& seat : seats_of(scenario)) taken = taken || seat.name == member.key;
  if (!taken) return true;
  Mistake& mistake = reading.wrong(member.at, "the name `" + member.key + "` is taken already");
  mistake.found = member.key;
  mistake.expected = "a name that no other seat has";
  return false;
}

template <class Read>
void read_named(Reading& reading, const Node& node, std::string_view what, Scenario& scenario, Read read) {
  if (!reading.is_map(node, what)) return;
  if (node.members.empty()) reading.wrong_shape(node, what, "at least one");
  for (const Member& member : node.members)
    if (seat_name(reading, member, scenario)) read(reading, member, scenario);
}

void read_freight(Reading& reading, const Node& node, Scenario& scenario) {
  const Keys keys(reading, node, scenario_section("freight"));
  if (!keys) return;
  PlannedFreight& freight = scenario.freight.emplace();
  std::pair<std::int64_t, std::int64_t> transit{2, 4};
  if (const Node* days = keys["transit"]) {
    const auto span = days->kind == Node::Kind::scalar ? parse_days(days->text) : std::nullopt;
    if (span)
      transit = *span;
    else
      reading.wrong_shape(*days, "transit", days_shape);
  }
  if (const Node* within = keys["respond_within"])
    if (const auto value = reading.positive(*within, "respond_within")) freight.respond_within = *value;
  const std::size_t parcels = scenario.carriers.size();
  if (const Node* carriers = keys["carriers"])
    read_named(reading, *carriers, "carriers", scenario, read_freight_carrier);
  for (std::size_t i = parcels; i < scenario.carriers.size(); ++i)
    scenario.carriers[i].services = {{std::string(freight_service), transit}};
}

void read_payment(Reading& reading, const Node& node, PlannedPayment& payment) {
  const Keys keys(reading, node, scenario_section("payment"));
  if (!keys) return;
  if (const Node* value = keys["declines"])
    if (const auto share = reading.share(*value, "declines")) payment.declines = *share;
  if (const Node* value = keys["declines_again"])
    if (const auto share = reading.share(*value, "declines_again")) payment.declines_again = *share;
  if (const Node* value = keys["authorization_life"])
    if (const auto life = reading.positive(*value, "authorization_life")) payment.authorization_life = *life;
  if (const Node* value = keys["service_time"])
    if (const auto time = reading.duration(*value, "service_time")) payment.service_time = *time;
}

void read_notification(Reading& reading, const Node& node, PlannedNotification& notification) {
  const Keys keys(reading, node, scenario_section("notification"));
  if (!keys) return;
  if (const Node* value = keys["bounces"])
    if (const auto share = reading.share(*value, "bounces")) notification.bounces = *share;
  if (const Node* value = keys["send_time"])
    if (const auto time = reading.duration(*value, "send_time")) notification.send_time = *time;
  if (const Node* value = keys["delivery_time"])
    if (const auto time = reading.duration(*value, "delivery_time")) notification.delivery_time = *time;
  if (const Node* value = keys["service_time"])
    if (const auto time = reading.duration(*value, "service_time")) notification.service_time = *time;
}

void read_marketplace(Reading& reading, const Node& node, ScenarioMarketplace& marketplace) {
  const Keys keys(reading, node, scenario_section("marketplace"));
  if (!keys) return;
  PlannedMarketplace& planned = marketplace.planned;
  if (const Node* value = keys["share"])
    if (const auto share = reading.share(*value, "share")) marketplace.share = *share;
  if (const Node* value = keys["ships_within"])
    if (const auto span = reading.positive(*value, "ships_within")) planned.ships_within = *span;
  const Node* arrives = keys["delivers_within"];
  if (arrives == nullptr) {
    planned.delivers_within = std::max(planned.delivers_within, planned.ships_within);
  } else if (const auto span = reading.positive(*arrives, "delivers_within")) {
    planned.delivers_within = *span;
    if (*span >= planned.ships_within) return;
    Mistake& mistake = reading.wrong(arrives->at, "nothing arrives before it has left");
    mistake.found = to_string(*span);
    mistake.expected = to_string(planned.ships_within) + ", as `ships_within` says, or more";
  }
}

void exclude(Reading& reading, const Keys& keys, std::string_view one, std::string_view other) {
  if (keys[one] == nullptr || keys[other] == nullptr) return;
  reading.wrong(keys[one]->at, "`" + std::string(one) + "` and `" + std::string(other) + "` exclude each other").found =
      one;
}

// The items themselves have no other ids to go by.
Marked<std::string> data_path(Reading& reading, const Node& node, std::string_view what) {
  if (node.kind == Node::Kind::scalar && !node.text.empty()) return {node.text, node.at};
  reading.wrong_shape(node, what, "a CSV file beside this one, such as items.csv");
  return {};
}

// How many items there are, or which.
void read_items(Reading& reading, const Node& node, const Keys& keys, ScenarioCatalog& catalog) {
  if (const Node* items = keys["items"])
    if (const auto number = reading.integer(*items, "items", 1, 100'000)) catalog.items = {*number, items->at};
  if (const Node* from = keys["from"]) catalog.from.file = data_path(reading, *from, "from");
  if (const Node* from = keys["stock_from"]) catalog.stock_from = read_data_name(reading, *from, "stock_from");
  exclude(reading, keys, "from", "items");
  for (const std::string_view other : {"opening_stock", "opening_cover", "stock_of"})
    exclude(reading, keys, "stock_from", other);
  if (keys["items"] == nullptr && keys["from"] == nullptr)
    reading.wrong(node.at, "the catalog has no `items`").expected =
        "how many items there are, or a file that lists them (`from`)";
}

void read_popularity(Reading& reading, const Node& node, ScenarioCatalog& catalog) {
  const Keys shares(reading, node, scenario_section("popularity"));
  const Node* top = shares ? shares["top"] : nullptr;
  const Node* share = shares ? shares["share"] : nullptr;
  if (top != nullptr)
    if (const auto value = reading.share(*top, "top")) catalog.top = *value;
  if (share != nullptr)
    if (const auto value = reading.share(*share, "share")) catalog.top_share = *value;
}

void read_catalog(Reading& reading, const Node& node, ScenarioCatalog& catalog) {
  const Keys keys(reading, node, scenario_section("catalog"));
  if (!keys) return;
  read_items(reading, node, keys, catalog);
  if (const Node* popularity = keys["popularity"]) read_popularity(reading, *popularity, catalog);
  if (const Node* stock = keys["safety_stock"])
    if (const auto number = reading.integer(*stock, "safety_stock", 0, most)) catalog.safety_stock = *number;
  if (const Node* cover = keys["opening_cover"])
    if (const auto value = reading.duration(*cover, "opening_cover")) catalog.opening_cover = *value;
  if (const Node* of = keys["stock_of"])
    read_by_item<std::int64_t>(reading, *of, "stock_of", catalog.stock_of, [&](const Member& member) {
      return reading.integer(member.value, member.key, 0, most);
    });
  if (const Node* stock = keys["opening_stock"])
    if (const auto number = reading.integer(*stock, "opening_stock", 0, most)) catalog.opening_stock = *number;
  exclude(reading, keys, "opening_stock", "opening_cover");
}

void read_seat(Reading& reading, const Member& member, Scenario& scenario) {
  PlannedSeat seat;
  const Keys keys(reading, member.value, scenario_section("seat"));
  if (!keys) return;
  if (const Node* node = keys["workers"]) seat.workers = reading.integer(*node, "workers", 1, most);
  if (const Node* node = keys["intake"]) seat.intake = reading.integer(*node, "intake", 1, most);
  if (const Node* node = keys["service_time"]) seat.service_time = reading.duration(*node, "service_time");
  if (const Node* node = keys["commit_time"]) seat.commit_time = reading.duration(*node, "commit_time");
  scenario.seats.push_back({{member.key, member.at}, seat});
}

}  // namespace

void read_enterprise(Reading& reading, const Node& node, Scenario& scenario) {
  const Keys keys(reading, node, scenario_section("enterprise"));
  if (!keys) return;
  if (const Node* payment = keys["payment"]) read_payment(reading, *payment, scenario.payment.emplace());
  if (const Node* notification = keys["notification"])
    read_notification(reading, *notification, scenario.notification.emplace());
  if (const Node* marketplace = keys["marketplace"])
    read_marketplace(reading, *marketplace, scenario.marketplace.emplace());
  if (const Node* warehouses = keys["warehouses"])
    read_named(reading, *warehouses, "warehouses", scenario, read_warehouse);
  if (const Node* carriers = keys["carriers"]) read_named(reading, *carriers, "carriers", scenario, read_carrier);
  if (const Node* freight = keys["freight"]) read_freight(reading, *freight, scenario);
  if (const Node* erp = keys["erp"]) read_erp(reading, *erp, scenario.erp);
  if (const Node* catalog = keys["catalog"]) read_catalog(reading, *catalog, scenario.catalog);
  if (const Node* seats = keys["seats"])
    if (reading.is_map(*seats, "seats"))
      for (const Member& member : seats->members) read_seat(reading, member, scenario);
  if (const Node* ttl = keys["reservation_ttl"])
    if (const auto value = reading.positive(*ttl, "reservation_ttl")) scenario.reservation_ttl = *value;
}

}  // namespace drydock
