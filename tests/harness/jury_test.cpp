#include "harness/jury.hpp"

#include <gtest/gtest.h>

#include "harness/invariants/judge.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

// Fails on purpose: a jury that lets it pass lets everything pass.
class Canary : public Judge {
 public:
  explicit Canary(const Courtroom& room) : Judge("I00", room) {}
  std::uint32_t kinds() const override { return bit(RecordKind::phase); }
  void see(const Record& record, Findings& findings) override {
    decided();
    Charge song;
    song.sentence = "the canary sings";
    charge(findings, record, song);
  }
  void finish(Instant, bool, Findings&) override {}
};

// Knows that it cannot judge.
class Abstains : public Judge {
 public:
  explicit Abstains(const Courtroom& room) : Judge("I99", room) {}
  std::uint32_t kinds() const override { return 0; }
  void see(const Record&, Findings&) override {}
  void finish(Instant, bool, Findings&) override {}
  std::string not_evaluated() const override { return "a seat offers no view"; }
};

template <class T>
InvariantRow row(std::string_view id, std::string_view name) {
  InvariantRow row;
  row.id = id;
  row.name = name;
  row.grade = "S";
  row.flows = {"stock"};
  row.clauses = {"CL-STOCK-22", "CL-STOCK-22-AGREE"};
  row.sees = "a canary";
  row.make = [](const Courtroom& room) -> std::unique_ptr<Invariant> { return std::make_unique<T>(room); };
  return row;
}

TEST(Jury, the_canary_is_heard) {
  History h;
  h.at(seconds(5)).window("erp-down", true).phase("run");
  const InvariantRow canary = row<Canary>("I00", "canary");
  Jury jury({&h.directory, &h.plan}, std::vector{&canary}, {});
  h.play(jury);
  jury.finish(h.now(), true);
  const auto results = jury.results();
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(results[0].state, InvariantState::violated);
  EXPECT_EQ(results[0].findings, 1u);
  ASSERT_EQ(jury.findings().size(), 1u);
  const Finding& finding = jury.findings()[0];
  EXPECT_EQ(finding.sentence, "the canary sings");
  EXPECT_EQ(finding.name, "canary");
  EXPECT_EQ(finding.record, 2u);
  EXPECT_EQ(finding.at, t0 + seconds(5));
  EXPECT_EQ(finding.faults, std::vector<std::string>{"erp-down"});
  EXPECT_EQ(finding.party, "pipeline");
  EXPECT_EQ(finding.clause, "CL-STOCK-22-AGREE");  // no clause speaks of a phase: the widest
}

TEST(Jury, a_finding_rests_on_the_narrowest_clause_that_speaks_of_its_message) {
  History h;
  h.add(RecordKind::phase, "pipeline", {}, &message_of<InventoryAdjust>(), {});
  const InvariantRow canary = row<Canary>("I00", "canary");
  Jury jury({&h.directory, &h.plan}, std::vector{&canary}, {});
  h.play(jury);
  EXPECT_EQ(jury.findings()[0].clause, "CL-STOCK-22");
}

TEST(Jury, says_what_it_never_saw) {
  History h;
  const InvariantRow canary = row<Canary>("I00", "canary");
  Jury jury({&h.directory, &h.plan}, std::vector{&canary}, {});
  h.play(jury);
  jury.finish(h.now(), true);
  EXPECT_EQ(jury.results()[0].state, InvariantState::not_exercised);
  EXPECT_EQ(jury.results()[0].reason, "it never saw a canary");
}

TEST(Jury, counts_all_and_keeps_the_first) {
  History h;
  for (int i = 0; i < 100; ++i) h.phase("run");
  const InvariantRow canary = row<Canary>("I00", "canary");
  Jury jury({&h.directory, &h.plan}, std::vector{&canary}, {});
  h.play(jury);
  EXPECT_EQ(jury.results()[0].findings, 100u);
  EXPECT_EQ(jury.findings().size(), 20u);
}

TEST(Jury, a_closed_window_is_no_longer_named) {
  History h;
  h.window("erp-down", true).window("erp-down", false).phase("run");
  const InvariantRow canary = row<Canary>("I00", "canary");
  Jury jury({&h.directory, &h.plan}, std::vector{&canary}, {});
  h.play(jury);
  EXPECT_TRUE(jury.findings()[0].faults.empty());
}

TEST(Jury, says_what_it_did_not_judge) {
  History h;
  const InvariantRow abstains = row<Abstains>("I99", "abstains");
  const InvariantRow canary = row<Canary>("I00", "canary");
  Jury jury({&h.directory, &h.plan}, std::vector{&canary, &abstains}, {"stock"});
  jury.finish(h.now(), true);
  EXPECT_EQ(jury.results()[0].state, InvariantState::not_exercised);
  EXPECT_EQ(jury.results()[1].state, InvariantState::not_evaluated);
  EXPECT_EQ(jury.results()[1].reason, "a seat offers no view");
}

TEST(Jury, what_is_outside_the_flows_in_play_is_out_of_scope) {
  History h;
  h.phase("run");
  const InvariantRow canary = row<Canary>("I00", "canary");
  Jury jury({&h.directory, &h.plan}, std::vector{&canary}, {"tracking"});
  h.play(jury);
  jury.finish(h.now(), true);
  EXPECT_EQ(jury.results()[0].state, InvariantState::out_of_scope);
}

TEST(Jury, chooses_by_id_or_name_and_sorts_by_id) {
  History h;
  const Courtroom room{&h.directory, &h.plan};
  Jury some(room, {"convergence", "I35", "I35"});
  ASSERT_EQ(some.results().size(), 2u);
  EXPECT_EQ(some.results()[0].id, "I35");
  EXPECT_EQ(some.results()[1].id, "I59");
  Jury all(room);
  EXPECT_EQ(all.results().size(), invariant_rows().size());
}

}  // namespace
}  // namespace drydock::testing
