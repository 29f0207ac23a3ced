#include "harness/measures.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "harness/invariants/latencies.hpp"
#include "harness/invariants/text.hpp"
#include "harness/notice_counts.hpp"
#include "harness/package_scan.hpp"

namespace drydock {

// Requests that somebody waits for. One that is made again under its key is one, and waits since the first time.
struct Questions {
  struct Asked {
    Instant since;
    Instant until;       ///< so long nobody answered
    bool counts = true;  ///< it began while what is measured was on
  };

  std::uint64_t asked = 0;
  Latencies answered;
  FlatMap<Asked> open;

  /// Those that were never answered count for as long as somebody waited.
  Latencies waits() const {
    Latencies all = answered;
    open.for_each_unordered([&](std::uint64_t, const Asked& one) {
      if (one.counts) all.add(one.until - one.since);
    });
    return all;
  }
};

// What is counted while records pass.
class MeasureState {
 public:
  /// `during`: only what begins while the fault of that id is on; empty: everything.
  MeasureState(const Courtroom& room, std::vector<CarrierWindow> windows, std::string during = {})
      : pipeline(room.seat("pipeline")),
        watch(room, std::move(windows)),
        notices(room),
        during_(std::move(during)),
        query_(&message_of<AvailabilityQuery>()),
        reserve_(&message_of<ReservationCreate>()) {}

  SeatIndex pipeline;
  CarrierWatch watch;
  Latencies release, ship, visibility, posting;
  Questions queries, reserves;
  const std::string& during() const { return during_; }
  NoticeCounts notices;
  std::uint64_t placed = 0, accepted = 0, declined = 0, short_picks = 0, messages = 0, shipments = 0;

  void see(const Record& record) {
    if (!during_.empty()) follow(record);
    if (notices.there() && on()) notices.see(record);
    if (!watch.windows().empty() && (CarrierWatch::kinds() & bit(record.kind)) != 0) watch.see(record);
    switch (record.kind) {
      case RecordKind::request:
      case RecordKind::deliver: messages += on() ? 1U : 0U; return;
      case RecordKind::call: return asked(record);
      case RecordKind::ok: messages += on() ? 1U : 0U; return answered(record);
      case RecordKind::fail:
      case RecordKind::info: return unanswered(record);
      case RecordKind::reply: return on() ? replied(record) : void();
      case RecordKind::publish: return told(record);
      case RecordKind::ack: return acknowledged(record);
      case RecordKind::effect: return written(record);
      default: return;
    }
  }

 private:
  bool on() const { return during_.empty() || open_ > 0; }

  // A crash of several seats has an id for each: "fall/erp".
  bool is_mine(std::string_view fault) const {
    return fault.starts_with(during_) && (fault.size() == during_.size() || fault[during_.size()] == '/');
  }
  void follow(const Record& record) {
    const bool window = record.kind == RecordKind::window;
    if ((!window && record.kind != RecordKind::crash && record.kind != RecordKind::recover) || !is_mine(record.fault))
      return;
    const bool begins = window ? record.status != 0 : record.kind == RecordKind::crash;
    open_ = std::max(0, open_ + (begins ? 1 : -1));
  }

  static std::uint64_t key_of(const Record& record) {
    return record.idempotency.empty() ? record.request.value() : name_key(record.idempotency);
  }
  Questions* questions_of(const Record& record) {
    if (record.to != pipeline && record.from != pipeline) return nullptr;
    return record.message == query_ ? &queries : record.message == reserve_ ? &reserves : nullptr;
  }

  void asked(const Record& record) {
    Questions* questions = questions_of(record);
    if (questions == nullptr || questions->open.find(key_of(record)) != nullptr) return;
    questions->asked += on() ? 1U : 0U;
    questions->open[key_of(record)] = {record.t, record.t, on()};
  }

  void answered(const Record& record) {
    if (record.status >= 300) return unanswered(record);
    Questions* questions = questions_of(record);
    const Questions::Asked* asked = questions == nullptr ? nullptr : questions->open.find(key_of(record));
    if (asked == nullptr) return;
    if (asked->counts) questions->answered.add(record.t - asked->since);
    questions->open.erase(key_of(record));
  }

