// I61: a version of an item holds from its moment on and not before, and what waits for it waits no longer than it
// must.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reservation.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

// What makes calls of the pipeline late excuses it; that the ERP's changes come late does not.
bool makes_calls_late(const PlannedFault& fault) {
  const auto out = [](const auto& link) { return link.first == "pipeline"; };
  return !fault.seats.empty() || std::any_of(fault.links.begin(), fault.links.end(), out);
}

class MasterDataOrdering : public Judge {
 public:
  explicit MasterDataOrdering(const Courtroom& room)
      : Judge("I61", room),
        places_(evidence().places()),
        terms_(evidence().items()),
        offers_(terms_.any() ? &evidence().offers() : nullptr),
        suspended_(room, makes_calls_late, room.directory->with_role("wms")) {}

  std::uint32_t kinds() const override {
    if (!terms_.any()) return 0;
    return JudgedOffers::kinds() | SuspendedTime::kinds() | bit(RecordKind::publish) | bit(RecordKind::phase);
  }

  void see(const Record& record, Findings& findings) override {
    suspended_.see(record);
    judge_offers(findings);
    if (record.t >= looked_ + seconds(1)) look(record.t, findings);
    switch (record.kind) {
      case RecordKind::publish: return published(record);
      case RecordKind::ack: return record.from == pipeline() && record.status < 300 ? accepted(record) : void();
      case RecordKind::request: return requested(record);
      case RecordKind::reply: return record.from == pipeline() ? replied(record, findings) : void();
      case RecordKind::call: return record.from == pipeline() ? called(record, findings) : void();
      case RecordKind::effect: return written(record);
      default: return;
    }
  }

  void finish(Instant end, bool, Findings& findings) override {
    if (offers_ == nullptr) return;
    offers_->finish();
    judge_offers(findings);
    look(end, findings);
  }

 private:
  enum class Kind : std::uint8_t { line, movement, upsert };
  /// Something that must be done once its item is known: an order line that nobody holds, the posting of a movement, or
  /// the telling of a version to a warehouse.
  struct Wait {
    Kind kind = Kind::line;
    std::uint32_t item = 0;
    std::string what;  ///< order, movement or item
    std::string line;
    std::int64_t quantity = 0;
    std::int64_t version = 0;
    SeatIndex seat = no_seat;
    std::uint64_t event = 0;  ///< that announced it
    bool accepted = false;
    bool running = false;
    Allowance allowance;  ///< from the acceptance on, or from when the item is known
  };

  std::uint32_t item_of(const std::string& item) { return places_.item_number(item); }

  // ---- what is accepted and must be done

  // It may be done before the event is acknowledged.
  void expect(const Record& record, Wait wait) {
    wait.event = name_key(record.id);
    waits_.push_back(std::move(wait));
  }

  void published(const Record& record) {
    if (const auto* placed = body_of<OrderPlaced>(record)) {
      for (const OrderLine& line : placed->lines)
        if (terms_.launched(item_of(line.item)))
          expect(
              record,
              {Kind::line, item_of(line.item), placed->order_id, line.line, line.quantity, 0, no_seat, 0, {}, {}, {}});
    } else if (const auto* received = body_of<WmsReceived>(record)) {
      if (terms_.launched(item_of(received->item)))
        expect(record,
               {Kind::movement, item_of(received->item), received->movement_id, {}, 1, 0, no_seat, 0, {}, {}, {}});
    } else if (const auto* change = body_of<ItemChanged>(record)) {
      for (const SeatIndex seat : room().directory->with_role("wms"))
        expect(record,
               {Kind::upsert, item_of(change->item), change->item, {}, 1, change->version, seat, 0, {}, {}, {}});
    }
  }

  void accepted(const Record& record) {
    if (waits_.empty()) return;
    const std::uint64_t event = name_key(record.id);
    for (Wait& wait : waits_)
      if (wait.event == event && !std::exchange(wait.accepted, true))
        wait.allowance = Allowance::start(suspended_, record.t, bounds().master_data);
  }

