// I05: what left one node for another came, is on the road, or was declared lost; and nothing else.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class InTransitConservation : public Judge {
 public:
  explicit InTransitConservation(const Courtroom& room)
      : Judge("I05", room),
        places_(evidence().places()),
        stock_(evidence().stock()),
        views_(evidence().views()),
        drifts_(evidence().drifts()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    if (record.body == nullptr) return;
    if (const auto* order = record.body->as<TransferOrderCreated>()) return ordered(*order);
    if (transfers_.empty()) return;
    if (const auto* shipped = record.body->as<WmsShipped>()) return left(record, *shipped, findings);
    if (const auto* received = record.body->as<WmsReceived>()) return came(record, *received, findings);
    if (const auto* counted = record.body->as<WmsInboundClosed>()) return closed(record, *counted, findings);
    if (const auto* receipt = record.body->as<GoodsReceiptPost>()) return booked(record, *receipt, findings);
    if (const auto* over = record.body->as<TransferOrderClose>()) return over_and_done(record, *over, findings);
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const auto& [id, transfer] : transfers_) {
      bool on_the_road = false;
      for (const Line& line : transfer.lines) {
        at_rest(end, id, transfer, line, findings);
        on_the_road = on_the_road || line.in_transit() != 0;
      }
      if (!on_the_road) never_closed(end, id, transfer, findings);
    }
    for (const std::string& item : items_) network(end, item, findings);
  }

 private:
  struct Line {
    std::string line;
    std::string item;
    std::int64_t ordered = 0;
    std::int64_t shipped = 0;
    std::int64_t came = 0;    ///< by the receiver's movements
    std::int64_t booked = 0;  ///< as received, by the ERP
    std::int64_t lost = 0;
    std::int64_t in_transit() const { return shipped - came - lost; }
  };
  struct Transfer {
    std::string from;
    std::string to;
    std::vector<Line> lines;
    bool closed = false;
  };

  void ordered(const TransferOrderCreated& order) {
    Transfer& transfer = transfers_[order.transfer_id];
    if (!transfer.lines.empty()) return;
    transfer.from = order.from;
    transfer.to = order.to;
    for (const LineQuantity& line : order.lines) {
      transfer.lines.push_back({line.line, line.item, line.quantity, 0, 0, 0, 0});
      items_.insert(line.item);
    }
  }

  Transfer* find(const std::string& id) {
    const auto found = transfers_.find(id);
    return found == transfers_.end() ? nullptr : &found->second;
  }
  Transfer* of_shipment(const std::string& shipment, std::string& id) {
    const auto found = shipments_.find(shipment);
    if (found == shipments_.end()) return nullptr;
    id = found->second;
    return find(id);
  }
  static Line* by_line(Transfer& transfer, const std::string& line) {
    for (Line& one : transfer.lines)
      if (one.line == line) return &one;
    return nullptr;
  }
  static Line* by_item(Transfer& transfer, const std::string& item) {
    for (Line& one : transfer.lines)
      if (one.item == item) return &one;
    return nullptr;
  }

  void left(const Record& record, const WmsShipped& shipped, Findings& findings) {
    Transfer* transfer = find(shipped.order_id);
    if (transfer == nullptr) return;
    shipments_[shipped.shipment_id] = shipped.order_id;
    if (transfer->closed) left_late(record, shipped, findings);
    for (const ShippedPackage& package : shipped.packages)
      for (const LineQuantity& row : package.lines) {
        decided();
        Line* line = by_line(*transfer, row.line);
        if (line != nullptr) line->shipped += row.quantity;
        const std::int64_t may = line == nullptr ? 0 : line->ordered;
        const std::int64_t has = line == nullptr ? row.quantity : line->shipped;
        if (has > may)
          accuse(record, shipped.order_id, row.item, {},
                 text(units(has), " of ", row.item, " left ", shipped.location, " for transfer ", shipped.order_id,
                      ", which asks for ", may),
                 text("at most ", may), text(has), findings);
      }
  }

  // Whoever reads the order in the ERP believes that it is over.
  void left_late(const Record& record, const WmsShipped& shipped, Findings& findings) {
    decided();
    accuse(record, shipped.order_id, {}, {},
           text("transfer ", shipped.order_id, " left ", shipped.location, " after its order had been closed"),
           "closed when nothing more leaves", "closed before it left", findings);
  }

  void came(const Record& record, const WmsReceived& received, Findings& findings) {
    std::string id;
    Transfer* transfer = of_shipment(received.receipt_id, id);
    if (transfer == nullptr) return;
    decided();
    Line* line = by_item(*transfer, received.item);
    if (line != nullptr) line->came += received.quantity;
    if (line != nullptr && line->in_transit() >= 0 && received.location == transfer->to) return;
    accuse(record, id, received.item, name_of_seat(record.from),
           text(received.location, " received ", units(received.quantity), " of ", received.item, " for transfer ", id,
                ", where ", line == nullptr ? 0 : line->in_transit() + received.quantity, " were on the way to ",
                transfer->to),
           "no more than was in transit, where it was going", units(received.quantity), findings);
  }

  // The movements come first: what is missing now is declared lost, or for nobody to find.
  void closed(const Record& record, const WmsInboundClosed& counted, Findings& findings) {
    Transfer* transfer = find(counted.transfer_id);
    if (transfer == nullptr) return;
    for (const InboundLine& row : counted.lines) {
      decided();
      Line* line = by_line(*transfer, row.line);
      if (line != nullptr) line->lost += row.lost;
      if (line != nullptr && line->in_transit() >= 0 && row.expected <= row.received + row.damaged + row.lost) continue;
      accuse(record, counted.transfer_id, row.item, name_of_seat(record.from),
             text(counted.location, " counted ", row.received, " sound, ", row.damaged, " damaged and ", row.lost,
                  " lost of ", row.item, " for transfer ", counted.transfer_id, ", of which ",
                  line == nullptr ? 0 : line->shipped, " had left and ", row.expected, " were announced"),
             "announced = received + damaged + lost, of what left",
             text(row.received + row.damaged + row.lost, " in all"), findings);
    }
  }

  void booked(const Record& record, const GoodsReceiptPost& receipt, Findings& findings) {
    std::string id;
    Transfer* transfer = of_shipment(receipt.receipt_id, id);
    Line* line = transfer == nullptr ? nullptr : by_item(*transfer, receipt.item);
    if (line == nullptr) return;
    decided();
    line->booked += receipt.quantity;
    if (line->booked <= line->came) return;
    accuse(record, id, receipt.item, {},
           text("the ERP has ", line->booked, " of ", receipt.item, " as received with transfer ", id, ", where ",
                transfer->to, " counted ", line->came),
           text("at most ", line->came), text(line->booked), findings);
  }

  void over_and_done(const Record& record, const TransferOrderClose& over, Findings& findings) {
    Transfer* transfer = find(over.transfer_id);
    if (transfer == nullptr) return;
    transfer->closed = true;
    for (const TransferLine& told : over.lines) {
      decided();
      const Line* line = by_line(*transfer, told.line);
      const Line none;
      const Line& truth = line == nullptr ? none : *line;
      if (told.shipped == truth.shipped && told.received == truth.came && told.lost == truth.lost &&
          truth.in_transit() == 0)
        continue;
      accuse(record, over.transfer_id, told.item, {},
             text("transfer ", over.transfer_id, " was closed with ", told.shipped, " shipped, ", told.received,
                  " received and ", told.lost, " lost of ", told.item, "; the warehouses say ", truth.shipped, ", ",
                  truth.came, " and ", truth.lost),
             text(truth.shipped, " shipped, ", truth.came, " received, ", truth.lost, " lost, none in transit"),
             text(told.shipped, " shipped, ", told.received, " received, ", told.lost, " lost"), findings);
    }
  }

  void at_rest(Instant end, const std::string& id, const Transfer& transfer, const Line& line, Findings& findings) {
    decided();
    if (line.in_transit() == 0) return;
    Charge made = about(id, line.item);
    made.sentence = text(units(line.in_transit()), " of ", line.item, " left ", transfer.from, " with transfer ", id,
                         " and are still in transit to ", transfer.to, " when all has come to rest");
    made.expected = "received or declared lost";
    made.actual = text(line.in_transit(), " in transit");
    made.seat = transfer.to;
    charge(findings, end, std::move(made));
  }

  void never_closed(Instant end, const std::string& id, const Transfer& transfer, Findings& findings) {
    decided();
    if (transfer.closed || views_.parked(id + "/created")) return;
    Charge made = about(id, {});
    made.sentence =
        text("transfer ", id, " from ", transfer.from, " to ", transfer.to, " was ordered and never closed");
    made.expected = "transfer_order.close with what left, came and was lost";
    made.actual = "nothing";
    made.seat = name_of_seat(room().seat("erp"));
    charge(findings, end, std::move(made));
  }

  // Moving stock neither makes nor destroys any: over all nodes the pipeline has what the warehouses have.
  void network(Instant end, const std::string& item, Findings& findings) {
    std::int64_t truth = 0;
    std::int64_t says = 0;
    for (const PlannedWarehouse& warehouse : room().plan->warehouses) {
      const std::uint32_t place = places_.number(item, warehouse.location.location);
      truth += stock_.at(place).on_hand() - drifts_.unnoticed(place);
      if (place >= views_.places() || !views_.at(place).pipeline) return;
      const auto& view = *views_.at(place).pipeline;
      says += view.unrestricted + view.quality_hold + view.damaged;
    }
    decided();
    if (says == truth) return;
    Charge made = about({}, item);
    made.sentence = text("over all nodes the pipeline has ", says, " of ", item, " on hand and none in transit, where ",
                         "the warehouses have ", truth);
    made.expected = text(truth);
    made.actual = text(says);
    made.seat = pipeline_name();
    charge(findings, end, std::move(made));
  }

  static Charge about(const std::string& transfer, const std::string& item) {
    Charge made;
    made.order = transfer;
    made.item = item;
    made.flow = "transfer";
    return made;
  }
  void accuse(const Record& record, const std::string& transfer, const std::string& item, std::string party,
              std::string sentence, std::string expected, std::string actual, Findings& findings) const {
    Charge made = about(transfer, item);
    made.party = std::move(party);
    made.sentence = std::move(sentence);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    charge(findings, record, std::move(made));
  }

  Places& places_;
  StockTruth& stock_;
  LastViews& views_;
  Drifts& drifts_;
  std::map<std::string, Transfer> transfers_;
  std::map<std::string, std::string> shipments_;  // their transfer
  std::set<std::string> items_;                   // that some transfer moves
};

}  // namespace

