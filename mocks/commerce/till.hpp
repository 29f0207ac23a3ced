// Checkouts under way: from the shopper's arrival to the placed order, or to none.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "contracts/canonical/payment.hpp"
#include "mocks/commerce/settings.hpp"
#include "mocks/commerce/shop.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// What the till asks of the shop that it stands in.
class TillOwner {
 public:
  virtual ~TillOwner() = default;
  virtual Ticket commit(Commit, Io&) = 0;
  /// The order is certain: place it. The authorisation is null where there is no payment provider.
  virtual void place(const ShopperArrives&, const ReservationAnswer&, const PaymentAuthorization*, Commit&, Io&) = 0;
};

/// The steps of one checkout: look, think, hold, confirm, pay, place; without a payment provider nobody pays. A request
/// without an answer is asked again under the same idempotency key, with exponential waits and jitter; Retry-After is
/// honoured. 400 (damaged on its way), 409 `in_progress`, 429 and 5xx are asked again too; another refusal of a hold
/// declines the order, another refusal of a confirm asks for a new hold (the next attempt of the cart) as often as the
/// settings say. When patience runs out before a hold, the cart is left as it is; when it runs out at the confirm, the
/// reservation is released, for as long as it takes, and no order is ever placed for it. A payment that is under way is
/// waited for, as long as it takes: who gave up would not know whether the money is set aside. An authorisation of
/// which more than a quarter of its life was lost on the way is asked for anew (the next attempt). Declined, the
/// reservation is released. A line of an item that is sold ahead is ordered and not held.
///
/// Effects: `commerce.order.declined`, `commerce.order.abandoned` and `commerce.order.unpaid`, with the ShopperArrives
/// as body.
class Till {
 public:
  Till(const CommerceSettings& settings, TillOwner& owner) : settings_(settings), owner_(owner) {}
  void seat(SeatIndex pipeline, SeatIndex payment) {
    pipeline_ = pipeline;
    payment_ = payment;
  }

  void arrive(const ShopperArrives&, Io&);
  void look(const ShopperLooks&, Io&);
  /// After a restart: a checkout of the journal, and going on with all of them.
  void restore(const Checkout&);
  void resume(Io&);
  void answered(RequestId, const Reply*, Io&);
  void timer(std::uint64_t tag, Io&);
  void stored(Ticket, Io&);
  static bool owns(std::string_view journal_key);

 private:
  // The numbers are part of the keys of draws.
  enum class Step : std::uint8_t { looking, thinking, holding, confirming, releasing, paying };
  struct Cart {
    std::uint64_t tag = 0;
    Checkout checkout;
    Step step = Step::looking;
    std::int64_t attempt = 1;  ///< of the cart: part of the hold's key
    std::int64_t payment = 1;  ///< attempt at an authorisation
    std::int64_t asked = 0;    ///< times the present step was asked
    Instant since;             ///< when the present patience began
    std::optional<ReservationAnswer> held;
    const std::string& order_id() const { return checkout.shopper.order_id; }
  };

  void begin(Cart&, Io&);
  void enter(Cart&, Step, Io&);
  void ask(Cart&, Io&);
  void ask_hold(Cart&, Io&);
  void ask_confirm(Cart&, Io&);
  void ask_release(Cart&, Io&);
  void ask_payment(Cart&, Io&);
  void send(Cart&, Payload, Duration deadline, std::string idempotency_key, Io&);
  void looked(Cart&, Io&);
  void hold_answered(Cart&, const Reply&, Io&);
  void confirm_refused(Cart&, Io&);
  void confirmed(Cart&, Io&);
  void payment_answered(Cart&, const Reply&, Io&);
  void again(Cart&, std::optional<Duration> retry_after, Io&);
  void give_back(Cart&, CheckoutState why, Io&);
  void finish(Cart&, std::string_view effect, Io&);
  void place(Cart&, const PaymentAuthorization*, Io&);

  const CommerceSettings& settings_;
  TillOwner& owner_;
  SeatIndex pipeline_ = no_seat;
  SeatIndex payment_ = no_seat;
  std::unordered_map<std::uint64_t, Cart> carts_;
  std::unordered_map<RequestId, std::uint64_t, HandleHash> asked_;
  std::unordered_map<Ticket, std::uint64_t, HandleHash> decided_;  ///< carts that are released once this is durable
  std::vector<std::uint64_t> restored_;                            ///< in the order of the journal
  std::uint64_t tags_ = 0;
};

}  // namespace drydock
