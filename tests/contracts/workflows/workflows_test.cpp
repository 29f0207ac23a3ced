#include "contracts/workflows/workflows.hpp"

#include <gtest/gtest.h>

#include <set>

#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/embedded.hpp"

namespace drydock {
namespace {

std::string_view file(std::string_view path) {
  for (const EmbeddedFile& embedded : embedded_contracts())
    if (embedded.path == path) return embedded.text;
  return {};
}

const OwedEffect& rule(std::string_view event, std::string_view operation) {
  for (const OwedEffect& row : workflows().effects())
    if (row.event->name == event && row.operation->name == operation) return row;
  throw std::runtime_error("no such rule");
}

std::vector<std::string> keys(const OwedEffect& row, const Payload& event) {
  std::vector<std::string> all;
  row.event_key.each_text(event.data(), [&](const std::string& key) { all.push_back(key); });
  return all;
}

TEST(Workflows, AreReadWithoutMistakes) {
  const LoadedWorkflows loaded = Workflows::load(file("workflows/clauses.yaml"), file("workflows/effects.yaml"));
  for (const std::string& error : loaded.errors) ADD_FAILURE() << error;
}

TEST(Workflows, HaveClausesOfEveryFlow) {
  std::set<std::string> covered;
  for (const Clause& clause : workflows().clauses()) covered.insert(clause.flow);
  for (const std::string_view flow : flows()) EXPECT_TRUE(covered.contains(std::string(flow))) << flow;
}

TEST(Workflows, SayInTheIdWhichFlowAndStepItIs) {
  for (const Clause& clause : workflows().clauses()) {
    std::string flow = "CL-" + clause.flow + "-";
    std::transform(flow.begin(), flow.end(), flow.begin(), [](unsigned char c) { return std::toupper(c); });
    EXPECT_TRUE(clause.id.starts_with(flow)) << clause.id;
    if (clause.flow == "any") continue;
    std::string step =
        (std::isdigit(static_cast<unsigned char>(clause.step.back())) && clause.step.size() == 1 ? "0" : "") +
        clause.step;
    if (clause.step == "2b") step = "02b";
    std::transform(step.begin(), step.end(), step.begin(), [](unsigned char c) { return std::toupper(c); });
    EXPECT_TRUE(clause.id.substr(flow.size()).starts_with(step)) << clause.id << ": step " << clause.step;
  }
}

TEST(Workflows, CoverEveryMessageOfTheirFlows) {
  std::set<const MessageType*> covered;
  for (const Clause& clause : workflows().clauses()) covered.insert(clause.messages.begin(), clause.messages.end());
  for (const MessageType& message : message_types())
    if (message.flow != "reconciliation") EXPECT_TRUE(covered.contains(&message)) << message.name;
}

TEST(Workflows, NameAnIdempotencyKeyForEveryWriteTheyOweAsAStep) {
  for (const Clause& clause : workflows().clauses()) {
    if (clause.kind != ClauseKind::sync || clause.id == "CL-STOCK-23") continue;  // a compare-and-set by version
    const bool writes =
        std::any_of(clause.messages.begin(), clause.messages.end(), [](const MessageType* m) { return m->write; });
    EXPECT_EQ(writes, !clause.idempotency_key.empty()) << clause.id;
  }
}

TEST(EffectMap, OwesOperationsOfTheClauseToTheRoleThatServesThem) {
  for (const OwedEffect& row : workflows().effects()) {
    const Clause* clause = workflows().find_clause(row.clause);
    ASSERT_NE(clause, nullptr) << row.clause;
    EXPECT_EQ(clause->flow, row.flow);
    EXPECT_EQ(row.operation->role, row.role) << row.operation->name;
    EXPECT_EQ(std::count(clause->messages.begin(), clause->messages.end(), row.operation), 1) << row.clause;
    EXPECT_TRUE(row.operation->write) << row.operation->name;
    EXPECT_EQ(row.event->kind, MessageKind::event);
  }
}

TEST(EffectMap, AConditionMayNameAWordOfAList) {
  const OwedEffect& shown = rule("tms.milestone", "tracking.update");
  TmsMilestone milestone;
  for (const MilestoneKind kind : {MilestoneKind::planned, MilestoneKind::estimated, MilestoneKind::actual}) {
    milestone.kind = kind;
    EXPECT_EQ(shown.owed(Payload::of(milestone)), kind == MilestoneKind::actual) << name_of(kind);
  }
}

TEST(EffectMap, OwesALabelForEveryPackage) {
  const Payload packed = Payload::of(WmsPackConfirmed{"F-1", "O-1", "wms-east", {{"P-1", 1, {}}, {"P-2", 1, {}}}});
  const OwedEffect& label = rule("wms.pack.confirmed", "label.buy");
  EXPECT_EQ(keys(label, packed), (std::vector<std::string>{"P-1", "P-2"}));
  EXPECT_EQ(label.expected, Expected::exactly_1);
  std::vector<std::string> bought;
  const LabelBuy body{.package_id = "P-2", .order_id = {}, .location = {}, .ship_to = {}, .service = {}};
  label.operation_key.each_text(&body, [&](const std::string& key) { bought.push_back(key); });
  EXPECT_EQ(bought, std::vector<std::string>{"P-2"});
}

TEST(EffectMap, OwesForAShipmentWhatItsKindAsksFor) {
  std::set<std::string_view> owed;
  for (const OwedEffect* row : workflows().owed_by(message_of<WmsShipped>())) owed.insert(row->operation->name);
  EXPECT_EQ(owed, (std::set<std::string_view>{"goods_issue.post", "invoice.create", "payment.capture",
                                              "fulfillment.create", "inbound.expect"}));
}

TEST(EffectMap, OwesNothingForACountWithoutVariance) {
  const OwedEffect& row = rule("wms.count.completed", "inventory.adjust");
  WmsCountCompleted count;
  EXPECT_FALSE(row.owed(Payload::of(count)));
  count.variance = -1;
  EXPECT_TRUE(row.owed(Payload::of(count)));
  EXPECT_TRUE(rule("wms.moved", "inventory.adjust").owed(Payload::of(WmsMoved{})));
}

TEST(EffectMap, OrdersScansByTimeThenRank) {
  const OwedEffect& row = rule("carrier.tracking.updated", "tracking.update");
  EXPECT_EQ(row.expected, Expected::latest);
  CarrierTrackingUpdated scan;
  scan.occurred_at = Instant{7};
  scan.status = TrackingStatus::in_transit;
  TrackingUpdate shown;
  shown.occurred_at = Instant{7};
  shown.milestone = TrackingStatus::delivered;
  EXPECT_LT(row.order_of_event(Payload::of(scan)), row.order_of_operation(Payload::of(shown)));
  scan.occurred_at = Instant{8};
  EXPECT_GT(row.order_of_event(Payload::of(scan)), row.order_of_operation(Payload::of(shown)));
  EXPECT_TRUE(rule("wms.shipped", "invoice.create").order_of_event(Payload::of(WmsShipped{})).empty());
}

TEST(EffectMap, FindsTheRulesThatAWriteCanFulfil) {
  EXPECT_EQ(workflows().fulfilled_by(message_of<InventoryAdjust>()).size(), 6U);
  EXPECT_TRUE(workflows().fulfilled_by(message_of<RateShop>()).empty());
}

constexpr const char* one_clause =
    "format: 1\nclauses:\n  - {id: CL-A, flow: stock, step: \"22\", party: pipeline, kind: sync, messages: "
    "[inventory.adjust], "
    "idempotency_key: k, owes: it, source: s}\n";
constexpr const char* no_effects = "format: 1\neffects: []\n";

std::string effect(const std::string& parts) {
  return "format: 1\neffects:\n  - {" + parts + ", role: erp, flow: stock, clause: CL-A}\n";
}

std::vector<std::string> errors(const std::string& clauses, const std::string& effects) {
  return Workflows::load(clauses, effects).errors;
}

using Errors = std::vector<std::string>;

TEST(WorkflowFiles, MayBeSmall) { EXPECT_EQ(errors(one_clause, no_effects), Errors{}); }

TEST(WorkflowFiles, TellMistakesInClausesWithTheirPlace) {
  EXPECT_EQ(errors("format: 1\nclauses:\n  - {id: CL-A, flow: stok, step: a, party: pipeline, kind: sync, owes: it, "
                   "source: s}\n",
                   no_effects),
            Errors{"workflows/clauses.yaml:3:22: expected one of prepare, availability, reservation, order-import, "
                   "order-release, "
                   "fulfilment, shipping, tracking, stock, erp-posting, cancel, transfer, notification, "
                   "returns, reconciliation, master-data, found `stok`"});
  EXPECT_EQ(errors("format: 1\nclauses:\n  - {id: CL-A, flow: any, step: a, party: any, kind: rule, messages: "
                   "[wms.shiped], owes: it, source: s}\n",
                   no_effects),
            Errors{"workflows/clauses.yaml:3:70: no operation or event `wms.shiped` in the contract book"});
  const std::string twice =
      std::string(one_clause) + std::string(one_clause).substr(std::string(one_clause).find("  - "));
  EXPECT_EQ(errors(twice, no_effects), Errors{"workflows/clauses.yaml:4:5: a second clause `CL-A`; ids are unique"});
  EXPECT_EQ(
      errors("format: 1\nclauses:\n  - {id: CL-A, flow: any, step: a, party: any, kind: rule, owns: it, source: s}\n",
             no_effects),
      (Errors{"workflows/clauses.yaml:3:60: unknown key `owns`; allowed here: id, flow, step, party, kind, messages, "
              "idempotency_key, durable_first, owes, source",
              "workflows/clauses.yaml:3:5: expected a key `owes`, found none"}));
}

TEST(WorkflowFiles, TellMistakesInEffectsWithTheirPlace) {
  EXPECT_EQ(
      errors(one_clause, effect("event: wms.moved, event_key: /movment_id, operation: inventory.adjust, operation_key: "
                                "/movement_id, expected: exactly 1")),
      Errors{
          "workflows/effects.yaml:3:35: wms.moved: \"/movment_id\": \"movment_id\" names nothing here; expected one of "
          "movement_id, item, location, from, to, quantity, reason, position_version, lot"});
  EXPECT_EQ(errors(one_clause, effect("event: wms.moved, event_key: /quantity, operation: inventory.adjust, "
                                      "operation_key: /movement_id, expected: exactly 1")),
            Errors{"workflows/effects.yaml:3:35: `/quantity` is integer; a business key is text"});
  EXPECT_EQ(errors(one_clause, effect("event: wms.moved, event_key: /movement_id, operation: inventory.adjust, "
                                      "operation_key: /movement_id, expected: latest")),
            Errors{"workflows/effects.yaml:3:5: `latest` needs event_order and operation_order: as many pointers, "
                   "pairwise of one "
                   "type; the others none"});
  EXPECT_EQ(
      errors("format: 1\nclauses: []\n", effect("event: wms.moved, event_key: /movement_id, operation: "
                                                "inventory.adjust, operation_key: /movement_id, expected: at most 1")),
      Errors{"workflows/effects.yaml:3:5: no clause `CL-A` in clauses.yaml"});
}

TEST(WorkflowFiles, TellMistakesInWhatPutsAnEndToARule) {
  const std::string rule =
      "event: wms.moved, event_key: /movement_id, operation: inventory.adjust, operation_key: "
      "/movement_id, expected: exactly 1, ";
  EXPECT_EQ(errors(one_clause, effect(rule + "unless: wms.mowed, unless_key: /movement_id")),
            Errors{"workflows/effects.yaml:3:136: no operation or event `wms.mowed` in the contract book"});
  EXPECT_EQ(errors(one_clause, effect(rule + "unless: wms.pack.voided, unless_key: /quantity")).size(), 1U);
  EXPECT_EQ(errors(one_clause, effect(rule + "unless: wms.pack.voided")).size(), 1U) << "whose end is it?";
}

TEST(Workflows, ARuleMayBeOwedUntilAnotherEventOnly) {
  const MessageType& voided = *find_message("wms.pack.voided");
  std::set<std::string> ended;
  for (const OwedEffect* one : workflows().ended_by(voided)) ended.insert(std::string(one->operation->name));
  EXPECT_EQ(ended, (std::set<std::string>{"label.attach", "label.buy"}));
  EXPECT_TRUE(workflows().ended_by(*find_message("wms.shipped")).empty());
}

TEST(WorkflowFiles, TellWhatIsNoYamlOrAnotherFormat) {
  EXPECT_EQ(errors("clauses: [", no_effects).size(), 1U);
  EXPECT_EQ(errors("", no_effects).size(), 1U);
  EXPECT_EQ(errors("format: 2\nclauses: []\n", no_effects), Errors{"workflows/clauses.yaml:1:9: expected format 1"});
}

}  // namespace
}  // namespace drydock
