// Events over real webhooks: signed, attempted until a 2xx, with the faults of their leg decided where they leave.
#include "contracts/codec.hpp"
#include "harness/live/live_channel.hpp"
#include "harness/live/signature.hpp"

namespace drydock::live {
namespace {

// Ids of deliveries share the space of request ids; no seat lives that often.
constexpr std::uint16_t delivery_incarnation = 0xffff;

Settlement settlement_of(const HttpOutcome& outcome) {
  if (!outcome.answered) return Settlement::nack(0);
  const int status = outcome.response.status;
  if (status >= 200 && status < 300) return {Settlement::Kind::ack, {}, status};
  const auto later = retry_after_of(outcome.response, 0);
  return later ? Settlement::later(*later, status) : Settlement::nack(status);
}

std::uint32_t parse_attempt(std::string_view text) {
  std::uint32_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || value > 1'000'000) return 1;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value == 0 ? 1 : value;
}

}  // namespace

void LiveCore::publish(SeatIndex publisher, const std::shared_ptr<const Publication>& event) {
  record_event(RecordKind::publish, *event, publisher, no_seat, {}, 0, 0, {});
  for (Channel& channel : channels_)
    if (channel.spec.publisher == publisher) channel.courier->publish(event);
}

Duration LiveCore::attempt(Channel& channel, DeliveryAttempt what) {
  LegFate fate;
  if (faults->watches(channel.spec.publisher, channel.spec.subscriber, LegKind::event)) {
    CallFacts facts;
    facts.type = what.event->type;
    facts.from = channel.spec.publisher;
    facts.to = channel.spec.subscriber;
    facts.key = business_key(*facts.type, what.event->data);
    facts.attempt = what.attempt;
    facts.headers = what.event->headers;
    decide(facts, LegKind::event, fate);
  }
  const std::string fault = fate.by.empty() ? std::string() : std::string(fate.by.front());
  for (const LegFate::Copy& copy : fate.copies) {
    DeliveryAttempt again = what;
    if (copy.new_delivery_id) {
      again.delivery_id = channel.courier->another_delivery_id(what.token);
      again.attempt = 1;
    }
    after(copy.after, [this, &channel, again, fault] { deliver(channel, again, true, false, fault); });
  }
  if (fate.lose || fate.black_hole) return {};  // the courier's own timeout sees to it
  if (fate.refuse || fate.status) {
    const Settlement settlement = fate.retry_after ? Settlement::later(*fate.retry_after, fate.status.value_or(503))
                                                   : Settlement::nack(fate.status.value_or(0));
    after(fate.delay,
          [&channel, what, settlement] { channel.courier->answered(what.token, what.attempt, settlement); });
    return fate.delay;
  }
  after(fate.delay,
        [this, &channel, what, corrupt = fate.corrupt, fault] { deliver(channel, what, false, corrupt, fault); });
  return fate.delay;
}

void LiveCore::deliver(Channel& channel, DeliveryAttempt what, bool copy, bool corrupt, std::string fault) {
  const SeatIndex from = channel.spec.publisher;
  const SeatIndex to = channel.spec.subscriber;
  const auto target = spec.targets.find({from, to});
  const auto secret = spec.secrets.find(from);
  const Route* intake = find_intake(directory[to].role);
  Url url;
  if (target == spec.targets.end() || secret == spec.secrets.end() || intake == nullptr ||
      !parse_url(target->second.url, url))
    return;
  const Delivery delivery{what.delivery_id, what.attempt, unix_seconds()};
  HttpRequest request = write_delivery(*what.event, directory[from].name, delivery, *intake, url.path,
                                       target->second.credential, secret->second);
  if (corrupt) request.body.resize(request.body.size() / 2);
  const bool ours = seats[to]->local();
  if (!ours) record_event(RecordKind::deliver, *what.event, from, to, what.delivery_id, what.attempt, 0, fault);
  if (!ours) ++counts.messages;
  client_.send(url.host, url.port, std::move(request), std::chrono::microseconds(channel.spec.timeout.us),
               [this, &channel, what, copy, ours, from, to](HttpOutcome outcome) {
                 if (outcome.answered || outcome.reason != "deadline") seat_answers(to, outcome.answered);
                 const Settlement settlement = settlement_of(outcome);
                 const bool acked = settlement.kind == Settlement::Kind::ack;
                 if (!ours)
                   record_event(acked ? RecordKind::ack : RecordKind::nack, *what.event, to, from, what.delivery_id,
                                what.attempt, settlement.status, {}, outcome.reason);
                 if (!copy) channel.courier->answered(what.token, what.attempt, settlement);
               });
}

void LiveCore::serve_event(const LinkKey& link, const HttpRequest& request, std::shared_ptr<Responder> responder) {
  const auto secret = spec.secrets.find(link.first);
  const std::string delivery_id(request.header("webhook-id"));
  const bool genuine =
      secret != spec.secrets.end() && verify(secret->second, delivery_id, request.header("webhook-timestamp"),
                                             request.body, request.header("webhook-signature"), unix_seconds());
  ReadEvent event;
  const auto publication = read_delivery(request, event);
  if (publication == nullptr || !genuine) {
    ++counts.refused;
    // A body that does not even parse was damaged after it was signed; the sender tries again with the intact one.
    if (publication == nullptr)
      return responder->respond(
          problem(400, event.code, "The delivery is not an event this intake takes", event.error));
    return responder->respond(problem(401, "bad_signature", "The webhook signature is not right", delivery_id));
  }
  LiveSeat& subscriber = *seats[link.second];
  if (!subscriber.up()) return responder->reset();
  auto work = std::make_shared<OpenWork>();
  work->responder = std::move(responder);
  work->event = publication;
  work->delivery_id = delivery_id;
  work->facts.id = {{link.first, delivery_incarnation, ++foreign_}};
  work->facts.type = publication->type;
  work->facts.from = link.first;
  work->facts.to = link.second;
  work->facts.attempt = parse_attempt(request.header("attempt"));
  ++counts.messages;
  record_event(RecordKind::deliver, *publication, link.first, link.second, delivery_id, work->facts.attempt, 0, {});
  Received received;
  received.id = work->facts.id;
  received.type = publication->type;
  received.from = link.first;
  received.body = publication->data;
  received.headers = publication->headers;
  received.event = publication;
  received.delivery_id = delivery_id;
  received.attempt = work->facts.attempt;
  work_[received.id.value()] = std::move(work);
  subscriber.dispatch(received);
}

void LiveCore::settle(RequestId id, Settlement settlement) {
  const auto found = work_.find(id.value());
  if (found == work_.end()) return;
  const std::shared_ptr<OpenWork> work = std::move(found->second);
  work_.erase(found);
  const bool acked = settlement.kind == Settlement::Kind::ack;
  record_event(acked ? RecordKind::ack : RecordKind::nack, *work->event, work->facts.to, work->facts.from,
               work->delivery_id, work->facts.attempt, settlement.status, {});
  Reply reply;
  reply.status = settlement.status;
  if (settlement.kind == Settlement::Kind::retry_after) reply.retry_after = settlement.after;
  work->responder->respond(write_reply(reply));
}

}  // namespace drydock::live
