#include "mocks/commerce/till.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "mocks/common/text.hpp"
#include "mocks/common/trace.hpp"

namespace drydock {
namespace {

constexpr std::string_view prefix = "checkout/";

std::string journal_key(const Checkout& checkout) { return joined(prefix, checkout.shopper.order_id); }

bool worth_repeating(const Reply& reply) {
  if (reply.status >= 500 || reply.status == 429) return true;
  if (reply.status == 400) return true;  // what we ask is well formed: it was damaged on its way
  const auto* why = reply.body.as<Problem>();
  // A refusal that cannot be read comes from something in between: it says nothing.
  return why == nullptr || (reply.status == 409 && why->code == "in_progress");
}

Ratio abandon_of(const CommerceSettings& settings, std::string_view order_id) {
  const auto found = settings.abandon_of.find(order_id.substr(0, order_id.find_last_not_of("0123456789") + 1));
  return found == settings.abandon_of.end() ? settings.abandon : found->second;
}

// What is to be held; if all of it is sold ahead, all of it is asked for all the same.
std::vector<LineQuantity> lines_to_hold(const CommerceSettings& settings, const ShopperArrives& shopper) {
  std::vector<LineQuantity> lines;
  for (const OrderLine& line : shopper.lines)
    if (!settings.sold_ahead.contains(line.item)) lines.push_back({line.line, line.item, line.quantity});
  if (!lines.empty()) return lines;
  for (const OrderLine& line : shopper.lines) lines.push_back({line.line, line.item, line.quantity});
  return lines;
}

Money total_of(const ShopperArrives& shopper) {
  Money total;
  for (const OrderLine& line : shopper.lines) {
    total.currency = line.unit_price.currency;
    total.minor += line.unit_price.minor * line.quantity;
  }
  return total;
}

}  // namespace

bool Till::owns(std::string_view key) { return key.starts_with(prefix); }

void Till::arrive(const ShopperArrives& shopper, Io& io) {
  Cart& cart = carts_[++tags_];
  cart.tag = tags_;
  cart.checkout.shopper = shopper;
  Commit commit;
  commit.entries.push_back({journal_key(cart.checkout), Payload::of(cart.checkout)});
  owner_.commit(std::move(commit), io);
  begin(cart, io);
}

void Till::look(const ShopperLooks& look, Io& io) {
  AvailabilityQuery query;
  query.query_id = look.query_id;
  for (const std::string& item : look.items) query.items.push_back({item, 1});
  query.ship_to = look.ship_to;
  query.service = look.service;
  io.request(pipeline_, Payload::of(std::move(query)), settings_.look_deadline,
             headers_for(look.query_id, {}, look.query_id));
}

void Till::restore(const Checkout& checkout) {
  Cart& cart = carts_[++tags_];
  cart.tag = tags_;
  cart.checkout = checkout;
  restored_.push_back(tags_);
}

void Till::resume(Io& io) {
  for (const std::uint64_t tag : std::exchange(restored_, {})) {
    Cart& cart = carts_.find(tag)->second;
    enter(cart, cart.checkout.state == CheckoutState::shopping ? Step::holding : Step::releasing, io);
  }
}

void Till::begin(Cart& cart, Io& io) {
  Draw draw = io.draw(Purpose::order_content, cart.order_id(), "looks");
  const bool looks = cart.checkout.shopper.looks && draw.chance(settings_.looks);
  enter(cart, looks ? Step::looking : Step::holding, io);
}

void Till::enter(Cart& cart, Step step, Io& io) {
  cart.step = step;
  cart.asked = 0;
  cart.since = io.now();
  ask(cart, io);
}

void Till::ask(Cart& cart, Io& io) {
  ++cart.asked;
  switch (cart.step) {
    case Step::looking: {
      const ShopperArrives& shopper = cart.checkout.shopper;
      AvailabilityQuery query{joined(shopper.cart_id, "/look"), {}, shopper.ship_to, shopper.service, {}};
      for (const OrderLine& line : shopper.lines) query.items.push_back({line.item, line.quantity});
      return send(cart, Payload::of(std::move(query)), settings_.look_deadline, {}, io);
    }
    case Step::thinking: return enter(cart, Step::holding, io);
    case Step::holding: return ask_hold(cart, io);
    case Step::confirming: return ask_confirm(cart, io);
    case Step::releasing: return ask_release(cart, io);
    case Step::paying: return ask_payment(cart, io);
  }
}

void Till::send(Cart& cart, Payload body, Duration deadline, std::string idempotency_key, Io& io) {
  const std::string hop =
      joined(cart.order_id(), "/", std::to_string(static_cast<int>(cart.step)), "/", idempotency_key);
  Headers headers = headers_for(cart.order_id(), {}, hop);
  headers.idempotency_key = std::move(idempotency_key);
  const SeatIndex to = cart.step == Step::paying ? payment_ : pipeline_;
  asked_.emplace(io.request(to, std::move(body), deadline, std::move(headers)), cart.tag);
}

void Till::ask_hold(Cart& cart, Io& io) {
  const ShopperArrives& shopper = cart.checkout.shopper;
  ReservationCreate hold;
  hold.cart_id = shopper.cart_id;
  hold.attempt = cart.attempt;
  hold.lines = lines_to_hold(settings_, shopper);
  hold.ship_to = shopper.ship_to;
  hold.service = shopper.service;
  hold.ttl_seconds = settings_.reservation_ttl_seconds;
  send(cart, Payload::of(std::move(hold)), settings_.answer_deadline,
       joined(shopper.cart_id, "/", std::to_string(cart.attempt)), io);
}

void Till::ask_confirm(Cart& cart, Io& io) {
  const std::string& id = cart.held->reservation_id;
  send(cart, Payload::of(ReservationConfirm{id, cart.order_id()}), settings_.answer_deadline, id, io);
}

void Till::ask_release(Cart& cart, Io& io) {
  const std::string& id = cart.checkout.reservation_id;
  const bool unpaid = cart.checkout.state == CheckoutState::unpaid;
  send(cart, Payload::of(ReservationRelease{id, unpaid ? "payment_declined" : "checkout_abandoned"}),
       settings_.answer_deadline, id, io);
}

void Till::ask_payment(Cart& cart, Io& io) {
  const std::string& order = cart.order_id();
  std::string key = cart.payment == 1 ? order : joined(order, "/", std::to_string(cart.payment));
  send(cart, Payload::of(PaymentAuthorize{order, cart.payment, total_of(cart.checkout.shopper)}),
       settings_.answer_deadline, std::move(key), io);
}

void Till::answered(RequestId id, const Reply* reply, Io& io) {
  const auto found = asked_.find(id);
  if (found == asked_.end()) return;  // a look of somebody who only looks
  Cart& cart = carts_.find(found->second)->second;
  asked_.erase(found);
  if (cart.step == Step::looking) return looked(cart, io);  // whatever it said, the shopper tries
  if (reply == nullptr) return again(cart, {}, io);
  if (!reply->ok() && worth_repeating(*reply)) return again(cart, reply->retry_after, io);
  switch (cart.step) {
    case Step::holding: return hold_answered(cart, *reply, io);
    case Step::confirming: return reply->ok() ? confirmed(cart, io) : confirm_refused(cart, io);
    case Step::paying: return payment_answered(cart, *reply, io);
    case Step::releasing:  // a refusal: there is nothing to give back
      return finish(cart,
                    cart.checkout.state == CheckoutState::unpaid ? "commerce.order.unpaid" : "commerce.order.abandoned",
                    io);
    default: assert(false);
  }
}

void Till::looked(Cart& cart, Io& io) {
  cart.step = Step::thinking;
  Draw draw = io.draw(Purpose::order_content, cart.order_id(), "thinks");
  io.arm({draw.between(settings_.think_min.us, settings_.think_max.us)}, cart.tag);
}

void Till::timer(std::uint64_t tag, Io& io) {
  const auto found = carts_.find(tag);
  assert(found != carts_.end());
  ask(found->second, io);
}

void Till::hold_answered(Cart& cart, const Reply& reply, Io& io) {
  const auto* answer = reply.ok() ? reply.body.as<ReservationAnswer>() : nullptr;
  if (reply.ok() && answer == nullptr) return again(cart, {}, io);  // unreadable: ask again
  if (answer == nullptr || answer->outcome == ReservationOutcome::declined) {
    return finish(cart, "commerce.order.declined", io);
  }
  const bool leaves =
      io.draw(Purpose::order_content, cart.order_id(), "leaves").chance(abandon_of(settings_, cart.order_id()));
  if (leaves) return finish(cart, "commerce.order.abandoned", io);
  cart.held = *answer;
  enter(cart, Step::confirming, io);
}

void Till::confirm_refused(Cart& cart, Io& io) {
  if (cart.attempt >= settings_.attempts) return finish(cart, "commerce.order.declined", io);
  ++cart.attempt;
  cart.held.reset();
  enter(cart, Step::holding, io);
}

void Till::confirmed(Cart& cart, Io& io) {
  if (payment_ == no_seat) return place(cart, nullptr, io);
  enter(cart, Step::paying, io);
}

// An answer that was long under way may speak of an authorisation that is nearly over.
void Till::payment_answered(Cart& cart, const Reply& reply, Io& io) {
  const auto* answer = reply.ok() ? reply.body.as<PaymentAuthorization>() : nullptr;
  if (reply.ok() && answer == nullptr) return again(cart, {}, io);  // unreadable: ask again
  if (answer == nullptr || answer->outcome == PaymentOutcome::declined || !answer->expires_at)
    return give_back(cart, CheckoutState::unpaid, io);
  const Duration life = *answer->expires_at - answer->decided_at;
  if (io.now() - answer->decided_at <= life / 4) return place(cart, answer, io);
  ++cart.payment;
  enter(cart, Step::paying, io);
}

// Asks the present step again, if there is patience left for it.
void Till::again(Cart& cart, std::optional<Duration> retry_after, Io& io) {
  const Duration waited = io.now() - cart.since;
  if (cart.step == Step::holding && waited >= settings_.reserve_patience) {
    return finish(cart, "commerce.order.abandoned", io);
  }
  if (cart.step == Step::confirming && waited >= settings_.confirm_patience)
    return give_back(cart, CheckoutState::releasing, io);
  Duration wait = settings_.retry_first;
  for (std::int64_t n = 1; n < cart.asked && wait < settings_.retry_max; ++n) wait = wait * 2;
  wait = std::min(wait, settings_.retry_max);
  Draw jitter = io.draw(Purpose::retry_jitter, cart.order_id(), std::to_string(static_cast<int>(cart.step)),
                        static_cast<std::uint64_t>(cart.asked));
  wait = wait + Duration{jitter.between(0, wait.us / 2)};
  io.arm(std::max(wait, retry_after.value_or(Duration{})), cart.tag);
}

// The decision is durable before it is acted on: a restarted shop must not confirm what it has begun to give back.
void Till::give_back(Cart& cart, CheckoutState why, Io& io) {
  cart.checkout.state = why;
  cart.checkout.reservation_id = cart.held->reservation_id;
  Commit commit;
  commit.entries.push_back({journal_key(cart.checkout), Payload::of(cart.checkout)});
  decided_.emplace(owner_.commit(std::move(commit), io), cart.tag);
}

void Till::stored(Ticket ticket, Io& io) {
  const auto found = decided_.find(ticket);
  if (found == decided_.end()) return;
  Cart& cart = carts_.find(found->second)->second;
  decided_.erase(found);
  enter(cart, Step::releasing, io);
}

void Till::finish(Cart& cart, std::string_view effect, Io& io) {
  Commit commit;
  commit.entries.push_back({journal_key(cart.checkout), {}});
  commit.effects.push_back(
      {effect, cart.order_id(), Payload::of(cart.checkout.shopper), headers_for(cart.order_id(), {}, cart.order_id())});
  owner_.commit(std::move(commit), io);
  carts_.erase(cart.tag);
}

void Till::place(Cart& cart, const PaymentAuthorization* authorization, Io& io) {
  Commit commit;
  commit.entries.push_back({journal_key(cart.checkout), {}});
  owner_.place(cart.checkout.shopper, *cart.held, authorization, commit, io);
  owner_.commit(std::move(commit), io);
  carts_.erase(cart.tag);
}

}  // namespace drydock
