// The rolling hash over typed records: two runs are the same if, and only if, their hashes are.
#pragma once
#include <cstdint>

#include "sim/record.hpp"

namespace drydock {

/// Folds a record into the state. Every field counts except `message`, which `type` names; `body_hash` is
/// content_hash(*record.body), or 0 without a body.
std::uint64_t hash_record(std::uint64_t state, const Record&, std::uint64_t body_hash);
/// The same, hashing the body itself.
std::uint64_t hash_record(std::uint64_t state, const Record&);

}  // namespace drydock
