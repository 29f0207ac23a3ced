// What a warehouse does with items that it has not been told of, and when it is.
#include <gtest/gtest.h>

#include "contracts/canonical/master.hpp"
#include "mocks/common/problem.hpp"
#include "tests/mocks/wms/warehouse.hpp"

namespace drydock::testing {
namespace {

Reply write(FakeSeat& seat, const ItemUpsert& item) {
  const RequestId id = seat.call(item, item.item + "/" + std::to_string(item.version));
  seat.settle();
  return *seat.reply_to(id);
}
Reply order(FakeSeat& seat, const std::string& fulfilment) {
  const RequestId id = seat.call(outbound(fulfilment, {{"1", "N-1", 2}}), fulfilment);
  seat.settle();
  return *seat.reply_to(id);
}
ItemUpsert upsert(std::int64_t version, const std::string& location = "wms-east") {
  return {"N-1", location, version, {}, "N-1", "active", 300};
}

TEST(WmsItems, OrdersAreTakenOnceTheItemIsKnown) {
  FakeSeat seat = warehouse();
  seat.stimulate(GoodsArrive{"M-1", "R-1", "N-1", 5});
  seat.settle();
  EXPECT_EQ(seat.effects_of("wms.received").size(), 1u) << "goods are counted all the same";
  const Reply refused = order(seat, "O-1-F1");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body.as<Problem>()->code, "unknown_item");
  EXPECT_EQ(write(seat, upsert(1)).body.as<Accepted>()->state, "known");
  EXPECT_EQ(order(seat, "O-2-F1").status, 201);
  seat.crash();
  seat.settle();
  EXPECT_EQ(order(seat, "O-3-F1").status, 201);
}

TEST(WmsItems, TheHighestVersionIsTheNewest) {
  FakeSeat seat = warehouse();
  EXPECT_EQ(write(seat, upsert(2)).body.as<Accepted>()->state, "known");
  EXPECT_EQ(write(seat, upsert(1)).body.as<Accepted>()->state, "superseded");
  EXPECT_EQ(seat.effects_of("item.upsert").size(), 2u);
}

TEST(WmsItems, WhatIsToldToAnotherIsRefused) {
  FakeSeat seat = warehouse();
  EXPECT_EQ(write(seat, upsert(1, "wms-west")).status, 422);
}

}  // namespace
}  // namespace drydock::testing
