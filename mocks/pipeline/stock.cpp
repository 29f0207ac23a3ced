// The stock flow: movements in the warehouse. Each counts once, by its movement id; deltas commute, so they are applied
// when they come.
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

// Defect: what was applied is remembered for five minutes.
bool forgotten(const Platform& p, const MovementRow& row) {
  return p.has(Defect::dedup_for_five_minutes) && p.now() - row.applied_at > minutes(5);
}

template <class Movement>
Applied move(Platform& p, const Movement& event, const Delta& delta) {
  Place* place = p.inventory.at(event.item, event.location);
  if (place == nullptr) return {};
  auto* known = p.movements.find(event.movement_id);
  const bool seen = known != nullptr && !forgotten(p, *known);
  if (seen && !p.counts_again()) return {};
  if (known == nullptr) {
    p.movements.add(event.movement_id, MovementRow{event.movement_id, p.now()});
    p.aged.push({p.now() + p.settings.dedup_memory, "m" + event.movement_id});
  }
  // The opening balance was taken after this movement: it is in there.
  const bool included = event.position_version > 0 && event.position_version <= place->base_version;
  if (!included) p.inventory.change(*place, delta);
  if (!included && !seen) ++place->movements;
  if (p.has(Defect::version_of_the_warehouse)) place->version = event.position_version;
  p.journal.touch(*place);
  return {&place->sequence, true};
}

Delta both(Delta delta, const Delta& more) {
  delta.unrestricted += more.unrestricted;
  delta.quality_hold += more.quality_hold;
  delta.damaged += more.damaged;
  return delta;
}

}  // namespace

Applied stock_moved(Platform& p, const WmsReceived& event) {
  return move(p, event, delta_of(event.bucket, event.quantity));
}

Applied stock_moved(Platform& p, const WmsAdjusted& event) {
  return move(p, event, delta_of(event.bucket, event.delta));
}

Applied stock_moved(Platform& p, const WmsMoved& event) {
  return move(p, event, both(delta_of(event.from, -event.quantity), delta_of(event.to, event.quantity)));
}

Applied stock_moved(Platform& p, const WmsCountCompleted& event) {
  return move(p, event, delta_of(Bucket::unrestricted, event.variance));
}

Applied stock_moved(Platform& p, const WmsLotHeld& event) {
  return move(p, event,
              both(delta_of(Bucket::unrestricted, -event.quantity), delta_of(Bucket::quality_hold, event.quantity)));
}

Applied stock_moved(Platform& p, const WmsLotReleased& event) {
  const std::int64_t times = p.has(Defect::hold_freed_twice) ? 2 : 1;
  return move(
      p, event,
      both(delta_of(Bucket::quality_hold, -event.quantity * times), delta_of(Bucket::unrestricted, event.quantity)));
}

// The return remembers its dispositions. Defect: the units are on the shelf since they came, whatever was found.
void stock_returned(Platform& p, const WmsReturnDisposed& event) {
  Place* place = p.inventory.at(event.item, event.location);
  if (place == nullptr || !event.bucket || p.has(Defect::return_restocked_at_receipt)) return;
  if (event.position_version <= place->base_version) return;  // the opening balance included it
  p.inventory.change(*place, delta_of(*event.bucket, event.delta));
  ++place->movements;
  p.journal.touch(*place);
}

}  // namespace drydock::pipeline
