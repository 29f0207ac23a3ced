#include "harness/item_states.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/order.hpp"
#include "harness/invariants/names.hpp"
#include "harness/plan.hpp"

namespace drydock {
namespace {

template <class T>
const T* body_in(const Record& record) {
  return record.body == nullptr ? nullptr : record.body->as<T>();
}

// What the pipeline has accepted of items, in the order in which it did.
class AcceptedItems {
 public:
  explicit AcceptedItems(const Courtroom& room) : pipeline_(room.seat("pipeline")) {
    for (const PlannedStimulus& stimulus : room.plan->stimuli)
      if (const auto* decided = stimulus.what.as<ItemDecided>()) {
        any_ = true;
        if (decided->record.version == 1) new_items_.insert(decided->record.item);
      }
  }
  static constexpr std::uint32_t kinds() { return bit(RecordKind::publish) | bit(RecordKind::ack); }
  /// The plan has the ERP decide on some item: else there is nothing to see.
  bool any() const { return any_; }
  bool is_new(const std::string& item) const { return new_items_.contains(item); }
  /// The version that this record is the first acceptance of, or null.
  const ItemChanged* see(const Record& record) {
    if (record.kind == RecordKind::publish) {
      if (const auto* change = body_in<ItemChanged>(record)) told_[std::string(record.id)] = *change;
      return nullptr;
    }
    if (record.kind != RecordKind::ack || record.from != pipeline_ || record.status >= 300) return nullptr;
    const auto found = told_.find(record.id);
    if (found == told_.end()) return nullptr;
    accepted_.push_back(std::move(found->second));
    told_.erase(found);
    return &accepted_.back();
  }
  const std::vector<ItemChanged>& accepted() const { return accepted_; }
  SeatIndex pipeline() const { return pipeline_; }

 private:
  SeatIndex pipeline_;
  bool any_ = false;
  std::set<std::string, std::less<>> new_items_;
  std::map<std::string, ItemChanged, std::less<>> told_;
  std::vector<ItemChanged> accepted_;
};

// A line of an order that the pipeline accepted before it knew the item, and released in the end.
class ItemAwaited : public Detector {
 public:
  explicit ItemAwaited(const Courtroom& room) : items_(room) {}
  std::uint32_t kinds() const override { return items_.any() ? AcceptedItems::kinds() | bit(RecordKind::effect) : 0; }
  bool see(const Record& record) override {
    if (const ItemChanged* change = items_.see(record)) known_.insert(change->item);
    if (record.kind == RecordKind::publish) {
      if (const auto* placed = body_in<OrderPlaced>(record)) orders_[std::string(record.id)] = *placed;
      return false;
    }
    if (record.kind == RecordKind::ack) return record.from == items_.pipeline() ? accepted(record) : false;
    const auto* release = waiting_.empty() ? nullptr : body_in<OutboundOrderCreate>(record);
    return release != nullptr &&
           std::any_of(release->lines.begin(), release->lines.end(), [&](const LineQuantity& line) {
             return waiting_.find(name_key(release->order_id, line.line)) != nullptr;
           });
  }

 private:
  bool accepted(const Record& record) {
    const auto found = orders_.find(record.id);
    if (found == orders_.end()) return false;
    for (const OrderLine& line : found->second.lines)
      if (items_.is_new(line.item) && !known_.contains(line.item))
        waiting_[name_key(found->second.order_id, line.line)] = 1;
    orders_.erase(found);
    return false;
  }
  AcceptedItems items_;
  std::set<std::string> known_;
  std::map<std::string, OrderPlaced, std::less<>> orders_;  // under way to the pipeline
  FlatMap<char> waiting_;
};

// An answer that a version of an item speaks in which had been told before it held.
class ItemEffective : public Detector {
 public:
  explicit ItemEffective(const Courtroom& room) : items_(room) {}
  std::uint32_t kinds() const override { return items_.any() ? AcceptedItems::kinds() | bit(RecordKind::reply) : 0; }
  bool see(const Record& record) override {
    if (const ItemChanged* change = items_.see(record))
      if (change->valid_from > record.t) ahead_.push_back(*change);
    const auto* answer =
        record.kind == RecordKind::reply && !ahead_.empty() ? body_in<AvailabilityAnswer>(record) : nullptr;
    if (answer == nullptr || record.from != items_.pipeline()) return false;
    return std::erase_if(ahead_, [&](const ItemChanged& change) {
             return change.valid_from < answer->as_of &&
                    std::any_of(answer->offers.begin(), answer->offers.end(),
                                [&](const Offer& offer) { return offer.item == change.item; });
           }) > 0;
  }

 private:
  AcceptedItems items_;
  std::vector<ItemChanged> ahead_;  // told and not used yet
};

// A version that was accepted after a higher one of the same item.
class ItemOvertaken : public Detector {
 public:
  explicit ItemOvertaken(const Courtroom& room) : items_(room) {}
  std::uint32_t kinds() const override { return items_.any() ? AcceptedItems::kinds() : 0; }
  bool see(const Record& record) override {
    const ItemChanged* change = items_.see(record);
    return change != nullptr &&
           std::any_of(items_.accepted().begin(), items_.accepted().end(), [&](const ItemChanged& other) {
             return other.item == change->item && other.version > change->version;
           });
  }

 private:
  AcceptedItems items_;
};

}  // namespace

std::unique_ptr<Detector> item_awaited(const Courtroom& room) { return std::make_unique<ItemAwaited>(room); }
std::unique_ptr<Detector> item_effective(const Courtroom& room) { return std::make_unique<ItemEffective>(room); }
std::unique_ptr<Detector> item_overtaken(const Courtroom& room) { return std::make_unique<ItemOvertaken>(room); }

}  // namespace drydock
