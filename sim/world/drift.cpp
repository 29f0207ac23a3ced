// Bodies of a later contract. What the contract of today can say still comes as it is; what it cannot say comes beside
// it, as a publisher does that has moved on and tells both.
#include <nlohmann/json.hpp>

#include "contracts/codec.hpp"
#include "sim/world/core.hpp"

namespace drydock {
namespace {

constexpr std::int64_t next_major = 2;

Payload of_later_contract(const MessageType& type, const Payload& body, Drift how) {
  nlohmann::json document = to_document(body);
  if (!document.is_object()) return body;
  if (const Field* field = how == Drift::unknown_value ? enumeration_of(type) : nullptr)
    document[std::string(field->name)] = "added_later";
  else
    document["added_later"] = "as a later version of the contract has it";
  // What makes a version a major one: the same words mean something else. Its numbers count in half units.
  if (how == Drift::unknown_version)
    for (auto& member : document)
      if (member.is_number_integer()) member = member.get<std::int64_t>() * 2;
  return Payload::raw(document.dump());
}

}  // namespace

// What is only added changes nothing of what is said: the history keeps that, and the actor has to read it out of
// bytes.
void VirtualWorldCore::drift(Parcel& parcel) {
  Payload later = of_later_contract(*parcel.type, parcel.body, parcel.drift);
  if (parcel.drift == Drift::unknown_field) {
    parcel.wire = std::move(later);
    return;
  }
  parcel.body = std::move(later);
  parcel.body_hash = 0;
}

// It is another event, with an id of its own, that speaks of the same. No transport waits for its acknowledgement.
void VirtualWorldCore::tell_beside(const Parcel& original, Drift how, Duration way) {
  const std::uint32_t index = parcels_.take();
  Parcel& parcel = parcels_[index];
  parcel = original;
  parcel.id.counter = ++seats_[original.from].deliveries;
  parcel.copy = true;
  parcel.holders = 1;
  parcel.attempt = 1;
  parcel.drift = how;
  auto event = std::make_shared<Publication>(*original.event);
  event->id += how == Drift::unknown_version ? "/v" + std::to_string(next_major) : std::string("/later");
  parcel.delivery = event->id + "~1";
  parcel.event = std::move(event);
  parcel.version = how == Drift::unknown_version ? next_major : 1;
  add(now_ + way, {What::delivery_arrives, 0, parcel.to, index, 0});
}

}  // namespace drydock
