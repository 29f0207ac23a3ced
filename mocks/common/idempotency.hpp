// Idempotency keys: what a mock remembers of the writes it has done.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/instant.hpp"
#include "contracts/payload.hpp"
#include "mocks/common/changes.hpp"
#include "sim/flat_map.hpp"

namespace drydock {

/// What is kept of a finished write, in the journal too: enough to answer the same again. The body is not kept, only
/// its fingerprint.
struct Kept {
  std::int64_t fingerprint = 0;  ///< content_hash of the request
  std::int64_t status = 0;
  std::string id;     ///< of what was made: of Accepted, Posted or Label
  std::string state;  ///< of Accepted
  Instant done;       ///< by the clock of the seat
  bool operator==(const Kept&) const = default;
};
DRYDOCK_DESCRIBE(Kept, fingerprint, status, id, state, done)

/// The keys of one seat. A key belongs to its operation: two operations may be asked under the same key. Only writes
/// that were done are remembered: after a refusal the same key may be asked again. They are remembered for a while, as
/// real systems do; after that the same key is a new write.
class Idempotency {
 public:
  enum class Verdict : std::uint8_t { fresh, in_progress, reused, done };
  struct Seen {
    Verdict verdict = Verdict::fresh;
    const Kept* kept = nullptr;  ///< done: the result
  };
  /// An operation and a key of it, as a number. Among ten million of them the chance that two share one is below one
  /// in a hundred thousand; the second would be refused as a key with another body.
  enum class Scope : std::uint64_t {};

  explicit Idempotency(Duration memory) : memory_(memory) {}

  static Scope scope(std::string_view operation, std::string_view key);
  /// Where the journal has it: "idem" and eleven characters.
  static std::string journal_key(Scope);
  /// The entries that are ours.
  static bool owns(std::string_view journal_key);

  Seen look(Scope, std::int64_t fingerprint);
  /// The write has begun.
  void claim(Scope, std::int64_t fingerprint);
  /// It came to nothing.
  void drop(Scope);
  /// It is done; `kept` holds a Kept.
  void keep(Scope, Payload kept);

  /// An entry of the journal, after a restart. Call sorted() when all are in.
  void restore(std::string_view journal_key, Payload kept);
  void sorted();
  /// Takes out what was done longer ago than the memory, at most two at a time: the journal keys to forget with the
  /// next commit. Who calls it once a write never lags behind.
  std::vector<std::string> outlived(Instant now);

 private:
  struct Row {
    std::int64_t fingerprint = 0;
    Payload kept;  ///< empty while in progress
  };
  struct Age {
    Instant done;
    Scope scope;
  };
  Duration memory_;
  FlatMap<Row> rows_;
  std::deque<Age> ages_;  ///< the oldest first
};

}  // namespace drydock
