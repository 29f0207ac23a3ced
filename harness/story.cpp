#include "harness/story.hpp"

#include <algorithm>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

constexpr std::size_t longest_story = 10;
constexpr std::size_t early_pages = 40;
constexpr std::size_t late_pages = 80;

template <class Lines>
std::string quantities(const Lines& lines) {
  std::string out;
  for (const auto& line : lines) {
    if (out.size() > 60) return out + " ...";
    out += text(out.empty() ? "" : ", ", line.quantity, " ", line.item);
  }
  return out;
}

// What became of each line of a transfer: those that lost nothing are told by their first quantity alone.
template <class Line>
std::string outcomes(const std::vector<Line>& lines, std::string_view what, std::int64_t Line::*quantity) {
  std::string out;
  for (const Line& line : lines) {
    if (out.size() > 60) return out + " ...";
    out += text(out.empty() ? "" : ", ", line.*quantity, " ", line.item, " ", what);
    if (line.lost > 0) out += text(" (", line.lost, " lost)");
  }
  return out;
}

// ", of lot L1, L2"; nothing where the items are not kept by lots.
std::string of_lots(const Lots& lots) {
  std::string out;
  if (!lots) return out;
  for (const LotQuantity& one : *lots)
    if (out.size() < 60 && out.find(one.lot) == std::string::npos)
      out += text(out.empty() ? ", of lot " : ", ", one.lot);
  return out;
}

