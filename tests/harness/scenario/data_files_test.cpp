// Data from CSV files: what ends in the plan, and what is told of a file that is not right.
#include "harness/scenario/data_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "contracts/canonical/returns.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/lint.hpp"
#include "harness/scenario/plan_file.hpp"
#include "sim/draw.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

using Files = std::map<std::string, std::string>;

const Files& right() {
  static const Files files{
      {"items.csv",
       "item,name,weight_grams,unit_price,popularity,safety_stock,sku,erp_id\n"
       "nail-50,\"Nails, 50 mm\",120,2.40,10,2,BH-1,400100\n"
       "saw,Hand saw,410,14.90,30,,BH-2,400110\n"
       "drill,,1850,129,5,1,BH-3,400120\n"},
      {"locations.csv",
       "location,region,capacity,tz,erp_id\n"
       "wms-east,us-east; us-west,600 orders/h,,1001\n"
       "wms-west,us-west,500 orders/h,America/Los_Angeles,1002\n"},
      {"stock.csv", "item,location,quantity,safety_stock\n400100,1001,90,4\n400110,1001,20,\n400120,1002,7,\n"},
      {"orders.csv",
       "time,order,item,quantity,region,service,postal_code,customer,unit_price\n"
       "5m,SO-1,nail-50,2,us-east,ground,10001,K-77,2.20\n"
       ",SO-1,saw,,,,,,\n"
       "2026-11-27 10:20:30,SO-2,drill,1,us-west,ground,,,\n"
       "2026-11-27T15:40:00Z,SO-3,saw,3,us-east,ground,,,\n"}};
  return files;
}

constexpr const char* scenario = R"(format: 1
scenario: own-data
story: a shop with data of its own
seed: 7
clock: {start: "2026-11-27T10:00:00", tz: America/New_York, run: 1h, settle: 3d}
enterprise:
  locations_from: data/locations.csv
  carriers: {carrier-fast: {ground: 1-2d}}
  catalog: {from: data/items.csv, stock_from: {file: data/stock.csv, ids: erp}}
demand:
  shop: {from: data/orders.csv}
)";

FindScenario folder(Files files) {
  return [files = std::move(files)](const std::string& name, const std::string& from,
                                    std::string& why) -> std::optional<FoundScenario> {
    EXPECT_EQ(from, "s.yaml");
    EXPECT_TRUE(name.starts_with("data/")) << name;
    const auto found = files.find(name.substr(5));
    if (found == files.end()) return why = "no such file", std::nullopt;
    return FoundScenario{name, found->second};
  };
}

LoadedScenario loaded(const Files& files, const std::string& text = scenario, std::vector<std::string> sets = {}) {
  return load_scenario(text, "s.yaml", test_vocabulary(), {{}, {}, std::move(sets), folder(files)});
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}
Files with(const std::string& file, const std::string& from, const std::string& to) {
  Files files = right();
  files[file] = replaced(files[file], from, to);
  return files;
}
std::string told(const Files& files, const std::string& text = scenario) {
  const auto read = loaded(files, text);
  EXPECT_EQ(read.scenario.has_value(), read.mistakes.empty());
  return to_string(read.mistakes);
}
Plan plan_of(const LoadedScenario& read) {
  EXPECT_TRUE(read) << to_string(read.mistakes);
  return read ? expand(*read.scenario) : Plan();
}
std::vector<const PlannedStimulus*> orders_of(const Plan& plan) {
  std::vector<const PlannedStimulus*> orders;
  for (const PlannedStimulus& one : plan.stimuli)
    if (one.what.as<ShopperArrives>() != nullptr) orders.push_back(&one);
  return orders;
}

TEST(DataFiles, TheCatalogIsThatOfTheFile) {
  const Plan plan = plan_of(loaded(right()));
  ASSERT_EQ(plan.items.size(), 3U);
  EXPECT_EQ(plan.items[0].item, "saw") << "what sells best comes first";
  EXPECT_EQ(plan.items[1].name, "Nails, 50 mm");
  EXPECT_EQ(plan.items[1].unit_price, (Money{240, "USD"}));
  EXPECT_EQ(plan.items[2].name, "drill") << "without a name its id";
  EXPECT_EQ(plan.items[2].unit_price, (Money{12900, "USD"}));
  EXPECT_EQ(plan.items[2].weight_grams, 1850);
}

