#include <gtest/gtest.h>

#include "contracts/canonical/payment.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "tests/harness/invariants/notice_history.hpp"

namespace drydock::testing {
namespace {

const Lines one{{"1", "A", 1}};
const std::string event_id = "S-1/wms.shipped";

PositionView east(std::int64_t unrestricted) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.unrestricted = unrestricted;
  return view;
}
OrderView order(std::int64_t shipped) { return {"O-1", "shipped", 1, shipped, 0, {}}; }

// A package left, its customer was told, and then it is replayed.
struct Replayed : Mailed {
  Replayed() {
    plan.stimuli.push_back({t0 + hours(1), "auditor", Payload::of(ReplayDecided{"RP-1", 3600})});
    opening("A", "wms-east", 5);
  }
  Replayed& shipped_and_told() {
    left();
    effect("carrier-fast", label_buy("O-1"), "O-1").causation = keep("O-1-F1/packed");
    told(notice(NoticeTemplate::shipped, "O-1-F1-P1"), event_id);
    effect("erp", issue("O-1", "S-1", one), "O-1").causation = keep(event_id);
    return *this;
  }
  Replayed& replay(Duration from = {}, Duration until = hours(1), std::int64_t replayed = 1) {
    at(hours(1));
    asked("auditor", "pipeline", ReplayStart{"RP-1", {}, t0 + from, t0 + until}, ReplayStarted{"RP-1", replayed});
    return *this;
  }
  MessageSend again() {
    MessageSend made = notice(NoticeTemplate::shipped, "O-1-F1-P1");
    made.dedup_key += "@RP-1";
    return made;
  }
};

TEST(ReplayIdempotence, holds_when_nothing_follows) {
  Replayed h;
  h.shipped_and_told().view("pipeline", east(4)).view("pipeline", order(1));
  h.replay().view("pipeline", east(4)).view("pipeline", order(1));
  const Said said = h.judge("I47");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_EQ(said.evaluations, 3u) << "the replay, a position and an order";
}

TEST(ReplayIdempotence, is_not_exercised_without_a_replay_of_events) {
  Replayed h;
  h.shipped_and_told();
  EXPECT_EQ(h.judge("I47").state, InvariantState::not_exercised);
  Replayed nothing;
  nothing.shipped_and_told().replay({}, hours(1), 0);
  EXPECT_EQ(nothing.judge("I47").state, InvariantState::not_exercised) << "it found nothing to apply again";
  Replayed letters;
  letters.asked("auditor", "pipeline", ReplayStart{"RP-2", {}, {}, {}}, ReplayStarted{"RP-2", 3});
  EXPECT_EQ(letters.judge("I47").state, InvariantState::not_exercised) << "dead letters were not applied before";
}

TEST(ReplayIdempotence, a_notice_by_the_replay_is_charged_once) {
  Replayed h;
  h.shipped_and_told().replay();
  h.told(h.again(), event_id);
  h.told(h.again(), event_id);
  const Said said = h.judge("I47");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].clause, "CL-ANY-REPLAY");
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(ReplayIdempotence, so_are_labels_and_postings) {
  Replayed h;
  h.shipped_and_told().replay();
  h.effect("carrier-fast", label_buy("O-1"), "O-1").causation = h.keep(event_id);
  h.effect("erp", issue("O-1", "S-1", one), "O-1").causation = h.keep(event_id);
  EXPECT_EQ(h.judge("I47").count, 2u);
}

TEST(ReplayIdempotence, what_another_event_led_to_is_not_the_replays) {
  Replayed h;
  h.shipped_and_told().replay();
  h.told(h.again(), "S-2/wms.shipped");
  h.told(h.again());
  EXPECT_EQ(h.judge("I47").state, InvariantState::held) << "that is for others to judge";
}

TEST(ReplayIdempotence, events_outside_the_span_were_not_replayed) {
  Replayed h;
  h.shipped_and_told().replay(minutes(30));
  h.told(h.again(), event_id);
  EXPECT_EQ(h.judge("I47").state, InvariantState::held);
}

TEST(ReplayIdempotence, what_was_never_done_before_may_be_done_now) {
  Replayed h;
  h.left().at(minutes(59));
  h.replay();
  h.told(Mailed::notice(NoticeTemplate::shipped, "O-1-F1-P1"), event_id);
  EXPECT_EQ(h.judge("I47").state, InvariantState::held) << "the call was on its way";
}

TEST(ReplayIdempotence, a_position_that_changed_is_charged) {
  Replayed h;
  h.shipped_and_told().view("pipeline", east(4));
  h.replay().view("pipeline", east(3));
  const Said said = h.judge("I47");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].item, "A");
  EXPECT_EQ(said.findings[0].expected, "4 as before");
}

TEST(ReplayIdempotence, an_order_that_changed_is_charged) {
  Replayed h;
  h.shipped_and_told().view("pipeline", order(1));
  h.replay().view("pipeline", order(2));
  EXPECT_EQ(h.judge("I47").count, 1u);
}

TEST(ReplayIdempotence, live_traffic_between_the_views_excuses) {
  Replayed h;
  h.shipped_and_told().view("pipeline", east(4));
  h.replay();
  h.event("wms-east", pick_short("O-2", "1", "A", 1)).view("pipeline", east(3));
  EXPECT_EQ(h.judge("I47").state, InvariantState::held);
  Replayed open;
  open.shipped_and_told();
  open.publish("wms-east", pick_short("O-2", "1", "A", 1), "E-9");
  open.view("pipeline", east(4)).view("pipeline", east(4));
  open.replay();
  open.ack("wms-east", pick_short("O-2", "1", "A", 1), "E-9");
  open.view("pipeline", east(3));
  EXPECT_EQ(open.judge("I47").state, InvariantState::held) << "it was on its way at the first view";
}

}  // namespace
}  // namespace drydock::testing