// What the body says, in a few words.
std::string gist(const Payload& body) {
  if (const auto* b = body.as<OrderPlaced>()) return quantities(b->lines);
  if (const auto* b = body.as<SalesOrderCreate>()) return quantities(b->lines);
  if (const auto* b = body.as<OutboundOrderCreate>()) return text(quantities(b->lines), " at ", b->location);
  if (const auto* b = body.as<ReservationCreate>()) return quantities(b->lines);
  if (const auto* b = body.as<ReservationAnswer>()) {
    if (b->outcome == ReservationOutcome::declined) return "declined";
    return text("held ", quantities(b->lines), b->lines.empty() ? "" : " at ",
                b->lines.empty() ? "" : b->lines.front().location);
  }
  if (const auto* b = body.as<ReservationConfirm>()) return text("for order ", b->order_id);
  if (const auto* b = body.as<ReservationStatus>()) return std::string(name_of(b->state));
  if (const auto* b = body.as<WmsPickShort>())
    return text("line ", b->line, ", ", b->quantity_short, " of ", b->quantity_planned, " missing");
  if (const auto* b = body.as<WmsPickConfirmed>()) return text("picked ", quantities(b->lines), of_lots(b->lots));
  if (const auto* b = body.as<WmsAllocated>(); b != nullptr && b->lots)
    return text(quantities(b->lines), of_lots(b->lots));
  if (const auto* b = body.as<WmsPackVoided>()) return text(b->package_id, " taken apart: ", b->reason);
  if (const auto* b = body.as<WmsPackConfirmed>()) return text(b->packages.size(), " packed");
  if (const auto* b = body.as<WmsShipped>())
    return b->packages.empty()
               ? ""
               : text("left with ", quantities(b->packages.front().lines), of_lots(b->packages.front().lots));
  if (const auto* b = body.as<GoodsIssuePost>()) return quantities(b->lines) + of_lots(b->lots);
  if (const auto* b = body.as<InvoiceCreate>()) return quantities(b->lines);
  if (const auto* b = body.as<FulfillmentCreate>()) return quantities(b->lines) + of_lots(b->lots);
  if (const auto* b = body.as<OrderLineBackorder>()) return text("line ", b->line, ", ", b->quantity, " backordered");
  if (const auto* b = body.as<PromiseUpdate>()) return text("ship by ", b->promise.ship_by);
  if (const auto* b = body.as<InventoryAdjust>()) return text(b->item, " by ", b->delta, " at ", b->location);
  if (const auto* b = body.as<GoodsReceiptPost>()) return text(b->quantity, " ", b->item, " at ", b->location);
  if (const auto* b = body.as<WmsReceived>()) return text(b->quantity, " ", b->item);
  if (const auto* b = body.as<BalanceSnapshot>())
    return text(b->balances.size(), " balances of ", b->location, " as of ", b->as_of);
  if (const auto* b = body.as<ItemChanged>())
    return text(b->item, " version ", b->version, ", ", b->status, ", from ", b->valid_from, " on");
  if (const auto* b = body.as<ItemUpsert>())
    return text(b->item, " version ", b->version, ", from ", b->valid_from, " on");
  if (const auto* b = body.as<TransferOrderCreated>())
    return text(quantities(b->lines), " from ", b->from, " to ", b->to);
  if (const auto* b = body.as<InboundExpect>()) return text(quantities(b->lines), " on the way to ", b->location);
  if (const auto* b = body.as<WmsInboundClosed>()) return outcomes(b->lines, "expected", &InboundLine::expected);
  if (const auto* b = body.as<TransferOrderClose>()) return outcomes(b->lines, "shipped", &TransferLine::shipped);
  if (const auto* b = body.as<ReturnRequested>()) return text(quantities(b->lines), " to be sent back");
  if (const auto* b = body.as<ReturnExpect>()) return text(quantities(b->lines), " on the way back to ", b->location);
  if (const auto* b = body.as<WmsReturnReceived>()) return text(quantities(b->lines), " at the dock");
  if (const auto* b = body.as<WmsReturnDisposed>())
    return text(b->quantity, " ", b->item, " ", name_of(b->disposition));
  if (const auto* b = body.as<CreditMemoPost>()) return text(quantities(b->lines), " credited");
  if (const auto* b = body.as<ReturnClose>()) return std::string(name_of(b->outcome));
  if (const auto* b = body.as<WmsAdjusted>()) return text(b->item, " by ", b->delta);
  if (const auto* b = body.as<WmsLotHeld>())
    return text(b->quantity, " ", b->item, " held", b->lot ? ", lot " : "", b->lot.value_or(""));
  if (const auto* b = body.as<WmsLotReleased>()) return text(b->quantity, " ", b->item, " released");
  if (const auto* b = body.as<TenderOffer>()) return text("until ", b->respond_by);
  if (const auto* b = body.as<TenderAnswer>()) return text(b->carrier, b->accepted ? " accepts" : " declines");
  if (const auto* b = body.as<LoadTendered>()) return text("to ", b->carrier);
  if (const auto* b = body.as<TmsTenderAccepted>())
    return text("by ", b->carrier, b->answered_at > b->respond_by ? ", too late" : "");
  if (const auto* b = body.as<TmsTenderDeclined>()) return text("by ", b->carrier, ": ", b->reason);
  if (const auto* b = body.as<TmsTenderExpired>()) return text("by ", b->carrier);
  if (const auto* b = body.as<TmsMilestone>())
    return text(name_of(b->kind), ": ", name_of(b->status), ", ", b->occurs_at);
  if (const auto* b = body.as<CarrierTrackingUpdated>()) return text(name_of(b->status), ", occurred ", b->occurred_at);
  if (const auto* b = body.as<TrackingUpdate>()) return text(name_of(b->milestone), ", occurred ", b->occurred_at);
  if (const auto* b = body.as<AvailabilitySet>()) return text(b->quantity, " in version ", b->version);
  if (const auto* b = body.as<AvailabilityAnswer>()) {
    std::string out;
    for (const Offer& offer : b->offers) {
      if (out.size() >= 60) return out + ", ...";
      out += text(out.empty() ? "" : ", ", offer.quantity, " ", offer.item, " at ", offer.location);
    }
    return out;
  }
  if (const auto* b = body.as<Problem>()) return b->code.empty() ? b->title : b->code;
  if (body.bytes() != nullptr) return "unreadable bytes";
  return {};
}