  void unanswered(const Record& record) {
    Questions* questions = questions_of(record);
    if (Questions::Asked* asked = questions == nullptr ? nullptr : questions->open.find(key_of(record)))
      asked->until = record.t;
  }

  void replied(const Record& record) {
    if (record.message != reserve_ || record.body == nullptr) return;
    const auto* answer = record.body->as<ReservationAnswer>();
    if (answer == nullptr || answer->outcome != ReservationOutcome::declined) return;
    char& known = declined_[name_key(answer->reservation_id)];
    if (known == 0) ++declined;
    known = 1;
  }

  void told(const Record& record) {
    if (record.body == nullptr) return;
    if (const auto* shipped = record.body->as<WmsShipped>()) first(unshipped_, shipped->order_id, record.t, ship);
    if (on()) published(record);
  }

  void published(const Record& record) {
    if (const auto* order = record.body->as<OrderPlaced>()) {
      ++placed;
      const std::uint64_t key = name_key(order->order_id);
      unaccepted_[key] = 1;
      unreleased_[key] = record.t;
      unshipped_[key] = record.t;
    } else if (record.body->as<WmsPickShort>() != nullptr) {
      ++short_picks;
    } else if (const auto* shipped = record.body->as<WmsShipped>()) {
      ++shipments;
      unposted_[name_key(shipped->shipment_id)] = record.t;
    } else if (const auto scan = scan_in(*record.body)) {
      unseen_[name_key(scan->package, name_of(scan->status))] = scan->recorded;
    }
  }

  void acknowledged(const Record& record) {
    if (record.from != pipeline || record.message == nullptr || record.message->name != "commerce.order.placed") return;
    if (unaccepted_.erase(name_key(record.key))) ++accepted;
  }

  void written(const Record& record) {
    if (record.body == nullptr) return;
    if (const auto* release_order = record.body->as<OutboundOrderCreate>()) {
      first(unreleased_, release_order->order_id, record.t, release);
    } else if (const auto* invoice = record.body->as<InvoiceCreate>()) {
      first(unposted_, invoice->shipment_id, record.t, posting);
    } else if (const auto* update = record.body->as<TrackingUpdate>()) {
      const std::uint64_t key = name_key(update->package_id, name_of(update->milestone));
      if (const Instant* recorded = unseen_.find(key)) {
        visibility.add(record.t - *recorded);
        unseen_.erase(key);
      }
    }
  }

  static void first(FlatMap<Instant>& open, std::string_view key, Instant now, Latencies& latencies) {
    const std::uint64_t number = name_key(key);
    const Instant* since = open.find(number);
    if (since == nullptr) return;
    latencies.add(now - *since);
    open.erase(number);
  }

