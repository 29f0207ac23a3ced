// The reservation flow: all lines or none, decided on the present state, answered once and for all.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

std::string answer_of(Enterprise& e, RequestId id) {
  const Reply* reply = e.seat.reply_to(id);
  return reply == nullptr ? std::string() : std::to_string(reply->status) + to_json(reply->body);
}

TEST(Reservation, IsAnsweredOnlyWhenDurable) {
  Enterprise e;
  e.start();
  const RequestId id = e.seat.call(Enterprise::cart("1", 1), "C-1/1");
  EXPECT_EQ(e.seat.reply_to(id), nullptr);
  e.seat.make_durable();
  ASSERT_NE(e.seat.reply_to(id), nullptr);
}

TEST(Reservation, TheNearestNodeGivesAndAnotherHelpsOut) {
  Enterprise e({{"A", "wms-east", 5, 0, 2}, {"A", "wms-west", 4, 0, 0}});
  e.start();
  const auto east = e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1");
  EXPECT_EQ(east.lines[0].location, "wms-east");
  // One unit is left at the near node: the far one has all that is wanted.
  const auto west = e.ask<ReservationAnswer>(Enterprise::cart("2", 2), "C-2/1");
  EXPECT_EQ(west.lines.size(), 1u);
  EXPECT_EQ(west.lines[0].location, "wms-west");
  const auto split = e.ask<ReservationAnswer>(Enterprise::cart("3", 3), "C-3/1");
  EXPECT_EQ(split.outcome, ReservationOutcome::held);
  EXPECT_EQ(split.lines.size(), 2u);
  const auto none = e.ask<ReservationAnswer>(Enterprise::cart("4", 1), "C-4/1");
  EXPECT_EQ(none.outcome, ReservationOutcome::declined);
  ASSERT_EQ(none.nearest.size(), 1u);
  EXPECT_EQ(none.nearest[0].quantity, 0);
}

TEST(Reservation, TwoLinesOfOneItemDoNotCountAUnitTwice) {
  Enterprise e({{"A", "wms-east", 1, 0, 0}});
  e.start();
  ReservationCreate create = Enterprise::cart("1", 1);
  create.lines.push_back({"2", "A", 1});
  EXPECT_EQ(e.ask<ReservationAnswer>(create, "C-1/1").outcome, ReservationOutcome::declined);
}

TEST(Reservation, TheSameKeyGetsTheSameAnswerAlsoAfterARestart) {
  Enterprise e;
  e.start();
  const std::string first = answer_of(e, e.call(Enterprise::cart("1", 2), "C-1/1"));
  e.seat.pass(seconds(5));
  EXPECT_EQ(answer_of(e, e.call(Enterprise::cart("1", 2), "C-1/1")), first);
  e.crash();
  EXPECT_EQ(answer_of(e, e.call(Enterprise::cart("1", 2), "C-1/1")), first);
  EXPECT_EQ(e.position("A", "wms-east").reserved, 2);
  EXPECT_EQ(e.status(e.call(Enterprise::cart("1", 3), "C-1/1")), 422);
  EXPECT_EQ(e.position("A", "wms-east").reserved, 2);
}

TEST(Reservation, ARepetitionDuringTheCommitWaitsForIt) {
  Enterprise e;
  e.start();
  const RequestId first = e.seat.call(Enterprise::cart("1", 2), "C-1/1");
  const RequestId second = e.seat.call(Enterprise::cart("1", 2), "C-1/1");
  EXPECT_EQ(e.seat.reply_to(second), nullptr);
  e.run();
  EXPECT_EQ(answer_of(e, first), answer_of(e, second));
  EXPECT_EQ(e.position("A", "wms-east").reserved, 2);
}

