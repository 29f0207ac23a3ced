#include "harness/recorded.hpp"

#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

class Heard : public Tap {
 public:
  void see(const Record& record) override { kinds.push_back(record.kind); }
  std::vector<RecordKind> kinds;
};

Verdict judged_by_all() {
  Verdict verdict;
  for (const auto& row : invariant_rows())
    verdict.invariants.push_back(
        {.id = std::string(row.id), .name = std::string(row.name), .state = InvariantState::held, .evaluations = 4});
  return verdict;
}

const InvariantResult& of(const Verdict& verdict, std::string_view id) {
  return *std::find_if(verdict.invariants.begin(), verdict.invariants.end(),
                       [&](const InvariantResult& result) { return result.id == id; });
}

TEST(Recorded, leaves_out_what_the_docket_makes_anew) {
  History h;
  h.deliver("wms-east", shipped("O-1", "S-1", two), "E-1");
  const auto copy = [&](RecordKind kind) { h.add(kind, "wms-east", "pipeline", nullptr, {}).n = 1; };
  copy(RecordKind::violation);
  copy(RecordKind::view);
  Heard heard;
  Recorded recorded(heard);
  h.play(recorded);
  EXPECT_EQ(heard.kinds, std::vector<RecordKind>{RecordKind::deliver});
  EXPECT_TRUE(recorded.has_every_record());
  EXPECT_TRUE(recorded.has_bodies());
}

TEST(Recorded, keeps_violations_of_messages_without_bodies) {
  History h;
  h.deliver("wms-east", shipped("O-1", "S-1", two), "E-1").body = nullptr;
  h.add(RecordKind::violation, "wms-east", "pipeline", nullptr, {}).n = 1;
  Heard heard;
  Recorded recorded(heard);
  h.play(recorded);
  EXPECT_EQ(heard.kinds.size(), 2U);
  EXPECT_FALSE(recorded.has_bodies());

  Verdict verdict = judged_by_all();
  leave_open(verdict, recorded, true);
  EXPECT_FALSE(judged_something(verdict));
  EXPECT_EQ(of(verdict, "I42").reason, "the history keeps no bodies; record it with --history full");
}

TEST(Recorded, a_part_of_a_run_shows_no_more_than_single_messages_do) {
  History h;
  h.deliver("wms-east", shipped("O-1", "S-1", two), "E-1");
  h.phase("end");
  h.add(RecordKind::phase, {}, {}, nullptr, {}).n = 10;
  Heard heard;
  Recorded recorded(heard);
  h.play(recorded);
  EXPECT_EQ(recorded.kept(), 3U);
  EXPECT_EQ(recorded.places(), 10U);

  Verdict verdict = judged_by_all();
  verdict.findings.emplace_back().invariant = "I42";
  verdict.reached = {{.name = "order.placed", .declared = true, .count = 0}};
  verdict.faults = {{.id = "twice", .fault = "duplicate", .planned = "always", .fired = 0}};
  leave_open(verdict, recorded, true);
  EXPECT_EQ(of(verdict, "I56").state, InvariantState::held);
  EXPECT_EQ(of(verdict, "I42").state, InvariantState::not_evaluated);
  EXPECT_EQ(of(verdict, "I42").reason, "it needs the whole run: record it with --history full");
  EXPECT_TRUE(verdict.findings.empty());
  EXPECT_TRUE(verdict.reached.empty());
  EXPECT_TRUE(verdict.faults.empty());
  EXPECT_EQ(verdict.partial, "the history keeps 3 of 10 records: only what one message shows by itself is judged");
}

TEST(Recorded, without_the_plan_what_needs_masters_windows_or_bounds_is_left_open) {
  History h;
  h.deliver("wms-east", shipped("O-1", "S-1", two), "E-1");
  Heard heard;
  Recorded recorded(heard);
  h.play(recorded);
  Verdict verdict = judged_by_all();
  leave_open(verdict, recorded, false);
  EXPECT_EQ(of(verdict, "I42").state, InvariantState::held);
  for (const char* id : {"I01", "I10", "I23", "I37", "I59"}) {
    EXPECT_EQ(of(verdict, id).state, InvariantState::not_evaluated) << id;
    EXPECT_NE(of(verdict, id).reason.find("--plan FILE"), std::string::npos) << id;
  }
  EXPECT_TRUE(verdict.partial.empty());
}

}  // namespace
}  // namespace drydock::testing
