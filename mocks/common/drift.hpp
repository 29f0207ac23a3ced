// What a mock's ledger says of a change that nobody is told of.
#pragma once
#include "contracts/canonical/reconciliation.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"

namespace drydock {

/// A commit with the effect `stock.drifted` under its position, and no event.
inline Commit drifted(const StockDrift& happened) {
  Commit commit;
  commit.effects.push_back({"stock.drifted", joined(happened.item, "/", happened.location), Payload::of(happened),
                            headers_for(happened.drift_id, {}, happened.drift_id)});
  return commit;
}

}  // namespace drydock
