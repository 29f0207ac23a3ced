#include "mocks/common/desk.hpp"

#include <cassert>
#include <utility>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/token.hpp"
#include "contracts/codec.hpp"

namespace drydock {

/// The entry that tells a journal from an empty one.
struct LedgerOpened {
  std::int64_t format = 1;
  bool operator==(const LedgerOpened&) const = default;
};
DRYDOCK_DESCRIBE(LedgerOpened, format)

namespace {

constexpr std::string_view opened_key = "opened";
constexpr std::uint64_t work_tag = std::uint64_t{1} << 63;  // tags of the desk's own timers; a mock's are below

Reply ledger_unavailable() {
  return problem(503, "ledger_unavailable", "the ledger could not be written; ask again when the seat was restarted");
}

std::int64_t fingerprint(const Payload& body) { return static_cast<std::int64_t>(content_hash(body)); }

// Handles carry the incarnation; asking for one is the only way to learn it.
std::uint16_t incarnation_of(Io& io) {
  const TimerId probe = io.arm(days(1), 0);
  io.cancel(probe);
  return probe.incarnation;
}

}  // namespace

void Desk::on(const Event& event, Io& io) {
  if (const auto* received = std::get_if<Received>(&event)) {
    receive(*received, io);
  } else if (const auto* done = std::get_if<Durable>(&event)) {
    durable(*done, io);
  } else if (const auto* fired = std::get_if<TimerFired>(&event)) {
    if ((fired->tag & work_tag) != 0) return served(fired->tag, io);
    if (!stopped_) timer(fired->tag, io);
  } else if (const auto* replied = std::get_if<Replied>(&event)) {
    if (!stopped_) answered(replied->id, &replied->reply, io);
  } else if (const auto* failed = std::get_if<Failed>(&event)) {
    if (!stopped_) answered(failed->id, nullptr, io);
  } else if (const auto* stimulus = std::get_if<Stimulus>(&event)) {
    if (!stopped_) act(stimulus->what, io);
  } else if (const auto* recovered = std::get_if<Recovered>(&event)) {
    incarnation_ = incarnation_of(io);
    wake();
    recover(*recovered->entries, io);
  } else {
    assert(std::holds_alternative<Started>(event));
    incarnation_ = incarnation_of(io);
    wake();
    open(io);
  }
}

void Desk::open(Io& io) {
  Commit commit = begin(io);
  if (!commit.empty()) {
    commit.entries.push_back({std::string(opened_key), Payload::of(LedgerOpened{})});
    keep(std::move(commit), io);
  }
  resume(io);
}

void Desk::recover(const Entries& entries, Io& io) {
  if (entries.empty()) return open(io);
  for (const auto& [key, value] : entries) {
    if (Idempotency::owns(key)) {
      keys_.restore(key, value);
    } else if (key != opened_key) {
      restore(key, value);
    }
  }
  keys_.sorted();
  resume(io);
}

void Desk::receive(const Received& received, Io& io) {
  if (received.event) return io.settle(received.id, Settlement::nack(404));  // a mock subscribes to nothing
  if (stopped_) return io.reply(received.id, ledger_unavailable());
  if (received.body.type() != received.type->body) {
    return io.reply(received.id, problem(400, "malformed_body",
                                         "the body is not what " + std::string(received.type->name) +
                                             " takes; send it again intact"));
  }
  const bool metered = !received.unmetered;
  if (auto refusal = metered ? too_many(io.now()) : std::nullopt) return io.reply(received.id, *std::move(refusal));
  if (received.type->write && settled_by_key(received, io)) return;
  if (metered) ++open_;
  if (!metered || limits_.service_time.us == 0) return work(received, io);
  const std::uint64_t tag = work_tag | ++works_;
  at_work_.emplace(tag, received);
  io.arm(limits_.service_time, tag);
}

std::optional<Reply> Desk::too_many(Instant now) {
  if (limits_.concurrency > 0 && open_ >= limits_.concurrency) {
    Reply refusal = problem(429, "concurrency_limit",
                            std::to_string(open_) + " requests are in progress, at most " +
                                std::to_string(limits_.concurrency) + " may be; wait and ask again");
    refusal.retry_after = limits_.retry_after;
    return refusal;
  }
  if (limits_.quota == 0) return std::nullopt;
  const std::int64_t minute = now.us / minutes(1).us;
  if (minute != minute_) taken_ = 0;
  minute_ = minute;
  if (taken_ >= limits_.quota) {
    Reply refusal = problem(429, "quota_used_up",
                            std::to_string(limits_.quota) + " requests were taken in this minute; ask in the next");
    refusal.retry_after = Instant{(minute + 1) * minutes(1).us} - now;
    return refusal;
  }
  ++taken_;
  return std::nullopt;
}

bool Desk::settled_by_key(const Received& received, Io& io) {
  const std::string& key = received.headers.idempotency_key;
  if (key.empty()) {
    io.reply(received.id, problem(400, "idempotency_key_missing",
                                  std::string(received.type->name) + " is a write and needs an idempotency key"));
    return true;
  }
  const Idempotency::Scope scope = Idempotency::scope(received.type->name, key);
  const std::int64_t print = fingerprint(received.body);
  const Idempotency::Seen seen = keys_.look(scope, print);
  switch (seen.verdict) {
    case Idempotency::Verdict::fresh: keys_.claim(scope, print); return false;
    case Idempotency::Verdict::in_progress:
      io.reply(received.id,
               problem(409, "in_progress", "the first request under key " + key + " is still being worked on"));
      return true;
    case Idempotency::Verdict::reused:
      io.reply(received.id, problem(422, "idempotency_key_reused", "key " + key + " came with another body before"));
      return true;
    case Idempotency::Verdict::done:
      io.reply(received.id, {static_cast<int>(seen.kept->status), result(received, *seen.kept), {}});
      return true;
  }
  return false;
}

void Desk::served(std::uint64_t tag, Io& io) {
  const auto found = at_work_.find(tag);
  assert(found != at_work_.end());
  const Received request = std::move(found->second);
  at_work_.erase(found);
  if (stopped_) return io.reply(request.id, ledger_unavailable());
  work(request, io);
}

void Desk::work(const Received& received, Io& io) {
  const auto* asked = received.body.as<TokenCreate>();
  Outcome outcome = asked != nullptr ? token_for(*asked) : serve(received, io);
  if (auto* done = std::get_if<Write>(&outcome)) return write(received, std::move(*done), io);
  if (received.type->write) keys_.drop(Idempotency::scope(received.type->name, received.headers.idempotency_key));
  answer({received.id, std::move(std::get<Reply>(outcome)), {}, {}, !received.unmetered}, io);
}

// Numbers of an incarnation begin anew, so that it is part of the name.
Reply Desk::token_for(const TokenCreate& asked) {
  const std::string name = asked.client_id + "/" + std::to_string(incarnation_) + "/" + std::to_string(++tokens_);
  return {200, Payload::of(AccessToken{name}), {}};
}

void Desk::write(const Received& received, Write done, Io& io) {
  assert(received.type->write && "a read changed something");
  const Kept kept{fingerprint(received.body), done.status, std::move(done.id), std::move(done.state), io.now()};
  Waiting waiting;
  waiting.id = received.id;
  waiting.metered = !received.unmetered;
  waiting.reply.status = done.status;
  waiting.reply.body = result(received, kept);
  waiting.kept = Payload::of(kept);
  waiting.scope = Idempotency::scope(received.type->name, received.headers.idempotency_key);
  done.commit.entries.push_back({Idempotency::journal_key(waiting.scope), waiting.kept});
  for (std::string& gone : keys_.outlived(io.now())) done.commit.entries.push_back({std::move(gone), {}});
  keep(std::move(done.commit), io);
  answer(std::move(waiting), io);
}

Ticket Desk::keep(Commit commit, Io& io) {
  pending_.push_back({io.commit(std::move(commit)), {}});
  const Ticket ticket = pending_.back().ticket;
  committed(ticket);
  return ticket;
}

void Desk::answer(Waiting waiting, Io& io) {
  if (pending_.empty()) return deliver(waiting, io);
  pending_.back().waiting.push_back(std::move(waiting));
}

void Desk::deliver(Waiting& waiting, Io& io) {
  if (waiting.metered) --open_;
  if (!waiting.kept.empty()) keys_.keep(waiting.scope, std::move(waiting.kept));
  io.reply(waiting.id, std::move(waiting.reply));
}

void Desk::durable(const Durable& done, Io& io) {
  if (stopped_) return;
  assert(!pending_.empty() && pending_.front().ticket == done.ticket && "commits become durable in order");
  if (done.outcome != Durable::Outcome::ok) return stop(io);
  Pending finished = std::move(pending_.front());
  pending_.pop_front();
  for (Waiting& waiting : finished.waiting) deliver(waiting, io);
  stored(finished.ticket, io);
}

void Desk::stop(Io& io) {
  stopped_ = true;
  for (const Pending& commit : pending_)
    for (const Waiting& waiting : commit.waiting) io.reply(waiting.id, ledger_unavailable());
  pending_.clear();
}

Payload Desk::result(const Received& received, const Kept& kept) const {
  if (received.type->reply == type_of<Posted>()) return Payload::of(Posted{kept.id});
  assert(received.type->reply == type_of<Accepted>());
  return Payload::of(Accepted{kept.id, kept.state});
}

Reply Desk::unknown_operation(const Received& received) {
  return problem(404, "unknown_operation", std::string(received.type->name) + " is not served here");
}

}  // namespace drydock
