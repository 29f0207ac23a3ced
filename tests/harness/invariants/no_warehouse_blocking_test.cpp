#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

// The carrier is slow from minute 10 to minute 30.
History slow() {
  History h;
  PlannedCarrier carrier;
  carrier.name = "carrier-fast";
  h.plan.carriers.push_back(carrier);
  h.fault("slow", "latency", "pipeline", "carrier-fast", minutes(10), minutes(30));
  h.has_baseline = true;
  return h;
}
// A warehouse event that the pipeline answers after `span`, calling the carrier first.
void pack(History& h, Duration at, Duration answered_after, Duration carrier_after) {
  const WmsPackConfirmed body = packed("O-1", two);
  h.at(at).publish("wms-east", body, "E-1");
  h.deliver("wms-east", body, "E-1");
  const RequestId id = h.call("pipeline", "carrier-fast", label_buy("O-1"));
  const auto answer = [&] { h.at(at + answered_after).ack("wms-east", body, "E-1").delivery = "D-1"; };
  const auto label = [&] {
    h.at(at + carrier_after).effect("carrier-fast", label_buy("O-1"));
    h.answer(RecordKind::ok, id, "carrier-fast", "pipeline", Label{}, label_buy("O-1"));
  };
  if (answered_after < carrier_after) {
    answer();
    label();
  } else {
    label();
    answer();
  }
}
void cause_calls(History& h) {
  struct Cause : Tap {
    void see(const Record& record) override {
      if (record.kind == RecordKind::call) const_cast<Record&>(record).causation = "E-1";
    }
  } cause;
  h.play(cause);
}

TEST(NoWarehouseBlocking, holds_when_the_carrier_is_called_apart) {
  History h = slow();
  h.baseline = {{"pack_confirms@slow", 1}, {"wms_delivery.p99@slow", 3000}};
  pack(h, minutes(11), milliseconds(3), seconds(20));
  cause_calls(h);
  h.at(hours(2)).phase("end");
  const Said said = h.judge("I34");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_GE(said.evaluations, 3u);
}

TEST(NoWarehouseBlocking, late_scans_are_no_slow_carrier) {
  History h;
  PlannedCarrier carrier;
  carrier.name = "carrier-fast";
  h.plan.carriers.push_back(carrier);
  h.fault("late-scans", "reorder", "carrier-fast", "pipeline", minutes(10), minutes(30));
  h.baseline = {{"wms_release.p99@late-scans", 1}};
  h.has_baseline = true;
  pack(h, minutes(11), milliseconds(3), seconds(20));
  h.at(hours(2)).phase("end");
  EXPECT_EQ(h.judge("I34").state, InvariantState::not_exercised);
}

TEST(NoWarehouseBlocking, an_event_held_open_for_the_carrier_is_charged) {
  History h = slow();
  pack(h, minutes(11), seconds(21), seconds(20));
  cause_calls(h);
  const Said said = h.judge("I34");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].seat, "pipeline");
}

TEST(NoWarehouseBlocking, slower_answers_than_without_the_fault_are_charged) {
  History h = slow();
  h.baseline = {{"wms_delivery.p99@slow", 3000}};
  pack(h, minutes(11), seconds(2), seconds(20));
  EXPECT_EQ(h.judge("I34").count, 1u);
}

TEST(NoWarehouseBlocking, fewer_packing_confirmations_are_charged) {
  History h = slow();
  h.baseline = {{"pack_confirms@slow", 10}};
  pack(h, minutes(11), milliseconds(3), seconds(20));
  EXPECT_EQ(h.judge("I34").count, 1u);
}

TEST(NoWarehouseBlocking, releases_queued_behind_the_carrier_are_charged) {
  for (const auto& [delay, state] :
       {std::pair{milliseconds(50), InvariantState::held}, std::pair{seconds(9), InvariantState::violated}}) {
    History h = slow();
    h.baseline = {{"wms_release.p99@slow", 60'000}};
    h.at(minutes(11)).place("O-1", two).at(minutes(11) + delay).send_out("O-1-F1", "O-1", "wms-east", two);
    EXPECT_EQ(h.judge("I34").state, state);
  }
}

TEST(NoWarehouseBlocking, what_was_packed_must_be_labelled_after_the_drain) {
  History h = slow();
  h.at(minutes(11)).publish("wms-east", packed("O-1", two), "E-1");
  h.at(minutes(59)).phase("run");
  EXPECT_EQ(h.judge("I34").state, InvariantState::not_exercised);
  h.at(minutes(61)).effect("erp", booking("O-1", two));
  EXPECT_EQ(h.judge("I34").count, 1u);
}

TEST(NoWarehouseBlocking, a_package_that_was_taken_apart_needs_no_label) {
  History h = slow();
  h.at(minutes(11)).publish("wms-east", packed("O-1", two), "E-1");
  h.at(minutes(12)).publish("wms-east", WmsPackVoided{"O-1-F1-P1", "O-1-F1", "O-1", "wms-east", "recalled"}, "E-2");
  h.at(minutes(61)).effect("erp", booking("O-1", two));
  EXPECT_EQ(h.judge("I34").count, 0u);
}

TEST(NoWarehouseBlocking, without_a_paired_run_the_comparison_is_not_evaluated) {
  History h = slow();
  h.has_baseline = false;
  pack(h, minutes(11), milliseconds(3), seconds(20));
  EXPECT_EQ(h.judge("I34").state, InvariantState::not_evaluated);
}

TEST(NoWarehouseBlocking, without_a_slow_carrier_nothing_is_exercised) {
  History h;
  pack(h, minutes(11), milliseconds(3), seconds(20));
  EXPECT_EQ(h.judge("I34").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
