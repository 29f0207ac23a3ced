#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "reports/formats.hpp"
#include "tests/reports/sample.hpp"
#include "tests/support/golden.hpp"

namespace drydock {
namespace {

class VerdictSchema : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto text = testing::file_text(std::filesystem::path(DRYDOCK_SOURCE_DIR) / "reports" / "verdict.schema.json");
    document_ = nlohmann::json::parse(text);
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document_), schema_);
  }
  /// The failures, one a line.
  std::string judge(const nlohmann::json& verdict) {
    valijson::Validator validator;
    valijson::ValidationResults results;
    validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(verdict), &results);
    std::string out;
    for (const auto& error : results) out += error.description + "\n";
    return out;
  }
  nlohmann::json document_;
  valijson::Schema schema_;
};

TEST_F(VerdictSchema, AcceptsWhatIsWritten) {
  for (const auto& verdict :
       {testing::passing_verdict(), testing::failing_verdict(), testing::hostile_verdict(), Verdict{}})
    EXPECT_EQ(judge(nlohmann::json::parse(render_json(verdict, {}))), "");
}

TEST_F(VerdictSchema, RefusesWhatIsNotOne) {
  const auto good = nlohmann::json::parse(render_json(testing::failing_verdict(), {}));
  for (const char* name : {"format", "verdict", "versions", "scenario", "seed", "world", "run_id", "history_hash",
                           "counts", "wall_seconds", "virtual_seconds", "peak_rss_bytes", "invariants", "faults",
                           "reached", "expectations", "measures", "reproduce"}) {
    auto without = good;
    without.erase(name);
    EXPECT_NE(judge(without), "") << name;
  }
  auto wrong = good;
  wrong["invariants"][0]["status"] = "helt";
  EXPECT_NE(judge(wrong), "");
  wrong = good;
  wrong["extra"] = 1;
  EXPECT_NE(judge(wrong), "");
}

}  // namespace
}  // namespace drydock
