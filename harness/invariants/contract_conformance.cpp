// I56: every message is what its contract says.
#include <string>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ContractConformance : public Judge {
 public:
  explicit ContractConformance(const Courtroom& room) : Judge("I56", room) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::request) | bit(RecordKind::ok) | bit(RecordKind::deliver) | bit(RecordKind::violation);
  }

  void see(const Record& record, Findings& findings) override {
    if (record.kind != RecordKind::violation) {
      if (record.message != nullptr && record.body != nullptr) decided();
      return;
    }
    // What a fault has damaged on its way is not the sender's fault.
    if (!record.fault.empty()) return;
    const std::string_view detail = record.detail;
    const std::size_t at = detail.find(" at ");
    const std::string* failure = record.body == nullptr ? nullptr : record.body->bytes();
    Charge made;
    made.party = name_of_seat(record.from);
    made.sentence = text(record.type, " from ", made.party, " breaks its contract",
                         at == std::string_view::npos ? "" : detail.substr(at), ": ",
                         failure == nullptr ? detail : std::string_view(*failure));
    made.expected = text("what the schema of ", record.type, " allows");
    made.actual = failure == nullptr ? std::string(detail) : *failure;
    made.order = record.correlation;
    made.keys = {std::string(record.key)};
    made.keyword = detail.substr(0, at);
    if (at != std::string_view::npos) made.pointer = detail.substr(at + 4);
    charge(findings, record, std::move(made));
  }

  void finish(Instant, bool, Findings&) override {}
};

}  // namespace

InvariantRow contract_conformance() {
  return {
      "I56",
      "contract-conformance",
      "every message validates against the schema of its type",
      "M",
      {"boundary"},
      {"availability", "reservation", "order-import", "order-release", "fulfilment", "shipping", "tracking", "stock",
       "erp-posting", "prepare"},
      {"CL-ANY-CONTRACT"},
      "a message with a body",
      "Each request, answer and event is checked against the schema of its type in contracts/, at the wire, by "
      "whoever sent it. A message that an injected fault has damaged is not charged to its sender. "
      "Usual cause: a field renamed, a number sent as text, an enumeration value that only one side knows, a header "
      "left out on a retry. "
      "Usual mend: the finding names keyword and place; `drydock contracts check` says the same of a file.",
      &make_judge<ContractConformance>};
}

}  // namespace drydock
