// I16: no link of the chain from ordered to delivered is longer than the one before.
#include <string>

#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class QuantityChain : public Judge {
 public:
  explicit QuantityChain(const Courtroom& room) : Judge("I16", room), orders_(evidence().orders()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    if (record.body == nullptr) return;
    if (const auto* transfer = record.body->as<TransferOrderCreated>()) {
      transfers_[name_key(transfer->transfer_id)] = 1;  // its quantities are I05's
    } else if (const auto* body = record.body->as<SalesOrderCreate>()) {
      chain(record, *body, body->order_id, {"booked", &BookedLine::booked}, {"ordered", &BookedLine::ordered},
            findings);
    } else if (const auto* out = record.body->as<OutboundOrderCreate>()) {
      single_release(record, *out, findings);
    } else if (const auto* issue = record.body->as<GoodsIssuePost>()) {
      chain(record, *issue, issue->order_id, {"issued", &BookedLine::issued}, {"shipped", &BookedLine::shipped},
            findings);
    } else if (const auto* made = record.body->as<FulfillmentCreate>()) {
      for (const PackageTracking& package : made->packages) told_packages_[name_key(package.package_id)] = 1;
      chain(record, *made, made->order_id, {"told to the shop as shipped", &BookedLine::told},
            {"shipped", &BookedLine::shipped}, findings);
    } else if (const auto* update = record.body->as<TrackingUpdate>()) {
      delivered(record, *update, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  struct Link {
    std::string_view name;
    std::int64_t BookedLine::*quantity;
  };

  template <class Body>
  void chain(const Record& record, const Body& body, const std::string& order, Link later, Link earlier,
             Findings& findings) {
    if (transfers_.find(name_key(order)) != nullptr) return;
    for (const auto& row : body.lines) {
      decided();
      const BookedLine* line = orders_.line(order, row.line);
      const std::int64_t has = line == nullptr ? row.quantity : line->*later.quantity;
      const std::int64_t may = line == nullptr ? 0 : line->*earlier.quantity;
      if (has <= may) continue;
      accuse(record, order, row.line, row.item, text(has, " ", later.name),
             text("at most ", may, " (", earlier.name, ")"), findings);
    }
  }

  void single_release(const Record& record, const OutboundOrderCreate& release, Findings& findings) {
    if (transfers_.find(name_key(release.order_id)) != nullptr) return;
    for (const LineQuantity& row : release.lines) {
      decided();
      const BookedLine* line = orders_.line(release.order_id, row.line);
      const std::int64_t ordered = line == nullptr ? 0 : line->wanted();
      if (row.quantity > ordered)
        accuse(record, release.order_id, row.line, row.item, text(row.quantity, " released at once"),
               text("at most ", ordered, " (ordered and not cancelled)"), findings);
    }
  }

  // At the shop: a package is delivered only after it was shipped.
  void delivered(const Record& record, const TrackingUpdate& update, Findings& findings) {
    if (update.milestone != TrackingStatus::delivered) return;
    decided();
    if (told_packages_.find(name_key(update.package_id)) != nullptr) return;
    Charge made;
    made.sentence = text("the shop shows package ", update.package_id, " of order ", update.order_id,
                         " as delivered before it was told that it had shipped");
    made.expected = "fulfillment.create with the package first";
    made.actual = "delivered without shipment";
    made.order = update.order_id;
    made.keys = {update.package_id};
    charge(findings, record, std::move(made));
  }

  void accuse(const Record& record, const std::string& order, const std::string& line, const std::string& item,
              std::string actual, std::string expected, Findings& findings) {
    Charge made;
    made.sentence = text("line ", line, " of order ", order, " has ", actual, " in the books of ",
                         name_of_seat(record.from), ", more than the step before allows");
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.order = order;
    made.item = item;
    charge(findings, record, std::move(made));
  }

  OrderBook& orders_;
  FlatMap<char> told_packages_;
  FlatMap<char> transfers_;
};

}  // namespace

InvariantRow quantity_chain() {
  return {
      "I16",
      "quantity-chain",
      "delivered, shipped, picked, released and ordered quantities never overtake each other",
      "S",
      {"boundary"},
      {"order-import", "order-release", "fulfilment", "tracking", "erp-posting"},
      {"CL-FULFILMENT-08-CHAIN"},
      "a write about an order line that was accepted",
      "Per order line and in each system's books, at every accepted write that the pipeline caused: delivered <= "
      "shipped <= released <= ordered. The ERP never books more than was ordered nor issues more than left; the shop "
      "is never told of more than left, nor of a delivery before the shipment. What mocks say among themselves is not "
      "judged. "
      "Usual cause: steps of one order run on different workers and overtake each other; an event is applied twice. "
      "Usual mend: one lane per order; quantities taken from the event, each event once.",
      &make_judge<QuantityChain>};
}

}  // namespace drydock
