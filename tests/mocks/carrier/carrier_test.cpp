#include "mocks/carrier/carrier.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "mocks/carrier/parcel.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;

CarrierSettings settings(Ratio late = {0, 1}) {
  CarrierSettings made;
  made.carrier = "carrier-fast";
  made.services = {{"next-day", days(1), days(1), {900, "USD"}}, {"ground", days(2), days(4), {400, "USD"}}};
  made.late_scan = late;
  return made;
}

FakeSeat carrier(CarrierSettings with = settings()) {
  FakeSeat seat(make_carrier(std::move(with)), "carrier-fast", {{"carrier-fast", "carrier"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}

LabelBuy buy(const std::string& package, const std::string& service = "next-day") {
  return {package, "O-1", "wms-east", {}, service, 500};
}
PackagesHandedOver handed(std::vector<std::string> tracking) {
  return {"O-1-F1-S1", "wms-east", "O-1", std::move(tracking)};
}

std::vector<TrackingStatus> statuses(const FakeSeat& seat) {
  std::vector<TrackingStatus> found;
  for (const auto* scan : seat.events<CarrierTrackingUpdated>()) found.push_back(scan->status);
  return found;
}

const std::vector<TrackingStatus> in_order{TrackingStatus::in_transit, TrackingStatus::out_for_delivery,
                                           TrackingStatus::delivered};

TEST(Carrier, SellsALabelWithTheFourBehaviours) {
  FakeSeat seat = carrier();
  testing::check_write(seat, buy("O-1-F1-P1"), buy("O-1-F1-P1", "ground"), "O-1-F1-P1");
  const Reply reply = ask(seat, buy("O-1-F1-P1"), "O-1-F1-P1");
  EXPECT_EQ(*reply.body.as<Label>(),
            (Label{"LO-1-F1-P1.1", "O-1-F1-P1", "carrier-fast", "TO-1-F1-P1.1", {900, "USD"}}));
}

LabelVoid unused(const std::string& package, std::int64_t label = 1) {
  const std::string made = package + "." + std::to_string(label);
  return {package, "O-1", "L" + made, "T" + made};
}

TEST(Carrier, TakesBackALabelThatIsNotUsed) {
  FakeSeat seat = carrier();
  ask(seat, buy("P-1"), "P-1");
  testing::check_write(seat, unused("P-1"), unused("P-1", 2), "P-1-void");
  seat.stimulate(handed({"TP-1.1"}));
  seat.pass(days(3));
  EXPECT_TRUE(seat.events<CarrierTrackingUpdated>().empty()) << "it is not valid any more";
}

TEST(Carrier, RefusesToTakeBackWhatItDoesNotKnowOrHasUsed) {
  FakeSeat seat = carrier();
  EXPECT_EQ(testing::refusal(seat, unused("P-1")), "404 unknown_label");
  ask(seat, buy("P-1"), "P-1");
  EXPECT_EQ(testing::refusal(seat, unused("P-1", 2), "k2"), "404 unknown_label");
  seat.stimulate(handed({"TP-1.1"}));
  seat.settle();
  EXPECT_EQ(testing::refusal(seat, unused("P-1"), "k3"), "409 already_handed_over");
}

TEST(Carrier, AcceptsASecondLabelUnderAnotherKey) {
  FakeSeat seat = carrier();
  ask(seat, buy("P-1"), "P-1");
  const Reply second = ask(seat, buy("P-1"), "P-1-again");
  EXPECT_EQ(second.body.as<Label>()->tracking_number, "TP-1.2");
  EXPECT_EQ(seat.effects_of("label.buy").size(), 2U);
}

TEST(Carrier, RefusesAServiceItDoesNotHave) {
  FakeSeat seat = carrier();
  EXPECT_EQ(testing::refusal(seat, buy("P-1", "drone")), "422 unknown_service");
  EXPECT_TRUE(seat.effects.empty());
}

TEST(Carrier, ScansAPackageToTheDoor) {
  FakeSeat seat = carrier();
  ask(seat, buy("P-1"), "P-1");
  seat.pass(days(2));
  EXPECT_TRUE(seat.published.empty()) << "nobody has brought it yet";
  const Instant begun = seat.io.clock;
  seat.stimulate(handed({"TP-1.1"}));
  seat.pass(days(2));
  EXPECT_EQ(statuses(seat), in_order);
  const auto scans = seat.events<CarrierTrackingUpdated>();
  EXPECT_EQ(scans[2]->occurred_at, begun + days(1));
  EXPECT_EQ(scans[2]->recorded_at, scans[2]->occurred_at);
  EXPECT_EQ(scans[2]->scan_id, "TP-1.1/delivered");
  EXPECT_EQ(seat.published[2]->sequence, 3);
  EXPECT_EQ(seat.published[2]->partition_key, "P-1");
  EXPECT_EQ(seat.published[2]->headers.correlation_id, "O-1");
  EXPECT_TRUE(seat.journal.at("parcel/P-1").as<SoldParcel>()->live.empty()) << "what is delivered is forgotten";
  seat.stimulate(handed({"TP-1.1"}));
  seat.pass(days(2));
  EXPECT_EQ(seat.published.size(), 3U);
}

TEST(Carrier, ALateScanComesAfterTheDelivery) {
  FakeSeat seat = carrier(settings({1, 1}));
  ask(seat, buy("P-1"), "P-1");
  seat.stimulate(handed({"TP-1.1"}));
  seat.pass(days(3));
  EXPECT_EQ(statuses(seat).front(), TrackingStatus::delivered);
  const auto scans = seat.events<CarrierTrackingUpdated>();
  ASSERT_EQ(scans.size(), 3U);
  for (const auto* scan : scans) {
    if (scan->status == TrackingStatus::delivered) continue;
    EXPECT_LT(scan->occurred_at, scans[0]->occurred_at);
    EXPECT_GE(scan->recorded_at, scans[0]->occurred_at + hours(1));
    EXPECT_LE(scan->recorded_at, scans[0]->occurred_at + hours(6));
  }
  EXPECT_EQ(seat.published[1]->sequence, 2);
}

TEST(Carrier, IgnoresWhatItNeverSoldALabelFor) {
  FakeSeat seat = carrier();
  seat.stimulate(handed({"TP-1.1", "nonsense", ""}));
  seat.pass(days(2));
  EXPECT_TRUE(seat.published.empty());
}

// Whenever the carrier falls over, each scan is told once, at its own time, and as it would have been.
TEST(Carrier, ACrashAtAnyCommitLeavesTheSameJourney) {
  FakeSeat whole = carrier();
  ask(whole, buy("P-1", "ground"), "P-1");
  whole.stimulate(handed({"TP-1.1"}));
  whole.pass(days(5));
  ASSERT_EQ(whole.published.size(), 3U);
  for (std::size_t at = 0; at < 5; ++at) {
    for (const std::size_t kept : {0U, 1U}) {
      FakeSeat seat = carrier();
      const auto step = [&](std::size_t number) {
        if (number == at) {
          seat.crash(kept);
        } else {
          seat.settle();
        }
      };
      for (int attempt = 0; attempt < 2; ++attempt) {
        seat.call(buy("P-1", "ground"), "P-1");
        step(attempt == 0 ? 0 : 99);
      }
      seat.stimulate(handed({"TP-1.1"}));
      step(1);
      if (at == 1 && kept == 0) {
        seat.stimulate(handed({"TP-1.1"}));
        seat.settle();
      }
      for (std::size_t scan = 2; !seat.io.timers.empty(); ++scan) {
        const testing::ArmedTimer due = seat.io.timers.front();
        seat.io.timers.clear();
        seat.io.clock = std::max(seat.io.clock, due.due);
        seat.give(TimerFired{due.id, due.tag});
        step(scan);
      }
      ASSERT_EQ(seat.published.size(), 3U) << "crash at " << at;
      for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(to_json(seat.published[i]->data), to_json(whole.published[i]->data));
        EXPECT_EQ(seat.published[i]->sequence, static_cast<std::int64_t>(i) + 1);
      }
    }
  }
}

}  // namespace
}  // namespace drydock
