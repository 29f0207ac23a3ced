// What the command line needs of the rest of the house, as functions: the verbs are tested with others in their place.
#pragma once
#include <functional>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "harness/plan.hpp"
#include "harness/run.hpp"
#include "harness/target/target.hpp"
#include "reports/verdict.hpp"

namespace drydock::cli {

/// A plan, or the lines that say why there is none.
struct Loaded {
  std::optional<Plan> plan;
  std::vector<std::string> mistakes;  ///< finished lines: file, line, column, what was found, what is allowed
  std::vector<std::string> remarks;   ///< of lint; they stop nothing
};

/// What a run makes of a scenario besides its text.
struct PlanChoices {
  std::optional<std::uint64_t> seed;
  std::vector<std::string> defects;
  bool live = false;
  bool lint = false;  ///< also say what is legal but unwise
  std::optional<std::string> profile;
  std::vector<std::string> sets;  ///< flag included: "--set clock.run=8m"
};

struct LiveChoices {
  std::vector<std::pair<std::string, std::string>> seats;
  std::string links_file;
  std::optional<int> port_base;
  std::optional<SeatTarget> target = {};
  std::string* target_output = nullptr;  ///< gets what the target said; null: nobody wants it
};

/// A seat could not be reached or never became ready.
struct SeatUnreachable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What was asked does not fit the plan, and shows only once the run is set up: exit 2.
struct BadRequest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Checked {
  std::optional<Verdict> verdict;
  std::vector<std::string> mistakes;
};

/// A document against a schema.
struct DocumentCheck {
  std::vector<std::string> mistakes;  ///< schema or document could not be read: exit 2
  std::vector<std::string> failures;  ///< "/data/reason: enum ...": exit 1
};

/// A row of `list`: names and values in the order they are shown. The first two are shown to people, JSON has all.
struct ListRow {
  std::vector<std::pair<std::string, std::variant<std::string, std::vector<std::string>>>> fields;
};

/// Something `explain` knows.
struct Explanation {
  std::vector<std::string> names;  ///< id and name; the last is the one to show
  std::string kind;                ///< invariant, fault, clause, defect, state, measure, message, scenario, role, flow
  std::string text;                ///< paragraphs
};

struct PipelineChoices {
  std::string listen;
  std::string links;
  std::string journal;
  std::vector<std::string> defects;
};

struct Services {
  std::function<Loaded(std::string_view text, const std::string& file, const PlanChoices&)> plan_of_scenario;
  std::function<Loaded(std::string_view text, const std::string& file)> plan_of_plan;
  std::function<std::string(const Plan&)> plan_text;
  std::function<Verdict(const Plan&, const RunOptions&)> run;
  std::function<void(const Plan&, Tap&)> play;               ///< in the virtual world, judged by nobody
  std::function<std::string(const Plan&)> first_difference;  ///< of two runs of one plan
  /// Throws SeatUnreachable and BadRequest. Empty: this program has no live world.
  std::function<Verdict(const Plan&, const RunOptions&, const LiveChoices&)> run_live;
  std::function<Checked(std::istream& history, const std::string& file, const std::optional<Plan>&)> check;
  std::function<DocumentCheck(const std::string& schema, const std::string& document)> check_document;
  std::function<int(const PipelineChoices&, std::ostream& err)> pipeline;  ///< empty: not in this program
  std::function<std::vector<ListRow>(std::string_view what)> list;         ///< what: one of list_names()
  std::function<std::vector<Explanation>()> explanations;
  std::function<bool()> interrupted = [] { return false; };  ///< SIGTERM or SIGINT has come
};

/// Sorted: defects, faults, flows, formats, invariants, measures, messages, roles, scenarios, states.
const std::vector<std::string_view>& list_names();

}  // namespace drydock::cli
