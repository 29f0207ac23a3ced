// A warehouse under test, and its ledger read back from its effects.
#pragma once
#include <gtest/gtest.h>

#include <map>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "contracts/canonical/transfer.hpp"
#include "mocks/wms/wms.hpp"
#include "tests/support/write_check.hpp"

namespace drydock::testing {

inline WmsSettings small_warehouse() {
  WmsSettings made;
  made.location = "wms-east";
  made.items = {{"I-1", 400}, {"I-2", 100}};
  made.opening = {{"I-1", "wms-east", 10, 2, 1, 1}, {"I-2", "wms-east", 5, 0, 0, 1}};
  made.pickers = 2;
  return made;
}

inline FakeSeat warehouse(WmsSettings with = small_warehouse()) {
  FakeSeat seat(make_wms(std::move(with)), "wms-east", {{"wms-east", "wms"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}

inline OutboundOrderCreate outbound(const std::string& fulfilment,
                                    std::vector<LineQuantity> lines = {{"1", "I-1", 2}}) {
  return {fulfilment, fulfilment.substr(0, fulfilment.find("-F")), "wms-east", std::move(lines), {}, "ground", {}};
}
inline LabelAttach label_for(const std::string& fulfilment, std::int64_t package = 1) {
  const std::string id = fulfilment + "-P" + std::to_string(package);
  return {id, fulfilment, "L" + id, "carrier-fast", "T" + id};
}

/// Positions as the effects of a warehouse tell them: the ground truth (domain section 2.2).
inline std::map<std::string, Position> ledger(const FakeSeat& seat) {
  std::map<std::string, Position> made;
  for (const Effect& effect : seat.effects) {
    if (const auto* open = effect.body.as<Position>()) made[open->item] = *open;
    if (const auto* told = effect.body.as<WmsReceived>()) made[told->item].unrestricted += told->quantity;
    if (const auto* told = effect.body.as<WmsAdjusted>()) made[told->item].unrestricted += told->delta;
    if (const auto* told = effect.body.as<WmsCountCompleted>()) made[told->item].unrestricted += told->variance;
    if (const auto* told = effect.body.as<WmsMoved>()) {
      made[told->item].unrestricted -= told->quantity;
      made[told->item].damaged += told->quantity;
    }
    if (const auto* told = effect.body.as<WmsPickShort>()) made[told->item].unrestricted += told->delta;
    if (const auto* told = effect.body.as<WmsLotHeld>()) {
      made[told->item].unrestricted -= told->quantity;
      made[told->item].quality_hold += told->quantity;
    }
    if (const auto* told = effect.body.as<WmsLotReleased>()) {
      made[told->item].unrestricted += told->quantity;
      made[told->item].quality_hold -= told->quantity;
    }
    if (const auto* told = effect.body.as<WmsShipped>())
      for (const ShippedPackage& package : told->packages)
        for (const LineQuantity& line : package.lines) made[line.item].unrestricted -= line.quantity;
  }
  return made;
}

/// Positions as the warehouse itself lists them.
inline std::map<std::string, Position> listed(FakeSeat& seat) {
  std::map<std::string, Position> made;
  const Reply reply = ask(seat, StockList{});
  for (const Position& position : reply.body.as<StockListResult>()->positions) made[position.item] = position;
  return made;
}

/// The ledger and the list agree, bucket by bucket, and no bucket is negative.
inline void expect_true_ledger(FakeSeat& seat) {
  const auto truth = ledger(seat);
  for (const auto& [item, position] : listed(seat)) {
    EXPECT_EQ(position.unrestricted, truth.at(item).unrestricted) << item;
    EXPECT_EQ(position.quality_hold, truth.at(item).quality_hold) << item;
    EXPECT_GE(position.unrestricted, 0) << item;
    EXPECT_GE(position.quality_hold, 0) << item;
  }
}

/// Sequence numbers of each partition are 1, 2, 3 ... in the order of publication, and no event id comes twice.
inline void expect_gap_free(const FakeSeat& seat) {
  std::map<std::string, std::int64_t> last;
  std::map<std::string, int> ids;
  for (const auto& event : seat.published) {
    EXPECT_EQ(event->sequence, ++last[event->partition_key]) << event->id;
    EXPECT_EQ(++ids[event->id], 1) << event->id;
    EXPECT_FALSE(event->headers.correlation_id.empty()) << event->id;
  }
}

}  // namespace drydock::testing
