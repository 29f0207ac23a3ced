// Balances by night: what the ERP's books held some hours ago is compared with what was posted to them by then.
#include <map>

#include "mocks/pipeline/flows.hpp"
#include "mocks/pipeline/reconciliation.hpp"

namespace drydock::pipeline {
namespace {

/// What is not over yet, of one position: units that will be booked after the moment in question, if that is certain.
struct Open {
  std::int64_t after = 0;
  bool certain = true;
};
using OpenPostings = std::map<std::string, Open, std::less<>>;

// Of the positions of one part: the backlog may be long when it comes.
OpenPostings open_postings(Platform& p, const BalanceSnapshot& told) {
  OpenPostings open;
  for (const BookBalance& row : told.balances) open[row.item + "/" + told.location];
  for (const Call* call : p.outbox.all_calls()) {
    if (call->to != p.erp) continue;
    const bool after = p.posting_log.side(*call, told.as_of) == Side::after;
    for (const BookChange& change : booked_by(call->body))
      if (const auto here = open.find(change.position); here != open.end()) {
        here->second.after += change.delta;
        here->second.certain = here->second.certain && after;
      }
  }
  for (const auto* row : p.held.all())
    for (const std::string& position : booked_for(row->data))
      if (const auto here = open.find(position); here != open.end()) here->second.certain = false;
  return open;
}

// What the books must have held: all that there is, less what they were told after that moment or will be told yet.
std::optional<std::int64_t> booked_by_then(Platform& p, const Place& place, const Open& open, Instant as_of) {
  const auto since = p.posting_log.since(place.item + "/" + place.location, as_of, p.now());
  if (!since || !open.certain) return std::nullopt;
  return on_hand(place) - *since - open.after;
}

// Defect: the file is the truth, and it is of now.
void lay_over(Platform& p, Place& place, std::int64_t told) {
  p.inventory.change(place, delta_of(Bucket::unrestricted, told - on_hand(place)));
}

}  // namespace

void remember_posting(Platform& p, const Call& call) {
  if (call.to != p.erp || !p.settings.reconciliation.snapshots) return;
  for (const std::string& id : p.posting_log.booked(call, p.now()))
    p.aged.push({p.now() + PostingLog::memory, "B" + id});
}

void balances_told(Platform& p, const BalanceSnapshot& told) {
  if (!p.settings.reconciliation.snapshots) return;
  const OpenPostings open = open_postings(p, told);
  for (const BookBalance& row : told.balances) {
    Place* place = p.inventory.positions().find(row.item + "/" + told.location);
    if (place == nullptr) continue;
    if (p.has(Defect::snapshot_laid_over_stock)) {
      lay_over(p, *place, row.on_hand);
      continue;
    }
    auto booked = booked_by_then(p, *place, open.find(row.item + "/" + told.location)->second, told.as_of);
    if (p.has(Defect::snapshot_read_as_now)) booked = on_hand(*place);
    if (booked && *booked != row.on_hand) break_found(p, *place, BreakSide::erp, {}, row.on_hand - *booked);
  }
}

}  // namespace drydock::pipeline
