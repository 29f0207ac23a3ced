// I13: balances of the past are used as such.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/posting.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class SnapshotUse : public Judge {
 public:
  explicit SnapshotUse(const Courtroom& room)
      : Judge("I13", room),
        places_(evidence().places()),
        stock_(evidence().stock()),
        views_(evidence().views()),
        drifts_(evidence().drifts()) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect);
  }

  void see(const Record& record, Findings& findings) override {
    switch (record.kind) {
      case RecordKind::publish: return published(record);
      case RecordKind::ack: return record.from == pipeline() && record.status < 300 ? accepted(record) : void();
      case RecordKind::effect:
        if (const auto* adjust = body_of<InventoryAdjust>(record); adjust != nullptr && drifts_.correction_now())
          corrected(record, *adjust, findings);
        return;
      default: return;
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (std::uint32_t place = 0; place < used_.size(); ++place)
      if (used_[place].gap != 0 && place < views_.places()) at_rest(end, place, findings);
  }

 private:
  /// The last copy of the balances that the pipeline was told of a place.
  struct Use {
    std::string snapshot;
    Instant as_of;
    Instant told_at;
    std::int64_t said = 0;
    std::int64_t there = 0;  ///< on hand by then, as far as the pipeline had been told
    std::int64_t gap = 0;    ///< said less there
  };
  struct Change {
    std::uint32_t place = 0;
    std::int64_t on_hand = 0;
  };

  void published(const Record& record) {
    if (record.body == nullptr) return;
    if (const auto* copy = record.body->as<BalanceSnapshot>()) {
      copies_.emplace(std::string(record.id), *copy);
    } else if (room().has_role(record.from, "wms")) {
      scratch_.clear();
      movements_of(*record.body, scratch_);
      std::vector<Change> changes;
      for (const Movement& moved : scratch_)
        if (const std::int64_t units = moved.change.on_hand(); units != 0)
          changes.push_back({places_.number(moved.item, moved.location), units});
      for (const Change& change : changes) grown(untold_, change.place) += change.on_hand;
      if (!changes.empty()) under_way_.emplace(std::string(record.id), std::move(changes));
    }
  }

  void accepted(const Record& record) {
    if (const auto moved = under_way_.find(record.id); moved != under_way_.end()) {
      for (const Change& change : moved->second) untold_[change.place] -= change.on_hand;
      under_way_.erase(moved);
    } else if (const auto copy = copies_.find(record.id); copy != copies_.end()) {
      for (const BookBalance& row : copy->second.balances) told(record, copy->second, row);
      copies_.erase(copy);
    }
  }

  void told(const Record& record, const BalanceSnapshot& copy, const BookBalance& row) {
    const std::uint32_t place = places_.number(row.item, copy.location);
    const std::int64_t untold = place < untold_.size() ? untold_[place] : 0;
    const std::int64_t there = stock_.at(place).on_hand() - untold;
    grown(used_, place) = {copy.snapshot_id, copy.as_of, record.t, row.on_hand, there, row.on_hand - there};
  }

  void corrected(const Record& record, const InventoryAdjust& adjust, Findings& findings) {
    const std::uint32_t place = places_.number(adjust.item, adjust.location);
    if (place >= used_.size() || used_[place].snapshot.empty()) return;
    decided();
    const Use& use = used_[place];
    if (drifts_.correction_fits() || adjust.delta != -use.gap) return;
    Charge made;
    made.sentence = text("the ERP booked ", adjust.movement_id, ", a correction of ", adjust.delta, " ", adjust.item,
                         " at ", adjust.location, ": it takes what was moved since for a break; ", story_of(use));
    made.expected = "what was booked after the moment of the copy is added to it before it is compared";
    made.actual = text("on-hand changed by ", adjust.delta);
    made.item = adjust.item;
    made.flow = "reconciliation";
    made.keys = {adjust.movement_id, use.snapshot};
    charge(findings, record, std::move(made));
  }

  void at_rest(Instant end, std::uint32_t place, Findings& findings) {
    const auto& view = views_.at(place).pipeline;
    if (!view) return;
    decided();
    const Use& use = used_[place];
    const std::int64_t says = view->unrestricted + view->quality_hold + view->damaged;
    const std::int64_t truth = stock_.at(place).on_hand();
    if (says - truth != use.gap || says == truth - drifts_.unnoticed(place)) return;
    Charge made;
    made.sentence =
        text("at rest the pipeline has ", says, " ", places_.item(place), " on hand at ", places_.location(place),
             " where there are ", truth, ": it took old balances for new ones; ", story_of(use));
    made.expected = text("on-hand ", truth, ": what was moved after the moment of the copy is added to it");
    made.actual = text("on-hand ", says);
    made.item = places_.item(place);
    made.seat = pipeline_name();
    made.keys = {use.snapshot, places_.item(place) + "/" + places_.location(place)};
    charge(findings, end, std::move(made));
  }

  static std::string story_of(const Use& use) {
    return text(use.snapshot, " said ", use.said, " as of ", use.as_of, " and was told at ", use.told_at, ", when ",
                use.there, " were there");
  }

  Places& places_;
  StockTruth& stock_;
  LastViews& views_;
  Drifts& drifts_;
  std::map<std::string, BalanceSnapshot, std::less<>> copies_;  // not accepted yet, by event id
  std::map<std::string, std::vector<Change>, std::less<>> under_way_;
  std::vector<std::int64_t> untold_;  // units moved of which no event was accepted, by place
  std::vector<Use> used_;             // by place
  std::vector<Movement> scratch_;
};

}  // namespace

InvariantRow snapshot_use() {
  return {
      "I13",
      "snapshot-use",
      "balances of some hours ago are used as such: what was moved since is neither lost nor counted again",
      "S",
      {"boundary", "ledgers", "control"},
      {"reconciliation", "stock"},
      {"CL-RECONCILIATION-40-AS-OF"},
      "a copy of the ERP's balances that differs from what was there when it was told",
      "An ERP that sends its balances by night copies them at one moment and sends the copy later; business goes on "
      "meanwhile. What the copy says must be brought up to date with what was booked after its moment before anything "
      "follows from it. Judged at each correction of the books (an inventory.adjust for the reason \"reconciliation\") "
      "of a place of which a copy was told: it must not be the difference between the copy and what was there when it "
      "came; and at rest: the pipeline's on-hand must not differ from the truth by that difference. I04 sees the same "
      "units missing; this says where they went. "
      "Usual cause: a nightly full load that overwrites stock with the file, whatever was sold since; a comparison of "
      "a file of two in the morning with the stock of four. "
      "Usual mend: keep what was posted in the last day with its time; compare the copy with what had been posted by "
      "its moment, and leave out what may have been on either side of it.",
      &make_judge<SnapshotUse>};
}

}  // namespace drydock