  std::string during_;
  int open_ = 0;  ///< windows that are open
  const MessageType* query_;
  const MessageType* reserve_;
  FlatMap<Instant> unreleased_, unshipped_, unposted_, unseen_;
  FlatMap<char> unaccepted_, declined_;
};

namespace {

struct Row {
  MeasureRow row;
  bool (*has)(const MeasureState&);
  std::int64_t (*value)(const MeasureState&);
};

template <Latencies MeasureState::*Which>
bool any(const MeasureState& state) {
  return (state.*Which).count() > 0;
}
template <Latencies MeasureState::*Which, std::uint64_t Permille>
std::int64_t at(const MeasureState& state) {
  return (state.*Which).percentile(Permille);
}
template <Questions MeasureState::*Which>
bool any(const MeasureState& state) {
  return (state.*Which).asked > 0;
}
template <Questions MeasureState::*Which, std::uint64_t Permille>
std::int64_t at(const MeasureState& state) {
  return (state.*Which).waits().percentile(Permille);
}
template <Questions MeasureState::*Which>
std::int64_t largest(const MeasureState& state) {
  return (state.*Which).waits().largest();
}
template <Questions MeasureState::*Which>
std::int64_t answered(const MeasureState& state) {
  return static_cast<std::int64_t>((state.*Which).answered.count() * 1'000'000 / (state.*Which).asked);
}
template <Latencies MeasureState::*Which>
std::int64_t largest(const MeasureState& state) {
  return (state.*Which).largest();
}
bool any_notice(const MeasureState& state) { return state.notices.there(); }
template <std::int64_t (NoticeCounts::*Count)() const>
std::int64_t counted(const MeasureState& state) {
  return (state.notices.*Count)();
}
bool any_order(const MeasureState& state) { return state.placed > 0; }
bool any_message(const MeasureState& state) { return state.messages > 0; }
std::int64_t accepted(const MeasureState& state) {
  return static_cast<std::int64_t>(state.accepted * 1'000'000 / state.placed);
}

using S = MeasureState;

const std::array table{
    Row{{"availability.answered", "ratio", "availability queries that were answered, over those asked"},
        &any<&S::queries>,
        &answered<&S::queries>},
    Row{{"availability.max", "us", "the slowest answer to an availability query"},
        &any<&S::queries>,
        &largest<&S::queries>},
    Row{{"availability.p50", "us", "from an availability query to its answer, median"},
        &any<&S::queries>,
        &at<&S::queries, 500>},
    Row{{"availability.p95", "us", "from an availability query to its answer, 95th percentile"},
        &any<&S::queries>,
        &at<&S::queries, 950>},
    Row{{"availability.p99", "us", "from an availability query to its answer, 99th percentile"},
        &any<&S::queries>,
        &at<&S::queries, 990>},
    Row{{"erp.posting.p95", "us", "from a shipment to its invoice in the ERP, 95th percentile"},
        &any<&S::posting>,
        &at<&S::posting, 950>},
    Row{{"messages_per_order", "count", "requests, answers and delivered events over orders placed"},
        &any_order,
        [](const S& s) { return static_cast<std::int64_t>(s.messages / s.placed); }},
    Row{{"notices.correct", "ratio",
         "notices to customers that came once and after their cause, over those due or sent"},
        &any_notice,
        &counted<&NoticeCounts::correct>},
    Row{{"notices.duplicate", "count", "notices that told a customer the same thing again"},
        &any_notice,
        &counted<&NoticeCounts::duplicate>},
    Row{{"notices.missing", "count",
         "things a customer should have been told and was not; overtaken ones do not count"},
        &any_notice,
        &counted<&NoticeCounts::missing>},
    Row{{"notices.premature", "count", "notices that told what had not happened yet"},
        &any_notice,
        &counted<&NoticeCounts::premature>},
    Row{{"order.release.p95", "us", "from the placed order to its first outbound order, 95th percentile"},
        &any<&S::release>,
        &at<&S::release, 950>},
    Row{{"orders_accepted", "ratio",
         "orders the pipeline accepted, over orders placed; who was never answered (reservation.answered) placed none"},
        &any_order,
        &accepted},
    Row{{"orders_declined", "count", "reservation requests declined for want of stock"},
        &any_message,
        [](const S& s) { return static_cast<std::int64_t>(s.declined); }},
    Row{{"reservation.answered", "ratio", "reservation requests that were answered, over those made"},
        &any<&S::reserves>,
        &answered<&S::reserves>},
    Row{{"reservation.p95", "us", "from a reservation request, first made, to its answer, 95th percentile"},
        &any<&S::reserves>,
        &at<&S::reserves, 950>},
    Row{{"reservation.p99", "us", "from a reservation request, first made, to its answer, 99th percentile"},
        &any<&S::reserves>,
        &at<&S::reserves, 990>},
    Row{{"ship.p95", "us", "from the placed order to its first shipment, 95th percentile"},
        &any<&S::ship>,
        &at<&S::ship, 950>},
    Row{{"short_picks", "count", "picks that came up short"},
        &any_message,
        [](const S& s) { return static_cast<std::int64_t>(s.short_picks); }},
    Row{{"visibility.max", "us", "the longest from a scan's recording to the shop showing it"},
        &any<&S::visibility>,
        &largest<&S::visibility>},
    Row{{"visibility.p50", "us", "from a scan's recording to the shop showing it, median"},
        &any<&S::visibility>,
        &at<&S::visibility, 500>},
    Row{{"visibility.p95", "us", "from a scan's recording to the shop showing it, 95th percentile"},
        &any<&S::visibility>,
        &at<&S::visibility, 950>},
};

const std::vector<MeasureRow>& rows() {
  static const std::vector<MeasureRow> all = [] {
    std::vector<MeasureRow> made;
    for (const Row& row : table) made.push_back(row.row);
    return made;
  }();
  return all;
}

std::string unit_of(std::string_view name) {
  if (const MeasureRow* row = find_measure(name.substr(0, name.find('@')))) return std::string(row->unit);
  if (name.find(".p99@") != std::string_view::npos) return "us";
  return name.starts_with("ship_confirms@") ? "ratio" : "count";
}

// 99.25 % of millionths, without the zeros at the end.
std::string percent(std::int64_t millionths) {
  std::string digits = std::to_string(millionths % 10'000);
  digits.insert(0, 4 - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  return text(millionths / 10'000, digits.empty() ? "" : ".", digits, " %");
}

std::string shown(const MeasureResult& measure) {
  if (measure.unit == "us") return to_string(Duration{measure.value});
  if (measure.unit == "ratio") return percent(measure.value);
  return std::to_string(measure.value);
}

bool holds(std::int64_t value, const std::string& comparison, std::int64_t limit) {
  if (comparison == "<") return value < limit;
  if (comparison == ">") return value > limit;
  if (comparison == ">=") return value >= limit;
  return value <= limit;
}

}  // namespace

std::span<const MeasureRow> measure_rows() { return rows(); }

const MeasureRow* find_measure(std::string_view name) {
  const auto found =
      std::find_if(rows().begin(), rows().end(), [&](const MeasureRow& row) { return row.name == name; });
  return found == rows().end() ? nullptr : &*found;
}

Measures::Measures(const Courtroom& room, std::vector<CarrierWindow> windows)
    : state_(std::make_unique<MeasureState>(room, std::move(windows))) {
  if (room.plan == nullptr) return;
  for (const Expectation& expected : room.plan->within) {
    if (expected.during.empty()) continue;
    wanted_.push_back(expected);
    const bool known = std::any_of(during_.begin(), during_.end(),
                                   [&](const auto& state) { return state->during() == expected.during; });
    if (!known) during_.push_back(std::make_unique<MeasureState>(room, std::vector<CarrierWindow>{}, expected.during));
  }
}
Measures::~Measures() = default;

void Measures::see(const Record& record) {
  state_->see(record);
  for (const auto& state : during_) state->see(record);
}

std::map<std::string, std::int64_t> Measures::values() const {
  std::map<std::string, std::int64_t> all = state_->watch.measures();
  for (const Row& row : table)
    if (row.has(*state_)) all[std::string(row.row.name)] = row.value(*state_);
  for (const Expectation& expected : wanted_)
    for (const auto& state : during_)
      for (const Row& row : table)
        if (state->during() == expected.during && row.row.name == expected.measure && row.has(*state))
          all[measure_name(expected)] = row.value(*state);
  return all;
}

std::vector<MeasureResult> Measures::results() const {
  std::vector<MeasureResult> all;
  for (const auto& [name, value] : values()) all.push_back({name, unit_of(name), value});
  return all;
}

std::string measure_name(const Expectation& expected) {
  return expected.during.empty() ? expected.measure : expected.measure + "@" + expected.during;
}

std::vector<ExpectationResult> compare(const std::vector<Expectation>& expectations,
                                       const std::vector<MeasureResult>& measures) {
  std::vector<ExpectationResult> results;
  for (const Expectation& expected : expectations) {
    ExpectationResult& result = results.emplace_back();
    result.measure = measure_name(expected);
    result.limit = expected.comparison + " " + expected.limit;
    const auto found = std::find_if(measures.begin(), measures.end(),
                                    [&](const MeasureResult& measure) { return measure.name == result.measure; });
    result.evaluated = found != measures.end();
    result.actual = result.evaluated ? shown(*found) : "no data";
    result.met = result.evaluated && holds(found->value, expected.comparison, expected.value);
  }
  return results;
}

}  // namespace drydock
