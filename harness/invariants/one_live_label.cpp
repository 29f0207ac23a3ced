// I28: each package has one paid label.
#include <string>
#include <vector>

#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class OneLiveLabel : public Judge {
 public:
  explicit OneLiveLabel(const Courtroom& room) : Judge("I28", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    if (const auto* bought = body_of<LabelBuy>(record)) return buy(record, *bought, findings);
    if (const auto* unused = body_of<LabelVoid>(record)) return given_back(*unused);
    const auto* shipped = body_of<WmsShipped>(record);
    if (shipped == nullptr) return;
    for (const ShippedPackage& package : shipped->packages)
      if (package.carrier != own_fleet) depart(record, *shipped, package, findings);
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const Package& package : packages_) {
      if (package.departed || package.labels == 0) continue;
      Charge made = about(package.id, package.order);
      made.sentence = text("a label was bought for package ", package.id, ", which never left");
      made.expected = "as many paid labels as departed packages";
      made.actual = "one label too many";
      charge(findings, end, std::move(made));
    }
  }

 private:
  struct Package {
    std::string id;
    std::string order;
    std::uint32_t labels = 0;
    bool departed = false;
  };

  Package& known(const std::string& id, const std::string& order) {
    std::uint32_t& slot = numbers_[name_key(id)];
    if (slot == 0) {
      packages_.push_back({id, order});
      slot = static_cast<std::uint32_t>(packages_.size());
    }
    return packages_[slot - 1];
  }

  void buy(const Record& record, const LabelBuy& bought, Findings& findings) {
    decided();
    Package& package = known(bought.package_id, bought.order_id);
    if (++package.labels < 2) return;
    Charge made = about(package.id, package.order);
    made.sentence = text("label number ", package.labels, " was bought for package ", package.id, " at ",
                         name_of_seat(record.from));
    made.expected = "one live label per package";
    made.actual = text(package.labels, " labels");
    charge(findings, record, std::move(made));
  }

  void given_back(const LabelVoid& unused) {
    Package& package = known(unused.package_id, unused.order_id);
    if (package.labels > 0) --package.labels;
  }

  void depart(const Record& record, const WmsShipped& shipped, const ShippedPackage& left, Findings& findings) {
    decided();
    Package& package = known(left.package_id, shipped.order_id);
    package.departed = true;
    if (package.labels > 0) return;
    Charge made = about(package.id, package.order);
    made.sentence = text("package ", package.id, " left ", shipped.location, " without a label that any carrier sold");
    made.expected = "exactly one label at departure";
    made.actual = "none";
    charge(findings, record, std::move(made));
  }

  static Charge about(const std::string& package, const std::string& order) {
    Charge made;
    made.order = order;
    made.flow = "shipping";
    made.keys = {package};
    return made;
  }

  FlatMap<std::uint32_t> numbers_;
  std::vector<Package> packages_;
};

}  // namespace

InvariantRow one_live_label() {
  return {
      "I28",
      "one-live-label",
      "each package has at most one live label, and exactly one when it leaves",
      "S",
      {"boundary", "ledgers"},
      {"shipping"},
      {"CL-SHIPPING-10"},
      "a label that a carrier sold",
      "Counts the labels that all carriers sold for a package: never more than one, exactly one when the truck "
      "leaves, and at rest none for a package that never left: what was bought for one that was taken apart is voided. "
      "Usual cause: a purchase that got no answer in time is repeated without its idempotency key, and the carrier "
      "had sold the first one. "
      "Usual mend: the package id as idempotency key of the purchase, the same on every attempt; void what was bought "
      "twice.",
      &make_judge<OneLiveLabel>};
}

}  // namespace drydock
