// A freight carrier: it answers tenders, and reports to the TMS.
#include "mocks/carrier/tenders.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "contracts/canonical/stimulus.hpp"
#include "mocks/carrier/carrier.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;

CarrierSettings manner(Ratio declines = {0, 1}, Ratio late = {0, 1}, Ratio late_scan = {0, 1}) {
  CarrierSettings made;
  made.carrier = "north";
  made.services = {{"freight", days(2), days(3), {9900, "USD"}}};
  made.late_scan = late_scan;
  made.tender = TenderSettings{declines, late, minutes(10), seconds(5)};
  return made;
}
FakeSeat carrier(CarrierSettings with = manner()) {
  FakeSeat seat(make_carrier(std::move(with)), "north",
                {{"north", "carrier"}, {"pipeline", "pipeline"}, {"tms", "tms"}});
  seat.start();
  seat.settle();
  return seat;
}
TenderOffer offer(const FakeSeat& seat, std::int64_t attempt = 1) {
  return {"LD-1", attempt, "O-1", "wms-east", {}, {{"P-1", 500}, {"P-2", 500}}, seat.io.clock + minutes(30)};
}
// Everything that is asked of the TMS is answered.
void hear(FakeSeat& seat) {
  for (const auto& sent : seat.open<TenderAnswer>()) seat.answer(sent.id, Accepted{"LD-1/1", "accepted"});
  for (const auto& sent : seat.open<MilestoneReport>())
    seat.answer(sent.id, Accepted{sent.body.as<MilestoneReport>()->milestone_id, "recorded"});
  seat.settle();
}
std::vector<MilestoneReport> reports(const FakeSeat& seat) {
  std::vector<MilestoneReport> found;
  for (const auto& sent : seat.sent<MilestoneReport>()) found.push_back(*sent.body.as<MilestoneReport>());
  return found;
}
void ride(FakeSeat& seat, Duration how_long) {
  for (Duration gone{}; gone < how_long; gone = gone + hours(1)) {
    seat.pass(hours(1));
    hear(seat);
  }
}
// A load of two packages, taken, labelled and handed over.
void load_up(FakeSeat& seat) {
  ask(seat, offer(seat), "LD-1/1");
  for (const char* package : {"P-1", "P-2"})
    ask(seat, LabelBuy{package, "O-1", "wms-east", {}, "freight", 500}, package);
  seat.stimulate(PackagesHandedOver{"S-1", "wms-east", "O-1", {"TP-1.1", "TP-2.1"}});
  seat.settle();
}

TEST(Tenders, AreTakenWithTheFourBehaviours) {
  FakeSeat seat = carrier();
  testing::check_write(seat, offer(seat), offer(seat, 2), "LD-1/1");
}

TEST(Tenders, AreAnsweredAfterSomeThought) {
  FakeSeat seat = carrier();
  ask(seat, offer(seat), "LD-1/1");
  EXPECT_TRUE(seat.open<TenderAnswer>().empty());
  seat.pass(minutes(10));
  const auto answers = seat.open<TenderAnswer>();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(*answers[0].body.as<TenderAnswer>(), (TenderAnswer{"LD-1", 1, "north", true, ""}));
  EXPECT_EQ(answers[0].headers.idempotency_key, "LD-1/1");
  seat.fail(answers[0].id);
  seat.pass(seconds(1));
  EXPECT_EQ(seat.open<TenderAnswer>().size(), 1U) << "until it is heard";
}

TEST(Tenders, SomeAreDeclinedAndSomeAreAnsweredTooLate) {
  FakeSeat no = carrier(manner({9, 10}));
  std::int64_t declined = 0;
  for (std::int64_t attempt = 1; attempt <= 100; ++attempt)
    ask(no, offer(no, attempt), "LD-1/" + std::to_string(attempt));
  no.pass(minutes(10));
  for (const auto& sent : no.open<TenderAnswer>()) declined += sent.body.as<TenderAnswer>()->accepted ? 0 : 1;
  EXPECT_NEAR(static_cast<double>(declined), 90, 9);

  FakeSeat late = carrier(manner({0, 1}, {1, 1}));
  const Instant until = offer(late).respond_by;
  ask(late, offer(late), "LD-1/1");
  late.pass(until - late.io.clock);
  EXPECT_TRUE(late.open<TenderAnswer>().empty());
  late.pass(seconds(5));
  ASSERT_EQ(late.open<TenderAnswer>().size(), 1U);
  EXPECT_TRUE(late.open<TenderAnswer>()[0].body.as<TenderAnswer>()->accepted);
  EXPECT_GE(late.open<TenderAnswer>()[0].at, until + seconds(1));
}

