// `explain`: everything with a name, in plain words.
#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "contracts/embedded.hpp"
#include "contracts/workflows/workflows.hpp"
#include "harness/cli/wiring/in_words.hpp"
#include "harness/cli/wiring/wiring.hpp"
#include "harness/invariant.hpp"
#include "harness/invariant_sets.hpp"
#include "harness/measures.hpp"
#include "harness/reached.hpp"
#include "mocks/pipeline/defects.hpp"
#include "mocks/roles.hpp"

namespace drydock::cli {
namespace {

using All = std::vector<Explanation>;

std::string text(std::string_view view) { return std::string(view); }

template <class Names>
std::string listed(const Names& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string to_see_it(const DefectRow& row) {
  return fmt::format("./drydock run {} --defect {}", row.scenario, row.name);
}

void add_invariants(All& out) {
  for (const auto& row : invariant_rows()) {
    std::string body = fmt::format("{}\n\n{}", row.summary, row.explanation);
    body += fmt::format("\n\nIt is decided on: {}.", row.sees);
    body += fmt::format("\n\nFlows: {}. Needs: {}. Clauses: {}.", listed(row.flows), listed(row.needs),
                        listed(row.clauses));
    for (const auto& defect : pipeline_defects())
      if (defect.primary == row.id) body += "\n\nTo see it fire: " + to_see_it(defect);
    out.push_back({{text(row.id), text(row.name)}, "invariant", body});
  }
}

void add_sets(All& out) {
  for (const auto& row : invariant_sets()) {
    std::string body = fmt::format("{}\n\nA scenario asks for it: expect: {{invariants: {}}}", row.summary, row.name);
    for (const auto id : row.ids) {
      const InvariantRow& invariant = *find_invariant(id);
      body += fmt::format("\n\n{} {}: {}", invariant.id, invariant.name, invariant.summary);
    }
    out.push_back({{text(row.name)}, "set of invariants", body});
  }
}

void add_faults(All& out) {
  for (const auto& row : fault_rows()) {
    std::string body = text(row.summary);
    for (const auto& each : row.parameters) body += fmt::format("\n\n{}. {}", parameter_in_words(each), each.summary);
    body += row.live ? "\n\nIn both worlds." : "\n\nIn the virtual world only.";
    out.push_back({{text(row.name)}, "fault", body});
  }
}

void add_clauses(All& out) {
  for (const auto& clause : workflows().clauses()) {
    std::string body = fmt::format("{} owes: {}", clause.party, clause.owes);
    if (!clause.idempotency_key.empty()) body += fmt::format("\n\nThe write is named by: {}", clause.idempotency_key);
    if (clause.durable_first) body += "\n\nA 2xx may be given only when the fact would survive a crash.";
    body += fmt::format("\n\nFlow: {}. Source: {}", clause.flow, clause.source);
    out.push_back({{clause.id}, "clause", body});
  }
}

void add_defects(All& out) {
  for (const auto& row : pipeline_defects())
    out.push_back({{text(row.name)},
                   "defect",
                   fmt::format("{}\n\nCaught by {} ({}). To see it: {}", row.summary, find_invariant(row.primary)->name,
                               row.primary, to_see_it(row))});
}

void add_states(All& out) {
  for (const auto& row : reached_rows())
    out.push_back(
        {{text(row.name)},
         "state",
         fmt::format("{}\n\nA scenario asks for it: expect: {{reached: [{}]}}. A run that never reaches what it "
                     "was asked for is vacuous.",
                     row.summary, row.name)});
}

std::string limit_of(const MeasureRow& row) {
  return row.unit == "us" ? "200ms" : row.unit == "ratio" ? "\">= 99%\"" : "40";
}

void add_measures(All& out) {
  for (const auto& row : measure_rows())
    out.push_back({{text(row.name)},
                   "measure",
                   fmt::format("{}\n\nA scenario sets a limit to it: expect: {{within: {{{}: {}}}}}", row.summary,
                               row.name, limit_of(row))});
}

std::string who_sends(const MessageType& row) {
  if (row.kind == MessageKind::event) return fmt::format("An event of the {}, flow {}.", row.role, row.flow);
  return fmt::format("{} at the {}, flow {}.", row.write ? "A write" : "A read", row.role, row.flow);
}

std::string what_is_owed(const MessageType& row) {
  std::string out;
  for (const OwedEffect* owed : workflows().owed_by(row))
    out += fmt::format("{}{} at the {} ({}, {})", out.empty() ? "" : "; ", owed->operation->name, owed->role,
                       to_string(owed->expected), owed->clause);
  return out.empty() ? out : "\n\nIt owes: " + out + ".";
}

std::string clauses_about(const MessageType& row) {
  std::vector<std::string> ids;
  for (const Clause& clause : workflows().clauses())
    for (const MessageType* message : clause.messages)
      if (message == &row) ids.push_back(clause.id);
  return ids.empty() ? std::string() : fmt::format("\n\nClauses: {}.", listed(ids));
}

void add_messages(All& out) {
  for (const auto& row : message_types())
    out.push_back(
        {{text(row.name)},
         "message",
         fmt::format("{}. {}\n\n{}{}{}\n\nTo judge a document: ./drydock contracts check {} FILE", title_of(row),
                     description_of(row), who_sends(row), what_is_owed(row), clauses_about(row), row.name)});
}

void add_scenarios(All& out) {
  for (const auto& file : embedded_scenarios()) {
    if (!file.path.ends_with(".yaml")) continue;
    const std::string name = std::filesystem::path(file.path).stem().string();
    std::string body = story_of(file.text) + "\n\nTo run it: ./drydock run " + name;
    for (const auto& defect : pipeline_defects())
      if (defect.scenario == name) body += "\n\nIt exposes a defect: " + to_see_it(defect);
    out.push_back({{"scenarios/" + text(file.path), name}, "scenario", body});
  }
}

void add_roles(All& out) {
  for (const auto& row : role_rows()) {
    std::string body = text(row.summary);
    if (!row.serves.empty()) body += fmt::format("\n\nServes: {}.", listed(row.serves));
    if (!row.publishes.empty()) body += fmt::format("\n\nPublishes: {}.", listed(row.publishes));
    out.push_back({{text(row.name)}, "role", body});
  }
}

void add_verdicts(All& out) {
  constexpr std::array<std::array<std::string_view, 3>, 9> words{{
      {"pass", "verdict",
       "Nothing is violated, every limit is met, and everything that the scenario asked for was there to be judged. "
       "Exit code 0."},
      {"fail", "verdict", "An invariant is violated, or a limit under `expect` is not met. Exit code 1."},
      {"vacuous", "verdict",
       "Nothing is wrong, and the run proves less than it should: a fault without `chance` never fired, a state under "
       "`reached` was never reached, an invariant under `require` was not judged, a limit had no data, or the run was "
       "cut short. A fault with `chance` may stay away without that. Exit code 5."},
      {"error", "verdict",
       "The harness itself could not do its work; the report says what it ran into. Exit code 4, or 3 if a seat could "
       "not be reached."},
      {"not_exercised", "state of an invariant",
       "Nothing happened on which it is decided. Only what `require` names must have been exercised."},
      {"not_evaluated", "state of an invariant",
       "It could not be judged: a view, a ledger, the plan or a paired run is missing; the report says which."},
      {"never_fired", "state of a fault",
       "Its time came, and no message, seat or commit was there that it could befall. Without `chance` that makes the "
       "run vacuous: the scenario is not about what it says it is about. With `chance` it is luck."},
      {"not_injectable", "state of a fault",
       "It cannot be done to what takes the seat; the report says why. A crash needs a target that the run launches, "
       "or commands that kill it and bring it back (scenarios/targets/README.md)."},
      {"pipeline.running", "limit of a run with a target",
       "What the run launched is to run until the run ends it. It has ended by itself; the report says how, when and "
       "with which last words, and --out has all that it said (target.log)."},
  }};
  for (const auto& [name, kind, body] : words) out.push_back({{text(name)}, text(kind), text(body)});
}

void add_flows(All& out) {
  for (const auto flow : flows()) {
    std::vector<std::string_view> names;
    for (const auto& row : message_types())
      if (row.flow == flow) names.push_back(row.name);
    out.push_back({{text(flow)}, "flow", "Messages: " + listed(names) + "."});
  }
}

}  // namespace

std::vector<Explanation> all_explanations() {
  All out;
  for (const auto add : {add_invariants, add_sets, add_faults, add_clauses, add_defects, add_states, add_measures,
                         add_messages, add_scenarios, add_roles, add_flows, add_verdicts})
    add(out);
  return out;
}

}  // namespace drydock::cli
