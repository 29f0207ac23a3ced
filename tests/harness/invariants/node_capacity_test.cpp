#include <gtest/gtest.h>

#include <functional>

#include "tests/harness/invariants/promises.hpp"

namespace drydock::testing {
namespace {

const Lines one{{"1", "A", 1}};

// As many orders wait at the eastern warehouse; two an hour are done there, two hours before it closes.
History queue_of(int orders) {
  History h = with_calendars();
  for (int n = 1; n <= orders; ++n) {
    const std::string order = "O-" + std::to_string(n);
    h.send_out(order + "-F1", order, "wms-east", one);
  }
  return h;
}

TEST(NodeCapacity, holds_while_the_work_fits_before_the_cutoff) {
  History h = queue_of(3);
  promise(h, "R-1", "wms-east", from_day(0));
  const Said said = h.judge("I27");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(NodeCapacity, work_that_reaches_the_cutoff_fills_the_day) {
  History h = queue_of(4);
  promise(h, "R-1", "wms-east", from_day(0));
  EXPECT_EQ(h.judge("I27").count, 1u);
  History marked = queue_of(4);
  promise(marked, "R-1", "wms-east", from_day(1));
  EXPECT_EQ(marked.judge("I27").state, InvariantState::held);
}

TEST(NodeCapacity, the_other_node_has_its_own_queue) {
  History h = queue_of(4);
  promise(h, "R-1", "wms-west", from_day(0));
  EXPECT_EQ(h.judge("I27").state, InvariantState::held);
}

TEST(NodeCapacity, what_is_packed_short_dropped_or_rejected_waits_no_longer) {
  const std::vector<std::function<void(History&)>> ends{
      [](History& h) { h.effect("wms-east", packed("O-1", one)); },
      [](History& h) { h.event("wms-east", pick_short("O-1", "1", "A", 1)); },
      [](History& h) {
        h.effect("wms-east", OutboundOrderCancel{"X-1", "O-1-F1", "O-1", "wms-east", one});
      },
      [](History& h) {
        h.event("wms-east", WmsOrderRejected{"O-1-F1", "O-1", "wms-east", "closed"});
      }};
  for (const auto& end : ends) {
    History h = queue_of(4);
    end(h);
    promise(h, "R-1", "wms-east", from_day(0));
    EXPECT_EQ(h.judge("I27").state, InvariantState::held);
  }
}

TEST(NodeCapacity, is_judged_by_the_queue_at_the_first_time_it_was_asked) {
  History h = queue_of(3);
  const RequestId lost = h.call("commerce", "pipeline", cart("R-1"), "CR-1");
  h.request(lost, "commerce", "pipeline", cart("R-1"), "CR-1");
  h.send_out("O-9-F1", "O-9", "wms-east", one);
  promise(h, "R-1", "wms-east", from_day(0));
  EXPECT_EQ(h.judge("I27").state, InvariantState::held);
}

TEST(NodeCapacity, after_the_cutoff_the_clock_decides_and_not_the_queue) {
  History h = queue_of(1);
  h.at(hours(3));
  promise(h, "R-1", "wms-east", from_day(0));
  EXPECT_EQ(h.judge("I27").state, InvariantState::held);  // I26 speaks of it
}

TEST(NodeCapacity, a_node_that_declares_no_capacity_is_not_judged) {
  History h = queue_of(9);
  for (PlannedWarehouse& warehouse : h.plan.warehouses) warehouse.location.capacity_per_hour = 0;
  promise(h, "R-1", "wms-east", from_day(0));
  EXPECT_EQ(h.judge("I27").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
