// Transfer orders in the books: told once, issued, closed with what adds up.
#include <gtest/gtest.h>

#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/transfer.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/erp/erp.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;

FakeSeat erp() {
  ErpSettings made;
  made.items.push_back({"I-1", "I-1", "active", 500, {100, "USD"}});
  for (const char* location : {"east", "west"}) made.locations.push_back({location, {"r"}, "17:00", {{}}, 100, {}, {}});
  made.opening.push_back({"I-1", "west", 10, 0, 0, 1});
  FakeSeat seat(make_erp(std::move(made)), "erp", {{"erp", "erp"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}
void decide(FakeSeat& seat) {
  seat.stimulate(TransferDecided{"T-1", "west", "east", {{"1", "I-1", 4}}, 60, 0, 0});
  seat.settle();
}
template <class T>
Reply write(FakeSeat& seat, const T& body, const std::string& key) {
  const RequestId id = seat.call(body, key);
  seat.settle();
  return *seat.reply_to(id);
}
const GoodsIssuePost issue{"T-1-F1-S1", "T-1", "west", {{"1", "I-1", 4}}, {}};
TransferOrderClose close(std::int64_t received, std::int64_t lost) {
  return {"T-1", {{"1", "I-1", 4, received, lost}}};
}

TEST(ErpTransfer, IsToldOnceOverARestart) {
  FakeSeat seat = erp();
  decide(seat);
  seat.crash();
  seat.settle();
  decide(seat);
  ASSERT_EQ(seat.published.size(), 1u);
  EXPECT_EQ(seat.published[0]->data.as<TransferOrderCreated>()->lines, (std::vector<LineQuantity>{{"1", "I-1", 4}}));
  EXPECT_EQ(seat.effects_of("erp.transfer_order.created").size(), 1u);
}

TEST(ErpTransfer, GoesFromIssueToClose) {
  FakeSeat seat = erp();
  decide(seat);
  EXPECT_EQ(write(seat, issue, "T-1-F1-S1").status, 201);
  const Reply balances = ask(seat, BalanceList{});
  EXPECT_EQ(balances.body.as<BalanceListResult>()->balances.at(0).on_hand, 6);
  const Reply closed = write(seat, close(3, 1), "T-1");
  EXPECT_EQ(closed.status, 200);
  EXPECT_EQ(closed.body.as<Accepted>()->state, "short_received");
}

TEST(ErpTransfer, RefusesWhatItDoesNotKnowAndWhatDoesNotAddUp) {
  FakeSeat seat = erp();
  EXPECT_EQ(write(seat, issue, "T-1-F1-S1").status, 404);
  EXPECT_EQ(write(seat, close(4, 0), "T-1").body.as<Problem>()->code, "unknown_transfer");
  decide(seat);
  EXPECT_EQ(write(seat, close(3, 0), "T-1/again").body.as<Problem>()->code, "does_not_add_up");
}

}  // namespace
}  // namespace drydock
