// I26: the node that is chosen can keep the promise that is made for it.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/asked_holds.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class RoutingRule : public Judge {
 public:
  explicit RoutingRule(const Courtroom& room) : Judge("I26", room), holds_(room) {}

  std::uint32_t kinds() const override {
    return AskedHolds::kinds() | bit(RecordKind::publish) | bit(RecordKind::effect);
  }

  void see(const Record& record, Findings& findings) override {
    switch (record.kind) {
      case RecordKind::request: holds_.asked(record); return;
      case RecordKind::reply:
        refused(record);
        if (const auto* asked = holds_.held(record)) held(record, *asked, findings);
        return;
      case RecordKind::publish:
        if (const auto* missed = body_of<WmsPickShort>(record)) moves(missed->order_id, record.t);
        if (const auto* rejected = body_of<WmsOrderRejected>(record)) moves(rejected->order_id, record.t);
        return;
      default:
        if (const auto* release = body_of<OutboundOrderCreate>(record)) released(record, *release, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  const Location* node(std::string_view name) const {
    for (const PlannedWarehouse& warehouse : room().plan->warehouses)
      if (warehouse.location.location == name) return &warehouse.location;
    return nullptr;
  }

  void held(const Record& record, const AskedHolds::Asked& asked, Findings& findings) {
    const auto& answer = *record.body->as<ReservationAnswer>();
    if (!answer.promise) return;
    std::vector<std::string_view> judged;
    for (const ReservedLine& line : answer.lines) {
      if (std::find(judged.begin(), judged.end(), line.location) != judged.end()) continue;
      judged.push_back(line.location);
      const Location* location = node(line.location);
      const auto transit =
          location == nullptr ? std::optional<std::int64_t>() : days_to(*location, asked.region, asked.service);
      if (!transit) continue;
      decided();
      const Instant day = first_ship_day(*location, asked.at);
      if (answer.promise->ship_by > day && answer.promise->deliver_by > day + days(*transit)) continue;
      Charge made;
      const std::string leaves = local_day_until(*location, answer.promise->ship_by);
      const std::string arrives = local_day_until(*location, answer.promise->deliver_by);
      made.sentence =
          text("hold ", answer.reservation_id, " at ", line.location, " promises to leave on ", leaves,
               " and arrive by ", arrives, "; asked for at ", local_time(*location, asked.at), " local time (cut-off ",
               location->cutoff, ") it leaves there on ", local_day(*location, day),
               " at the earliest and takes up to ", *transit, *transit == 1 ? " day" : " days");
      made.expected = text("ship day ", local_day(*location, day), " or later and ", *transit,
                           *transit == 1 ? " day" : " days", " more, or another node");
      made.actual = text("ship day ", leaves, ", delivered by ", arrives);
      made.flow = "reservation";
      made.seat = pipeline_name();
      made.keys = {answer.reservation_id};
      charge(findings, record, std::move(made));
    }
  }

  // From the first thing that can have moved an order to another node, a release to a node is a new choice.
  void moves(const std::string& order, Instant at) {
    Instant& since = moved_[name_key(order)];
    if (since.us == 0) since = at;
  }
  void refused(const Record& record) {
    if (record.to != pipeline() || record.status < 400 || record.status >= 500 || record.message == nullptr) return;
    if (record.message->name == "outbound_order.create") moves(std::string(record.correlation), record.t);
  }

  void released(const Record& record, const OutboundOrderCreate& release, Findings& findings) {
    const Location* location = node(release.location);
    if (location == nullptr || release.ship_by.us == 0 || release.service == transfer_service) return;
    const Instant* since = moved_.find(name_key(release.order_id));
    if (since == nullptr) return;
    decided();
    const Instant day = first_ship_day(*location, *since);
    if (release.ship_by > day) return;
    Charge made;
    const std::string leaves = local_day_until(*location, release.ship_by);
    made.sentence =
        text("fulfilment ", release.fulfillment_id, " is to leave ", release.location, " on ", leaves,
             "; what moved the order there happened at ", local_time(*location, *since), " local time (cut-off ",
             location->cutoff, "), and nothing leaves there before ", local_day(*location, day));
    made.expected = text("ship day ", local_day(*location, day), " or later, or another node");
    made.actual = text("ship day ", leaves);
    made.order = release.order_id;
    made.flow = "order-release";
    made.keys = {release.fulfillment_id};
    charge(findings, record, std::move(made));
  }

  AskedHolds holds_;
  FlatMap<Instant> moved_;  // by order
};

}  // namespace

InvariantRow routing_rule() {
  return {
      "I26",
      "routing-rule",
      "a node that is chosen can keep the promise: its cut-off and its transit fit",
      "M",
      {"boundary", "plan"},
      {"reservation", "order-release"},
      {"CL-ORDER-RELEASE-07"},
      "a hold with a promise",
      "A node ships on the day on which goods are released before its cut-off (its local time), else on the next. Each "
      "node named in a hold is judged as of when the hold was first asked for: the promise ships on such a day or "
      "later, and delivers its days in transit after that. A release that a short pick, a rejection or a refusal moved "
      "to another node is judged as of the first of these. Nodes without a transit row for region and service are not "
      "judged: what they may promise is not declared. Work that waits at the node is I27's. "
      "Usual cause: the nearest node is taken without a look at its clock; the cut-off is read in the wrong time zone. "
      "Usual mend: work out each candidate's ship day from its own local time, and choose and promise by that.",
      &make_judge<RoutingRule>};
}

}  // namespace drydock
