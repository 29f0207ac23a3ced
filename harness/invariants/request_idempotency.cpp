// I09: the same request twice has one effect and one answer.
#include <string>

#include "contracts/codec.hpp"
#include "harness/invariants/fading_map.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class RequestIdempotency : public Judge {
 public:
  explicit RequestIdempotency(const Courtroom& room) : Judge("I09", room) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::request) | bit(RecordKind::reply) | bit(RecordKind::effect);
  }

  void see(const Record& record, Findings& findings) override {
    if (record.message == nullptr || record.body == nullptr) return;
    answers_.pass(record.t);
    effects_.pass(record.t);
    if (record.kind == RecordKind::request) return request(record);
    if (record.kind == RecordKind::reply) return reply(record, findings);
    effect(record, findings);
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  // Halves of content hashes: enough to tell two bodies apart under one and the same key.
  struct Answered {
    std::uint32_t body = 0;
    std::uint32_t answer = 0;
    bool answered = false;
  };
  struct Open {
    std::uint64_t key = 0;
    std::uint32_t body = 0;
  };

  static std::uint32_t half(const Payload& payload) { return static_cast<std::uint32_t>(content_hash(payload)); }

  static std::uint64_t key_of(SeatIndex callee, const Record& record) {
    return finished(name_key(record.message->name, record.idempotency) + callee);
  }

  void request(const Record& record) {
    if (!record.message->write || record.idempotency.empty()) return;
    open_[record.request.value()] = {key_of(record.to, record), half(*record.body)};
  }

  void reply(const Record& record, Findings& findings) {
    const Open* found = open_.find(record.request.value());
    if (found == nullptr) return;
    const Open open = *found;
    open_.erase(record.request.value());
    if (record.status >= 300) return;
    Answered& first = answers_[open.key];
    const std::uint32_t answer = half(*record.body);
    if (!first.answered) {
      first = {open.body, answer, true};
      return;
    }
    decided();
    if (first.body != open.body) {
      accuse(record, findings, "accepted two different bodies under one idempotency key",
             "the second is refused (409 or 422), without effect", "2xx");
    } else if (first.answer != answer) {
      accuse(record, findings, "answered the same request differently the second time",
             "the first answer again, byte for byte", "another body");
    }
  }

  // An entry is told by its key too: one request may write several.
  void effect(const Record& record, Findings& findings) {
    if (record.idempotency.empty() || record.message->kind != MessageKind::operation) return;
    std::uint32_t& entries = effects_[finished(key_of(record.from, record) ^ name_key(record.key))];
    if (++entries < 2) return;
    decided();
    accuse(record, findings, "took effect again under the same idempotency key", "one effect per key",
           text(entries, " effects"));
  }

  void accuse(const Record& record, Findings& findings, std::string_view what, std::string_view expected,
              std::string actual) {
    Charge made;
    made.party = name_of_seat(record.from);
    made.sentence = text(record.message->name, " ", record.key, ": ", made.party, " ", what);
    made.expected = expected;
    made.actual = std::move(actual);
    made.order = record.correlation;
    made.keys = {std::string(record.key), std::string(record.idempotency)};
    charge(findings, record, std::move(made));
  }

  FlatMap<Open> open_;           // by request
  FadingMap<Answered> answers_;  // by callee, operation and idempotency key
  FadingMap<std::uint32_t> effects_;
};

}  // namespace

InvariantRow request_idempotency() {
  return {
      "I09",
      "request-idempotency",
      "the same request under the same key has one effect and one answer",
      "S",
      {"boundary"},
      {"reservation", "order-import", "order-release", "fulfilment", "shipping", "tracking", "stock", "erp-posting"},
      {"CL-ANY-IDEMPOTENT"},
      "a write that came again under its idempotency key",
      "A write that comes again under its idempotency key with the same body gets the first answer once more and has "
      "no second effect, also when the first answer was lost or both were under way at once. The same key with "
      "another body is refused. Every seat that serves writes is judged, at each repeated answer and each ledger "
      "entry; a key is known for a day. "
      "Usual cause: the key is kept in memory only, is kept after the effect instead of with it, or is not compared "
      "with the body. "
      "Usual mend: keep key, hash of the body and answer in the commit that has the effect.",
      &make_judge<RequestIdempotency>};
}

}  // namespace drydock
