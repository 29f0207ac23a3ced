// I40: what comes back is stock again when somebody has looked at it, and not before.
#include <string>
#include <utility>

#include "contracts/canonical/stock.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/return_book.hpp"
#include "harness/invariants/return_charge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class RestockDiscipline : public Judge {
 public:
  explicit RestockDiscipline(const Courtroom& room)
      : Judge("I40", room), returns_(evidence().returns()), views_(evidence().views()), orders_(evidence().orders()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect) | bit(RecordKind::ack); }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::ack) return acknowledged(record);
    if (const auto* found = body_of<WmsReturnDisposed>(record)) {
      disposed(record, *found, findings);
    } else if (const auto* receipt = body_of<GoodsReceiptPost>(record)) {
      booked(record, *receipt, findings);
    } else if (const auto* over = body_of<ReturnClose>(record)) {
      closed(record, *over, findings);
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const BookedReturn& booked : returns_.all()) {
      if (!booked.requested || accepted_.find(name_key(booked.event)) == nullptr) continue;
      if (booked.announced && !(booked.received && booked.all_disposed())) continue;  // it is still on its way
      decided();
      if (booked.closed || views_.parked(booked.event) || views_.parked("return.close", booked.id)) continue;
      never_closed(end, booked, findings);
    }
  }

 private:
  void acknowledged(const Record& record) {
    if (record.from == pipeline() && record.status < 300 && record.message == &message_of<ReturnRequested>())
      accepted_[name_key(record.id)] = 1;
  }

  static bool fits(const WmsReturnDisposed& found) {
    const std::int64_t delta = found.bucket ? found.quantity : 0;
    if (found.delta != delta) return false;
    switch (found.disposition) {
      case Disposition::restocked: return found.bucket == Bucket::unrestricted;
      case Disposition::processing: return found.bucket && *found.bucket != Bucket::unrestricted;
      default: return !found.bucket;
    }
  }

  void disposed(const Record& record, const WmsReturnDisposed& found, Findings& findings) {
    decided();
    if (found.delta != 0) movements_[name_key(found.movement_id)] = found.delta;
    const BookedReturn* booked = returns_.find(found.return_id);
    const BookedReturnLine* line = booked == nullptr ? nullptr : booked->line(found.line);
    const std::int64_t announced = line == nullptr ? 0 : line->announced;
    const std::int64_t so_far = line == nullptr ? found.quantity : line->disposed;
    if (!fits(found))
      accuse(record, found.return_id, found.order_id, found.item, name_of_seat(record.from),
             text(found.location, " disposed of ", units(found.quantity), " of ", found.item, " as ",
                  name_of(found.disposition), ", and put ", units(found.delta), " into ",
                  found.bucket ? name_of(*found.bucket) : std::string_view("no bucket")),
             "restocked units in unrestricted stock, processed ones in quality hold or damaged, others nowhere",
             found.bucket ? std::string(name_of(*found.bucket)) : std::string("no bucket"), findings);
    if (so_far > announced)
      accuse(record, found.return_id, found.order_id, found.item, name_of_seat(record.from),
             text(found.location, " has disposed of ", units(so_far), " of ", found.item, " for return ",
                  found.return_id, ", of which ", announced, " were announced"),
             text("at most ", units(announced)), units(so_far), findings);
  }

  // The warehouse's ledger comes first: whoever books earlier has not waited for it.
  void booked(const Record& record, const GoodsReceiptPost& receipt, Findings& findings) {
    const BookedReturn* booked = returns_.find(receipt.receipt_id);
    if (booked == nullptr) return;
    decided();
    const std::int64_t* moved = movements_.find(name_key(receipt.movement_id));
    if (moved != nullptr && *moved == receipt.quantity) return;
    accuse(record, booked->id, booked->order, receipt.item, {},
           text("the ERP booked ", units(receipt.quantity), " of ", receipt.item, " into stock at ", receipt.location,
                " for return ", booked->id, ", where no disposition put ",
                moved == nullptr ? "any there under " : "as many there under ", receipt.movement_id),
           moved == nullptr ? std::string("nothing before the goods were looked at") : units(*moved),
           units(receipt.quantity), findings);
  }

  void closed(const Record& record, const ReturnClose& over, Findings& findings) {
    const BookedReturn* booked = returns_.find(over.return_id);
    for (const ReturnedLine& told : over.lines) {
      decided();
      if (told.received + told.missing != told.authorized)
        accuse(record, over.return_id, over.order_id, told.item, {},
               text("return ", over.return_id, " was closed with ", units(told.authorized), " of ", told.item,
                    " authorised, ", told.received, " received and ", told.missing, " missing"),
               "authorised = received + missing", text(told.received + told.missing, " in all"), findings);
    }
    if (booked != nullptr) totals(record, over, *booked, findings);
  }

  // A request may name a line twice; the warehouse counts it once.
  void totals(const Record& record, const ReturnClose& over, const BookedReturn& booked, Findings& findings) {
    for (const BookedReturnLine& truth : booked.lines) {
      BookedReturnLine told;
      for (const ReturnedLine& line : over.lines) {
        if (line.line != truth.line) continue;
        told.announced += line.authorized;
        told.received += line.received;
        told.restocked += line.restocked;
        told.missing += line.missing;
      }
      const bool same = told.announced == truth.announced && told.received == truth.received &&
                        told.restocked == truth.restocked && told.missing == truth.missing;
      if (same && truth.disposed == truth.announced) continue;
      accuse(record, over.return_id, over.order_id, truth.item, {},
             text("return ", over.return_id, " was closed with ", told.announced, " authorised, ", told.received,
                  " received, ", told.restocked, " restocked and ", told.missing, " missing of ", truth.item,
                  "; the warehouse says ", truth.announced, ", ", truth.received, ", ", truth.restocked, " and ",
                  truth.missing, truth.disposed == truth.announced ? "" : ", and has not looked at all of it"),
             text(truth.received, " received, ", truth.restocked, " restocked, ", truth.missing, " missing"),
             text(told.received, " received, ", told.restocked, " restocked, ", told.missing, " missing"), findings);
    }
  }

  void never_closed(Instant end, const BookedReturn& booked, Findings& findings) {
    Charge made;
    made.sentence = booked.announced ? text("every unit of return ", booked.id,
                                            " has a disposition, and the return was never closed")
                                     : text("return ", booked.id, " was neither authorised nor declined");
    made.expected = booked.announced ? "return.close with what came and what is missing"
                                     : "return.expect at a warehouse, or return.close as declined";
    made.actual = "nothing";
    made.order = booked.order;
    made.flow = "returns";
    made.clause = "CL-RETURNS-37-CLOSE";
    made.seat = shop_name(orders_.find(booked.order));
    made.keys = {booked.id};
    charge(findings, end, std::move(made));
  }

  void accuse(const Record& record, const std::string& return_id, const std::string& order, const std::string& item,
              std::string party, std::string sentence, std::string expected, std::string actual,
              Findings& findings) const {
    charge(findings, record,
           return_charge(return_id, order, item, std::move(party), std::move(sentence), std::move(expected),
                         std::move(actual)));
  }

  ReturnBook& returns_;
  LastViews& views_;
  OrderBook& orders_;
  FlatMap<char> accepted_;           // requests the pipeline answered with 2xx, by event id
  FlatMap<std::int64_t> movements_;  // what a disposition put into stock, by movement
};

}  // namespace

InvariantRow restock_discipline() {
  return {
      "I40",
      "restock-discipline",
      "returned goods enter stock by their disposition alone, and a return is closed with what came and what is "
      "missing",
      "S+L",
      {"boundary", "ledgers"},
      {"returns", "stock"},
      {"CL-RETURNS-37-CLOSE", "CL-RETURNS-37-RESTOCK", "CL-RETURNS-36-RECEIVE"},
      "a disposition, a booking or a close of a return",
      "Stock rises for a return only when the warehouse disposes of units as restocked (into unrestricted stock) or "
      "for processing (into quality hold or damaged), by exactly that quantity: judged at every disposition in the "
      "warehouse's ledger, and at every goods receipt in the ERP that names the return, which must be such a "
      "movement. A return is closed when every authorised unit has a disposition, with authorised = received + "
      "missing per line, as the warehouse counted them; at rest every return that was accepted and is not still on "
      "its way is closed or declined. Dead letters excuse. "
      "Usual cause: the parcel's receipt is booked as if it were a restock; the close waits for units that never "
      "came. "
      "Usual mend: book from the disposition's own quantity and bucket under its movement id, and close by adding up "
      "dispositions, missing ones included.",
      &make_judge<RestockDiscipline>};
}

}  // namespace drydock
