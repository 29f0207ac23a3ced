#include "harness/auditor.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/views.hpp"

namespace drydock {
namespace {

// What the auditor reads at one seat: which list, and from where it goes on.
struct Reading {
  SeatIndex seat;
  Payload (*ask)(std::optional<std::int64_t> cursor);
  std::optional<std::int64_t> cursor;
  bool open = false;
};

template <class List>
Payload ask(std::optional<std::int64_t> cursor) {
  return Payload::of(List{cursor});
}

// A page's end and whether there may be more behind it.
struct Page {
  std::optional<std::int64_t> cursor;
  bool more = false;
};

template <class Result, class Rows>
bool page_of(const Payload& body, Rows rows, Page& page) {
  const auto* result = body.as<Result>();
  if (result == nullptr) return false;
  page = {result->next_cursor, !(result->*rows).empty()};
  return true;
}

Page read(const Payload& body) {
  Page page;
  if (page_of<StockListResult>(body, &StockListResult::positions, page) ||
      page_of<BalanceListResult>(body, &BalanceListResult::balances, page) ||
      page_of<AvailabilityListResult>(body, &AvailabilityListResult::shown, page) ||
      page_of<OrderListResult>(body, &OrderListResult::orders, page) ||
      page_of<PositionListResult>(body, &PositionListResult::positions, page) ||
      page_of<ReservationListResult>(body, &ReservationListResult::reservations, page) ||
      page_of<DeadLetterListResult>(body, &DeadLetterListResult::dead_letters, page) ||
      page_of<ReconciliationListResult>(body, &ReconciliationListResult::breaks, page))
    return page;
  return {};  // queues have no pages
}

std::vector<Reading> readings(const Directory& directory, bool breaks) {
  std::vector<Reading> all;
  const auto add = [&](std::string_view role, auto... asks) {
    for (const SeatIndex seat : directory.with_role(role)) (all.push_back({seat, asks, {}, false}), ...);
  };
  add("commerce", &ask<AvailabilityList>, &ask<OrderList>);
  add("erp", &ask<BalanceList>, &ask<OrderList>);
  add("wms", &ask<StockList>);
  add("pipeline", &ask<PositionList>, &ask<OrderList>, &ask<ReservationList>, &ask<DeadLetterList>, &ask<QueueList>);
  if (breaks) add("pipeline", &ask<ReconciliationList>);
  return all;
}

constexpr std::uint64_t audit_tag = 1;
constexpr std::uint64_t replay_tag = 2;
constexpr Duration patience = seconds(30);
constexpr Duration settle_period = hours(1);

class Auditor : public Actor {
 public:
  Auditor(AuditTimes times, const Directory& directory)
      : times_(times), pipeline_(directory.first("pipeline")), readings_(readings(directory, times.breaks)) {}

  void on(const Event& event, Io& io) override {
    if (std::holds_alternative<Started>(event) || std::holds_alternative<Recovered>(event)) rest(io);
    if (const auto* timer = std::get_if<TimerFired>(&event)) {
      audit(io);
      if (timer->tag == audit_tag) rest(io);
    }
    if (const auto* stimulus = std::get_if<Stimulus>(&event)) act(stimulus->what, io);
    if (const auto* replied = std::get_if<Replied>(&event)) answered(*replied, io);
    if (const auto* failed = std::get_if<Failed>(&event)) {
      close(failed->id);
      if (replay_ == failed->id) replay_later(io);
    }
    if (!replays_.empty() && asked_.empty() && !replay_ && !waits_) start_replay(io);
  }

 private:
  // A replay stands between two audits: what it changes shows between their views.
  void act(const Payload& what, Io& io) {
    if (const auto* replay = what.as<ReplayDecided>()) replays_.push_back(*replay);
    audit(io);
  }

  void start_replay(Io& io) {
    const ReplayDecided& decided = replays_.front();
    ReplayStart start;
    start.replay_id = decided.replay_id;
    if (decided.back_seconds) {
      start.from = io.now() - seconds(*decided.back_seconds);
      start.until = io.now();
    }
    Headers headers;
    headers.idempotency_key = start.replay_id;
    headers.correlation_id = start.replay_id;
    replay_ = io.request(pipeline_, Payload::of(std::move(start)), patience, std::move(headers));
  }

  // The pipeline is down or not ready. Views are asked anew before it is tried again.
  void replay_later(Io& io) {
    replay_.reset();
    waits_ = true;
    io.arm(patience, replay_tag);
  }

  void answered(const Replied& replied, Io& io) {
    if (replay_ != replied.id) return read_on(replied, io);
    if (!replied.reply.ok() && replied.reply.status >= 500) return replay_later(io);
    replay_.reset();
    replays_.pop_front();
    audit(io);
  }

  void rest(Io& io) {
    if (!times_.period) return;
    const Duration period = io.now() < times_.run_ends ? *times_.period : std::max(*times_.period, settle_period);
    if (io.now() + period <= times_.settle_ends) io.arm(period, audit_tag);
  }

  void audit(Io& io) {
    waits_ = false;
    for (std::size_t i = 0; i < readings_.size(); ++i)
      if (!readings_[i].open) turn_page(i, io);
  }

  void turn_page(std::size_t index, Io& io) {
    Reading& reading = readings_[index];
    reading.open = true;
    asked_.emplace(io.request(reading.seat, reading.ask(reading.cursor), patience, {}), index);
  }

  void read_on(const Replied& replied, Io& io) {
    const auto found = asked_.find(replied.id);
    if (found == asked_.end()) return;
    const std::size_t index = found->second;
    close(replied.id);
    if (!replied.reply.ok()) return;
    const Page page = read(replied.reply.body);
    if (page.cursor) readings_[index].cursor = page.cursor;
    if (page.more && page.cursor) turn_page(index, io);
  }

  void close(const RequestId& id) {
    const auto found = asked_.find(id);
    if (found == asked_.end()) return;
    readings_[found->second].open = false;
    asked_.erase(found);
  }

  AuditTimes times_;
  SeatIndex pipeline_;
  std::vector<Reading> readings_;
  std::map<RequestId, std::size_t> asked_;
  std::deque<ReplayDecided> replays_;  ///< to be done, the first of them next
  std::optional<RequestId> replay_;    ///< asked for and not answered
  bool waits_ = false;                 ///< until the next audit
};

}  // namespace

ActorFactory make_auditor(AuditTimes times) {
  return [times](const SeatConfig& config) -> std::unique_ptr<Actor> {
    return std::make_unique<Auditor>(times, *config.directory);
  };
}

}  // namespace drydock
