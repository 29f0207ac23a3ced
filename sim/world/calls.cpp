// A request's way: out, refused or received, answered, and back.
#include <cassert>

#include "contracts/canonical/common.hpp"
#include "sim/world/core.hpp"

namespace drydock {
namespace {

constexpr std::uint32_t copy_bit = 0x8000'0000U;  // counters of copies never meet those of requests

Payload problem(int status, std::string_view title) {
  Problem made;
  made.title = title;
  made.status = status;
  made.code = title;
  return Payload::of(std::move(made));
}

Reply refusal(int status, std::string_view title, std::optional<Duration> retry_after = {}) {
  return {status, problem(status, title), retry_after};
}

}  // namespace

RequestId VirtualWorldCore::request(SeatState& seat, SeatIndex to, Payload body, Duration deadline, Headers headers) {
  assert(to < seats_.size() && deadline.us > 0);
  const std::uint32_t index = parcels_.take();
  Parcel& parcel = parcels_[index];
  parcel.id = {{seat.index, seat.incarnation, ++seat.counter}};
  parcel.type = &type_of_body(body);
  parcel.from = seat.index;
  parcel.to = to;
  parcel.is_event = parcel.fetched = parcel.copy = parcel.corrupt = parcel.received = parcel.had_effect = false;
  parcel.direct = link(seat.index, to).direct;
  parcel.wire = {};
  parcel.drift = Drift::none;
  parcel.signature = Signature::valid;
  parcel.version = 1;
  parcel.holders = 2;  // the caller, and the way
  parcel.key = parcel.type->key(body.data());
  parcel.body = std::move(body);
  parcel.headers = std::move(headers);
  parcel.reply = {};
  parcel.page.reset();
  parcel.fault = {};
  parcel.body_hash = parcel.reply_hash = 0;
  parcel.attempts_key =
      mixed(mixed(link(seat.index, to).salt[0], std::uint64_t{parcel.type->index}), std::string_view(parcel.key));
  parcel.attempt = attempts_.next(parcel.attempts_key, now_);
  seat.calls[parcel.id.value()] = index;
  ++link(seat.index, to).in_flight;
  emit_body(RecordKind::call, parcel);
  agenda_.add_after(now_, deadline, {What::deadline, seat.incarnation, seat.index, 0, parcel.id.value()});
  const RequestId id = parcel.id;
  send_request(index);
  return id;
}

void VirtualWorldCore::send_request(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  const LegFate found = fate(parcel, LegKind::request);
  if (found.expire_token) link(parcel.from, parcel.to).expired.insert(parcel.headers.token);
  for (const LegFate::Copy& copy : found.copies) copy_request(parcel, copy);
  const Duration way = latency(parcel, LegKind::request) + found.hold;
  if (found.refuse) {
    add(now_ + way, {What::call_fails, 0, parcel.from, index, 1});
  } else if (found.lose || found.black_hole) {
    drop(index);
  } else if (found.status) {
    answer_in_its_place(index, refusal(*found.status, "injected", found.retry_after), way + found.delay);
  } else if (token_expired(parcel)) {
    answer_in_its_place(index, refusal(401, "token_expired"), way + found.delay);
  } else {
    parcel.corrupt = found.corrupt;
    add(now_ + way + found.delay, {What::request_arrives, 0, parcel.to, index, 0});
  }
}

void VirtualWorldCore::copy_request(const Parcel& original, const LegFate::Copy& copy) {
  const std::uint32_t index = parcels_.take();
  Parcel& parcel = parcels_[index];
  parcel = original;
  parcel.id.counter = copy_bit | ++seats_[original.from].copies;
  parcel.copy = true;
  parcel.holders = 1;
  add(now_ + copy.after, {What::request_departs, 0, parcel.from, index, 0});
}

void VirtualWorldCore::request_arrives(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  SeatState& callee = seats_[parcel.to];
  if (!callee.up()) return break_connection(index, true);
  // The caller keeps the intact body; what it hears of is what it sent.
  if (parcel.corrupt) damage(parcel);
  admit(callee, index);
}

void VirtualWorldCore::reply(SeatState& seat, RequestId id, Reply answer) {
  const std::uint32_t* found = seat.work.find(id.value());
  if (found == nullptr) return;  // of an earlier incarnation
  const std::uint32_t index = *found;
  Parcel& parcel = parcels_[index];
  if (parcel.is_event) {
    assert(false && "a delivery is answered by settle");
    return;
  }
  parcel.reply = std::move(answer);
  parcel.fault = {};
  finish(seat, id.value(), parcel);
  emit_answer(RecordKind::reply, parcel);
  send_reply(index);
}

void VirtualWorldCore::send_reply(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  const LegFate found = fate(parcel, LegKind::reply);
  if (found.lose || found.black_hole) return drop(index);
  if (found.status) {
    parcel.reply = {*found.status, problem(*found.status, "injected"), found.retry_after};
    parcel.reply_hash = 0;
  }
  if (!found.old_answer.empty()) {
    parcel.reply = {200, found.old_answer, std::nullopt};
    parcel.reply_hash = 0;
  }
  add(now_ + latency(parcel, LegKind::reply) + found.hold + found.delay,
      {What::reply_arrives, 0, parcel.from, index, 0});
}

// The callee's front answers, and the callee is not reached; that costs the way there and back.
void VirtualWorldCore::answer_in_its_place(std::uint32_t index, Reply answer, Duration after) {
  Parcel& parcel = parcels_[index];
  parcel.reply = std::move(answer);
  add(now_ + after + latency(parcel, LegKind::reply), {What::reply_arrives, 0, parcel.from, index, 0});
}

void VirtualWorldCore::reply_arrives(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  SeatState& caller = seats_[parcel.from];
  const std::uint64_t id = parcel.id.value();
  if (parcel.copy || caller.calls.find(id) == nullptr) {
    emit_answer(RecordKind::late, parcel);
    return drop(index);
  }
  if (parcel.reply.ok()) attempts_.succeeded(parcel.attempts_key, now_);
  ++messages_;
  emit_answer(RecordKind::ok, parcel);
  if (parcel.page) page_arrives(parcel);
  const Event event{std::in_place_type<Replied>, parcel.id, std::move(parcel.reply)};
  end_call(caller, id, index);
  drop(index);
  dispatch(caller, event);
}

// The caller waits no more.
void VirtualWorldCore::end_call(SeatState& caller, std::uint64_t id, std::uint32_t index) {
  caller.calls.erase(id);
  --link(caller.index, parcels_[index].to).in_flight;
  drop(index);
}

// The connection was refused, or it was reset while the callee had the request: the caller learns of it after a while.
void VirtualWorldCore::break_connection(std::uint32_t index, bool definite) {
  Parcel& parcel = parcels_[index];
  parcel.fault = {};
  add(now_ + latency(parcel, LegKind::reply), {What::call_fails, 0, parcel.from, index, definite ? 1U : 0U});
}

void VirtualWorldCore::call_fails(std::uint32_t index, bool definite) {
  Parcel& parcel = parcels_[index];
  SeatState& caller = seats_[parcel.from];
  const std::uint64_t id = parcel.id.value();
  if (parcel.copy || caller.calls.find(id) == nullptr) return drop(index);
  const std::string_view reason = definite ? "refused" : "reset";
  emit_body(definite ? RecordKind::fail : RecordKind::info, parcel, reason);
  const Failed failed{parcel.id, definite ? Certainty::definite : Certainty::maybe, std::string(reason)};
  end_call(caller, id, index);
  drop(index);
  dispatch(caller, failed);
}

void VirtualWorldCore::deadline(SeatState& caller, std::uint64_t id) {
  const std::uint32_t* found = caller.calls.find(id);
  if (found == nullptr) return;
  const std::uint32_t index = *found;
  Parcel& parcel = parcels_[index];
  emit_body(RecordKind::info, parcel, "deadline");
  const Failed failed{parcel.id, Certainty::maybe, "deadline"};
  end_call(caller, id, index);
  dispatch(caller, failed);
}

}  // namespace drydock
