// Cancelling at a warehouse: up to the pick, line by line, once.
#include "mocks/common/problem.hpp"
#include "tests/mocks/wms/warehouse.hpp"

namespace drydock::testing {
namespace {

OutboundOrderCancel cancel(const std::string& fulfilment, std::vector<LineQuantity> lines = {{"1", "I-1", 2}}) {
  const std::string order = fulfilment.substr(0, fulfilment.find("-F"));
  return {order + "-X1", fulfilment, order, "wms-east", std::move(lines)};
}
std::string key_of(const OutboundOrderCancel& body) { return body.cancellation_id + "/" + body.fulfillment_id; }

Reply asked(FakeSeat& seat, const OutboundOrderCancel& body) {
  const RequestId id = seat.call(body, key_of(body));
  seat.settle();
  return *seat.reply_to(id);
}
std::vector<LineQuantity> dropped(const Reply& reply) {
  const auto* answer = reply.body.as<OutboundOrderCancelled>();
  EXPECT_NE(answer, nullptr) << reply.status;
  return answer == nullptr ? std::vector<LineQuantity>{} : answer->lines;
}

// Two pickers are busy, so that the next order waits.
FakeSeat busy_warehouse() {
  FakeSeat seat = warehouse();
  for (const char* id : {"O-1-F1", "O-2-F1"}) {
    seat.call(outbound(id, {{"1", "I-1", 1}}), id);
    seat.settle();
  }
  return seat;
}

TEST(WmsCancel, DropsWhatWaitsForAPickerAndFreesItsStock) {
  FakeSeat seat = busy_warehouse();
  seat.call(outbound("O-3-F1", {{"1", "I-1", 2}, {"2", "I-2", 5}}), "O-3-F1");
  seat.settle();
  EXPECT_EQ(dropped(asked(seat, cancel("O-3-F1", {{"2", "I-2", 9}}))), (std::vector<LineQuantity>{{"2", "I-2", 5}}));
  EXPECT_EQ(seat.effects_of("outbound_order.cancel").at(0).body.as<OutboundOrderCancel>()->lines,
            (std::vector<LineQuantity>{{"2", "I-2", 5}}));
  seat.call(outbound("O-4-F1", {{"1", "I-2", 5}}), "O-4-F1");
  seat.settle();
  expect_true_ledger(seat);
  for (const auto& event : seat.published)
    if (event->data.as<WmsPickShort>() != nullptr) ADD_FAILURE() << event->id << ": the stock should have been free";
}

TEST(WmsCancel, AnOrderOfWhichNothingIsLeftIsNeverPicked) {
  FakeSeat seat = busy_warehouse();
  seat.call(outbound("O-3-F1"), "O-3-F1");
  seat.settle();
  asked(seat, cancel("O-3-F1"));
  seat.pass(hours(1));
  seat.settle();
  for (const auto& event : seat.published)
    if (const auto* pick = event->data.as<WmsPickConfirmed>()) EXPECT_NE(pick->fulfillment_id, "O-3-F1");
}

TEST(WmsCancel, RefusesOncePickingHasBegun) {
  FakeSeat seat = busy_warehouse();
  const Reply reply = asked(seat, cancel("O-1-F1", {{"1", "I-1", 1}}));
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(reply.body.as<Problem>()->code, "past_cutoff");
  EXPECT_EQ(asked(seat, cancel("O-9-F1")).body.as<Problem>()->code, "unknown_fulfillment");
}

TEST(WmsCancel, AskedAgainItGivesTheFirstAnswerAlsoAfterARestart) {
  FakeSeat seat = busy_warehouse();
  seat.call(outbound("O-3-F1"), "O-3-F1");
  seat.settle();
  const auto first = dropped(asked(seat, cancel("O-3-F1")));
  const std::size_t effects = seat.effects.size();
  EXPECT_EQ(dropped(asked(seat, cancel("O-3-F1"))), first);
  seat.crash();
  seat.settle();
  EXPECT_EQ(dropped(asked(seat, cancel("O-3-F1"))), first);
  EXPECT_EQ(seat.effects.size(), effects);
}

}  // namespace
}  // namespace drydock::testing
