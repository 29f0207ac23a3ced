// I29: what is shown of a package follows from its scans, not from their arrival.
#include <string>
#include <utility>
#include <vector>

#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/shipping.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/shown_state.hpp"
#include "harness/invariants/text.hpp"
#include "harness/package_scan.hpp"

namespace drydock {
namespace {

class MilestoneMonotonicity : public Judge {
 public:
  explicit MilestoneMonotonicity(const Courtroom& room) : Judge("I29", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect) | bit(RecordKind::publish); }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::publish) {
      if (const auto scan = record.body == nullptr ? std::nullopt : scan_in(*record.body)) return scanned(*scan);
      if (const auto* guess = body_of<TmsMilestone>(record)) known(guess->package_id, guess->order_id).guessed = true;
      return;
    }
    if (const auto* told = body_of<FulfillmentCreate>(record)) return left(record, *told, findings);
    const auto* update = body_of<TrackingUpdate>(record);
    if (update != nullptr && room().has_role(record.from, "commerce")) shown(record, *update, findings);
  }

  // At rest the newest scan is what is shown.
  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const Package& package : all_) {
      if (!package.shown.any || !package.scanned.any) continue;
      decided();
      if (!(package.shown < package.scanned)) continue;
      Charge made = about(package.id, package.order);
      made.sentence = text("at rest the shop shows package ", package.id, " as ", name_of(package.shown.status),
                           " although its newest scan says ", name_of(package.scanned.status));
      made.expected = text(name_of(package.scanned.status), " of ", package.scanned.occurred);
      made.actual = text(name_of(package.shown.status), " of ", package.shown.occurred);
      charge(findings, end, std::move(made));
    }
  }

 private:
  struct Package {
    std::string id;
    std::string order;
    ShownState scanned;    ///< the newest scan that its carrier published
    ShownState shown;      ///< what the shop was told last
    bool guessed = false;  ///< something was planned or estimated of it
    bool left = false;     ///< the shop was told that it left
  };

  Package& known(std::string_view id, std::string_view order) {
    std::uint32_t& slot = numbers_[name_key(id)];
    if (slot == 0) {
      all_.push_back({std::string(id), std::string(order), {}, {}, false, false});
      slot = static_cast<std::uint32_t>(all_.size());
    }
    return all_[slot - 1];
  }

  void scanned(const PackageScan& scan) {
    Package& package = known(scan.package, scan.order);
    const ShownState state{scan.occurred, scan.status, true};
    if (package.scanned < state) package.scanned = state;
  }

  void shown(const Record& record, const TrackingUpdate& update, Findings& findings) {
    decided();
    Package& package = known(update.package_id, update.order_id);
    const ShownState state{update.occurred_at, update.milestone, true};
    if (state < package.shown) {
      Charge made = about(package.id, package.order);
      made.sentence = text("the shop's tracking of package ", package.id, " was set to ", name_of(update.milestone),
                           ", which is older than the ", name_of(package.shown.status), " it showed");
      made.expected = text("nothing older than ", package.shown.occurred);
      made.actual = text(update.occurred_at);
      charge(findings, record, std::move(made));
      return;  // what it showed before still counts against the next one
    }
    package.shown = state;
    if (package.guessed && package.scanned < state) ahead(record, package, findings);
  }

  // A package on its way that nobody sent is a riddle to the customer. That it left and is never told I42 says.
  void left(const Record& record, const FulfillmentCreate& told, Findings& findings) {
    for (const PackageTracking& row : told.packages) {
      Package& package = known(row.package_id, told.order_id);
      if (std::exchange(package.left, true) || !package.shown.any) continue;
      decided();
      Charge made = about(package.id, package.order);
      made.sentence = text("the shop's tracking of package ", package.id, " was set to ", name_of(package.shown.status),
                           " before the shop was told that it had left");
      made.clause = "CL-TRACKING-20";
      made.expected = "fulfillment.create first";
      made.actual = text(name_of(package.shown.status), " first");
      charge(findings, record, std::move(made));
    }
  }

  // A plan or an estimate was taken for what happened.
  void ahead(const Record& record, const Package& package, Findings& findings) {
    Charge made = about(package.id, package.order);
    made.sentence = text("the shop's tracking of package ", package.id, " was set to ", name_of(package.shown.status),
                         " of ", package.shown.occurred, ", which no actual milestone says");
    made.expected = package.scanned.any
                        ? text("at most ", name_of(package.scanned.status), " of ", package.scanned.occurred)
                        : std::string("nothing yet");
    made.actual = text(name_of(package.shown.status), " of ", package.shown.occurred);
    made.clause = "CL-TRACKING-19-SHOWN";
    charge(findings, record, std::move(made));
  }

  static Charge about(const std::string& package, const std::string& order) {
    Charge made;
    made.order = order;
    made.flow = "tracking";
    made.keys = {package};
    return made;
  }

  FlatMap<std::uint32_t> numbers_;
  std::vector<Package> all_;
};

}  // namespace

InvariantRow milestone_monotonicity() {
  return {
      "I29",
      "milestone-monotonicity",
      "what the shop shows of a package follows from its scans in the order in which they occurred",
      "S",
      {"boundary", "ledgers"},
      {"tracking"},
      {"CL-TRACKING-20", "CL-TRACKING-19-SHOWN"},
      "a tracking update that the shop took",
      "Of two scans the later `occurred_at` counts, at equal times the higher rank; when they arrive says nothing. "
      "The shop is never told an older state after a newer one, and at rest it shows the newest scan of every package "
      "it shows at all. Nothing is shown of a package before the shop was told that it had left. Milestones of freight "
      "count like scans where they are actual; what is planned or estimated is never shown as having happened. "
      "Usual cause: the last arrival wins; or the first scan overtakes the ship confirm; or scans of one package are "
      "worked on side by side; or nobody looks at the class of a milestone. "
      "Usual mend: compare (occurred_at, rank) with what is shown, in the same commit that shows it.",
      &make_judge<MilestoneMonotonicity>};
}

}  // namespace drydock
