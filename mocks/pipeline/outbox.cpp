#include "mocks/pipeline/outbox.hpp"

#include <algorithm>
#include <cassert>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/views.hpp"
#include "contracts/codec.hpp"

namespace drydock::pipeline {
namespace {

bool is_called(std::string_view role) {
  return role == "commerce" || role == "erp" || role == "wms" || role == "tms" || role == "carrier" ||
         role == "payment" || role == "notification";
}

std::string row_key(std::uint64_t number) { return "c/" + std::to_string(number); }
std::string body_key(std::uint64_t number) { return "b/" + std::to_string(number); }

CallRow row_of(const Call& call, std::string destination) {
  CallRow row;
  row.number = static_cast<std::int64_t>(call.number);
  row.destination = std::move(destination);
  row.operation = std::string(call.type->name);
  row.idempotency_key = call.headers.idempotency_key;
  row.correlation_id = call.headers.correlation_id;
  row.causation_id = call.headers.causation_id;
  row.trace_high = static_cast<std::int64_t>(call.headers.trace.high);
  row.trace_low = static_cast<std::int64_t>(call.headers.trace.low);
  row.lane = call.lane;
  row.subject = call.subject;
  row.dead = call.dead;
  return row;
}

// One span a hop; a call's own is the same in every attempt, as its key is.
std::uint64_t span_of(const Call& call) {
  return keyed_bits(0, Purpose::identity, call.headers.idempotency_key, call.type->name);
}

Trace trace_of(const Cause& cause) {
  if (cause.trace.high != 0 || cause.trace.low != 0) return cause.trace;
  return {keyed_bits(0, Purpose::identity, cause.correlation, "trace", 0),
          keyed_bits(0, Purpose::identity, cause.correlation, "trace", 1), 0};
}

}  // namespace

const DestinationSettings& settings_of(const PipelineSettings& settings, std::string_view role) {
  if (role == "commerce") return settings.commerce;
  if (role == "erp") return settings.erp;
  if (role == "wms") return settings.wms;
  if (role == "tms") return settings.tms;
  if (role == "payment") return settings.payment;
  if (role == "notification") return settings.notification;
  return settings.carrier;
}

// A seat that is away or busy, or does not know us, has not looked at it. Done, it was done just now.
bool says_nothing_was_done(Verdict verdict, int status) {
  switch (verdict) {
    case Verdict::unreachable: return status == 503;
    case Verdict::failed: return status >= 400 && status < 500 && status != 409;
    default: return true;
  }
}

std::string dead_letter_id(const Call& call) {
  const std::string& key = call.headers.idempotency_key;
  return std::string(call.type->name) + "/" + (key.empty() ? call.subject : key);
}

Outbox::Outbox(const PipelineSettings& settings, const DefectSet& defects, const SeatConfig& seat, Journal& journal,
               Ends& ends)
    : settings_(settings), defects_(defects), seat_(seat), journal_(journal), ends_(ends) {
  for (std::size_t i = 0; i < seat.directory->size(); ++i) {
    Destination& destination = destinations_.emplace_back();
    const Seat& callee = (*seat.directory)[static_cast<SeatIndex>(i)];
    destination.settings = settings_of(settings, callee.role);
    // One of the places belongs to whoever reads its feed.
    if (settings.feeds.contains(callee.name))
      destination.settings.concurrency = std::max<std::int64_t>(1, destination.settings.concurrency - 1);
    destination.breaker = Breaker(settings.breaker);
  }
}

Outbox::Destination& Outbox::at(SeatIndex seat) {
  assert(seat < destinations_.size());
  return destinations_[seat];
}

void Outbox::accept(NewCall order, const Cause& cause) {
  auto made = std::make_unique<Call>();
  Call& call = *made;
  call.number = ++last_number_;
  call.type = &message_of(order.body.type());
  call.to = order.to;
  call.body = std::move(order.body);
  call.headers.correlation_id = cause.correlation;
  call.headers.causation_id = cause.id;
  if (defects_.has(Defect::correlation_made_anew) && (*seat_.directory)[call.to].role == "erp")
    call.headers.correlation_id = "erp/" + order.idempotency_key;
  call.headers.idempotency_key = std::move(order.idempotency_key);
  if (!call.headers.idempotency_key.empty()) call.headers.idempotency_key += cause.suffix;
  call.headers.trace = trace_of(cause);
  call.headers.trace.span = span_of(call);
  call.lane = std::move(order.lane);
  call.subject = std::move(order.subject);
  call.essential = order.essential;
  call.journaled = order.journaled;
  if (defects_.has(Defect::erp_queue_in_memory) && (*seat_.directory)[call.to].role == "erp") call.journaled = false;
  calls_.emplace(call.number, std::move(made));
  ++at(call.to).accepted;
  if (call.journaled) rewrite(call);
  journal_.send(call.number);
}

void Outbox::rewrite(const Call& call) {
  journal_.put(row_key(call.number), Payload::of(row_of(call, (*seat_.directory)[call.to].name)));
  journal_.put(body_key(call.number), call.body);
}

void Outbox::restore(const CallRow& row, Payload body) {
  auto made = std::make_unique<Call>();
  Call& call = *made;
  call.number = static_cast<std::uint64_t>(row.number);
  call.type = &message_of(body.type());
  call.to = seat_.directory->find(row.destination);
  call.body = std::move(body);
  call.headers.correlation_id = row.correlation_id;
  call.headers.causation_id = row.causation_id;
  call.headers.idempotency_key = row.idempotency_key;
  call.headers.trace = {static_cast<std::uint64_t>(row.trace_high), static_cast<std::uint64_t>(row.trace_low), 0};
  call.headers.trace.span = span_of(call);
  call.lane = row.lane;
  call.subject = row.subject;
  call.dead = row.dead;
  call.restored = true;
  if (defects_.has(Defect::release_retry_new_order)) call.tries = 1;  // it may have been made before the crash
  last_number_ = std::max(last_number_, call.number);
  if (call.dead) {
    dead_.emplace(dead_letter_id(call), call.number);
  } else {
    ++at(call.to).accepted;
  }
  calls_.emplace(call.number, std::move(made));
}

void Outbox::resume(Io& io) {
  for (const Call* call : open_calls()) enqueue(*find(call->number));
  for (std::size_t seat = 0; seat < destinations_.size(); ++seat) pump(static_cast<SeatIndex>(seat), io);
}

void Outbox::release(std::uint64_t number, Io& io) {
  Call* call = find(number);
  if (call == nullptr) return;
  if (std::exchange(call->amended, false)) {
    at(call->to).ready.emplace(call->number, call);
  } else {
    enqueue(*call);
  }
  pump(call->to, io);
}

void Outbox::enqueue(Call& call) {
  Destination& destination = at(call.to);
  if (!call.lane.empty()) {
    auto& lane = destination.lanes[call.lane];
    lane.push_back(&call);
    if (lane.size() > 1) return;
  }
  destination.ready.emplace(call.number, &call);
}

void Outbox::leave_lane(Call& call) {
  if (call.lane.empty()) return;
  Destination& destination = at(call.to);
  const auto lane = destination.lanes.find(call.lane);
  if (lane == destination.lanes.end()) return;
  assert(lane->second.front() == &call);
  lane->second.pop_front();
  if (lane->second.empty()) {
    destination.lanes.erase(lane);
    return;
  }
  Call* next = lane->second.front();
  destination.ready.emplace(next->number, next);
}

void Outbox::pump(SeatIndex seat, Io& io) {
  Destination& destination = at(seat);
  const bool shared = defects_.has(Defect::shared_connection_pool);
  while (!destination.ready.empty() && destination.breaker.closed() && !destination.paused && !destination.renewing) {
    const bool room =
        shared ? total_in_flight_ < settings_.shared_pool : destination.in_flight < destination.settings.concurrency;
    const bool unbounded = defects_.has(Defect::erp_concurrency_unbounded) && (*seat_.directory)[seat].role == "erp";
    if (!room && !unbounded) return;
    if (quota_spent(seat, io)) return;
    Call& call = *destination.ready.begin()->second;
    destination.ready.erase(destination.ready.begin());
    if (rests(call, io.now())) {
      io.arm(call.rests_until - io.now(), tag_of(TimerKind::call, call.number));
      continue;
    }
    if (!dropped(call)) send(call, io);
  }
}

// What has become needless while it waited is not sent.
bool Outbox::dropped(Call& call) {
  if (!ends_.needless(call)) return false;
  leave_lane(call);
  finish(call);
  return true;
}

void Outbox::send(Call& call, Io& io) {
  if (call.tries > 0) ends_.before_send(call);
  ++call.tries;
  call.last_attempt = io.now();
  if (call.tries == 1) call.first_attempt = call.last_attempt;
  Headers headers = call.headers;
  if (!headers.idempotency_key.empty()) {
    if (defects_.has(Defect::idempotency_key_per_attempt)) headers.idempotency_key += "#" + std::to_string(call.tries);
    if (defects_.has(Defect::label_retry_without_key) && call.tries > 1 && call.type->name == "label.buy")
      headers.idempotency_key += "/" + std::to_string(call.tries);
    if (defects_.has(Defect::capture_retry_new_key) && call.tries > 1 && call.type->name == "payment.capture")
      headers.idempotency_key += "/" + std::to_string(call.tries);
  }
  Destination& destination = at(call.to);
  ++destination.made;
  call.token = defects_.has(Defect::refused_token_shown_again) && call.tries == 2 ? call.token : destination.token;
  headers.token = call.token;
  ++destination.in_flight;
  ++total_in_flight_;
  const RequestId id = io.request(call.to, call.body, destination.settings.deadline, std::move(headers));
  waiting_.emplace(id, call.number);
  call.in_flight = true;
}

bool Outbox::take(const RequestId& id, Call*& call) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return false;
  call = find(found->second);
  waiting_.erase(found);
  assert(call != nullptr);
  call->in_flight = false;
  --at(call->to).in_flight;
  --total_in_flight_;
  return true;
}

