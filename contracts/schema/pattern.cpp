#include "contracts/schema/pattern.hpp"

#include "contracts/schema/pattern_automaton.hpp"
#include "contracts/schema/pattern_runs.hpp"
#include "contracts/schema/pattern_search.hpp"

namespace drydock {

struct Pattern::Machine {
  std::optional<PatternRuns> runs;
  std::optional<PatternAutomaton> automaton;
  PatternTree tree;  // kept where neither will do
  bool linear() const { return runs || automaton; }
};

std::optional<Pattern> Pattern::compile(std::string_view pattern, PatternError& error) {
  std::optional<PatternTree> tree = parse_pattern(pattern, error);
  if (!tree) return std::nullopt;
  auto machine = std::make_shared<Machine>();
  machine->runs = PatternRuns::build(*tree);
  if (!machine->runs) machine->automaton = PatternAutomaton::build(*tree);
  if (!machine->linear()) machine->tree = std::move(*tree);
  return Pattern(std::move(machine));
}

bool Pattern::matches(std::string_view text) const {
  if (machine_->runs) return machine_->runs->matches(text);
  return machine_->automaton ? machine_->automaton->matches(text) : search_pattern(machine_->tree, text);
}

bool Pattern::linear() const { return machine_->linear(); }

bool is_pattern(std::string_view text) {
  PatternError error;
  return parse_pattern(text, error).has_value();
}

}  // namespace drydock
