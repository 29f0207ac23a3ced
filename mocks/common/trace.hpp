// W3C trace context of what a mock begins by itself: its events and calls.
#pragma once
#include <string_view>

#include "sim/message.hpp"

namespace drydock {

/// Headers of something that belongs to the business transaction `correlation` and was caused by `causation`. The trace
/// id follows from the correlation, so that every hop of an order is in one trace; the span follows from `what` (an
/// event id, an idempotency key), so that each hop has its own.
Headers headers_for(std::string_view correlation, std::string_view causation, std::string_view what);

}  // namespace drydock