TEST(DataFiles, LocationsAreWarehouses) {
  const Plan plan = plan_of(loaded(right()));
  ASSERT_EQ(plan.warehouses.size(), 2U);
  EXPECT_EQ(plan.warehouses[0].location.location, "wms-east");
  EXPECT_EQ(plan.warehouses[0].location.regions, (std::vector<std::string>{"us-east", "us-west"}));
  EXPECT_EQ(plan.warehouses[0].location.capacity_per_hour, 600);
  EXPECT_EQ(plan.warehouses[1].location.offsets.front().minutes, -480);
  EXPECT_EQ(plan.warehouses[0].location.safety_stock, (std::vector<SafetyStock>{{"nail-50", 4}, {"drill", 1}}));
  EXPECT_EQ(plan.warehouses[1].location.safety_stock, (std::vector<SafetyStock>{{"nail-50", 2}, {"drill", 1}}));
}

TEST(DataFiles, WhatIsWrittenIsLaidOverTheFile) {
  const std::string text = replaced(scenario, "  carriers:",
                                    "  warehouses:\n    wms-west: {capacity: 50 orders/h}\n    wms-mid: {region: "
                                    "us-mid, capacity: 10 orders/h}\n  carriers:");
  const Plan plan = plan_of(loaded(right(), text));
  ASSERT_EQ(plan.warehouses.size(), 3U);
  EXPECT_EQ(plan.warehouses[1].location.capacity_per_hour, 50);
  EXPECT_EQ(plan.warehouses[2].location.location, "wms-mid");
}

TEST(DataFiles, StockIsWhereTheFileSays) {
  const Plan plan = plan_of(loaded(right()));
  std::map<std::pair<std::string, std::string>, std::int64_t> stock;
  for (const Position& position : plan.stock) stock[{position.item, position.location}] = position.unrestricted;
  EXPECT_EQ(stock.size(), 6U);
  EXPECT_EQ((stock[{"nail-50", "wms-east"}]), 90);
  EXPECT_EQ((stock[{"drill", "wms-west"}]), 7);
  EXPECT_EQ((stock[{"drill", "wms-east"}]), 0) << "an empty shelf";
}

TEST(DataFiles, OrdersComeAgain) {
  const Plan plan = plan_of(loaded(right()));
  const auto orders = orders_of(plan);
  ASSERT_EQ(orders.size(), 3U);
  EXPECT_EQ(orders[0]->at, plan.start + minutes(5));
  const auto& first = *orders[0]->what.as<ShopperArrives>();
  EXPECT_EQ(first.order_id, "SO-1");
  EXPECT_EQ(first.customer, "K-77");
  EXPECT_EQ(first.ship_to.postal_code, "10001");
  EXPECT_EQ(first.lines, (std::vector<OrderLine>{{"1", "nail-50", 2, {220, "USD"}}, {"2", "saw", 1, {1490, "USD"}}}));
  EXPECT_EQ(orders[1]->at, plan.start + minutes(20) + seconds(30)) << "a calendar time of the scenario's own clock";
  EXPECT_EQ(orders[2]->at, plan.start + minutes(40)) << "one with a zone";
}

TEST(DataFiles, SomeOfThemAreSentBack) {
  const Plan plan = plan_of(loaded(right(), scenario, {"--set demand.shop.returns=100%"}));
  std::vector<std::string> wishes;
  for (const PlannedStimulus& one : plan.stimuli)
    if (const auto* wish = one.what.as<ReturnWish>()) wishes.push_back(wish->return_id);
  EXPECT_EQ(wishes, (std::vector<std::string>{"SO-1-R1", "SO-2-R1", "SO-3-R1"}));
}

