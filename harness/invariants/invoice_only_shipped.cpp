// I35: the customer pays for what left the house, and for nothing else.
#include "harness/invariants/clocks.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class InvoiceOnlyShipped : public Judge {
 public:
  explicit InvoiceOnlyShipped(const Courtroom& room) : Judge("I35", room), orders_(evidence().orders()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    if (const auto* shipped = body_of<WmsShipped>(record)) {
      shipped_at_[name_key(shipped->shipment_id)] = shipped->shipped_at;
    } else if (const auto* invoice = body_of<InvoiceCreate>(record)) {
      decided();
      quantities(record, *invoice, findings);
      amounts(record, *invoice, findings);
      date(record, *invoice, findings);
    }
  }

  void finish(Instant end, bool, Findings& findings) override {
    for (const BookedOrder& order : orders_.all())
      for (const BookedLine& line : order.lines) {
        if (line.shipped == 0) continue;
        decided();
        if (line.invoiced >= line.shipped) continue;  // too much was charged when it happened
        Charge made;
        made.sentence = text("of line ", line.line, " of order ", order.id, " ", units(line.shipped), " left and only ",
                             line.invoiced, " were invoiced in the end");
        made.expected = text(units(line.shipped), " invoiced");
        made.actual = text(units(line.invoiced), " invoiced");
        made.order = order.id;
        made.item = line.item;
        made.seat = name_of_seat(room().seat("erp"));
        charge(findings, end, std::move(made));
      }
  }

 private:
  void quantities(const Record& record, const InvoiceCreate& invoice, Findings& findings) {
    for (const InvoiceLine& charged : invoice.lines) {
      const BookedLine* line = orders_.line(invoice.order_id, charged.line);
      const std::int64_t shipped = line == nullptr ? 0 : line->shipped;
      const std::int64_t invoiced = line == nullptr ? charged.quantity : line->invoiced;
      if (invoiced <= shipped) continue;
      Charge made = about(invoice, charged.item);
      made.sentence = text("invoice for shipment ", invoice.shipment_id, " brings line ", charged.line, " of order ",
                           invoice.order_id, " to ", units(invoiced), " invoiced, of which ", shipped, " have shipped");
      made.expected = text("at most ", units(shipped), " invoiced");
      made.actual = text(units(invoiced), " invoiced");
      charge(findings, record, std::move(made));
    }
  }

  void amounts(const Record& record, const InvoiceCreate& invoice, Findings& findings) {
    std::int64_t total = 0;
    for (const InvoiceLine& charged : invoice.lines) {
      total += charged.amount.minor;
      const BookedLine* line = orders_.line(invoice.order_id, charged.line);
      if (line == nullptr) continue;
      const std::int64_t due = charged.quantity * line->unit_price.minor;
      if (charged.amount.minor == due && charged.amount.currency == line->unit_price.currency) continue;
      Charge made = about(invoice, charged.item);
      made.sentence = text("invoice for shipment ", invoice.shipment_id, " charges line ", charged.line,
                           " another amount than quantity times the price of the order");
      made.expected = text(due, " minor units of ", line->unit_price.currency);
      made.actual = text(charged.amount.minor, " minor units of ", charged.amount.currency);
      charge(findings, record, std::move(made));
    }
    if (total == invoice.total.minor) return;
    Charge made = about(invoice, {});
    made.sentence = text("the total of the invoice for shipment ", invoice.shipment_id, " is not the sum of its lines");
    made.expected = text(total, " minor units");
    made.actual = text(invoice.total.minor, " minor units");
    charge(findings, record, std::move(made));
  }

  void date(const Record& record, const InvoiceCreate& invoice, Findings& findings) {
    const Instant* shipped = shipped_at_.find(name_key(invoice.shipment_id));
    if (shipped == nullptr || invoice.invoiced_at + clock_tolerance(*room().plan) >= *shipped) return;
    Charge made = about(invoice, {});
    made.sentence = text("invoice for shipment ", invoice.shipment_id, " is dated before the truck left");
    made.expected = text("not before ", *shipped);
    made.actual = text(invoice.invoiced_at);
    charge(findings, record, std::move(made));
  }

  static Charge about(const InvoiceCreate& invoice, std::string_view item) {
    Charge made;
    made.order = invoice.order_id;
    made.item = item;
    made.keys = {invoice.shipment_id};
    return made;
  }

  OrderBook& orders_;
  FlatMap<Instant> shipped_at_;
};

}  // namespace

InvariantRow invoice_only_shipped() {
  return {
      "I35",
      "invoice-only-shipped",
      "what is invoiced of an order line never exceeds what has shipped, and equals it in the end",
      "S+L",
      {"boundary"},
      {"erp-posting"},
      {"CL-ERP-POSTING-14-INVOICE"},
      "an invoice that the ERP accepted",
      "For each order line the invoiced quantity is at no time more than what really left with a truck, and equal to "
      "it at the end; amounts are quantity times the price of the order; no invoice is dated before its shipment "
      "left. Judged at each invoice the ERP accepts, and at the end. "
      "Usual cause: the invoice hangs on release, pick or pack instead of the ship confirmation, which a short pick "
      "then makes wrong; or an invoice is posted twice. "
      "Usual mend: invoice from the ship confirmation's own quantities, with the shipment id in the idempotency key.",
      &make_judge<InvoiceOnlyShipped>};
}

}  // namespace drydock
