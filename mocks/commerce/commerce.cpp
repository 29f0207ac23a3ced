#include "mocks/commerce/commerce.hpp"

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/commerce/listing.hpp"
#include "mocks/commerce/till.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/drift.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"
#include "mocks/common/trace.hpp"

namespace drydock {
namespace {

constexpr std::string_view order_prefix = "order/";
constexpr std::string_view shown_prefix = "shown/";
constexpr std::string_view return_prefix = "return/";
constexpr std::string_view sold_prefix = "sold/";

using Settings = std::shared_ptr<const CommerceSettings>;

// Of "<item>/<location>".
std::string_view item_of(std::string_view shown) { return shown.substr(0, shown.rfind('/')); }

OrderPlaced order_of(const ShopperArrives& shopper, Instant now) {
  OrderPlaced placed;
  placed.order_id = shopper.order_id;
  placed.placed_at = now;
  placed.customer = shopper.customer;
  placed.ship_to = shopper.ship_to;
  placed.service = shopper.service;
  placed.lines = shopper.lines;
  return placed;
}

class Commerce : public Desk, private TillOwner {
 public:
  Commerce(Settings settings, const SeatConfig& seat)
      : Desk(settings->limits), settings_(std::move(settings)), till_(*settings_, *this) {
    till_.seat(seat.directory->first("pipeline"), seat.directory->first("payment"));
  }

 private:
  // the desk's questions; what concerns a checkout goes to the till
  void wake() override;
  void restore(std::string_view key, const Payload& value) override;
  void resume(Io& io) override { till_.resume(io); }
  Outcome serve(const Received&, Io&) override;
  void act(const Payload&, Io&) override;
  void timer(std::uint64_t tag, Io& io) override { till_.timer(tag, io); }
  void answered(RequestId id, const Reply* reply, Io& io) override { till_.answered(id, reply, io); }
  void stored(Ticket ticket, Io& io) override { till_.stored(ticket, io); }

  // the till's
  Ticket commit(Commit commit, Io& io) override { return keep(std::move(commit), io); }
  void place(const ShopperArrives&, const ReservationAnswer&, const PaymentAuthorization*, Commit&, Io&) override;

  void sell(const ShopperArrives&, Io&);
  void book(OrderPlaced, std::string_view causation, Commit&);
  Outcome show(const AvailabilitySet&, const Received&);
  void drift(const StockDrift&, Io&);
  Outcome fulfil(const FulfillmentCreate&, const Received&);
  Outcome track(const TrackingUpdate&, const Received&);
  Outcome promise(const PromiseUpdate&, const Received&);
  Outcome backorder(const OrderLineBackorder&, const Received&);
  void cancel(const ShopperCancels&, Io&);
  Outcome accepted(const CancellationAccept&, const Received&);
  Outcome rejected(const CancellationReject&, const Received&);
  std::optional<Reply> not_open(const std::string& order_id, const std::string& cancellation_id) const;
  void ask_back(const ShopperReturns&, Io&);
  Outcome close(const ReturnClose&, const Received&);
  Outcome list_shown(const AvailabilityList&) const;
  Outcome list_orders(const OrderList&) const;

  static Reply unknown_order(const std::string& order_id);
  void write_order(const std::string& order_id, const ShopOrder& changed, Commit&);

