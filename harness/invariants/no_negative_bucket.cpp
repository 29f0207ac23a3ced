// I02: no quantity of a position is below zero, in the ledgers and in what is said of them.
#include <string>

#include "contracts/canonical/views.hpp"
#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class NoNegativeBucket : public Judge {
 public:
  explicit NoNegativeBucket(const Courtroom& room)
      : Judge("I02", room), places_(evidence().places()), stock_(evidence().stock()) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::effect) | bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::view);
  }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::view) return view(record, findings);
    if (record.kind == RecordKind::ack) return acknowledged(record);
    if (record.body == nullptr || !room().has_role(record.from, "wms")) return;
    moved_.clear();
    movements_of(*record.body, moved_);
    if (moved_.empty()) return;
    if (record.kind == RecordKind::publish) return published(record);
    for (const Movement& movement : moved_) truth(record, places_.number(movement.item, movement.location), findings);
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  // An event that the pipeline has not acknowledged may be missing from what it says of the places it moves.
  void published(const Record& record) {
    std::vector<std::uint32_t>& of_event = unheard_[name_key(record.id)];
    for (const Movement& movement : moved_) {
      const std::uint32_t place = places_.number(movement.item, movement.location);
      of_event.push_back(place);
      ++grown(unheard_at_, place);
    }
  }
  void acknowledged(const Record& record) {
    if (record.from != pipeline()) return;
    const std::vector<std::uint32_t>* places = unheard_.find(name_key(record.id));
    if (places == nullptr) return;
    for (const std::uint32_t place : *places) {
      --unheard_at_[place];
      grown(heard_at_, place) = record.t;
    }
    unheard_.erase(name_key(record.id));
  }

  void truth(const Record& record, std::uint32_t place, Findings& findings) {
    decided();
    const Buckets now = stock_.at(place);
    const std::int64_t least = std::min({now.unrestricted, now.quality_hold, now.damaged});
    if (least >= 0) return;
    accuse(record, place, least, text("the ledger of ", name_of_seat(record.from)), name_of_seat(record.from),
           findings);
  }

  void view(const Record& record, Findings& findings) {
    const auto* said = body_of<PositionView>(record);
    if (said == nullptr) return;
    const std::uint32_t place = places_.number(said->item, said->location);
    if (grown(unheard_at_, place) > 0 || record.t < grown(heard_at_, place) + bounds().processing) return;
    decided();
    const std::int64_t least =
        std::min({said->unrestricted, said->quality_hold, said->damaged, said->reserved, said->released, said->picked});
    if (least < 0) accuse(record, place, least, "the pipeline's position", pipeline_name(), findings);
  }

  void accuse(const Record& record, std::uint32_t place, std::int64_t least, const std::string& whose,
              const std::string& party, Findings& findings) {
    Charge made;
    made.sentence = text(whose, " has ", least, " of ", places_.item(place), " at ", places_.location(place),
                         " in one of its buckets");
    made.expected = "0 or more in every bucket";
    made.actual = text(least);
    made.item = places_.item(place);
    made.flow = "stock";
    made.party = party;
    made.keys = {places_.item(place) + "/" + places_.location(place)};
    charge(findings, record, std::move(made));
  }

  Places& places_;
  StockTruth& stock_;
  std::vector<Movement> moved_;
  FlatMap<std::vector<std::uint32_t>> unheard_;  // by event id: the places it moves
  std::vector<std::int64_t> unheard_at_;
  std::vector<Instant> heard_at_;
};

}  // namespace

InvariantRow no_negative_bucket() {
  return {
      "I02",
      "no-negative-bucket",
      "no bucket of a position is below zero, in the warehouses' ledgers and in the pipeline's positions",
      "S",
      {"ledgers", "control"},
      {"stock"},
      {"CL-STOCK-22-AGREE"},
      "a stock movement, or a position the pipeline told",
      "Unrestricted, quality hold, damaged, reserved, released and picked are counts of things, so none is below zero: "
      "in the warehouses' ledgers after every movement, and in every position the pipeline tells once all movements "
      "of that place were acknowledged longer ago than `processing`. "
      "Usual cause: a movement or a compensation is applied twice, or to the wrong bucket. "
      "Usual mend: apply each movement once, by its movement id; let one function move a unit from bucket to bucket.",
      &make_judge<NoNegativeBucket>};
}

}  // namespace drydock
