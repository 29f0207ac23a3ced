// I42: every event has its effect once, however often it was delivered.
#include <string>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ExactlyOnceEffect : public Judge {
 public:
  explicit ExactlyOnceEffect(const Courtroom& room)
      : Judge("I42", room), account_(evidence().effects()), views_(evidence().views()), orders_(evidence().orders()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    const std::uint32_t entries = account_.entries_now();
    if (entries == 0) return;
    decided();
    if (entries == 1) return;
    const OwedEffect& rule = *workflows().fulfilled_by(*record.message).front();
    std::string key;
    rule.key_in(*record.message).each_text(record.body->data(), [&](const std::string& text) { key = text; });
    Charge made;
    made.sentence = text(record.type, " for ", key, " took effect ", entries, " times at ", name_of_seat(record.from));
    made.expected = "exactly one ledger entry";
    made.actual = text(entries, " ledger entries");
    made.order = record.correlation;
    made.flow = rule.flow;
    made.clause = rule.clause;
    made.keys = {key};
    charge(findings, record, std::move(made));
  }

  void finish(Instant end, bool, Findings& findings) override {
    for (const EffectAccount::Owed* owed : account_.open()) missing(end, *owed, findings);
    for (const EffectAccount::Tracking& tracking : account_.tracking()) stale(end, tracking, findings);
  }

 private:
  void missing(Instant end, const EffectAccount::Owed& owed, Findings& findings) {
    // A message put aside for a person is accounted for elsewhere (I44).
    if (views_.parked(owed.event) || views_.parked(owed.rule->operation->name, owed.key)) return;
    decided();
    Charge made;
    made.sentence =
        text(owed.rule->event->name, " ", owed.event, " never led to ", owed.rule->operation->name, " for ", owed.key);
    made.expected = "exactly one ledger entry";
    made.actual = "none at the end";
    made.order = owed.correlation;
    made.seat = owed.rule->role == "commerce" ? shop_name(orders_.find(owed.correlation))
                                              : name_of_seat(room().seat(owed.rule->role));
    made.flow = owed.rule->flow;
    made.clause = owed.rule->clause;
    made.keys = {owed.key, owed.event};
    charge(findings, end, std::move(made));
  }

  void stale(Instant end, const EffectAccount::Tracking& tracking, Findings& findings) {
    if (tracking.event.empty() || tracking.newest.status == TrackingStatus::unknown) return;
    decided();
    if (tracking.any_shown && tracking.shown >= tracking.newest) return;
    if (views_.parked(tracking.event)) return;
    Charge made;
    made.sentence = text("the newest scan of package ", tracking.package, " (", name_of(tracking.newest.status),
                         ") never reached the shop");
    made.expected = text("the shop is told ", name_of(tracking.newest.status));
    made.actual =
        tracking.any_shown ? text("it was told ", name_of(tracking.shown.status), " last") : "it was told nothing";
    made.order = tracking.order;
    made.seat = shop_name(orders_.find(tracking.order));
    made.flow = "tracking";
    made.keys = {tracking.package, tracking.event};
    charge(findings, end, std::move(made));
  }

  EffectAccount& account_;
  LastViews& views_;
  OrderBook& orders_;
};

}  // namespace

InvariantRow exactly_once_effect() {
  return {
      "I42",
      "exactly-once-effect",
      "each event leads to its ledger entries exactly once, however often it is delivered",
      "S",
      {"boundary", "ledgers"},
      {"order-import", "shipping", "fulfilment", "tracking", "stock", "erp-posting", "cancel"},
      {"CL-ANY-ONCE"},
      "an event that owes a ledger entry",
      "The effect map says which ledger entry each event asks for, by business key: a placed order one sales order, a "
      "packed package one label, a shipment one goods issue, one invoice, one fulfilment at the shop, a stock movement "
      "one booking; where there is a payment seat, also one capture for a shipment and at most one void and one refund "
      "for a cancellation. A second entry is a finding at once, a missing one at the end; of tracking scans only the "
      "newest "
      "must arrive. Events put aside as dead letters are not judged here. "
      "Usual cause: duplicates are told by delivery id instead of event id; the idempotency key is made anew for each "
      "attempt; the mark of having seen an event is durable before its effect. "
      "Usual mend: an idempotency key derived from event and target; inbox mark and outbox entry in one commit.",
      &make_judge<ExactlyOnceEffect>};
}

}  // namespace drydock
