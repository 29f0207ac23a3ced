// What a seat does with what arrives: a worker takes it, or it waits, or there is no more room.
#include "contracts/canonical/common.hpp"
#include "sim/world/core.hpp"

namespace drydock {
namespace {

constexpr Duration full_retry_after = seconds(1);

}  // namespace

void VirtualWorldCore::admit(SeatState& seat, std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  if (parcel.direct) {
    seat.work[parcel.id.value()] = index;
    return receive(seat, index);
  }
  if (seat.busy < seat.spec->workers) return serve(seat, index);
  if (static_cast<std::int64_t>(seat.intake.size()) < seat.spec->intake) return seat.intake.push_back(index);
  refuse_full(index);
}

void VirtualWorldCore::serve(SeatState& seat, std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  ++seat.busy;
  seat.work[parcel.id.value()] = index;
  agenda_.add_after(now_, seat.service[parcel.type->index], {What::served, seat.incarnation, seat.index, index, 0});
}

void VirtualWorldCore::receive(SeatState& seat, std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  parcel.received = true;
  ++messages_;
  emit_body(parcel.is_event ? RecordKind::deliver : RecordKind::request, parcel);
  if (PolledFeed* feed = feed_of(parcel)) return read_feed(seat, index, *feed);
  Event event{std::in_place_type<Received>};
  Received& received = std::get<Received>(event);
  received.unmetered = parcel.direct;
  received.id = parcel.id;
  received.type = parcel.type;
  received.from = parcel.from;
  received.body = parcel.wire.empty() ? parcel.body : parcel.wire;
  received.headers = parcel.headers;
  received.attempt = parcel.attempt;
  if (parcel.is_event) {
    received.event = parcel.event;
    received.delivery_id = parcel.delivery;
    received.version = parcel.version;
    received.signature = parcel.signature;
  }
  dispatch(seat, event);
}

void VirtualWorldCore::refuse_full(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  parcel.fault = {};
  if (parcel.is_event) {
    parcel.settlement = Settlement::later(full_retry_after);
    emit_settlement(parcel, "the intake is full");
    return send_answer(index);
  }
  Problem full;
  full.title = "the intake is full";
  full.status = 503;
  full.code = "overloaded";
  parcel.reply = {503, Payload::of(std::move(full)), full_retry_after};
  emit_answer(RecordKind::reply, parcel, "the intake is full");
  send_reply(index);
}

// The actor has answered: its worker is free and takes the next that waits.
void VirtualWorldCore::finish(SeatState& seat, std::uint64_t id, const Parcel& parcel) {
  seat.work.erase(id);
  if (parcel.direct) return;
  --seat.busy;
  if (seat.intake.empty()) return;
  const std::uint32_t next = seat.intake.front();
  seat.intake.pop_front();
  serve(seat, next);
}

}  // namespace drydock
