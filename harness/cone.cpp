#include "harness/cone.hpp"

namespace drydock {

ConeFilter::ConeFilter(const std::vector<Finding>& findings, Tap& next) : next_(next) {
  for (const auto& finding : findings) {
    keys_.insert(finding.keys.begin(), finding.keys.end());
    if (!finding.order.empty()) keys_.insert(finding.order);
  }
}

bool ConeFilter::known(std::string_view text) {
  if (text.empty()) return false;
  scratch_.assign(text);
  return keys_.count(scratch_) != 0;
}

bool ConeFilter::concerns(const Record& record) {
  switch (record.kind) {
    case RecordKind::window:
    case RecordKind::crash:
    case RecordKind::recover:
    case RecordKind::phase: return true;
    default:
      return known(record.key) || known(record.correlation) || known(record.causation) || known(record.idempotency) ||
             known(record.id);
  }
}

void ConeFilter::see(const Record& record) {
  if (concerns(record)) next_.see(record);
}

}  // namespace drydock
