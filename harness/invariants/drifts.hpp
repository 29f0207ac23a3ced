// What drifted apart behind everybody's back, what was told of it, and what was booked to mend it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

/// A drift is an effect `stock.drifted` in the ledger of the ERP, a warehouse or the shop. It is told by a row of the
/// pipeline's reconciliation.list; the books are mended by an `inventory.adjust` for the reason "reconciliation".
class Drifts {
 public:
  struct Drift {
    std::string id = {};
    BreakSide side = BreakSide::erp;
    SeatIndex seat = no_seat;  ///< where it happened
    std::uint32_t place = 0;
    std::int64_t quantity = 0;
    Instant at = {};
    std::optional<Instant> over = {};  ///< nothing is left of it to find: another drift or the shop's next set undid it
    bool told = false;
    std::string told_as = {};  ///< the break
    Instant told_at = {};      ///< when it was found, by the pipeline's own word
    bool own = false;  ///< no drift: a correction that corrected nothing. Whoever finds it is right, nobody must
    bool open() const { return !told && !over && !own; }
  };
  /// What a break that was told came to.
  enum class Match : std::uint8_t {
    right,       ///< it tells one or several drifts
    wrong_size,  ///< something drifted there, and not by so much
    wrong_side,  ///< something drifted there, on another side
    nothing      ///< nothing drifted there
  };

  Drifts(const Courtroom&, Places&);

  std::uint32_t kinds() const { return bit(RecordKind::effect) | bit(RecordKind::view); }
  void see(const Record&);

  const std::vector<Drift>& all() const { return drifts_; }
  /// Of the last record seen: the break that it told for the first time, and what it came to.
  std::optional<Match> told_now() const { return told_now_; }
  /// Of the last record seen: whether it was a correction of the books, and whether so much was still to be corrected.
  bool correction_now() const { return correction_now_; }
  bool correction_fits() const { return correction_fits_; }
  /// What the books lack at a place until they are corrected: units to be added or (negative) taken away.
  std::int64_t owed_to_books(std::uint32_t place) const { return at(place).owed; }
  /// Units that the warehouse has beyond what the pipeline can know: they drifted, and nobody has told of it.
  std::int64_t unnoticed(std::uint32_t place) const { return open_sum(place, BreakSide::wms); }
  /// Something at this place has drifted and was not told: views that differ by it are nobody's fault yet.
  bool any_open(std::uint32_t place) const;
  bool shop_open(std::uint32_t place, SeatIndex shop) const;

 private:
  struct Owed {
    Instant since;
    std::int64_t units = 0;
  };
  struct AtPlace {
    std::int64_t owed = 0;
    std::vector<Owed> history;  ///< of `owed`, oldest first
    /// Of the last copy of the balances: its moment, and what was owed then. Whoever uses it knows no more.
    std::optional<Instant> copied;
    std::int64_t owed_then = 0;
    std::vector<std::uint32_t> drifts;
  };

  const AtPlace& at(std::uint32_t place) const;
  std::int64_t open_sum(std::uint32_t place, BreakSide) const;
  void drifted(const Record&, const StockDrift&);
  void undone(std::uint32_t place, SeatIndex, Instant);
  void reopen(std::uint32_t place, SeatIndex, Instant over);
  void corrected(const Record&, const InventoryAdjust&);
  void copied(const BalanceSnapshot&);
  void owe(AtPlace&, std::int64_t units, Instant);
  void keep(Drift);
  void shown(std::uint32_t place, SeatIndex shop, Instant now);
  Match told(const BreakView&);
  std::vector<Drift*> findable(std::uint32_t place, BreakSide, Instant found, bool own);

  const Directory* directory_;
  Duration skew_;
  Places& places_;
  std::vector<Drift> drifts_;
  std::vector<AtPlace> at_place_;
  FlatMap<char> known_breaks_;
  std::optional<Match> told_now_;
  bool correction_now_ = false;
  bool correction_fits_ = false;
};

}  // namespace drydock