Verdict Outbox::judge(const Call& call, const Reply& reply) const {
  // A body that cannot be read was damaged on its way: the next attempt brings the same answer intact.
  if (reply.ok()) return reply.body.type() == call.type->reply ? Verdict::done : Verdict::failed;
  switch (reply.status) {
    case 408:
    case 425:
    case 502:
    case 503:
    case 504: return Verdict::unreachable;
    case 429: return Verdict::throttled;
    case 400: return Verdict::failed;  // our bytes were damaged on their way
    default: break;
  }
  if (reply.status >= 500) return Verdict::failed;
  const Problem* problem = reply.body.as<Problem>();
  if (problem == nullptr) return Verdict::failed;
  if (reply.status == 401 && problem->code == "token_expired") return Verdict::token_expired;
  if (defects_.has(Defect::refusal_retried)) return Verdict::failed;
  // Our own earlier attempt is still being worked on.
  if (reply.status == 409 && problem->code.find("in_progress") != std::string::npos) return Verdict::failed;
  return Verdict::refused;
}

bool Outbox::replied(const Replied& replied, Io& io) {
  Call* call = nullptr;
  if (token_answered(replied.id, &replied.reply, io)) return true;
  if (!take(replied.id, call)) return false;
  const SeatIndex seat = call->to;
  const Reply& reply = replied.reply;
  const Verdict verdict = judge(*call, reply);
  if (verdict != Verdict::done) {
    const Problem* problem = reply.body.as<Problem>();
    call->problem = std::to_string(reply.status) + (problem != nullptr ? " " + problem->code : std::string());
  }
  if (!says_nothing_was_done(verdict, reply.status)) unsure(*call);
  if (verdict == Verdict::unreachable) {
    unreachable(*call, reply.retry_after, io);
  } else if (verdict == Verdict::failed && reply.status >= 500) {
    const bool counts = at(seat).breaker.closed() && !call->probe;
    if (counts && !call->essential) ++call->attempts;
    if (call->attempts >= settings_.max_attempts) {
      bury(*call, "attempts_exhausted");
      if (at(seat).breaker.failed(false)) io.arm(at(seat).breaker.wait(), tag_of(TimerKind::probe, seat));
    } else {
      unreachable(*call, reply.retry_after, io);
    }
  } else {
    came_back(seat);
    call->probe = false;
    if (verdict == Verdict::done) {
      const std::string useless = ends_.answered(*call, reply.body);
      if (useless.empty()) {
        leave_lane(*call);
        finish(*call);
      } else {
        bury(*call, useless);
      }
    } else if (verdict == Verdict::refused) {
      refused(*call, *reply.body.as<Problem>());
    } else if (verdict == Verdict::token_expired) {
      expired(*call, io);
    } else if (verdict == Verdict::throttled) {
      at(seat).ready.emplace(call->number, call);
      pause(seat, reply.retry_after.value_or(seconds(1)), io);
    } else {
      if (!call->essential) ++call->attempts;
      if (call->attempts >= settings_.max_attempts) {
        bury(*call, "attempts_exhausted");
      } else {
        again(*call, reply.retry_after, io);
      }
    }
  }
  pump(seat, io);
  if (defects_.has(Defect::shared_connection_pool))
    for (std::size_t i = 0; i < destinations_.size(); ++i) pump(static_cast<SeatIndex>(i), io);
  return true;
}

