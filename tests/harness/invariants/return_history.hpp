// Histories with a return in them: order O-1, three units bought, shipped and paid for.
#pragma once
#include "contracts/canonical/returns.hpp"
#include "tests/harness/invariants/payment_history.hpp"

namespace drydock::testing {

struct Returned : Paid {
  explicit Returned(std::int64_t units = 3) { buy("O-1", 3).ship("O-1", units, "S-1").capture("O-1", units, "S-1"); }
  Returned& ask(std::int64_t units, const std::string& id = "O-1-R1") {
    event("commerce", ReturnRequested{id, "O-1", now(), {{"1", "A", units}}, "why"}, id + "/requested", 1, "O-1");
    return *this;
  }
  Returned& announce(std::int64_t units, const std::string& id = "O-1-R1") {
    effect("wms-east", ReturnExpect{id, "O-1", "wms-east", {{"1", "A", units}}}, "O-1", id);
    return *this;
  }
  Returned& receive(std::int64_t units, const std::string& id = "O-1-R1") {
    event("wms-east", WmsReturnReceived{id, "O-1", "wms-east", {{"1", "A", units}}}, id + "/received", 1, "O-1");
    return *this;
  }
  static WmsReturnDisposed found(Disposition disposition, std::int64_t units, const std::string& id = "O-1-R1") {
    WmsReturnDisposed told;
    told.movement_id = id + "-1-" + std::string(name_of(disposition));
    told.return_id = id;
    told.order_id = "O-1";
    told.line = "1";
    told.item = "A";
    told.location = "wms-east";
    told.disposition = disposition;
    told.quantity = units;
    if (disposition == Disposition::restocked) told.bucket = Bucket::unrestricted;
    if (disposition == Disposition::processing) told.bucket = Bucket::quality_hold;
    if (told.bucket) told.delta = units;
    return told;
  }
  Returned& dispose(Disposition disposition, std::int64_t units, const std::string& id = "O-1-R1") {
    const WmsReturnDisposed told = found(disposition, units, id);
    event("wms-east", told, told.movement_id + "/disposed", 2, "O-1");
    return *this;
  }
  Returned& book(Disposition disposition, std::int64_t units, const std::string& id = "O-1-R1") {
    const WmsReturnDisposed told = found(disposition, units, id);
    effect("erp", GoodsReceiptPost{told.movement_id, id, "A", "wms-east", units}, "O-1", told.movement_id);
    return *this;
  }
  Returned& credit(std::int64_t units, const std::string& id = "O-1-R1") {
    const InvoiceCreate amounts = invoice("O-1", id, {{"1", "A", units}});
    effect("erp", CreditMemoPost{id, "O-1", amounts.lines, amounts.total, now()}, "O-1", id + "/credit");
    return *this;
  }
  Returned& close(ReturnedLine line, const std::string& id = "O-1-R1") {
    const ReturnOutcome outcome = line.authorized > 0 ? ReturnOutcome::closed : ReturnOutcome::declined;
    effect("commerce", ReturnClose{id, "O-1", outcome, {std::move(line)}}, "O-1", id);
    return *this;
  }
  /// Asked for three, of which two came: one sound, one for somebody to look at.
  Returned& come_back() {
    ask(3).announce(3).receive(2);
    dispose(Disposition::restocked, 1).dispose(Disposition::processing, 1).dispose(Disposition::missing, 1);
    return book(Disposition::restocked, 1).book(Disposition::processing, 1);
  }
};

inline std::string sentences(const Said& said) {
  std::string all;
  for (const Finding& finding : said.findings) all += finding.sentence + "\n";
  return all;
}

}  // namespace drydock::testing