InvariantRow in_transit_conservation() {
  return {
      "I05",
      "in-transit-conservation",
      "what left one node for another came, is in transit or was declared lost, and stock is neither made nor lost by "
      "it",
      "S",
      {"boundary", "ledgers"},
      {"transfer", "stock", "erp-posting"},
      {"CL-TRANSFER-38-EXPECT", "CL-TRANSFER-38-RECEIVE", "CL-TRANSFER-38-BALANCE"},
      "a shipment or a receipt of a stock transfer",
      "Per line of a transfer: shipped = received + in transit + declared lost, none of them below zero, shipped at "
      "most what was ordered. Judged at every departure and receipt in the warehouses' ledgers, at every goods "
      "receipt in the ERP (never more than was counted), when the transfer is closed (with exactly what left, came "
      "and was lost, and nothing on the road; nothing leaves after it), and at rest: nothing is in transit any more, "
      "and over all nodes the pipeline has of each item that was moved what the warehouses have. "
      "Usual cause: the receipt is booked as announced instead of as counted; one of the two ends is never booked, or "
      "both are booked at departure; the receiving node was never told what to expect. "
      "Usual mend: issue at departure, receive what was counted, keep what is between as in transit on neither node, "
      "and close the transfer with the difference as a loss.",
      &make_judge<InTransitConservation>};
}

}  // namespace drydock
