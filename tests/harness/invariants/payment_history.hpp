// A history with a payment seat in it, for the judges of payments.
#pragma once
#include "contracts/canonical/payment.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {

/// Prices are those of History::place: `price` a unit.
struct Paid : History {
  Paid() {
    directory = Directory(std::vector<Seat>{{"commerce", "commerce"},
                                            {"pipeline", "pipeline"},
                                            {"erp", "erp"},
                                            {"tms", "tms"},
                                            {"wms-east", "wms"},
                                            {"wms-west", "wms"},
                                            {"carrier-fast", "carrier"},
                                            {"payment", "payment"},
                                            {"auditor", "auditor"}});
  }

  /// The provider authorises so many units of an order for an hour.
  Paid& authorize(const std::string& order, std::int64_t units, std::int64_t attempt = 1) {
    PaymentAuthorization made{"A-" + order + "-" + std::to_string(attempt),
                              order,
                              PaymentOutcome::authorized,
                              {price * units, "USD"},
                              now(),
                              now() + hours(1),
                              {}};
    add(RecordKind::effect, "payment", {}, nullptr, Payload::of(made)).type = "payment.authorized";
    return *this;
  }
  /// Reserved, confirmed, authorised and placed.
  Paid& buy(const std::string& order, std::int64_t units) {
    hold("R-" + order, {{"1", "A", "wms-east", units}});
    confirm("R-" + order, order);
    authorize(order, units);
    OrderPlaced placed;
    placed.order_id = order;
    placed.placed_at = now();
    placed.reservation_ids = {"R-" + order};
    placed.authorization_id = "A-" + order + "-1";
    placed.lines.push_back({"1", "A", units, {price, "USD"}});
    event("commerce", placed, order + "/placed", 1, order);
    return *this;
  }
  Paid& release(const std::string& order, std::int64_t units, const std::string& number = "F1") {
    send_out(order + "-" + number, order, "wms-east", {{"1", "A", units}});
    return *this;
  }
  Paid& ship(const std::string& order, std::int64_t units, const std::string& shipment) {
    event("wms-east", shipped(order, shipment, {{"1", "A", units}}, "wms-east", now()));
    return *this;
  }
  Paid& capture(const std::string& order, std::int64_t units, const std::string& shipment, std::int64_t attempt = 1) {
    effect("payment", PaymentCapture{shipment, order, id(order, attempt), {price * units, "USD"}}, order, shipment);
    return *this;
  }
  Paid& give_back(const std::string& order, std::int64_t units, const std::string& what, std::int64_t attempt = 1) {
    effect("payment", PaymentVoid{what, order, id(order, attempt), {price * units, "USD"}, "why"}, order, what);
    return *this;
  }
  Paid& refund(const std::string& order, std::int64_t units, const std::string& what, std::int64_t attempt = 1) {
    effect("payment", PaymentRefund{what, order, id(order, attempt), {price * units, "USD"}, "why"}, order, what);
    return *this;
  }
  /// The shopper wants so many units no longer, and the shop is told that they are cancelled.
  Paid& cancel(const std::string& order, std::int64_t units) {
    const Lines lines{{"1", "A", units}};
    event("commerce", CancellationRequested{order + "-X1", order, now(), lines, "why"}, order + "-X1/requested", 2,
          order);
    effect("commerce", CancellationAccept{order + "-X1", order, lines}, order, order + "-X1");
    return *this;
  }

 private:
  static std::string id(const std::string& order, std::int64_t attempt) {
    return "A-" + order + "-" + std::to_string(attempt);
  }
};

}  // namespace drydock::testing
