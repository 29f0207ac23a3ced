// The returns flow: goods come back from the customer, are looked at, and what they were sold for is given back.
#pragma once
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/stock.hpp"

namespace drydock {

/// commerce.return.requested: the customer wants to send units of an order back. Nobody has checked that they were
/// shipped, or not sent back before.
struct ReturnRequested {
  std::string return_id;  ///< the business key; a repetition has the same
  std::string order_id;
  Instant requested_at;
  std::vector<LineQuantity> lines;
  std::string reason;
  bool operator==(const ReturnRequested&) const = default;
};
DRYDOCK_DESCRIBED(ReturnRequested, return_id, order_id, requested_at, lines, reason)

/// return.expect: what was authorised is announced to the node that it comes back to; idempotency key is the return id.
struct ReturnExpect {
  std::string return_id;
  std::string order_id;
  std::string location;
  std::vector<LineQuantity> lines;  ///< authorised, at least one unit each
  bool operator==(const ReturnExpect&) const = default;
};
DRYDOCK_DESCRIBED(ReturnExpect, return_id, order_id, location, lines)

/// wms.return.received: the parcel is at the dock and was counted, not looked at: no stock has moved.
struct WmsReturnReceived {
  std::string return_id;
  std::string order_id;
  std::string location;
  std::vector<LineQuantity> lines;  ///< of each announced line, how many came; 0 where none did
  bool operator==(const WmsReturnReceived&) const = default;
};
DRYDOCK_DESCRIBED(WmsReturnReceived, return_id, order_id, location, lines)

/// What became of returned units: sound and sold again, not fit to be sold, to be looked at by somebody else (they wait
/// in quality hold), or never arrived (domain section 1.1).
enum class Disposition : std::uint8_t { restocked, not_restocked, processing, missing };
DRYDOCK_DESCRIBED_ENUM(Disposition, "restocked", "not_restocked", "processing", "missing")

/// wms.return.disposed: the inspection of some units of a line. Restocked and processed units enter stock by it: it is
/// itself the movement, and no wms.received follows.
struct WmsReturnDisposed {
  std::string movement_id;
  std::string return_id;
  std::string order_id;
  std::string line;
  std::string item;
  std::string location;
  Disposition disposition = Disposition::restocked;
  std::int64_t quantity = 0;
  std::optional<Bucket> bucket;       ///< into which they went; absent where none did
  std::int64_t delta = 0;             ///< by which on-hand rose: quantity, or 0
  std::int64_t position_version = 0;  ///< after the movement; unchanged by none
  bool operator==(const WmsReturnDisposed&) const = default;
};
DRYDOCK_DESCRIBED(WmsReturnDisposed, movement_id, return_id, order_id, line, item, location, disposition, quantity,
                  bucket, delta, position_version)

/// credit_memo.post: what came back is credited at the prices of the order; idempotency key is the return id and
/// "credit" ("O-1-R1/credit").
struct CreditMemoPost {
  std::string return_id;
  std::string order_id;
  std::vector<InvoiceLine> lines;
  Money total;
  Instant posted_at;
  bool operator==(const CreditMemoPost&) const = default;
};
DRYDOCK_DESCRIBED(CreditMemoPost, return_id, order_id, lines, total, posted_at)

enum class ReturnOutcome : std::uint8_t { closed, declined };
DRYDOCK_DESCRIBED_ENUM(ReturnOutcome, "closed", "declined")

/// What became of one line of a return: authorized = received + missing, at most requested.
struct ReturnedLine {
  std::string line;
  std::string item;
  std::int64_t requested = 0;
  std::int64_t authorized = 0;
  std::int64_t received = 0;
  std::int64_t restocked = 0;
  std::int64_t missing = 0;
  std::optional<std::string> reason;  ///< why less was authorised than requested
  bool operator==(const ReturnedLine&) const = default;
};
DRYDOCK_DESCRIBED(ReturnedLine, line, item, requested, authorized, received, restocked, missing, reason)

/// return.close: nothing of the return is open any more, or (declined) nothing of it was authorised; idempotency key is
/// the return id.
struct ReturnClose {
  std::string return_id;
  std::string order_id;
  ReturnOutcome outcome = ReturnOutcome::closed;
  std::vector<ReturnedLine> lines;
  bool operator==(const ReturnClose&) const = default;
};
DRYDOCK_DESCRIBED(ReturnClose, return_id, order_id, outcome, lines)

// ---- what people and goods do; never on a wire

/// Units of a line as the inspection will find them.
struct ReturnedUnits {
  std::string line;
  std::string item;
  std::int64_t restocked = 0;
  std::int64_t not_restocked = 0;
  std::int64_t processing = 0;
  std::int64_t missing = 0;
  std::int64_t all() const { return restocked + not_restocked + processing + missing; }
  bool operator==(const ReturnedUnits&) const = default;
};
DRYDOCK_DESCRIBED(ReturnedUnits, line, item, restocked, not_restocked, processing, missing)

/// What a customer will send back, and what will be found. It is asked for `after_seconds` after the
/// first package of the order was delivered; the parcel is `way_seconds` under way from the moment it is announced, and
/// lies `inspection_seconds` at the dock.
struct ReturnWish {
  std::string return_id;
  std::string order_id;
  std::vector<ReturnedUnits> lines;
  std::string reason;
  std::int64_t after_seconds = 0;
  std::int64_t way_seconds = 0;
  std::int64_t inspection_seconds = 0;
  bool operator==(const ReturnWish&) const = default;
};
DRYDOCK_DESCRIBED(ReturnWish, return_id, order_id, lines, reason, after_seconds, way_seconds, inspection_seconds)

/// A shopper asks to send units back.
struct ShopperReturns {
  std::string return_id;
  std::string order_id;
  std::vector<LineQuantity> lines;
  std::string reason;
  bool operator==(const ShopperReturns&) const = default;
};
DRYDOCK_DESCRIBED(ShopperReturns, return_id, order_id, lines, reason)

/// A returned parcel stands at a warehouse's dock.
struct ReturnArrives {
  std::string return_id;
  std::vector<ReturnedUnits> lines;
  std::int64_t inspection_seconds = 0;
  bool operator==(const ReturnArrives&) const = default;
};
DRYDOCK_DESCRIBED(ReturnArrives, return_id, lines, inspection_seconds)

}  // namespace drydock