TEST(Reservation, ExpiresUnlessConfirmed) {
  Enterprise e;
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1");
  e.ask<ReservationAnswer>(Enterprise::cart("2", 3), "C-2/1");
  EXPECT_EQ(e.ask<ReservationStatus>(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1").state, ReservationState::confirmed);
  e.pass(seconds(602), seconds(1));
  EXPECT_EQ(e.position("A", "wms-east").reserved, 2);
  EXPECT_EQ(e.status(e.call(ReservationConfirm{"R-2-1", "O-2"}, "R-2-1")), 409);
  EXPECT_EQ(e.status(e.call(ReservationConfirm{"R-9-1", "O-9"}, "R-9-1")), 404);
  EXPECT_EQ(e.ask<ReservationStatus>(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1").state, ReservationState::confirmed);
}

TEST(Reservation, ExpiresAfterARestartToo) {
  Enterprise e;
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1");
  e.crash();
  e.pass(seconds(602), seconds(1));
  EXPECT_EQ(e.position("A", "wms-east").reserved, 0);
}

TEST(Reservation, GivenBackOnceAndAcceptedAgain) {
  Enterprise e;
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1");
  e.call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1");
  const std::string first = answer_of(e, e.call(ReservationRelease{"R-1-1", "gone"}, "R-1-1"));
  EXPECT_EQ(answer_of(e, e.call(ReservationRelease{"R-1-1", "gone"}, "R-1-1")), first);
  EXPECT_EQ(e.status(e.call(ReservationRelease{"R-1-1", "other"}, "R-1-1")), 422);
  EXPECT_EQ(e.position("A", "wms-east").reserved, 0);
}

TEST(Reservation, ACommitThatFailsIsAnsweredWith503AndTriedAgain) {
  Enterprise e;
  e.start();
  const RequestId id = e.seat.call(Enterprise::cart("1", 2), "C-1/1");
  e.seat.fail_commit();
  EXPECT_EQ(e.status(id), 503);
  const RequestId event = e.seat.deliver_data(Enterprise::order("9", 1), "O-9/placed", "commerce");
  EXPECT_EQ(e.seat.settlement_of(event)->status, 503);
  e.pass(seconds(3));
  EXPECT_EQ(e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1").outcome, ReservationOutcome::held);
  EXPECT_EQ(e.position("A", "wms-east").reserved, 2);
}

// The model: two numbers, and what each hold took of them.
struct Model {
  std::map<std::string, std::int64_t> free{{"wms-east", 6}, {"wms-west", 4}};
  struct Hold {
    std::vector<ReservedLine> lines;
    bool confirmed = false;
  };
  std::map<std::string, Hold> holds;
  std::int64_t all() const { return free.at("wms-east") + free.at("wms-west"); }
};

RC_GTEST_PROP(Reservation, HoldsAgreeWithAModel, ()) {
  Enterprise e({{"A", "wms-east", 6, 0, 0}, {"A", "wms-west", 4, 0, 0}});
  e.start();
  Model model;
  int asked = 0;  // a declined cart is asked again under another key
  const auto steps = *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
      rc::gen::tuple(rc::gen::inRange(0, 5), rc::gen::inRange(1, 6), rc::gen::inRange(1, 4)));
  for (const auto& [what, who, quantity] : steps) {
    const std::string number = std::to_string(who);
    const std::string id = "R-" + number + "-1";
    const auto known = model.holds.find(id);
    if (what <= 1 && known == model.holds.end()) {
      ReservationCreate create = Enterprise::cart(number, quantity);
      const auto answer = e.ask<ReservationAnswer>(create, "C-" + number + "/" + std::to_string(++asked));
      RC_ASSERT((answer.outcome == ReservationOutcome::held) == (model.all() >= quantity));
      if (answer.outcome == ReservationOutcome::declined) continue;
      for (const ReservedLine& line : answer.lines) model.free[line.location] -= line.quantity;
      model.holds[id] = {answer.lines, false};
    } else if (what == 2) {
      const int status = e.status(e.call(ReservationConfirm{id, "O-" + number}, id));
      RC_ASSERT((status == 200) == (known != model.holds.end()));
      if (known != model.holds.end()) known->second.confirmed = true;
    } else if (what == 3 && known != model.holds.end() && !known->second.confirmed) {
      e.call(ReservationRelease{id, "gone"}, id);
      for (const ReservedLine& line : known->second.lines) model.free[line.location] += line.quantity;
      break;  // its name is used up
    } else if (what == 4) {
      e.crash();
      e.run();
    }
    for (const auto& [location, free] : model.free) {
      const PositionView place = e.position("A", location);
      RC_ASSERT(place.unrestricted - place.reserved == free);
      RC_ASSERT(free >= 0);
    }
  }
}

}  // namespace
}  // namespace drydock::testing
