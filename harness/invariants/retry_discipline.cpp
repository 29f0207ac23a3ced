// I49: calls are repeated with patience, under one key, and only where it helps.
#include <string>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/views.hpp"
#include "contracts/codec.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/problems.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class RetryDiscipline : public Judge {
 public:
  explicit RetryDiscipline(const Courtroom& room) : Judge("I49", room) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::call) | bit(RecordKind::ok) | bit(RecordKind::fail) | bit(RecordKind::info) |
           bit(RecordKind::request) | bit(RecordKind::crash);
  }

  void see(const Record& record, Findings& findings) override {
    switch (record.kind) {
      case RecordKind::call: return record.from == pipeline() ? call(record, findings) : void();
      case RecordKind::ok: return record.to == pipeline() ? answered(record) : void();
      case RecordKind::fail:
      case RecordKind::info: return record.from == pipeline() ? unanswered(record) : void();
      // An operator has asked for what was refused to be tried again; a restart knows nothing of earlier attempts.
      case RecordKind::request: return body_of<ReplayStart>(record) != nullptr ? open_.clear() : void();
      default: return record.from == pipeline() ? open_.clear() : void();
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  static constexpr Duration least_gap = milliseconds(50);

  /// The attempts at one thing: an operation on a business key at a seat.
  struct Attempts {
    std::uint64_t key = 0;   ///< the idempotency key of the last
    std::uint64_t body = 0;  ///< what it said
    Instant ended{};         ///< when the last was answered or given up
    Instant not_before{};    ///< as far as a Retry-After asked for
    bool refused = false;    ///< for good
    bool expired = false;    ///< only its token was refused: it may be made again as soon as there is another
    bool under_way = false;
  };

  static std::uint64_t thing(const Record& record, SeatIndex at) {
    return finished(mixed(name_key(record.type, record.key), std::uint64_t{at}));
  }

  void call(const Record& record, Findings& findings) {
    if (record.message == nullptr || !record.message->write || record.body == nullptr) return;
    const std::uint64_t body = content_hash(*record.body);
    const std::uint64_t key = name_key(record.idempotency);
    Attempts& attempts = open_[thing(record, record.to)];
    const bool again = attempts.body == body && (attempts.ended.us != 0 || attempts.under_way);
    if (again) judge(record, attempts, key, findings);
    attempts = {key, body, {}, {}, false, false, true};
  }

  void judge(const Record& record, const Attempts& before, std::uint64_t key, Findings& findings) {
    decided();
    if (before.key != key)
      accuse(record, "was repeated under another idempotency key", "the key of the first attempt",
             std::string(record.idempotency), findings);
    else if (before.refused)
      accuse(record, "was repeated although it had been refused for good", "no further attempt", "another attempt",
             findings);
    else if (!before.under_way && record.t < before.not_before)
      accuse(record, text("was repeated ", before.not_before - record.t, " before the callee's Retry-After had passed"),
             text("not before ", before.not_before), text(record.t), findings);
    else if (!before.under_way && !before.expired && record.t - before.ended < least_gap)
      accuse(record, text("was repeated ", record.t - before.ended, " after it had failed"),
             text("a pause of ", least_gap, " at least"), text(record.t - before.ended), findings);
  }

  void accuse(const Record& record, const std::string& what, std::string expected, std::string actual,
              Findings& findings) {
    Charge made;
    made.sentence = text(record.type, " for ", record.key, " at ", name_of_seat(record.to), " ", what);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.flow = record.message->flow;
    made.keys = {std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  void answered(const Record& record) {
    const std::uint64_t at = thing(record, record.from);
    Attempts* attempts = open_.find(at);
    if (attempts == nullptr) return;
    if (record.status < 400) {
      open_.erase(at);
      return;
    }
    attempts->under_way = false;
    attempts->ended = record.t;
    attempts->not_before = record.t + record.retry_after;
    attempts->expired = token_expired(record);
    attempts->refused = !attempts->expired && for_good(record);
  }
  // 400 and 408 may come of bytes that were damaged on their way, 409 in_progress of an attempt of one's own.
  static bool for_good(const Record& record) {
    if (record.status == 400 || record.status == 408 || record.status == 425 || record.status == 429) return false;
    if (record.status >= 500) return false;
    const auto* problem = body_of<Problem>(record);
    return problem != nullptr && problem->code.find("in_progress") == std::string::npos;
  }

  void unanswered(const Record& record) {
    Attempts* attempts = open_.find(thing(record, record.to));
    if (attempts == nullptr) return;
    attempts->under_way = false;
    attempts->ended = record.t;
  }

  FlatMap<Attempts> open_;
};

}  // namespace

InvariantRow retry_discipline() {
  return {
      "I49",
      "retry-discipline",
      "calls are repeated after a pause, under the same key, not before Retry-After, and never once refused for good",
      "A",
      {"boundary"},
      {"availability", "reservation", "order-import", "order-release", "fulfilment", "shipping", "tracking", "stock",
       "erp-posting"},
      {"CL-ANY-RETRY"},
      "a write that the pipeline made more than once",
      "A write that failed is made again with the same body and the same idempotency key, after a pause, and not "
      "before the callee's Retry-After has passed. What was refused for good (404, 409, 410, 422 and their like) is "
      "not made again unless an operator asks for it; a 401 `token_expired` is no answer to the call and asks for no "
      "pause. After a restart of the pipeline the count begins anew. "
      "Usual cause: a loop without backoff, a key made per attempt, one handler for every status above 399. "
      "Usual mend: the key belongs to the thing, not to the attempt; tell refusals from failures; let Retry-After "
      "lengthen the pause.",
      &make_judge<RetryDiscipline>};
}

}  // namespace drydock
