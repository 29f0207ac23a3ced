// How fast a check is, measured side by side in one run.
#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "contracts/codec.hpp"
#include "tests/contracts/schema/shipment.hpp"

namespace drydock {
namespace {

// Processor nanoseconds of one call: the least of five rounds, so that a busy machine disturbs little.
template <class F>
double nanoseconds(int calls, const F& f) {
  double least = 1e18;
  for (int round = 0; round < 5; ++round) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < calls; ++i) f();
    least = std::min(least, static_cast<double>(std::clock() - start) * (1e9 / CLOCKS_PER_SEC) / calls);
  }
  return least;
}

TEST(SchemaFigures, OneEventInThreeForms) {
  const sample::ShipmentEvent event = sample::shipment_event();
  const Payload payload = Payload::of(event);
  const nlohmann::json document = to_document(payload), source = sample::shipment_schema();
  const CompiledSchema compiled = Schema::compile(source);
  ASSERT_TRUE(compiled) << compiled.errors[0].where << ": " << compiled.errors[0].message;
  const BoundSchema bound = compiled.schema->bind(*type_of<sample::ShipmentEvent>());
  for (const Failure& failure : compiled.schema->failures(document))
    ADD_FAILURE() << failure.instance << failure.message;
  ASSERT_TRUE(bound.check(&event));

  valijson::Schema foreign;
  valijson::adapters::NlohmannJsonAdapter foreign_source(source), foreign_document(document);
  valijson::SchemaParser().populateSchema(foreign_source, foreign);
  valijson::Validator validator;
  ASSERT_TRUE(validator.validate(foreign, foreign_document, nullptr));

  bool all = true;
  std::string json;
  const double typed = nanoseconds(20'000, [&] { all = bound.check(&event) && all; });
  const double by_document = nanoseconds(5'000, [&] { all = compiled.schema->check(document) && all; });
  const double valijson = nanoseconds(10, [&] { all = validator.validate(foreign, foreign_document, nullptr) && all; });
  const double explaining = nanoseconds(500, [&] { all = compiled.schema->failures(payload).empty() && all; });
  const double compiling = nanoseconds(5, [&] { all = Schema::compile(source) && all; });
  const double writing = nanoseconds(20'000, [&] {
    json.clear();
    write_json(json, *payload.type(), payload.data());
  });
  const double hashing = nanoseconds(20'000, [&] { all = content_hash(payload) != 0 && all; });
  const double reading = nanoseconds(2'000, [&] { all = decode(*payload.type(), json) && all; });
  EXPECT_TRUE(all);
  std::printf(
      "event of %zu bytes: check typed %.0f ns, document %.0f ns, valijson %.0f ns; failures() of a good one %.0f ns; "
      "compile %.0f us; write_json %.0f ns, decode %.0f ns, content_hash %.0f ns\n",
      json.size(), typed, by_document, valijson, explaining, compiling / 1000, writing, reading, hashing);
  EXPECT_LT(typed * 20, valijson);
}

}  // namespace
}  // namespace drydock
