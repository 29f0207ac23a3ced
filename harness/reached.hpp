// Named states that a run may reach: a scenario asks for them under `reached:`, so that a run in which the interesting
// thing never happened is called vacuous, not passed.
#pragma once
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/invariant.hpp"
#include "reports/verdict.hpp"

namespace drydock {

/// Recognises one state from facts that crossed a boundary or were written to a ledger.
class Detector {
 public:
  virtual ~Detector() = default;
  virtual std::uint32_t kinds() const = 0;
  /// Whether this record reaches the state (once more).
  virtual bool see(const Record&) = 0;
};

struct ReachedRow {
  std::string_view name;
  std::string_view summary;
  std::unique_ptr<Detector> (*make)(const Courtroom&);
};

/// The table, sorted by name.
std::span<const ReachedRow> reached_rows();
const ReachedRow* find_reached(std::string_view name);

class Reached : public Tap {
 public:
  explicit Reached(const Courtroom&);
  void see(const Record&) override;
  /// All states of the table, by name; `declared` are the plan's.
  std::vector<ReachedResult> results() const;

 private:
  std::vector<std::string> declared_;
  std::vector<std::unique_ptr<Detector>> detectors_;
  std::vector<std::uint64_t> counts_;
  std::array<std::vector<std::uint32_t>, 32> by_kind_;
};

}  // namespace drydock
