// I44: what was accepted is processed, pending, or put aside with a reason; nothing vanishes.
#include <string>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/names.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class NoLoss : public Judge {
 public:
  explicit NoLoss(const Courtroom& room)
      : Judge("I44", room), account_(evidence().effects()), views_(evidence().views()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::ack); }

  void see(const Record& record, Findings&) override {
    if (!account_.first_acceptance()) return;
    decided();
    if (record.delivery.empty()) passed_[name_key(record.id)] = 1;
  }

  void finish(Instant end, bool, Findings& findings) override {
    std::string last;
    for (const EffectAccount::Owed* owed : account_.open()) {
      if (owed->event == last) continue;  // one lost event, several effects
      last = owed->event;
      lost(end, *owed, findings);
    }
    for (const EffectAccount::Tracking& tracking : account_.tracking()) lost_scan(end, tracking, findings);
    for (const QueueDepth& queue : views_.queues()) still_waiting(end, queue, findings);
  }

 private:
  void lost(Instant end, const EffectAccount::Owed& owed, Findings& findings) {
    const Instant* accepted = account_.accepted(owed.event);
    if (accepted == nullptr || views_.parked(owed.event) || views_.parked(owed.rule->operation->name, owed.key)) return;
    Charge made;
    const bool passed = passed_.find(name_key(owed.event)) != nullptr;
    made.sentence =
        passed ? text("the pipeline read on in a feed behind ", owed.rule->event->name, " ", owed.event, " at ",
                      *accepted, " and lost it: no page that it got had it, and it will not ask for it again")
               : text("the pipeline accepted ", owed.rule->event->name, " ", owed.event, " at ", *accepted,
                      " and lost it: it was neither processed nor put aside");
    made.expected = text(owed.rule->operation->name, " for ", owed.key, ", or a dead letter with a reason");
    made.actual = "neither";
    made.order = owed.correlation;
    made.flow = owed.rule->flow;
    made.seat = pipeline_name();
    made.keys = {owed.event, owed.key};
    charge(findings, end, std::move(made));
  }

  void lost_scan(Instant end, const EffectAccount::Tracking& tracking, Findings& findings) {
    if (tracking.newest_accepted.status == TrackingStatus::unknown || views_.parked(tracking.event)) return;
    if (tracking.any_shown && tracking.shown >= tracking.newest_accepted) return;
    Charge made;
    made.sentence = text("the pipeline accepted a scan of package ", tracking.package, " (",
                         name_of(tracking.newest_accepted.status), ") and lost it: the shop never heard of it");
    made.expected = "the newest accepted scan is shown, or put aside with a reason";
    made.actual = tracking.any_shown ? text("shown: ", name_of(tracking.shown.status)) : "nothing shown";
    made.order = tracking.order;
    made.flow = "tracking";
    made.seat = pipeline_name();
    made.keys = {tracking.package, tracking.event};
    charge(findings, end, std::move(made));
  }

  void still_waiting(Instant end, const QueueDepth& queue, Findings& findings) {
    if (queue.waiting + queue.in_flight == 0) return;
    Charge made;
    made.sentence =
        text("at the end ", queue.waiting + queue.in_flight, " accepted messages still wait in the pipeline for ",
             queue.destination.empty() ? std::string_view("its inbox") : std::string_view(queue.destination));
    made.expected = "nothing pending at rest";
    made.actual = text(queue.waiting, " waiting, ", queue.in_flight, " in flight");
    made.seat = pipeline_name();
    charge(findings, end, std::move(made));
  }

  EffectAccount& account_;
  LastViews& views_;
  FlatMap<char> passed_;  // accepted by reading past them, never delivered: none in a healthy run
};

}  // namespace

InvariantRow no_loss() {
  return {
      "I44",
      "no-loss",
      "every event the pipeline accepted is processed, or put aside with a reason",
      "S+L",
      {"boundary", "control"},
      {"order-import", "fulfilment", "shipping", "tracking", "stock", "erp-posting"},
      {"CL-ANY-NO-LOSS"},
      "an event that the pipeline acknowledged or read past, and the end of the run",
      "Accepted means that the pipeline answered 2xx to a delivery, or, of a polled feed, that it read on behind the "
      "event: it asked for what comes after a page it had got, or for later stamps only, while the event was there to "
      "be read. From then on the event is its own: at the end its "
      "effects are in the ledgers, or it lies among the dead letters with a reason, and nothing is pending in any "
      "queue. An event that was never accepted is not judged. "
      "Usual cause: 2xx is answered before the event is durable; events wait in memory while a destination is down; an "
      "event is marked as seen in another commit than its effect; the cursor of a feed is the newest stamp seen, and "
      "an "
      "entry is committed behind it or has the same stamp. "
      "Usual mend: write first, answer after; inbox and outbox in one durable commit; read a feed again from before "
      "the oldest transaction that may be open, and know entries by event id.",
      &make_judge<NoLoss>};
}

}  // namespace drydock
