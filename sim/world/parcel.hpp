// One message on its way: a request until its answer is in, or one attempt to deliver an event.
#pragma once
#include <vector>

#include "sim/fault.hpp"
#include "sim/message.hpp"

namespace drydock {

struct Parcel {
  RequestId id;
  const MessageType* type = nullptr;
  SeatIndex from = no_seat;  ///< caller or publisher
  SeatIndex to = no_seat;    ///< callee or subscriber
  bool is_event = false;
  bool direct = false;   ///< an auditor's: no latency, no faults, no worker
  bool fetched = false;  ///< of a log's batch that is already here: no latency
  bool copy = false;     ///< made by a fault: nobody waits for its answer
  bool corrupt = false;
  Drift drift = Drift::none;  ///< its body is of a later contract
  Signature signature = Signature::valid;
  std::int64_t version = 1;  ///< of the contract that its sender says it follows
  bool received = false;     ///< the actor has seen it
  bool had_effect = false;
  std::uint8_t holders = 0;  ///< the waiting caller, and whoever carries it
  std::uint32_t attempt = 1;
  std::uint64_t attempts_key = 0;
  std::string key;
  Payload body;
  Payload wire;  ///< if any, what the actor is handed in place of the body: the same, as bytes with more in them
  Headers headers;
  std::shared_ptr<const Publication> event;
  std::string delivery;
  std::uint32_t channel = 0;
  std::uint64_t token = 0;  ///< the courier's
  Reply reply;
  Settlement settlement;
  std::shared_ptr<const std::vector<std::uint64_t>> page;  ///< of a feed: the entries that the reply carries
  std::string_view fault;                                  ///< the one that touched the present leg
  std::uint64_t body_hash = 0;                             ///< 0: not yet computed
  std::uint64_t reply_hash = 0;
};

}  // namespace drydock
