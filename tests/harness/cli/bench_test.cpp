#include <nlohmann/json.hpp>

#include "harness/cli/bench/measurement.hpp"
#include "tests/harness/cli/fake_services.hpp"

namespace drydock::cli {
namespace {

class Bench : public testing::CommandLine {};

TEST_F(Bench, TellsATable) {
  const auto r = run({"bench", "contracts"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.err, "measuring contract checks\n");
  EXPECT_TRUE(r.out.starts_with("contracts.typed ")) << r.out;
  EXPECT_NE(r.out.find("\ncontracts.json_over_ajv  "), std::string::npos) << r.out;
}

TEST_F(Bench, TellsJson) {
  const auto r = run({"bench", "contracts", "--json"});
  const auto list = nlohmann::json::parse(r.out);
  ASSERT_TRUE(list.is_array());
  for (const auto& one : list)
    for (const auto* key : {"name", "value", "unit", "target", "met"}) EXPECT_TRUE(one.contains(key)) << one.dump();
  EXPECT_EQ(list[0]["name"], "contracts.typed");
  EXPECT_GT(list[0]["value"].get<double>(), 0);
  EXPECT_EQ(list.back()["value"], nullptr);
  EXPECT_EQ(list.back()["met"], nullptr);
}

TEST_F(Bench, WhatCannotBeMeasuredIsRefusedByName) {
  const auto r = run({"bench", "contract"});
  EXPECT_EQ(r.code, 2);
  EXPECT_NE(r.err.find("bench: \"contract\" cannot be measured (did you mean contracts?); there are season, scale, "
                       "start, contracts"),
            std::string::npos)
      << r.err;
}

TEST_F(Bench, AScenarioThatFailsIsNoYardstick) {
  services.run = [](const Plan&, const RunOptions&) {
    Verdict verdict;
    verdict.outcome = drydock::Outcome::fail;
    return verdict;
  };
  const auto r = run({"bench", "scale", "--quick", "--json"});
  EXPECT_EQ(r.code, 0) << r.err;
  const auto list = nlohmann::json::parse(r.out);
  EXPECT_EQ(list[0]["name"], "scale.10000_orders");
  EXPECT_EQ(list[0]["value"], nullptr);
  EXPECT_NE(list[0]["note"].get<std::string>().find("does not pass"), std::string::npos) << list[0].dump();
}

TEST_F(Bench, QuickLeavesOutTheMillion) {
  services.run = [](const Plan&, const RunOptions&) {
    Verdict verdict;
    verdict.outcome = drydock::Outcome::pass;
    verdict.counts.orders = 10;
    return verdict;
  };
  const auto names = [&](std::vector<std::string> words) {
    std::vector<std::string> all;
    for (const auto& one : nlohmann::json::parse(run(std::move(words)).out)) all.push_back(one["name"]);
    return all;
  };
  const std::vector<std::string> quick{"scale.10000_orders", "scale.100000_orders", "scale.flatness",
                                       "scale.peak_memory"};
  EXPECT_EQ(names({"bench", "scale", "--json", "--quick"}), quick);
  EXPECT_EQ(names({"bench", "scale", "--json"}).size(), quick.size() + 1);
}

}  // namespace
}  // namespace drydock::cli
