// I32: a load has one carrier, the one that took it in time, and is not left without one.
#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

// Whether a fault lies between the pipeline and the TMS.
bool on_the_way(const Courtroom& room, const PlannedFault& fault) {
  const SeatIndex self = room.seat("pipeline");
  const SeatIndex tms = room.seat("tms");
  return self != no_seat && tms != no_seat &&
         touches_link(fault, (*room.directory)[self].name, (*room.directory)[tms].name);
}

class TenderExclusivity : public Judge {
 public:
  explicit TenderExclusivity(const Courtroom& room)
      : Judge("I32", room),
        suspended_(room, [room](const PlannedFault& fault) { return on_the_way(room, fault); }, {room.seat("tms")}) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::effect) | bit(RecordKind::publish) | bit(RecordKind::ack) | SuspendedTime::kinds();
  }

  void see(const Record& record, Findings& findings) override {
    suspended_.see(record);
    judge_due(record.t, findings);
    switch (record.kind) {
      case RecordKind::publish: return told(record);
      case RecordKind::ack:
        if (record.from == pipeline()) acknowledged(record);
        return;
      case RecordKind::effect: return written(record, findings);
      default: return;
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    judge_due(end, findings);
    if (!quiescent) return;
    for (const Load& load : loads_)
      if (load.ended == load.attempt && !load.charged) forgotten(end, load, findings);
  }

 private:
  struct Load {
    std::string id;  ///< that of its fulfilment, until its own is heard of
    std::string order;
    std::vector<std::string> packages;
    std::int64_t attempt = 1;           ///< the last that was asked for
    std::int64_t ended = 0;             ///< the last that was declined or ran out
    std::string taken;                  ///< who accepted in time
    std::vector<std::string> too_late;  ///< who accepted after their time
    std::string booked;                 ///< whose labels were bought first
    std::size_t left = 0;               ///< packages that are on a truck
    bool charged = false;               ///< for having been forgotten
  };
  struct Waiting {
    std::uint32_t load;
    std::int64_t attempt;
    Allowance allowance;
    Instant due;
  };

  Load* find(FlatMap<std::uint32_t>& index, std::string_view key) {
    const std::uint32_t* slot = index.find(name_key(key));
    return slot == nullptr ? nullptr : &loads_[*slot];
  }

  void told(const Record& record) {
    if (record.body == nullptr) return;
    if (const auto* e = record.body->as<TmsTenderAccepted>()) return accepted(*e);
    if (const auto* e = record.body->as<TmsTenderDeclined>()) return ended(record, *e);
    if (const auto* e = record.body->as<TmsTenderExpired>()) return ended(record, *e);
  }

  void accepted(const TmsTenderAccepted& event) {
    Load* load = find(by_fulfilment_, event.fulfillment_id);
    if (load == nullptr) return;
    if (event.answered_at <= event.respond_by) {
      load->taken = event.carrier;
    } else {
      load->too_late.push_back(event.carrier);
    }
  }

  template <class Event>
  void ended(const Record& record, const Event& event) {
    const std::uint32_t* slot = by_fulfilment_.find(name_key(event.fulfillment_id));
    if (slot == nullptr) return;
    Load& load = loads_[*slot];
    load.id = event.load_id;
    load.ended = std::max(load.ended, event.attempt);
    const std::uint32_t place = *slot;
    by_id_[name_key(event.load_id)] = place;
    unheard_[name_key(record.id)] = {place, event.attempt, {}, {}};
  }

  void acknowledged(const Record& record) {
    const std::uint64_t key = name_key(record.id);
    const Waiting* found = unheard_.find(key);
    if (found == nullptr) return;
    Waiting waiting = *found;
    unheard_.erase(key);
    if (loads_[waiting.load].attempt > waiting.attempt) return decided();
    waiting.allowance = Allowance::start(suspended_, record.t, bounds().processing);
    waiting.due = record.t + bounds().processing;
    waiting_.push_back(std::move(waiting));
  }

  void written(const Record& record, Findings& findings) {
    if (record.body == nullptr) return;
    if (const auto* plan = record.body->as<LoadPlan>()) return planned(*plan);
    if (const auto* again = record.body->as<LoadRetender>()) {
      if (Load* load = find(by_id_, again->load_id)) load->attempt = std::max(load->attempt, again->attempt);
    } else if (const auto* bought = record.body->as<LabelBuy>()) {
      if (Load* load = find(by_package_, bought->package_id)) booked(record, *load, findings);
    } else if (const auto* shipped = record.body->as<WmsShipped>()) {
      for (const ShippedPackage& package : shipped->packages)
        if (Load* load = find(by_package_, package.package_id)) picked_up(record, *load, package, findings);
    }
  }

  void planned(const LoadPlan& plan) {
    const std::uint64_t key = name_key(plan.fulfillment_id);
    if (by_fulfilment_.find(key) != nullptr) return;
    const auto slot = static_cast<std::uint32_t>(loads_.size());
    Load& load = loads_.emplace_back();
    load.id = plan.fulfillment_id;
    load.order = plan.order_id;
    by_fulfilment_[key] = slot;
    for (const LoadPackage& package : plan.packages) {
      load.packages.push_back(package.package_id);
      by_package_[name_key(package.package_id)] = slot;
    }
  }

  void booked(const Record& record, Load& load, Findings& findings) {
    decided();
    const std::string& carrier = name_of_seat(record.from);
    if (load.booked.empty()) load.booked = carrier;
    if (carrier == load.booked && carrier == load.taken) return;
    const bool late = std::find(load.too_late.begin(), load.too_late.end(), carrier) != load.too_late.end();
    Charge made = about(load);
    if (carrier != load.booked) {
      made.sentence = text("load ", load.id, " was given to ", carrier, " when ", load.booked, " had it already");
      made.expected = text(load.booked, " alone");
    } else {
      made.sentence = text("load ", load.id, " was given to ", carrier,
                           late ? ", which accepted it after its tender had run out" : ", which had not accepted it");
      made.expected = "the carrier that accepted its tender in time";
    }
    made.actual = carrier;
    made.seat = carrier;
    charge(findings, record, std::move(made));
  }

  void picked_up(const Record& record, Load& load, const ShippedPackage& package, Findings& findings) {
    decided();
    const bool taken = package.carrier == load.taken;
    if (!taken) {
      Charge made = about(load);
      made.sentence = text("package ", package.package_id, " of load ", load.id, " left with ", package.carrier,
                           ", which had not accepted the load in time");
      made.expected = load.taken.empty() ? "no pickup before a carrier has accepted" : text("a pickup by ", load.taken);
      made.actual = package.carrier;
      made.keys.push_back(package.package_id);
      charge(findings, record, std::move(made));
    }
    by_package_.erase(name_key(package.package_id));
    if (++load.left < load.packages.size()) return;
    load.packages = {};  // it is on its way: nothing can be said of it any more
    load.too_late = {};
  }

  void judge_due(Instant now, Findings& findings) {
    while (!waiting_.empty() && waiting_.front().due < now) {
      Waiting one = std::move(waiting_.front());
      waiting_.pop_front();
      Load& load = loads_[one.load];
      if (load.attempt > one.attempt) {
        decided();
        continue;
      }
      const Duration left = one.allowance.left(suspended_, now);
      if (left >= Duration{}) {
        one.due = now + left;
        waiting_.push_back(std::move(one));
        continue;
      }
      load.charged = true;
      forgotten(now, load, findings);
    }
  }

  void forgotten(Instant now, const Load& load, Findings& findings) {
    decided();
    Charge made = about(load);
    made.sentence =
        text("tender ", load.ended, " of load ", load.id, " was declined or ran out, and no other carrier was asked");
    made.expected = text("load.retender within ", bounds().processing, " of the acknowledgement");
    made.actual = text(load.attempt, load.attempt == 1 ? " tender" : " tenders");
    made.clause = "CL-SHIPPING-12-RETENDER";
    made.seat = name_of_seat(room().seat("tms"));
    charge(findings, now, std::move(made));
  }

  static Charge about(const Load& load) {
    Charge made;
    made.order = load.order;
    made.flow = "shipping";
    made.clause = "CL-SHIPPING-12-WINNER";
    made.keys = {load.id};
    return made;
  }

  SuspendedTime suspended_;
  std::vector<Load> loads_;
  FlatMap<std::uint32_t> by_fulfilment_;
  FlatMap<std::uint32_t> by_id_;
  FlatMap<std::uint32_t> by_package_;
  FlatMap<Waiting> unheard_;     // by event id: tenders that ended, until the pipeline has heard of it
  std::deque<Waiting> waiting_;  // by due, but for what was put off
};

}  // namespace

InvariantRow tender_exclusivity() {
  return {
      "I32",
      "tender-exclusivity",
      "a load goes to one carrier, the one that accepted its tender in time, and is offered again when nobody has",
      "S+L",
      {"boundary", "ledgers"},
      {"shipping"},
      {"CL-SHIPPING-12-WINNER", "CL-SHIPPING-12-RETENDER"},
      "a label bought for a package of a load, its pickup, or a tender that came to nothing",
      "A carrier has a load when labels for its packages are bought from it. At most one carrier ever has a load; it "
      "has accepted its tender before that, no later than `respond_by`; and no package of the load leaves with "
      "another. A tender that was declined or ran out is followed by load.retender within `processing` of the "
      "pipeline's acknowledgement; a fault on the way to the TMS stops that clock. Of events in a polled feed only "
      "the end counts: at rest no load is without a carrier and without a question. "
      "Usual cause: an acceptance that comes a second after its time is taken, although the next carrier was asked or "
      "has accepted; the carrier is booked when it is asked; the event of a tender that ran out has no handler. "
      "Usual mend: keep with the load which tender counts and who has it, decide on both in one step, and treat what "
      "ran out like what was declined.",
      &make_judge<TenderExclusivity>};
}

}  // namespace drydock
