// I04: on-hand changes only by movements, each counted once, in every system.
#include <string_view>
#include <vector>

#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/stock.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class StockConservation : public Judge {
 public:
  explicit StockConservation(const Courtroom& room)
      : Judge("I04", room),
        places_(evidence().places()),
        stock_(evidence().stock()),
        views_(evidence().views()),
        drifts_(evidence().drifts()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    if (record.body == nullptr) return;
    if (room().has_role(record.from, "wms")) return moved(record, findings);
    if (!room().has_role(record.from, "erp")) return;
    if (const auto* issue = record.body->as<GoodsIssuePost>()) {
      std::vector<LineQuantity> sums;
      for (const LineQuantity& line : issue->lines) add(sums, line);
      for (const LineQuantity& sum : sums)
        booked(record, {issue->shipment_id, sum.item, issue->location, {-sum.quantity, 0, 0}, true}, issue->order_id,
               findings);
    } else if (const auto* receipt = record.body->as<GoodsReceiptPost>()) {
      booked(record, {receipt->movement_id, receipt->item, receipt->location, {receipt->quantity, 0, 0}}, {}, findings);
    } else if (const auto* adjust = record.body->as<InventoryAdjust>()) {
      if (drifts_.correction_now()) return corrected(record, *adjust, findings);
      booked(record, {adjust->movement_id, adjust->item, adjust->location, {adjust->delta, 0, 0}}, {}, findings);
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (std::uint32_t place = 0; place < views_.places(); ++place) {
      const LastViews::AtPlace& view = views_.at(place);
      const std::int64_t truth = stock_.at(place).on_hand();
      if (view.erp_on_hand) at_rest(end, place, "erp", *view.erp_on_hand, truth, findings);
      if (view.pipeline)
        at_rest(end, place, "pipeline",
                view.pipeline->unrestricted + view.pipeline->quality_hold + view.pipeline->damaged, truth, findings);
      if (view.warehouse)
        at_rest(end, place, "wms",
                view.warehouse->unrestricted + view.warehouse->quality_hold + view.warehouse->damaged, truth, findings);
    }
  }

 private:
  struct Known {
    std::int64_t change = 0;
    bool real = false;
    bool booked = false;
  };

  static void add(std::vector<LineQuantity>& sums, const LineQuantity& line) {
    for (LineQuantity& sum : sums)
      if (sum.item == line.item) {
        sum.quantity += line.quantity;
        return;
      }
    sums.push_back(line);
  }

  Known& known(const Movement& moved) {
    return movements_[name_key(moved.id, moved.item) ^ (name_key(moved.location) << 1)];
  }

  void moved(const Record& record, Findings& findings) {
    scratch_.clear();
    movements_of(*record.body, scratch_);
    for (const Movement& one : scratch_) {
      Known& entry = known(one);
      if (entry.real && !one.shipment) {
        Charge made;
        made.sentence =
            text("movement ", one.id, " of ", one.item, " was written twice to the ledger of ", one.location);
        made.expected = "each movement once";
        made.actual = "twice";
        made.party = name_of_seat(record.from);
        accuse(record, one, std::move(made), {}, findings);
      }
      entry.real = true;
      entry.change += one.change.on_hand();
    }
  }

  void booked(const Record& record, const Movement& one, std::string_view order, Findings& findings) {
    decided();
    Known& entry = known(one);
    const std::int64_t change = one.change.unrestricted;
    Charge made;
    if (!entry.real) {
      made.sentence = text("the ERP booked ", record.type, " ", one.id, " of ", one.item, " at ", one.location,
                           ", a movement that no warehouse made");
      made.expected = "no booking";
      made.actual = text("on-hand changed by ", change);
    } else if (entry.booked) {
      made.sentence =
          text("the ERP booked movement ", one.id, " of ", one.item, " at ", one.location, " a second time");
      made.expected = "each movement booked once";
      made.actual = "booked again under another key";
    } else if (entry.change != change) {
      made.sentence = text("the ERP booked ", change, " ", one.item, " for movement ", one.id, " at ", one.location,
                           " where the warehouse moved ", entry.change);
      made.expected = text("on-hand changes by ", entry.change);
      made.actual = text("by ", change);
    }
    entry.booked = true;
    if (!made.sentence.empty()) accuse(record, one, std::move(made), order, findings);
  }

  // A correction is a movement that the pipeline made: it takes away what drifted, and no more.
  void corrected(const Record& record, const InventoryAdjust& adjust, Findings& findings) {
    decided();
    if (drifts_.correction_fits()) return;
    const std::int64_t owed = drifts_.owed_to_books(places_.number(adjust.item, adjust.location)) + adjust.delta;
    Charge made;
    made.sentence = text("the ERP booked ", adjust.movement_id, ", a correction of ", adjust.delta, " ", adjust.item,
                         " at ", adjust.location, ", where its books were off by ", -owed);
    made.expected = owed == 0 ? "no correction" : text("a correction of ", owed, " at most");
    made.actual = text("on-hand changed by ", adjust.delta);
    made.item = adjust.item;
    made.clause = "CL-RECONCILIATION-40-MEND";
    made.keys = {adjust.movement_id};
    charge(findings, record, std::move(made));
  }

  // Views that differ by what drifted, and nobody has told of yet, are nobody's fault.
  bool excused(std::uint32_t place, std::string_view whose, std::int64_t says, std::int64_t truth) const {
    if (whose == "erp") return drifts_.any_open(place) && says == truth - drifts_.owed_to_books(place);
    return whose == "pipeline" && says == truth - drifts_.unnoticed(place);
  }

  void accuse(const Record& record, const Movement& one, Charge made, std::string_view order, Findings& findings) {
    made.item = one.item;
    made.order = order;
    made.keys = {std::string(one.id)};
    charge(findings, record, std::move(made));
  }

  void at_rest(Instant end, std::uint32_t place, std::string_view whose, std::int64_t says, std::int64_t truth,
               Findings& findings) {
    decided();
    if (says == truth || excused(place, whose, says, truth)) return;
    Charge made;
    made.sentence = text("at rest the ", whose, " has ", says, " ", places_.item(place), " on hand at ",
                         places_.location(place), ", but opening stock and movements come to ", truth);
    made.expected = text("on-hand ", truth);
    made.actual = text("on-hand ", says);
    made.item = places_.item(place);
    made.seat = whose == "wms" ? places_.location(place) : name_of_seat(room().seat(whose));
    if (whose == "wms") made.party = made.seat;
    made.keys = {places_.item(place) + "/" + places_.location(place)};
    charge(findings, end, std::move(made));
  }

  Places& places_;
  StockTruth& stock_;
  LastViews& views_;
  Drifts& drifts_;
  FlatMap<Known> movements_;
  std::vector<Movement> scratch_;
};

}  // namespace

