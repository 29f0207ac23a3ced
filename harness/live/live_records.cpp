// What goes into the history of the live world: the same records, at the same points, as in the virtual one.
#include "harness/live/live_core.hpp"

namespace drydock::live {

void LiveCore::emit(Record& record) {
  record.n = ++records_;
  record.t = now();
  counts.records = static_cast<std::int64_t>(records_);
  tap.see(record);
}

void LiveCore::phase(std::string_view which) {
  Record record;
  record.kind = RecordKind::phase;
  record.type = which;
  emit(record);
}

namespace {

Record record_of(RecordKind kind, const CallFacts& facts) {
  Record record;
  record.kind = kind;
  record.from = facts.from;
  record.to = facts.to;
  record.message = facts.type;
  record.type = facts.type->name;
  record.key = facts.key;
  record.id = facts.headers.idempotency_key;
  record.request = facts.id;
  record.attempt = facts.attempt;
  record.fault = facts.fault;
  record.correlation = facts.headers.correlation_id;
  record.causation = facts.headers.causation_id;
  record.idempotency = facts.headers.idempotency_key;
  return record;
}

}  // namespace

void LiveCore::record_call(RecordKind kind, const CallFacts& facts, std::string_view detail) {
  Record record = record_of(kind, facts);
  record.detail = detail;
  record.body = &facts.body;
  emit(record);
}

void LiveCore::record_answer(RecordKind kind, const CallFacts& facts, const Reply& reply) {
  Record record = record_of(kind, facts);
  std::swap(record.from, record.to);
  record.status = reply.status;
  record.retry_after = reply.retry_after.value_or(Duration{});
  record.body = &reply.body;
  emit(record);
}

void LiveCore::record_event(RecordKind kind, const Publication& event, SeatIndex from, SeatIndex to,
                            std::string_view delivery, std::uint32_t attempt_, int status, std::string_view fault,
                            std::string_view detail, Signature signature) {
  const std::string key = business_key(*event.type, event.data);
  Record record;
  record.kind = kind;
  record.from = from;
  record.to = to;
  record.message = event.type;
  record.type = event.type->name;
  record.key = key;
  record.id = event.id;
  record.delivery = delivery;
  record.signature = to_string(signature);
  record.correlation = event.headers.correlation_id;
  record.causation = event.headers.causation_id;
  record.partition = event.partition_key;
  record.sequence = event.sequence;
  record.attempt = attempt_;
  record.status = status;
  record.fault = fault;
  record.detail = detail;
  if (kind == RecordKind::publish || kind == RecordKind::deliver) record.body = &event.data;
  emit(record);
}

void LiveCore::record_effect(SeatIndex seat, const Effect& effect) {
  Record record;
  record.kind = RecordKind::effect;
  record.from = seat;
  record.message = find_message(effect.type);
  record.type = effect.type;
  record.key = effect.key;
  record.id = effect.headers.idempotency_key;
  record.correlation = effect.headers.correlation_id;
  record.causation = effect.headers.causation_id;
  record.idempotency = effect.headers.idempotency_key;
  record.body = &effect.body;
  emit(record);
}

void LiveCore::record_seat(RecordKind kind, SeatIndex seat, std::string_view fault, std::string_view detail) {
  Record record;
  record.kind = kind;
  record.from = seat;
  record.fault = fault;
  record.detail = detail;
  emit(record);
}

// A real seat that refuses or breaks connections has gone away: where nobody has told us, this is when it is known.
// What a killed one had sent before may still be read.
void LiveCore::heard_of(SeatIndex seat, const HttpOutcome& outcome) {
  const bool left = outcome.peer_is_gone();
  if (seats[seat]->local() || (!left && !outcome.answered) || away_[seat] == left || killed_.count(seat) != 0) return;
  if (left) return gone(seat, {}, "it went away");
  away_[seat] = false;
  record_seat(RecordKind::recover, seat, {}, "it answers again");
}

// The callee answered, but not in HTTP: its bytes are no message whose schema could be asked.
void LiveCore::record_malformed(const CallFacts& facts, std::string_view what) {
  ++counts.malformed;
  const Payload told = Payload::raw("the answer is not HTTP/1.1 within the limits: " + std::string(what));
  Record record = record_of(RecordKind::violation, facts);
  std::swap(record.from, record.to);
  record.detail = "malformed";
  record.body = &told;
  emit(record);
}

void LiveCore::fired(const FaultSpec& fault, const Leg& leg, std::string_view what) {
  Record record;
  if (on_leg_ != nullptr) record = record_of(RecordKind::fault, *on_leg_);
  record.kind = RecordKind::fault;
  record.from = leg.from;
  record.to = leg.to;
  record.message = leg.type;
  record.type = leg.type->name;
  record.key = leg.key;
  record.fault = fault.id;
  record.detail = what;
  emit(record);
}

void LiveCore::window(const FaultSpec& fault, bool opens) {
  if (healed_ || windows_[fault.id] == opens) return;
  windows_[fault.id] = opens;
  Record record;
  record.kind = RecordKind::window;
  if (fault.target.seats.size() == 1) record.to = fault.target.seats.front();
  record.type = fault.fault;
  record.status = opens ? 1 : 0;
  record.fault = fault.id;
  emit(record);
}

}  // namespace drydock::live
