// The contract book: every message type there is, and what is known of it.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "contracts/payload.hpp"

namespace drydock {

enum class MessageKind : std::uint8_t { operation, event };

/// One row of the book. There is one object per message type, so identity is equality; rows live as long as the
/// program.
struct MessageType {
  std::string_view name;  ///< "reservation.create", "wms.shipped"
  MessageKind kind;
  const Type* body;                               ///< the request of an operation, the data of an event
  const Type* reply;                              ///< of an operation that succeeds; null for an event
  std::string_view role;                          ///< who serves the operation; who publishes the event
  std::string_view flow;                          ///< the flow it belongs to (contracts/workflows/)
  bool write;                                     ///< an operation that must carry an idempotency key
  std::string (*key)(const void* body);           ///< the business key: "O-000123", "item/location" for positions
  std::string (*ordering_key)(const void* body);  ///< events: what partitions and per-key order go by
  std::size_t index;                              ///< position in message_types()
};

/// All rows: operations by name, then events by name.
std::span<const MessageType> message_types();
/// The row of a wire name, or null.
const MessageType* find_message(std::string_view name);
/// The row whose body is T. T must be in the book. When one struct serves several operations (lists served by several
/// roles), there is still one row: the operation is the same wherever it is asked.
const MessageType& message_of(const Type* body);
template <class T>
const MessageType& message_of() {
  static const MessageType& row = message_of(type_of<T>());
  return row;
}
/// The business key of a payload of this type; empty for a raw payload.
std::string business_key(const MessageType&, const Payload&);

}  // namespace drydock