// Whom a record speaks of: the fulfilment rather than the movement of a short pick.
std::string_view subject(const Record& record) {
  if (record.body != nullptr)
    if (const auto* missed = record.body->as<WmsPickShort>()) return missed->fulfillment_id;
  return record.key.empty() ? record.id : record.key;
}

int weight(const Record& record) {
  int weight = 0;
  switch (record.kind) {
    case RecordKind::deliver:
    case RecordKind::request: weight = 4; break;
    case RecordKind::info:
    case RecordKind::fail:
    case RecordKind::nack:
    case RecordKind::violation: weight = 4; break;
    case RecordKind::reply:
      weight = record.status >= 400 ? 4 : record.message != nullptr && record.message->role == "pipeline" ? 3 : 0;
      break;
    case RecordKind::effect: weight = 2; break;
    case RecordKind::crash:
    case RecordKind::recover: weight = 3; break;
    default: return 0;
  }
  return weight == 0 ? 0 : weight + (record.fault.empty() ? 0 : 3);
}

std::uint64_t key_or_none(std::string_view name) { return name.empty() ? 0 : name_key(name); }

}  // namespace

std::string in_words(const Record& record, std::uint32_t attempt) {
  std::string out;
  if (record.kind == RecordKind::crash) return "crashed";
  if (record.kind == RecordKind::recover) return "came back";
  if (record.kind == RecordKind::effect) out = "ledger: ";
  if (record.kind == RecordKind::reply) out = "answer to ";
  if (record.kind == RecordKind::info) out = "no answer to ";
  out += text(record.type, " ", subject(record));
  const std::string says = record.kind == RecordKind::violation ? std::string(record.detail)
                           : record.body == nullptr             ? std::string()
                                                                : gist(*record.body);
  if (!says.empty()) out += ": " + says;
  if (record.kind == RecordKind::reply && record.status >= 300) out += text(" (", record.status, ")");
  if (record.kind == RecordKind::nack) out += text(" (refused with ", record.status, ")");
  if (record.kind == RecordKind::info) out += " (it may have happened)";
  if (record.kind == RecordKind::fail) out += " (never arrived)";
  if (record.kind == RecordKind::deliver && record.attempt > 1) out += text(" (delivery attempt ", record.attempt, ")");
  if (!record.signature.empty()) out += text(" (its signature is ", record.signature, ")");
  if (record.kind == RecordKind::request && attempt > 1) out += text(" (attempt ", attempt, ")");
  if (!record.fault.empty()) out += text(" [", record.fault, "]");
  return out;
}

StoryCollector::StoryCollector(const Directory& directory, const std::vector<Finding>& findings)
    : directory_(&directory), shelves_(findings.size()) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    shelves_[i].decided = findings[i].record;
    for (const std::string& key : findings[i].keys) {
      if (key.empty()) continue;
      const std::uint64_t number = name_key(key);
      std::vector<std::uint32_t>& shelves = by_key_[number];
      if (shelves.empty() || shelves.back() != i) shelves.push_back(static_cast<std::uint32_t>(i));
      if (key != findings[i].order) shelves_[i].narrow.push_back(number);
    }
  }
}

bool StoryCollector::concerns(const Record& record, std::vector<std::uint32_t>& shelves) {
  shelves.clear();
  for (const std::string_view name :
       {record.key, record.id, record.correlation, record.causation, record.idempotency, record.partition}) {
    if (name.empty()) continue;
    if (const auto* found = by_key_.find(name_key(name))) shelves.insert(shelves.end(), found->begin(), found->end());
  }
  std::sort(shelves.begin(), shelves.end());
  shelves.erase(std::unique(shelves.begin(), shelves.end()), shelves.end());
  return !shelves.empty();
}

