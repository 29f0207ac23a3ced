// Writes as numbers: what attempts at the same one have in common.
#pragma once
#include "harness/invariants/names.hpp"
#include "sim/record.hpp"

namespace drydock {

/// An operation under its idempotency key at one callee: the record is of a call, its answer, or its effect there.
inline std::uint64_t write_key(SeatIndex callee, const Record& record) {
  return finished(mixed(name_key(record.type, record.idempotency), std::uint64_t{callee}));
}

}  // namespace drydock