  Settings settings_;
  Till till_;
  Changes<ShopOrder> orders_;     ///< by order id
  Changes<ShownQuantity> shown_;  ///< by item/location
  Listing listing_;               ///< of a marketplace
  TextMap<ShopReturn> returns_;
};

void Commerce::wake() {
  orders_.begin(incarnation());
  shown_.begin(incarnation());
}

void Commerce::restore(std::string_view key, const Payload& value) {
  if (const auto* order = value.as<ShopOrder>()) {
    orders_.touch(key.substr(order_prefix.size())) = *order;
  } else if (const auto* shown = value.as<ShownQuantity>()) {
    shown_.touch(key.substr(shown_prefix.size())) = *shown;
    listing_.told(item_of(key.substr(shown_prefix.size())), shown->quantity);
  } else if (const auto* checkout = value.as<Checkout>()) {
    till_.restore(*checkout);
  } else if (const auto* sold = value.as<SoldUnits>()) {
    listing_.sold(key.substr(sold_prefix.size()), sold->units);
  } else if (const auto* back = value.as<ShopReturn>()) {
    returns_.insert_or_assign(std::string(key.substr(return_prefix.size())), *back);
  }
}

void Commerce::act(const Payload& what, Io& io) {
  if (const auto* shopper = what.as<ShopperArrives>())
    return settings_->asks ? till_.arrive(*shopper, io) : sell(*shopper, io);
  if (const auto* look = what.as<ShopperLooks>()) return till_.look(*look, io);
  if (const auto* cancels = what.as<ShopperCancels>()) return cancel(*cancels, io);
  if (const auto* wish = what.as<ShopperReturns>()) return ask_back(*wish, io);
  if (what.as<ReturnWish>() != nullptr) return;  // the customer's own; the shop hears of it in time
  if (const auto* behind = what.as<StockDrift>()) return drift(*behind, io);
  assert(false && "no such thing happens in a shop");
}

Outcome Commerce::serve(const Received& received, Io&) {
  const Payload& body = received.body;
  if (const auto* set = body.as<AvailabilitySet>()) return show(*set, received);
  if (const auto* left = body.as<FulfillmentCreate>()) return fulfil(*left, received);
  if (const auto* scan = body.as<TrackingUpdate>()) return track(*scan, received);
  if (const auto* update = body.as<PromiseUpdate>()) return promise(*update, received);
  if (const auto* lack = body.as<OrderLineBackorder>()) return backorder(*lack, received);
  if (const auto* answer = body.as<CancellationAccept>()) return accepted(*answer, received);
  if (const auto* answer = body.as<CancellationReject>()) return rejected(*answer, received);
  if (const auto* over = body.as<ReturnClose>()) return close(*over, received);
  if (const auto* list = body.as<AvailabilityList>()) return list_shown(*list);
  if (const auto* list = body.as<OrderList>()) return list_orders(*list);
  return unknown_operation(received);
}

void Commerce::write_order(const std::string& order_id, const ShopOrder& changed, Commit& commit) {
  orders_.touch(order_id) = changed;
  commit.entries.push_back({joined(order_prefix, order_id), Payload::of(changed)});
}

void Commerce::place(const ShopperArrives& shopper, const ReservationAnswer& held,
                     const PaymentAuthorization* authorization, Commit& commit, Io& io) {
  OrderPlaced placed = order_of(shopper, io.now());
  placed.reservation_ids = {held.reservation_id};
  if (authorization != nullptr) placed.authorization_id = authorization->authorization_id;
  placed.promise = held.promise.value_or(Promise{});
  book(std::move(placed), held.reservation_id, commit);
}

void Commerce::book(OrderPlaced placed, std::string_view causation, Commit& commit) {
  ShopOrder order;
  for (const OrderLine& line : placed.lines) order.ordered += line.quantity;
  order.promise = placed.promise;
  write_order(placed.order_id, order, commit);
  const Instant now = placed.placed_at;
  const std::string id = placed.order_id;
  add_event(commit, make_event(std::move(placed), joined(id, "/placed"), 1, now, id, causation));
}

// A marketplace asks nobody: it sells what it was told of, and the order is a fact.
void Commerce::sell(const ShopperArrives& shopper, Io& io) {
  Commit commit;
  if (!listing_.has(shopper.lines, settings_->sold_ahead)) {
    commit.effects.push_back({"commerce.order.declined", shopper.order_id, Payload::of(shopper),
                              headers_for(shopper.order_id, {}, shopper.order_id)});
    keep(std::move(commit), io);
    return;
  }
  for (const OrderLine& line : shopper.lines) {
    listing_.sold(line.item, listing_.sold(line.item) + line.quantity);
    commit.entries.push_back({joined(sold_prefix, line.item), Payload::of(SoldUnits{listing_.sold(line.item)})});
  }
  OrderPlaced placed = order_of(shopper, io.now());
  placed.promise = {io.now() + settings_->ships_within, io.now() + settings_->delivers_within};
  book(std::move(placed), {}, commit);
  keep(std::move(commit), io);
}

Reply Commerce::unknown_order(const std::string& order_id) {
  return problem(404, "unknown_order", "no order " + order_id + " was placed here");
}

Outcome Commerce::show(const AvailabilitySet& set, const Received& received) {
  const std::string key = joined(set.item, "/", set.location);
  const ShownQuantity* known = shown_.find(key);
  const ShownQuantity current = known == nullptr ? ShownQuantity{} : *known;
  if (set.compare_version != current.version) {
    Problem found;
    found.title = "Conflict";
    found.status = 409;
    found.code = "compare_mismatch";
    found.detail = "version " + std::to_string(current.version) + " is shown, not " +
                   std::to_string(set.compare_version) + "; read again and set";
    found.current_quantity = current.quantity;
    found.current_version = current.version;
    return Reply{409, Payload::of(std::move(found)), {}};
  }
  if (set.version <= current.version) {
    return problem(422, "version_not_greater",
                   "version " + std::to_string(set.version) + " does not follow " + std::to_string(current.version));
  }
  const ShownQuantity changed{set.quantity, set.version};
  shown_.touch(key) = changed;
  Commit commit;
  listing_.told(set.item, changed.quantity - current.quantity);
  if (listing_.sold(set.item) > 0) commit.entries.push_back({joined(sold_prefix, set.item), {}});
  listing_.sold(set.item, 0);
  commit.entries.push_back({joined(shown_prefix, key), Payload::of(changed)});
  add_effect(commit, received);
  return Write{std::move(commit), 200, key, "shown"};
}

// Somebody overwrites what is shown by hand, past the interface: under the version that stands there.
void Commerce::drift(const StockDrift& wish, Io& io) {
  const std::string key = joined(wish.item, "/", wish.location);
  const ShownQuantity* known = shown_.find(key);
  if (known == nullptr) return;
  StockDrift happened = wish;
  happened.quantity = std::max(wish.quantity, -known->quantity);
  if (happened.quantity == 0) return;
  const ShownQuantity changed{known->quantity + happened.quantity, known->version};
  shown_.touch(key) = changed;
  listing_.told(wish.item, happened.quantity);
  Commit commit = drifted(happened);
  commit.entries.push_back({joined(shown_prefix, key), Payload::of(changed)});
  keep(std::move(commit), io);
}

void wait_no_longer(ShopOrder& order) {
  const std::int64_t left = order.ordered - order.cancelled - order.shipped;
  order.backordered = std::min(order.backordered, std::max<std::int64_t>(0, left));
}

// More than was ordered is taken as it comes: what left, left.
Outcome Commerce::fulfil(const FulfillmentCreate& left, const Received& received) {
  const ShopOrder* order = orders_.find(left.order_id);
  if (order == nullptr) return unknown_order(left.order_id);
  ShopOrder changed = *order;
  for (const LineQuantity& line : left.lines) changed.shipped += line.quantity;
  // A cancellation may have taken what waited for stock: now that the others have left, that shows.
  if (changed.cancelled > 0) wait_no_longer(changed);
  Commit commit;
  write_order(left.order_id, changed, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 201, left.shipment_id, std::string(state_of(changed))};
}

// The shop shows whatever it was told last: it has no opinion on which scan is newer. The effect is all there is of it.
Outcome Commerce::track(const TrackingUpdate& scan, const Received& received) {
  if (orders_.find(scan.order_id) == nullptr) return unknown_order(scan.order_id);
  Commit commit;
  add_effect(commit, received);
  return Write{std::move(commit), 200, scan.package_id, std::string(name_of(scan.milestone))};
}

Outcome Commerce::promise(const PromiseUpdate& update, const Received& received) {
  const ShopOrder* order = orders_.find(update.order_id);
  if (order == nullptr) return unknown_order(update.order_id);
  ShopOrder changed = *order;
  changed.promise = update.promise;
  Commit commit;
  write_order(update.order_id, changed, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 200, update.update_id, "promised"};
}

Outcome Commerce::backorder(const OrderLineBackorder& lack, const Received& received) {
  const ShopOrder* order = orders_.find(lack.order_id);
  if (order == nullptr) return unknown_order(lack.order_id);
  ShopOrder changed = *order;
  changed.backordered += lack.quantity;
  Commit commit;
  write_order(lack.order_id, changed, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 201, lack.case_id, "backordered"};
}

// A cart that was not ordered, or not yet, has nothing to cancel; an order is cancelled once.
void Commerce::cancel(const ShopperCancels& wish, Io& io) {
  const ShopOrder* order = orders_.find(wish.order_id);
  if (order == nullptr || !order->cancellation_id.empty()) return;
  ShopOrder changed = *order;
  changed.cancellation_id = wish.cancellation_id;
  Commit commit;
  write_order(wish.order_id, changed, commit);
  CancellationRequested told{wish.cancellation_id, wish.order_id, io.now(), wish.lines, wish.reason};
  constexpr std::int64_t after_placed = 2;
  add_event(commit, make_event(std::move(told), joined(wish.cancellation_id, "/requested"), after_placed, io.now(),
                               wish.order_id, joined(wish.order_id, "/placed")));
  keep(std::move(commit), io);
}

std::optional<Reply> Commerce::not_open(const std::string& order_id, const std::string& cancellation_id) const {
  const ShopOrder* order = orders_.find(order_id);
  if (order == nullptr) return unknown_order(order_id);
  if (order->cancellation_id != cancellation_id)
    return problem(404, "unknown_cancellation", "order " + order_id + " has no cancellation " + cancellation_id);
  if (order->answered) return problem(409, "cancellation_answered", cancellation_id + " has been answered otherwise");
  return {};
}

// What waited for stock waits no longer where the customer wants it no longer.
Outcome Commerce::accepted(const CancellationAccept& answer, const Received& received) {
  if (auto refusal = not_open(answer.order_id, answer.cancellation_id)) return *refusal;
  ShopOrder changed = *orders_.find(answer.order_id);
  changed.answered = true;
  for (const LineQuantity& line : answer.lines) changed.cancelled += line.quantity;
  wait_no_longer(changed);
  Commit commit;
  write_order(answer.order_id, changed, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 200, answer.cancellation_id, std::string(state_of(changed))};
}

Outcome Commerce::rejected(const CancellationReject& answer, const Received& received) {
  if (auto refusal = not_open(answer.order_id, answer.cancellation_id)) return *refusal;
  ShopOrder changed = *orders_.find(answer.order_id);
  changed.answered = true;
  Commit commit;
  write_order(answer.order_id, changed, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 200, answer.cancellation_id, std::string(state_of(changed))};
}

// The form takes any quantity of the order's lines, as real ones do: what may come back is for others to decide. A
// return is asked for once.
void Commerce::ask_back(const ShopperReturns& wish, Io& io) {
  if (orders_.find(wish.order_id) == nullptr || wish.lines.empty()) return;
  const auto [found, fresh] = returns_.try_emplace(wish.return_id);
  if (!fresh) return;
  found->second.order_id = wish.order_id;
  Commit commit;
  commit.entries.push_back({joined(return_prefix, wish.return_id), Payload::of(found->second)});
  ReturnRequested told{wish.return_id, wish.order_id, io.now(), wish.lines, wish.reason};
  add_event(commit, make_event(std::move(told), joined(wish.return_id, "/requested"), 1, io.now(), wish.order_id,
                               joined(wish.order_id, "/placed")));
  keep(std::move(commit), io);
}

Outcome Commerce::close(const ReturnClose& over, const Received& received) {
  const auto found = returns_.find(over.return_id);
  if (found == returns_.end() || found->second.order_id != over.order_id)
    return problem(404, "unknown_return", "order " + over.order_id + " has no return " + over.return_id);
  if (found->second.answered) return problem(409, "return_closed", over.return_id + " has been closed before");
  found->second.answered = true;
  found->second.outcome = over.outcome;
  Commit commit;
  commit.entries.push_back({joined(return_prefix, over.return_id), Payload::of(found->second)});
  add_effect(commit, received);
  return Write{std::move(commit), 200, over.return_id, std::string(name_of(over.outcome))};
}

Outcome Commerce::list_shown(const AvailabilityList& list) const {
  AvailabilityListResult result;
  result.next_cursor =
      shown_.since(list.cursor, settings_->page, [&](const std::string& key, const ShownQuantity& shown) {
        const std::size_t slash = key.rfind('/');
        result.shown.push_back({key.substr(0, slash), key.substr(slash + 1), shown.quantity, shown.version});
      });
  return Reply{200, Payload::of(std::move(result)), {}};
}

Outcome Commerce::list_orders(const OrderList& list) const {
  OrderListResult result;
  result.next_cursor =
      orders_.since(list.cursor, settings_->page, [&](const std::string& order_id, const ShopOrder& order) {
        const std::int64_t wanted = order.ordered - order.cancelled;
        result.orders.push_back({order_id, std::string(state_of(order)), wanted, order.shipped, order.backordered, {}});
      });
  return Reply{200, Payload::of(std::move(result)), {}};
}

}  // namespace

ActorFactory make_commerce(CommerceSettings settings) {
  auto shared = std::make_shared<const CommerceSettings>(std::move(settings));
  return [shared](const SeatConfig& seat) { return std::make_unique<Commerce>(shared, seat); };
}

}  // namespace drydock
