// I30: what is told of a package is what the warehouse packed and shipped.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/shipping.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/lot_book.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class PackageContent : public Judge {
 public:
  explicit PackageContent(const Courtroom& room) : Judge("I30", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect) | bit(RecordKind::publish); }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::publish) return published(record);
    if (const auto* shipped = body_of<WmsShipped>(record)) return left(*shipped);
    if (const auto* told = body_of<FulfillmentCreate>(record)) {
      compare(record, told->shipment_id, told->order_id, told->lines, told->lots, findings);
      packages(record, *told, findings);
    } else if (const auto* label = body_of<LabelBuy>(record)) {
      bought(record, *label, findings);
    } else if (const auto* update = body_of<TrackingUpdate>(record)) {
      tracked(record, *update, findings);
    } else if (const auto* issue = body_of<GoodsIssuePost>(record)) {
      compare(record, issue->shipment_id, issue->order_id, issue->lines, issue->lots, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  struct Shipment {
    std::vector<LineQuantity> lines;
    std::vector<LotQuantity> lots;
    std::vector<std::uint64_t> packages;  ///< package id and tracking number
  };

  void published(const Record& record) {
    if (const auto* placed = body_of<OrderPlaced>(record)) {
      goes_to_[name_key(placed->order_id)] = address(placed->ship_to);
    } else if (const auto* packed = body_of<WmsPackConfirmed>(record)) {
      for (const PackedPackage& package : packed->packages)
        weights_[name_key(package.package_id)] = package.weight_grams;
    }
  }

  static std::uint64_t address(const ShipTo& to) { return name_key(text(to.region, "\n", to.postal_code), to.country); }

  // The carrier knows of a package what its label says.
  void bought(const Record& record, const LabelBuy& label, Findings& findings) {
    const std::uint64_t* to = goes_to_.find(name_key(label.order_id));
    const std::int64_t* weight = weights_.find(name_key(label.package_id));
    if (to == nullptr || weight == nullptr) return;
    decided();
    const bool right_address = *to == address(label.ship_to);
    if (right_address && *weight == label.weight_grams) return;
    Charge made = about(label.package_id, label.order_id);
    made.flow = "shipping";
    made.sentence = text("the label of package ", label.package_id, " says ", label.weight_grams, " g to ",
                         label.ship_to.region, " ", label.ship_to.postal_code, ", and the package ",
                         right_address ? text("weighs ", *weight, " g") : std::string("goes somewhere else"));
    made.expected = right_address ? text(*weight, " g") : std::string("the address of the order");
    made.actual = right_address ? text(label.weight_grams, " g") : label.ship_to.postal_code;
    charge(findings, record, std::move(made));
  }

  void tracked(const Record& record, const TrackingUpdate& update, Findings& findings) {
    const std::uint64_t* left = numbers_.find(name_key(update.package_id));
    if (left == nullptr || update.tracking_number.empty()) return;
    decided();
    if (*left == name_key(update.tracking_number)) return;
    Charge made = about(update.package_id, update.order_id);
    made.flow = "tracking";
    made.sentence = text("the shop shows package ", update.package_id, " under the tracking number ",
                         update.tracking_number, ", and it left under another");
    made.expected = "the number that the package left with";
    made.actual = update.tracking_number;
    charge(findings, record, std::move(made));
  }

  static std::vector<LineQuantity> summed(std::vector<LineQuantity> lines) {
    std::sort(lines.begin(), lines.end(), [](const LineQuantity& a, const LineQuantity& b) {
      return std::tie(a.line, a.item) < std::tie(b.line, b.item);
    });
    std::vector<LineQuantity> sums;
    for (LineQuantity& one : lines) {
      if (!sums.empty() && sums.back().line == one.line && sums.back().item == one.item)
        sums.back().quantity += one.quantity;
      else
        sums.push_back(std::move(one));
    }
    return sums;
  }

  void left(const WmsShipped& shipped) {
    Shipment shipment;
    for (const ShippedPackage& package : shipped.packages) {
      shipment.lines.insert(shipment.lines.end(), package.lines.begin(), package.lines.end());
      if (package.lots) shipment.lots.insert(shipment.lots.end(), package.lots->begin(), package.lots->end());
      shipment.packages.push_back(name_key(package.package_id, package.tracking_number));
      numbers_[name_key(package.package_id)] = name_key(package.tracking_number);
    }
    shipment.lines = summed(std::move(shipment.lines));
    shipment.lots = drydock::summed(std::move(shipment.lots));
    std::sort(shipment.packages.begin(), shipment.packages.end());
    shipments_[name_key(shipped.shipment_id)] = std::move(shipment);
  }

  void compare(const Record& record, const std::string& id, const std::string& order,
               const std::vector<LineQuantity>& lines, const Lots& lots, Findings& findings) {
    const Shipment* shipment = shipments_.find(name_key(id));
    if (shipment == nullptr) return;  // of a shipment that never left, others speak (I35, I42)
    decided();
    const std::vector<LineQuantity> told = summed(lines);
    const std::vector<LotQuantity> of = drydock::summed(lots.value_or(std::vector<LotQuantity>{}));
    if (told == shipment->lines && of == shipment->lots) return;
    Charge made = about(id, order);
    const std::string holds = in_words(told) + in_words(of);
    const std::string left = in_words(shipment->lines) + in_words(shipment->lots);
    made.sentence = text(name_of_seat(record.from), " was told in ", record.type, " that shipment ", id, " holds ",
                         holds, ", and the warehouse had shipped ", left);
    made.expected = left;
    made.actual = holds;
    charge(findings, record, std::move(made));
  }

  void packages(const Record& record, const FulfillmentCreate& told, Findings& findings) {
    const Shipment* shipment = shipments_.find(name_key(told.shipment_id));
    if (shipment == nullptr) return;
    std::vector<std::uint64_t> named;
    for (const PackageTracking& package : told.packages)
      named.push_back(name_key(package.package_id, package.tracking_number));
    std::sort(named.begin(), named.end());
    if (named == shipment->packages) return;
    Charge made = about(told.shipment_id, told.order_id);
    made.sentence = text("the shop was told other packages or tracking numbers of shipment ", told.shipment_id,
                         " than those that left");
    made.expected = text(shipment->packages.size(), " packages with the tracking numbers they left with");
    made.actual = text(named.size(), " packages, not the same");
    charge(findings, record, std::move(made));
  }

  static std::string in_words(const std::vector<LineQuantity>& lines) {
    std::string words;
    for (const LineQuantity& one : lines)
      words += text(words.empty() ? "" : ", ", one.quantity, " of ", one.item, " (line ", one.line, ")");
    return words.empty() ? "nothing" : words;
  }

  static std::string in_words(const std::vector<LotQuantity>& lots) {
    std::string words;
    for (const LotQuantity& one : lots)
      words += text(words.empty() ? ", of lots " : ", ", one.lot, " (", one.quantity, ")");
    return words;
  }

  static Charge about(const std::string& shipment, const std::string& order) {
    Charge made;
    made.order = order;
    made.flow = "fulfilment";
    made.keys = {shipment};
    return made;
  }

  FlatMap<Shipment> shipments_;
  FlatMap<std::uint64_t> goes_to_;  // address, by order
  FlatMap<std::int64_t> weights_;   // by package, as it was packed
  FlatMap<std::uint64_t> numbers_;  // tracking number, by package, as it left
};

}  // namespace

InvariantRow package_content() {
  return {
      "I30",
      "package-content",
      "what carrier, shop and ERP are told of a package is what the warehouse packed and shipped",
      "S",
      {"boundary", "ledgers"},
      {"fulfilment", "erp-posting", "shipping", "tracking"},
      {"CL-FULFILMENT-16", "CL-SHIPPING-10", "CL-TRACKING-20", "CL-ERP-POSTING-14"},
      "a label, fulfilment, tracking update or goods issue of a package that was packed or left",
      "The lines of `fulfillment.create` and of `goods_issue.post` are those of the packages in `wms.shipped`, line by "
      "line, lot by lot and unit by unit, and the packages carry the tracking numbers they left with; so do the "
      "tracking updates that follow. The label that is bought names the address of the order and the weight that was "
      "packed. "
      "Usual cause: the message is made from the release or from the order, not from the ship confirm. "
      "Usual mend: let the ship confirm be the only source of what is told of a shipment.",
      &make_judge<PackageContent>};
}

}  // namespace drydock
