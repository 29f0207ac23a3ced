#include <gtest/gtest.h>

#include "tests/harness/invariants/promises.hpp"

namespace drydock::testing {
namespace {

const Lines one{{"1", "A", 1}};

// An order of one unit that was held in full; the shop promised to ship it by the end of the day.
History placed() {
  History h = with_calendars();
  promise(h, "R-1", "wms-east", {t0 + hours(4), t0 + hours(48)});
  h.place("O-1", one, {"R-1"}).send_out("O-1-F1", "O-1", "wms-east", one, t0 + hours(4));
  return h;
}
PromiseUpdate moved(const std::string& id, Duration ship_by) {
  return {id, "O-1", {t0 + ship_by, t0 + ship_by + hours(44)}, "short_pick"};
}

TEST(PromiseHonesty, holds_when_nothing_moves) {
  History h = placed();
  const Said said = h.judge("I24");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(PromiseHonesty, a_move_without_a_cause_is_charged) {
  History h = placed();
  h.effect("commerce", moved("U-1", hours(30)));
  const Said said = h.judge("I24");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(PromiseHonesty, each_cause_moves_it_once) {
  History h = placed();
  h.event("wms-east", pick_short("O-1", "1", "A", 1));
  h.effect("commerce", moved("U-1", hours(30)));
  EXPECT_EQ(h.judge("I24").state, InvariantState::held);
  h.effect("commerce", moved("U-2", hours(54)));
  EXPECT_EQ(h.judge("I24").count, 1u);
}

TEST(PromiseHonesty, the_same_promise_again_is_no_move) {
  History h = placed();
  h.event("wms-east", WmsOrderRejected{"O-1-F1", "O-1", "wms-east", "closed"});
  h.effect("commerce", moved("U-1", hours(30)));
  h.effect("commerce", moved("U-2", hours(30)));
  EXPECT_EQ(h.judge("I24").state, InvariantState::held);
}

TEST(PromiseHonesty, what_nobody_held_may_move_it) {
  History h = with_calendars();
  h.place("O-1", one, {"R-9"});
  h.effect("commerce", moved("U-1", hours(30)));
  EXPECT_EQ(h.judge("I24").state, InvariantState::held);
}

TEST(PromiseHonesty, a_refusal_by_the_warehouse_may_move_it) {
  History h = placed();
  OutboundOrderCreate create;
  create.fulfillment_id = "O-1-F2";
  create.order_id = "O-1";
  const RequestId id = h.call("pipeline", "wms-east", create, "O-1-F2", "O-1");
  h.answer(RecordKind::reply, id, "wms-east", "pipeline", Problem{}, create, 422).correlation = "O-1";
  h.effect("commerce", moved("U-1", hours(30)));
  EXPECT_EQ(h.judge("I24").state, InvariantState::held);
}

TEST(PromiseHonesty, at_rest_no_warehouse_ships_later_than_was_promised) {
  History h = placed();
  h.event("wms-east", pick_short("O-1", "1", "A", 1));
  h.send_out("O-1-F2", "O-1", "wms-west", one, t0 + hours(30));
  EXPECT_EQ(h.judge("I24", true).count, 1u);
  EXPECT_EQ(h.judge("I24", false).state, InvariantState::held);
  h.effect("commerce", moved("U-1", hours(30)));
  EXPECT_EQ(h.judge("I24", true).state, InvariantState::held);
}

TEST(PromiseHonesty, what_no_node_can_do_is_not_promised) {
  History h = with_calendars();
  h.at(hours(4));  // both have closed
  promise(h, "R-1", "wms-west", from_day(0));
  EXPECT_EQ(h.judge("I24").count, 1u);
  History later = with_calendars();
  later.at(hours(4));
  promise(later, "R-1", "wms-west", from_day(1));
  EXPECT_EQ(later.judge("I24").state, InvariantState::held);
}

TEST(PromiseHonesty, without_promises_nothing_is_exercised) {
  History h = with_calendars();
  h.effect("erp", booking("O-1", one));
  EXPECT_EQ(h.judge("I24").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
