// I19: nothing is released that is not held for the order and, where there is a payment seat, paid for.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "contracts/canonical/order.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/paid_release.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ReleasePrecondition : public Judge {
 public:
  explicit ReleasePrecondition(const Courtroom& room)
      : Judge("I19", room),
        orders_(evidence().orders()),
        items_(evidence().items()),
        places_(evidence().places()),
        payments_(evidence().payments()),
        paid_(room, payments_) {}

  std::uint32_t kinds() const override {
    const std::uint32_t held = bit(RecordKind::reply) | bit(RecordKind::publish) | bit(RecordKind::call);
    return payments_.there() ? held | bit(RecordKind::effect) | SuspendedTime::kinds() : held;
  }

  void see(const Record& record, Findings& findings) override {
    paid_.see(record);
    if (record.kind == RecordKind::reply) return answered(record);
    if (record.kind == RecordKind::publish) return placed(record);
    const auto* release =
        record.kind == RecordKind::call && record.from == pipeline() ? body_of<OutboundOrderCreate>(record) : nullptr;
    if (release == nullptr || release->service == transfer_service) return;  // nobody ordered a transfer
    if (std::exchange(called_[name_key(release->fulfillment_id)], 1) != 0) return;
    decided();
    held(record, *release, findings);
    as_ordered(record, *release, findings);
    if (payments_.there() && !sold_unasked(*release)) paid(record, *release, findings);
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  using Held = std::vector<std::pair<std::uint64_t, std::int64_t>>;  // quantity by line

  static std::int64_t& of_line(Held& held, std::string_view line) {
    const std::uint64_t key = name_key(line);
    const auto found = std::find_if(held.begin(), held.end(), [&](const auto& row) { return row.first == key; });
    return found == held.end() ? held.emplace_back(key, 0).second : found->second;
  }

  void answered(const Record& record) {
    if (record.from != pipeline() || record.status >= 300) return;
    if (const auto* answer = body_of<ReservationAnswer>(record)) {
      if (answer->outcome != ReservationOutcome::held) return;
      Reservation& made = reservations_[name_key(answer->reservation_id)];
      if (!made.lines.empty()) return;  // the same answer again
      for (const ReservedLine& line : answer->lines) of_line(made.lines, line.line) += line.quantity;
    } else if (const auto* status = body_of<ReservationStatus>(record)) {
      Reservation* known = reservations_.find(name_key(status->reservation_id));
      if (known != nullptr) known->confirmed = status->state == ReservationState::confirmed;
    }
  }

  // What was confirmed when the order was placed is the order's; the reservations are not needed any more.
  void placed(const Record& record) {
    const auto* order = body_of<OrderPlaced>(record);
    if (order == nullptr) return;
    terms_[name_key(order->order_id)] = terms(order->ship_to, order->service);
    for (const std::string& id : order->reservation_ids) {
      const std::uint64_t key = name_key(id);
      Reservation* known = reservations_.find(key);
      if (known == nullptr) continue;
      if (known->confirmed)
        for (const auto& [line, quantity] : known->lines)
          confirmed_[mixed(name_key(order->order_id), line)] += quantity;
      reservations_.erase(key);
    }
  }

  void held(const Record& record, const OutboundOrderCreate& release, Findings& findings) {
    const bool unasked = sold_unasked(release);
    for (const LineQuantity& row : release.lines) {
      const std::int64_t* held = confirmed_.find(mixed(name_key(release.order_id), name_key(row.line)));
      const BookedLine* line = orders_.line(release.order_id, row.line);
      const std::int64_t with_warehouses = (line == nullptr ? 0 : line->live()) + row.quantity;
      std::int64_t may = held == nullptr ? 0 : *held;
      // A new item is sold before anybody can hold it, and a marketplace asks nobody: the order speaks for the line.
      if (held == nullptr && line != nullptr && (unasked || items_.launched(places_.item_number(row.item))))
        may = line->ordered;
      if (with_warehouses <= may) continue;
      Charge made = about(release);
      made.sentence = text("release ", release.fulfillment_id, " to ", release.location, " brings line ", row.line,
                           " of order ", release.order_id, " to ", units(with_warehouses),
                           " with warehouses, of which confirmed reservations hold ", may);
      made.expected = text("at most ", units(may), " released");
      made.actual = text(units(with_warehouses));
      made.item = row.item;
      charge(findings, record, std::move(made));
    }
  }

  static std::uint64_t terms(const ShipTo& to, const std::string& service) {
    return name_key(text(to.region, "\n", to.postal_code, "\n", to.country), service);
  }

  // Whoever picks and packs knows of the customer what the release says.
  void as_ordered(const Record& record, const OutboundOrderCreate& release, Findings& findings) {
    const std::uint64_t* ordered = terms_.find(name_key(release.order_id));
    if (ordered == nullptr || *ordered == terms(release.ship_to, release.service)) return;
    Charge made = about(release);
    made.sentence =
        text("release ", release.fulfillment_id, " goes to ", release.ship_to.region, " ", release.ship_to.postal_code,
             " by ", release.service, ", which is not what order ", release.order_id, " says");
    made.expected = "address and service of the order";
    made.clause = "CL-ORDER-RELEASE-07";
    made.actual = text(release.ship_to.postal_code, ", ", release.service);
    charge(findings, record, std::move(made));
  }

  bool sold_unasked(const OutboundOrderCreate& release) {
    const BookedOrder* order = orders_.find(release.order_id);
    return order != nullptr && order->unasked;
  }

  void paid(const Record& record, const OutboundOrderCreate& release, Findings& findings) {
    const PaidRelease::State state = paid_.state(release.order_id, record.t);
    if (state == PaidRelease::State::good) return;
    const BookedAuthorization* last = payments_.newest(release.order_id);
    Charge made = about(release);
    made.sentence = text("release ", release.fulfillment_id, " of order ", release.order_id, " was sent to ",
                         release.location, " without an authorised payment");
    made.expected = "an authorisation that is good, asked for anew where it had run out, before the release";
    made.actual = last == nullptr ? "no authorisation"
                  : state == PaidRelease::State::ran_out
                      ? text("authorisation ", last->id, " had run out at ", last->expires)
                      : text("all of authorisation ", last->id, " had been given back");
    if (last != nullptr) made.keys.push_back(last->id);
    charge(findings, record, std::move(made));
  }

  static Charge about(const OutboundOrderCreate& release) {
    Charge made;
    made.order = release.order_id;
    made.keys = {release.fulfillment_id};
    return made;
  }

  struct Reservation {
    Held lines;
    bool confirmed = false;
  };

  OrderBook& orders_;
  ItemTerms& items_;
  Places& places_;
  PaymentBook& payments_;
  PaidRelease paid_;
  FlatMap<std::uint64_t> terms_;       // address and service, by order
  FlatMap<Reservation> reservations_;  // of orders that are not placed yet
  FlatMap<std::int64_t> confirmed_;    // by order and line
  FlatMap<char> called_;               // fulfilments
};

}  // namespace

