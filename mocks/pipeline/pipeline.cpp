// The pipeline's seat: which flow a message belongs to, and what follows when something is durable.
#include "mocks/pipeline/pipeline.hpp"

#include "contracts/checker.hpp"
#include "contracts/codec.hpp"
#include "mocks/common/text.hpp"
#include "mocks/pipeline/feeds.hpp"
#include "mocks/pipeline/flows.hpp"
#include "mocks/pipeline/reconciliation.hpp"

namespace drydock {
namespace pipeline {
namespace {

class Pipeline final : public Actor, private Outbox::Ends {
 public:
  Pipeline(const PipelineSettings& settings, const SeatConfig& seat) : p_(settings, seat, *this) {}

  void on(const Event& event, Io& io) override {
    p_.io = &io;
    std::visit([this](const auto& what) { hear(what); }, event);
    finish_event();
    p_.io = nullptr;
  }

 private:
  static constexpr std::int64_t known_major = 1;
  void begin() { p_.io->arm(p_.settings.sweep, tag_of(TimerKind::sweep)); }
  void hear(const Started&) {
    p_.journal.start(p_.now());
    begin();
    feeds_.start(p_);
    reconciliation_.start(p_);
    prepare_.start(p_);
  }
  void hear(const Recovered& recovered) {
    p_.journal.start(p_.now());
    begin();
    feeds_.start(p_);
    if (!p_.has(Defect::reconciliation_not_after_restart)) reconciliation_.start(p_);
    if (!recover_from(recovered)) prepare_.start(p_);
  }
  // A record that broke off was never confirmed to anybody: it does not count. The sick one takes what it finds of it.
  bool recover_from(const Recovered& recovered) {
    if (recovered.torn == nullptr || !p_.has(Defect::torn_tail_applied)) return recover(p_, *recovered.entries);
    Entries entries = *recovered.entries;
    for (const Entry& entry : *recovered.torn) {
      if (entry.value.empty()) entries.erase(entry.key);
      if (entry.value.type() != nullptr) entries.insert_or_assign(entry.key, entry.value);
    }
    return recover(p_, entries);
  }
  void hear(const Stimulus&) {}
  void hear(const Replied& replied) {
    if (!feeds_.replied(p_, replied)) p_.outbox.replied(replied, *p_.io);
  }
  void hear(const Failed& failed) {
    if (!feeds_.failed(p_, failed)) p_.outbox.failed(failed, *p_.io);
  }
  void hear(const Durable& durable) {
    p_.journal.settled(durable);
    if (p_.journal.degraded()) p_.io->arm(p_.settings.commit_retry, tag_of(TimerKind::commit));
  }
  void hear(const TimerFired& timer) {
    const std::uint64_t what = what_of(timer.tag);
    switch (kind_of(timer.tag)) {
      case TimerKind::commit: return p_.journal.retry();
      case TimerKind::publish: p_.publish_armed = false; return publish_availability(p_);
      case TimerKind::expiry: p_.expiry_armed = false; return expire_holds(p_);
      case TimerKind::sweep: begin(); return sweep(p_);
      case TimerKind::feed: return feeds_.timer(p_, static_cast<SeatIndex>(what));
      case TimerKind::reconcile: return reconciliation_.timer(p_, what != 0);
      case TimerKind::master: return apply_items(p_);
      case TimerKind::worker: return worker_caught_up(p_, what);
      case TimerKind::request:
        if (const auto turn = p_.workers.asked.extract(what); !turn.empty()) answer(turn.mapped());
        return;
      case TimerKind::call:
      case TimerKind::probe:
      case TimerKind::pause:
      case TimerKind::token: return p_.outbox.timer(kind_of(timer.tag), what, *p_.io);
    }
  }
  void hear(const Received& received) {
    const bool event =
        received.event != nullptr || (received.type != nullptr && received.type->kind == MessageKind::event);
    event ? hear_event(received) : hear_request(received);
  }

  // Of what does not verify nothing counts, not even what it claims to be.
  bool refused_at_the_gate(const Received& received) {
    if (received.signature == Signature::valid || p_.has(Defect::signature_not_checked)) return false;
    const bool foreign = received.signature == Signature::foreign;
    if (foreign && p_.has(Defect::tenant_from_the_body)) return false;
    p_.io->settle(received.id, Settlement::nack(foreign ? 403 : 401));
    return true;
  }
  void hear_event(const Received& received) {
    if (refused_at_the_gate(received)) return;
    if (received.type == nullptr || received.type->kind != MessageKind::event || !takes(*received.type))
      return p_.io->settle(received.id, Settlement::nack(404));
    if (!can_work()) return p_.io->settle(received.id, Settlement::later(p_.settings.busy_retry_after));
    if (received.version > known_major && !p_.has(Defect::major_version_ignored))
      return put_aside(p_, received, "unsupported_version");
    if (received.body.bytes() != nullptr) return read_event(received);
    if (flaw(received, MessagePart::event)) return refuse_event(p_, received);
    take_event(p_, received);
  }
  // Bytes that the wire could not read as the event of today. What is only new in them is passed over; what cannot be
  // read for want of a word is put aside, since a guess at a state or a bucket would do harm, and asking for it again
  // would bring the same. Anything else was damaged on its way, and comes again.
  void read_event(const Received& received) {
    Decoded read = decode(*received.type->body, *received.body.bytes());
    if (!read && read.error.starts_with("expected one of ")) return put_aside(p_, received, "unknown_value");
    if (!read) return refuse_event(p_, received);
    Received again = received;
    again.body = std::move(read.payload);
    again.version = known_major;
    hear_event(again);
  }
  static bool takes(const MessageType& type) {
    return type.role == "wms" || type.role == "carrier" || type.role == "commerce" || type.role == "erp" ||
           type.role == "tms";
  }

