#include "contracts/schema/pattern.hpp"

#include "contracts/schema/pattern_automaton.hpp"
#include "contracts/schema/pattern_search.hpp"

namespace drydock {

struct Pattern::Machine {
  std::optional<PatternAutomaton> automaton;
  PatternTree tree;  // kept where there is no automaton
};

std::optional<Pattern> Pattern::compile(std::string_view pattern, PatternError& error) {
  std::optional<PatternTree> tree = parse_pattern(pattern, error);
  if (!tree) return std::nullopt;
  auto machine = std::make_shared<Machine>();
  machine->automaton = PatternAutomaton::build(*tree);
  if (!machine->automaton) machine->tree = std::move(*tree);
  return Pattern(std::move(machine));
}

bool Pattern::matches(std::string_view text) const {
  return machine_->automaton ? machine_->automaton->matches(text) : search_pattern(machine_->tree, text);
}

bool Pattern::linear() const { return machine_->automaton.has_value(); }

bool is_pattern(std::string_view text) {
  PatternError error;
  return parse_pattern(text, error).has_value();
}

}  // namespace drydock
