// Watches a run for what faults, crashes and stimuli of its plan wait for (`when:`): the world knows no business, so
// somebody who does must tell it. What it goes by is the history alone, so a plan is as repeatable with triggers as
// without.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "harness/invariants/effect_account.hpp"
#include "harness/plan.hpp"
#include "harness/reached.hpp"
#include "sim/record.hpp"

namespace drydock {

/// Is told what has come due, each once, from within Tap::see.
class TriggerHost {
 public:
  virtual ~TriggerHost() = default;
  virtual void fault_is_due(const std::string& id, Duration after) = 0;
  virtual void stimulus_is_due(const TriggeredStimulus&, Duration after) = 0;
};

/// Hands every record on, and then looks whether something waited for it. What happens before the start of the run
/// counts for nothing. Plan, directory, `next` and host must outlive it.
class Triggers : public Tap {
 public:
  Triggers(const Plan&, const Directory&, Tap& next, TriggerHost&);
  /// Whether anything waits at all.
  bool watches() const { return !waiting_.empty(); }
  void see(const Record&) override;

 private:
  struct Waiting {
    const PlannedTrigger* when = nullptr;
    std::string fault;                            ///< id of a fault or crash; empty: a stimulus
    const TriggeredStimulus* stimulus = nullptr;  ///< else
    std::unique_ptr<Detector> state;              ///< of `reached`
    std::int64_t seen = 0;
    bool over = false;
  };

  void wait_for(const PlannedTrigger&, std::string fault, const TriggeredStimulus*);
  bool has_come(Waiting&, const Record&) const;

  const Plan& plan_;
  Courtroom room_;
  Tap& next_;
  TriggerHost& host_;
  std::vector<Waiting> waiting_;
  EffectAccount account_;
  bool counts_backlog_ = false;
};

/// The milestone that this record is for an order: "released", and of which order. Empty: none.
struct OrderMilestone {
  std::string_view milestone;
  std::string_view order;
};
OrderMilestone milestone_of(const Record&);

}  // namespace drydock
