// I10: what is offered is what the definition makes of what the pipeline was told.
#include <algorithm>
#include <deque>
#include <limits>
#include <string>
#include <vector>

#include "contracts/canonical/availability.hpp"
#include "harness/invariants/atp_inputs.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/safety_stock.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class AtpDefinition : public Judge {
 public:
  explicit AtpDefinition(const Courtroom& room)
      : Judge("I10", room), places_(evidence().places()), inputs_(room, places_), safety_(*room.plan, places_) {}

  std::uint32_t kinds() const override { return AtpInputs::kinds(); }

  void see(const Record& record, Findings& findings) override {
    judge_until(record.t, findings);
    inputs_.see(record);
    if (record.kind != RecordKind::reply || record.from != pipeline() || record.status >= 300) return;
    const auto* answer = body_of<AvailabilityAnswer>(record);
    if (answer == nullptr) return;
    for (const Offer& offer : answer->offers)
      waiting_.push_back({record.n, record.t, answer->as_of, std::string(record.key),
                          places_.number(offer.item, offer.location), offer.quantity});
  }

  void finish(Instant, bool, Findings& findings) override {
    judge_until(Instant{std::numeric_limits<std::int64_t>::max()}, findings);
  }

 private:
  struct Answer {
    std::uint64_t record;
    Instant at;
    Instant as_of;
    std::string query;
    std::uint32_t place;
    std::int64_t quantity;
  };

  // An answer is judged a little later: by then the reservations that were under way when it was given are known.
  void judge_until(Instant now, Findings& findings) {
    for (; !waiting_.empty() && waiting_.front().at + AtpInputs::patience <= now; waiting_.pop_front())
      judge(waiting_.front(), findings);
  }

  void judge(const Answer& answer, Findings& findings) {
    const Instant from = answer.as_of - bounds().availability_staleness;
    const auto free = inputs_.free_between(answer.place, from, std::max(answer.at, answer.as_of));
    if (!free) return;  // more is in motion than can be known from outside
    decided();
    const std::int64_t least = std::max<std::int64_t>(0, free->least - safety_.at(answer.place));
    const std::int64_t most = std::max<std::int64_t>(0, free->most - safety_.at(answer.place));
    if (answer.quantity >= least && answer.quantity <= most) return;
    Charge made;
    made.sentence = text("the pipeline offered ", answer.quantity, " of ", places_.item(answer.place), " at ",
                         places_.location(answer.place),
                         " where unrestricted stock less reservations, picks and safety stock makes ",
                         least == most ? text(least) : text(least, " to ", most));
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
  std::deque<Answer> waiting_;
};

}  // namespace

InvariantRow atp_definition() {
  return {
      "I10",
      "atp-definition",
      "every availability answer agrees with the declared definition, on what the pipeline had been told",
      "M",
      {"boundary", "ledgers", "plan"},
      {"availability"},
      {"CL-AVAILABILITY-01"},
      "an answer to availability.query that offers something",
      "Each offer must be max(0, unrestricted - reserved - released - picked - safety stock) on the inputs delivered "
      "to "
      "the pipeline at some moment between the answer's as_of less `availability_staleness` and the answer. Where it "
      "cannot be known from outside whether an input had been applied, both values are right; before an outbound order "
      "shows where an order is worked, either node is. "
      "Usual cause: quality holds are left in, open picks are subtracted twice, safety stock is forgotten or applied "
      "at "
      "both ends, nodes are summed before they are cut off at 0. "
      "Usual mend: one function for available, used by every channel.",
      &make_judge<AtpDefinition>};
}

}  // namespace drydock