void Outbox::unsure(Call& call) {
  if (call.unsure_since == Instant{}) call.unsure_since = call.last_attempt;
}

void Outbox::refused(Call& call, const Problem& problem) {
  switch (ends_.refused(call, problem)) {
    case Dealt::no: return bury(call, "refused");
    case Dealt::yes: leave_lane(call); return finish(call);
    case Dealt::amended:
      call.amended = true;
      if (call.journaled) rewrite(call);
      journal_.send(call.number);
  }
}

bool Outbox::failed(const Failed& failed, Io& io) {
  Call* call = nullptr;
  if (token_answered(failed.id, nullptr, io)) return true;
  if (!take(failed.id, call)) return false;
  const SeatIndex seat = call->to;
  call->problem = failed.reason;
  unsure(*call);
  unreachable(*call, {}, io);
  pump(seat, io);
  if (defects_.has(Defect::shared_connection_pool))
    for (std::size_t i = 0; i < destinations_.size(); ++i) pump(static_cast<SeatIndex>(i), io);
  return true;
}

// Of several answers that ask to wait the one that asks for longest counts.
void Outbox::pause(SeatIndex seat, Duration wait, Io& io) {
  Destination& destination = at(seat);
  destination.paused_until = std::max(destination.paused_until, io.now() + wait);
  if (std::exchange(destination.paused, true)) return;
  io.arm(wait, tag_of(TimerKind::pause, seat));
}

