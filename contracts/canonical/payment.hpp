// Payments: an amount is authorised at the checkout, captured as goods leave, and given back where they do not.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// payment.authorize: an amount is set aside on the customer's account; idempotency key is the order id, of later
/// attempts order id/attempt. Asked by the shop at the checkout, and by the pipeline when an authorisation has run out.
struct PaymentAuthorize {
  std::string order_id;
  /// Of the order: each makes an authorisation of its own. The shop counts from 1, the pipeline from 101, since neither
  /// knows how often the other has asked.
  std::int64_t attempt = 1;
  Money amount;
  bool operator==(const PaymentAuthorize&) const = default;
};
DRYDOCK_DESCRIBED(PaymentAuthorize, order_id, attempt, amount)

enum class PaymentOutcome : std::uint8_t { authorized, declined };
DRYDOCK_DESCRIBED_ENUM(PaymentOutcome, "authorized", "declined")

/// Authorised: `expires_at` is there. Declined: `reason` is. Also what the provider's ledger says of it.
struct PaymentAuthorization {
  std::string authorization_id;  ///< named by the provider; given for a declined one too
  std::string order_id;
  PaymentOutcome outcome = PaymentOutcome::declined;
  Money amount;
  Instant decided_at;
  std::optional<Instant> expires_at;
  std::optional<std::string> reason;
  bool operator==(const PaymentAuthorization&) const = default;
};
DRYDOCK_DESCRIBED(PaymentAuthorization, authorization_id, order_id, outcome, amount, decided_at, expires_at, reason)

/// payment.capture: what was shipped is paid; idempotency key is the shipment id, under a later authorisation of the
/// order shipment id/authorisation id.
struct PaymentCapture {
  std::string shipment_id;
  std::string order_id;
  std::string authorization_id;
  Money amount;
  bool operator==(const PaymentCapture&) const = default;
};
DRYDOCK_DESCRIBED(PaymentCapture, shipment_id, order_id, authorization_id, amount)

/// payment.void: so much of an authorisation is not needed any more and was not captured; idempotency key is the void
/// id.
struct PaymentVoid {
  std::string void_id;  ///< what caused it: a cancellation, or the authorisation and why
  std::string order_id;
  std::string authorization_id;
  Money amount;
  std::string reason;
  bool operator==(const PaymentVoid&) const = default;
};
DRYDOCK_DESCRIBED(PaymentVoid, void_id, order_id, authorization_id, amount, reason)

/// payment.refund: so much of what was captured goes back; idempotency key is the refund id.
struct PaymentRefund {
  std::string refund_id;  ///< what caused it: one cancellation or return
  std::string order_id;
  std::string authorization_id;  ///< under which it was captured
  Money amount;
  std::string reason;
  bool operator==(const PaymentRefund&) const = default;
};
DRYDOCK_DESCRIBED(PaymentRefund, refund_id, order_id, authorization_id, amount, reason)

}  // namespace drydock
