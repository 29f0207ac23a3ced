// The wire tap: every record of a world passes here, in front of everybody who judges, measures or writes. It checks
// messages against their contracts and turns the auditor's answers into views.
#pragma once
#include <cstdint>
#include <vector>

#include "contracts/checker.hpp"
#include "sim/record.hpp"

namespace drydock {

class Docket : public Tap {
 public:
  /// `checker` may be null: nothing is checked. Each `every`-th message is. `auditor` is that seat, or no_seat.
  Docket(ContractChecker* checker, std::int64_t every, SeatIndex auditor)
      : checker_(checker), every_(every), auditor_(auditor) {}

  /// Adds a listener; it must outlive the docket.
  void add(Tap& listener) { listeners_.push_back(&listener); }
  void see(const Record&) override;

  std::uint64_t contract_checks() const { return checks_; }
  std::uint64_t orders() const { return orders_; }
  /// When the last effect of a party was written, for quiescence.
  Instant last_effect() const { return last_effect_; }

 private:
  void pass(const Record&);
  void check(const Record&);
  void views(const Record&);

  ContractChecker* checker_;
  std::int64_t every_;
  SeatIndex auditor_;
  std::vector<Tap*> listeners_;
  std::uint64_t seen_ = 0;
  std::uint64_t checks_ = 0;
  std::uint64_t orders_ = 0;
  Instant last_effect_{};
};

}  // namespace drydock