bool Outbox::quota_spent(SeatIndex seat, Io& io) {
  Destination& destination = at(seat);
  if (destination.settings.quota == 0) return false;
  const std::int64_t minute = io.now().us / minutes(1).us;
  if (std::exchange(destination.minute, minute) != minute) destination.made = 0;
  if (destination.made < destination.settings.quota) return false;
  pause(seat, Instant{(minute + 1) * minutes(1).us} - io.now(), io);
  return true;
}

// The seat did not do its work: that is no attempt of this call. With the breaker open it waits for a probe, not a
// timer.
void Outbox::unreachable(Call& call, std::optional<Duration> retry_after, Io& io) {
  Destination& destination = at(call.to);
  if (destination.breaker.failed(std::exchange(call.probe, false))) {
    const Duration wait = destination.breaker.wait();
    const std::int64_t jitter =
        io.draw(Purpose::backoff, (*seat_.directory)[call.to].name, "probe", static_cast<std::uint64_t>(call.tries))
            .below(wait.us / 5 + 1);
    io.arm(std::max(wait, retry_after.value_or(Duration{})) + microseconds(jitter), tag_of(TimerKind::probe, call.to));
  }
  if (destination.breaker.closed()) {
    again(call, retry_after, io);
  } else {
    call.rest = std::max(settings_.retry.front(), retry_after.value_or(Duration{}));
    call.rests_until = io.now() + call.rest;
    destination.ready.emplace(call.number, &call);
  }
}

// It failed a moment ago, or was asked to wait. A rest longer than it can be is a clock that jumped back meanwhile.
bool Outbox::rests(const Call& call, Instant now) const {
  const Duration left = call.rests_until - now;
  return left.us > 0 && left <= call.rest && !defects_.has(Defect::retry_without_pause);
}

// The next in turn that has rested since it failed: a call that failed a moment ago is not repeated at once, though the
// destination is probed. Null if all of them rest.
Call* Outbox::probe_of(Destination& destination, Instant now) {
  auto next = destination.ready.upper_bound(destination.last_probe);
  for (std::size_t n = 0; n < destination.ready.size(); ++n, ++next) {
    if (next == destination.ready.end()) next = destination.ready.begin();
    Call* call = next->second;
    if (rests(*call, now)) continue;
    destination.ready.erase(next);
    destination.last_probe = call->number;
    return call;
  }
  return nullptr;
}

Duration Outbox::backoff(const Call& call, std::optional<Duration> retry_after, Io& io) const {
  if (defects_.has(Defect::retry_without_pause)) return milliseconds(1);
  const auto step = static_cast<std::size_t>(std::max<std::int64_t>(call.tries, 1) - 1);
  const Duration base = settings_.retry[std::min(step, settings_.retry.size() - 1)];
  Draw draw = io.draw(Purpose::backoff, dead_letter_id(call), call.type->name, static_cast<std::uint64_t>(call.tries));
  return std::max(base + microseconds(draw.below(base.us / 5 + 1)), retry_after.value_or(Duration{}));
}

void Outbox::again(Call& call, std::optional<Duration> retry_after, Io& io) {
  io.arm(backoff(call, retry_after, io), tag_of(TimerKind::call, call.number));
}

