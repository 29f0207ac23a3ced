// Idempotency keys: what a mock remembers of the writes it has done.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "contracts/payload.hpp"
#include "mocks/common/changes.hpp"

namespace drydock {

/// What is kept of a finished write, in the journal too: enough to answer the same again. The body is not kept, only
/// its fingerprint.
struct Kept {
  std::int64_t fingerprint = 0;  ///< content_hash of the request
  std::int64_t status = 0;
  std::string id;     ///< of what was made: of Accepted, Posted or Label
  std::string state;  ///< of Accepted
  bool operator==(const Kept&) const = default;
};
DRYDOCK_DESCRIBE(Kept, fingerprint, status, id, state)

/// The keys of one seat. A key belongs to its operation: two operations may be asked under the same key. Only writes
/// that were done are remembered: after a refusal the same key may be asked again.
class Idempotency {
 public:
  enum class Verdict : std::uint8_t { fresh, in_progress, reused, done };
  struct Seen {
    Verdict verdict = Verdict::fresh;
    const Kept* kept = nullptr;  ///< done: the result
  };

  /// The journal key of a write: "idem/sales_order.create/O-1".
  static std::string scope(std::string_view operation, std::string_view key);
  /// The entries that are ours.
  static bool owns(std::string_view journal_key);

  Seen look(std::string_view scope, std::int64_t fingerprint) const;
  /// The write has begun.
  void claim(const std::string& scope, std::int64_t fingerprint);
  /// It came to nothing.
  void drop(const std::string& scope);
  /// It is done; `kept` holds a Kept.
  void keep(const std::string& scope, Payload kept);

 private:
  struct Row {
    std::int64_t fingerprint = 0;
    Payload kept;  ///< empty while in progress
  };
  TextMap<Row> rows_;
};

}  // namespace drydock
