// I37: after its outage the ERP gets everything it missed, once and in time.
#include <string>
#include <vector>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/problems.hpp"
#include "harness/outage.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ErpCatchUp : public Judge {
 public:
  explicit ErpCatchUp(const Courtroom& room)
      : Judge("I37", room), account_(evidence().effects()), views_(evidence().views()), erp_(room.seat("erp")) {
    for (const PlannedFault& fault : room.plan->faults)
      if (is_outage(fault) && on_erp(fault)) outages_.push_back({fault.id});
  }

  std::uint32_t kinds() const override {
    if (outages_.empty()) return 0;
    return bit(RecordKind::window) | bit(RecordKind::ack) | bit(RecordKind::effect) | bit(RecordKind::call) |
           bit(RecordKind::request) | bit(RecordKind::fail) | bit(RecordKind::reply);
  }

  void see(const Record& record, Findings& findings) override {
    judge_due(record.t, findings);
    switch (record.kind) {
      case RecordKind::window: return window(record);
      case RecordKind::ack:
        if (down_ > 0 && account_.first_acceptance()) accepted(record);
        return;
      case RecordKind::call:
        // On its way when the outage begins counts as received before: nothing calls bytes back from a wire.
        if (down_ == 0 && record.to == erp_ && record.message != nullptr && record.message->write)
          at_erp_[record.request.value()] = {name_key(record.type, record.key), record.t};
        return;
      case RecordKind::request: return;  // only its time matters: what is due is judged before the effect it leads to
      case RecordKind::fail:
        if (record.to == erp_) at_erp_.erase(record.request.value());
        return;
      case RecordKind::reply:
        if (record.from == erp_) replied(record);
        return;
      default:
        if (record.from == erp_) posted(record, findings);
    }
  }

  void finish(Instant end, bool, Findings& findings) override {
    for (Outage& outage : outages_) {
      if (!outage.over || outage.judged) continue;
      // The run ends before the bound: what is there is judged, what is missing is not late yet.
      if (end >= outage.due) catch_up(outage, findings);
    }
  }

 private:
  struct Outage {
    std::string id;
    Instant down{};
    Instant up{};
    Instant due{};
    bool open = false;
    bool over = false;
    bool judged = false;
    std::uint64_t accepted = 0;
  };
  struct Request {
    std::uint64_t key = 0;
    Instant sent;
  };

  bool on_erp(const PlannedFault& fault) const {
    const std::string& erp = name_of_seat(erp_);
    for (const std::string& seat : fault.seats)
      if (seat == erp) return true;
    for (const auto& [from, to] : fault.links)
      if (from == pipeline_name() && to == erp) return true;
    return false;
  }

  void window(const Record& record) {
    for (Outage& outage : outages_) {
      if (outage.id != record.fault) continue;
      if (record.status != 0 && !outage.open) {
        outage.open = true;
        outage.down = record.t;
        ++down_;
        before_down_.clear();
        at_erp_.for_each_unordered([&](std::uint64_t, const Request& request) { before_down_[request.key] = 1; });
      } else if (record.status == 0 && outage.open) {
        outage.open = false;
        outage.over = true;
        outage.up = record.t;
        outage.due = record.t + allowed();
        --down_;
      }
    }
  }

  // The bound, or what is owed to the ERP over the rate at which it drains, plus ten minutes.
  Duration allowed() const {
    if (bounds().erp_catch_up) return *bounds().erp_catch_up;
    std::int64_t backlog = 0;
    for (const EffectAccount::Owed& owed : account_.owed())
      if (owed.number != 0 && owed.rule->role == "erp") ++backlog;
    const PlannedErp& erp = room().plan->erp;
    const Duration by_labour = erp.service_time * backlog / std::max<std::int64_t>(1, erp.concurrency);
    const Duration by_quota = erp.quota == 0 ? Duration{} : minutes(1) * backlog / erp.quota;
    return std::max(by_labour, by_quota) + minutes(10);
  }

  void accepted(const Record& record) {
    bool for_erp = false;
    for (const OwedEffect* rule : workflows().owed_by(*record.message)) for_erp = for_erp || rule->role == "erp";
    if (!for_erp) return;
    waiting_[name_key(record.id)] = 1;
    for (Outage& outage : outages_)
      if (outage.open) ++outage.accepted;
  }

  void replied(const Record& record) {
    const Request* request = at_erp_.find(record.request.value());
    if (request == nullptr) return;
    // A refusal for good, not for now and not of a repetition: the story of what is missing later.
    if (record.status >= 400 && record.status < 500 && record.status != 409 && record.status != 429 &&
        !token_expired(record))
      refusals_[request->key] = record.status;
    at_erp_.erase(record.request.value());
  }

  void posted(const Record& record, Findings& findings) {
    if (record.message == nullptr || workflows().fulfilled_by(*record.message).empty()) return;
    if (account_.entries_now() > 1 && any_over_or_open()) return twice(record, findings);
    if (down_ == 0) return;
    if (before_down_.find(name_key(record.type, record.key)) != nullptr) return;
    Charge made;
    made.sentence = text("the ERP booked ", record.type, " ", record.key, " while it was down");
    made.expected = "no posting during the outage";
    made.actual = "posted";
    made.party = name_of_seat(erp_);
    made.order = record.correlation;
    made.keys = {std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  bool any_over_or_open() const {
    for (const Outage& outage : outages_)
      if (outage.open || outage.over) return true;
    return false;
  }

  void twice(const Record& record, Findings& findings) {
    Charge made;
    made.sentence =
        text("the ERP's outage led to ", account_.entries_now(), " postings of ", record.type, " ", record.key);
    made.expected = "posted exactly once";
    made.actual = text(account_.entries_now(), " postings");
    made.order = record.correlation;
    made.keys = {std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  void judge_due(Instant now, Findings& findings) {
    for (Outage& outage : outages_)
      if (outage.over && !outage.judged && now > outage.due) catch_up(outage, findings);
  }

  void catch_up(Outage& outage, Findings& findings) {
    outage.judged = true;
    decided(outage.accepted);
    for (const EffectAccount::Owed* owed : account_.open()) {
      if (owed->rule->role != "erp" || waiting_.find(name_key(owed->event)) == nullptr) continue;
      const Instant* accepted = account_.accepted(owed->event);
      if (accepted == nullptr || *accepted < outage.down || *accepted >= outage.up) continue;
      if (views_.parked(owed->event) || views_.parked(owed->rule->operation->name, owed->key)) continue;
      late(outage, *owed, findings);
    }
  }

  void late(const Outage& outage, const EffectAccount::Owed& owed, Findings& findings) {
    Charge made;
    made.sentence = text(owed.rule->event->name, " ", owed.event, " was accepted while the ERP was down, and ",
                         outage.due - outage.up, " after it came back ", owed.rule->operation->name, " for ", owed.key,
                         " had not been posted");
    made.expected = text("posted once by ", outage.due);
    const int* refused = refusals_.find(name_key(owed.rule->operation->name, owed.key));
    made.actual = refused == nullptr ? "not posted" : text("the ERP refused it with ", *refused);
    made.order = owed.correlation;
    made.flow = owed.rule->flow;
    made.clause = owed.rule->clause;
    made.seat = name_of_seat(erp_);
    made.keys = {owed.key, owed.event};
    made.faults = {outage.id};
    charge(findings, outage.due, std::move(made));
  }

  EffectAccount& account_;
  LastViews& views_;
  SeatIndex erp_;
  std::vector<Outage> outages_;
  int down_ = 0;
  FlatMap<Request> at_erp_;    // requests the ERP works on, by handle
  FlatMap<char> before_down_;  // what it had received before it went down
  FlatMap<char> waiting_;      // events accepted while it was down
  FlatMap<int> refusals_;
};

}  // namespace

InvariantRow erp_catch_up() {
  return {
      "I37",
      "erp-catch-up",
      "what was accepted while the ERP was down is posted exactly once, soon after it is back",
      "L+A",
      {"boundary", "plan"},
      {"erp-posting", "order-import", "stock"},
      {"CL-ERP-POSTING-14-CATCH-UP"},
      "an outage of the ERP",
      "For each outage of the ERP: every event that the pipeline accepted while it lasted is posted exactly once by "
      "its end plus `erp_catch_up` (by default what is owed over the ERP's drain rate, plus ten minutes); nothing is "
      "posted while it lasts, except what was on its way to the ERP before. "
      "Usual cause: postings wait in memory and a restart forgets them; attempts run out during the outage; the key "
      "changes between attempts, so that an ambiguous write is done twice. "
      "Usual mend: a durable queue per destination, a breaker that consumes no attempts while the seat is away, one "
      "idempotency key for all attempts.",
      &make_judge<ErpCatchUp>};
}

}  // namespace drydock
