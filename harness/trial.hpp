// Everything that judges one run, behind one tap: contracts, invariants, reached states, measures. The same for the
// virtual and the live world and for a history that somebody else recorded.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/docket.hpp"
#include "harness/jury.hpp"
#include "harness/measures.hpp"
#include "harness/order_ends.hpp"
#include "harness/plan.hpp"
#include "harness/reached.hpp"
#include "harness/run.hpp"
#include "reports/verdict.hpp"

namespace drydock {

class Trial {
 public:
  /// Plan and directory must outlive the trial; `baseline` (of the paired run) too, where there is one.
  /// `windows`: carrier faults whose price is measured, for the paired run, whose own plan no longer has them.
  Trial(const Plan&, const Directory&, const RunOptions&, const std::map<std::string, std::int64_t>* baseline,
        std::vector<CarrierWindow> windows = {});
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  Tap& tap() { return docket_; }
  /// One more that hears every record, views and violations included.
  void add(Tap& listener) { docket_.add(listener); }
  /// The history has ended whole. Without it (a run cut short) what must hold at rest is not judged.
  void finish(Instant end, bool quiescent);
  /// Invariants, findings, reached, measures, expectations, and the counts that are the trial's.
  void tell(Verdict&) const;
  Instant last_effect() const { return docket_.last_effect(); }
  const std::vector<Finding>& findings() const { return jury_.findings(); }
  std::map<std::string, std::int64_t> measures() const;

 private:
  const Plan& plan_;
  ContractChecker checker_;
  Docket docket_;
  Jury jury_;
  Reached reached_;
  Measures measures_;
  OrderEnds orders_;
  bool finished_ = false;
};

/// A verdict with what is known before the run.
Verdict open_verdict(const Plan&, const RunOptions&);
/// The planned faults with what became of them.
void tell_faults(Verdict&, const Plan&, const std::map<std::string, std::int64_t>& fired);
/// The outcome, from everything else in the verdict: error, fail, vacuous, pass in that order (design section 4).
void conclude(Verdict&, const Plan&);

}  // namespace drydock
