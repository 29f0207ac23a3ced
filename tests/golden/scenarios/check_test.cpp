// The judges say of a recorded history what they said of the run.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "tests/support/scenario.hpp"

namespace drydock {
namespace {

std::map<std::string, std::string> states(const Verdict& verdict) {
  std::map<std::string, std::string> all;
  for (const InvariantResult& result : verdict.invariants)
    if (result.id != "I34")  // compares with a run that a history does not hold
      all[result.id] = std::string(to_string(result.state)) + " " + std::to_string(result.evaluations);
  return all;
}

void expect_the_same(const std::string& name) {
  const Plan plan = testing::plan_of(name);
  std::stringstream history;
  RunOptions options;
  options.stories = false;
  options.contracts_every = 1;
  options.history = HistoryMode::full;
  options.history_out = &history;
  const Verdict ran = run(plan, options);
  const cli::Checked checked = cli::check_history(history, "history.jsonl", plan);
  for (const std::string& mistake : checked.mistakes) ADD_FAILURE() << name << ": " << mistake;
  ASSERT_TRUE(checked.verdict) << name;
  EXPECT_EQ(states(*checked.verdict), states(ran)) << name;
  const auto wants_the_paired_run = std::find(plan.require.begin(), plan.require.end(), "I34") != plan.require.end();
  if (!wants_the_paired_run) {
    EXPECT_EQ(checked.verdict->outcome, ran.outcome) << name << "\n" << testing::complaints(*checked.verdict);
  }
}

// One of each kind: lots, balances by night, messages of a provider, two shops, crashes, a feed, items that change,
// returns, freight, transfers, forged deliveries.
TEST(Check, SaysOfAHistoryWhatWasSaidOfTheRun) {
  for (const char* name : {"packs/lot-recall", "packs/nightly-snapshot", "packs/dlq-and-replay", "packs/two-shops",
                           "packs/crash-everywhere", "packs/polled-feed", "packs/range-change", "packs/returns-wave",
                           "packs/tender-timeout", "packs/peak-x3-rebalance", "packs/hostile-edge"})
    expect_the_same(name);
}

}  // namespace
}  // namespace drydock
