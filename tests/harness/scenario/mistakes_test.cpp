// The exact words of what is told: a line each, in the order of the file.
#include <gtest/gtest.h>

#include "harness/scenario/checks.hpp"
#include "harness/scenario/loader.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

std::string with(std::string_view from, std::string_view to) {
  std::string text = small_scenario;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  return text;
}

std::string told(const std::string& text) {
  const auto loaded = load_scenario(text, "s.yaml", test_vocabulary());
  EXPECT_FALSE(loaded) << "no mistake found";
  return to_string(loaded.mistakes);
}

TEST(Mistakes, UnknownKey) {
  EXPECT_EQ(
      told(with("seed: 7", "seeed: 7")),
      "s.yaml:4:1: unknown key `seeed` in the scenario; did you mean `seed`? allowed here: audit, bounds, "
      "channels, clock, "
      "demand, enterprise, expect, extends, faults, format, lots, master_data, operations, orders, pipeline, profiles, "
      "scenario, seed, story, transfers, without\n");
}

TEST(Mistakes, Payment) {
  EXPECT_EQ(
      told(with("  catalog:", "  payment: {declines: often}\n  catalog:")),
      "s.yaml:11:23: `declines` is `often`; expected a percentage such as 1% or 0.5 % (or a ratio such as 1/200)\n");
  EXPECT_NE(told(with("  catalog:", "  payment: {life: 7d}\n  catalog:")).find("s.yaml:11:13: unknown key `life`"),
            std::string::npos);
  EXPECT_NE(told(with("  catalog:", "  payment: {authorization_life: 0s}\n  catalog:")).find("s.yaml:11:33: "),
            std::string::npos);
}

TEST(Mistakes, Notification) {
  EXPECT_EQ(
      told(with("  catalog:", "  notification: {bounces: often}\n  catalog:")),
      "s.yaml:11:27: `bounces` is `often`; expected a percentage such as 1% or 0.5 % (or a ratio such as 1/200)\n");
  EXPECT_NE(told(with("  catalog:", "  notification: {retries: 3}\n  catalog:")).find("unknown key `retries`"),
            std::string::npos);
}

std::string told_of_once(const std::string& entry, const std::string& before = {}) {
  return told(std::string(small_scenario) + before + "operations:\n  once:\n    - {" + entry + "}\n");
}

