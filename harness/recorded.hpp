// A history that was recorded elsewhere: what it keeps of its run, and what can be judged on that.
#pragma once
#include <cstdint>
#include <string>

#include "harness/invariant.hpp"
#include "reports/verdict.hpp"
#include "sim/record.hpp"

namespace drydock {

/// Stands between a history's reader and the docket. Counts what is missing, and leaves out the views and violations
/// that the docket makes anew from the messages beside them: handed on, they would count twice.
class Recorded : public Tap {
 public:
  explicit Recorded(Tap& next) : next_(next) {}
  void see(const Record&) override;

  /// Places of the run up to the last record kept, and how many of them the history has.
  std::uint64_t places() const { return last_; }
  std::uint64_t kept() const { return kept_; }
  bool has_every_record() const { return kept_ == last_; }
  /// Whether messages come with what they say. True of a history without messages.
  bool has_bodies() const { return messages_ == 0 || with_body_ > 0; }

 private:
  Tap& next_;
  std::uint64_t last_ = 0;
  std::uint64_t kept_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t with_body_ = 0;
  bool anew_ = false;  // the docket has the body of the last message: it checks and expands it itself
};

/// Why this invariant cannot be judged on such a history; empty if it can.
std::string why_not_judged(const InvariantRow&, const Recorded&, bool with_plan);

/// Takes back what the judges said without being able to know it: their state becomes not_evaluated, their findings go.
/// Of a part of a run also what was never reached, never fired and not measured is left open, and verdict.partial says
/// what was judged.
void leave_open(Verdict&, const Recorded&, bool with_plan);

/// Whether anything at all was judged.
bool judged_something(const Verdict&);

}  // namespace drydock
