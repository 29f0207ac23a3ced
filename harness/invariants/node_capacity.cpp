// I27: no node is promised more work for a day than its people can do before the cut-off.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/asked_holds.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class NodeCapacity : public Judge {
 public:
  explicit NodeCapacity(const Courtroom& room) : Judge("I27", room), holds_(room) {
    open_.resize(room.plan->warehouses.size());
  }

  std::uint32_t kinds() const override {
    return AskedHolds::kinds() | bit(RecordKind::effect) | bit(RecordKind::publish);
  }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::request) {
      if (auto* asked = holds_.asked(record)) asked->noted = open_;
    } else if (record.kind == RecordKind::reply) {
      if (const auto* asked = holds_.held(record)) held(record, *asked, findings);
    } else if (record.body == nullptr) {
      return;
    } else if (record.kind == RecordKind::publish) {
      told(*record.body);
    } else {
      effect(*record.body);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  /// An outbound order that its warehouse has taken and not packed.
  struct Work {
    std::size_t node = 0;
    std::int64_t units = 0;
  };

  std::optional<std::size_t> node(std::string_view name) const {
    const auto& all = room().plan->warehouses;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].location.location == name) return i;
    return std::nullopt;
  }

  // Only what waits for certain counts: work the pipeline has sent out, and whose end it cannot know of yet.
  void effect(const Payload& body) {
    if (const auto* release = body.as<OutboundOrderCreate>()) return taken(*release);
    if (const auto* packed = body.as<WmsPackConfirmed>()) return done(name_key(packed->fulfillment_id));
    if (const auto* cancel = body.as<OutboundOrderCancel>())
      for (const LineQuantity& line : cancel->lines) less(cancel->fulfillment_id, line.quantity);
  }
  // Units that the ledger never had are no effect: that they are lacking is only told.
  void told(const Payload& body) {
    if (const auto* rejected = body.as<WmsOrderRejected>()) return done(name_key(rejected->fulfillment_id));
    if (const auto* missed = body.as<WmsPickShort>()) less(missed->fulfillment_id, missed->quantity_short);
  }
  void taken(const OutboundOrderCreate& release) {
    const auto at = node(release.location);
    const std::uint64_t key = name_key(release.fulfillment_id);
    // A transfer is not packed: when its work is over, only its truck tells.
    if (!at || seen_.find(key) != nullptr || release.service == transfer_service) return;
    seen_[key] = 1;
    Work& work = work_[key];
    work.node = *at;
    for (const LineQuantity& line : release.lines) work.units += line.quantity;
    ++open_[*at];
  }
  void less(const std::string& fulfilment, std::int64_t units) {
    const std::uint64_t key = name_key(fulfilment);
    Work* work = work_.find(key);
    if (work != nullptr && (work->units -= units) <= 0) done(key);
  }
  void done(std::uint64_t key) {
    const Work* work = work_.find(key);
    if (work == nullptr) return;
    --open_[work->node];
    work_.erase(key);
  }

  void held(const Record& record, const AskedHolds::Asked& asked, Findings& findings) {
    const auto& answer = *record.body->as<ReservationAnswer>();
    if (!answer.promise) return;
    std::vector<std::size_t> judged;
    for (const ReservedLine& line : answer.lines) {
      const auto at = node(line.location);
      if (!at || std::find(judged.begin(), judged.end(), *at) != judged.end()) continue;
      judged.push_back(*at);
      judge(record, asked, answer, *at, findings);
    }
  }

  void judge(const Record& record, const AskedHolds::Asked& asked, const ReservationAnswer& answer, std::size_t at,
             Findings& findings) {
    const Location& location = room().plan->warehouses[at].location;
    if (location.capacity_per_hour <= 0) return;
    decided();
    const std::int64_t waiting = asked.noted[at];
    const Duration work{hours(1).us * waiting / location.capacity_per_hour};
    const Instant day = first_ship_day(location, asked.at, work);
    if (answer.promise->ship_by > day || day == first_ship_day(location, asked.at)) return;
    Charge made;
    const std::string leaves = local_day_until(location, answer.promise->ship_by);
    made.sentence = text("hold ", answer.reservation_id, " promises to leave ", location.location, " on ", leaves,
                         ", where ", waiting, waiting == 1 ? " order waits" : " orders wait", " already: at ",
                         location.capacity_per_hour, " an hour its people have until ",
                         local_time(location, asked.at + work), " local time, after the cut-off ", location.cutoff);
    made.expected = text("ship day ", local_day(location, day), " or later, or another node");
    made.actual = text("ship day ", leaves);
    made.flow = "reservation";
    made.seat = pipeline_name();
    made.keys = {answer.reservation_id};
    charge(findings, record, std::move(made));
  }

  AskedHolds holds_;
  std::vector<std::int64_t> open_;  // orders waiting, by warehouse of the plan
  FlatMap<Work> work_;              // by fulfilment
  FlatMap<char> seen_;
};

}  // namespace

InvariantRow node_capacity() {
  return {
      "I27",
      "node-capacity",
      "no hold promises a ship day that a node's people have work enough for already",
      "S",
      {"boundary", "ledgers", "plan"},
      {"reservation", "order-release"},
      {"CL-ORDER-RELEASE-07"},
      "a hold with a promise at a node that declares its capacity",
      "A node's capacity is orders an hour; a bucket of it is the time until the cut-off of a ship day. When a hold "
      "is first asked for, the orders that a node has taken and not packed fill so many hours of it. If they reach "
      "beyond a cut-off, the hold ships on a later day, which marks the overflow, or from another node. Counted are "
      "only orders in the warehouse's own ledger: holds of others and releases on their way come on top in truth. "
      "Usual cause: the promise looks at the clock and not at the queue; packed orders are counted and waiting ones "
      "forgotten. "
      "Usual mend: keep the work that waits at each node beside its stock, and let it move the promise.",
      &make_judge<NodeCapacity>};
}

}  // namespace drydock