TEST(Mistakes, Replays) {
  const auto has = [](const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  has(told_of_once("at: 5m, on: wms-east, do: replay"), "a replay is done on the pipeline, not on `wms-east`");
  has(told_of_once("at: 5m, on: pipeline, do: replay, back: 1h"), "the pipeline keeps accepted events for 0s only");
  has(told_of_once("at: 5m, on: pipeline, do: replay, back: 1h", "pipeline: {archive: 30m}\n"),
      "expected `pipeline: {archive: 1h}`, or longer");
  has(told_of_once("at: 5m, on: pipeline, do: replay, item: fastest"), "`item` belongs to a movement of stock");
  has(told_of_once("at: 5m, on: wms-east, do: receipt, item: fastest"), "`quantity` is missing");
  has(told_of_once("at: 5m, on: wms-east, do: receipt, item: fastest, quantity: 3, back: 1h"),
      "`back` belongs to a replay");
  has(told_of_once("at: 5m, on: pipeline, do: reply"), "did you mean `replay`?");
}

TEST(Mistakes, Freight) {
  const auto freight = [](const std::string& what) {
    return told(with("  catalog:", "  freight: " + what + "\n  catalog:"));
  };
  EXPECT_TRUE(freight("{}").starts_with("s.yaml:11:12: freight has no `carriers`")) << freight("{}");
  EXPECT_EQ(freight("{carriers: {north: {declines: 95%}}}"),
            "s.yaml:11:42: `declines` is `95%`; expected at most 90%: a load that nobody takes is offered for ever\n");
  EXPECT_EQ(
      freight("{respond_within: 5m, carriers: {north: {answers: 6m}}}"),
      "s.yaml:11:61: `answers` is `6m`; expected at most `respond_within` (5m); how many come later says `late`\n");
  EXPECT_TRUE(freight("{carriers: {commerce: {}}}").starts_with("s.yaml:11:24: the name `commerce` is taken already"));
  EXPECT_TRUE(freight("{carriers: {north: {silent: 3%}}}").starts_with("s.yaml:11:32: unknown key `silent`"));
  EXPECT_TRUE(freight("{transit: soon, carriers: {north: {}}}").starts_with("s.yaml:11:22: `transit` is `soon`"));
  EXPECT_NE(
      told(with("{ground: 1-2d}", "{ground: 1-2d, freight: 3d}")).find("parcel carriers have no service `freight`"),
      std::string::npos);
}

TEST(Mistakes, Drifts) {
  const auto once = [](const std::string& rest) {
    return told(small_scenario + std::string("operations:\n  once:\n    - {at: 5m, item: ITEM-0001, ") + rest + "}\n");
  };
  EXPECT_NE(once("on: erp, do: books-drift, quantity: 5").find("has no `location`; expected the warehouse whose stock"),
            std::string::npos)
      << once("on: erp, do: books-drift, quantity: 5");
  EXPECT_NE(once("on: wms-east, do: books-drift, location: wms-east, quantity: 5").find("no ERP is called `wms-east`"),
            std::string::npos);
  EXPECT_NE(once("on: erp, do: shelf-drift, location: wms-east, quantity: 5").find("no shop is called `erp`"),
            std::string::npos);
  EXPECT_NE(once("on: erp, do: books-drift, location: wms-est, quantity: 5").find("did you mean `wms-east`"),
            std::string::npos);
  EXPECT_NE(once("on: wms-east, do: unseen-loss, location: wms-east, quantity: 5")
                .find("`location` belongs to a books-drift or a shelf-drift"),
            std::string::npos);
  EXPECT_NE(once("on: wms-east, do: unseen-loss, quantity: 0").find("`quantity` is `0`"), std::string::npos);
  EXPECT_NE(told(with("seed: 7", "seed: 7\npipeline: {reconciliation: {evry: 10m}}")).find("did you mean `every`"),
            std::string::npos);
  EXPECT_NE(told(with("seed: 7", "seed: 7\npipeline: {reconciliation: {recheck: 10m}}"))
                .find("the reconciliation has no `every`"),
            std::string::npos);
}

TEST(Mistakes, Cancellations) {
  EXPECT_EQ(
      told(with("shop: {orders", "shop: {cancel: often, orders")),
      "s.yaml:13:18: `cancel` is `often`; expected a percentage such as 1% or 0.5 % (or a ratio such as 1/200)\n");
  EXPECT_TRUE(told(with("shop: {orders", "shop: {cancel: {whole: 10%}, orders"))
                  .starts_with("s.yaml:13:18: the cancelling has no `share`"));
}

TEST(Mistakes, KeysOfLaterFeatures) {
  EXPECT_EQ(told(with("seed: 7", "rules: []")), "s.yaml:4:1: `rules` is not there yet\n");
  EXPECT_EQ(told(with("shop: {orders", "shop: {edits: 3%, orders")), "s.yaml:13:10: `edits` is not there yet\n");
  EXPECT_EQ(told(with("catalog: {items: 50, ", "catalog: {items: 50, from: items.csv, ")),
            "s.yaml:11:30: `from` and `items` exclude each other\n");
  for (const char* later : {"rules", "target"})
    EXPECT_EQ(told(with("seed: 7", std::string(later) + ": {}")),
              "s.yaml:4:1: `" + std::string(later) + "` is not there yet\n");
}

TEST(Mistakes, MissingKey) {
  EXPECT_EQ(told(with("story: two warehouses, one carrier\n", "")),
            "s.yaml:1:1: the scenario has no `story`; expected what happens, in plain words\n");
}

TEST(Mistakes, Shapes) {
  EXPECT_EQ(
      told(with("run: 1h", "run: soon")),
      "s.yaml:5:66: `run` is `soon`; expected a duration such as 8h, 350ms, 2d or 1h 30m (units d, h, m, s, ms, us)\n");
  EXPECT_EQ(told(with("settle: 3d", "settle: -3d")),
            "s.yaml:5:78: `settle` is `-3d`, a negative duration; expected 0s or more\n");
  EXPECT_EQ(told(with("chance: 2%", "chance: 0.02")),
            "s.yaml:16:55: `chance` is `0.02`; expected a percentage such as 1% or 0.5 % (or a ratio such as 1/200)\n");
  EXPECT_EQ(told(with("capacity: 600 orders/h", "capacity: many")),
            "s.yaml:8:43: `capacity` is `many`; expected a rate such as 20/min, 5/s or 2600 orders/h\n");
  EXPECT_EQ(told(with("format: 1", "format: 2")),
            "s.yaml:1:9: format 2 is not known to this version of drydock; expected 1\n");
  EXPECT_EQ(told(with("us-west: 40%", "us-west: 30%")),
            "s.yaml:13:34: the shares of `regions` are together 90%; expected 100%\n");
  EXPECT_EQ(told(with("ground: 1-2d", "ground: 2-1d")),
            "s.yaml:10:37: `ground` is `2-1d`; expected whole days such as 1d, or a range such as 2-4d\n");
}

TEST(Mistakes, Names) {
  EXPECT_EQ(told(with("tz: America/New_York", "tz: America/NewYork")),
            "s.yaml:5:43: unknown time zone `America/NewYork`; expected a zone of the tz database such as "
            "America/New_York; did you "
            "mean `America/New_York`?\n");
  EXPECT_NE(told(with("fault: outage", "fault: outtage"))
                .find("s.yaml:15:13: unknown fault `outtage`; did you mean `outage`? allowed here: "),
            std::string::npos);
  EXPECT_NE(told(with("reached: [order.placed]", "reached: [order.plced]"))
                .find("unknown state `order.plced`; did you mean `order.placed`?"),
            std::string::npos);
  EXPECT_NE(told(with("availability.p99:", "availability.p98:"))
                .find("unknown measure `availability.p98`; did you mean `availability.p"),
            std::string::npos);
  EXPECT_EQ(told(with("expect: {", "expect: {invariants: gate@7, ")),
            "s.yaml:18:22: no set of invariants is called `gate@7`; did you mean `gate@1`? allowed here: gate@1\n");
  EXPECT_NE(told(with("expect: {", "expect: {invariants: [I99], ")).find("unknown invariant `I99`"), std::string::npos);
}

TEST(Mistakes, FaultsWithoutATarget) {
  EXPECT_EQ(told(with("on: erp", "on: epr")),
            "s.yaml:15:25: no seat is called `epr`; did you mean `erp`? allowed here: commerce, pipeline, erp, tms, "
            "wms-east, wms-west, "
            "carrier-fast\n");
  EXPECT_EQ(told(with("on: wms-* -> pipeline", "on: wms-* -> erp")),
            "s.yaml:16:28: no messages go along `wms-* -> erp`; expected a link that carries some: commerce -> "
            "pipeline, pipeline -> "
            "erp, wms-* -> pipeline\n");
  EXPECT_EQ(told(with("on: wms-* -> pipeline", "on: wms-east")),
            "s.yaml:16:28: `duplicate` cannot be done to a seat; expected a link such as pipeline -> wms-east\n");
  EXPECT_EQ(told(with("on: pipeline, at", "on: pipeline -> erp, at")),
            "s.yaml:17:24: `crash` cannot be done to a link; expected a seat such as erp\n");
  EXPECT_EQ(told(with("on: pipeline, at", "on: auditor, at")), "s.yaml:17:24: the auditor suffers no fault\n");
  EXPECT_EQ(told(with("on: erp", "on: erp ->")),
            "s.yaml:15:25: `on` is `erp ->`; expected a seat such as erp, or a link such as pipeline -> carrier-*\n");
}

TEST(Mistakes, FaultsOnALegWhereTheyMakeNoSense) {
  EXPECT_EQ(told(with("chance: 2%", "leg: reply, chance: 2%")),
            "s.yaml:16:52: `duplicate` acts on reply messages; `wms-* -> pipeline` carries only event messages\n"
            "s.yaml:16:52: `duplicate` makes no sense on the leg `reply`; allowed here: request, event\n");
}

TEST(Mistakes, FaultsThatLieOnASeatTakeAWindowAndNoDose) {
  EXPECT_EQ(told(with("fault: outage, on: erp, from: 10m, for: 5m", "fault: pause, on: erp, from: 10m")),
            "s.yaml:15:13: a pause has no length; expected from: 10m, for: 30s\n");
  EXPECT_EQ(told(with("fault: outage, on: erp, from: 10m", "fault: pause, on: erp, chance: 3%, from: 10m")),
            "s.yaml:15:13: `pause` takes only from, for, until, at\n");
  EXPECT_EQ(told(with("fault: outage, on: erp, from: 10m", "fault: clock-skew, on: erp, by: 5s, every: 2, from: 10m")),
            "s.yaml:15:13: `clock-skew` takes only from, for, until, at and its own keys\n");
  EXPECT_EQ(told(with("fault: outage, on: erp, from: 10m", "fault: clock-skew, on: erp, from: 10m")),
            "s.yaml:15:5: the fault `clock-skew` has no `by`; expected how far\n");
  EXPECT_EQ(told(with("fault: outage, on: erp, from: 10m", "fault: pause, on: pipeline -> erp, from: 10m")),
            "s.yaml:15:24: `pause` cannot be done to a link; expected a seat such as erp\n");
  EXPECT_EQ(told(with("fault: outage, on: erp, from: 10m", "fault: journal-full, on: erp, from: 10m")),
            "s.yaml:15:31: `journal-full` cannot be done to `erp`, a seat of role erp; allowed here: pipeline\n");
}

TEST(Mistakes, FaultsOfAnotherTransport) {
  EXPECT_EQ(
      told(with("fault: duplicate, on: wms-* -> pipeline, chance: 2%, within: 10m",
                "fault: consumer-restart, on: wms-* -> pipeline, at: 2m, back: 1m")),
      "s.yaml:16:35: `consumer-restart` cannot be done to the channel `wms-east -> pipeline`, a webhook; expected a "
      "log: channels: {wms-east -> pipeline: log}\n");
  std::string logged = with("fault: duplicate, on: wms-* -> pipeline, chance: 2%, within: 10m",
                            "fault: redelivery-burst, on: wms-* -> pipeline, at: 2m, back: 1m");
  logged.insert(logged.find("faults:"), "channels: {wms-west -> pipeline: log}\n");
  EXPECT_EQ(told(logged),
            "s.yaml:17:35: `redelivery-burst` cannot be done to the channel `wms-west -> pipeline`, a log; expected a "
            "webhook: channels: {wms-west -> pipeline: webhook}\n");
  std::string signed_ = with("fault: duplicate, on: wms-* -> pipeline, chance: 2%, within: 10m",
                             "fault: forged-delivery, on: wms-* -> pipeline, chance: 2%");
  signed_.insert(signed_.find("faults:"), "channels: {wms-west -> pipeline: log}\n");
  EXPECT_EQ(told(signed_),
            "s.yaml:17:34: `forged-delivery` cannot be done to the channel `wms-west -> pipeline`, a log; expected a "
            "webhook: channels: {wms-west -> pipeline: webhook}\n");
}

TEST(Mistakes, ATokenOfSomebodyWhoFetchesNoOther) {
  EXPECT_EQ(told(with("fault: duplicate, on: wms-* -> pipeline, chance: 2%, within: 10m",
                      "fault: token-expiry, on: commerce -> pipeline, chance: 2%")),
            "s.yaml:16:31: `token-expiry` acts on calls of the pipeline; `commerce -> pipeline` has those of commerce; "
            "expected a link of the pipeline's calls, such as pipeline -> erp\n");
}

TEST(Mistakes, CopiesThatNeverCome) {
  EXPECT_EQ(told(with("within: 10m", "earliest: 10m, within: 10m")),
            "s.yaml:16:69: `earliest` is 10m, not before `within`, 10m: no copy ever comes\n");
}

TEST(Mistakes, MessagesThatNeverGoThatWay) {
  EXPECT_EQ(told(with("on: wms-* -> pipeline", "on: commerce -> pipeline, messages: [wms.shipped, label.buy]")),
            "s.yaml:16:61: `wms.shipped` never goes along `commerce -> pipeline`; allowed here: availability.query, "
            "commerce.cancellation.requested, commerce.order.placed, commerce.return.requested, reservation.confirm, "
            "reservation.create, reservation.release\n"
            "s.yaml:16:74: `label.buy` never goes along `commerce -> pipeline`; allowed here: availability.query, "
            "commerce.cancellation.requested, commerce.order.placed, commerce.return.requested, reservation.confirm, "
            "reservation.create, reservation.release\n");
  EXPECT_EQ(told(with("on: wms-* -> pipeline", "on: commerce -> pipeline, leg: event, messages: [reservation.create]")),
            "s.yaml:16:73: `reservation.create` never goes along `commerce -> pipeline` on the leg `event`; allowed "
            "here: commerce.cancellation.requested, commerce.order.placed, commerce.return.requested\n");
  EXPECT_EQ(told(with("on: wms-* -> pipeline", "on: pipeline -> wms-*, messages: [position.list]")),
            "s.yaml:16:58: `position.list` never goes along `pipeline -> wms-*`; allowed here: feed.read, "
            "inbound.expect, item.upsert, label.attach, "
            "outbound_order.cancel, outbound_order.create, return.expect, stock.list, token.create\n");
}

TEST(Mistakes, ADistributionIsFixedOrSpread) {
  EXPECT_EQ(told(with("fault: duplicate, on: wms-* -> pipeline, chance: 2%, within: 10m",
                      "fault: latency, on: pipeline -> erp, fixed: 1s, median: 2s")),
            "s.yaml:16:62: `fixed` and `median` exclude each other: with `fixed` every message waits the same\n");
}

TEST(Mistakes, Windows) {
  EXPECT_EQ(told(with("from: 10m, for: 5m", "from: 2h, for: 5m")),
            "s.yaml:15:36: the fault starts at 2h, after the end of the run (1h)\n"
            "s.yaml:15:45: the fault ends at 2h 5m, after the end of the run (1h)\n");
  EXPECT_EQ(told(with("at: 20m", "at: 90m")),
            "s.yaml:17:38: the fault comes at 1h 30m, after the end of the run (1h)\n");
  EXPECT_EQ(told(with("from: 10m, for: 5m", "from: 10m, until: 5m")),
            "s.yaml:15:48: the fault ends before it starts\n");
}

TEST(Mistakes, NamesThatAreTaken) {
  std::string twice = with("{fault: outage", "{id: a, fault: outage");
  twice.replace(twice.find("{fault: crash"), 13, "{id: a, fault: crash");
  EXPECT_EQ(told(twice), "s.yaml:17:10: the id `a` is taken already; expected an id that no other fault has\n");
  EXPECT_EQ(told(with("carriers: {carrier-fast", "carriers: {wms-east")),
            "s.yaml:10:14: the name `wms-east` is taken already; expected a name that no other seat has\n");
  EXPECT_EQ(told(with("wms-west: {region", "erp: {region")),
            "s.yaml:9:5: the name `erp` is taken already; expected a name that no other seat has\n");
}

TEST(Mistakes, AllOfThemAreTold) {
  std::string text = with("run: 1h", "run: soon");
  text.replace(text.find("chance: 2%"), 10, "chanse: 2%");
  text.replace(text.find("order.placed"), 12, "order.paid");
  const auto loaded = load_scenario(text, "s.yaml", test_vocabulary());
  ASSERT_EQ(loaded.mistakes.size(), 3U) << to_string(loaded.mistakes);
  EXPECT_EQ(loaded.mistakes[0].line, 5);
  EXPECT_EQ(loaded.mistakes[1].line, 16);
  EXPECT_EQ(loaded.mistakes[1].nearest, "chance");
  EXPECT_EQ(loaded.mistakes[2].line, 18);
}

TEST(Mistakes, AFileThatIsNotThere) {
  const auto loaded = load_scenario_file("/nowhere/s.yaml", test_vocabulary());
  EXPECT_EQ(to_string(loaded.mistakes), "/nowhere/s.yaml: cannot be read\n");
}

std::string told_live(const std::string& text) {
  const auto loaded = load_scenario(text, "s.yaml", test_vocabulary());
  EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
  return loaded ? to_string(check_live(*loaded.scenario, test_vocabulary())) : "";
}

TEST(Mistakes, FaultsThatOnlyTheVirtualWorldHas) {
  const std::string crash = "fault: crash, on: pipeline, at: 20m";
  EXPECT_EQ(told_live(small_scenario), "") << "a crash at a time is everywhere";
  EXPECT_NE(told_live(with(crash, "fault: crash, on: pipeline, commit: 20"))
                .find("a crash at a commit is not there in the live world yet; expected `at`"),
            std::string::npos);
  EXPECT_NE(told_live(with(crash, "fault: pause, on: erp, from: 20m, for: 1m"))
                .find("the fault `pause` is not there in the live world yet; allowed here: crash"),
            std::string::npos);
}

}  // namespace
}  // namespace drydock
