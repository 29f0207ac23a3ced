// The way between two seats: how long it takes, and what faults do on it.
#include <algorithm>
#include <cassert>

#include "contracts/canonical/token.hpp"
#include "contracts/codec.hpp"
#include "sim/world/core.hpp"

namespace drydock {

Duration VirtualWorldCore::latency(const Parcel& parcel, LegKind leg) const {
  if (parcel.direct || parcel.fetched) return {};
  const std::string_view key = parcel.is_event ? std::string_view(parcel.delivery) : std::string_view(parcel.key);
  const std::uint64_t salt = link(parcel.from, parcel.to).salt[static_cast<std::size_t>(leg)];
  return latency_.at(keyed_bits(salt, Purpose::link_latency, key, parcel.type->name, parcel.attempt));
}

LegFate VirtualWorldCore::fate(Parcel& parcel, LegKind kind) {
  if (!parcel.copy) parcel.fault = {};  // a copy bears the fault that made it
  if (parcel.direct || !faults_.watches(parcel.from, parcel.to, kind)) return {};
  Leg leg;
  leg.kind = kind;
  leg.from = kind == LegKind::reply ? parcel.to : parcel.from;
  leg.to = kind == LegKind::reply ? parcel.from : parcel.to;
  leg.type = parcel.type;
  leg.key = parcel.key;
  leg.attempt = parcel.attempt;
  leg.now = now_;
  leg.had_effect = parcel.had_effect;
  if (parcel.is_event) leg.draw_key = parcel.delivery;
  const SeatState& callee = seats_[parcel.to];
  leg.in_flight = parcel.is_event ? static_cast<std::int64_t>(channels_[parcel.channel].courier->backlog())
                                  : link(parcel.from, parcel.to).in_flight;
  leg.queued = callee.busy + static_cast<std::int64_t>(callee.intake.size());
  leg.copy = parcel.copy;
  leg.token_expired = kind == LegKind::request && token_expired(parcel);
  if (kind == LegKind::reply && !parcel.is_event) {
    leg.asked = &parcel.body;
    leg.answer = &parcel.reply;
  }
  on_leg_ = &parcel;
  LegFate result = faults_.decide(leg, *this);
  on_leg_ = nullptr;
  if (!result.by.empty()) parcel.fault = result.by.front();
  return result;
}

// A token is asked for with the client's own credentials, which do not run out.
bool VirtualWorldCore::token_expired(const Parcel& parcel) const {
  const auto& expired = link(parcel.from, parcel.to).expired;
  return !expired.empty() && !parcel.direct && parcel.type != &message_of<TokenCreate>() &&
         expired.contains(parcel.headers.token);
}

// One holder fewer; the last one leaves the parcel to be used again.
void VirtualWorldCore::drop(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  assert(parcel.holders > 0);
  if (--parcel.holders > 0) return;
  parcel.body = {};
  parcel.wire = {};
  parcel.reply.body = {};
  parcel.event.reset();
  parcel.page.reset();
  parcels_.give_back(index);
}

// Corrupted after signing: the bytes of the body, broken off at a place that is drawn.
void VirtualWorldCore::damage(Parcel& parcel) {
  std::string bytes = to_json(parcel.body);
  Draw draw(spec_.seed, Purpose::fault_effect, parcel.is_event ? parcel.delivery : parcel.key, "damage",
            parcel.attempt);
  bytes.resize(static_cast<std::size_t>(
      draw.between(1, std::max<std::int64_t>(1, static_cast<std::int64_t>(bytes.size()) - 1))));
  parcel.body = Payload::raw(std::move(bytes));
  parcel.wire = {};
  parcel.body_hash = 0;
}

const MessageType& VirtualWorldCore::type_of_body(const Payload& body) {
  assert(body.type() != nullptr && "a request carries the record of an operation");
  const MessageType*& known = types_[reinterpret_cast<std::uintptr_t>(body.type())];
  if (known == nullptr) known = &message_of(body.type());
  return *known;
}

}  // namespace drydock
