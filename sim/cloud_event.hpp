// A publication as a CloudEvent, and back: what a wire or a feed carries of it.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "contracts/envelope.hpp"
#include "sim/message.hpp"

namespace drydock {

/// traceparent of W3C Trace Context, version 00, sampled; empty for no trace.
std::string to_traceparent(const Trace&);
/// The trace of a traceparent; none if it is not a valid one (all-zero ids and version ff are not).
Trace parse_traceparent(std::string_view);

/// The attributes of an event; `publisher` is the name of its seat.
Envelope envelope_of(const Publication&, std::string_view publisher);
/// The publication that was read. The event must have been readable.
std::shared_ptr<const Publication> publication_of(const ReadEvent&);

}  // namespace drydock
