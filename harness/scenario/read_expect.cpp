// bounds and expect: what the run is judged by.
#include <algorithm>

#include "harness/measures.hpp"
#include "harness/nearest.hpp"
#include "harness/scenario/sections.hpp"

namespace drydock {

const std::array<BoundRow, 17>& bound_rows() {
  static const std::array<BoundRow, 17> rows{{
      {.name = "reservation_answer", .duration = &Bounds::reservation_answer},
      {.name = "availability_staleness", .duration = &Bounds::availability_staleness},
      {.name = "processing", .duration = &Bounds::processing},
      {.name = "short_pick_response", .duration = &Bounds::short_pick_response},
      {.name = "notice", .duration = &Bounds::notice},
      {.name = "erp_posting", .duration = &Bounds::erp_posting},
      {.name = "erp_catch_up", .optional_duration = &Bounds::erp_catch_up},
      {.name = "carrier_drain", .duration = &Bounds::carrier_drain},
      {.name = "slowdown", .ratio = &Bounds::slowdown},
      {.name = "visibility_p95", .duration = &Bounds::visibility_p95},
      {.name = "visibility_max", .duration = &Bounds::visibility_max},
      {.name = "quiet", .duration = &Bounds::quiet},
      {.name = "hold_expiry", .duration = &Bounds::hold_expiry},
      {.name = "reconciliation", .duration = &Bounds::reconciliation},
      {.name = "master_data", .duration = &Bounds::master_data},
      {.name = "clock_skew", .duration = &Bounds::clock_skew},
      {.name = "stale_notice", .duration = &Bounds::stale_notice},
  }};
  return rows;
}

void read_bounds(Reading& reading, const Node& node, Bounds& bounds) {
  const Keys keys(reading, node, scenario_section("bounds"));
  if (!keys) return;
  for (const BoundRow& row : bound_rows()) {
    const Node* value = keys[row.name];
    if (value == nullptr) continue;
    if (row.ratio != nullptr) {
      if (const auto share = reading.share(*value, row.name)) bounds.*row.ratio = *share;
    } else if (const auto time = reading.duration(*value, row.name)) {
      if (row.duration != nullptr)
        bounds.*row.duration = *time;
      else
        bounds.*row.optional_duration = *time;
    }
  }
}

std::vector<std::string> known_names(Reading& reading, const std::vector<Marked<std::string>>& found,
                                     std::string_view what, const std::vector<std::string>& known) {
  std::vector<std::string> names;
  for (const Marked<std::string>& name : found) {
    if (std::find(known.begin(), known.end(), name.value) == known.end()) {
      reading.wrong_name(name.at, name.value, "unknown " + std::string(what) + " `" + name.value + "`", known);
    } else if (std::find(names.begin(), names.end(), name.value) != names.end()) {
      reading.wrong(name.at, "`" + name.value + "` stands twice").found = name.value;
    } else {
      names.push_back(name.value);
    }
  }
  return names;
}

namespace {

// A set stands for its invariants: "gate@1".
void add_set(Reading& reading, const Marked<std::string>& word, const Vocabulary& vocabulary,
             std::vector<Marked<std::string>>& ids) {
  std::vector<std::string> known;
  for (const auto& [name, members] : vocabulary.invariant_sets) {
    known.push_back(name);
    if (name != word.value) continue;
    for (const std::string& id : members) ids.push_back({id, word.at});
    return;
  }
  reading.wrong_name(word.at, word.value, "no set of invariants is called `" + word.value + "`", known);
}

}  // namespace

std::vector<std::string> known_invariants(Reading& reading, const std::vector<Marked<std::string>>& found,
                                          const Vocabulary& vocabulary) {
  std::vector<Marked<std::string>> ids;
  std::vector<std::string> known;
  for (const auto& [id, name] : vocabulary.invariants) known.push_back(id);
  for (const auto& [id, name] : vocabulary.invariants) known.push_back(name);
  for (Marked<std::string> word : found) {
    if (word.value.find('@') != std::string::npos) {
      add_set(reading, word, vocabulary, ids);
      continue;
    }
    for (const auto& [id, name] : vocabulary.invariants)
      if (word.value == name) word.value = id;
    ids.push_back(std::move(word));
  }
  return known_names(reading, ids, "invariant", known);
}

namespace {

// A limit is of the kind of its measure: millionths of a share are no count, nor are microseconds.
bool fits(const Expectation& limit, std::string_view unit) {
  if (unit == "us") return limit.unit == Expectation::Unit::duration;
  return limit.unit == (unit == "ratio" ? Expectation::Unit::ratio : Expectation::Unit::count);
}
std::string_view limit_of(std::string_view unit) {
  if (unit == "us") return "a duration such as 200ms or \"< 5m\": it is a time";
  if (unit == "ratio") return "a share such as \">= 99%\": it is a part of a whole";
  return "a number such as 5 or \"< 200\": it is a count";
}

void read_limits(Reading& reading, const Node& node, std::string_view what, const std::string& during,
                 const Vocabulary& vocabulary, ScenarioExpect& expect) {
  if (!reading.is_map(node, what)) return;
  for (const Member& member : node.members) {
    const auto known = known_names(reading, {{member.key, member.at}}, "measure", vocabulary.measures);
    auto limit = member.value.kind == Node::Kind::scalar ? parse_limit(member.value.text) : std::nullopt;
    if (!limit) reading.wrong_shape(member.value, member.key, "a limit such as 200ms, \">= 99%\" or \"<= 5\"");
    if (!limit || known.empty()) continue;
    if (const MeasureRow* row = find_measure(member.key); row != nullptr && !fits(*limit, row->unit)) {
      reading.wrong_shape(member.value, member.key, limit_of(row->unit));
      continue;
    }
    limit->measure = member.key;
    limit->during = during;
    expect.within.push_back(std::move(*limit));
  }
}

void read_during(Reading& reading, const Node& node, Scenario& scenario, const Vocabulary& vocabulary) {
  if (!reading.is_map(node, "during")) return;
  std::vector<std::string> ids;
  for (const ScenarioFault& fault : scenario.faults) ids.push_back(fault.id.value);
  for (const Member& member : node.members) {
    if (std::find(ids.begin(), ids.end(), member.key) == ids.end())
      reading.wrong_name(member.at, member.key, "no fault has the id `" + member.key + "`", ids);
    read_limits(reading, member.value, member.key, member.key, vocabulary, scenario.expect);
  }
}

}  // namespace

void read_expect(Reading& reading, const Node& node, Scenario& scenario, const Vocabulary& vocabulary) {
  const Keys keys(reading, node, scenario_section("expect"));
  if (!keys) return;
  ScenarioExpect& expect = scenario.expect;
  if (const Node* value = keys["invariants"]; value != nullptr && value->text != "all")
    expect.invariants = known_invariants(reading, reading.texts(*value, "invariants"), vocabulary);
  if (const Node* value = keys["require"])
    expect.require = known_invariants(reading, reading.texts(*value, "require"), vocabulary);
  if (const Node* value = keys["reached"])
    expect.reached = known_names(reading, reading.texts(*value, "reached"), "state", vocabulary.reached);
  if (const Node* value = keys["within"]) read_limits(reading, *value, "within", {}, vocabulary, expect);
  if (const Node* value = keys["during"]) read_during(reading, *value, scenario, vocabulary);
}

}  // namespace drydock