TEST(DataFiles, ScaleAndShift) {
  const auto orders_with = [](const std::string& keys) {
    const Plan plan =
        plan_of(loaded(right(), replaced(scenario, "data/orders.csv}", "data/orders.csv, " + keys + "}")));
    std::map<std::string, Duration> at;
    for (const PlannedStimulus* order : orders_of(plan))
      at[order->what.as<ShopperArrives>()->order_id] = order->at - plan.start;
    return at;
  };
  const auto three = orders_with("scale: 300%");
  EXPECT_EQ(three.size(), 9U);
  EXPECT_EQ(three.at("SO-1"), minutes(5));
  EXPECT_GE(three.at("SO-1.x3"), minutes(5));
  EXPECT_LT(three.at("SO-1.x3"), minutes(6));
  EXPECT_EQ(orders_with("shift: 19m").at("SO-3"), minutes(59));
  EXPECT_EQ(orders_with("shift: 20m").size(), 2U) << "one comes after the run";
  EXPECT_EQ(orders_with("shift: -5m").at("SO-1"), Duration{});
  EXPECT_EQ(orders_with("shift: -6m").size(), 2U) << "one comes before it";
  EXPECT_EQ(orders_with("shift: to-start").at("SO-3"), minutes(35));
  EXPECT_LE(orders_with("scale: 0.5").size(), 3U);
  EXPECT_EQ(orders_with("cancel: 100%").size(), 3U);
}

