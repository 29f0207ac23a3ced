// demand: who orders what, and how fast.
#include <algorithm>

#include "harness/scenario/data_files.hpp"
#include "harness/scenario/returns.hpp"
#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

void read_orders(Reading& reading, const Node& node, ScenarioDemand& demand) {
  demand.orders_at = node.at;
  const bool scalar = node.kind == Node::Kind::scalar;
  if (const auto count = scalar ? parse_count(node.text) : std::nullopt; count && *count >= 1 && *count <= 1'000'000) {
    demand.count = *count;
  } else if (const auto rate = scalar ? parse_rate(node.text) : std::nullopt; rate && rate->count.numerator > 0) {
    demand.rate = *rate;
  } else {
    reading.wrong_shape(node, "orders", std::string(rate_shape) + ", or a number of orders from 1 to 1000000");
  }
}

std::optional<CurvePoint> read_point(Reading& reading, const Node& node) {
  constexpr std::string_view shape = "a point such as [1h, 3]: from when, times the base rate";
  if (node.kind != Node::Kind::list || node.items.size() != 2) {
    reading.wrong_shape(node, "curve", shape);
    return std::nullopt;
  }
  const auto at = reading.duration(node.items[0], "curve");
  const auto times = reading.decimal(node.items[1], "curve");
  if (!at || !times) return std::nullopt;
  if (times->numerator <= times->denominator * 1000) return CurvePoint{*at, *times};
  reading.wrong_shape(node.items[1], "curve", "at most 1000 times the base rate");
  return std::nullopt;
}

void read_curve(Reading& reading, const Node& node, ScenarioDemand& demand) {
  if (!reading.is_list(node, "curve")) return;
  demand.curve.clear();
  for (const Node& item : node.items) {
    const auto point = read_point(reading, item);
    if (!point) return;
    if (!demand.curve.empty() && point->at <= demand.curve.back().at) {
      reading.wrong_shape(item.items[0], "curve", "a time after that of the point before");
      return;
    }
    demand.curve.push_back(*point);
  }
  const bool some =
      std::any_of(demand.curve.begin(), demand.curve.end(), [](const CurvePoint& p) { return p.times.numerator > 0; });
  if (!some) reading.wrong_shape(node, "curve", "at least one point above 0");
}

void read_mean(Reading& reading, const Node& node, ScenarioDemand& demand) {
  const Keys keys(reading, node, scenario_section("lines"));
  const Node* mean = keys ? keys["mean"] : nullptr;
  if (mean == nullptr) return;
  const auto value = reading.decimal(*mean, "mean");
  if (!value) return;
  if (value->numerator < value->denominator || value->numerator > value->denominator * 10)
    return reading.wrong_shape(*mean, "mean", "a number from 1 to 10");
  demand.lines_mean = *value;
}

void read_looks(Reading& reading, const Node& node, ScenarioDemand& demand) {
  std::string_view text = node.text;
  constexpr std::string_view per_order = " per order";
  if (text.ends_with(per_order)) text.remove_suffix(per_order.size());
  const auto value = node.kind == Node::Kind::scalar ? parse_decimal(text) : std::nullopt;
  if (!value || value->numerator > value->denominator * 100)
    return reading.wrong_shape(node, "looks", "looks per order, from 0 to 100, such as 0.5 per order");
  demand.looks = *value;
}

void read_cancel(Reading& reading, const Node& node, ScenarioDemand& demand) {
  if (node.kind == Node::Kind::scalar) {
    if (const auto share = reading.share(node, "cancel")) demand.cancel = *share;
    return;
  }
  const Keys keys(reading, node, scenario_section("cancel"));
  if (!keys) return;
  if (const Node* share = keys["share"])
    if (const auto value = reading.share(*share, "share")) demand.cancel = *value;
  if (const Node* half = keys["half_within"])
    if (const auto value = reading.positive(*half, "half_within")) demand.cancel_half_within = *value;
  if (const Node* whole = keys["whole"])
    if (const auto value = reading.share(*whole, "whole")) demand.cancel_whole = *value;
}

void read_shares(Reading& reading, const Node& node, std::string_view what, Shares& shares) {
  if (!reading.is_map(node, what)) return;
  std::int64_t sum = 0;
  const std::size_t before = reading.count();
  for (const Member& member : node.members) {
    const auto share = reading.share(member.value, member.key);
    if (!share) continue;
    sum += millionths(*share);
    shares.push_back({{member.key, member.at}, *share});
  }
  // A third each is three times 33.3333 %: as near as millionths come.
  const bool whole = sum >= 1'000'000 - 10 && sum <= 1'000'000 + 10;
  if (whole || reading.count() != before) return;
  Mistake& mistake =
      reading.wrong(node.at, "the shares of `" + std::string(what) + "` are together " + share_text({sum, 1'000'000}));
  mistake.found = share_text({sum, 1'000'000});
  mistake.expected = "100%";
}

// One, or a list of them.
void read_items(Reading& reading, const Node& node, std::vector<ItemChoice>& items) {
  const bool list = node.kind == Node::Kind::list;
  for (std::size_t i = 0; i < (list ? node.items.size() : 1); ++i)
    if (const auto choice = read_item_choice(reading, list ? node.items[i] : node, "items")) items.push_back(*choice);
  if (list && node.items.empty()) reading.wrong_shape(node, "items", "at least one item");
}

