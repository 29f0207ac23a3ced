// I14: what goes out is of lots that may go out, first expired first, and everybody is told which.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "harness/invariants/clocks.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/lot_book.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class LotEligibility : public Judge {
 public:
  explicit LotEligibility(const Courtroom& room)
      : Judge("I14", room), tolerance_(clock_tolerance(*room.plan) + commit_time) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::request) | bit(RecordKind::publish) | bit(RecordKind::effect) | bit(RecordKind::stimulus);
  }

  void see(const Record& record, Findings& findings) override {
    if (const auto* stock = body_of<LotStock>(record)) return book_.opened(*stock);
    if (book_.empty()) {
      if (const auto* goods = body_of<WmsReceived>(record)) book_.received(*goods);
      return;
    }
    if (record.kind == RecordKind::request) return asked(record);
    if (record.kind == RecordKind::publish) return assigned(record, findings);
    if (record.kind == RecordKind::stimulus) return ended(record);
    catch_up(record.t);
    if (moved(record)) return;
    if (const auto* order = body_of<OutboundOrderCreate>(record)) return book_.ordered(order->fulfillment_id);
    if (const auto* picked = body_of<WmsPickConfirmed>(record)) return confirmed(record, *picked, findings);
    if (const auto* shipped = body_of<WmsShipped>(record)) return left(record, *shipped, findings);
    if (const auto* issue = body_of<GoodsIssuePost>(record))
      return told(record, issue->shipment_id, issue->order_id, issue->lots, findings);
    if (const auto* news = body_of<FulfillmentCreate>(record))
      return told(record, news->shipment_id, news->order_id, news->lots, findings);
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  void asked(const Record& record) {
    if (const auto* order = body_of<OutboundOrderCreate>(record)) book_.needed(order->fulfillment_id, order->ship_by);
  }

  // A recall of which nothing was on the shelf is told by no hold.
  void ended(const Record& record) {
    const auto* end = body_of<LotEnds>(record);
    if (end != nullptr && end->recalled) recalls_.push_back({record.t + tolerance_, name_of_seat(record.to), *end});
  }
  void catch_up(Instant now) {
    for (; known_ < recalls_.size() && recalls_[known_].known < now; ++known_)
      book_.recalled(recalls_[known_].end.item, recalls_[known_].location, recalls_[known_].end.lot);
  }

  // What the ledger of a warehouse says of its stock.
  bool moved(const Record& record) {
    if (const auto* goods = body_of<WmsReceived>(record)) return book_.received(*goods), true;
    if (const auto* hold = body_of<WmsLotHeld>(record)) return book_.held(*hold), true;
    if (const auto* release = body_of<WmsLotReleased>(record)) return book_.released(*release), true;
    if (const auto* fixed = body_of<WmsAdjusted>(record))
      return book_.lost(fixed->item, fixed->location, -fixed->delta), true;
    if (const auto* counted = body_of<WmsCountCompleted>(record))
      return book_.lost(counted->item, counted->location, -counted->variance), true;
    if (const auto* broken = body_of<WmsMoved>(record)) return set_aside(*broken), true;
    const auto* unseen = room().has_role(record.from, "wms") ? body_of<StockDrift>(record) : nullptr;
    return unseen != nullptr && (book_.lost(unseen->item, unseen->location, -unseen->quantity), true);
  }

  void set_aside(const WmsMoved& moved) {
    if (moved.lot)
      book_.blocked(moved.item, moved.location, *moved.lot, moved.quantity);
    else
      book_.lost(moved.item, moved.location, moved.quantity);
  }

  // The warehouse decided by its own clock, and before what it decided was durable.
  void assigned(const Record& record, Findings& findings) {
    const auto* told = body_of<WmsAllocated>(record);
    if (told == nullptr) return;
    const Instant by = book_.needed(told->fulfillment_id);
    const Instant must_keep = std::max(by, record.t - tolerance_);
    const Instant may_keep = std::max(by, record.t + tolerance_);
    for (const LotOnLine& row : book_.assigned(*told)) {
      decided();
      const BookedLot& lot = book_[row.lot];
      if (lot.recalled)
        accuse(record, told->order_id, lot,
               text("assigns ", units(row.quantity), " of lot ", lot.lot, ", which is recalled"),
               "a lot that may go out", findings);
      else if (lot.expires <= must_keep)
        accuse(record, told->order_id, lot,
               text("assigns ", units(row.quantity), " of lot ", lot.lot, ", which expires at ", lot.expires),
               text("a lot that keeps until ", must_keep), findings);
      else if (const BookedLot* first = book_.sooner(lot, may_keep))
        accuse(record, told->order_id, lot,
               text("assigns ", units(row.quantity), " of lot ", lot.lot, ", and lot ", first->lot,
                    ", which expires sooner, has free units"),
               text("first expired first out: lot ", first->lot), findings);
    }
  }

  void confirmed(const Record& record, const WmsPickConfirmed& picked, Findings& findings) {
    book_.picked(picked);
    if (!picked.lots) return;
    for (const LotQuantity& row : *picked.lots) {
      decided();
      const BookedLot& lot = book_[book_.number(row.item, picked.location, row.lot)];
      if (lot.recalled)
        accuse(record, picked.order_id, lot,
               text("picked ", units(row.quantity), " of lot ", row.lot, ", which is recalled"),
               "a lot that may go out", findings);
    }
  }

  void left(const Record& record, const WmsShipped& shipped, Findings& findings) {
    std::vector<LotQuantity>& all = shipments_[name_key(shipped.shipment_id)];
    for (const ShippedPackage& package : shipped.packages) {
      if (!package.lots) continue;
      for (const LotQuantity& row : *package.lots) {
        all.push_back(row);
        ship(record, shipped, row, findings);
      }
    }
    all = summed(std::move(all));
  }

  void ship(const Record& record, const WmsShipped& shipped, const LotQuantity& row, Findings& findings) {
    decided();
    const std::int64_t picked = book_.shipped(shipped.fulfillment_id, shipped.location, row);
    const BookedLot& lot = book_[book_.number(row.item, shipped.location, row.lot)];
    if (lot.recalled)
      accuse(record, shipped.order_id, lot,
             text("ships ", units(row.quantity), " of lot ", row.lot, " after its recall"), "none", findings);
    else if (picked < row.quantity)
      accuse(record, shipped.order_id, lot,
             text("ships ", units(row.quantity), " of lot ", row.lot, ", and picked ", picked, " of it for ",
                  shipped.fulfillment_id),
             "the lots that were picked", findings);
  }

  void told(const Record& record, const std::string& id, const std::string& order, const Lots& lots,
            Findings& findings) {
    const std::vector<LotQuantity>* shipped = shipments_.find(name_key(id));
    if (shipped == nullptr || (shipped->empty() && !lots)) return;
    decided();
    const std::vector<LotQuantity> said = summed(lots.value_or(std::vector<LotQuantity>{}));
    if (said == *shipped) return;
    Charge made;
    made.sentence = text(name_of_seat(record.from), " was told in ", record.type, " that shipment ", id, " is of ",
                         in_words(said), "; what was picked and left is ", in_words(*shipped));
    made.expected = in_words(*shipped);
    made.actual = in_words(said);
    made.order = order;
    made.item = shipped->empty() ? said.front().item : shipped->front().item;
    made.flow = "erp-posting";
    made.clause = "CL-ERP-POSTING-14-LOTS";
    made.keys = {id};
    charge(findings, record, std::move(made));
  }

  void accuse(const Record& record, const std::string& order, const BookedLot& lot, std::string_view does,
              std::string expected, Findings& findings) {
    Charge made;
    made.sentence = text(name_of_seat(record.from), " ", does);
    made.expected = std::move(expected);
    made.actual = lot.lot;
    made.order = order;
    made.item = lot.item;
    made.party = name_of_seat(record.from);
    made.flow = "fulfilment";
    made.clause = "CL-FULFILMENT-13-LOTS";
    made.keys = {lot.lot, lot.item + "/" + lot.location};
    charge(findings, record, std::move(made));
  }

  static std::string in_words(const std::vector<LotQuantity>& lots) {
    std::string words;
    for (const LotQuantity& one : lots)
      words += text(words.empty() ? "" : ", ", one.quantity, " of lot ", one.lot, " (line ", one.line, ")");
    return words.empty() ? "no lot" : words;
  }

  static constexpr Duration commit_time = minutes(1);  // a slow journal's included
  struct Recall {
    Instant known;  ///< from then on the warehouse has acted on it
    std::string location;
    LotEnds end;
  };

  Duration tolerance_;
  LotBook book_;
  std::vector<Recall> recalls_;  // in the order of `known`
  std::size_t known_ = 0;
  FlatMap<std::vector<LotQuantity>> shipments_;
};

}  // namespace

InvariantRow lot_eligibility() {
  return {
      "I14",
      "lot-eligibility",
      "what goes out is of lots that may go out, first expired first, and what is told of lots is what was picked",
      "S",
      {"boundary", "ledgers"},
      {"fulfilment", "erp-posting"},
      {"CL-FULFILMENT-13-LOTS", "CL-ERP-POSTING-14-LOTS"},
      "a unit of a lot that is assigned, picked or shipped, or told of as shipped",
      "Of items that are kept by lots a warehouse assigns only units of lots that are not recalled and do not expire "
      "before they are needed, of these the lot that expires first; it ships the lots that it picked, and none after "
      "their recall. Shop and ERP are told the lots that left, so that a recall finds who has them. Free units are "
      "counted so that there are surely as many: what a count or a cancellation changed without naming a lot is never "
      "held against anybody. "
      "Usual cause: the lots of the allocation are kept on the shipment, though the picker took another; the message "
      "is "
      "made from the release. "
      "Usual mend: let pick and ship confirm be the only source of what is told of lots.",
      &make_judge<LotEligibility>};
}

}  // namespace drydock
