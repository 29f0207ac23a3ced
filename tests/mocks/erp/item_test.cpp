// Items that change in the ERP: told once, numbered, and in the list when they hold.
#include <gtest/gtest.h>

#include "mocks/erp/erp.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;

FakeSeat erp() {
  ErpSettings made;
  made.items.push_back({"I-1", "I-1", "active", 500, {100, "USD"}});
  FakeSeat seat(make_erp(std::move(made)), "erp", {{"erp", "erp"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}
void decide(FakeSeat& seat, const std::string& item, std::int64_t version, Duration from_now) {
  const Instant valid_from = seat.io.clock + from_now;
  seat.stimulate(ItemDecided{{item, version, valid_from, item, version > 2 ? "discontinued" : "active", 100, {}, {}}});
  seat.settle();
}
std::vector<Item> items(FakeSeat& seat) { return ask(seat, ItemList{}).body.as<ItemListResult>()->items; }

TEST(ErpItems, AreToldOnceAndNumberedOverARestart) {
  FakeSeat seat = erp();
  decide(seat, "I-1", 2, minutes(5));
  seat.crash();
  seat.settle();
  decide(seat, "I-1", 2, minutes(5));
  decide(seat, "I-1", 3, minutes(5));
  decide(seat, "NEW-1", 1, minutes(5));
  ASSERT_EQ(seat.published.size(), 3u);
  EXPECT_EQ(seat.published[0]->sequence, 1);
  EXPECT_EQ(seat.published[1]->sequence, 2);
  EXPECT_EQ(seat.published[1]->data.as<ItemChanged>()->version, 3);
  EXPECT_EQ(seat.published[2]->partition_key, "NEW-1");
  EXPECT_EQ(seat.effects_of("erp.item.changed").size(), 3u);
}

TEST(ErpItems, AreInTheListWhenTheyHold) {
  FakeSeat seat = erp();
  decide(seat, "NEW-1", 1, minutes(5));
  decide(seat, "I-1", 3, Duration{});
  ASSERT_EQ(items(seat).size(), 1u);
  EXPECT_EQ(items(seat)[0].status, "discontinued");
  seat.pass(minutes(6));
  ASSERT_EQ(items(seat).size(), 2u);
  EXPECT_EQ(items(seat)[1].item, "NEW-1");
}

}  // namespace
}  // namespace drydock
