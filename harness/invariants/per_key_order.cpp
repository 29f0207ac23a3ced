// I43: effects of one key appear in its order.
#include <string>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/shipping.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/shown_state.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class PerKeyOrder : public Judge {
 public:
  explicit PerKeyOrder(const Courtroom& room) : Judge("I43", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect) | bit(RecordKind::publish); }

  void see(const Record& record, Findings& findings) override {
    if (record.body == nullptr) return;
    if (record.kind == RecordKind::publish) {
      if (const auto* shipped = record.body->as<WmsShipped>())
        shipments_[name_key(shipped->shipment_id)] = {name_key(record.partition), record.sequence};
      return;
    }
    if (const auto* update = record.body->as<TrackingUpdate>()) return tracking(record, *update, findings);
    if (const auto* set = record.body->as<AvailabilitySet>()) return availability(record, *set, findings);
    if (const auto* issue = record.body->as<GoodsIssuePost>())
      return shipment(record, issue->shipment_id, issue->order_id, findings);
    if (const auto* invoice = record.body->as<InvoiceCreate>())
      return shipment(record, invoice->shipment_id, invoice->order_id, findings);
    if (const auto* told = record.body->as<FulfillmentCreate>())
      shipment(record, told->shipment_id, told->order_id, findings);
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  struct Shipment {
    std::uint64_t partition = 0;
    std::int64_t sequence = 0;
  };

  // The version of a parcel's state is its time of occurrence, then its rank (I29).
  void tracking(const Record& record, const TrackingUpdate& update, Findings& findings) {
    decided();
    ShownState& shown = shown_[name_key(update.package_id)];
    const ShownState said{update.occurred_at, update.milestone, true};
    const bool older = said < shown;
    if (older) {
      Charge made;
      made.sentence =
          text("the shop's tracking of package ", update.package_id, " was set to ", name_of(update.milestone),
               ", which is older than the ", name_of(shown.status), " it showed");
      made.expected = text("nothing older than ", shown.occurred);
      made.actual = text(update.occurred_at);
      made.order = update.order_id;
      made.keys = {update.package_id};
      charge(findings, record, std::move(made));
    }
    // What the shop shows now is what counts against the next one.
    if (!older) shown = said;
  }

  void availability(const Record& record, const AvailabilitySet& set, Findings& findings) {
    decided();
    std::int64_t& version = versions_[finished(name_key(set.item, set.location) + record.from)];
    if (set.version > version) {
      version = set.version;
      return;
    }
    Charge made;
    made.sentence = text("the shop's quantity of ", set.item, " at ", set.location, " went from version ", version,
                         " to version ", set.version);
    made.expected = text("a version above ", version);
    made.actual = text("version ", set.version);
    made.item = set.item;
    made.keys = {set.item + "/" + set.location};
    charge(findings, record, std::move(made));
  }

  // Shipments of one fulfilment are booked in the order in which they left.
  void shipment(const Record& record, const std::string& id, const std::string& order, Findings& findings) {
    const Shipment* left = shipments_.find(name_key(id));
    if (left == nullptr || left->sequence == 0) return;
    decided();
    std::int64_t& last = sequences_[finished(left->partition + record.message->index)];
    if (left->sequence >= last) {
      last = left->sequence;
      return;
    }
    Charge made;
    made.sentence = text(record.type, " for shipment ", id, " (number ", left->sequence,
                         " of its fulfilment) came after that of number ", last);
    made.expected = "in the order of the shipments";
    made.actual = text(last, " before ", left->sequence);
    made.order = order;
    made.keys = {id};
    charge(findings, record, std::move(made));
  }

  FlatMap<ShownState> shown_;
  FlatMap<std::int64_t> versions_;
  FlatMap<Shipment> shipments_;
  FlatMap<std::int64_t> sequences_;  // by partition and operation
};

}  // namespace

InvariantRow per_key_order() {
  return {
      "I43",
      "per-key-order",
      "effects of one key appear in its order, or an older one never overwrites a newer",
      "S",
      {"boundary"},
      {"tracking", "stock", "fulfilment", "erp-posting"},
      {"CL-TRACKING-20", "CL-STOCK-23", "CL-ANY-ORDER"},
      "two effects of one key",
      "Events arrive in no promised order; their effects must not. A parcel's state in the shop never goes back to an "
      "older scan; versions of availability only grow; shipments of one fulfilment reach each ledger in the order in "
      "which they left. Keys are independent, and deltas on stock positions commute: their order is free. "
      "Usual cause: work is spread over workers by event instead of by entity; a retry overtakes what came after it. "
      "Usual mend: one lane per ordering key, or a version guard where the effect is written.",
      &make_judge<PerKeyOrder>};
}

}  // namespace drydock
