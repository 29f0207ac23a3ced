// Verdicts for the tests of the formats: a green one, one with everything in it, and one with hostile bytes.
#pragma once
#include "reports/verdict.hpp"

namespace drydock::testing {

inline Instant sample_start() { return Instant{1'795'791'600'000'000}; }  // 2026-11-27T15:00:00Z

inline Verdict passing_verdict() {
  Verdict v;
  v.versions = {{"contracts", "1"}, {"drydock", "0.1.0"}, {"tzdata", "2026a"}};
  v.scenario = "short-pick";
  v.source = "scenarios/packs/short-pick.yaml";
  v.seed = 42;
  v.run_id = "short-pick/42";
  v.history_hash = "0123456789abcdef";
  v.counts = {.messages = 12'345, .events = 23'456, .records = 34'567, .orders = 400, .contract_checks = 12'345};
  v.wall_seconds = 0.25;
  v.virtual_seconds = 9000;
  v.peak_rss_bytes = 33'554'432;
  v.invariants = {{.id = "I01", .name = "no-oversell", .state = InvariantState::held, .evaluations = 1812},
                  {.id = "I42", .name = "exactly-once-effect", .state = InvariantState::held, .evaluations = 5210},
                  {.id = "I34", .name = "carrier-isolation", .state = InvariantState::not_exercised}};
  v.faults = {{.id = "duplicate-1", .fault = "duplicate", .planned = "2 %, within 10m", .fired = 87}};
  v.reached = {{.name = "short_pick.reallocated", .declared = true, .count = 9},
               {.name = "duplicate.ignored", .declared = false, .count = 80}};
  v.expectations = {{.measure = "availability.p99", .limit = "<= 200ms", .actual = "143ms", .met = true}};
  v.measures = {{.name = "availability.p99", .unit = "us", .value = 143'000},
                {.name = "orders_accepted", .unit = "ratio", .value = 992'100},
                {.name = "orders.placed", .unit = "count", .value = 400}};
  v.reproduce = "./drydock run scenarios/packs/short-pick.yaml --seed 42";
  v.utc_offset_minutes = -300;
  v.start = sample_start();
  return v;
}

inline Finding sample_finding() {
  Finding f;
  f.invariant = "I42";
  f.name = "exactly-once-effect";
  f.sentence = "shipment O-000123-F1-S1 was invoiced twice: the customer is billed 84.20 USD for goods worth 42.10 USD";
  f.clause = "erp-posting.invoice-once";
  f.flow = "erp-posting";
  f.seat = "erp";
  f.order = "O-000123";
  f.record = 18'812;
  f.at = sample_start() + hours(2) + minutes(15) + milliseconds(7250);
  f.expected = "exactly 1 invoice.create for shipment O-000123-F1-S1";
  f.actual = "2: records 18790 and 18812, under keys O-000123-F1-S1/invoice and O-000123-F1-S1/invoice-2";
  f.nearest = "a second request under the first key, which the ERP answers from its record";
  f.faults = {"duplicate-1", "ambiguous-commit-2"};
  f.story = {{.at = f.at - seconds(12),
              .record = 18'700,
              .from = "wms-east",
              .to = "pipeline",
              .what = "wms.shipped O-000123-F1",
              .proved = true},
             {.at = f.at - seconds(11),
              .record = 18'790,
              .from = "pipeline",
              .to = "erp",
              .what = "invoice.create O-000123-F1-S1",
              .proved = true},
             {.at = f.at - seconds(4),
              .record = 18'801,
              .from = "wms-east",
              .to = "pipeline",
              .what = "wms.shipped O-000123-F1, delivered again with a new delivery id",
              .proved = false},
             {.at = f.at,
              .record = 18'812,
              .from = "pipeline",
              .to = "erp",
              .what = "invoice.create O-000123-F1-S1",
              .proved = true}};
  f.party = "pipeline";
  f.reproduce = "./drydock run scenarios/packs/dup-storm.yaml --seed 42 --defect dedup-on-delivery-id";
  return f;
}

inline Verdict failing_verdict() {
  Verdict v = passing_verdict();
  v.outcome = Outcome::fail;
  v.defects = {"dedup-on-delivery-id"};
  v.invariants[1].state = InvariantState::violated;
  v.invariants[1].findings = 23;
  v.invariants.push_back({.id = "I56",
                          .name = "contract-conformance",
                          .state = InvariantState::violated,
                          .evaluations = 12'345,
                          .findings = 1});
  v.invariants.push_back({.id = "I59",
                          .name = "inventory-reconciles",
                          .state = InvariantState::not_evaluated,
                          .reason = "the pipeline offers no position.list"});
  v.invariants.push_back({.id = "I16",
                          .name = "order-arithmetic",
                          .state = InvariantState::out_of_scope,
                          .reason = "flow cancel is not in play"});
  v.findings.assign(5, sample_finding());
  Finding schema;
  schema.invariant = "I56";
  schema.name = "contract-conformance";
  schema.sentence = "wms.pick.short broke its contract";
  schema.clause = "wms.pick.short@1";
  schema.seat = "wms-east";
  schema.pointer = "/data/reason";
  schema.keyword = "enum";
  schema.at = sample_start() - seconds(30);
  schema.expected = "one of not_found, damaged, miscounted";
  schema.actual = "\"notfound\"";
  schema.nearest = "not_found";
  schema.party = "wms-east";
  v.findings.push_back(schema);
  v.faults.push_back(
      {.id = "erp-down", .fault = "outage", .planned = "20m from 2h", .fired = 0, .state = "never_fired"});
  v.faults.push_back({.id = "skew",
                      .fault = "clock-skew",
                      .planned = "always",
                      .must_fire = false,
                      .state = "not_injectable",
                      .reason = "a real seat keeps its own clock"});
  v.reached.push_back({.name = "erp.caught_up", .declared = true, .count = 0});
  v.expectations.push_back({.measure = "visibility.p95", .limit = "<= 60s", .actual = "71s", .met = false});
  v.expectations.back().where = "record 812, 14m 3s: carrier.tracking.updated of carrier-fast";
  v.expectations.push_back({.measure = "order.release.p95", .limit = "<= 5m", .evaluated = false});
  v.reproduce += " --defect dedup-on-delivery-id";
  return v;
}

/// Foreign data wherever foreign data can get to.
inline Verdict hostile_verdict() {
  Verdict v = passing_verdict();
  v.outcome = Outcome::fail;
  const std::string bad = "\x1b[2J\x07<b>&\"]]>|`*_ \xff\xfe line\nbreak \xc2\x9b 31m \xe2\x80\xae desrever \x7f end";
  Finding f = sample_finding();
  for (auto* text : {&f.sentence, &f.clause, &f.seat, &f.order, &f.item, &f.pointer, &f.keyword, &f.expected, &f.actual,
                     &f.nearest, &f.party, &f.reproduce, &f.flow})
    *text = bad;
  f.faults = {bad};
  for (auto& step : f.story) step.what = step.from = step.to = bad;
  v.findings = {f};
  v.invariants[1].state = InvariantState::violated;
  v.invariants[1].findings = 1;
  v.invariants[2].reason = bad;
  v.faults[0].reason = bad;
  v.faults[0].id = bad;
  v.reached[0].name = bad;
  v.expectations[0].actual = bad;
  v.expectations[0].met = false;
  v.scenario = bad;
  v.problem = bad;
  v.cut_short = bad;
  v.reproduce = bad;
  return v;
}

}  // namespace drydock::testing
