// The nightly batch's copy of the balances: taken when the batch begins, sent when it ends.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/common/changes.hpp"
#include "mocks/erp/books.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// A copy of all balances that has not been sent.
struct ErpSnapshot {
  Instant as_of;
  Instant sent_at;
  std::vector<Balance> balances;
  bool operator==(const ErpSnapshot&) const = default;
};
DRYDOCK_DESCRIBE(ErpSnapshot, as_of, sent_at, balances)

/// How many parts of snapshots were told of a location.
struct ErpSent {
  std::int64_t parts = 0;
  bool operator==(const ErpSent&) const = default;
};
DRYDOCK_DESCRIBE(ErpSent, parts)

/// Copies are kept in the ledger until they are sent, so that a restart sends them with the moment they are of.
class Snapshots {
 public:
  void restore(std::string_view key, const Payload& value);
  void resume(Io&);

  /// False if this copy was taken already.
  bool copy(const BalancesCopied&, const Changes<ErpBalance>&, Commit&, Io&);
  /// The timer of a copy: its events, location by location and 200 rows at a time. False if there is nothing to send.
  bool send(std::uint64_t tag, Commit&, Io&);

 private:
  void await(const std::string& snapshot_id, Io&);
  void tell(const std::string& snapshot_id, Instant as_of, const std::string& location, const std::vector<BookBalance>&,
            Commit&, Io&);

  std::map<std::string, ErpSnapshot, std::less<>> taken_;  ///< and not sent, by snapshot id
  std::vector<std::string> timers_;                        ///< snapshot ids, by tag less one
  std::map<std::string, std::int64_t, std::less<>> told_;  ///< parts, by location
};

}  // namespace drydock
