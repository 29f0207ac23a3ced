// I03: what is spoken for at a place is there: reserved, released and picked are stages of unrestricted units.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/views.hpp"
#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class BucketIdentity : public Judge {
 public:
  explicit BucketIdentity(const Courtroom& room) : Judge("I03", room), places_(evidence().places()) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::view) | bit(RecordKind::effect);
  }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::view) {
      if (const auto* said = body_of<PositionView>(record)) view(record, *said, findings);
    } else if (record.kind == RecordKind::ack) {
      if (record.from == pipeline() && record.status < 300) heard(record);
    } else if (record.kind == RecordKind::effect) {
      if (const auto* drift = body_of<StockDrift>(record)) drifted(record, *drift);
      if (const auto* adjust = body_of<InventoryAdjust>(record)) corrected(record, *adjust);
    } else if (record.body != nullptr && room().has_role(record.from, "wms")) {
      published(record);
    }
  }

  // With nothing at work any more, nothing can be spoken for that is not there.
  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (std::uint32_t place = 0; place < last_.size(); ++place) {
      if (!last_[place].said) continue;
      decided();
      const Last& last = last_[place];
      if (last.committed <= last.unrestricted) continue;
      charge(findings, end, accusation(place, last.committed, last.unrestricted, 0));
    }
  }

 private:
  static constexpr std::uint64_t unseen = 0;  ///< in place of an event's number
  struct Loss {
    std::uint64_t event = 0;
    std::int64_t units = 0;
    bool heard = false;
    Instant at;  ///< when the pipeline acknowledged it
  };
  struct Last {
    std::int64_t committed = 0;
    std::int64_t unrestricted = 0;
    bool said = false;
  };

  void published(const Record& record) {
    moved_.clear();
    movements_of(*record.body, moved_);
    for (const Movement& moved : moved_) {
      if (moved.shipment || moved.change.unrestricted >= 0) continue;
      const std::uint32_t place = places_.number(moved.item, moved.location);
      grown(losses_, place).push_back({name_key(record.id), -moved.change.unrestricted, false, {}});
      place_of_[name_key(record.id)] = place;
    }
  }
  // A loss that no event tells is heard of when it is corrected in the books.
  void drifted(const Record& record, const StockDrift& drift) {
    if (drift.quantity >= 0 || !room().has_role(record.from, "wms")) return;
    grown(losses_, places_.number(drift.item, drift.location)).push_back({unseen, -drift.quantity, false, {}});
  }
  void corrected(const Record& record, const InventoryAdjust& adjust) {
    if (adjust.reason != reconciliation_reason || adjust.delta >= 0) return;
    for (Loss& loss : grown(losses_, places_.number(adjust.item, adjust.location)))
      if (loss.event == unseen && !loss.heard) loss = {unseen, loss.units, true, record.t};
  }
  void heard(const Record& record) {
    const std::uint32_t* place = place_of_.find(name_key(record.id));
    if (place == nullptr) return;
    for (Loss& loss : losses_[*place])
      if (loss.event == name_key(record.id) && !loss.heard) loss = {loss.event, loss.units, true, record.t};
    place_of_.erase(name_key(record.id));
  }

  // Units that were spoken for when they went missing, broke or were put on hold stay so until their pickers find out:
  // what exceeds the shelf is at most what was lost since the two last agreed.
  void view(const Record& record, const PositionView& said, Findings& findings) {
    decided();
    const std::uint32_t place = places_.number(said.item, said.location);
    const std::int64_t committed = said.reserved + said.released + said.picked;
    grown(last_, place) = {committed, said.unrestricted, true};
    std::vector<Loss>& losses = grown(losses_, place);
    if (committed <= said.unrestricted) {
      std::erase_if(losses, [&](const Loss& loss) { return loss.heard && loss.at + bounds().processing <= record.t; });
      return;
    }
    std::int64_t lost = 0;
    for (const Loss& loss : losses) lost += loss.units;
    if (committed - said.unrestricted <= lost) return;
    charge(findings, record, accusation(place, committed, said.unrestricted, lost));
  }

  Charge accusation(std::uint32_t place, std::int64_t committed, std::int64_t unrestricted, std::int64_t lost) {
    Charge made;
    made.sentence =
        text("the pipeline has ", units(committed), " of ", places_.item(place), " at ", places_.location(place),
             " reserved, released or picked, of ", unrestricted, " that are unrestricted there");
    if (lost > 0) made.sentence += text("; ", lost, " were lost there meanwhile");
    made.expected = text("at most ", unrestricted + lost);
    made.actual = text(committed);
    made.item = places_.item(place);
    made.flow = "stock";
    made.seat = pipeline_name();
    made.keys = {places_.item(place) + "/" + places_.location(place)};
    return made;
  }

  Places& places_;
  std::vector<std::vector<Loss>> losses_;  // by place
  std::vector<Last> last_;
  FlatMap<std::uint32_t> place_of_;  // of losses that the pipeline has not acknowledged, by event id
  std::vector<Movement> moved_;
};

}  // namespace

InvariantRow bucket_identity() {
  return {
      "I03",
      "bucket-identity",
      "what a position has reserved, released and picked is not more than what is unrestricted there",
      "S",
      {"boundary", "control"},
      {"stock", "reservation"},
      {"CL-AVAILABILITY-01-ONCE"},
      "a position that the pipeline told",
      "On-hand is unrestricted, quality hold and damaged; reserved, released and picked are stages of unrestricted "
      "units. In every position that the pipeline tells, reserved + released + picked is at most unrestricted plus "
      "what its warehouse reported lost, held or damaged since the two last agreed: units that were spoken for when "
      "they were lost stay so until their pickers find out. A loss is excused until the pipeline told an agreeing "
      "position `processing` or more after it acknowledged the loss; at rest nothing is. "
      "Usual cause: a stage is entered twice or never left (picked units stay picked when the truck is gone), or two "
      "carts are given the same unit. "
      "Usual mend: let one function move a unit from stage to stage, as a function of the line's totals.",
      &make_judge<BucketIdentity>};
}

}  // namespace drydock
