// I24: a promise moves only if something happened, and everybody has the same one in the end.
#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "harness/invariants/asked_holds.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/problems.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class PromiseHonesty : public Judge {
 public:
  explicit PromiseHonesty(const Courtroom& room) : Judge("I24", room), holds_(room), orders_(evidence().orders()) {}

  std::uint32_t kinds() const override {
    return AskedHolds::kinds() | bit(RecordKind::publish) | bit(RecordKind::effect);
  }

  void see(const Record& record, Findings& findings) override {
    switch (record.kind) {
      case RecordKind::request: holds_.asked(record); return;
      case RecordKind::reply: return replied(record, findings);
      case RecordKind::publish: return published(record);
      default: break;
    }
    if (const auto* release = body_of<OutboundOrderCreate>(record)) {
      Instant& latest = ships_[name_key(release->order_id)];
      latest = std::max(latest, release->ship_by);
    } else if (const auto* update = body_of<PromiseUpdate>(record)) {
      updated(record, *update, findings);
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const BookedOrder& order : orders_.all()) {
      const Instant* latest = ships_.find(name_key(order.id));
      if (latest == nullptr || latest->us == 0) continue;
      decided();
      if (*latest <= order.promise.ship_by) continue;
      Charge made;
      made.sentence = text("at rest a warehouse has order ", order.id, " to ship by ", *latest,
                           ", and the customer was promised ", order.promise.ship_by);
      made.expected = text("a promise.update to ", *latest);
      made.actual = text("promised still: ", order.promise.ship_by);
      made.order = order.id;
      made.flow = "fulfilment";
      made.seat = shop_name(&order);
      charge(findings, end, std::move(made));
    }
  }

 private:
  struct Told {
    Promise promise;
    std::int64_t causes = 0;  ///< that can move it
    std::int64_t moves = 0;
  };

  void replied(const Record& record, Findings& findings) {
    if (record.to == pipeline()) return refused(record);
    const auto* asked = holds_.held(record);
    if (asked == nullptr) return;
    const auto& answer = *record.body->as<ReservationAnswer>();
    std::int64_t& units = held_[name_key(answer.reservation_id)];
    for (const ReservedLine& line : answer.lines) units += line.quantity;
    if (answer.promise) given(record, *asked, answer, findings);
  }

  // The earliest that any node at all could do, whoever was chosen.
  void given(const Record& record, const AskedHolds::Asked& asked, const ReservationAnswer& answer,
             Findings& findings) {
    Instant ships{std::numeric_limits<std::int64_t>::max()};
    for (const PlannedWarehouse& warehouse : room().plan->warehouses)
      ships = std::min(ships, first_ship_day(warehouse.location, asked.at));
    decided();
    if (answer.promise->ship_by > ships && answer.promise->deliver_by >= answer.promise->ship_by) return;
    Charge made;
    made.sentence = text("hold ", answer.reservation_id, " promises to ship by ", answer.promise->ship_by,
                         " and deliver by ", answer.promise->deliver_by, ", which no warehouse can do");
    made.expected = text("a ship day from ", ships, " on, and a delivery after it");
    made.actual = text(answer.promise->ship_by, " and ", answer.promise->deliver_by);
    made.flow = "reservation";
    made.clause = "CL-RESERVATION-02";
    made.seat = pipeline_name();
    made.keys = {answer.reservation_id};
    charge(findings, record, std::move(made));
  }

  void refused(const Record& record) {
    if (record.status < 400 || record.status >= 500 || record.message == nullptr || token_expired(record)) return;
    if (record.message->name != "outbound_order.create") return;
    ++told_[name_key(record.correlation)].causes;
  }

  void published(const Record& record) {
    if (const auto* missed = body_of<WmsPickShort>(record)) {
      ++told_[name_key(missed->order_id)].causes;
    } else if (const auto* rejected = body_of<WmsOrderRejected>(record)) {
      ++told_[name_key(rejected->order_id)].causes;
    } else if (const auto* placed = body_of<OrderPlaced>(record)) {
      Told& told = told_[name_key(placed->order_id)];
      told.promise = placed->promise;
      std::int64_t open = 0;
      for (const OrderLine& line : placed->lines) open += line.quantity;
      for (const std::string& id : placed->reservation_ids)
        if (const std::int64_t* units = held_.find(name_key(id))) open -= *units;
      if (open > 0) ++told.causes;  // what nobody held has to be found first
    }
  }

  void updated(const Record& record, const PromiseUpdate& update, Findings& findings) {
    Told& told = told_[name_key(update.order_id)];
    decided();
    const bool moved = update.promise != told.promise;
    const Promise before = std::exchange(told.promise, update.promise);
    if (!moved || ++told.moves <= told.causes) return;
    Charge made;
    made.sentence = text("the promise of order ", update.order_id, " moved from ", before.deliver_by, " to ",
                         update.promise.deliver_by, " (", update.reason, "), and nothing had happened to the order");
    made.expected = "a short pick, a rejection or a refusal for each time it moves";
    made.actual = text(told.moves, " moves, ", told.causes, " causes");
    made.order = update.order_id;
    made.flow = "fulfilment";
    made.seat = pipeline_name();
    made.keys = {update.update_id};
    charge(findings, record, std::move(made));
  }

  AskedHolds holds_;
  OrderBook& orders_;
  FlatMap<std::int64_t> held_;  // units, by reservation
  FlatMap<Told> told_;          // what the shop knows, by order
  FlatMap<Instant> ships_;      // the latest of its releases, by order
};

}  // namespace

InvariantRow promise_honesty() {
  return {
      "I24",
      "promise-honesty",
      "a promise can be kept when it is given, moves only with a cause, and is the same everywhere in the end",
      "M",
      {"boundary", "ledgers", "plan"},
      {"reservation", "order-release", "fulfilment"},
      {"CL-FULFILMENT-30-PROMISE", "CL-RESERVATION-02"},
      "a promise",
      "A promise given with a hold is not earlier than any node could ship at the moment it was first asked for. It "
      "moves only if something happened to the order: one move at most for each short pick, each rejection or refusal "
      "by a warehouse, and for units that nobody held when it was placed. At rest no warehouse has an order to ship "
      "later than the shop has promised it. "
      "Usual cause: a reallocation forgets to tell the shop; a job works promises out anew and tells every change. "
      "Usual mend: keep the promise with the order, move it in the step that reacts to the cause, and send it from "
      "there.",
      &make_judge<PromiseHonesty>};
}

}  // namespace drydock
