#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};
const Lines one{{"1", "A", 1}};

TEST(InvoiceOnlyShipped, holds_when_the_invoice_follows_the_truck) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", invoice("O-1", "S-1", two));
  const Said said = h.judge("I35");
  EXPECT_EQ(said.state, InvariantState::held) << said.count;
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(InvoiceOnlyShipped, an_invoice_on_release_is_charged_at_once) {
  History h;
  h.place("O-1", two);
  h.effect("erp", invoice("O-1", "S-1", two));
  h.event("wms-east", shipped("O-1", "S-1", one));
  const Said said = h.judge("I35");
  ASSERT_EQ(said.state, InvariantState::violated);
  const Finding& finding = said.findings.front();
  EXPECT_EQ(finding.name, "invoice-only-shipped");
  EXPECT_EQ(finding.order, "O-1");
  EXPECT_EQ(finding.seat, "erp");
  EXPECT_EQ(finding.party, "pipeline");
  EXPECT_EQ(finding.expected, "at most 0 units invoiced");
  EXPECT_EQ(finding.actual, "2 units invoiced");
}

TEST(InvoiceOnlyShipped, a_second_invoice_is_charged) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", invoice("O-1", "S-1", two));
  h.effect("erp", invoice("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I35").count, 1u);
}

TEST(InvoiceOnlyShipped, what_shipped_must_be_invoiced_in_the_end) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", invoice("O-1", "S-1", one));
  EXPECT_EQ(h.judge("I35").state, InvariantState::violated);
}

TEST(InvoiceOnlyShipped, the_amount_is_quantity_times_price_and_the_date_not_before_the_truck) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two, "wms-east", t0 + minutes(10)));
  InvoiceCreate wrong = invoice("O-1", "S-1", two);
  wrong.lines[0].amount.minor = 1;
  h.effect("erp", wrong);  // amount, total and date
  EXPECT_EQ(h.judge("I35").count, 3u);
}

TEST(InvoiceOnlyShipped, without_invoices_and_shipments_nothing_is_exercised) {
  History h;
  h.place("O-1", two);
  EXPECT_EQ(h.judge("I35").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
