// I55: nothing is said to have happened before its cause, or in the future.
#include <string>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/shipping.hpp"
#include "harness/invariants/clocks.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class TimeCausality : public Judge {
 public:
  explicit TimeCausality(const Courtroom& room) : Judge("I55", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect) | bit(RecordKind::publish); }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::publish) return published(record);
    if (const auto* update = body_of<TrackingUpdate>(record)) return tracking(record, *update, findings);
    if (const auto* told = body_of<FulfillmentCreate>(record))
      return shipment(record, told->shipment_id, told->order_id, "shipped_at", told->shipped_at, findings);
    if (const auto* issue = body_of<GoodsIssuePost>(record))
      return shipment(record, issue->shipment_id, issue->order_id, "shipped_at", issue->shipped_at, findings);
    if (const auto* invoice = body_of<InvoiceCreate>(record))
      shipment(record, invoice->shipment_id, invoice->order_id, "invoiced_at", invoice->invoiced_at, findings);
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  void published(const Record& record) {
    const auto* shipped = body_of<WmsShipped>(record);
    if (shipped == nullptr) return;
    left_[name_key(shipped->shipment_id)] = shipped->shipped_at;
    for (const ShippedPackage& package : shipped->packages)
      package_left_[name_key(package.package_id)] = shipped->shipped_at;
  }

  void tracking(const Record& record, const TrackingUpdate& update, Findings& findings) {
    if (update.milestone < TrackingStatus::in_transit) return;
    const Instant* left = package_left_.find(name_key(update.package_id));
    judge(record, update.order_id, update.package_id,
          text(name_of(update.milestone), " of package ", update.package_id), left, update.occurred_at, findings);
  }

  void shipment(const Record& record, const std::string& id, const std::string& order, std::string_view field,
                Instant said, Findings& findings) {
    judge(record, order, id, text(field, " of shipment ", id), left_.find(name_key(id)), said, findings);
  }

  void judge(const Record& record, const std::string& order, const std::string& key, const std::string& what,
             const Instant* left, Instant said, Findings& findings) {
    if (left == nullptr) return;
    decided();
    const Duration skew = clock_tolerance(*room().plan);
    if (said + skew >= *left && said <= record.t + skew) return;
    Charge made;
    made.sentence =
        text("the time of ", what, " is told as ", said, said > record.t ? ", in the future" : ", before it left at ",
             said > record.t ? std::string() : text(*left));
    made.expected = text("between ", *left, " and ", record.t);
    made.actual = text(said);
    made.order = order;
    made.keys = {key};
    charge(findings, record, std::move(made));
  }

  FlatMap<Instant> left_;
  FlatMap<Instant> package_left_;
};

}  // namespace

InvariantRow time_causality() {
  return {
      "I55",
      "time-causality",
      "times that are told lie after their cause and not in the future",
      "S",
      {"boundary", "ledgers"},
      {"fulfilment", "tracking", "erp-posting"},
      {"CL-TRACKING-20", "CL-FULFILMENT-16"},
      "a shipment or milestone told with its time",
      "A package is under way after it left its warehouse, a shipment is told and invoiced at the moment it left or "
      "later, and no time lies in the future; `clock_skew` is forgiven, beyond what the plan itself puts a clock "
      "wrong. "
      "Usual cause: a local time is read as if it were UTC, or the clock of the machine is taken instead of the time "
      "that was told. "
      "Usual mend: instants with their offset everywhere; keep the time that came with the message.",
      &make_judge<TimeCausality>};
}

}  // namespace drydock