  void done(Kind kind, std::string_view what, std::string_view line, std::int64_t quantity) {
    for (Wait& wait : waits_)
      if (wait.kind == kind && wait.what == what && (kind != Kind::line || wait.line == line))
        wait.quantity -= quantity;
    std::erase_if(waits_, [](const Wait& wait) { return wait.quantity <= 0; });
  }

  void written(const Record& record) {
    if (const auto* upsert = body_of<ItemUpsert>(record)) return told(record, *upsert);
    if (const auto* lack = body_of<OrderLineBackorder>(record)) {
      done(Kind::line, lack->order_id, lack->line, lack->quantity);
    } else if (const auto* cancelled = body_of<CancellationAccept>(record)) {
      for (const LineQuantity& line : cancelled->lines) done(Kind::line, cancelled->order_id, line.line, line.quantity);
    } else if (const auto* receipt = body_of<GoodsReceiptPost>(record)) {
      done(Kind::movement, receipt->movement_id, {}, 1);
    }
  }

  void told(const Record& record, const ItemUpsert& upsert) {
    const std::uint32_t item = item_of(upsert.item);
    std::erase_if(waits_, [&](const Wait& wait) {
      const bool mine = wait.kind == Kind::upsert && wait.item == item && wait.seat == record.from;
      if (mine && wait.version == upsert.version) decided();
      return mine && wait.version == upsert.version;
    });
  }

  // A higher version that the pipeline knows holds before this one could: nobody needs it.
  bool needless(const Wait& wait, Instant now) const {
    const auto* versions = terms_.versions(wait.item);
    if (wait.kind != Kind::upsert || versions == nullptr) return false;
    const auto own = std::find_if(versions->begin(), versions->end(),
                                  [&](const ItemVersion& version) { return version.version == wait.version; });
    return own != versions->end() && std::any_of(own + 1, versions->end(), [&](const ItemVersion& higher) {
             return higher.latest != ItemTerms::never && higher.valid_from <= std::max(own->valid_from, now);
           });
  }

  // What was suspended since the last look may have been before the item was known: it is allowed all the same.
  void start(Wait& wait, Instant now) const {
    const Instant since = wait.kind == Kind::upsert ? ItemTerms::always : terms_.known_since(wait.item);
    wait.running = since <= now;
    if (wait.running && since > wait.allowance.from) wait.allowance = {since, suspended_before_, bounds().master_data};
  }

  void look(Instant now, Findings& findings) {
    looked_ = now;
    std::erase_if(waits_, [&](Wait& wait) {
      if (!wait.accepted) return false;
      if (needless(wait, now)) return true;
      if (!wait.running) start(wait, now);
      if (!wait.running || wait.allowance.left(suspended_, now) >= Duration{}) return false;
      overdue(wait, now, findings);
      return true;
    });
    suspended_before_ = suspended_.until(now);
  }

  void overdue(const Wait& wait, Instant now, Findings& findings) {
    decided();
    const std::string& item = places_.item_name(wait.item);
    Charge made;
    made.item = item;
    made.seat = pipeline_name();
    made.clause = "CL-MASTER-DATA-39-PARKED";
    made.actual = "nothing of it";
    if (wait.kind == Kind::line) {
      made.sentence =
          text("line ", wait.line, " of order ", wait.what, " waited for item ", item,
               ", which has been known for longer than ", bounds().master_data, ", and is still not worked");
      made.expected = "released, backordered or cancelled";
      made.order = wait.what;
    } else if (wait.kind == Kind::movement) {
      made.sentence = text("movement ", wait.what, " waited for item ", item, ", which has been known for longer than ",
                           bounds().master_data, ", and is still not in the books");
      made.expected = "goods_receipt.post";
      made.keys = {wait.what};
    } else {
      made.sentence = text("version ", wait.version, " of item ", item, " was accepted, and ", name_of_seat(wait.seat),
                           " has not been told of it within ", bounds().master_data);
      made.expected = "item.upsert";
      made.clause = "CL-MASTER-DATA-39-UPSERT";
      made.keys = {item};
    }
    charge(findings, now, std::move(made));
  }

