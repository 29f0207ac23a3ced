#include "mocks/pipeline/posting_log.hpp"

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/returns.hpp"

namespace drydock::pipeline {
namespace {

constexpr Duration reach = hours(26);  // a file of the night may come late in the morning after
constexpr Duration clocks_differ = minutes(1);
constexpr Duration answered_by_now = minutes(2);  // beyond every deadline

std::string position(const std::string& item, const std::string& location) { return item + "/" + location; }

Side side_of(Instant earliest, Instant latest, Instant as_of) {
  if (latest + clocks_differ <= as_of) return Side::before;
  return earliest >= as_of + clocks_differ ? Side::after : Side::unknown;
}

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

void PostingLog::booked(const Call& call, Instant now) {
  for (const BookChange& change : booked_by(call.body)) {
    std::deque<Entry>& entries = entries_[change.position];
    while (!entries.empty() && entries.front().latest + reach < now) entries.pop_front();
    entries.push_back({earliest_of(call), now, change.delta});
  }
}

std::optional<std::int64_t> PostingLog::since(const std::string& position, Instant as_of, Instant now) const {
  if (as_of < begun_ || as_of + reach < now) return std::nullopt;
  const auto found = entries_.find(position);
  if (found == entries_.end()) return 0;
  std::int64_t units = 0;
  for (const Entry& entry : found->second) {
    const Side side = side_of(entry.earliest, entry.latest, as_of);
    if (side == Side::unknown && entry.delta != 0) return std::nullopt;
    if (side == Side::after) units += entry.delta;
  }
  return units;
}

// An attempt that is neither answered nor given up by now was made just now.
Side PostingLog::side(const Call& call, Instant as_of, Instant now) {
  if (call.dead || call.restored) return Side::unknown;
  const bool unsure = call.unsure_since != Instant{};
  const bool settled = call.tries == 0 || call.last_attempt + answered_by_now < now;
  if (!unsure && settled) return Side::after;
  return earliest_of(call) >= as_of + clocks_differ ? Side::after : Side::unknown;
}

}  // namespace drydock::pipeline
