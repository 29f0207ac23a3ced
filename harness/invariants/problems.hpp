// What an answer that is no success says.
#pragma once
#include "contracts/canonical/common.hpp"
#include "sim/record.hpp"

namespace drydock {

/// The call was refused for its token, and only for that: nobody has looked at what it asks for.
inline bool token_expired(const Record& record) {
  const auto* problem = record.status != 401 || record.body == nullptr ? nullptr : record.body->as<Problem>();
  return problem != nullptr && problem->code == "token_expired";
}

}  // namespace drydock
