#include "harness/trial.hpp"

#include <algorithm>

#include "contracts/canonical/instant.hpp"
#include "harness/compose.hpp"
#include "harness/telling_order.hpp"

namespace drydock {
namespace {

Courtroom courtroom(const Plan& plan, const Directory& directory, const std::map<std::string, std::int64_t>* baseline) {
  Courtroom room;
  room.directory = &directory;
  room.plan = &plan;
  room.baseline = baseline;
  return room;
}

// "20m from 2h", "chance 1%", "at 4h", "once the backlog to erp is above 1000, for 20m".
std::string dose_text(const Plan& plan, const Dose& dose, const std::optional<PlannedTrigger>& when) {
  std::string text;
  const auto add = [&](const std::string& word) { text += (text.empty() ? "" : ", ") + word; };
  if (when) add(to_string(*when));
  if (dose.length) add("for " + to_string(*dose.length));
  if (dose.chance)
    add("chance " + std::to_string(dose.chance->numerator) + "/" + std::to_string(dose.chance->denominator));
  if (dose.every) add("every " + std::to_string(*dose.every));
  if (dose.nth) add("number " + std::to_string(*dose.nth));
  if (dose.times) add(std::to_string(*dose.times) + " times");
  if (dose.from && dose.until) {
    add("for " + to_string(*dose.until - *dose.from) + " from " + to_string(*dose.from - plan.start));
  } else if (dose.from) {
    add("from " + to_string(*dose.from - plan.start));
  } else if (dose.until && !dose.length) {
    add("until " + to_string(*dose.until - plan.start));
  }
  return text.empty() ? "always" : text;
}

std::string dose_text(const Plan& plan, const PlannedCrash& crash) {
  if (crash.when) return to_string(*crash.when);
  if (crash.at) return "at " + to_string(*crash.at - plan.start);
  if (crash.commit) return "at commit " + std::to_string(*crash.commit);
  return "every " + std::to_string(crash.every.value_or(0)) + " commits";
}

std::int64_t count_of(const std::map<std::string, std::int64_t>& fired, const std::string& id) {
  const auto found = fired.find(id);
  return found == fired.end() ? 0 : found->second;
}

FaultResult fault_result(std::string id, std::string fault, std::string planned, std::int64_t fired, bool must_fire) {
  FaultResult result;
  result.id = std::move(id);
  result.fault = std::move(fault);
  result.planned = std::move(planned);
  result.fired = fired;
  result.must_fire = must_fire;
  result.state = fired > 0 ? "fired" : "never_fired";
  return result;
}

bool violated(const Verdict& verdict) {
  return std::any_of(verdict.invariants.begin(), verdict.invariants.end(),
                     [](const auto& result) { return result.state == InvariantState::violated; });
}

bool unmet(const Verdict& verdict) {
  return std::any_of(verdict.expectations.begin(), verdict.expectations.end(),
                     [](const auto& result) { return result.evaluated && !result.met; });
}

bool is_required(const Plan& plan, const InvariantResult& result) {
  const auto& names = plan.require;
  return std::find(names.begin(), names.end(), result.id) != names.end() ||
         std::find(names.begin(), names.end(), result.name) != names.end();
}

bool is_vacuous(const Verdict& verdict, const Plan& plan) {
  const bool unfired = std::any_of(verdict.faults.begin(), verdict.faults.end(),
                                   [](const auto& fault) { return fault.must_fire && fault.state == "never_fired"; });
  const bool unreached = std::any_of(verdict.reached.begin(), verdict.reached.end(),
                                     [](const auto& state) { return state.declared && state.count == 0; });
  const bool unexercised = std::any_of(verdict.invariants.begin(), verdict.invariants.end(), [&](const auto& result) {
    return is_required(plan, result) && result.state != InvariantState::held;
  });
  const bool unmeasured = std::any_of(verdict.expectations.begin(), verdict.expectations.end(),
                                      [](const auto& result) { return !result.evaluated; });
  return unfired || unreached || unexercised || unmeasured;
}

}  // namespace

Trial::Trial(const Plan& plan, const Directory& directory, const RunOptions& options,
             const std::map<std::string, std::int64_t>* baseline, std::vector<CarrierWindow> windows)
    : plan_(plan),
      docket_(options.contracts_every > 0 ? &checker_ : nullptr, options.contracts_every, directory.first("auditor")),
      jury_(courtroom(plan, directory, baseline), plan.invariants),
      reached_(courtroom(plan, directory, baseline)),
      measures_(courtroom(plan, directory, baseline), std::move(windows)),
      orders_(plan, directory) {
  docket_.add(jury_);
  docket_.add(reached_);
  docket_.add(measures_);
  if (!plan.orders.empty()) docket_.add(orders_);
}

void Trial::finish(Instant end, bool quiescent) {
  jury_.finish(end, quiescent);
  finished_ = true;
}

std::map<std::string, std::int64_t> Trial::measures() const { return measures_.values(); }

void Trial::tell(Verdict& verdict) const {
  verdict.invariants = jury_.results();
  for (InvariantResult& result : verdict.invariants) result.required = is_required(plan_, result);
  verdict.findings = jury_.findings();
  tell_causes_first(verdict.findings);
  for (Finding& finding : verdict.findings) finding.reproduce = verdict.reproduce;
  verdict.reached = reached_.results();
  verdict.measures = measures_.results();
  verdict.expectations = compare(plan_.within, verdict.measures);
  // What was on its way when the run was cut short would count against a limit.
  for (ExpectationResult& limit : verdict.expectations) limit.evaluated = limit.evaluated && finished_;
  for (ExpectationResult& result : orders_.results(finished_)) verdict.expectations.push_back(std::move(result));
  verdict.counts.contract_checks = docket_.contract_checks();
  verdict.counts.orders = docket_.orders();
}

Verdict open_verdict(const Plan& plan, const RunOptions& options) {
  Verdict verdict;
  verdict.versions = {{"drydock", DRYDOCK_VERSION}, {"contracts", "v1"}, {"tzdata", plan.tzdata}};
  verdict.scenario = plan.scenario;
  verdict.story = plan.story.substr(0, plan.story.find_last_not_of(" \n") + 1);
  verdict.source = plan.source;
  verdict.seed = plan.seed;
  verdict.run_id = plan.scenario + "/" + std::to_string(plan.seed);
  verdict.defects = plan.defects;
  verdict.reproduce = options.reproduce;
  verdict.start = plan.start;
  verdict.utc_offset_minutes = plan.utc_offset_minutes;
  return verdict;
}

void tell_faults(Verdict& verdict, const Plan& plan, const std::map<std::string, std::int64_t>& fired) {
  for (const auto& fault : plan.faults)
    verdict.faults.push_back(fault_result(fault.id, fault.fault,
                                          fault.on + ", " + dose_text(plan, fault.dose, fault.when),
                                          count_of(fired, fault.id), !fault.dose.chance));
  for (const auto& crash : plan.crashes)
    verdict.faults.push_back(
        fault_result(crash.id, "crash", crash.seat + ", " + dose_text(plan, crash), count_of(fired, crash.id), true));
}

void conclude(Verdict& verdict, const Plan& plan) {
  if (!verdict.problem.empty()) {
    verdict.outcome = Outcome::error;
  } else if (violated(verdict) || unmet(verdict)) {
    verdict.outcome = Outcome::fail;
  } else if (is_vacuous(verdict, plan) || !verdict.partial.empty() ||
             !verdict.cut_short.empty()) {  // what must hold at rest was not judged
    verdict.outcome = Outcome::vacuous;
  } else {
    verdict.outcome = Outcome::pass;
  }
}

}  // namespace drydock