  void hear_request(const Received& received) {
    if (received.type == nullptr || received.type->role != "pipeline")
      return p_.io->reply(received.id, problem(404, "unknown_operation", "the pipeline does not serve this"));
    if (!can_work()) {
      Reply busy = problem(503, p_.ready ? "not_durable" : "not_ready", "try again later");
      busy.retry_after = p_.settings.busy_retry_after;
      return p_.io->reply(received.id, std::move(busy));
    }
    if (const auto found = flaw(received, MessagePart::request))
      return p_.io->reply(received.id, problem(400, "malformed", *found));
    p_.has(Defect::shopper_waits_behind_postings) ? answer_later(received) : answer(received);
  }
  // Defect: it waits its turn behind every call to the ERP that is to be made.
  void answer_later(const Received& received) {
    std::int64_t before = 0;
    for (const Outbox::Depth& depth : p_.outbox.depths())
      if (depth.seat == p_.erp) before = depth.waiting;
    const Duration turn = std::min(milliseconds(20) * before, seconds(4));
    if (turn == Duration{}) return answer(received);
    const std::uint64_t number = ++p_.workers.last;
    p_.workers.asked.emplace(number, received);
    p_.io->arm(turn, tag_of(TimerKind::request, number));
  }
  // What breaks its contract is refused at the door: behind it quantities are counts that can be added, and every
  // reference is there.
  std::optional<std::string> flaw(const Received& received, MessagePart part) {
    if (received.body.type() != received.type->body) return "the body is not a " + std::string(received.type->name);
    const std::vector<ContractFailure> failures = contracts_.check(*received.type, part, received.body);
    if (failures.empty()) return std::nullopt;
    return joined(failures.front().pointer, ": ", failures.front().message);
  }
  bool can_work() const { return p_.ready && !p_.journal.degraded(); }

  void answer(const Received& received) {
    const Payload& body = received.body;
    if (const auto* query = body.as<AvailabilityQuery>()) return answer_availability(p_, received, *query);
    if (const auto* create = body.as<ReservationCreate>()) return create_reservation(p_, received, *create);
    if (const auto* confirm = body.as<ReservationConfirm>()) return confirm_reservation(p_, received, *confirm);
    if (const auto* release = body.as<ReservationRelease>()) return release_reservation(p_, received, *release);
    if (body.as<ReadyGet>() != nullptr)
      return p_.io->reply(received.id, {200, Payload::of(Accepted{"pipeline", "ready"}), {}});
    if (answer_view(p_, received)) return;
    p_.io->reply(received.id, problem(404, "unknown_operation", "the pipeline does not serve this"));
  }

