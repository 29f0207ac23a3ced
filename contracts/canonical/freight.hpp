// The freight part of the shipping and tracking flows: loads that carriers are asked to take, and their milestones.
#pragma once
#include <string_view>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/shipping.hpp"

namespace drydock {

/// The service of an order whose shipments go by freight: the TMS plans a load and offers it to one carrier after the
/// other. It is also the service that the carrier which has accepted sells its labels (bills of lading) under.
inline constexpr std::string_view freight_service = "freight";

struct LoadPackage {
  std::string package_id;
  std::int64_t weight_grams = 0;
  bool operator==(const LoadPackage&) const = default;
};
DRYDOCK_DESCRIBED(LoadPackage, package_id, weight_grams)

/// load.plan: a packed fulfilment becomes a load, and the TMS offers it to the first carrier of its routing guide;
/// idempotency key is the fulfilment id. One load a fulfilment.
struct LoadPlan {
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  ShipTo ship_to;
  std::vector<LoadPackage> packages;
  Instant deliver_by;
  bool operator==(const LoadPlan&) const = default;
};
DRYDOCK_DESCRIBED(LoadPlan, fulfillment_id, order_id, location, ship_to, packages, deliver_by)

/// load.retender: the last tender was declined or ran out; offer the load to the next carrier. `attempt` is one more
/// than that tender's; idempotency key is load id and attempt.
struct LoadRetender {
  std::string load_id;
  std::int64_t attempt = 2;
  bool operator==(const LoadRetender&) const = default;
};
DRYDOCK_DESCRIBED(LoadRetender, load_id, attempt)

/// The answer to both: the load is offered to `carrier`, which has not said anything yet.
struct LoadTendered {
  std::string load_id;
  std::int64_t attempt = 1;
  std::string carrier;  ///< also the name of the carrier's seat
  bool operator==(const LoadTendered&) const = default;
};
DRYDOCK_DESCRIBED(LoadTendered, load_id, attempt, carrier)

/// tender.offer (X12 204): the TMS asks a carrier to take a load; idempotency key is load id and attempt. The answer
/// comes by tender.answer.
struct TenderOffer {
  std::string load_id;
  std::int64_t attempt = 1;
  std::string order_id;
  std::string location;
  ShipTo ship_to;
  std::vector<LoadPackage> packages;
  Instant respond_by;
  bool operator==(const TenderOffer&) const = default;
};
DRYDOCK_DESCRIBED(TenderOffer, load_id, attempt, order_id, location, ship_to, packages, respond_by)

/// tender.answer (X12 990): the carrier takes the load, or does not; idempotency key is load id and attempt. An answer
/// after `respond_by` is kept too: the TMS tells what carriers say, and when.
struct TenderAnswer {
  std::string load_id;
  std::int64_t attempt = 1;
  std::string carrier;
  bool accepted = false;
  std::string reason;  ///< of one that was declined; else empty
  bool operator==(const TenderAnswer&) const = default;
};
DRYDOCK_DESCRIBED(TenderAnswer, load_id, attempt, carrier, accepted, reason)

/// Classes of milestones. Only an actual one has happened.
enum class MilestoneKind : std::uint8_t { planned, estimated, actual };
DRYDOCK_DESCRIBED_ENUM(MilestoneKind, "planned", "estimated", "actual")

/// milestone.report (X12 214): a freight carrier tells the TMS of a package of a load; idempotency key is the milestone
/// id.
struct MilestoneReport {
  std::string milestone_id;
  std::string load_id;
  std::string package_id;
  std::string carrier;
  std::string tracking_number;
  TrackingStatus status = TrackingStatus::unknown;
  MilestoneKind kind = MilestoneKind::actual;
  Instant occurs_at;  ///< when it happened or, if it is not actual, when it is expected to
  Instant recorded_at;
  bool operator==(const MilestoneReport&) const = default;
};
DRYDOCK_DESCRIBED(MilestoneReport, milestone_id, load_id, package_id, carrier, tracking_number, status, kind, occurs_at,
                  recorded_at)

/// tms.tender.accepted: a carrier takes the load. Where `answered_at` is after `respond_by` the tender had run out
/// before, and somebody else may have been asked since.
struct TmsTenderAccepted {
  std::string load_id;
  std::int64_t attempt = 1;
  std::string fulfillment_id;
  std::string order_id;
  std::string carrier;
  Instant respond_by;
  Instant answered_at;  ///< when the TMS had the answer
  bool operator==(const TmsTenderAccepted&) const = default;
};
DRYDOCK_DESCRIBED(TmsTenderAccepted, load_id, attempt, fulfillment_id, order_id, carrier, respond_by, answered_at)

/// tms.tender.declined: the carrier does not take the load.
struct TmsTenderDeclined {
  std::string load_id;
  std::int64_t attempt = 1;
  std::string fulfillment_id;
  std::string order_id;
  std::string carrier;
  std::string reason;
  bool operator==(const TmsTenderDeclined&) const = default;
};
DRYDOCK_DESCRIBED(TmsTenderDeclined, load_id, attempt, fulfillment_id, order_id, carrier, reason)

/// tms.tender.expired: the carrier has not answered by `respond_by`.
struct TmsTenderExpired {
  std::string load_id;
  std::int64_t attempt = 1;
  std::string fulfillment_id;
  std::string order_id;
  std::string carrier;
  Instant respond_by;
  bool operator==(const TmsTenderExpired&) const = default;
};
DRYDOCK_DESCRIBED(TmsTenderExpired, load_id, attempt, fulfillment_id, order_id, carrier, respond_by)

/// tms.milestone: where a package of a load is, is estimated or is planned to be.
struct TmsMilestone {
  std::string milestone_id;
  std::string load_id;
  std::string package_id;
  std::string order_id;
  std::string carrier;
  std::optional<std::string> tracking_number;  ///< absent before the carrier has given one
  TrackingStatus status = TrackingStatus::unknown;
  MilestoneKind kind = MilestoneKind::actual;
  Instant occurs_at;    ///< when it happened or, if it is not actual, when it is expected to
  Instant recorded_at;  ///< when whoever says so had it
  bool operator==(const TmsMilestone&) const = default;
};
DRYDOCK_DESCRIBED(TmsMilestone, milestone_id, load_id, package_id, order_id, carrier, tracking_number, status, kind,
                  occurs_at, recorded_at)

}  // namespace drydock
