// Requests over real sockets. Where a fault acts depends on who holds the link's far end: in front of our own actor at
// its endpoint, towards the real thing where the request leaves.
#include <boost/asio/post.hpp>

#include "contracts/canonical/common.hpp"
#include "contracts/codec.hpp"
#include "harness/live/live_core.hpp"

namespace drydock::live {
namespace {

constexpr std::string_view request_id_header = "drydock-request-id";
// Counters of requests that came from a process of its own.
constexpr std::uint16_t foreign_incarnation = 0xfffe;

RequestId parse_request_id(std::string_view text, SeatIndex from) {
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  const RequestId id{{static_cast<SeatIndex>(value >> 48), static_cast<std::uint16_t>(value >> 32),
                      static_cast<std::uint32_t>(value)}};
  return id.seat == from ? id : RequestId{};
}

void damage(std::string& body) {
  if (body.size() > 2) body.resize(body.size() / 2);
}

Reply injected(int status, std::optional<Duration> retry_after) {
  Problem problem;
  problem.title = "injected";
  problem.code = "injected";
  problem.status = status;
  return {status, Payload::of(std::move(problem)), retry_after};
}

}  // namespace

std::uint32_t LiveCore::count_attempt(const LinkKey& link, const MessageType& type, std::string_view key) {
  return ++attempts_[directory[link.first].name + ">" + directory[link.second].name + " " + std::string(type.name) +
                     " " + std::string(key)];
}

RequestId LiveCore::foreign_id(SeatIndex seat) { return {{seat, foreign_incarnation, ++foreign_}}; }

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
  on_leg_ = &facts;
  fate = faults->decide(leg, *this);
  on_leg_ = nullptr;
  if (!fate.by.empty()) facts.fault = std::string(fate.by.front());
}

// A local actor calls.
void LiveCore::send_call(CallFacts made, Duration deadline) {
  auto facts = std::make_shared<CallFacts>(std::move(made));
  facts->attempt = count_attempt({facts->from, facts->to}, *facts->type, facts->key);
  record_call(RecordKind::call, *facts);
  LegFate fate;
  if (!seats[facts->to]->local()) decide(*facts, LegKind::request, fate);
  leave(std::move(facts), deadline, fate);
}

void LiveCore::leave(std::shared_ptr<CallFacts> facts, Duration deadline, const LegFate& fate) {
  if (fate.refuse) return after(fate.delay, [this, facts] { call_failed(*facts, true, "refused"); });
  if (fate.lose || fate.black_hole) return after(deadline, [this, facts] { call_failed(*facts, false, "deadline"); });
  if (fate.status)
    return after(fate.delay,
                 [this, facts, reply = injected(*fate.status, fate.retry_after)] { call_answered(*facts, reply); });
  after(fate.delay, [this, facts, deadline, corrupt = fate.corrupt] { put_on_wire(facts, deadline, corrupt); });
}

void LiveCore::put_on_wire(std::shared_ptr<CallFacts> facts, Duration deadline, bool corrupt) {
  const auto target = spec.targets.find({facts->from, facts->to});
  const Route* route = find_route(directory[facts->to].role, *facts->type);
  Url url;
  if (target == spec.targets.end() || route == nullptr || !parse_url(target->second.url, url))
    return call_failed(*facts, true, "no route");
  HttpRequest request = write_request(*route, facts->body, facts->headers, url.path, target->second.credential);
  if (corrupt) damage(request.body);
  const bool ours = seats[facts->to]->local();
  if (ours) request.headers.emplace_back(std::string(request_id_header), std::to_string(facts->id.value()));
  if (!ours) record_call(RecordKind::request, *facts);
  client_.send(url.host, url.port, std::move(request), std::chrono::microseconds(deadline.us),
               [this, facts](HttpOutcome outcome) { call_done(*facts, std::move(outcome)); });
}

void LiveCore::call_done(const CallFacts& facts, HttpOutcome outcome) {
  if (outcome.answered || outcome.reason != "deadline") seat_answers(facts.to, outcome.answered);
  if (!outcome.answered) return call_failed(facts, outcome.definite, outcome.reason);
  Reply reply = read_reply(outcome.response, *facts.type);
  reply.retry_after = retry_after_of(outcome.response, unix_seconds());
  if (!seats[facts.to]->local()) record_answer(RecordKind::reply, facts, reply);
  call_answered(facts, std::move(reply));
}

void LiveCore::call_failed(const CallFacts& facts, bool definite, std::string_view reason) {
  record_call(definite ? RecordKind::fail : RecordKind::info, facts, reason);
  LiveSeat& caller = *seats[facts.from];
  if (caller.incarnation() != facts.incarnation) return;
  caller.dispatch(Failed{facts.id, definite ? Certainty::definite : Certainty::maybe, std::string(reason)});
}

