#include "reports/verdict.hpp"

#include <array>

namespace drydock {
namespace {

constexpr std::array<std::string_view, 4> outcomes{"pass", "fail", "vacuous", "error"};
constexpr std::array<std::string_view, 5> states{"held", "violated", "not_exercised", "not_evaluated", "out_of_scope"};

template <class E, std::size_t N>
std::optional<E> value_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Outcome outcome) { return outcomes[static_cast<std::size_t>(outcome)]; }
std::optional<Outcome> outcome_of(std::string_view name) { return value_in<Outcome>(outcomes, name); }

std::string_view to_string(InvariantState state) { return states[static_cast<std::size_t>(state)]; }
std::optional<InvariantState> invariant_state_of(std::string_view name) {
  return value_in<InvariantState>(states, name);
}

int exit_code(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return 0;
    case Outcome::fail: return 1;
    case Outcome::vacuous: return 5;
    case Outcome::error: return 4;
  }
  return 4;
}

}  // namespace drydock