void Outbox::timer(TimerKind kind, std::uint64_t what, Io& io) {
  if (kind == TimerKind::call) {
    Call* call = find(what);
    if (call == nullptr || call->dead) return;
    at(call->to).ready.emplace(call->number, call);
    pump(call->to, io);
    return;
  }
  const auto seat = static_cast<SeatIndex>(what);
  Destination& destination = at(seat);
  if (kind == TimerKind::token) return fetch_token(seat, io);
  if (kind == TimerKind::pause) {
    destination.paused = false;
    if (destination.paused_until > io.now()) pause(seat, destination.paused_until - io.now(), io);
  } else if (kind == TimerKind::probe && destination.breaker.state() == Breaker::State::open) {
    if (destination.ready.empty()) {
      destination.breaker.answered();
    } else if (destination.renewing) {
      io.arm(settings_.retry.front(), tag_of(TimerKind::probe, seat));
    } else if (Call* call = probe_of(destination, io.now()); call != nullptr && !dropped(*call)) {
      destination.breaker.probe();
      call->probe = true;
      send(*call, io);
    } else {
      io.arm(settings_.retry.front(), tag_of(TimerKind::probe, seat));
    }
  }
  pump(seat, io);
}

void Outbox::finish(Call& call) {
  --at(call.to).accepted;
  ends_.closed(call);
  if (call.journaled) {
    journal_.forget(row_key(call.number));
    journal_.forget(body_key(call.number));
  }
  calls_.erase(call.number);
}

DeadLetter Outbox::letter_of(const Call& call, const std::string& reason) const {
  DeadLetter letter;
  letter.dead_letter_id = dead_letter_id(call);
  letter.message = std::string(call.type->name);
  letter.message_id = call.headers.idempotency_key;
  letter.key = business_key(*call.type, call.body);
  letter.destination = (*seat_.directory)[call.to].name;
  letter.reason = reason;
  letter.correlation = call.headers.correlation_id;
  letter.body = to_json(call.body);
  letter.attempts = call.tries;
  letter.first_attempt = call.first_attempt;
  letter.last_attempt = call.last_attempt;
  return letter;
}

void Outbox::bury(Call& call, const std::string& reason) {
  leave_lane(call);
  const DeadLetter letter = letter_of(call, reason);
  ends_.died(call, letter);
  if (!call.journaled) return finish(call);
  --at(call.to).accepted;
  call.dead = true;
  dead_[letter.dead_letter_id] = call.number;
  journal_.put("d/" + letter.dead_letter_id, Payload::of(letter));
  rewrite(call);
}

bool Outbox::revive(std::string_view id) {
  const auto found = dead_.find(id);
  if (found == dead_.end()) return false;
  Call& call = *find(found->second);
  dead_.erase(found);
  call.dead = false;
  call.attempts = 0;
  call.tries = 0;
  ++at(call.to).accepted;
  journal_.forget("d/" + std::string(id));
  rewrite(call);
  journal_.send(call.number);
  ends_.revived(std::string(id));
  return true;
}

std::vector<std::string> Outbox::dead_letters() const {
  std::map<std::uint64_t, std::string> by_number;
  for (const auto& [id, number] : dead_) by_number.emplace(number, id);
  std::vector<std::string> ids;
  for (const auto& [number, id] : by_number) ids.push_back(id);
  return ids;
}

std::vector<Outbox::Depth> Outbox::depths() const {
  std::vector<Depth> all;
  for (std::size_t i = 0; i < destinations_.size(); ++i) {
    const Destination& one = destinations_[i];
    const auto seat = static_cast<SeatIndex>(i);
    const std::int64_t under_way = std::min(one.in_flight, one.accepted);  // a token that is fetched is no call
    if (is_called((*seat_.directory)[seat].role)) all.push_back({seat, one.accepted - under_way, under_way});
  }
  return all;
}

bool Outbox::full(SeatIndex seat) const {
  return seat < destinations_.size() && destinations_[seat].accepted >= destinations_[seat].settings.queue;
}

Call* Outbox::find(std::uint64_t number) {
  const auto found = calls_.find(number);
  return found == calls_.end() ? nullptr : found->second.get();
}

std::vector<const Call*> Outbox::all_calls() const {
  std::vector<const Call*> all;
  for (const auto& [number, call] : calls_) all.push_back(call.get());
  std::sort(all.begin(), all.end(), [](const Call* a, const Call* b) { return a->number < b->number; });
  return all;
}

std::vector<const Call*> Outbox::open_calls() const {
  std::vector<const Call*> open = all_calls();
  std::erase_if(open, [](const Call* call) { return call->dead; });
  return open;
}

}  // namespace drydock::pipeline
