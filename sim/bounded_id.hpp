// Names made of other names, within what a contract allows.
#pragma once
#include <string>
#include <utility>

#include "sim/draw.hpp"

namespace drydock {

/// An identifier has 64 characters at most (contracts/common/v1/schema.json), and others are made from it by a suffix:
/// a name that is longer than 52 becomes one that follows from it.
///   bounded_id("expiry-L1-wms-east") is itself
inline std::string bounded_id(std::string name) {
  constexpr std::size_t longest = 52;
  if (name.size() <= longest) return name;
  const std::string rest = "~" + std::to_string(keyed_bits(0, Purpose::identity, name));
  return name.substr(0, longest - rest.size()) + rest;
}

}  // namespace drydock
