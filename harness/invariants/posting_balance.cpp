// I36: the books: one posting for each event that moves value, and every posting adds up.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/stock.hpp"
#include "harness/invariants/fading_map.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/return_book.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

bool is_posting(std::string_view operation) {
  return operation == "goods_issue.post" || operation == "invoice.create" || operation == "inventory.adjust" ||
         operation == "goods_receipt.post" || operation == "credit_memo.post";
}

class PostingBalance : public Judge {
 public:
  explicit PostingBalance(const Courtroom& room)
      : Judge("I36", room),
        account_(evidence().effects()),
        views_(evidence().views()),
        returns_(evidence().returns()),
        orders_(evidence().orders()),
        erp_(room.seat("erp")) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    if (record.from != erp_ || record.message == nullptr || !is_posting(record.type)) return;
    postings_.pass(record.t);
    matched_.pass(record.t);
    once(record, findings);
    if (const auto* invoice = body_of<InvoiceCreate>(record)) {
      adds_up(record, "invoice for shipment ", invoice->shipment_id, *invoice, findings);
      counterpart(record, invoice->shipment_id, invoice->order_id, of(invoice->lines), findings);
    } else if (const auto* issue = body_of<GoodsIssuePost>(record)) {
      counterpart(record, issue->shipment_id, issue->order_id, of(issue->lines), findings);
    } else if (const auto* memo = body_of<CreditMemoPost>(record)) {
      adds_up(record, "credit memo for return ", memo->return_id, *memo, findings);
      came_back(record, *memo, findings);
    } else if (const auto* adjust = body_of<InventoryAdjust>(record)) {
      one_sided(record, *adjust, findings);
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const EffectAccount::Owed* owed : account_.open()) {
      if (!is_posting(owed->rule->operation->name) || account_.accepted(owed->event) == nullptr) continue;
      if (views_.parked(owed->event) || views_.parked(owed->rule->operation->name, owed->key)) continue;
      missing(end, *owed, findings);
    }
    for (const BookedReturn& booked : returns_.all()) credited(end, booked, findings);
  }

 private:
  using Units = std::vector<std::pair<std::uint64_t, std::int64_t>>;  ///< by line

  template <class Lines>
  static Units of(const Lines& lines) {
    Units units;
    for (const auto& line : lines) {
      const std::uint64_t key = name_key(line.line, line.item);
      const auto same = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == key; });
      same == units.end() ? units.emplace_back(key, line.quantity), void() : void(same->second += line.quantity);
    }
    std::sort(units.begin(), units.end());
    return units;
  }

  void once(const Record& record, Findings& findings) {
    decided();
    std::uint32_t& times = postings_[name_key(record.type, record.key)];
    if (++times == 1) return;
    Charge made;
    made.sentence =
        text("the ERP has ", times, " postings ", record.type, " of ", record.key, ", none of them reversed");
    made.expected = "one posting";
    made.actual = text(times, " postings");
    made.order = record.correlation;
    made.keys = {std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  template <class Document>
  void adds_up(const Record& record, std::string_view what, const std::string& key, const Document& document,
               Findings& findings) {
    std::int64_t sum = 0;
    for (const InvoiceLine& line : document.lines) {
      sum += line.amount.minor;
      const std::int64_t due = line.unit_price.minor * line.quantity;
      if (line.amount.minor != due)
        unbalanced(record, key, document.order_id,
                   text("line ", line.line, " of the ", what, key, " posts ", line.amount.minor, " minor units for ",
                        line.quantity, " at ", line.unit_price.minor),
                   text(due), text(line.amount.minor), findings);
    }
    if (sum == document.total.minor) return;
    unbalanced(record, key, document.order_id,
               text("the ", what, key, " posts ", document.total.minor, " minor units against lines of ", sum),
               text(sum), text(document.total.minor), findings);
  }

  // The customer's account is credited with what is in the house again, line by line.
  void came_back(const Record& record, const CreditMemoPost& memo, Findings& findings) {
    std::vector<LineQuantity> came;
    if (const BookedReturn* booked = returns_.find(memo.return_id))
      for (const BookedReturnLine& line : booked->lines)
        if (line.received > 0) came.push_back({line.line, line.item, line.received});
    if (of(memo.lines) == of(came)) return;
    const auto sum = [](const auto& lines) {
      std::int64_t all = 0;
      for (const auto& line : lines) all += line.quantity;
      return all;
    };
    unbalanced(record, memo.return_id, memo.order_id,
               text("the credit memo for return ", memo.return_id, " credits ", ::drydock::units(sum(memo.lines)),
                    ", and ", sum(came), " came back"),
               "the lines and quantities that the warehouse received",
               text(::drydock::units(sum(memo.lines)), " credited"), findings);
  }

  void credited(Instant end, const BookedReturn& booked, Findings& findings) {
    const BookedOrder* order = booked.closed ? orders_.find(booked.order) : nullptr;
    if (order == nullptr || ReturnBook::value_received(booked, *order) == 0) return;
    decided();
    if (booked.credited) return;
    if (views_.parked("credit_memo.post", booked.id)) return;
    Charge made;
    made.sentence = text("return ", booked.id, " of order ", booked.order, " came back and is closed, and nothing was ",
                         "credited for it");
    made.expected = "one credit memo, or a dead letter with a reason";
    made.actual = "neither";
    made.order = booked.order;
    made.flow = "returns";
    made.clause = "CL-RETURNS-37-CREDIT";
    made.seat = name_of_seat(erp_);
    made.keys = {booked.id};
    charge(findings, end, std::move(made));
  }

  // What leaves the stock account is what the customer's account is charged with, line by line.
  void counterpart(const Record& record, const std::string& shipment, const std::string& order, Units units,
                   Findings& findings) {
    const std::uint64_t key = name_key(shipment);
    if (matched_.find(key) != nullptr) return;
    Half* other = halves_.find(key);
    if (other == nullptr) {
      halves_[key] = {record.message, std::move(units)};
      return;
    }
    if (other->message == record.message) return;
    const bool same = other->units == units;
    halves_.erase(key);
    matched_[key] = 1;
    if (same) return;
    unbalanced(record, shipment, order,
               text("goods issue and invoice of shipment ", shipment, " do not name the same lines and quantities"),
               "the same on both sides", "different", findings);
  }

  // A correction changes on-hand by its delta; a move between buckets leaves it as it is and has two sides.
  void one_sided(const Record& record, const InventoryAdjust& adjust, Findings& findings) {
    const bool move = adjust.from.has_value() || adjust.to.has_value();
    const bool fine =
        move ? adjust.from && adjust.to && *adjust.from != *adjust.to && adjust.quantity > 0 && adjust.delta == 0
             : adjust.delta != 0;
    if (fine) return;
    unbalanced(record, adjust.movement_id, {},
               text("the posting of movement ", adjust.movement_id, move ? " has one side only" : " moves nothing"),
               move ? "out of one bucket, into another, on-hand unchanged" : "a change of on-hand",
               text("delta ", adjust.delta, ", quantity ", adjust.quantity), findings);
  }

  void unbalanced(const Record& record, const std::string& key, const std::string& order, std::string sentence,
                  std::string expected, std::string actual, Findings& findings) {
    Charge made;
    made.sentence = std::move(sentence);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.order = order;
    made.keys = {key};
    charge(findings, record, std::move(made));
  }

  void missing(Instant end, const EffectAccount::Owed& owed, Findings& findings) {
    decided();
    Charge made;
    made.sentence = text("at rest ", owed.rule->event->name, " ", owed.event, " has no posting ",
                         owed.rule->operation->name, " for ", owed.key, ", and no case that says why");
    made.expected = "one posting, or a dead letter with a reason";
    made.actual = "neither";
    made.order = owed.correlation;
    made.flow = owed.rule->flow;
    made.clause = owed.rule->clause;
    made.seat = name_of_seat(erp_);
    made.keys = {owed.key, owed.event};
    charge(findings, end, std::move(made));
  }

  struct Half {
    const MessageType* message = nullptr;
    Units units;
  };

  EffectAccount& account_;
  LastViews& views_;
  ReturnBook& returns_;
  OrderBook& orders_;
  SeatIndex erp_;
  FadingMap<std::uint32_t> postings_;  // by operation and business key
  FlatMap<Half> halves_;               // of shipments of which one posting is there, by shipment
  FadingMap<char> matched_;
};

}  // namespace

