// A pipeline that reconciles, among seats whose books, shelves and shop can drift.
#pragma once
#include "contracts/canonical/reconciliation.hpp"
#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {

inline PipelineSettings reconciling(PipelineSettings settings = {}) {
  settings.reconciliation.every = minutes(10);
  return settings;
}

/// Starts the enterprise of 10 A in both warehouses; from then on its seats answer lists from here. What the pipeline
/// books changes the books; the shop is the enterprise's own.
class DriftScene {
 public:
  explicit DriftScene(Enterprise& enterprise) : e_(enterprise) {
    e_.start();
    e_.pass(seconds(2));
    for (const std::string location : {"wms-east", "wms-west"}) {
      books["A/" + location] = 10;
      shelves["A/" + location] = {"A", location, 10, 0, 0, 1};
    }
    e_.instead = [this](const SentRequest& sent) { return answer(sent); };
  }

  std::map<std::string, std::int64_t> books;  ///< on-hand, by item/location
  std::map<std::string, Position> shelves;    ///< by item/location

  std::vector<BreakView> breaks() { return e_.ask<ReconciliationListResult>(ReconciliationList{}).breaks; }
  std::vector<InventoryAdjust> corrections() const {
    std::vector<InventoryAdjust> found;
    for (const InventoryAdjust& adjust : e_.bodies<InventoryAdjust>())
      if (adjust.reason == reconciliation_reason) found.push_back(adjust);
    return found;
  }

 private:
  // Of two readings in turn the first has every row and the second none: the end of the list.
  bool ends(const std::string& seat) { return (++readings_[seat]) % 2 == 0; }

  std::optional<Payload> answer(const SentRequest& sent) {
    const std::string& seat = e_.seat.directory()[sent.to].name;
    if (const auto* adjust = sent.body.as<InventoryAdjust>()) {
      if (booked_.insert(adjust->movement_id).second) books[adjust->item + "/" + adjust->location] += adjust->delta;
      return std::nullopt;
    }
    if (const auto* receipt = sent.body.as<GoodsReceiptPost>()) {
      if (booked_.insert(receipt->movement_id).second)
        books[receipt->item + "/" + receipt->location] += receipt->quantity;
      return std::nullopt;
    }
    if (sent.body.as<BalanceList>() != nullptr) {
      BalanceListResult result;
      result.next_cursor = 1;
      if (!ends(seat))
        for (const auto& [key, units] : books) result.balances.push_back({"A", key.substr(2), units});
      return Payload::of(std::move(result));
    }
    if (sent.body.as<StockList>() != nullptr) {
      StockListResult result;
      result.next_cursor = 1;
      if (!ends(seat)) result.positions.push_back(shelves.at("A/" + seat));
      return Payload::of(std::move(result));
    }
    if (sent.body.as<AvailabilityList>() == nullptr) return std::nullopt;
    AvailabilityListResult result;
    result.next_cursor = 1;
    if (!ends(seat))
      for (const auto& [key, units] : e_.shop)
        result.shown.push_back({"A", key.substr(2), units, e_.shop_version.at(key)});
    return Payload::of(std::move(result));
  }

  Enterprise& e_;
  std::map<std::string, int> readings_;
  std::set<std::string> booked_;
};

}  // namespace drydock::testing
