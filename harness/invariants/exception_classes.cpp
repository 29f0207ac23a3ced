// I57: what failed is a failure that may pass or a refusal that will not, and is treated as the one that it is.
#include <string>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/views.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/problems.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ExceptionClasses : public Judge {
 public:
  explicit ExceptionClasses(const Courtroom& room) : Judge("I57", room) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::call) | bit(RecordKind::ok) | bit(RecordKind::fail) | bit(RecordKind::info) |
           bit(RecordKind::request) | bit(RecordKind::crash) | bit(RecordKind::view);
  }

  void see(const Record& record, Findings& findings) override {
    switch (record.kind) {
      case RecordKind::call: return record.from == pipeline() ? called(record, findings) : void();
      case RecordKind::ok: return record.to == pipeline() ? answered(record) : void();
      case RecordKind::fail:
      case RecordKind::info: return record.from == pipeline() ? failed(record) : void();
      // An operator asks for it again; a restart knows nothing of answers that were not written down yet.
      case RecordKind::request: return body_of<ReplayStart>(record) != nullptr ? forget() : void();
      case RecordKind::crash: return record.from == pipeline() ? forget() : void();
      default:
        if (const auto* letter = body_of<DeadLetter>(record))
          if (record.from == pipeline()) parked(record, *letter, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  enum class Class : std::uint8_t { none, technical, refusal };
  struct Thing {
    Class last = Class::none;  ///< how the last attempt ended
    std::uint64_t idempotency = 0;
    int status = 0;
  };

  static bool is_refusal(const Record& record) {
    if (record.status < 400 || record.status >= 500) return false;
    if (record.status == 400 || record.status == 408 || record.status == 425 || record.status == 429) return false;
    const auto* problem = body_of<Problem>(record);
    return problem != nullptr && !token_expired(record) && problem->code.find("in_progress") == std::string::npos;
  }
  static std::uint64_t thing(const Record& record) { return name_key(record.type, record.key); }

  void forget() { things_.clear(); }

  void called(const Record& record, Findings& findings) {
    if (record.message == nullptr || !record.message->write) return;
    Thing* known = things_.find(thing(record));
    if (known == nullptr || known->last != Class::refusal || known->idempotency != name_key(record.idempotency)) return;
    Charge made;
    made.sentence = text(record.type, " for ", record.key, " had been refused by ", name_of_seat(record.to), " with ",
                         known->status, ", and was made again as if that would pass");
    made.expected = "a case with a reason, another way, or nothing; no second attempt of the same call";
    made.actual = "the same call again";
    made.order = record.correlation;
    made.flow = record.message->flow;
    made.keys = {std::string(record.key)};
    known->last = Class::none;  // one finding for each refusal
    charge(findings, record, std::move(made));
  }

  void answered(const Record& record) {
    if (record.message == nullptr || !record.message->write) return;
    if (record.status < 400) {
      things_.erase(thing(record));
    } else if (is_refusal(record)) {
      decided();
      things_[thing(record)] = {Class::refusal, name_key(record.idempotency), record.status};
    } else {
      things_[thing(record)] = {Class::technical, name_key(record.idempotency), record.status};
    }
  }
  void failed(const Record& record) {
    if (record.message != nullptr && record.message->write)
      things_[thing(record)] = {Class::technical, name_key(record.idempotency), 0};
  }

  // A letter is read once; its words are those of the contract.
  void parked(const Record& record, const DeadLetter& letter, Findings& findings) {
    char& seen = letters_[name_key(letter.dead_letter_id)];
    if (seen != 0) return;
    seen = 1;
    decided();
    if (letter.reason.empty() || letter.destination.empty())
      return accuse(record, letter, "has no reason, or nobody whose it is", "a reason and a destination",
                    "one is missing", findings);
    const Thing* known = things_.find(name_key(letter.message, letter.key));
    if (known == nullptr) return;
    if (known->last == Class::refusal && letter.reason == "attempts_exhausted")
      accuse(record, letter, text("is parked as a failure, and was refused with ", known->status), "refused",
             letter.reason, findings);
    if (known->last == Class::technical && letter.reason == "refused")
      accuse(record, letter, "is parked as refused, and nobody had refused it", "attempts_exhausted", letter.reason,
             findings);
  }

  void accuse(const Record& record, const DeadLetter& letter, const std::string& what, std::string expected,
              std::string actual, Findings& findings) {
    Charge made;
    made.sentence =
        text("the dead letter ", letter.dead_letter_id, " (", letter.message, " for ", letter.key, ") ", what);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.order = letter.correlation;
    made.flow = "order-import";
    made.keys = {letter.dead_letter_id};
    charge(findings, record, std::move(made));
  }

  FlatMap<Thing> things_;  // calls that did not succeed the last time, by operation and business key
  FlatMap<char> letters_;
};

}  // namespace

InvariantRow exception_classes() {
  return {
      "I57",
      "exception-classes",
      "a failure is retried and a refusal is not: each is parked, or answered, as what it is",
      "S",
      {"boundary", "control"},
      {"order-import", "order-release", "cancel", "fulfilment", "erp-posting", "stock", "availability"},
      {"CL-ORDER-IMPORT-35", "CL-ANY-RETRY"},
      "a refusal, or a dead letter",
      "A call that got no answer, 429 or 5xx failed and may be made again; one that was refused for a business reason "
      "(404, 409, 410, 422 and their like, with a problem that says why) is not made again as it was, unless an "
      "operator "
      "asks for it: it becomes a case with a reason and an owner, or the flow has another way. Every dead letter names "
      "its reason and whose it is, and the reason is of the class of its last answer. After a restart of the pipeline "
      "the count begins anew. "
      "Usual cause: one handler for every status above 399; a refusal falls into the retry queue and dies of "
      "exhaustion. "
      "Usual mend: sort answers where they arrive, by status and problem code, into passing and final; give the final "
      "ones to the flow.",
      &make_judge<ExceptionClasses>};
}

}  // namespace drydock