void StoryCollector::see(const Record& record) {
  if (weight(record) == 0) return;
  if (record.kind == RecordKind::crash || record.kind == RecordKind::recover) {
    // A crash belongs to every story it falls into.
    for (Shelf& shelf : shelves_)
      if (!shelf.pages.empty() && record.n <= shelf.decided) keep(shelf, record, false);
    return;
  }
  if (!concerns(record, scratch_)) return;
  const bool under_a_key = record.kind == RecordKind::request && !record.idempotency.empty();
  const std::uint32_t attempt = under_a_key ? ++attempts_[name_key(record.idempotency) + record.to] : 1;
  for (const std::uint32_t index : scratch_) {
    Shelf& shelf = shelves_[index];
    if (record.n > shelf.decided) continue;
    const auto is_narrow = [&](std::string_view name) {
      return !name.empty() && std::find(shelf.narrow.begin(), shelf.narrow.end(), name_key(name)) != shelf.narrow.end();
    };
    keep(shelf, record,
         is_narrow(record.key) || is_narrow(record.id) || is_narrow(record.idempotency) || is_narrow(record.causation),
         attempt);
  }
}

void StoryCollector::keep(Shelf& shelf, const Record& record, bool narrow, std::uint32_t attempt) {
  Page page;
  page.step.at = record.t;
  page.step.record = record.n;
  if (record.from < directory_->size()) page.step.from = (*directory_)[record.from].name;
  if (record.to < directory_->size()) page.step.to = (*directory_)[record.to].name;
  page.step.what = in_words(record, attempt);
  page.id = key_or_none(record.id.empty() ? record.idempotency : record.id);
  page.causation = key_or_none(record.causation);
  page.correlation = key_or_none(record.correlation);
  page.subject = name_key(record.type, record.key);
  page.weight = weight(record) + (narrow ? 4 : 0);
  page.ledger = record.kind == RecordKind::effect;
  if (shelf.pages.size() < early_pages + late_pages) {
    shelf.pages.push_back(std::move(page));
    return;
  }
  shelf.pages[early_pages + shelf.next] = std::move(page);
  shelf.next = (shelf.next + 1) % late_pages;
}

// The heaviest, of equals the latest; ledger entries only where no message says the same. In order.
std::vector<const StoryCollector::Page*> StoryCollector::chosen(const Shelf& shelf) {
  std::vector<const Page*> pages;
  for (const Page& page : shelf.pages) {
    const bool said = page.ledger && page.step.record != shelf.decided &&
                      std::any_of(shelf.pages.begin(), shelf.pages.end(),
                                  [&](const Page& other) { return !other.ledger && other.subject == page.subject; });
    if (!said) pages.push_back(&page);
  }
  const auto rank = [&](const Page& page) { return page.weight + (page.step.record == shelf.decided ? 100 : 0); };
  std::sort(pages.begin(), pages.end(), [&](const Page* a, const Page* b) {
    return rank(*a) != rank(*b) ? rank(*a) > rank(*b) : a->step.record > b->step.record;
  });
  if (pages.size() > longest_story) pages.resize(longest_story);
  std::sort(pages.begin(), pages.end(), [](const Page* a, const Page* b) { return a->step.record < b->step.record; });
  return pages;
}

void StoryCollector::tell(std::vector<Finding>& findings) const {
  for (std::size_t i = 0; i < findings.size() && i < shelves_.size(); ++i) {
    const std::vector<const Page*> pages = chosen(shelves_[i]);
    std::vector<StoryStep> story;
    for (std::size_t at = 0; at < pages.size(); ++at) {
      const Page& page = *pages[at];
      StoryStep step = page.step;
      // Caused by something told before, or of the same business transaction as the step before.
      for (std::size_t before = 0; before < at && !step.proved; ++before)
        step.proved = page.causation != 0 && pages[before]->id == page.causation;
      if (at > 0 && !step.proved) step.proved = page.correlation != 0 && pages[at - 1]->correlation == page.correlation;
      if (at == 0) step.proved = true;  // there is nothing before it to be tied to
      story.push_back(std::move(step));
    }
    findings[i].story = std::move(story);
  }
}

}  // namespace drydock
