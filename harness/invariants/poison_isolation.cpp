// I46: a message that cannot be read holds up nobody but its own key.
#include <deque>
#include <string>
#include <vector>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class PoisonIsolation : public Judge {
 public:
  explicit PoisonIsolation(const Courtroom& room)
      : Judge("I46", room), suspended_(room, [](const PlannedFault& fault) {
          // Wherever it lies: a queue that is full behind the pipeline shows at its door. What strikes single messages
          // by chance suspends nothing, however long it is on.
          return !fault.dose.chance && fault.fault != "malformed-body";
        }) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::deliver) | bit(RecordKind::ack) | bit(RecordKind::nack) | SuspendedTime::kinds();
  }

  void see(const Record& record, Findings& findings) override {
    suspended_.see(record);
    if (record.kind == RecordKind::crash) {
      if (record.from == pipeline()) waiting_.clear();  // who delivers again decides when
    } else if (record.kind == RecordKind::deliver) {
      if (record.to == pipeline()) delivered(record);
    } else if (record.from != pipeline()) {
      return;
    } else if (record.kind == RecordKind::ack) {
      accepted(record);
    } else if (record.kind == RecordKind::nack) {
      unreadable(record.status) ? poisoned(record) : turned_away(record, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  /// An event that the pipeline was given and has not accepted.
  struct Waiting {
    Allowance allowance;
    Instant since;
    bool told = false;
  };
  struct Poison {
    std::uint64_t event = 0;
    std::uint64_t partition = 0;
    std::string id;
    std::string publisher;
    Instant refused;
  };

  // Not: nobody there, not now, too many, not served here.
  static bool unreadable(int status) {
    return status >= 400 && status < 500 && status != 404 && status != 408 && status != 425 && status != 429;
  }

  void delivered(const Record& record) {
    Waiting& waiting = waiting_[name_key(record.id)];
    if (waiting.since.us != 0) return;
    waiting = {Allowance::start(suspended_, record.t, bounds().processing), record.t, false};
  }

  void accepted(const Record& record) {
    const std::uint64_t event = name_key(record.id);
    const std::uint64_t partition = name_key(record.partition);
    for (const Poison& poison : poisons_)
      if (poison.event != event && poison.partition != partition) {
        decided();
        break;
      }
    waiting_.erase(event);
    std::erase_if(poisons_, [&](const Poison& poison) { return poison.event == event; });
  }

  void poisoned(const Record& record) {
    const std::uint64_t event = name_key(record.id);
    waiting_.erase(event);
    for (const Poison& known : poisons_)
      if (known.event == event) return;
    poisons_.push_back({event, name_key(record.partition), std::string(record.id), name_of_seat(record.to), record.t});
  }

  // Not now, again and again, for longer than anything needs: and a message of another key could not be read.
  void turned_away(const Record& record, Findings& findings) {
    Waiting* waiting = waiting_.find(name_key(record.id));
    if (waiting == nullptr || waiting->told) return;
    for (const Poison& poison : poisons_) {
      if (poison.partition == name_key(record.partition)) continue;
      if (waiting->allowance.left(suspended_, record.t) >= Duration{} ||
          record.t - poison.refused <= bounds().processing)
        continue;
      waiting->told = true;
      decided();
      return held_up(record, *waiting, poison, findings);
    }
  }

  void held_up(const Record& record, const Waiting& waiting, const Poison& poison, Findings& findings) {
    Charge made;
    made.sentence = text(record.type, " ", record.id, " is still turned away with ", record.status, " ",
                         record.t - waiting.since, " after it came; ", poison.id, " of ", poison.publisher,
                         ", of another key, could not be read at ", poison.refused, " and is not settled");
    made.expected = text("other keys go on within ", bounds().processing);
    made.actual = text("turned away for ", record.t - waiting.since);
    made.order = record.correlation;
    made.seat = pipeline_name();
    made.keys = {std::string(record.id), poison.id};
    charge(findings, record, std::move(made));
  }

  SuspendedTime suspended_;
  FlatMap<Waiting> waiting_;     // by event id
  std::vector<Poison> poisons_;  // refused and not accepted yet
};

}  // namespace

InvariantRow poison_isolation() {
  return {
      "I46",
      "poison-isolation",
      "a message that cannot be read delays other keys by no more than the processing bound",
      "A",
      {"boundary"},
      {"fulfilment", "tracking", "stock", "order-import"},
      {"CL-ANY-ORDER"},
      "an event accepted while a message of another key could not be read",
      "While an event that the pipeline refused as unreadable (400, 409, 410, 415, 422 and their like) is not "
      "settled, events of other keys are accepted within `processing` of their first delivery. Charged is an event "
      "that is still turned away with 429 or 5xx later than that, and later than that after the refusal. Time in "
      "which a declared fault lay on the pipeline's seat or links does not count. Events of the same key may wait or "
      "go on. "
      "Usual cause: a consumer tries the message that it cannot parse again and again before it takes the next. "
      "Usual mend: refuse or park what cannot be read at the door, with its bytes, and go on with the next key.",
      &make_judge<PoisonIsolation>};
}

}  // namespace drydock
