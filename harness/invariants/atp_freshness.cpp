// I11: an answer knows what was acknowledged a while before it was asked for.
#include <deque>
#include <limits>
#include <string>

#include "contracts/canonical/availability.hpp"
#include "harness/invariants/atp_inputs.hpp"
#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/safety_stock.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class AtpFreshness : public Judge {
 public:
  explicit AtpFreshness(const Courtroom& room)
      : Judge("I11", room), places_(evidence().places()), inputs_(room, places_), safety_(*room.plan, places_) {}

  std::uint32_t kinds() const override { return AtpInputs::kinds(); }

  void see(const Record& record, Findings& findings) override {
    judge_until(record.t, findings);
    inputs_.see(record);
    if (record.kind == RecordKind::request && record.to == pipeline() && body_of<AvailabilityQuery>(record) != nullptr)
      asked_[record.request.value()] = record.t;
    if (record.kind == RecordKind::reply && record.from == pipeline()) answered(record);
  }

  void finish(Instant, bool, Findings& findings) override {
    judge_until(Instant{std::numeric_limits<std::int64_t>::max()}, findings);
  }

 private:
  struct Answer {
    std::uint64_t record;
    Instant asked;
    Instant at;
    std::string query;
    std::uint32_t place;
    std::int64_t quantity;
  };

  void answered(const Record& record) {
    const Instant* asked = asked_.find(record.request.value());
    if (asked == nullptr) return;
    if (const auto* answer = body_of<AvailabilityAnswer>(record); answer != nullptr && record.status < 300)
      for (const Offer& offer : answer->offers)
        waiting_.push_back({record.n, *asked, record.t, std::string(record.key),
                            places_.number(offer.item, offer.location), offer.quantity});
    asked_.erase(record.request.value());
  }

  // Judged a little later, when the reservations that were under way are known.
  void judge_until(Instant now, Findings& findings) {
    for (; !waiting_.empty() && waiting_.front().at + AtpInputs::patience <= now; waiting_.pop_front())
      judge(waiting_.front(), findings);
  }

  void judge(const Answer& answer, Findings& findings) {
    const auto free = inputs_.free_between(answer.place, answer.asked - bounds().availability_staleness, answer.at);
    if (!free) return;
    decided();
    const std::int64_t least = safety_.sellable(answer.place, free->least);
    const std::int64_t most = safety_.sellable(answer.place, free->most);
    if (answer.quantity >= least && answer.quantity <= most) return;
    Charge made;
    made.sentence =
        text("the pipeline offered ", answer.quantity, " of ", places_.item(answer.place), " at ",
             places_.location(answer.place), ", a number from before something it had acknowledged more than ",
             bounds().availability_staleness, " earlier");
    made.expected = least == most ? text(least) : text("between ", least, " and ", most);
    made.actual = text(answer.quantity);
    made.item = places_.item(answer.place);
    made.seat = pipeline_name();
    made.flow = "availability";
    made.keys = {answer.query, places_.item(answer.place) + "/" + places_.location(answer.place)};
    Findings told(1);
    charge(told, answer.at, std::move(made));
    Finding finding = told.kept().front();
    finding.record = answer.record;
    findings.add(std::move(finding));
  }

  Places& places_;
  AtpInputs inputs_;
  SafetyStocks safety_;
  FlatMap<Instant> asked_;
  std::deque<Answer> waiting_;
};

}  // namespace

InvariantRow atp_freshness() {
  return {
      "I11",
      "atp-freshness",
      "every movement acknowledged longer ago than the staleness bound is in the next availability answer",
      "A",
      {"boundary", "ledgers", "plan"},
      {"availability"},
      {"CL-AVAILABILITY-01-FRESH"},
      "an answer to availability.query that offers something",
      "Whatever moment an answer declares, it must contain every reservation and every movement that the pipeline had "
      "acknowledged `availability_staleness` before it was asked. "
      "Usual cause: a cache of answers without an end, or one whose entries are not dropped when stock moves. "
      "Usual mend: drop what is cached of an item when its position changes, and let nothing live longer than the "
      "bound.",
      &make_judge<AtpFreshness>};
}

}  // namespace drydock
