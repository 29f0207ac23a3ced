#include "harness/measures.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

std::map<std::string, std::int64_t> measured(History& h, std::vector<CarrierWindow> windows = {}) {
  Measures measures({&h.directory, &h.plan}, std::move(windows));
  h.play(measures);
  return measures.values();
}

TEST(Latencies, of_a_few_percentiles_are_exact) {
  Latencies latencies;
  for (int i = 1; i <= 1000; ++i) latencies.add(milliseconds(i));
  EXPECT_EQ(latencies.largest(), 1'000'000);
  for (const auto& [permille, exact] : {std::pair{500, 500'000}, std::pair{950, 950'000}, std::pair{990, 990'000}}) {
    EXPECT_GE(latencies.percentile(static_cast<std::uint64_t>(permille)), exact);
    EXPECT_LE(latencies.percentile(static_cast<std::uint64_t>(permille)), exact);
  }
}

TEST(Latencies, of_many_percentiles_are_close_from_above) {
  Latencies latencies;
  for (int i = 1; i <= 100'000; ++i) latencies.add(microseconds(i * 37));
  for (const std::uint64_t permille : {500U, 950U, 990U}) {
    const std::int64_t exact = static_cast<std::int64_t>(permille) * 100 * 37;
    EXPECT_GE(latencies.percentile(permille), exact);
    EXPECT_LE(latencies.percentile(permille), exact + exact / 64);
  }
}

TEST(Latencies, small_and_extreme_spans_have_their_place) {
  Latencies latencies;
  EXPECT_EQ(latencies.percentile(990), 0);
  latencies.add(microseconds(3));
  EXPECT_EQ(latencies.percentile(500), 3);
  latencies.add(days(1'000'000));
  latencies.add(microseconds(-5));
  EXPECT_EQ(latencies.count(), 3u);
  EXPECT_EQ(latencies.largest(), days(1'000'000).us);
}

TEST(Measures, the_table_is_sorted_and_described) {
  std::string last;
  for (const MeasureRow& row : measure_rows()) {
    EXPECT_LT(last, row.name);
    EXPECT_FALSE(row.summary.empty());
    EXPECT_TRUE(std::set<std::string_view>({"us", "ratio", "count"}).contains(row.unit)) << row.name;
    last = row.name;
  }
  EXPECT_EQ(find_measure("no.such"), nullptr);
}

TEST(Measures, follow_an_order) {
  History h;
  AvailabilityQuery query;
  query.query_id = "Q-1";
  const RequestId id = h.call("commerce", "pipeline", query);
  h.at(milliseconds(15)).answer(RecordKind::ok, id, "pipeline", "commerce", AvailabilityAnswer{}, query);
  h.at(seconds(1)).place("O-1", two).at(seconds(3)).send_out("O-1-F1", "O-1", "wms-east", two);
  h.at(minutes(10))
      .event("wms-east", shipped("O-1", "S-1", two))
      .at(minutes(11))
      .effect("erp", invoice("O-1", "S-1", two));
  h.at(hours(2)).event("carrier-fast", scan("O-1", TrackingStatus::delivered, hours(2)));
  h.at(hours(2) + seconds(7)).effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  const auto values = measured(h);
  EXPECT_EQ(values.at("availability.p99"), 15'000);
  EXPECT_EQ(values.at("order.release.p95"), 2'000'000);
  EXPECT_EQ(values.at("ship.p95"), minutes(10).us - seconds(1).us);
  EXPECT_EQ(values.at("erp.posting.p95"), minutes(1).us);
  EXPECT_EQ(values.at("visibility.max"), seconds(7).us);
  EXPECT_EQ(values.at("orders_accepted"), 1'000'000);
  EXPECT_EQ(values.at("orders_declined"), 0);
  EXPECT_EQ(values.at("messages_per_order"), 6);
  EXPECT_FALSE(values.contains("reservation.p95"));
}

TEST(Measures, windows_of_a_slow_carrier_are_measured_apart) {
  History h;
  for (PlannedWarehouse& warehouse : h.plan.warehouses) warehouse.pickups = {t0 + minutes(20), t0 + minutes(50)};
  h.at(minutes(11)).publish("wms-east", packed("O-1", two), "E-1");
  h.effect("wms-east", label_attach("O-1"));
  h.at(minutes(20)).event("wms-east", shipped("O-1", "S-1", two));
  h.at(minutes(40)).publish("wms-east", packed("O-2", two), "E-2");
  const auto values = measured(h, {{"slow", t0 + minutes(10), t0 + minutes(30)}});
  EXPECT_EQ(values.at("pack_confirms@slow"), 1);
  EXPECT_EQ(values.at("ship_confirms@slow"), 1'000'000);
}

Expectation expected_during(const std::string& fault, const std::string& measure) {
  Expectation expected;
  expected.measure = measure;
  expected.during = fault;
  return expected;
}

AvailabilityQuery looks(const std::string& id) {
  AvailabilityQuery query;
  query.query_id = id;
  return query;
}
ReservationCreate wants(const std::string& cart) {
  ReservationCreate create;
  create.cart_id = cart;
  return create;
}

// What somebody waits for in vain is not fast.
TEST(Measures, what_nobody_answers_counts_as_long_as_somebody_waited) {
  History h;
  const ReservationCreate cart = wants("C-1");
  const RequestId lost = h.at(seconds(1)).call("commerce", "pipeline", cart, "C-1/1");
  h.at(seconds(6)).answer(RecordKind::info, lost, "pipeline", "commerce", Problem{}, cart, 0).idempotency = "C-1/1";
  const RequestId again = h.at(seconds(8)).call("commerce", "pipeline", cart, "C-1/1");
  h.at(seconds(9)).answer(RecordKind::ok, again, "pipeline", "commerce", ReservationAnswer{}, cart).idempotency =
      "C-1/1";
  EXPECT_EQ(measured(h).at("reservation.p95"), seconds(8).us) << "since it was first made";
  EXPECT_EQ(measured(h).at("reservation.answered"), 1'000'000);
  const ReservationCreate other = wants("C-2");
  const RequestId never = h.at(seconds(10)).call("commerce", "pipeline", other, "C-2/1");
  h.at(seconds(70)).answer(RecordKind::info, never, "pipeline", "commerce", Problem{}, other, 0).idempotency = "C-2/1";
  EXPECT_EQ(measured(h).at("reservation.p95"), seconds(60).us);
  EXPECT_EQ(measured(h).at("reservation.answered"), 500'000);
  const RequestId busy = h.at(seconds(80)).call("commerce", "pipeline", looks("Q-1"));
  h.at(seconds(81)).answer(RecordKind::ok, busy, "pipeline", "commerce", Problem{}, looks("Q-1"), 503);
  EXPECT_EQ(measured(h).at("availability.answered"), 0);
}

TEST(Measures, during_a_crash_requests_are_made_and_not_answered) {
  History h;
  h.plan.within = {expected_during("falls", "reservation.answered"), expected_during("falls", "orders_accepted")};
  h.at(seconds(1)).add(RecordKind::crash, "pipeline", {}, nullptr, {}).fault = "falls";
  const ReservationCreate cart = wants("C-1");
  const RequestId lost = h.at(seconds(2)).call("commerce", "pipeline", cart, "C-1/1");
  h.at(seconds(3)).answer(RecordKind::fail, lost, "pipeline", "commerce", Problem{}, cart, 0).idempotency = "C-1/1";
  const auto values = measured(h);
  EXPECT_EQ(values.at("reservation.answered@falls"), 0);
  EXPECT_FALSE(values.contains("orders_accepted@falls")) << "nobody could place one";
}

TEST(Measures, what_begins_during_a_fault_counts_whenever_it_ends) {
  History h;
  h.plan.within = {expected_during("erp-down", "orders_accepted"), expected_during("erp-down", "order.release.p95"),
                   expected_during("never", "orders_accepted")};
  h.at(seconds(1)).place("O-1", two).at(seconds(90)).send_out("O-1-F1", "O-1", "wms-east", two);
  h.at(seconds(100)).window("erp-down", true);
  h.at(seconds(101)).place("O-2", two);
  h.at(seconds(200)).window("erp-down", false);
  h.at(seconds(201)).place("O-3", two);
  h.at(seconds(301)).send_out("O-2-F1", "O-2", "wms-east", two).send_out("O-3-F1", "O-3", "wms-east", two);
  const auto values = measured(h);
  EXPECT_EQ(values.at("orders_accepted@erp-down"), 1'000'000);
  EXPECT_EQ(values.at("order.release.p95@erp-down"), seconds(200).us) << "O-2 alone";
  EXPECT_FALSE(values.contains("orders_accepted@never"));
  EXPECT_FALSE(values.contains("ship.p95@erp-down")) << "nobody expects anything of it";
}

TEST(Compare, a_measure_during_a_fault_has_a_name_of_its_own) {
  Expectation half = expected_during("erp-down", "orders_accepted");
  half.comparison = ">=";
  half.limit = "50%";
  half.value = 500'000;
  EXPECT_EQ(measure_name(half), "orders_accepted@erp-down");
  const auto results =
      compare({half}, {{"orders_accepted", "ratio", 0}, {"orders_accepted@erp-down", "ratio", 600'000}});
  EXPECT_TRUE(results.at(0).met);
  EXPECT_EQ(results.at(0).measure, "orders_accepted@erp-down");
}

TEST(Compare, holds_measures_against_limits) {
  const std::vector<MeasureResult> measures{{"availability.p99", "us", 143'000}, {"orders_accepted", "ratio", 992'500}};
  Expectation fast{"availability.p99", "<=", "200ms", 200'000, Expectation::Unit::duration};
  Expectation most{"orders_accepted", ">=", "99.5 %", 995'000, Expectation::Unit::ratio};
  Expectation missing{"reservation.p95", "<=", "1s", 1'000'000, Expectation::Unit::duration};
  const auto results = compare({fast, most, missing}, measures);
  ASSERT_EQ(results.size(), 3u);
  EXPECT_TRUE(results[0].met);
  EXPECT_EQ(results[0].actual, "143ms");
  EXPECT_EQ(results[0].limit, "<= 200ms");
  EXPECT_FALSE(results[1].met);
  EXPECT_EQ(results[1].actual, "99.25 %");
  EXPECT_FALSE(results[2].evaluated);
  EXPECT_FALSE(results[2].met);
}

}  // namespace
}  // namespace drydock::testing
