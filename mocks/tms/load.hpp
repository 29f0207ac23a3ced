// What the TMS keeps of a load.
#pragma once
#include "contracts/canonical/freight.hpp"

namespace drydock {

enum class TenderState : std::uint8_t { offered, accepted, declined, expired };
DRYDOCK_DESCRIBE_ENUM(TenderState, "offered", "accepted", "declined", "expired")

/// One tender: one carrier asked once.
struct Tender {
  std::string carrier;
  Instant respond_by;
  TenderState state = TenderState::offered;
  bool operator==(const Tender&) const = default;
};
DRYDOCK_DESCRIBE(Tender, carrier, respond_by, state)

/// The tenders are numbered from 1, in their order; the last is the one that counts.
struct Load {
  LoadPlan plan;
  std::vector<Tender> tenders;
  std::int64_t sequence = 0;  ///< of its latest event
  bool operator==(const Load&) const = default;
};
DRYDOCK_DESCRIBE(Load, plan, tenders, sequence)

}  // namespace drydock
