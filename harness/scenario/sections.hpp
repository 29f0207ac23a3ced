// The sections of a scenario file, each read by its own function. Inside the loader only.
#pragma once
#include "harness/knobs.hpp"
#include "harness/scenario/loader.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

void read_clock(Reading&, const Node&, Scenario&);
void read_enterprise(Reading&, const Node&, Scenario&);
void read_erp(Reading&, const Node&, ScenarioErp&);
/// The nights of the run in which the ERP's batch runs, as faults. After the clock and the enterprise are read.
void add_batches(Scenario&);
void read_demand(Reading&, const Node&, Scenario&);
void read_orders(Reading&, const Node&, Scenario&, const Vocabulary&);
void read_pipeline(Reading&, const Node&, Scenario&);
void read_operations(Reading&, const Node&, Scenario&);
void read_transfers(Reading&, const Node&, Scenario&);
void read_lots(Reading&, const Node&, Scenario&);
void read_master_data(Reading&, const Node&, Scenario&);
void read_channels(Reading&, const Node&, Scenario&);
void read_faults(Reading&, const Node&, Scenario&, const Vocabulary&);
void read_bounds(Reading&, const Node&, Bounds&);
void read_expect(Reading&, const Node&, Scenario&, const Vocabulary&);

/// The names in `found` that are in the vocabulary; invariants become ids. Unknown ones are told.
std::vector<std::string> known_invariants(Reading&, const std::vector<Marked<std::string>>& found, const Vocabulary&);
std::vector<std::string> known_names(Reading&, const std::vector<Marked<std::string>>& found, std::string_view what,
                                     const std::vector<std::string>& known);

/// What something waits for, as `when:` of a fault says it and as plans keep it.
std::optional<PlannedTrigger> read_trigger(Reading&, const Node&, const Vocabulary&);
/// The milestones of an order that a trigger may name, in the order of a healthy one.
const std::vector<std::string>& order_milestones();
/// "2" or "<= 2".
std::optional<OrderExpectation::Count> read_order_count(Reading&, const Node&, std::string_view what);
/// The ends an order may be expected to have.
const std::vector<std::string>& order_ends();

/// "ITEM-0001", "fastest" or "fastest 5".
std::optional<ItemChoice> read_item_choice(Reading&, const Node&, std::string_view what);
/// Values by item: {ITEM-0001: 400}; `read` says what is wrong with a value itself.
template <class T, class Read>
void read_by_item(Reading& reading, const Node& node, std::string_view what,
                  std::vector<std::pair<Marked<std::string>, T>>& into, Read read) {
  if (!reading.is_map(node, what)) return;
  for (const Member& member : node.members)
    if (const auto value = read(member)) into.push_back({{member.key, member.at}, *value});
}

/// A knob's value as its row shapes and bounds it.
std::optional<PlannedKnob> read_knob(Reading&, const Node&, const KnobRow&);

/// A fault's parameter as its row types it.
std::optional<FaultParameter> read_parameter(Reading&, const Node&, const FaultParameterRow&);

}  // namespace drydock