TEST(Tenders, ARestartStillAnswers) {
  FakeSeat seat = carrier();
  ask(seat, offer(seat), "LD-1/1");
  seat.crash();
  seat.pass(minutes(10));
  EXPECT_EQ(seat.open<TenderAnswer>().size(), 1U);
  seat.crash();
  EXPECT_EQ(seat.open<TenderAnswer>().size(), 1U) << "nobody knows whether it was heard";
  hear(seat);
  seat.crash();
  seat.pass(hours(1));
  EXPECT_TRUE(seat.open<TenderAnswer>().empty());
}

TEST(Tenders, AParcelCarrierIsAskedInVain) {
  CarrierSettings parcels = manner();
  parcels.tender.reset();
  FakeSeat seat = carrier(parcels);
  EXPECT_EQ(testing::refusal(seat, offer(seat)), "422 no_freight");
}

TEST(Tenders, ALoadIsReportedToTheTmsPackageByPackage) {
  FakeSeat seat = carrier();
  load_up(seat);
  ride(seat, days(4));
  EXPECT_TRUE(seat.published.empty()) << "the pipeline hears of it from the TMS";
  std::map<std::string, std::vector<MilestoneReport>> by_package;
  for (const MilestoneReport& one : reports(seat)) by_package[one.package_id].push_back(one);
  ASSERT_EQ(by_package.size(), 2U);
  EXPECT_EQ(by_package["P-1"].size(), 5U) << "three that happened, two estimates";
  const auto delivered = [&](const std::string& package) {
    for (const MilestoneReport& one : by_package[package])
      if (one.kind == MilestoneKind::actual && one.status == TrackingStatus::delivered) return one.occurs_at;
    return Instant{};
  };
  EXPECT_EQ(delivered("P-1"), delivered("P-2")) << "they go together";
  EXPECT_EQ(by_package["P-1"][0].kind, MilestoneKind::estimated);
  EXPECT_EQ(by_package["P-1"][0].load_id, "LD-1");
}

TEST(Tenders, AnEstimateMayComeAfterTheFact) {
  FakeSeat seat = carrier(manner({0, 1}, {0, 1}, {1, 1}));
  load_up(seat);
  ride(seat, days(4));
  std::vector<MilestoneKind> kinds;
  for (const MilestoneReport& one : reports(seat))
    if (one.package_id == "P-1") kinds.push_back(one.kind);
  ASSERT_EQ(kinds.size(), 5U);
  EXPECT_EQ(kinds[0], MilestoneKind::actual) << "delivered is told first, all else is recorded late";
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), MilestoneKind::estimated), 2);
}

TEST(Tenders, ARestartGoesOnWithTheSameJourney) {
  FakeSeat one = carrier();
  FakeSeat other = carrier();
  load_up(one);
  load_up(other);
  ride(one, days(1));
  ride(other, days(1));
  other.crash();
  ride(one, days(3));
  ride(other, days(3));
  EXPECT_EQ(reports(one), reports(other));
}

TEST(Tenders, OfAPackageOfNoLoadNothingIsSaid) {
  FakeSeat seat = carrier();
  ask(seat, LabelBuy{"P-9", "O-9", "wms-east", {}, "freight", 500}, "P-9");
  seat.stimulate(PackagesHandedOver{"S-9", "wms-east", "O-9", {"TP-9.1"}});
  ride(seat, days(4));
  EXPECT_TRUE(reports(seat).empty());
}

}  // namespace
}  // namespace drydock