  // ---- what is done, and on which terms

  void requested(const Record& record) {
    if (record.to == pipeline() && body_of<ReservationCreate>(record) != nullptr)
      asked_[record.request.value()] = record.t;
  }

  void replied(const Record& record, Findings& findings) {
    const Instant* asked = asked_.find(record.request.value());
    if (asked == nullptr) return;
    const auto* answer = body_of<ReservationAnswer>(record);
    if (answer != nullptr && record.status < 300 && answer->outcome == ReservationOutcome::held)
      for (const ReservedLine& line : answer->lines) promised(record, *answer, line, *asked, findings);
    asked_.erase(record.request.value());
  }

  void promised(const Record& record, const ReservationAnswer& answer, const ReservedLine& line, Instant asked,
                Findings& findings) {
    const std::uint32_t item = item_of(line.item);
    if (terms_.versions(item) == nullptr) return;
    // A repeated request has the answer of its first.
    if (std::exchange(answered_[name_key(answer.reservation_id, line.line)], 1) != 0) return;
    decided();
    const Duration late = bounds().availability_staleness;
    if (terms_.may_be_sold(item, asked - late, record.t)) return;
    Charge made;
    made.sentence = text("reservation ", answer.reservation_id, " was confirmed for ", line.quantity, " of ", line.item,
                         ", which is ", terms_.may_be_known(item, record.t) ? "not sold any more" : "not known yet");
    made.expected = "declined";
    made.actual = "held";
    made.item = line.item;
    made.order = record.correlation;
    made.clause = "CL-MASTER-DATA-39-EFFECTIVE";
    made.keys = {answer.reservation_id};
    charge(findings, record, std::move(made));
  }

  void called(const Record& record, Findings& findings) {
    if (const auto* release = body_of<OutboundOrderCreate>(record)) {
      for (const LineQuantity& line : release->lines) {
        if (!terms_.launched(item_of(line.item))) continue;
        if (std::exchange(called_[name_key(release->fulfillment_id, line.line)], 1) != 0) continue;
        used(record, line.item,
             text("line ", line.line, " of order ", release->order_id, " was released to ", release->location),
             release->order_id, findings);
        done(Kind::line, release->order_id, line.line, line.quantity);
      }
    } else if (const auto* receipt = body_of<GoodsReceiptPost>(record)) {
      posted(record, receipt->item, receipt->movement_id, findings);
    } else if (const auto* adjust = body_of<InventoryAdjust>(record)) {
      posted(record, adjust->item, adjust->movement_id, findings);
    }
  }

  void posted(const Record& record, const std::string& item, const std::string& movement, Findings& findings) {
    if (!terms_.launched(item_of(item)) || std::exchange(called_[name_key(movement)], 1) != 0) return;
    used(record, item, text("movement ", movement, " was posted"), {}, findings);
  }

  void used(const Record& record, const std::string& item, const std::string& what, const std::string& order,
            Findings& findings) {
    decided();
    if (terms_.may_be_known(item_of(item), record.t)) return;
    const auto* versions = terms_.versions(item_of(item));
    Charge made;
    made.sentence = text(what, " although no version of item ", item, " holds yet");
    made.expected = versions->front().earliest == ItemTerms::never
                        ? "parked until the ERP has told the item"
                        : text("parked until ", versions->front().valid_from);
    made.actual = text("at ", record.t);
    made.item = item;
    made.order = order;
    made.clause = "CL-MASTER-DATA-39-EFFECTIVE";
    charge(findings, record, std::move(made));
  }

  // ---- what is offered