InvariantRow stock_conservation() {
  return {
      "I04",
      "stock-conservation",
      "on-hand is opening stock plus each movement once, in every system",
      "S",
      {"boundary", "ledgers"},
      {"stock", "erp-posting", "fulfilment"},
      {"CL-STOCK-22", "CL-STOCK-22-RECEIPT", "CL-ERP-POSTING-14", "CL-RECONCILIATION-40-MEND", "CL-STOCK-22-AGREE"},
      "a movement of stock that the ERP booked",
      "On-hand of an item at a location is its opening stock plus receipts and gains less shipments and losses, each "
      "logical movement counted once. Every booking in the ERP must name a movement that a warehouse made, with its "
      "quantity, and name it once (judged at each booking); at rest the on-hand of ERP, pipeline and warehouse must "
      "be what the movements come to. Stock that drifted by the scenario's own doing is a movement too: a correction "
      "(an inventory.adjust for the reason \"reconciliation\") must take away what drifted and no more, and until the "
      "drift is told views may differ by exactly that. "
      "Usual cause: an event applied twice on redelivery, a booking repeated under a new idempotency key, a snapshot "
      "laid over movements, a short pick that never reached the position. "
      "Usual mend: derive the idempotency key from the movement id, and remember movement ids longer than the longest "
      "redelivery.",
      &make_judge<StockConservation>};
}

}  // namespace drydock