InvariantRow posting_balance() {
  return {
      "I36",
      "posting-balance",
      "what moves value is posted exactly once in the ERP, and every posting adds up",
      "S",
      {"boundary", "ledgers"},
      {"erp-posting", "stock", "returns"},
      {"CL-ERP-POSTING-14-INVOICE", "CL-ERP-POSTING-14", "CL-STOCK-22", "CL-RETURNS-37-CREDIT", "CL-STOCK-22-RECEIPT"},
      "a posting in the ERP",
      "Shipments, receipts and corrections of stock are each posted once in the ERP: a second posting of the same "
      "business key is charged when it is made (this ERP has no reversals), a missing one at rest, unless a dead "
      "letter says why. Each posting adds up: an invoice's lines are quantity times price and make up its total, a "
      "move between buckets has two sides and leaves on-hand alone, and goods issue and invoice of one shipment name "
      "the same lines and quantities. What came back with a return is credited once, with exactly the lines and "
      "quantities that a warehouse received, and a return that is closed has its credit memo. "
      "Usual cause: a posting is repeated under a fresh key; amounts are rounded, or worked out in floating point, at "
      "more than one place. "
      "Usual mend: one idempotency key per business event; amounts in whole minor units, added up from the lines once.",
      &make_judge<PostingBalance>};
}

}  // namespace drydock