  void judge_offers(Findings& findings) {
    for (const JudgedOffer& offer : offers_->ripe()) {
      const auto* versions = terms_.versions(places_.item_of(offer.place));
      if (versions == nullptr || !offer.declared || !offer.free) continue;
      decided();
      if (offer.quantity >= offer.declared->least && offer.quantity <= offer.declared->most) continue;
      for (const ItemVersion& version : *versions)
        if (explains(*versions, version, offer)) {
          wrong_terms(offer, version, findings);
          break;
        }
    }
  }

  bool explains(const std::vector<ItemVersion>& versions, const ItemVersion& version, const JudgedOffer& offer) const {
    if (ItemTerms::may_hold(versions, version, offer.as_of - bounds().availability_staleness, offer.at)) return false;
    const std::int64_t safety = terms_.safety_of(version, offer.place);
    const auto sellable = [&](std::int64_t free) {
      return version.sold ? std::max<std::int64_t>(0, free - safety) : 0;
    };
    return offer.quantity >= sellable(offer.free->least) && offer.quantity <= sellable(offer.free->most);
  }

  void wrong_terms(const JudgedOffer& offer, const ItemVersion& version, Findings& findings) {
    const bool early = version.earliest > offer.at;
    Charge made;
    made.sentence =
        text("the pipeline offered ", offer.quantity, " of ", places_.item(offer.place), " at ",
             places_.location(offer.place), " on the terms of version ", version.version, ", which ",
             early ? text("holds only from ", version.valid_from) : std::string("a higher one has overtaken"));
    made.expected = in_words(*offer.declared);
    made.actual = text(offer.quantity);
    made.item = places_.item(offer.place);
    made.seat = pipeline_name();
    made.clause = "CL-MASTER-DATA-39-EFFECTIVE";
    made.keys = {offer.query, places_.item(offer.place) + "/" + places_.location(offer.place)};
    made.record = offer.record;
    charge(findings, offer.at, std::move(made));
  }

  Places& places_;
  ItemTerms& terms_;
  JudgedOffers* offers_;
  SuspendedTime suspended_;
  Instant looked_{};
  Duration suspended_before_{};  // up to the last look
  std::vector<Wait> waits_;
  FlatMap<Instant> asked_;  // reservations under way, by request
  FlatMap<char> answered_;  // reservations of items that change
  FlatMap<char> called_;    // what was released or posted of new items
};

}  // namespace

InvariantRow master_data_ordering() {
  return {
      "I61",
      "master-data-ordering",
      "an item's version holds from its moment on and not before, and what waited for it goes on when it does",
      "S+L",
      {"boundary", "ledgers", "plan"},
      {"master-data"},
      {"CL-MASTER-DATA-39-EFFECTIVE", "CL-MASTER-DATA-39-PARKED", "CL-MASTER-DATA-39-UPSERT"},
      "an item that the ERP launched, changed or discontinued",
      "Of the versions of an item that the pipeline was told, the highest whose moment has come holds. No offer may "
      "be on the terms of one that cannot hold yet, or that a higher one has overtaken longer ago than "
      "`availability_staleness`; nothing is promised of an item that is not sold any more, and nothing is released or "
      "posted of one that is not known yet. What waited for an item (an order line sold without a hold, a movement) "
      "is released, backordered or posted within `master_data` of the item's being known and holding, and every "
      "version reaches every warehouse within `master_data` of its acceptance, unless a higher one makes it needless. "
      "Between a version's publication and its acknowledgement, and while clocks may differ about its moment, both it "
      "and the one before are right. Usual cause: the effective date is not looked at; the last message wins, not the "
      "highest version; what names an unknown item is refused or put among the dead letters, where nobody looks "
      "again. Usual mend: keep all versions, choose by number and date when they are used, and let what waits for an "
      "item wait under the item's name.",
      &make_judge<MasterDataOrdering>};
}

}  // namespace drydock