InvariantRow release_precondition() {
  return {
      "I19",
      "release-precondition",
      "what is released is the order's, held by a confirmed reservation and, where there is a payment seat, authorised",
      "S",
      {"boundary"},
      {"order-release"},
      {"CL-ORDER-RELEASE-07-PRECONDITION", "CL-ORDER-RELEASE-07"},
      "a release (outbound_order.create)",
      "When an outbound order is sent to a warehouse for the first time, it names the address and the service of the "
      "order as it was placed; the order's confirmed reservations hold all that is then with warehouses of each of its "
      "lines (of a new item, which is sold before anybody can hold it, "
      "and of an order that a marketplace sold without asking, the order speaks for its line); and, where there is a "
      "payment seat and the order was not paid to a marketplace, the order has an "
      "authorisation that has neither run out nor been given back whole. The time in which a fault lay on the way to a "
      "warehouse does not count towards the life of an authorisation: what was released in time may arrive late. "
      "Usual cause: release and payment are two subscribers of one event; an address is mapped from the wrong field, "
      "or kept from the customer's last order; a new authorisation is asked for and not waited for; nobody looks at "
      "the date of an authorisation that was good at the checkout. "
      "Usual mend: make the release a step after the answer of the provider, in the same saga.",
      &make_judge<ReleasePrecondition>};
}

}  // namespace drydock
