// Requests of our own actors, on their way out. A caller waits until its deadline and no longer; the request may still
// arrive after that, and what comes back then is late. Where a fault acts depends on who holds the link's far end: in
// front of our own actor at its endpoint, towards the real thing where the request leaves.
#include <algorithm>

#include "contracts/canonical/common.hpp"
#include "harness/live/live_core.hpp"
#include "sim/mixing.hpp"

namespace drydock::live {
namespace {

constexpr std::uint32_t copy_bit = 0x8000'0000U;  // counters of copies never meet those of requests

void damage(std::string& body) {
  if (body.size() > 2) body.resize(body.size() / 2);
}

std::string told(const HttpOutcome& outcome) {
  return outcome.detail.empty() ? outcome.reason : outcome.reason + ": " + outcome.detail;
}

}  // namespace

Reply injected_reply(int status, std::optional<Duration> retry_after) {
  Problem problem;
  problem.title = "injected";
  problem.code = "injected";
  problem.status = status;
  return {status, Payload::of(std::move(problem)), retry_after};
}

void LiveCore::count_attempt(CallFacts& facts) {
  const std::uint64_t link = (std::uint64_t{facts.from} << 16U) | facts.to;
  facts.attempts_key = mixed(mixed(link, std::uint64_t{facts.type->index}), std::string_view(facts.key));
  facts.attempt = attempts_.next(facts.attempts_key, now());
}

void LiveCore::decide(CallFacts& facts, LegKind kind, LegFate& fate) {
  if (!faults->watches(facts.from, facts.to, kind)) return;
  Leg leg;
  leg.kind = kind;
  leg.from = kind == LegKind::reply ? facts.to : facts.from;
  leg.to = kind == LegKind::reply ? facts.from : facts.to;
  leg.type = facts.type;
  leg.key = facts.key;
  leg.attempt = facts.attempt;
  leg.now = now();
  leg.had_effect = facts.had_effect;
  leg.copy = facts.copy;
  on_leg_ = &facts;
  fate = faults->decide(leg, *this);
  on_leg_ = nullptr;
  if (!fate.by.empty()) facts.fault = std::string(fate.by.front());
}

// What a fault makes of a request: the same once more, with the same idempotency key. Nobody waits for its answer.
CallFacts LiveCore::copy_of(const CallFacts& original) {
  CallFacts copy = original;
  copy.id.counter = copy_bit | ++copies_;
  copy.copy = true;
  return copy;
}

// A local actor calls.
void LiveCore::send_call(CallFacts made, Duration deadline) {
  auto facts = std::make_shared<CallFacts>(std::move(made));
  count_attempt(*facts);
  facts->patience = deadline;
  facts->gives_up = now() + deadline;
  record_call(RecordKind::call, *facts);
  OpenCall& open = calls_[facts->id.value()];
  open.from = facts->from;
  open.deadline = std::make_unique<boost::asio::steady_timer>(
      context, std::chrono::microseconds(std::max<std::int64_t>(0, deadline.us)));
  open.deadline->async_wait([this, facts](const boost::system::error_code& error) {
    if (!error) call_failed(*facts, false, "deadline");
  });
  depart(std::move(facts));
}

void LiveCore::depart(std::shared_ptr<CallFacts> facts) {
  LegFate fate;
  if (!seats[facts->to]->local()) decide(*facts, LegKind::request, fate);
  for (const LegFate::Copy& copy : fate.copies)
    after(copy.after, [this, again = std::make_shared<CallFacts>(copy_of(*facts))] { depart(again); });
  if (fate.refuse) return after(fate.hold, [this, facts] { call_failed(*facts, true, "refused"); });
  if (fate.lose || fate.black_hole) return;  // the caller's deadline sees to it
  if (fate.status)
    return after(fate.hold + fate.delay, [this, facts, reply = injected_reply(*fate.status, fate.retry_after)] {
      call_answered(*facts, reply);
    });
  after(fate.hold + fate.delay, [this, facts, corrupt = fate.corrupt] { put_on_wire(facts, corrupt); });
}

void LiveCore::put_on_wire(std::shared_ptr<CallFacts> facts, bool corrupt) {
  const auto target = spec.targets.find({facts->from, facts->to});
  const Route* route = find_route(directory[facts->to].role, *facts->type);
  Url url;
  if (target == spec.targets.end() || route == nullptr || !parse_url(target->second.url, url))
    return call_failed(*facts, true, "no route");
  HttpRequest request = write_request(*route, facts->body, facts->headers, url.path, target->second.credential);
  if (corrupt) damage(request.body);
  const bool ours = seats[facts->to]->local();
  if (ours) {
    request.headers.emplace_back(std::string(request_id_header), std::to_string(facts->id.value()));
    request.headers.emplace_back("attempt", std::to_string(facts->attempt));
  }
  if (!ours) record_call(RecordKind::request, *facts);
  // Our own endpoints break connections on purpose: a second try would hide that.
  const Resend resend = ours || !is_repeatable(request) ? Resend::never : Resend::once;
  client_.send(url.host, url.port, std::move(request), std::chrono::microseconds(time_left(*facts).us), resend,
               [this, facts](HttpOutcome outcome) { call_done(*facts, std::move(outcome)); });
}

// What nobody waits for any more gets as long as it would have had.
Duration LiveCore::time_left(const CallFacts& facts) const {
  const Duration left = facts.gives_up - now();
  return facts.copy || left.us <= 0 ? facts.patience : left;
}

void LiveCore::call_done(const CallFacts& facts, HttpOutcome outcome) {
  heard_of(facts.to, outcome);
  if (outcome.malformed()) record_malformed(facts, outcome.detail);
  if (!outcome.answered) return call_failed(facts, outcome.definite, outcome.reason, told(outcome));
  Reply reply = read_reply(outcome.response, *facts.type);
  reply.retry_after = retry_after_of(outcome.response, unix_seconds());
  if (!seats[facts.to]->local()) record_answer(RecordKind::reply, facts, reply);
  call_answered(facts, std::move(reply));
}

// Whether the caller still waited for it; it does so no more.
bool LiveCore::end_call(const CallFacts& facts) { return !facts.copy && calls_.erase(facts.id.value()) > 0; }

void LiveCore::call_failed(const CallFacts& facts, bool definite, std::string_view reason, std::string_view detail) {
  if (!end_call(facts)) return;
  record_call(definite ? RecordKind::fail : RecordKind::info, facts, detail.empty() ? reason : detail);
  const Certainty certainty = definite ? Certainty::definite : Certainty::maybe;
  seats[facts.from]->dispatch(Failed{facts.id, certainty, std::string(reason)});
}

void LiveCore::call_answered(const CallFacts& facts, Reply reply) {
  if (!end_call(facts)) return record_answer(RecordKind::late, facts, reply);
  if (reply.ok()) attempts_.succeeded(facts.attempts_key, now());
  ++counts.messages;
  record_answer(RecordKind::ok, facts, reply);
  seats[facts.from]->dispatch(Replied{facts.id, std::move(reply)});
}

}  // namespace drydock::live
