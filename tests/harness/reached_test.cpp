#include "harness/reached.hpp"

#include <gtest/gtest.h>

#include "tests/harness/reached_count.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};
const Lines one{{"1", "A", 1}};

TEST(Reached, the_table_is_sorted_and_described) {
  std::string last;
  for (const ReachedRow& row : reached_rows()) {
    EXPECT_LT(last, row.name);
    EXPECT_FALSE(row.summary.empty());
    last = row.name;
  }
  EXPECT_EQ(find_reached("no.such"), nullptr);
}

TEST(Reached, says_what_the_plan_declared) {
  History h;
  h.plan.reached = {"order.placed"};
  Reached reached({&h.directory, &h.plan});
  for (const ReachedResult& result : reached.results()) EXPECT_EQ(result.declared, result.name == "order.placed");
}

TEST(Reached, the_way_of_an_order) {
  History h;
  h.place("O-1", two).event("wms-east", packed("O-1", two));
  h.effect("carrier-fast", label_buy("O-1"));
  h.event("wms-east", shipped("O-1", "S-1", two));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  for (const char* state : {"order.placed", "label.bought", "order.shipped", "order.delivered"})
    EXPECT_EQ(reached_count(h, state), 1u) << state;
  for (const char* state :
       {"order.declined", "order.split", "package.split", "duplicate.ignored", "dead_letter.parked"})
    EXPECT_EQ(reached_count(h, state), 0u) << state;
}

TEST(Reached, a_declined_reservation) {
  History h;
  h.asked("commerce", "pipeline", ReservationCreate{}, ReservationAnswer{}, "C-1/1");
  EXPECT_EQ(reached_count(h, "reservation.declined"), 1u);
  EXPECT_EQ(reached_count(h, "order.declined"), 1u);
}

TEST(Reached, cancellations_and_their_answers) {
  History h;
  h.place("O-1", two);
  h.event("commerce", CancellationRequested{"O-1-X1", "O-1", h.now(), one, "why"});
  EXPECT_EQ(reached_count(h, "cancel.accepted"), 0u);
  h.effect("commerce", CancellationAccept{"O-1-X1", "O-1", one});
  h.effect("commerce", CancellationReject{"O-2-X1", "O-2", "late"});
  EXPECT_EQ(reached_count(h, "cancel.accepted"), 1u);
  EXPECT_EQ(reached_count(h, "cancel.rejected"), 1u);
}

TEST(Reached, short_picks_and_what_followed) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two).event("wms-east", pick_short("O-1", "1", "A", 2));
  EXPECT_EQ(reached_count(h, "short_pick.reallocated"), 0u);
  h.send_out("O-1-F2", "O-1", "wms-west", one);
  h.effect("commerce", OrderLineBackorder{"K-1", "O-1", "1", 1, "no stock"});
  EXPECT_EQ(reached_count(h, "short_pick.reallocated"), 1u);
  EXPECT_EQ(reached_count(h, "short_pick.backordered"), 1u);
  EXPECT_EQ(reached_count(h, "order.split"), 0u);
}

TEST(Reached, a_split_order_and_a_split_package) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", one).send_out("O-1-F2", "O-1", "wms-west", one);
  WmsPackConfirmed both = packed("O-1", one);
  both.packages.push_back(both.packages.front());
  h.event("wms-east", both);
  EXPECT_EQ(reached_count(h, "order.split"), 1u);
  EXPECT_EQ(reached_count(h, "package.split"), 1u);
}

TEST(Reached, the_erp_catches_up_when_nothing_is_owed_any_more) {
  History h;
  h.fault("erp-down", "outage", "erp", "", minutes(1), minutes(5));
  h.at(minutes(1))
      .window("erp-down", true)
      .place("O-1", two)
      .place("O-2", two)
      .at(minutes(5))
      .window("erp-down", false);
  h.effect("erp", booking("O-1", two));
  EXPECT_EQ(reached_count(h, "erp.caught_up"), 0u);
  h.effect("erp", booking("O-2", two));
  EXPECT_EQ(reached_count(h, "erp.caught_up"), 1u);
}

TEST(Reached, duplicates_and_late_scans) {
  History h;
  h.place("O-1", two);
  OrderPlaced again;
  again.order_id = "O-1";
  h.ack("commerce", again, "O-1/placed");
  EXPECT_EQ(reached_count(h, "duplicate.ignored"), 1u);
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  h.event("carrier-fast", scan("O-1", TrackingStatus::in_transit, hours(1)));
  EXPECT_EQ(reached_count(h, "late_scan.ignored"), 1u);
}

