#include "harness/cone.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "sim/history.hpp"

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

ConeWriter::ConeWriter(std::ostream& out, const Directory& directory) : out_(out), directory_(directory) {
  nlohmann::ordered_json header{
      {"drydock", "history"}, {"format", history_format}, {"version", DRYDOCK_VERSION}, {"detail", "cone"}};
  for (std::size_t i = 0; i < directory.size(); ++i) {
    const Seat& seat = directory[static_cast<SeatIndex>(i)];
    header["seats"].push_back({{"name", seat.name}, {"role", seat.role}});
  }
  out_ << header.dump() << '\n';
}

void ConeWriter::see(const Record& record) {
  line_.clear();
  write_record(line_, record, directory_, HistoryDetail::full);
  out_ << line_ << '\n';
}

}  // namespace drydock
