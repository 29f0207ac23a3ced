// Events over real webhooks: signed, attempted until a 2xx, with the faults of their leg decided where they leave. A
// transport gives an attempt up at its timeout, however late the attempt left; what was sent may still arrive.
#include <stdexcept>

#include "contracts/codec.hpp"
#include "harness/live/header_value.hpp"
#include "harness/live/live_channel.hpp"
#include "harness/live/signature.hpp"

namespace drydock::live {
namespace {

// Ids of deliveries share the space of request ids; no seat lives that often.
constexpr std::uint16_t delivery_incarnation = 0xffff;

Settlement settlement_of(const HttpOutcome& outcome, std::int64_t now_seconds) {
  if (!outcome.answered) return Settlement::nack(0);
  const int status = outcome.response.status;
  if (status >= 200 && status < 300) return {Settlement::Kind::ack, {}, status};
  const auto later = retry_after_of(outcome.response, now_seconds);
  return later ? Settlement::later(*later, status) : Settlement::nack(status);
}

// What a fault answers in the subscriber's place.
Settlement injected_settlement(const LegFate& fate) {
  if (fate.retry_after) return Settlement::later(*fate.retry_after, fate.status.value_or(503));
  return Settlement::nack(fate.status.value_or(0));
}

CallFacts facts_of(const ChannelSpec& channel, const DeliveryAttempt& what) {
  CallFacts facts;
  facts.type = what.event->type;
  facts.from = channel.publisher;
  facts.to = channel.subscriber;
  facts.key = business_key(*facts.type, what.event->data);
  facts.attempt = what.attempt;
  facts.headers = what.event->headers;
  return facts;
}

}  // namespace

void LiveCore::publish(SeatIndex publisher, const std::shared_ptr<const Publication>& event) {
  record_event(RecordKind::publish, *event, publisher, no_seat, {}, 0, 0, {});
  for (Channel& channel : channels_)
    if (channel.spec.publisher == publisher) channel.courier->publish(event);
}

LegFate LiveCore::fate_of(Channel& channel, const DeliveryAttempt& what) {
  LegFate fate;
  if (!faults->watches(channel.spec.publisher, channel.spec.subscriber, LegKind::event)) return fate;
  CallFacts facts = facts_of(channel.spec, what);
  decide(facts, LegKind::event, fate);
  return fate;
}

// Returns how long it is held back before it leaves: a delay on the way is the attempt's own time.
Duration LiveCore::attempt(Channel& channel, DeliveryAttempt what) {
  const LegFate fate = fate_of(channel, what);
  OutgoingDelivery out{std::move(what), now() + fate.hold + channel.spec.timeout, false, fate.corrupt, {}, {}};
  if (!fate.by.empty()) out.fault = fate.by.front();
  for (const LegFate::Copy& copy : fate.copies) copy_delivery(channel, out, copy);
  if (fate.forged != Signature::valid) forge_beside(channel, out, fate);
  if (fate.lose || fate.black_hole) return fate.hold;  // the courier's own timeout sees to it
  const Duration way = fate.hold + fate.delay;
  if (fate.refuse || fate.status) {
    after(way, [&channel, token = out.what.token, attempt = out.what.attempt, settlement = injected_settlement(fate)] {
      channel.courier->answered(token, attempt, settlement);
    });
  } else {
    after(way, [this, &channel, out] { deliver(channel, out); });
  }
  return fate.hold;
}

void LiveCore::copy_delivery(Channel& channel, const OutgoingDelivery& original, const LegFate::Copy& copy) {
  OutgoingDelivery again = original;
  again.copy = true;
  again.corrupt = false;
  if (copy.new_delivery_id) {
    again.what.delivery_id = channel.courier->another_delivery_id(original.what.token);
    again.what.attempt = 1;
  }
  after(copy.after, [this, &channel, again] { deliver(channel, again); });
}

// Another event, of which its publisher knows nothing. Whoever receives it has one secret for each publisher: what
// another tenant has signed is to it what does not verify.
void LiveCore::forge_beside(Channel& channel, const OutgoingDelivery& original, const LegFate& fate) {
  OutgoingDelivery forged = original;
  forged.copy = true;
  forged.corrupt = false;
  forged.signature = fate.forged;
  auto event = std::make_shared<Publication>(*original.what.event);
  event->id += fate.forged == Signature::foreign ? "/foreign" : "/forged";
  forged.what.delivery_id = event->id + "~1";
  forged.what.attempt = 1;
  forged.what.event = std::move(event);
  after(fate.hold, [this, &channel, forged] { deliver(channel, forged); });
}

void LiveCore::deliver(Channel& channel, OutgoingDelivery out) {
  const SeatIndex from = channel.spec.publisher;
  const SeatIndex to = channel.spec.subscriber;
  const auto target = spec.targets.find({from, to});
  const auto secret = spec.secrets.find(from);
  const Route* intake = find_intake(directory[to].role);
  Url url;
  if (target == spec.targets.end() || secret == spec.secrets.end() || intake == nullptr ||
      !parse_url(target->second.url, url))
    throw std::logic_error("no link leads from " + directory[from].name + " to " + directory[to].name +
                           ", where an event is to go");
  const DeliveryAttempt& what = out.what;
  const Delivery delivery{what.delivery_id, what.attempt, unix_seconds()};
  HttpRequest request =
      write_delivery(*what.event, directory[from].name, delivery, *intake, url.path, target->second.credential,
                     out.signature == Signature::valid ? secret->second : new_secret());
  if (out.signature == Signature::missing)
    std::erase_if(request.headers, [](const auto& header) { return header.first == "webhook-signature"; });
  if (out.corrupt) request.body.resize(request.body.size() / 2);
  const bool ours = seats[to]->local();
  // A seat of ours tells what it receives; what does not verify it never sees.
  if (!ours || out.signature != Signature::valid)
    record_event(RecordKind::deliver, *what.event, from, to, what.delivery_id, what.attempt, 0, out.fault, {},
                 out.signature);
  if (!ours) ++counts.messages;
  const Duration left = out.gives_up - now();
  const Duration patience = out.copy || left.us <= 0 ? channel.spec.timeout : left;
  client_.send(url.host, url.port, std::move(request), std::chrono::microseconds(patience.us),
               ours ? Resend::never : Resend::once,
               [this, &channel, out](HttpOutcome outcome) { delivered(channel, out, outcome); });
}

void LiveCore::delivered(Channel& channel, const OutgoingDelivery& out, const HttpOutcome& outcome) {
  const SeatIndex from = channel.spec.publisher;
  const SeatIndex to = channel.spec.subscriber;
  heard_of(to, outcome);
  if (outcome.malformed()) record_malformed(facts_of(channel.spec, out.what), outcome.detail);
  const Settlement settlement = settlement_of(outcome, unix_seconds());
  const auto kind = settlement.kind == Settlement::Kind::ack ? RecordKind::ack : RecordKind::nack;
  const std::string why = outcome.detail.empty() ? outcome.reason : outcome.reason + ": " + outcome.detail;
  if (!seats[to]->local() || outcome.reason == "unsendable" || out.signature != Signature::valid)
    record_event(kind, *out.what.event, to, from, out.what.delivery_id, out.what.attempt, settlement.status, {}, why,
                 out.signature);
  if (!out.copy) channel.courier->answered(out.what.token, out.what.attempt, settlement);
}

void LiveCore::serve_event(const LinkKey& link, const HttpRequest& request, std::shared_ptr<Responder> responder) {
  ReadEvent event;
  auto publication = read_delivery(request, event);
  // A body that does not even parse was damaged after it was signed; the sender tries again with the intact one.
  if (publication == nullptr)
    return refuse(*responder, problem(400, event.code, "The delivery is not an event this intake takes", event.error));
  const auto secret = spec.secrets.find(link.first);
  const std::string_view id = request.header("webhook-id");
  const bool genuine =
      secret != spec.secrets.end() && verify(secret->second, id, request.header("webhook-timestamp"), request.body,
                                             request.header("webhook-signature"), unix_seconds());
  if (!genuine)
    return refuse(*responder, problem(401, "bad_signature", "The webhook signature is not right", std::string(id)));
  take_delivery(link, request, std::move(publication), std::move(responder));
}

void LiveCore::take_delivery(const LinkKey& link, const HttpRequest& request, std::shared_ptr<const Publication> event,
                             std::shared_ptr<Responder> responder) {
  LiveSeat& subscriber = *seats[link.second];
  if (!subscriber.up()) return responder->reset();
  auto work = std::make_shared<OpenWork>();
  work->responder = std::move(responder);
  work->event = event;
  work->delivery_id = decode_header_value(request.header("webhook-id"));
  work->facts.id = {{link.first, delivery_incarnation, ++foreign_}};
  work->facts.type = event->type;
  work->facts.from = link.first;
  work->facts.to = link.second;
  work->facts.attempt = attempt_of(request);
  ++counts.messages;
  record_event(RecordKind::deliver, *event, link.first, link.second, work->delivery_id, work->facts.attempt, 0, {});
  Received received;
  received.id = work->facts.id;
  received.type = event->type;
  received.from = link.first;
  received.body = event->data;
  received.headers = event->headers;
  received.event = event;
  received.delivery_id = work->delivery_id;
  received.attempt = work->facts.attempt;
  work_[received.id.value()] = std::move(work);
  subscriber.dispatch(received);
}

void LiveCore::settle(RequestId id, Settlement settlement) {
  const std::shared_ptr<OpenWork> work = take_work(id);
  if (work == nullptr) return;  // of an earlier incarnation
  const bool acked = settlement.kind == Settlement::Kind::ack;
  record_event(acked ? RecordKind::ack : RecordKind::nack, *work->event, work->facts.to, work->facts.from,
               work->delivery_id, work->facts.attempt, settlement.status, {});
  Reply reply;
  reply.status = settlement.status;
  if (settlement.kind == Settlement::Kind::retry_after) reply.retry_after = settlement.after;
  work->responder->respond(write_reply(reply));
}

}  // namespace drydock::live
