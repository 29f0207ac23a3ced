// What all judges of a run share of what they have seen: each part is kept once, and only if a judge asked for it. A
// judge sees a record after the evidence has taken it in.
#pragma once
#include <memory>

#include "harness/invariant.hpp"
#include "harness/invariants/drifts.hpp"
#include "harness/invariants/effect_account.hpp"
#include "harness/invariants/item_terms.hpp"
#include "harness/invariants/judged_offers.hpp"
#include "harness/invariants/last_views.hpp"
#include "harness/invariants/names.hpp"
#include "harness/invariants/open_reservations.hpp"
#include "harness/invariants/order_book.hpp"
#include "harness/invariants/payment_book.hpp"
#include "harness/invariants/return_book.hpp"
#include "harness/invariants/stock_truth.hpp"

namespace drydock {

class Evidence {
 public:
  explicit Evidence(const Courtroom&);
  Evidence(const Evidence&) = delete;
  Evidence& operator=(const Evidence&) = delete;

  // Asking for a part keeps it; ask while the judge is made.
  Places& places() { return places_; }
  ItemTerms& items();
  OrderBook& orders();
  StockTruth& stock();
  OpenReservations& reservations();
  LastViews& views();
  EffectAccount& effects();
  JudgedOffers& offers();
  PaymentBook& payments();
  Drifts& drifts();
  ReturnBook& returns();

  std::uint32_t kinds() const { return kinds_; }
  void see(const Record&);

 private:
  Courtroom room_;
  Places places_;
  std::unique_ptr<OrderBook> orders_;
  std::unique_ptr<StockTruth> stock_;
  std::unique_ptr<OpenReservations> reservations_;
  std::unique_ptr<LastViews> views_;
  std::unique_ptr<EffectAccount> effects_;
  std::unique_ptr<JudgedOffers> offers_;
  std::uint32_t kinds_ = 0;
  std::unique_ptr<PaymentBook> payments_;
  std::unique_ptr<Drifts> drifts_;
  std::unique_ptr<ReturnBook> returns_;
  std::unique_ptr<ItemTerms> items_;
};

}  // namespace drydock
