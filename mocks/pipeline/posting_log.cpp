#include "mocks/pipeline/posting_log.hpp"

#include <algorithm>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/returns.hpp"

namespace drydock::pipeline {
namespace {

std::string position(const std::string& item, const std::string& location) { return item + "/" + location; }

Instant earliest_of(const Call& call) {
  if (call.restored) return {};
  return call.unsure_since == Instant{} ? call.last_attempt : call.unsure_since;
}

template <class Event>
bool of_one(const Payload& event, std::vector<std::string>& positions) {
  const auto* told = event.as<Event>();
  if (told != nullptr) positions.push_back(position(told->item, told->location));
  return told != nullptr;
}

}  // namespace

std::vector<BookChange> booked_by(const Payload& posting) {
  std::vector<BookChange> changes;
  if (const auto* adjust = posting.as<InventoryAdjust>()) {
    changes.push_back({position(adjust->item, adjust->location), adjust->delta});
  } else if (const auto* receipt = posting.as<GoodsReceiptPost>()) {
    changes.push_back({position(receipt->item, receipt->location), receipt->quantity});
  } else if (const auto* issue = posting.as<GoodsIssuePost>()) {
    for (const LineQuantity& line : issue->lines)
      changes.push_back({position(line.item, issue->location), -line.quantity});
  }
  return changes;
}

std::vector<std::string> booked_for(const Payload& event) {
  std::vector<std::string> positions;
  if (of_one<WmsReceived>(event, positions) || of_one<WmsAdjusted>(event, positions) ||
      of_one<WmsCountCompleted>(event, positions) || of_one<WmsPickShort>(event, positions) ||
      of_one<WmsReturnDisposed>(event, positions))
    return positions;
  if (const auto* shipped = event.as<WmsShipped>())
    for (const ShippedPackage& package : shipped->packages)
      for (const LineQuantity& line : package.lines) positions.push_back(position(line.item, shipped->location));
  return positions;
}

std::vector<std::string> PostingLog::booked(const Call& call, Instant now) {
  std::vector<std::string> ids;
  std::int64_t line = 0;
  for (BookChange& change : booked_by(call.body)) {
    std::string id = call.headers.idempotency_key + "/" + std::to_string(++line);
    if (change.delta == 0 || rows_.find(id) != nullptr) continue;
    ids.push_back(std::move(id));
    PostedRow row{std::move(change.position), earliest_of(call), now, change.delta};
    const Rows::Record& kept = rows_.add(ids.back(), std::move(row));
    at_[kept.position].push_back(&kept);
  }
  return ids;
}

void PostingLog::restore(const Entries& entries) {
  const std::string& prefix = rows_.prefix();
  for (auto at = entries.lower_bound(prefix); at != entries.end() && at->first.starts_with(prefix); ++at)
    if (const auto* row = at->second.as<PostedRow>()) rows_.restore(at->first.substr(prefix.size()), *row);
  std::vector<Rows::Record*> all = rows_.all();
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->latest < b->latest; });
  for (const Rows::Record* row : all) at_[row->position].push_back(row);
}

std::vector<std::pair<Instant, std::string>> PostingLog::restored() {
  std::vector<std::pair<Instant, std::string>> ends;
  for (const Rows::Record* row : rows_.all())
    ends.emplace_back(row->latest + memory, row->journal_key().substr(rows_.prefix().size()));
  return ends;
}

void PostingLog::forget(const std::string& id) {
  const Rows::Record* row = rows_.find(id);
  if (row == nullptr) return;
  const auto here = at_.find(row->position);
  // The first to be over is mostly the first to be forgotten; those of one moment come in any order.
  if (here->second.front() == row)
    here->second.pop_front();
  else
    std::erase(here->second, row);
  if (here->second.empty()) at_.erase(here);
  rows_.erase(id);
}

std::optional<std::int64_t> PostingLog::since(const std::string& position, Instant as_of, Instant now) const {
  if (as_of + memory < now) return std::nullopt;
  const auto found = at_.find(position);
  if (found == at_.end()) return 0;
  std::int64_t units = 0;
  for (const Rows::Record* row : found->second) {
    const Side side = side_of(row->earliest, row->latest, as_of);
    if (side == Side::unknown) return std::nullopt;
    if (side == Side::after) units += row->delta;
  }
  return units;
}

Side PostingLog::side_of(Instant earliest, Instant latest, Instant as_of) const {
  if (latest + clocks_differ_ <= as_of) return Side::before;
  return earliest >= as_of + clocks_differ_ ? Side::after : Side::unknown;
}

Side PostingLog::side(const Call& call, Instant as_of) const {
  if (call.dead || call.restored) return Side::unknown;
  if (call.unsure_since == Instant{} && !call.in_flight) return Side::after;
  return earliest_of(call) >= as_of + clocks_differ_ ? Side::after : Side::unknown;
}

}  // namespace drydock::pipeline
