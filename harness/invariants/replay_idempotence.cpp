// I47: applying events again that were applied already changes nothing, and nobody outside notices.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "contracts/canonical/notification.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "contracts/canonical/views.hpp"
#include "contracts/workflows/workflows.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/stock_truth.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

/// What the pipeline says of one thing, and the events that may have changed it.
struct Watched {
  std::int64_t published = 0;  ///< events so far
  std::int64_t open = 0;       ///< of these, not yet accepted by the pipeline
  bool seen = false;
  bool settled = false;           ///< at the last view nothing was open
  std::int64_t value = 0;         ///< at the last view
  std::int64_t at_published = 0;  ///< likewise
  std::uint32_t at_replays = 0;   ///< likewise
};

class ReplayIdempotence : public Judge {
 public:
  explicit ReplayIdempotence(const Courtroom& room) : Judge("I47", room), planned_(is_planned(*room.plan)) {}

  std::uint32_t kinds() const override {
    if (!planned_) return 0;
    return bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect) | bit(RecordKind::view) |
           bit(RecordKind::request) | bit(RecordKind::reply);
  }

  void see(const Record& record, Findings& findings) override {
    switch (record.kind) {
      case RecordKind::publish: return published(record);
      case RecordKind::ack: return accepted(record);
      case RecordKind::request: return asked(record);
      case RecordKind::reply: return replayed(record);
      case RecordKind::effect: return written(record, findings);
      default: return viewed(record, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  struct Event {
    std::vector<std::uint64_t> moves;  ///< what it may change
    Instant at{};                      ///< accepted
    bool taken = false;
    bool again = false;  ///< a replay has applied it again
  };
  struct Span {
    Instant from, until;
    std::string id;
    bool any = false;
  };
  /// An effect that is owed once, and when it came first.
  struct First {
    bool any = false;
    std::uint32_t replays = 0;
    bool charged = false;
  };

  static bool is_planned(const Plan& plan) {
    const auto replays = [](const Payload& what) { return what.as<ReplayDecided>() != nullptr; };
    return std::any_of(plan.stimuli.begin(), plan.stimuli.end(), [&](const auto& s) { return replays(s.what); }) ||
           std::any_of(plan.triggered.begin(), plan.triggered.end(), [&](const auto& s) { return replays(s.what); });
  }

  static std::uint64_t place_key(std::string_view item, std::string_view location) { return name_key(item, location); }
  static std::uint64_t order_key(std::string_view order) { return name_key("order", order); }

  void published(const Record& record) {
    if (record.body == nullptr) return;
    Event& event = events_[name_key(record.id)];
    scratch_.clear();
    movements_of(*record.body, scratch_);
    for (const Movement& moved : scratch_) event.moves.push_back(place_key(moved.item, moved.location));
    if (const auto* shipped = body_of<WmsShipped>(record)) event.moves.push_back(order_key(shipped->order_id));
    for (const std::uint64_t what : event.moves) {
      Watched& watched = watched_[what];
      ++watched.published;
      ++watched.open;
    }
  }

  void accepted(const Record& record) {
    if (record.from != pipeline() || record.status >= 300) return;
    Event* event = events_.find(name_key(record.id));
    if (event == nullptr || std::exchange(event->taken, true)) return;
    event->at = record.t;
    taken_.push_back(name_key(record.id));
    for (const std::uint64_t what : event->moves) --watched_[what].open;
  }

  // Of one replay at a time.
  void asked(const Record& record) {
    const auto* start = body_of<ReplayStart>(record);
    if (start == nullptr || record.to != pipeline()) return;
    span_ = {start->from.value_or(Instant{}), start->until.value_or(Instant{}), start->replay_id,
             start->from.has_value()};
    if (!span_.any) return;
    ++replays_;
    for (const std::uint64_t id : taken_) {
      Event& event = *events_.find(id);
      if (event.at >= span_.from && event.at < span_.until) event.again = true;
    }
  }

  void replayed(const Record& record) {
    const auto* started = body_of<ReplayStarted>(record);
    if (started == nullptr || record.from != pipeline() || !span_.any) return;
    if (record.status < 300 && started->replayed > 0) decided();
  }

  // A notice is the same to the customer whatever its dedup key.
  static std::string thing_of(const Record& record) {
    if (const auto* notice = body_of<MessageSend>(record))
      return text(notice->subject_id, "/", name_of(notice->template_name));
    return std::string(record.key);
  }
  static bool owed_once(const Record& record) {
    if (record.message == nullptr || record.body == nullptr || record.body->type() != record.message->body)
      return false;
    if (body_of<MessageSend>(record) != nullptr) return true;
    const auto& rules = workflows().fulfilled_by(*record.message);
    return std::any_of(rules.begin(), rules.end(), [](const auto* rule) { return rule->expected != Expected::latest; });
  }

  void written(const Record& record, Findings& findings) {
    if (!owed_once(record)) return;
    const std::string thing = thing_of(record);
    First& first = first_[name_key(record.type, thing)];
    if (!first.any) {
      first = {true, replays_, false};
      return;
    }
    const Event* cause = record.causation.empty() ? nullptr : events_.find(name_key(record.causation));
    if (cause == nullptr || !cause->again || first.replays >= replays_ || std::exchange(first.charged, true)) return;
    decided();
    Charge made;
    made.sentence = text("the replay of ", record.causation, ", which had been applied already, led to a second ",
                         record.type, " for ", thing);
    made.expected = "no notice, label, capture or posting by a replay";
    made.actual = text(record.type, " again");
    made.order = record.correlation;
    made.keys = {thing, std::string(record.causation)};
    charge(findings, record, std::move(made));
  }

  void viewed(const Record& record, Findings& findings) {
    if (record.from != pipeline()) return;
    if (const auto* position = body_of<PositionView>(record)) {
      compare(record, place_key(position->item, position->location),
              position->unrestricted + position->quality_hold + position->damaged, "units on hand",
              text(position->item, " at ", position->location), {}, position->item, findings);
    } else if (const auto* order = body_of<OrderView>(record)) {
      compare(record, order_key(order->order_id), order->quantity_shipped, "units shipped",
              text("order ", order->order_id), order->order_id, {}, findings);
    }
  }

  // Two views with a replay between them, and no event about it on its way at either or since: nothing else can have
  // changed it.
  void compare(const Record& record, std::uint64_t key, std::int64_t value, const char* what, const std::string& whose,
               const std::string& order, const std::string& item, Findings& findings) {
    Watched& watched = watched_[key];
    const bool quiet =
        watched.seen && watched.settled && watched.open == 0 && watched.at_published == watched.published;
    if (quiet && watched.at_replays < replays_) {
      decided();
      if (watched.value != value) changed(record, watched.value, value, what, whose, order, item, findings);
    }
    watched.seen = true;
    watched.settled = watched.open == 0;
    watched.value = value;
    watched.at_published = watched.published;
    watched.at_replays = replays_;
  }

  void changed(const Record& record, std::int64_t before, std::int64_t value, const char* what,
               const std::string& whose, const std::string& order, const std::string& item, Findings& findings) {
    Charge made;
    made.sentence = text("the replay ", span_.id, " of events that had been applied already changed the ", what, " of ",
                         whose, " from ", before, " to ", value);
    made.expected = text(before, " as before");
    made.actual = text(value);
    made.order = order;
    made.item = item;
    made.flow = "reconciliation";
    made.keys = {span_.id};
    charge(findings, record, std::move(made));
  }

  bool planned_;
  FlatMap<Event> events_;             // by id
  std::vector<std::uint64_t> taken_;  // those the pipeline accepted
  FlatMap<Watched> watched_;          // places and orders
  FlatMap<First> first_;              // by operation and what it is for
  Span span_;
  std::uint32_t replays_ = 0;
  std::vector<Movement> scratch_;
};

}  // namespace

InvariantRow replay_idempotence() {
  return {
      "I47",
      "replay-idempotence",
      "applying events again that were applied already changes no view or ledger and tells nobody anything",
      "S",
      {"boundary", "ledgers", "control"},
      {"reconciliation", "notification", "shipping", "erp-posting", "stock"},
      {"CL-ANY-REPLAY"},
      "a replay of events that were applied already (operations: once: do: replay, back: 1h)",
      "An operator has events applied again that the pipeline accepted before (`replay.start` with a span). Judged "
      "from then on: no notice, label, capture or posting that was made before the replay is made once more by an "
      "event of it; and what the pipeline says of a position's units on hand and of an order's shipped units is after "
      "the replay as before, wherever no event was on its way meanwhile. Which event caused a call is read off its "
      "causation id: of a pipeline that sends none, second effects are judged by exactly-once-effect alone. "
      "Usual cause: a replay passes by the check that keeps out duplicates, or gives its events new ids from which "
      "new idempotency keys are derived. "
      "Usual mend: let a replay take the same door as a delivery, and derive keys from what happened.",
      &make_judge<ReplayIdempotence>};
}

}  // namespace drydock
