// The sections of a scenario file, each read by its own function. Inside the loader only.
#pragma once
#include "harness/knobs.hpp"
#include "harness/scenario/loader.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

void read_clock(Reading&, const Node&, Scenario&);
void read_enterprise(Reading&, const Node&, Scenario&);
void read_demand(Reading&, const Node&, Scenario&);
void read_pipeline(Reading&, const Node&, Scenario&);
void read_operations(Reading&, const Node&, Scenario&);
void read_transfers(Reading&, const Node&, Scenario&);
void read_channels(Reading&, const Node&, Scenario&);
void read_faults(Reading&, const Node&, Scenario&, const Vocabulary&);
void read_bounds(Reading&, const Node&, Bounds&);
void read_expect(Reading&, const Node&, Scenario&, const Vocabulary&);

/// The names in `found` that are in the vocabulary; invariants become ids. Unknown ones are told.
std::vector<std::string> known_invariants(Reading&, const std::vector<Marked<std::string>>& found, const Vocabulary&);
std::vector<std::string> known_names(Reading&, const std::vector<Marked<std::string>>& found, std::string_view what,
                                     const std::vector<std::string>& known);

/// A knob's value as its row shapes and bounds it.
std::optional<PlannedKnob> read_knob(Reading&, const Node&, const KnobRow&);

/// A fault's parameter as its row types it.
std::optional<FaultParameter> read_parameter(Reading&, const Node&, const FaultParameterRow&);

}  // namespace drydock
