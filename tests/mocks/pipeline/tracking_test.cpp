// What the shop shows of a package is a function of its scans, not of their arrival.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

const Instant departed{seconds(1'800'100'000).us};

std::vector<std::shared_ptr<const Publication>> journey() {
  std::vector<std::shared_ptr<const Publication>> scans;
  std::int64_t n = 0;
  for (const TrackingStatus status :
       {TrackingStatus::in_transit, TrackingStatus::out_for_delivery, TrackingStatus::delivered}) {
    ++n;
    scans.push_back(publication("O-1-F1-P1", std::string(name_of(status)),
                                scan("O-1-F1-P1", "O-1", status, departed + hours(n)), n));
  }
  return scans;
}

void ship(Enterprise& e) {
  e.place("1", 1);
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 1)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
}

std::vector<TrackingStatus> shown(Enterprise& e) {
  std::vector<TrackingStatus> all;
  for (const TrackingUpdate& update : e.bodies<TrackingUpdate>()) all.push_back(update.milestone);
  return all;
}

TEST(Tracking, NeverGoesBackInWhateverOrderScansArrive) {
  std::vector<std::size_t> order{0, 1, 2};
  do {
    Enterprise e;
    e.start();
    ship(e);
    for (const std::size_t i : order) {
      e.seat.deliver(journey()[i], "carrier-fast");
      e.run();
      e.seat.deliver(journey()[i], "carrier-fast");
      e.run();
    }
    const auto seen = shown(e);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
    EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end());
    EXPECT_EQ(seen.back(), TrackingStatus::delivered);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Tracking, WaitsForTheShopToHearOfTheShipment) {
  Enterprise e;
  e.start();
  e.place("1", 1);
  e.seat.deliver(journey()[0], "carrier-fast");
  e.run();
  EXPECT_TRUE(shown(e).empty());
  e.crash();
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 1)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
  EXPECT_EQ(shown(e), std::vector<TrackingStatus>{TrackingStatus::in_transit});
}

TEST(Tracking, AnOrderThatIsOverIsDroppedAndItsDuplicatesStayIgnored) {
  Enterprise e;
  e.start();
  ship(e);
  for (const auto& event : journey()) {
    e.seat.deliver(event, "carrier-fast");
    e.run();
  }
  e.pass(hours(8), minutes(10));
  EXPECT_TRUE(e.ask<OrderListResult>(OrderList{}).orders.empty());
  for (const auto& [key, value] : e.seat.journal)
    EXPECT_TRUE(key == "x/O-1" || key.find("O-1") == std::string::npos) << key;
  const auto before = e.asked;
  e.deliver(Enterprise::order("1", 1), "O-1/placed", "commerce");
  e.seat.deliver(journey()[2], "carrier-fast");
  e.run();
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 1)) {
    const RequestId id = e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
    EXPECT_EQ(e.seat.settlement_of(id)->kind, Settlement::Kind::ack);
  }
  EXPECT_EQ(e.asked, before);
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

}  // namespace
}  // namespace drydock::testing
