// Where two runs that ought to be the same begin to differ.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "sim/record.hpp"

namespace drydock {

/// Runs something from its beginning and hands its records to the tap: a world, or a history that is read.
using Rerun = std::function<void(Tap&)>;

/// The first record that differs, as a line of a full history each; empty where one run had ended.
struct Divergence {
  std::uint64_t n = 0;  ///< its place, from 1
  std::string first;
  std::string second;
};

/// Runs each of them twice: once for the hashes of their records, 8 bytes each, and, if those differ, once more for the
/// record itself. Nothing if they are the same.
std::optional<Divergence> first_divergence(const Rerun& first, const Rerun& second, const Directory&);

/// The two records member by member, those that differ marked:
///
///   record 1207 differs
///      kind     request                        request
///   != t        2026-11-27T15:00:01.204113Z    2026-11-27T15:00:01.204117Z
std::string side_by_side(const Divergence&);

}  // namespace drydock
