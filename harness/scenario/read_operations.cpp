// operations and channels: what goes wrong in the real world, and how events travel.
#include <algorithm>

#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

using Kind = ScenarioOnce::Kind;

void read_quantity(Reading& reading, const Node& node, ScenarioOnce& once) {
  const bool scalar = node.kind == Node::Kind::scalar;
  const bool adjustment = once.what == Kind::stock_adjustment || once.what == Kind::cycle_count || once.drifts();
  constexpr std::int64_t most = 1'000'000'000;
  if (const auto units = scalar ? parse_count(node.text) : std::nullopt) {
    const bool nothing = *units == 0 && once.what != Kind::cycle_count;
    if (!nothing && (*units >= 0 || adjustment) && *units <= most && *units >= -most) {
      once.units = *units;
      return;
    }
  } else if (const auto share = scalar ? parse_share(node.text) : std::nullopt; share && share->numerator > 0) {
    once.share = *share;
    return;
  }
  reading.wrong_shape(node, "quantity",
                      adjustment ? "units more or (negative) fewer, such as -3; or a share of the opening stock"
                                 : "units such as 20, or a share of the opening stock such as 40%");
}

// A movement is of so many units of an item; a replay moves nothing, a recall all that there is.
void read_moved(Reading& reading, const Node& node, const Keys& keys, ScenarioOnce& once) {
  const bool replay = once.what == Kind::replay;
  const bool recall = once.what == Kind::lot_recall;
  for (const std::string key : {"item", "quantity", "reason"}) {
    const Node* value = keys[key];
    const bool none = replay || (recall && key != "item");
    if (value != nullptr && none)
      reading
          .wrong(value->at, "`" + key + "` belongs to a movement of stock, not to a " + (replay ? "replay" : "recall"))
          .found = key;
    if (value == nullptr && !none && key != "reason")
      reading.wrong(node.at, "`" + key + "` is missing: a movement is of so many units of an item");
  }
  const Node* back = keys["back"];
  if (back == nullptr) return;
  if (const auto span = reading.positive(*back, "back")) once.back = Marked<Duration>{*span, back->at};
  if (!replay) reading.wrong(back->at, "`back` belongs to a replay").found = "back";
}

// A lot is one of an item that is named.
void read_lot(Reading& reading, const Node& node, const Keys& keys, ScenarioOnce& once) {
  const bool recall = once.what == Kind::lot_recall;
  const Node* value = keys["lot"];
  if (value == nullptr) {
    if (recall) reading.wrong(node.at, "a lot-recall has no `lot`").expected = "the lot, such as ITEM-0001-L1";
    return;
  }
  if (auto name = reading.text(*value, "lot")) once.lot = Marked<std::string>{*name, value->at};
  if (!recall && once.what != Kind::quality_hold)
    reading.wrong(value->at, "`lot` belongs to a lot-recall or a quality-hold").found = "lot";
  else if (once.item.value.empty())
    reading.wrong(value->at, "`lot` is one of an item that is named").expected = "item: ITEM-0001";
}

// What people do, in the order of its kinds.
Kind read_kind(Reading& reading, const Node* node, std::string& word) {
  static const std::vector<std::string> kinds{"quality-hold", "stock-adjustment", "damage",      "cycle-count",
                                              "receipt",      "replay",           "unseen-loss", "books-drift",
                                              "shelf-drift",  "lot-recall"};
  word = kinds.front();
  if (node != nullptr)
    if (auto found = reading.one_of(*node, "do", kinds)) word = *found;
  return static_cast<Kind>(std::find(kinds.begin(), kinds.end(), word) - kinds.begin());
}

// Books and shop hold stock of every warehouse; a warehouse only its own.
void read_location(Reading& reading, const Keys& keys, const Node& node, ScenarioOnce& once) {
  const bool needs = once.what == Kind::books_drift || once.what == Kind::shelf_drift;
  const Node* value = keys["location"];
  if (value == nullptr) {
    if (needs)
      reading.wrong(node.at, "a books-drift or shelf-drift has no `location`").expected =
          "the warehouse whose stock it is about";
    return;
  }
  if (auto name = reading.text(*value, "location")) once.location = {*name, value->at};
  if (!needs) reading.wrong(value->at, "`location` belongs to a books-drift or a shelf-drift").found = "location";
}

