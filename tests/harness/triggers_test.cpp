#include "harness/triggers.hpp"

#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"
#include "tests/support/scenario.hpp"

namespace drydock::testing {
namespace {

using When = PlannedTrigger::Kind;

const Lines two{{"1", "A", 2}};

// What came due in a history, as text.
class Due : public TriggerHost, public Tap {
 public:
  void fault_is_due(const std::string& id, Duration after) override { all.push_back(id + " " + to_string(after)); }
  void stimulus_is_due(const TriggeredStimulus& what, Duration after) override {
    all.push_back(std::string(what.what.type()->name) + " " + to_string(after));
  }
  void see(const Record&) override { ++records; }
  std::vector<std::string> all;
  std::size_t records = 0;
};

Due played(History& h, PlannedTrigger when) {
  PlannedFault fault;
  fault.id = "erp-slow";
  fault.fault = "latency";
  fault.when = std::move(when);
  h.plan.faults = {fault};
  Due due;
  Triggers triggers(h.plan, h.directory, due, due);
  EXPECT_TRUE(triggers.watches());
  h.play(triggers);
  EXPECT_EQ(due.records, h.size()) << "every record is handed on";
  return due;
}

TEST(Triggers, TheBacklogOfASystem) {
  const auto after = [](int orders, int booked) {
    History h;
    for (int i = 0; i < orders; ++i) h.place("O-" + std::to_string(i), two);
    for (int i = 0; i < booked; ++i) h.effect("erp", booking("O-" + std::to_string(i), two));
    h.place("O-last", two);
    return played(h, {When::backlog, "erp", "", 3, seconds(5)}).all;
  };
  EXPECT_TRUE(after(2, 0).empty()) << "three are not more than three";
  EXPECT_EQ(after(3, 0), std::vector<std::string>{"erp-slow 5s"});
  EXPECT_EQ(after(9, 0), std::vector<std::string>{"erp-slow 5s"}) << "once";
  EXPECT_TRUE(after(3, 1).empty()) << "what is booked is owed no more";
}

TEST(Triggers, TheNthMessage) {
  History h;
  for (const char* order : {"O-1", "O-2", "O-3"}) h.send_out(std::string(order) + "-F1", order, "wms-east", two);
  h.event("wms-east", shipped("O-1", "S-1", two));
  EXPECT_EQ(played(h, {When::message, "outbound_order.create", "", 3, {}}).all,
            std::vector<std::string>{"erp-slow 0s"});
  EXPECT_TRUE(played(h, {When::message, "outbound_order.create", "", 4, {}}).all.empty());
  EXPECT_EQ(played(h, {When::message, "wms.shipped", "", 1, {}}).all.size(), 1U);
}

TEST(Triggers, AnOrdersMilestone) {
  History h;
  h.place("basket", two).place("other", two);
  h.send_out("other-F1", "other", "wms-east", two).send_out("basket-F1", "basket", "wms-east", two);
  h.event("wms-east", pick_short("basket", "1", "A", 1)).event("wms-east", packed("basket", two));
  h.event("wms-east", shipped("basket", "S-1", two));
  h.effect("commerce", shown("basket", TrackingStatus::delivered, hours(1)));
  h.effect("commerce", OrderLineBackorder{"K", "basket", "1", 2, "short"});
  h.effect("commerce", CancellationAccept{"X", "basket", two});
  for (const char* milestone :
       {"placed", "released", "short", "packed", "shipped", "delivered", "backordered", "cancelled"})
    EXPECT_EQ(played(h, {When::order, "basket", milestone, 1, {}}).all.size(), 1U) << milestone;
  EXPECT_TRUE(played(h, {When::order, "basket", "picked", 1, {}}).all.empty());
  EXPECT_TRUE(played(h, {When::order, "other", "shipped", 1, {}}).all.empty());
}

TEST(Triggers, AStateAndWhatHappensBeforeTheStart) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two)).event("wms-east", shipped("O-2", "S-2", two));
  EXPECT_EQ(played(h, {When::reached, "order.shipped", "", 2, {}}).all.size(), 1U);
  h.plan.start = h.now() + seconds(1);
  EXPECT_TRUE(played(h, {When::reached, "order.shipped", "", 1, {}}).all.empty());
  EXPECT_TRUE(played(h, {When::message, "wms.shipped", "", 1, {}}).all.empty());
}

TEST(Triggers, AStimulusThatWaits) {
  History h;
  h.place("basket", two);
  h.plan.triggered = {{{When::order, "basket", "placed", 1, seconds(2)},
                       "commerce",
                       Payload::of(ShopperCancels{"X", "basket", {}, "changed_mind"})}};
  EXPECT_EQ(played(h, {When::reached, "order.shipped", "", 1, {}}).all, std::vector<std::string>{"ShopperCancels 2s"});
}

// A run of a scenario with all of it: what waits comes, is told in the history, and comes the same the second time.
TEST(Triggers, InARun) {
  const Plan plan = plan_of("packs/flash-sale");
  RunOptions options;
  const Verdict verdict = run(plan, options);
  EXPECT_EQ(verdict.outcome, Outcome::pass) << complaints(verdict);
  for (const FaultResult& fault : verdict.faults) EXPECT_GT(fault.fired, 0) << fault.id;
  EXPECT_EQ(run(plan, options).history_hash, verdict.history_hash);
}

TEST(Triggers, OneThatNeverComesIsAFaultThatNeverFired) {
  Plan plan = plan_of("packs/flash-sale");
  for (PlannedFault& fault : plan.faults)
    if (fault.when) fault.when->number = 1'000'000;
  std::erase_if(plan.crashes, [](const PlannedCrash&) { return true; });
  std::erase(plan.reached, "erp.caught_up");
  std::erase(plan.reached, "pipeline.recovered");
  plan.require.clear();
  const Verdict verdict = run(plan, {});
  EXPECT_EQ(verdict.outcome, Outcome::vacuous) << complaints(verdict);
  for (const FaultResult& fault : verdict.faults)
    if (fault.id == "erp-overrun") {
      EXPECT_EQ(fault.state, "never_fired");
      EXPECT_EQ(fault.planned, "erp, once the backlog to erp is above 1000000, for 4m");
    }
}

}  // namespace
}  // namespace drydock::testing
