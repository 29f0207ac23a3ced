// Requests that arrive at our endpoints: checked, met by faults, handed to the actor, answered.
#include "contracts/canonical/common.hpp"
#include "contracts/codec.hpp"
#include "harness/live/live_core.hpp"

namespace drydock::live {
namespace {

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

// The far end of a copy: who made it does not listen.
class NobodyListens : public Responder {
 public:
  void respond(HttpResponse) override {}
  void reset() override {}
  void hold() override {}
};

const Route* route_at(std::string_view role, std::string_view path) {
  const Route* found = nullptr;
  for (const Route& route : routes())
    if (route.role == role && route.path == path) found = &route;
  return found;
}

}  // namespace

void LiveCore::refuse(Responder& responder, HttpResponse answer) {
  ++counts.refused;
  responder.respond(std::move(answer));
}

// A request arrives at one of our endpoints.
void LiveCore::serve(const Listener& listener, HttpRequest request, std::shared_ptr<Responder> responder) {
  const auto link = listener.links.find(std::string(credential_of(request)));
  if (link == listener.links.end())
    return refuse(*responder, problem(401, "unauthorised", "The credential is not one of this endpoint's", ""));
  if (const std::string name = overlong_id(request); !name.empty())
    return refuse(*responder, problem(431, "header_too_long", "An id in a header has at most 1024 bytes", name));
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  const Route* served = route_at(directory[link->second.second].role, path);
  if (served == nullptr)
    return refuse(*responder, problem(404, "unknown_operation", "Nothing is served at this path", std::string(path)));
  if (served->method != request.method)
    return refuse(*responder, problem(405, "method_not_allowed", "Another method is served here", served->method));
  if (served->operation == nullptr) return serve_event(link->second, request, std::move(responder));
  serve_call(link->second, *served, request, std::move(responder));
}

void LiveCore::identify(CallFacts& facts, const HttpRequest& request) {
  if (seats[facts.from]->local()) {
    facts.id = parse_request_id(request.header(request_id_header), facts.from);
    facts.attempt = attempt_of(request);
  } else {
    count_attempt(facts);
  }
  if (facts.id.seat == no_seat) facts.id = {{facts.from, foreign_incarnation, ++foreign_}};
}

void LiveCore::serve_call(const LinkKey& link, const Route& route, const HttpRequest& request,
                          std::shared_ptr<Responder> responder) {
  const Decoded decoded = decode(*route.operation->body, route.method == "GET" ? "{}" : std::string_view(request.body));
  auto work = std::make_shared<OpenWork>();
  work->responder = std::move(responder);
  CallFacts& facts = work->facts;
  facts.type = route.operation;
  facts.from = link.first;
  facts.to = link.second;
  facts.headers = read_headers(request);
  facts.body = decoded ? decoded.payload : Payload::raw(request.body);
  facts.key = business_key(*route.operation, facts.body);
  identify(facts, request);
  if (!seats[link.first]->local()) record_call(RecordKind::call, facts);
  if (decoded) return arrive(std::move(work));
  const std::string where = decoded.pointer.empty() ? "/" : decoded.pointer;
  refuse(*work->responder,
         problem(400, "malformed", "The body is not what this operation takes", decoded.error + " at " + where));
}

void LiveCore::arrive(std::shared_ptr<OpenWork> work) {
  LegFate fate;
  decide(work->facts, LegKind::request, fate);
  for (const LegFate::Copy& copy : fate.copies) copy_request(*work, copy.after);
  if (fate.refuse) return work->responder->reset();
  if (fate.lose || fate.black_hole) return work->responder->hold();
  if (fate.status)
    return after(fate.hold + fate.delay,
                 [this, work, reply = injected_reply(*fate.status, fate.retry_after)] { send_answer(*work, reply); });
  if (fate.corrupt) return work->responder->respond(problem(400, "malformed", "The body was damaged on its way", ""));
  after(fate.hold + fate.delay, [this, work] { receive_call(work); });
}

void LiveCore::copy_request(const OpenWork& original, Duration span) {
  auto again = std::make_shared<OpenWork>();
  again->responder = std::make_shared<NobodyListens>();
  again->facts = copy_of(original.facts);
  after(span, [this, again] { arrive(again); });
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
  received.unmetered = directory[received.from].role == "auditor";
  received.body = work->facts.body;
  received.headers = work->facts.headers;
  received.attempt = work->facts.attempt;
  work_[received.id.value()] = std::move(work);
  callee.dispatch(received);
}

std::shared_ptr<OpenWork> LiveCore::take_work(RequestId id) {
  const auto found = work_.find(id.value());
  if (found == work_.end()) return nullptr;
  std::shared_ptr<OpenWork> work = std::move(found->second);
  work_.erase(found);
  return work;
}

// A local actor answers.
void LiveCore::answer(RequestId id, Reply reply) {
  const std::shared_ptr<OpenWork> work = take_work(id);
  if (work == nullptr) return;  // of an earlier incarnation
  work->facts.fault.clear();
  record_answer(RecordKind::reply, work->facts, reply);
  work->facts.had_effect = reply.ok() && work->facts.type->write;
  LegFate fate;
  decide(work->facts, LegKind::reply, fate);
  if (fate.lose || fate.black_hole) return work->responder->hold();
  if (fate.status) reply = injected_reply(*fate.status, fate.retry_after);
  after(fate.hold + fate.delay, [this, work, reply] { send_answer(*work, reply); });
}

void LiveCore::send_answer(OpenWork& work, const Reply& reply) {
  const CallFacts& facts = work.facts;
  const bool ours = seats[facts.from]->local();
  if (facts.copy || (ours && calls_.count(facts.id.value()) == 0)) {
    record_answer(RecordKind::late, facts, reply);
  } else if (!ours) {
    if (reply.ok()) attempts_.succeeded(facts.attempts_key, now());
    ++counts.messages;
    record_answer(RecordKind::ok, facts, reply);
  }
  work.responder->respond(write_reply(reply));
}

// Nobody waits for the answers to a fallen seat's own calls any more, and what it had taken in is cut off.
void LiveCore::cut_off(SeatIndex seat) {
  std::erase_if(calls_, [&](const auto& open) { return open.second.from == seat; });
  std::erase_if(work_, [&](const auto& open) {
    if (open.second->facts.to != seat) return false;
    open.second->responder->reset();
    return true;
  });
}

}  // namespace drydock::live