TEST(DataFiles, APlanNeedsNoFile) {
  const Plan plan = plan_of(loaded(right()));
  const auto read = read_plan(write_plan(plan), "p.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_EQ(write_plan(*read.plan), write_plan(plan));
}

TEST(DataFiles, OtherPartsOfTheScenarioNameTheItems) {
  const std::string text = std::string(scenario) +
                           "orders:\n  - {id: mine, at: 1m, region: us-east, service: ground, lines: [{item: saw}]}\n"
                           "operations:\n  wms-*: {short_pick_of: {nail-50: 10%}}\n"
                           "  once: [{at: 10m, on: wms-east, do: quality-hold, item: fastest, quantity: 50%}]\n";
  const Plan plan = plan_of(loaded(right(), text));
  EXPECT_EQ(plan.warehouses[0].short_pick_of.count("nail-50"), 1U);
  for (const PlannedStimulus& one : plan.stimuli)
    if (const auto* hold = one.what.as<QualityHold>()) EXPECT_EQ(*hold, (QualityHold{hold->movement_id, "saw", 10}));
  EXPECT_EQ(told(right(), replaced(text, "item: saw}", "item: saws}")),
            "s.yaml:13:73: no item is called `saws`; expected an item of `data/items.csv`; did you mean `saw`?\n");
}

TEST(DataFiles, APathOfAFlagLiesBesideTheScenario) {
  const auto read = loaded(right(), scenario, {"--set demand.shop.from=data/none.csv"});
  EXPECT_EQ(to_string(read.mistakes),
            "--set demand.shop.from=data/none.csv: cannot read `data/none.csv`: no such file\n");
}

TEST(DataFiles, HeadersAreTold) {
  EXPECT_EQ(told(with("items.csv", "popularity", "popularty")),
            "data/items.csv:1:35: unknown column `popularty` in a file of items; did you mean `popularity`? allowed "
            "here: SYSTEM_id, item, name, opening_stock, popularity, safety_stock, sku, unit_price, weight_grams\n");
  EXPECT_EQ(told(with("stock.csv", "quantity", "safety_stock")),
            "data/stock.csv:1:1: a file of stock has no column `quantity`; expected units free for sale there at the "
            "start\ndata/stock.csv:1:28: the column `safety_stock` stands twice\n");
  EXPECT_EQ(told(with("items.csv", right().at("items.csv"), "item;name\n")),
            "data/items.csv:1:1: the columns are separated by semicolons; expected commas\n");
  EXPECT_EQ(told(with("items.csv", right().at("items.csv"), "")),
            "data/items.csv:1:1: the file is empty; expected a first row that names the columns\n");
  EXPECT_EQ(told(with("items.csv", right().at("items.csv"), "item\n")),
            "data/items.csv:1:1: the file lists no item; expected a row for each item\n");
  EXPECT_EQ(told(with("items.csv", "erp_id", "epr_id")),
            "data/items.csv:3:33: no system is called `epr`; did you mean `erp`? allowed here: carrier, carrier-fast, "
            "commerce, erp, sku, tms, wms, wms-east, wms-west\n");
  EXPECT_EQ(told(with("items.csv", "erp_id", "tms_id")),
            "s.yaml:9:75: no item has an id of `erp`; expected a system that the file of items has a column for: "
            "`erp_id`\n");
}

TEST(DataFiles, RowsAreToldSeveralAtOnce) {
  Files files = with("items.csv", "120,2.40", "heavy,2.405");
  files["items.csv"] = replaced(files["items.csv"], "saw,Hand saw,410", "nail-50,Hand saw,410");
  files["items.csv"] += "x y,,,,1,,,\nshort,row\n,,,,1,,,\n";
  EXPECT_EQ(told(files),
            "data/items.csv:2:24: `weight_grams` is `heavy`; expected a whole number from 1 to 1000000000\n"
            "data/items.csv:2:30: `unit_price` is `2.405`; expected an amount such as 12.90\n"
            "data/items.csv:3:1: the item `nail-50` stands twice: first in line 2; expected one row of each item\n"
            "data/items.csv:5:1: `item` is `x y`; expected an id of at most 40 letters, digits and . _ : / ~ -\n"
            "data/items.csv:6:1: the row has 2 fields; expected 8, as many as the first row names columns\n"
            "data/items.csv:7:1: `item` is blank\n");
  EXPECT_EQ(told(with("items.csv", "400110", "400100")),
            "data/items.csv:2:43: two items are called `400100` in erp: the first at data/items.csv:3; expected an id "
            "of its own for each\n");
}

TEST(DataFiles, LocationsAreTold) {
  EXPECT_EQ(told(with("locations.csv", "500 orders/h", "plenty")),
            "data/locations.csv:3:18: `capacity` is `plenty`; expected a rate such as 20/min, 5/s or 2600 orders/h\n");
  EXPECT_EQ(told(with("locations.csv", "wms-west,us-west", "wms-east,us-west")),
            "data/locations.csv:3:1: the location `wms-east` stands twice: first in line 2; expected one row of each "
            "location\n");
}

TEST(DataFiles, StockIsTold) {
  EXPECT_EQ(told(with("stock.csv", "400110,1001,20", "400111,1003,-2")),
            "data/stock.csv:3:1: no item is called `400111` in erp; did you mean `400110`?\n"
            "data/stock.csv:3:8: no warehouse is called `1003`; did you mean `1001`? allowed here: 1001, 1002\n"
            "data/stock.csv:3:13: `quantity` is `-2`; expected a whole number from 0 to 1000000000\n");
  EXPECT_EQ(told(with("stock.csv", "400110,1001,20", "400100,1001,20")),
            "data/stock.csv:3:1: `400100` in `1001` stands twice: first in line 2; expected one row of each item in "
            "each warehouse\n");
}

TEST(DataFiles, OrdersAreTold) {
  EXPECT_EQ(told(with("orders.csv", "drill,1,us-west,ground", "dril,0,us-wst,grond")),
            "data/orders.csv:4:26: no item is called `dril`; did you mean `drill`?\n"
            "data/orders.csv:4:31: `quantity` is `0`; expected a whole number from 1 to 1000000\n"
            "data/orders.csv:4:33: no warehouse knows the region `us-wst`; did you mean `us-west`? allowed here: "
            "us-east, us-west\n"
            "data/orders.csv:4:40: no carrier offers the service `grond`; did you mean `ground`? allowed here: "
            "ground\n");
  EXPECT_EQ(told(with("orders.csv", "10:20:30,SO-2", "10:20:30,O-000001")),
            "data/orders.csv:4:21: `O-000001` is how drawn orders are called; expected an id of another form\n");
  EXPECT_EQ(told(with("orders.csv", "5m,", "soon,")),
            "data/orders.csv:2:1: `time` is `soon`; expected a time from the start of the run such as 1h 5m, or "
            "\"2026-11-27 10:05:00\"\n");
  EXPECT_EQ(told(with("orders.csv", ",SO-1,saw,,,", ",SO-1,nail-50,,us-west,")),
            "data/orders.csv:3:7: `nail-50` stands twice in the order `SO-1`, which begins in line 2; expected one "
            "line of each item\n"
            "data/orders.csv:3:16: `region` of the order `SO-1` is `us-west`, but `us-east` in line 2; expected the "
            "same in every row of an order, or nothing\n");
}

TEST(DataFiles, IdsOfAnotherSystemAreRecognised) {
  EXPECT_EQ(
      told(with("orders.csv", "SO-2,drill", "SO-2,BH-3")),
      "data/orders.csv:4:26: no item is called `BH-3`; expected our own ids; this is one of sku, which `ids: sku` "
      "would say\n");
}

TEST(DataFiles, WhatDoesNotGoTogether) {
  EXPECT_EQ(told(right(), replaced(scenario, "{from: data/items.csv,", "{items: 5, from: data/items.csv,")),
            "s.yaml:9:29: `from` and `items` exclude each other\n");
  EXPECT_EQ(told(right(), replaced(scenario, "data/orders.csv}", "data/orders.csv, orders: 20/min}")),
            "s.yaml:11:41: `orders` and `from` exclude each other: the file says what comes\n");
  EXPECT_EQ(told(right(), replaced(scenario, ", stock_from: {file: data/stock.csv, ids: erp}", "")),
            "s.yaml:9:19: `opening_cover` needs a `shop` with a rate, not with orders of a file; expected stock_from: "
            "stock.csv, or opening_stock: 100\n");
  EXPECT_EQ(told(right(), replaced(scenario, "run: 1h", "run: 2m")),
            "s.yaml:11:16: no order of `data/orders.csv` lies within the run: they come from 5m to 40m after its "
            "start; expected some between 0s and 2m; `shift: to-start` moves them\n");
  EXPECT_EQ(told(right(), replaced(scenario, "data/orders.csv}", "data/orders.csv, scale: many}")),
            "s.yaml:11:40: `scale` is `many`; expected times as many, such as 300% or 0.5; above 0, at most 100\n");
}

TEST(DataFiles, LintCountsWhatIsLeftOut) {
  const auto read = loaded(right(), replaced(scenario, "run: 1h", "run: 30m"));
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_NE(to_string(lint(*read.scenario))
                .find("s.yaml:11:16: warning: 1 of 3 orders of `data/orders.csv` lie outside the run and are left out"),
            std::string::npos)
      << to_string(lint(*read.scenario));
}

TEST(DataFiles, WhatCannotBeRead) {
  std::string why;
  EXPECT_FALSE(read_data_file("/nowhere/x.csv", why));
  EXPECT_EQ(why, "no such file");
  EXPECT_FALSE(read_data_file("/tmp", why));
  EXPECT_EQ(why, "it is a folder, not a file");
  EXPECT_FALSE(read_data_file("/dev/zero", why));
  EXPECT_EQ(why, "it is no regular file");
  const auto large = std::filesystem::path(::testing::TempDir()) / "drydock-large.csv";
  { std::ofstream(large) << "item\n"; }
  std::filesystem::resize_file(large, most_data_bytes + 1);
  EXPECT_FALSE(read_data_file(large.string(), why));
  EXPECT_EQ(why, "it has 67108865 bytes; at most 64 MiB are read");
  std::filesystem::remove(large);
  EXPECT_EQ(told({}), "s.yaml:7:19: cannot read `data/locations.csv`: no such file\n");
}

// Whatever stands in the files, the loader answers with a scenario or with mistakes that say where.
TEST(DataFiles, SpoiltFiles) {
  static const std::vector<std::string> words{
      ",",  "\"", "\n", "\r",  "-1", "99999999999999999999", "\xFF", "SO-1", "erp", "to-start", "2026-13-01 00:00",
      "1h", "",   ";",  "\"\""};
  int right_ones = 0;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    Draw draw(1, Purpose::shuffle, "data", {}, i);
    Files files = right();
    auto spoilt = std::next(files.begin(), static_cast<std::ptrdiff_t>(draw.below(4)));
    for (std::int64_t times = draw.between(1, 3); times > 0; --times) {
      std::string& text = spoilt->second;
      const auto at = static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(text.size())));
      const auto length = std::min(static_cast<std::size_t>(draw.between(0, 8)), text.size() - at);
      text.replace(at, length, words[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(words.size())))]);
    }
    const auto read = loaded(files);
    EXPECT_NE(read.mistakes.empty(), !read);
    for (const Mistake& mistake : read.mistakes) EXPECT_FALSE(mistake.message.empty());
    if (!read) continue;
    ++right_ones;
    const auto back = read_plan(write_plan(expand(*read.scenario)), "p.yaml", test_vocabulary());
    EXPECT_TRUE(back) << to_string(back.mistakes) << spoilt->second;
  }
  EXPECT_GT(right_ones, 50) << "spoilt beyond any use";
}

}  // namespace
}  // namespace drydock
