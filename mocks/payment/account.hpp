// What the provider keeps of an authorisation.
#pragma once
#include <string_view>

#include "contracts/canonical/payment.hpp"

namespace drydock {

/// Amounts are minor units of the authorised currency. voided + captured <= amount, refunded <= captured.
struct PaymentAccount {
  PaymentAuthorization authorization;
  std::int64_t captured = 0;
  std::int64_t voided = 0;
  std::int64_t refunded = 0;
  /// Authorised, and neither captured nor given back.
  std::int64_t open() const { return authorization.amount.minor - captured - voided; }
  bool operator==(const PaymentAccount&) const = default;
};
DRYDOCK_DESCRIBE(PaymentAccount, authorization, captured, voided, refunded)

/// authorized -> partially_captured -> captured -> partially_refunded -> refunded; voided when all of it was given back
/// before anything was captured; expired when its time ran out on something open. Nothing that was captured goes back
/// by expiring.
inline std::string_view state_of(const PaymentAccount& account, Instant now) {
  if (account.authorization.outcome == PaymentOutcome::declined) return "declined";
  if (account.refunded > 0) return account.refunded < account.captured ? "partially_refunded" : "refunded";
  const bool over = account.authorization.expires_at && now >= *account.authorization.expires_at;
  if (account.captured > 0) return account.open() > 0 && !over ? "partially_captured" : "captured";
  if (account.open() == 0) return "voided";
  return over ? "expired" : "authorized";
}

}  // namespace drydock
