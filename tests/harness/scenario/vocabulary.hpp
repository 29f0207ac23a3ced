// A vocabulary for tests of the loader: the real faults, and names like those of the other tables.
#pragma once
#include "harness/scenario/loader.hpp"

namespace drydock {

inline Vocabulary test_vocabulary() {
  Vocabulary vocabulary;
  vocabulary.faults = fault_rows();
  for (const char* id :
       {"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12", "I13", "I14", "I16",
        "I17", "I18", "I19", "I20", "I21", "I22", "I23", "I24", "I26", "I27", "I28", "I29", "I30", "I32", "I33",
        "I34", "I35", "I36", "I37", "I38", "I39", "I40", "I41", "I42", "I43", "I44", "I46", "I47", "I48", "I49",
        "I50", "I51", "I52", "I53", "I54", "I55", "I56", "I57", "I58", "I59", "I60", "I61", "I64", "I66"})
    vocabulary.invariants.emplace_back(id, std::string("name-of-") + id);
  vocabulary.invariant_sets = {{"gate@1", {"I01", "I07", "I42"}}};
  vocabulary.reached = {"order.placed",
                        "order.declined",
                        "order.shipped",
                        "order.delivered",
                        "short_pick.reallocated",
                        "short_pick.backordered",
                        "erp.caught_up",
                        "duplicate.ignored",
                        "pipeline.recovered",
                        "seat.recovered",
                        "label.bought",
                        "late_scan.ignored",
                        "reservation.expired",
                        "reservation.declined",
                        "retry.succeeded",
                        "quality_hold.applied",
                        "rate_limit.hit",
                        "malformed.refused",
                        "dead_letter.parked",
                        "package.split",
                        "order.split",
                        "cancel.accepted",
                        "cancel.rejected",
                        "tender.accepted",
                        "tender.declined",
                        "tender.expired",
                        "tender.late",
                        "transfer.received",
                        "transfer.short_received",
                        "payment.authorized_again",
                        "payment.captured",
                        "payment.declined",
                        "payment.refunded",
                        "payment.voided",
                        "notice.bounced",
                        "notice.sent",
                        "credit.refused",
                        "posting.next_period",
                        "replay.done",
                        "return.closed",
                        "return.declined",
                        "return.missing",
                        "return.restocked",
                        "balances.outdated",
                        "broker.told_again",
                        "carrier.slow",
                        "clock.wrong",
                        "feed.committed_late",
                        "forgery.refused",
                        "token.renewed",
                        "item.awaited",
                        "item.effective",
                        "item.overtaken",
                        "label.voided",
                        "lot.expired",
                        "lot.recalled",
                        "lot.swapped",
                        "marketplace.oversold",
                        "marketplace.sold",
                        "package.voided",
                        "release.rejected",
                        "warehouse.away"};
  vocabulary.measures = {"availability.p50", "availability.p95",  "availability.p99",   "availability.max",
                         "reservation.p95",  "reservation.p99",   "order.release.p95",  "visibility.p50",
                         "visibility.p95",   "visibility.max",    "erp.posting.p95",    "orders_accepted",
                         "orders_declined",  "short_picks",       "messages_per_order", "ship.p95",
                         "notices.correct",  "notices.duplicate", "notices.missing",    "notices.premature"};
  vocabulary.defects = {"dedup-on-delivery-id", "reserve-without-lock"};
  return vocabulary;
}

/// A small scenario that is right, for tests to spoil: line numbers are in the text.
inline const char* const small_scenario = R"(format: 1
scenario: small
story: two warehouses, one carrier
seed: 7
clock: {start: "2026-11-27T10:00:00", tz: America/New_York, run: 1h, settle: 3d}
enterprise:
  warehouses:
    wms-east: {region: us-east, capacity: 600 orders/h}
    wms-west: {region: us-west, capacity: 600 orders/h, tz: America/Los_Angeles}
  carriers: {carrier-fast: {ground: 1-2d}}
  catalog: {items: 50, opening_cover: 3d}
demand:
  shop: {orders: 2/min, regions: {us-east: 60%, us-west: 40%}, services: {ground: 100%}}
faults:
  - {fault: outage, on: erp, from: 10m, for: 5m}
  - {fault: duplicate, on: wms-* -> pipeline, chance: 2%, within: 10m}
  - {fault: crash, on: pipeline, at: 20m}
expect: {reached: [order.placed], within: {availability.p99: 200ms}}
)";

}  // namespace drydock
