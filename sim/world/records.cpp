// What goes into the history.
#include <cassert>

#include "contracts/codec.hpp"
#include "sim/record_hash.hpp"
#include "sim/world/core.hpp"

namespace drydock {
namespace {

void fill_headers(Record& record, const Headers& headers) {
  record.correlation = headers.correlation_id;
  record.causation = headers.causation_id;
  record.idempotency = headers.idempotency_key;
}

}  // namespace

void VirtualWorldCore::emit(Record& record, std::uint64_t body_hash) {
  record.n = ++records_;
  record.t = now_;
  hash_ = hash_record(hash_, record, body_hash);
  tap_.see(record);
}

Record VirtualWorldCore::record_of(RecordKind kind, const Parcel& parcel) const {
  Record record;
  record.kind = kind;
  record.from = parcel.from;
  record.to = parcel.to;
  record.message = parcel.type;
  record.type = parcel.type->name;
  record.key = parcel.key;
  record.request = parcel.id;
  record.attempt = parcel.attempt;
  record.fault = parcel.fault;
  fill_headers(record, parcel.is_event ? parcel.event->headers : parcel.headers);
  if (!parcel.is_event) {
    record.id = parcel.headers.idempotency_key;
    record.token = parcel.headers.token;
    return record;
  }
  record.id = parcel.event->id;
  record.signature = to_string(parcel.signature);
  record.delivery = parcel.delivery;
  record.partition = parcel.event->partition_key;
  record.sequence = parcel.event->sequence;
  return record;
}

void VirtualWorldCore::emit_body(RecordKind kind, Parcel& parcel, std::string_view detail) {
  if (parcel.body_hash == 0) parcel.body_hash = content_hash(parcel.body);
  Record record = record_of(kind, parcel);
  record.detail = detail;
  record.body = &parcel.body;
  emit(record, parcel.body_hash);
}

void VirtualWorldCore::emit_answer(RecordKind kind, Parcel& parcel, std::string_view detail) {
  if (parcel.reply_hash == 0) parcel.reply_hash = content_hash(parcel.reply.body);
  Record record = record_of(kind, parcel);
  std::swap(record.from, record.to);
  record.status = parcel.reply.status;
  record.retry_after = parcel.reply.retry_after.value_or(Duration{});
  record.detail = detail;
  record.body = &parcel.reply.body;
  emit(record, parcel.reply_hash);
}

void VirtualWorldCore::emit_settlement(const Parcel& parcel, std::string_view detail) {
  const bool acked = parcel.settlement.kind == Settlement::Kind::ack;
  Record record = record_of(acked ? RecordKind::ack : RecordKind::nack, parcel);
  std::swap(record.from, record.to);
  record.status = parcel.settlement.status;
  record.detail = detail;
  emit(record, 0);
}

void VirtualWorldCore::fired(const FaultSpec& fault, const Leg& leg, std::string_view what) {
  Record record = record_of(RecordKind::fault, *on_leg_);
  record.from = leg.from;
  record.to = leg.to;
  record.fault = fault.id;
  record.detail = what;
  emit(record, 0);
}

void VirtualWorldCore::window(std::size_t fault, bool opens) {
  if (faults_.healed() || open_windows_[fault] == opens) return;
  open_windows_[fault] = opens;
  const FaultSpec& spec = faults_.spec(fault);
  Record record;
  record.kind = RecordKind::window;
  if (spec.target.seats.size() == 1) record.to = spec.target.seats.front();
  record.type = spec.fault;
  if (opens) record.detail = spec.dose.trigger;
  record.status = opens ? 1 : 0;
  record.fault = spec.id;
  emit(record, 0);
  stand(fault, opens);
}

void VirtualWorldCore::phase(std::string_view which) {
  Record record;
  record.kind = RecordKind::phase;
  record.type = which;
  emit(record, 0);
}

void VirtualWorldCore::note(Record record) {
  assert(record.kind == RecordKind::view && "the world writes every other kind itself");
  emit(record, record.body == nullptr ? 0 : content_hash(*record.body));
}

std::map<std::string, std::int64_t> VirtualWorldCore::fired() const {
  auto counts = faults_.fired();
  for (const CrashState& crash : crashes_) counts[crash.spec.id] += crash.fired;
  return counts;
}

std::int64_t VirtualWorldCore::backlog() const {
  std::int64_t sum = 0;
  for (const Channel& channel : channels_) sum += static_cast<std::int64_t>(channel.courier->backlog());
  return sum;
}

}  // namespace drydock
