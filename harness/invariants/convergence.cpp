// I59: when all is quiet, all systems say the same.
#include <string>

#include "harness/invariants/item_terms.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class Convergence : public Judge {
 public:
  explicit Convergence(const Courtroom& room)
      : Judge("I59", room),
        places_(evidence().places()),
        stock_(evidence().stock()),
        open_(evidence().reservations()),
        views_(evidence().views()),
        orders_(evidence().orders()),
        drifts_(evidence().drifts()),
        terms_(evidence().items()) {}

  std::uint32_t kinds() const override { return 0; }
  void see(const Record&, Findings&) override {}

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) {
      decided();
      Charge made;
      made.sentence = "the systems never came to rest before the end of the run";
      made.expected = text("no new ledger entry for ", bounds().quiet, " before the end");
      made.actual = "work was still going on";
      made.seat = pipeline_name();
      return charge(findings, end, std::move(made));
    }
    for (std::uint32_t place = 0; place < places_.size(); ++place) position(end, place, findings);
    for (const BookedOrder& booked : orders_.all()) order(end, booked, findings);
  }

 private:
  void position(Instant end, std::uint32_t place, Findings& findings) {
    const LastViews::AtPlace& view = views_.at(place);
    const Buckets truth = stock_.at(place);
    // What drifted by the scenario's own doing and has not been told yet makes views differ by exactly that.
    if (views_.erp_balances()) {
      const std::int64_t says = view.erp_on_hand.value_or(0);
      const std::int64_t off = drifts_.any_open(place) ? drifts_.owed_to_books(place) : 0;
      compare(end, place, room().seat("erp"), "has on hand", says,
              says == truth.on_hand() - off ? says : truth.on_hand(), findings);
    }
    if (views_.pipeline_positions()) {
      const std::int64_t says =
          view.pipeline ? view.pipeline->unrestricted + view.pipeline->quality_hold + view.pipeline->damaged : 0;
      const bool unnoticed = says == truth.on_hand() - drifts_.unnoticed(place);
      compare(end, place, pipeline(), "has on hand", says, unnoticed ? says : truth.on_hand(), findings);
    }
    for (const SeatIndex shop : views_.shops())
      if (const auto shows = views_.shown(shop, place); shows && !drifts_.shop_open(place, shop))
        shown(end, place, shop, *shows, truth, findings);
  }

  void shown(Instant end, std::uint32_t place, SeatIndex shop, std::int64_t shows, const Buckets& truth,
             Findings& findings) {
    const std::int64_t promised = open_.open_at(place, end);
    // What an order in work has reserved without a node may sit anywhere: then only the range is known.
    const std::int64_t afloat = open_.open_of(places_.item_of(place), end) - all_at(places_.item_of(place), end);
    const std::int64_t known = truth.unrestricted - drifts_.unnoticed(place);
    const std::int64_t most = terms_.most(place, known - promised, end - bounds().quiet, end);
    const std::int64_t least = terms_.least(place, known - promised - afloat, end - bounds().quiet, end);
    if (shows >= least && shows <= most) return decided();
    compare(end, place, shop, "shows", shows, most, findings);
  }

  std::int64_t all_at(std::uint32_t item, Instant end) {
    std::int64_t sum = 0;
    for (const PlannedWarehouse& warehouse : room().plan->warehouses)
      sum += open_.open_at(places_.number(places_.item_name(item), warehouse.location.location), end);
    return sum;
  }

  void compare(Instant end, std::uint32_t place, SeatIndex seat, std::string_view verb, std::int64_t says,
               std::int64_t truth, Findings& findings) {
    decided();
    if (says == truth) return;
    Charge made;
    made.seat = name_of_seat(seat);
    made.sentence = text("at rest ", made.seat, " ", verb, " ", says, " of ", places_.item(place), " at ",
                         places_.location(place), ", where the warehouse's truth makes it ", truth);
    made.expected = text(truth);
    made.actual = text(says);
    made.item = places_.item(place);
    made.flow = seat == room().seat("erp") ? "erp-posting" : "stock";
    made.keys = {places_.item(place) + "/" + places_.location(place)};
    charge(findings, end, std::move(made));
  }

  void order(Instant end, const BookedOrder& booked, Findings& findings) {
    const LastViews::OfOrder* view = views_.order(booked.id);
    if (view == nullptr || !booked.accepted) return;
    std::int64_t ordered = 0, shipped = 0, backordered = 0;
    for (const BookedLine& line : booked.lines) {
      ordered += line.wanted();
      shipped += line.shipped;
      backordered += line.backordered;
    }
    if (ordered <= 0) {
      must_say(end, booked, "shop", booked.shop, view->shop, {"cancelled"}, findings);
      must_say(end, booked, "ERP", room().seat("erp"), view->erp, {"cancelled"}, findings);
      must_say(end, booked, "pipeline", pipeline(), view->pipeline, {"cancelled"}, findings);
    } else if (shipped >= ordered) {
      must_say(end, booked, "shop", booked.shop, view->shop, {"fulfilled"}, findings);
      must_say(end, booked, "ERP", room().seat("erp"), view->erp, {"invoiced"}, findings);
      must_say(end, booked, "pipeline", pipeline(), view->pipeline, {"shipped", "closed"}, findings);
    } else if (backordered > 0 && shipped + backordered >= ordered) {
      must_say(end, booked, "shop", booked.shop, view->shop, {"backordered", "partially_fulfilled"}, findings);
      must_say(end, booked, "ERP", room().seat("erp"), view->erp,
               shipped > 0 ? std::initializer_list<std::string_view>{"partially_issued", "invoiced"}
                           : std::initializer_list<std::string_view>{"booked"},
               findings);
      must_say(end, booked, "pipeline", pipeline(), view->pipeline, {"backordered"}, findings);
    }
  }

  void must_say(Instant end, const BookedOrder& booked, std::string_view whose, SeatIndex seat, const std::string& says,
                std::initializer_list<std::string_view> words, Findings& findings) {
    if (says.empty()) return;
    decided();
    std::string expected;
    for (const std::string_view word : words) {
      if (says == word) return;
      expected += (expected.empty() ? "" : " or ") + std::string(word);
    }
    Charge made;
    made.sentence = text("at rest the ", whose, " has order ", booked.id, " as ", says,
                         ", which the warehouses' truth does not bear out");
    made.expected = expected;
    made.actual = says;
    made.order = booked.id;
    made.seat = name_of_seat(seat);
    made.flow = "fulfilment";
    charge(findings, end, std::move(made));
  }

  Places& places_;
  StockTruth& stock_;
  OpenReservations& open_;
  LastViews& views_;
  OrderBook& orders_;
  Drifts& drifts_;
  ItemTerms& terms_;
};

}  // namespace

InvariantRow convergence() {
  return {
      "I59",
      "convergence",
      "when all is quiet, every system's view of stock and orders agrees with the truth",
      "L",
      {"boundary", "ledgers", "plan"},
      {"stock", "erp-posting", "fulfilment", "order-import", "reservation"},
      {"CL-STOCK-22-AGREE"},
      "the end of a run with its views",
      "Judged at rest (no fault active, no new ledger entry for the quiet time, queues empty): on-hand of the ERP and "
      "of the pipeline is that of the warehouse; the shop shows unrestricted stock less safety stock less open "
      "reservations, never below 0; shop, ERP and pipeline each say of an order what the warehouses did with it. A "
      "run that never comes to rest is itself a finding. Where a scenario let stock drift, views may differ by "
      "exactly what drifted until the pipeline has told of it, and not afterwards. "
      "Usual cause: an update that was lost, applied twice or overtaken; a definition of available that differs "
      "between systems. "
      "Usual mend: look at the first finding of the other invariants: it usually tells how the views parted.",
      &make_judge<Convergence>};
}

}  // namespace drydock
