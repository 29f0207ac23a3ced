// The causal cone of findings: the part of a history that concerns them.
#pragma once
#include <string>
#include <unordered_set>
#include <vector>

#include "reports/finding.hpp"
#include "sim/record.hpp"

namespace drydock {

/// Hands on the records that carry a key of some finding (as business key, correlation, causation, idempotency or event
/// id), and those of faults, crashes and phases, which concern everything.
class ConeFilter : public Tap {
 public:
  ConeFilter(const std::vector<Finding>&, Tap& next);
  void see(const Record&) override;

 private:
  bool concerns(const Record&);
  bool known(std::string_view text);
  std::unordered_set<std::string> keys_;
  Tap& next_;
  std::string scratch_;
};

}  // namespace drydock
