#include "mocks/common/trace.hpp"

#include "sim/draw.hpp"

namespace drydock {

Headers headers_for(std::string_view correlation, std::string_view causation, std::string_view what) {
  Headers headers;
  headers.correlation_id = correlation;
  headers.causation_id = causation;
  headers.trace.high = keyed_bits(0, Purpose::identity, correlation, "trace");
  headers.trace.low = keyed_bits(0, Purpose::identity, correlation, "trace", 1);
  headers.trace.span = keyed_bits(0, Purpose::identity, what, "span");
  return headers;
}

}  // namespace drydock