  std::string answered(Call& call, const Payload& reply) override {
    const Payload& body = call.body;
    if (body.as<RateShop>() != nullptr) return rates_answered(p_, call, *reply.as<RateShopResult>());
    if (reconciliation_.answered(p_, call, reply)) return {};
    remember_posting(p_, call);
    if (const auto* set = body.as<AvailabilitySet>()) {
      availability_answered(p_, call.to, *set);
      breaks_mended(p_, call.to, *set);
    } else if (const auto* adjust = body.as<InventoryAdjust>()) {
      break_mended(p_, *adjust);
    } else if (const auto* upsert = body.as<ItemUpsert>()) {
      item_told(p_, *upsert);
    } else if (const auto* order = body.as<SalesOrderCreate>()) {
      order_booked(p_, *order);
    } else if (body.as<LabelBuy>() != nullptr) {
      label_bought(p_, call, *reply.as<Label>());
    } else if (const auto* tendered = reply.as<LoadTendered>()) {
      load_tendered(p_, call, *tendered, after(call));
    } else if (const auto* attach = body.as<LabelAttach>()) {
      label_attached(p_, *attach);
    } else if (const auto* update = body.as<TrackingUpdate>()) {
      tracking_told(p_, *update);
    } else if (const auto* cancel = body.as<OutboundOrderCancel>()) {
      cancel_answered(p_, *cancel, *reply.as<OutboundOrderCancelled>(), after(call));
    } else if (const auto* asked = body.as<PaymentAuthorize>()) {
      authorization_answered(p_, *asked, *reply.as<PaymentAuthorization>(), after(call));
    } else {
      prepare_.answered(p_, call, reply);
    }
    return {};
  }
  Dealt refused(Call& call, const Problem& problem) override {
    if (posting_amended(p_, call, problem)) return Dealt::amended;
    if (p_.has(Defect::refused_booking_forgotten) && call.body.as<SalesOrderCreate>() != nullptr) return Dealt::yes;
    return dealt_with(call, problem) ? Dealt::yes : Dealt::no;
  }
  bool dealt_with(const Call& call, const Problem& problem) {
    if (const auto* set = call.body.as<AvailabilitySet>()) return availability_refused(p_, call.to, *set, problem);
    if (problem.status == 422 && problem.code.find("idempotency") != std::string::npos) return false;
    if (const auto* create = call.body.as<OutboundOrderCreate>()) {
      release_refused(p_, *create, problem, after(call));
      return true;
    }
    if (const auto* cancel = call.body.as<OutboundOrderCancel>()) {
      cancel_answered(p_, *cancel, {cancel->fulfillment_id, {}}, after(call));
      return true;
    }
    if (call.body.as<LabelAttach>() != nullptr) return attach_refused(problem);
    if (const auto* capture = call.body.as<PaymentCapture>())
      return capture_refused(p_, *capture, problem, after(call));
    if (call.body.as<PaymentVoid>() != nullptr) return void_refused(problem);
    return false;
  }
  static Cause after(const Call& call) {
    return {call.headers.idempotency_key, call.headers.correlation_id, call.headers.trace};
  }
  bool needless(const Call& call) override {
    const auto* notice = p_.notification == call.to ? call.body.as<MessageSend>() : nullptr;
    return notice != nullptr && notice_overtaken(p_, *notice);
  }
  void before_send(Call& call) override {
    if (p_.has(Defect::notice_per_attempt) && call.body.as<MessageSend>() != nullptr) notice_anew(p_, call);
    if (p_.has(Defect::release_retry_new_order) && call.body.as<OutboundOrderCreate>() != nullptr)
      release_anew(p_, call);
  }
  void died(Call& call, const DeadLetter& letter) override {
    if (call.journaled) p_.dead_letters[letter.dead_letter_id] = letter;
    if (const auto* attach = call.body.as<LabelAttach>()) worker_done(p_, attach->fulfillment_id);
  }
  void revived(const std::string& id) override { p_.dead_letters.erase(id); }
  void closed(Call& call) override {
    reconciliation_.closed(p_, call);
    auto* order = p_.orders.find(call.subject);
    if (order == nullptr) return;
    --order->open_calls;
    check_closed(p_, *order);
  }

  // What the event led to is written, and what was waiting for durability is done, until nothing more follows.
  void finish_event() {
    arm_timers();
    p_.journal.flush(*p_.io);
    while (p_.journal.has_due()) {
      for (Action& action : p_.journal.take_due()) run(action);
      arm_timers();
      p_.journal.flush(*p_.io);
    }
  }
  void run(Action& action) {
    switch (action.kind) {
      case Action::Kind::reply: return p_.io->reply(action.request, std::move(action.reply));
      case Action::Kind::settle: return p_.io->settle(action.request, action.settlement);
      case Action::Kind::send: return p_.outbox.release(action.call, *p_.io);
      case Action::Kind::run: return action.run();
    }
  }
  void arm_timers() {
    if (p_.ready && p_.inventory.has_changed() && !p_.publish_armed) {
      p_.publish_armed = true;
      const bool collects = p_.has(Defect::shop_updates_in_memory);
      p_.io->arm(collects ? seconds(30) : p_.settings.publish_debounce, tag_of(TimerKind::publish));
    }
    if (!p_.holds.empty() && !p_.expiry_armed) {
      p_.expiry_armed = true;
      const Duration wait = p_.holds.top().at - p_.now();
      p_.io->arm(std::max(wait, p_.settings.hold_sweep), tag_of(TimerKind::expiry));
    }
  }

  Platform p_;
  Prepare prepare_;
  Feeds feeds_;
  Reconciliation reconciliation_;
  ContractChecker contracts_;
};

}  // namespace

Reply problem(int status, std::string code, std::string detail) {
  Problem body;
  body.title = status == 503 ? "Not now" : "Refused";
  body.status = status;
  body.code = std::move(code);
  body.detail = std::move(detail);
  return {status, Payload::of(std::move(body)), {}};
}

}  // namespace pipeline

ActorFactory make_pipeline(PipelineSettings settings) {
  auto shared = std::make_shared<const PipelineSettings>(std::move(settings));
  return [shared](const SeatConfig& seat) -> std::unique_ptr<Actor> {
    return std::make_unique<pipeline::Pipeline>(*shared, seat);
  };
}

}  // namespace drydock
