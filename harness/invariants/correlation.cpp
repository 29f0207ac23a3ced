// I54: what follows from a message names it, and its root.
#include <string>

#include "harness/invariants/fading_map.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class Correlation : public Judge {
 public:
  explicit Correlation(const Courtroom& room) : Judge("I54", room) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::publish) | bit(RecordKind::request) | bit(RecordKind::call);
  }

  void see(const Record& record, Findings& findings) override {
    roots_.pass(record.t);
    if (record.kind == RecordKind::call) {
      if (record.from == pipeline()) call(record, findings);
    } else if (record.kind == RecordKind::publish || record.to == pipeline()) {
      learn(record.id, record.correlation);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  void learn(std::string_view id, std::string_view correlation) {
    if (!id.empty()) roots_[name_key(id)] = name_key(correlation);
  }

  void call(const Record& record, Findings& findings) {
    if (!record.causation.empty()) judge(record, findings);
    learn(record.idempotency, record.correlation);
  }

  void judge(const Record& record, Findings& findings) {
    const std::uint64_t* root = roots_.find(name_key(record.causation));
    if (root == nullptr && roots_.forgot()) return;  // it may be of the day before
    decided();
    if (root == nullptr)
      return accuse(record, text("names ", record.causation, " as its cause, which nobody ever sent"),
                    "a message that came earlier", std::string(record.causation), findings);
    if (*root != name_key(record.correlation))
      accuse(record, text("has the correlation ", record.correlation, ", another than its cause ", record.causation),
             "the correlation of its cause", std::string(record.correlation), findings);
  }

  void accuse(const Record& record, const std::string& what, std::string expected, std::string actual,
              Findings& findings) {
    Charge made;
    made.sentence = text(record.type, " for ", record.key, " to ", name_of_seat(record.to), " ", what);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.flow = record.message == nullptr ? std::string() : std::string(record.message->flow);
    made.keys = {std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  FadingMap<std::uint64_t> roots_;  // of a message's id: its correlation
};

}  // namespace

InvariantRow correlation() {
  return {
      "I54",
      "correlation",
      "every call names an earlier message as its cause and carries that message's correlation",
      "S",
      {"boundary", "causation"},
      {"availability", "reservation", "order-import", "order-release", "fulfilment", "shipping", "tracking", "stock",
       "erp-posting"},
      {"CL-ANY-CORRELATION"},
      "a call that names its cause",
      "A call that carries a causation id names a message that was sent before (an event's id, or a request's "
      "idempotency key) and has the same correlation. A pipeline that carries no causation ids is not judged by this, "
      "nor a cause from more than a day before. "
      "Usual cause: a correlation is made anew at a hop, by a library or by a queue that drops headers. "
      "Usual mend: store correlation and cause with the work, and copy them into every message that follows from it.",
      &make_judge<Correlation>};
}

}  // namespace drydock