TEST(Reached, crashes_retries_and_refusals) {
  History h;
  h.crash("pipeline").recover("pipeline").crash("erp").recover("erp");
  EXPECT_EQ(reached_count(h, "pipeline.recovered"), 1u);
  EXPECT_EQ(reached_count(h, "seat.recovered"), 2u);
  const GoodsIssuePost body = issue("O-1", "S-1", two);
  h.asked("pipeline", "erp", body, Posted{"P-0"}, "S-0");
  h.asked("pipeline", "erp", body, Posted{"P-1"}, "S-1");
  EXPECT_EQ(reached_count(h, "retry.succeeded"), 0u) << "another key is another write";
  h.answer(RecordKind::info, h.call("pipeline", "erp", body, "S-2"), "pipeline", "erp", Posted{}, body);
  h.asked("pipeline", "erp", body, Posted{"P-2"}, "S-2");
  EXPECT_EQ(reached_count(h, "retry.succeeded"), 1u);
  h.ack("wms-east", shipped("O-1", "S-1", two), "S-1/shipped", 400);
  h.asked("pipeline", "erp", body, Problem{}, "S-1", 429);
  EXPECT_EQ(reached_count(h, "malformed.refused"), 1u);
  EXPECT_EQ(reached_count(h, "rate_limit.hit"), 1u);
}

TEST(Reached, holds_that_run_out_and_goods_on_hold) {
  History h;
  h.view("pipeline", ReservationView{"R-1", "", 2, 0, 0, 2, 0})
      .view("pipeline", ReservationView{"R-1", "", 2, 0, 0, 2, 0});
  EXPECT_EQ(reached_count(h, "reservation.expired"), 1u);
  h.event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 3, "inspection", 1}).view("pipeline", DeadLetter{});
  EXPECT_EQ(reached_count(h, "quality_hold.applied"), 1u);
  EXPECT_EQ(reached_count(h, "dead_letter.parked"), 1u);
}

TEST(Reached, faults_that_a_scenario_is_about) {
  History h;
  h.fault("early", "clock-skew", "erp", "", minutes(1), minutes(5));
  h.fault("again", "redelivery-burst", "wms-east", "pipeline", minutes(1), minutes(5));
  for (const char* state : {"clock.wrong", "broker.told_again", "feed.committed_late"})
    EXPECT_EQ(reached_count(h, state), 0u) << state << ": planned is not felt";
  h.add(RecordKind::fault, "erp", "erp", nullptr, Payload()).fault = "early";
  h.add(RecordKind::fault, "wms-east", "pipeline", nullptr, Payload()).fault = "again";
  h.add(RecordKind::fault, "wms-east", "pipeline", nullptr, Payload()).fault = "again";
  EXPECT_EQ(reached_count(h, "clock.wrong"), 1u);
  EXPECT_EQ(reached_count(h, "broker.told_again"), 2u);
  EXPECT_EQ(reached_count(h, "feed.committed_late"), 0u);
}

TEST(Reached, slow_carriers_and_warehouses_that_do_not_answer) {
  History h;
  const auto call = [&](const char* to, int number) {
    Record& record = h.add(RecordKind::call, "pipeline", to, nullptr, Payload());
    record.request = RequestId{Handle{1, 0, static_cast<std::uint32_t>(number)}};
    return record.request;
  };
  const auto end = [&](RecordKind kind, const char* to, RequestId request) {
    h.add(kind, to, "pipeline", nullptr, Payload()).request = request;
  };
  const RequestId label = call("carrier-fast", 1);
  h.at(minutes(1));
  end(RecordKind::ok, "carrier-fast", label);
  end(RecordKind::ok, "carrier-fast", call("carrier-fast", 2));
  EXPECT_EQ(reached_count(h, "carrier.slow"), 1u);
  end(RecordKind::ok, "wms-east", call("wms-east", 3));
  end(RecordKind::fail, "erp", call("erp", 4));
  EXPECT_EQ(reached_count(h, "warehouse.away"), 0u);
  end(RecordKind::info, "wms-east", call("wms-east", 5));
  EXPECT_EQ(reached_count(h, "warehouse.away"), 1u);
}

}  // namespace
}  // namespace drydock::testing
