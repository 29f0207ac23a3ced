#include "mocks/payment/payment.hpp"

#include <array>
#include <cassert>
#include <memory>
#include <utility>

#include "mocks/common/changes.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"
#include "mocks/payment/account.hpp"

namespace drydock {
namespace {

constexpr std::string_view account_prefix = "account/";
constexpr std::array<std::string_view, 4> decline_reasons{"insufficient_funds", "card_expired", "suspected_fraud",
                                                          "do_not_honor"};

using Settings = std::shared_ptr<const PaymentSettings>;

class Payment : public Desk {
 public:
  explicit Payment(Settings settings) : Desk(settings->limits), settings_(std::move(settings)) {}

 private:
  void restore(std::string_view key, const Payload& value) override;
  Outcome serve(const Received&, Io&) override;
  Payload result(const Received&, const Kept&) const override;

  Outcome authorize(const PaymentAuthorize&, const Received&, Io&);
  Outcome capture(const PaymentCapture&, const Received&, Instant now);
  Outcome give_back(const PaymentVoid&, const Received&, Instant now);
  Outcome refund(const PaymentRefund&, const Received&, Instant now);
  template <class Body>
  std::optional<Reply> not_of_it(const Body&) const;
  Write changed(PaymentAccount, const std::string& id, const Received&, Instant now);