void read_once(Reading& reading, const Node& node, Scenario& scenario) {
  ScenarioOnce once;
  once.at_mark = node.at;
  const Keys keys(reading, node, scenario_section("once"));
  if (!keys) return;
  std::string what;
  once.what = read_kind(reading, keys["do"], what);
  const auto same = std::count_if(scenario.once.begin(), scenario.once.end(),
                                  [&](const ScenarioOnce& other) { return other.what == once.what; });
  once.id = what + "-" + std::to_string(same + 1);
  if (const Node* value = keys["id"])
    if (auto name = reading.name(*value, "id")) once.id = *name;
  if (const Node* value = keys["at"])
    if (const auto at = reading.duration(*value, "at")) once.at = {*at, value->at};
  if (const Node* value = keys["on"])
    if (auto seat = reading.text(*value, "on")) once.on = {*seat, value->at};
  read_moved(reading, node, keys, once);
  if (const Node* value = keys["item"])
    if (const auto choice = read_item_choice(reading, *value, "item")) {
      once.item = choice->item;
      once.fastest = choice->fastest;
    }
  read_lot(reading, node, keys, once);
  if (const Node* value = keys["quantity"]) read_quantity(reading, *value, once);
  read_location(reading, keys, node, once);
  if (const Node* value = keys["reason"])
    if (auto reason = reading.text(*value, "reason")) once.reason = *reason;
  if (const Node* value = keys["release_after"]) {
    if (const auto after = reading.positive(*value, "release_after"))
      once.release_after = Marked<Duration>{*after, value->at};
    if (once.what != Kind::quality_hold)
      reading.wrong(value->at, "`release_after` belongs to a quality-hold").found = "release_after";
  }
  scenario.once.push_back(std::move(once));
}

void read_operation(Reading& reading, const Member& member, Scenario& scenario) {
  ScenarioOperation operation;
  operation.seats = {member.key, member.at};
  const Keys keys(reading, member.value, scenario_section("operation"));
  if (!keys) return;
  if (const Node* node = keys["short_pick"])
    if (const auto chance = reading.share(*node, "short_pick")) operation.short_pick = Marked<Ratio>{*chance, node->at};
  if (const Node* node = keys["short_pick_of"])
    read_by_item<Ratio>(reading, *node, "short_pick_of", operation.short_pick_of,
                        [&](const Member& of) { return reading.share(of.value, of.key); });
  if (const Node* node = keys["reject"])
    if (const auto chance = reading.share(*node, "reject")) operation.reject = Marked<Ratio>{*chance, node->at};
  if (const Node* node = keys["lot_swap"])
    if (const auto chance = reading.share(*node, "lot_swap")) operation.lot_swap = Marked<Ratio>{*chance, node->at};
  if (const Node* node = keys["late_scan"])
    if (const auto chance = reading.share(*node, "late_scan")) operation.late_scan = Marked<Ratio>{*chance, node->at};
  scenario.operations.push_back(std::move(operation));
}

}  // namespace

std::optional<ItemChoice> read_item_choice(Reading& reading, const Node& node, std::string_view what) {
  constexpr std::string_view fastest = "fastest";
  ItemChoice choice;
  choice.item = {"", node.at};
  if (node.kind != Node::Kind::scalar) {
    reading.wrong_shape(node, what, "an item such as ITEM-0001, or fastest 5");
    return std::nullopt;
  }
  const std::string_view text = node.text;
  if (text == fastest) return choice;
  if (!text.starts_with("fastest ")) {
    choice.item.value = text;
    return choice;
  }
  const auto number = parse_count(text.substr(fastest.size()));
  if (number && *number >= 1 && *number <= 10'000) {
    choice.fastest = *number;
    return choice;
  }
  reading.wrong_shape(node, what, "fastest, or fastest 5");
  return std::nullopt;
}

void read_operations(Reading& reading, const Node& node, Scenario& scenario) {
  if (!reading.is_map(node, "operations")) return;
  for (const Member& member : node.members) {
    if (member.key != "once") {
      read_operation(reading, member, scenario);
      continue;
    }
    if (!reading.is_list(member.value, "once")) continue;
    for (const Node& item : member.value.items) read_once(reading, item, scenario);
  }
}

namespace {

void read_feed(Reading& reading, const Node& node, PlannedFeed& feed) {
  const Keys keys(reading, node, scenario_section("feed"));
  if (!keys) return;
  if (const Node* poll = keys["poll"])
    if (const auto span = reading.positive(*poll, "poll")) feed.poll = *span;
  if (const Node* page = keys["page"])
    if (const auto entries = reading.integer(*page, "page", 2, 1000)) feed.page = *entries;
  if (const Node* overlap = keys["overlap"])
    if (const auto span = reading.duration(*overlap, "overlap")) feed.overlap = *span;
}

}  // namespace

void read_channels(Reading& reading, const Node& node, Scenario& scenario) {
  if (!reading.is_map(node, "channels")) return;
  for (const Member& member : node.members) {
    ScenarioChannel channel{{member.key, member.at}, Transport::webhook, {}};
    if (member.value.kind == Node::Kind::map) {
      const Keys keys(reading, member.value, scenario_section("channel"));
      channel.transport = Transport::feed;
      if (const Node* feed = keys["feed"]) read_feed(reading, *feed, channel.feed);
    } else if (const auto word = reading.one_of(member.value, member.key, {"webhook", "log", "feed"})) {
      channel.transport = *word == "log" ? Transport::log : *word == "feed" ? Transport::feed : Transport::webhook;
    }
    scenario.channels.push_back(std::move(channel));
  }
}

}  // namespace drydock
