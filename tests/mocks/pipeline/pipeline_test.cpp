// One order from the first look to its delivery, with every other seat played by the test.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

TEST(Pipeline, IsNotReadyBeforeTheEnterpriseIsLearnt) {
  Enterprise e;
  e.seat.start();
  const RequestId early = e.seat.call(ReadyGet{});
  ASSERT_NE(e.seat.reply_to(early), nullptr);
  EXPECT_EQ(e.seat.reply_to(early)->status, 503);
  EXPECT_TRUE(e.seat.reply_to(early)->retry_after.has_value());
  const RequestId event = e.seat.deliver_data(Enterprise::order("1", 1), "O-1/placed", "commerce");
  EXPECT_EQ(e.seat.settlement_of(event)->status, 503);
  e.run();
  EXPECT_EQ(e.status(e.call(ReadyGet{})), 200);
}

TEST(Pipeline, OneOrderGoesThroughTheWholeHouse) {
  Enterprise e;
  e.start();
  const auto answer = e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  EXPECT_EQ(answer.outcome, ReservationOutcome::held);
  ASSERT_EQ(answer.lines.size(), 1u);
  EXPECT_EQ(answer.lines[0].location, "wms-east");
  EXPECT_EQ(e.position("A", "wms-east").reserved, 3);
  EXPECT_EQ(e.status(e.call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1")), 200);
  const RequestId placed = e.deliver(Enterprise::order("1", 3), "O-1/placed", "commerce");
  ASSERT_NE(e.seat.settlement_of(placed), nullptr);
  EXPECT_EQ(e.seat.settlement_of(placed)->kind, Settlement::Kind::ack);
  ASSERT_EQ(e.bodies<OutboundOrderCreate>().size(), 1u);
  EXPECT_EQ(e.bodies<OutboundOrderCreate>()[0].fulfillment_id, "O-1-F1");
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 1u);
  EXPECT_EQ(e.position("A", "wms-east").released, 3);
  EXPECT_EQ(e.position("A", "wms-east").reserved, 0);

  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 3)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
    if (what == "picked") EXPECT_EQ(e.position("A", "wms-east").picked, 3);
    if (what == "packed") EXPECT_EQ(e.bodies<LabelAttach>().size(), 1u);
  }
  const PositionView after = e.position("A", "wms-east");
  EXPECT_EQ(after.unrestricted, 7);
  EXPECT_EQ(after.reserved + after.released + after.picked, 0);
  EXPECT_EQ(e.bodies<GoodsIssuePost>().size(), 1u);
  ASSERT_EQ(e.bodies<InvoiceCreate>().size(), 1u);
  EXPECT_EQ(e.bodies<InvoiceCreate>()[0].total.minor, 4500);
  EXPECT_EQ(e.bodies<FulfillmentCreate>().size(), 1u);
  EXPECT_EQ(e.order_view("1").state, "closed");

  const Instant t{seconds(1'800'010'000).us};
  e.seat.deliver(publication("O-1-F1-P1", "delivered", scan("O-1-F1-P1", "O-1", TrackingStatus::delivered, t), 1),
                 "carrier-fast");
  e.run();
  ASSERT_EQ(e.bodies<TrackingUpdate>().size(), 1u);
  e.pass(seconds(3));
  EXPECT_EQ(e.shop["A/wms-east"], 7);
  EXPECT_EQ(e.shop["A/wms-west"], 10);
  const auto reservations = e.ask<ReservationListResult>(ReservationList{}).reservations;
  ASSERT_EQ(reservations.size(), 1u);
  EXPECT_EQ(reservations[0].consumed, 3);
  EXPECT_EQ(reservations[0].live, 0);
}

TEST(Pipeline, WhatItDoesNotKnowIsRefused) {
  Enterprise e;
  e.start();
  EXPECT_EQ(e.status(e.call(ItemList{})), 404);
  const RequestId raw = e.seat.call_payload(message_of<ReservationCreate>(), Payload::raw("{"));
  EXPECT_EQ(e.status(raw), 400);
  ReservationCreate forever = Enterprise::cart("1", 1);
  forever.ttl_seconds = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(e.status(e.call(forever)), 400);
  auto broken = std::make_shared<Publication>();
  broken->type = &message_of<OrderPlaced>();
  broken->data = Payload::raw("{");
  broken->id = "O-1/placed";
  const RequestId event = e.seat.deliver(broken, "commerce");
  EXPECT_EQ(e.seat.settlement_of(event)->status, 400);
}

// A receipt of five as bytes, with one member more, or another bucket.
std::shared_ptr<const Publication> receipt(const std::string& id, const std::string& bucket = "unrestricted") {
  auto event = std::make_shared<Publication>();
  event->type = &message_of<WmsReceived>();
  event->data = Payload::raw(R"({"movement_id":"M-1","receipt_id":"RC-1","item":"A","location":"wms-east","bucket":")" +
                             bucket + R"(","quantity":5,"position_version":2,"added_later":"x"})");
  event->id = id;
  event->subject = "M-1";
  event->partition_key = "A/wms-east";
  event->sequence = 1;
  return event;
}

TEST(Pipeline, AFieldItDoesNotKnowIsPassedOver) {
  Enterprise e;
  e.start();
  const RequestId id = e.seat.deliver(receipt("M-1/received"), "wms-east");
  e.run();
  EXPECT_EQ(e.seat.settlement_of(id)->kind, Settlement::Kind::ack);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 15);
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

TEST(Pipeline, AValueItDoesNotKnowIsPutAsideAndNotGuessed) {
  Enterprise e;
  e.start();
  const RequestId id = e.seat.deliver(receipt("M-1/later", "added_later"), "wms-east");
  EXPECT_EQ(e.seat.settlement_of(id), nullptr) << "durable first";
  e.run();
  EXPECT_EQ(e.seat.settlement_of(id)->kind, Settlement::Kind::ack);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 10);
  const auto letters = e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters;
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].reason, "unknown_value");
  EXPECT_EQ(letters[0].message_id, "M-1/later");
  EXPECT_EQ(letters[0].key, "M-1");
}

TEST(Pipeline, AVersionItDoesNotKnowIsPutAsideOnceAndStays) {
  Enterprise e;
  e.start();
  for (int times = 0; times < 2; ++times) {
    const RequestId id = e.seat.deliver(receipt("M-1/received/v2"), "wms-east", {}, 1, 2);
    e.run();
    EXPECT_EQ(e.seat.settlement_of(id)->kind, Settlement::Kind::ack);
  }
  EXPECT_EQ(e.ask<ReplayStarted>(ReplayStart{"RP-1", {}}, "RP-1").replayed, 0) << "asking again makes it no clearer";
  const auto letters = e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters;
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].reason, "unsupported_version");
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 10);
}

TEST(Pipeline, WhatWasBrokenOffInTheJournalDoesNotCount) {
  Enterprise e;
  e.start();
  const std::vector<Entry> torn{{"r/R-9-1", Payload::raw("{\"reservation_id\":\"R-")}, {"p/A", Payload()}};
  e.seat.crash(0, &torn);
  e.run();
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 10);
  EXPECT_TRUE(e.ask<ReservationListResult>(ReservationList{}).reservations.empty());
}

}  // namespace
}  // namespace drydock::testing