// "300%", "3", "0.5".
void read_scale(Reading& reading, const Node& node, ScenarioDemand& demand) {
  std::string_view text = node.text;
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto value = node.kind == Node::Kind::scalar ? parse_decimal(text) : std::nullopt;
  if (!value || value->numerator == 0 || value->numerator > value->denominator * (percent ? 10'000 : 100))
    return reading.wrong_shape(node, "scale", "times as many, such as 300% or 0.5; above 0, at most 100");
  demand.scale = lowest({value->numerator, value->denominator * (percent ? 100 : 1)});
}

void read_shift(Reading& reading, const Node& node, ScenarioDemand& demand) {
  demand.shift_to_start = node.kind == Node::Kind::scalar && node.text == "to-start";
  const auto value = node.kind == Node::Kind::scalar ? parse_duration(node.text) : std::nullopt;
  if (value)
    demand.shift = *value;
  else if (!demand.shift_to_start)
    reading.wrong_shape(node, "shift", "so much later (or, negative, sooner) such as 30m or -2h, or to-start");
}

// Orders of a file: nothing about them is drawn but whether they are cancelled, and what is sent back.
void read_replay(Reading& reading, const Keys& keys, ScenarioDemand& demand) {
  demand.from = read_data_name(reading, *keys["from"], "from");
  demand.orders_at = keys["from"]->at;
  if (const Node* scale = keys["scale"]) read_scale(reading, *scale, demand);
  if (const Node* shift = keys["shift"]) read_shift(reading, *shift, demand);
  if (const Node* cancel = keys["cancel"]) read_cancel(reading, *cancel, demand);
  if (const Node* returns = keys["returns"]) read_returns(reading, *returns, demand);
  for (const std::string_view drawn : {"orders", "curve", "lines", "looks", "abandon", "items", "regions", "services"})
    if (const Node* value = keys[drawn])
      reading.wrong(value->at, "`" + std::string(drawn) + "` and `from` exclude each other: the file says what comes")
          .found = drawn;
}

void needs_drawn(Reading& reading, const Node& node, const Keys& keys) {
  const SectionRow& section = scenario_section("shop");
  for (const std::string_view needed : {"orders", "regions", "services"}) {
    if (keys[needed] != nullptr) continue;
    const auto row =
        std::find_if(section.keys.begin(), section.keys.end(), [&](const KeyRow& key) { return key.name == needed; });
    reading.wrong(node.at, std::string(section.place) + " has no `" + std::string(needed) + "`").expected =
        row->summary;
  }
  for (const std::string_view replayed : {"scale", "shift"})
    if (const Node* value = keys[replayed])
      reading.wrong(value->at, "`" + std::string(replayed) + "` belongs to orders of a file").expected =
          "from: orders.csv";
}

void read_stream(Reading& reading, const Node& node, ScenarioDemand& demand) {
  const Keys keys(reading, node, scenario_section("shop"));
  if (!keys) return;
  if (keys["from"] != nullptr) return read_replay(reading, keys, demand);
  needs_drawn(reading, node, keys);
  demand.curve = {{Duration{}, {1, 1}}};
  if (const Node* orders = keys["orders"]) read_orders(reading, *orders, demand);
  if (const Node* curve = keys["curve"]) read_curve(reading, *curve, demand);
  if (const Node* lines = keys["lines"]) read_mean(reading, *lines, demand);
  if (const Node* looks = keys["looks"]) read_looks(reading, *looks, demand);
  if (const Node* cancel = keys["cancel"]) read_cancel(reading, *cancel, demand);
  if (const Node* returns = keys["returns"]) read_returns(reading, *returns, demand);
  if (const Node* abandon = keys["abandon"])
    if (const auto share = reading.share(*abandon, "abandon")) demand.abandon = *share;
  if (const Node* items = keys["items"]) read_items(reading, *items, demand.items);
  if (const Node* regions = keys["regions"]) read_shares(reading, *regions, "regions", demand.regions);
  if (const Node* services = keys["services"]) read_shares(reading, *services, "services", demand.services);
}

// Order ids carry the name of their stream: it must not end like another one's number.
bool stream_name(Reading& reading, const Member& member) {
  Node name;
  name.kind = Node::Kind::scalar;
  name.text = member.key;
  name.at = member.at;
  if (!reading.name(name, "demand")) return false;
  if (std::any_of(member.key.begin(), member.key.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return true;
  reading.wrong_shape(name, "demand", "a name with at least one letter");
  return false;
}

}  // namespace

std::vector<const ScenarioDemand*> streams_of(const Scenario& scenario) {
  std::vector<const ScenarioDemand*> streams{&scenario.demand};
  for (const ScenarioDemand& stream : scenario.streams) streams.push_back(&stream);
  return streams;
}

std::vector<std::string> regions_of(const Scenario& scenario) {
  std::vector<std::string> regions;
  for (const ScenarioDemand* stream : streams_of(scenario))
    for (const auto& [region, share] : stream->regions)
      if (std::find(regions.begin(), regions.end(), region.value) == regions.end()) regions.push_back(region.value);
  // A file of orders goes wherever a warehouse is near.
  const auto streams = streams_of(scenario);
  if (std::none_of(streams.begin(), streams.end(), [](const auto* stream) { return static_cast<bool>(stream->from); }))
    return regions;
  for (const ScenarioWarehouse& warehouse : scenario.warehouses)
    for (const Marked<std::string>& region : warehouse.regions)
      if (std::find(regions.begin(), regions.end(), region.value) == regions.end()) regions.push_back(region.value);
  return regions;
}

void read_demand(Reading& reading, const Node& node, Scenario& scenario) {
  std::vector<std::string> others;
  for (const Member& member : node.members) others.push_back(member.key);
  const Keys keys(reading, node, scenario_section("demand"), others);
  if (!keys) return;
  for (const Member& member : node.members) {
    if (member.key == "shop") {
      read_stream(reading, member.value, scenario.demand);
    } else if (stream_name(reading, member)) {
      ScenarioDemand& stream = scenario.streams.emplace_back();
      stream.name = member.key;
      read_stream(reading, member.value, stream);
    }
  }
}

}  // namespace drydock