void LiveCore::call_answered(const CallFacts& facts, Reply reply) {
  LiveSeat& caller = *seats[facts.from];
  if (caller.incarnation() != facts.incarnation) return record_answer(RecordKind::late, facts, reply);
  ++counts.messages;
  record_answer(RecordKind::ok, facts, reply);
  caller.dispatch(Replied{facts.id, std::move(reply)});
}

// A request arrives at one of our endpoints.
void LiveCore::serve(const Listener& listener, HttpRequest request, std::shared_ptr<Responder> responder) {
  const auto link = listener.links.find(std::string(credential_of(request)));
  if (link == listener.links.end()) {
    ++counts.refused;
    return responder->respond(problem(401, "unauthorised", "The credential is not one of this endpoint's", ""));
  }
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  const Route* served = nullptr;
  for (const Route& route : routes())
    if (route.role == directory[link->second.second].role && route.path == path) served = &route;
  if (served == nullptr || served->method != request.method) {
    ++counts.refused;
    if (served != nullptr)
      return responder->respond(problem(405, "method_not_allowed", "Another method is served here", served->method));
    return responder->respond(problem(404, "unknown_operation", "Nothing is served at this path", std::string(path)));
  }
  if (served->operation == nullptr) return serve_event(link->second, request, std::move(responder));
  serve_call(link->second, *served, request, std::move(responder));
}

void LiveCore::serve_call(const LinkKey& link, const Route& route, const HttpRequest& request,
                          std::shared_ptr<Responder> responder) {
  Decoded decoded =
      decode(*route.operation->body, route.method == "GET" ? std::string_view("{}") : std::string_view(request.body));
  auto work = std::make_shared<OpenWork>();
  work->responder = std::move(responder);
  CallFacts& facts = work->facts;
  facts.type = route.operation;
  facts.from = link.first;
  facts.to = link.second;
  facts.headers = read_headers(request);
  facts.body = decoded ? decoded.payload : Payload::raw(request.body);
  facts.key = business_key(*route.operation, facts.body);
  if (seats[link.first]->local()) {
    facts.id = parse_request_id(request.header(request_id_header), link.first);
    facts.attempt = attempts_[directory[link.first].name + ">" + directory[link.second].name + " " +
                              std::string(route.operation->name) + " " + facts.key];
  } else {
    facts.attempt = count_attempt(link, *route.operation, facts.key);
  }
  if (facts.id.seat == no_seat) facts.id = foreign_id(link.first);
  if (!seats[link.first]->local()) record_call(RecordKind::call, facts);
  if (!decoded) {
    ++counts.refused;
    const std::string where = decoded.pointer.empty() ? "/" : decoded.pointer;
    return work->responder->respond(
        problem(400, "malformed", "The body is not what this operation takes", decoded.error + " at " + where));
  }
  LegFate fate;
  decide(facts, LegKind::request, fate);
  if (fate.refuse) return work->responder->reset();
  if (fate.lose || fate.black_hole) return work->responder->hold();
  if (fate.status)
    return after(fate.delay,
                 [this, work, reply = injected(*fate.status, fate.retry_after)] { send_answer(*work, reply); });
  if (fate.corrupt) {
    return work->responder->respond(problem(400, "malformed", "The body was damaged on its way", ""));
  }
  after(fate.delay, [this, work] { receive_call(work); });
}

void LiveCore::receive_call(std::shared_ptr<OpenWork> work) {
  LiveSeat& callee = *seats[work->facts.to];
  if (!callee.up()) return work->responder->reset();
  ++counts.messages;
  record_call(RecordKind::request, work->facts);
  Received received;
  received.id = work->facts.id;
  received.type = work->facts.type;
  received.from = work->facts.from;
  received.body = work->facts.body;
  received.headers = work->facts.headers;
  received.attempt = work->facts.attempt;
  work_[received.id.value()] = std::move(work);
  callee.dispatch(received);
}

// A local actor answers.
void LiveCore::answer(RequestId id, Reply reply) {
  const auto found = work_.find(id.value());
  if (found == work_.end()) return;
  const std::shared_ptr<OpenWork> work = std::move(found->second);
  work_.erase(found);
  work->facts.fault.clear();
  record_answer(RecordKind::reply, work->facts, reply);
  work->facts.had_effect = reply.ok() && work->facts.type->write;
  LegFate fate;
  decide(work->facts, LegKind::reply, fate);
  if (fate.lose || fate.black_hole) return work->responder->hold();
  if (fate.status) reply = injected(*fate.status, fate.retry_after);
  after(fate.delay, [this, work, reply] { send_answer(*work, reply); });
}

void LiveCore::send_answer(OpenWork& work, const Reply& reply) {
  if (!seats[work.facts.from]->local()) {
    ++counts.messages;
    record_answer(RecordKind::ok, work.facts, reply);
  }
  work.responder->respond(write_reply(reply));
}

}  // namespace drydock::live
