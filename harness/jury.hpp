// All judges of a run: hands every record to those who want it, and sums up what they found.
#pragma once
#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "harness/invariant.hpp"
#include "harness/invariants/evidence.hpp"

namespace drydock {

class Jury : public Tap {
 public:
  /// Judges the invariants named (ids or names; empty: all of the table). `flows`: those in play; empty: all. An
  /// invariant none of whose flows is in play is out of scope. What the courtroom points at must outlive the jury; its
  /// evidence is the jury's own.
  explicit Jury(const Courtroom&, const std::vector<std::string>& invariants = {}, std::vector<std::string> flows = {});
  /// Judges these rows.
  Jury(const Courtroom&, std::vector<const InvariantRow*> rows, std::vector<std::string> flows);
  Jury(const Jury&) = delete;
  Jury& operator=(const Jury&) = delete;

  void see(const Record&) override;
  /// The history has ended. Not called for a run that was cut short: what must hold at rest is then not judged.
  void finish(Instant end, bool quiescent);

  /// One for each invariant chosen, by id.
  std::vector<InvariantResult> results() const;
  /// The first findings of each invariant, in the order in which they were made.
  const std::vector<Finding>& findings() const { return findings_.kept(); }

 private:
  struct Chair {
    const InvariantRow* row = nullptr;
    std::unique_ptr<Invariant> judge;  ///< null: out of scope
  };

  void follow_faults(const Record&);
  void complete(const InvariantRow&, std::size_t first, const Record* decided);
  InvariantResult result(const Chair&) const;

  Courtroom room_;
  Evidence evidence_;
  Findings findings_;
  std::vector<Chair> chairs_;
  std::array<std::vector<std::uint32_t>, 32> by_kind_;  // chairs that want a kind
  std::vector<std::string> open_faults_;
  std::uint64_t last_record_ = 0;
};

}  // namespace drydock