  Settings settings_;
  TextMap<PaymentAccount> accounts_;  ///< by authorisation id
};

// The provider's own name for it.
std::string authorization_id(const PaymentAuthorize& asked) {
  return joined("A-", asked.order_id, "-", std::to_string(asked.attempt));
}

std::string in_words(std::int64_t minor) { return std::to_string(minor) + " minor units"; }

bool expired(const PaymentAccount& account, Instant now) { return now >= *account.authorization.expires_at; }

Reply ran_out(const PaymentAccount& account) {
  return problem(409, "authorization_expired",
                 account.authorization.authorization_id + " ran out at " +
                     to_string(*account.authorization.expires_at) + "; authorise again");
}

void Payment::restore(std::string_view key, const Payload& value) {
  if (const auto* account = value.as<PaymentAccount>())
    accounts_.insert_or_assign(std::string(key.substr(account_prefix.size())), *account);
}

Outcome Payment::serve(const Received& received, Io& io) {
  const Payload& body = received.body;
  if (const auto* asked = body.as<PaymentAuthorize>()) return authorize(*asked, received, io);
  if (const auto* asked = body.as<PaymentCapture>()) return capture(*asked, received, io.now());
  if (const auto* asked = body.as<PaymentVoid>()) return give_back(*asked, received, io.now());
  if (const auto* asked = body.as<PaymentRefund>()) return refund(*asked, received, io.now());
  return unknown_operation(received);
}

// Another key for the same attempt makes no second authorisation: the attempt names it.
Outcome Payment::authorize(const PaymentAuthorize& asked, const Received& received, Io& io) {
  PaymentAccount account;
  PaymentAuthorization& made = account.authorization;
  made.authorization_id = authorization_id(asked);
  const auto known = accounts_.find(made.authorization_id);
  if (known != accounts_.end()) {
    if (known->second.authorization.amount != asked.amount)
      return problem(422, "attempt_reused",
                     "attempt " + std::to_string(asked.attempt) + " of order " + asked.order_id +
                         " was for another amount; an authorisation of its own needs the next attempt");
    return Reply{200, Payload::of(known->second.authorization), {}};
  }
  made.order_id = asked.order_id;
  made.amount = asked.amount;
  made.decided_at = io.now();
  Draw luck = io.draw(Purpose::order_content, made.authorization_id, "payment");
  const bool trusted = settings_->trusted.contains(asked.order_id);
  if (!trusted && luck.chance(asked.attempt <= 1 ? settings_->declines : settings_->declines_again)) {
    made.outcome = PaymentOutcome::declined;
    made.reason = decline_reasons[static_cast<std::size_t>(luck.below(decline_reasons.size()))];
  } else {
    made.outcome = PaymentOutcome::authorized;
    made.expires_at = io.now() + settings_->authorization_life;
  }
  accounts_.emplace(made.authorization_id, account);
  Commit commit;
  commit.entries.push_back({joined(account_prefix, made.authorization_id), Payload::of(account)});
  const bool authorized = made.outcome == PaymentOutcome::authorized;
  commit.effects.push_back({authorized ? "payment.authorized" : "payment.declined", made.authorization_id,
                            Payload::of(made), received.headers});
  return Write{std::move(commit), authorized ? 201 : 200, made.authorization_id, {}};
}

// What all that speak of an authorisation have to get right.
template <class Body>
std::optional<Reply> Payment::not_of_it(const Body& asked) const {
  const auto found = accounts_.find(asked.authorization_id);
  const PaymentAuthorization* made = found == accounts_.end() ? nullptr : &found->second.authorization;
  if (made == nullptr || made->outcome == PaymentOutcome::declined || made->order_id != asked.order_id)
    return problem(404, "unknown_authorization",
                   "order " + asked.order_id + " has no authorisation " + asked.authorization_id);
  if (made->amount.currency != asked.amount.currency)
    return problem(422, "wrong_currency",
                   asked.authorization_id + " is in " + made->amount.currency + ", not in " + asked.amount.currency);
  return {};
}

Write Payment::changed(PaymentAccount account, const std::string& id, const Received& received, Instant now) {
  const std::string& authorization = account.authorization.authorization_id;
  Commit commit;
  commit.entries.push_back({joined(account_prefix, authorization), Payload::of(account)});
  add_effect(commit, received);
  std::string state(state_of(account, now));
  accounts_.insert_or_assign(authorization, std::move(account));
  return {std::move(commit), 201, id, std::move(state)};
}

// A capture of the same shipment under another key is taken like any other: only the amount is looked at.
Outcome Payment::capture(const PaymentCapture& asked, const Received& received, Instant now) {
  if (auto refusal = not_of_it(asked)) return *refusal;
  PaymentAccount account = accounts_.find(asked.authorization_id)->second;
  if (expired(account, now)) return ran_out(account);
  if (asked.amount.minor > account.open())
    return problem(
        409, "more_than_authorized",
        in_words(account.open()) + " are left of " + asked.authorization_id + ", not " + in_words(asked.amount.minor));
  account.captured += asked.amount.minor;
  return changed(std::move(account), asked.shipment_id, received, now);
}

Outcome Payment::give_back(const PaymentVoid& asked, const Received& received, Instant now) {
  if (auto refusal = not_of_it(asked)) return *refusal;
  PaymentAccount account = accounts_.find(asked.authorization_id)->second;
  if (expired(account, now)) return ran_out(account);
  if (asked.amount.minor > account.open())
    return problem(409, "nothing_to_void",
                   in_words(account.open()) + " of " + asked.authorization_id +
                       " are neither captured nor voided, not " + in_words(asked.amount.minor));
  account.voided += asked.amount.minor;
  return changed(std::move(account), asked.void_id, received, now);
}

Outcome Payment::refund(const PaymentRefund& asked, const Received& received, Instant now) {
  if (auto refusal = not_of_it(asked)) return *refusal;
  PaymentAccount account = accounts_.find(asked.authorization_id)->second;
  const std::int64_t left = account.captured - account.refunded;
  if (asked.amount.minor > left)
    return problem(409, "more_than_captured",
                   in_words(left) + " of " + asked.authorization_id + " are captured and not refunded, not " +
                       in_words(asked.amount.minor));
  account.refunded += asked.amount.minor;
  return changed(std::move(account), asked.refund_id, received, now);
}

Payload Payment::result(const Received& received, const Kept& kept) const {
  if (received.body.as<PaymentAuthorize>() == nullptr) return Desk::result(received, kept);
  return Payload::of(accounts_.find(kept.id)->second.authorization);
}

}  // namespace

ActorFactory make_payment(PaymentSettings settings) {
  auto shared = std::make_shared<const PaymentSettings>(std::move(settings));
  return [shared](const SeatConfig&) { return std::make_unique<Payment>(shared); };
}

}  // namespace drydock
