// The same scenario in both worlds: what is true in the virtual one must be true over real sockets, or neither can be
// trusted. smoke.yaml is confluent (no contention, no fault): its ledgers must be equal to the letter.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "harness/live/live_run.hpp"
#include "sim/history.hpp"
#include "tests/support/scenario.hpp"

namespace drydock {
namespace {

// Ledger writes by seat, kind and business key, with their bodies less what depends on the moment.
class Ledgers : public Tap {
 public:
  explicit Ledgers(const Directory& directory) : directory_(directory) {}
  void see(const Record& record) override {
    if (record.kind != RecordKind::effect || record.type == "availability.set") return;
    rows.insert(directory_[record.from].name + " " + std::string(record.type) + " " + std::string(record.key));
  }
  std::multiset<std::string> rows;

 private:
  const Directory& directory_;
};

struct Ran {
  Verdict verdict;
  std::multiset<std::string> ledgers;
};

std::multiset<std::string> ledgers_of(const std::string& history) {
  std::istringstream in(history);
  HistoryReader reader(in);
  const auto failed = reader.open();
  EXPECT_FALSE(failed) << (failed ? failed->message : "");
  Ledgers ledgers(reader.directory());
  const auto broken = reader.replay(ledgers);
  EXPECT_FALSE(broken) << (broken ? broken->message : "");
  return ledgers.rows;
}

template <class Run>
Ran ran(Run run_it) {
  std::ostringstream history;
  RunOptions options;
  options.history = HistoryMode::full;
  options.history_out = &history;
  Ran out;
  out.verdict = run_it(options);
  out.ledgers = ledgers_of(history.str());
  return out;
}

void expect_same_verdict(const Verdict& virtual_, const Verdict& live) {
  EXPECT_EQ(virtual_.outcome, Outcome::pass) << testing::complaints(virtual_);
  EXPECT_EQ(live.outcome, Outcome::pass) << testing::complaints(live);
  for (std::size_t i = 0; i < virtual_.reached.size(); ++i)
    if (virtual_.reached[i].declared) {
      EXPECT_GT(live.reached[i].count, 0U) << live.reached[i].name;
    }
}

TEST(Conformance, ConfluentScenarioLeavesTheSameLedgersInBothWorlds) {
  const Plan plan = testing::plan_of("smoke/smoke");
  const Ran in_virtual = ran([&](const RunOptions& options) { return run(plan, options); });
  const Ran in_live = ran([&](const RunOptions& options) { return live::run_live(plan, options, {}); });
  expect_same_verdict(in_virtual.verdict, in_live.verdict);
  EXPECT_GT(in_virtual.ledgers.size(), 100U);
  EXPECT_EQ(in_virtual.ledgers, in_live.ledgers);
}

TEST(Conformance, FaultsGiveTheSameVerdictInBothWorlds) {
  const Plan plan = testing::plan_of("smoke/faults");
  const Verdict in_live = live::run_live(plan, {}, {});
  expect_same_verdict(run(plan, {}), in_live);
  for (const auto& fault : in_live.faults) EXPECT_GT(fault.fired, 0) << fault.id;
}

}  // namespace
}  // namespace drydock
