#include "mocks/common/errands.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/freight.hpp"
#include "mocks/common/desk.hpp"
#include "tests/support/fake_io.hpp"

namespace drydock {
namespace {

using testing::FakeSeat;
using testing::SentRequest;

// A seat that passes every offer on to the carrier.
class Forwarder : public Desk {
 public:
  explicit Forwarder(const Directory& directory) : Desk({}), errands_(directory) {}

 private:
  void restore(std::string_view key, const Payload& value) override {
    if (Errands::owns(key)) errands_.restore(key, value);
  }
  void resume(Io& io) override { errands_.resume(io); }
  Outcome serve(const Received& received, Io&) override {
    const auto* offer = received.body.as<TenderOffer>();
    Commit commit;
    Errand errand{received.headers.idempotency_key, "carrier", "O-1", "cause", {}};
    if (offer->respond_by.us > 0) errand.until = offer->respond_by;
    errands_.add(std::move(errand), received.body, commit);
    return Write{std::move(commit), 202, "passed", "on"};
  }
  void timer(std::uint64_t tag, Io& io) override { errands_.timer(tag, io); }
  void answered(RequestId id, const Reply* reply, Io& io) override {
    Commit commit;
    errands_.answered(id, reply, commit, io);
    if (!commit.empty()) keep(std::move(commit), io);
  }
  void committed(Ticket ticket) override { errands_.committed(ticket); }
  void stored(Ticket ticket, Io& io) override { errands_.stored(ticket, io); }

  Errands errands_;
};

FakeSeat forwarder() {
  FakeSeat seat([](const SeatConfig& config) { return std::make_unique<Forwarder>(*config.directory); }, "tms",
                {{"tms", "tms"}, {"pipeline", "pipeline"}, {"carrier", "carrier"}});
  seat.start();
  seat.settle();
  return seat;
}
TenderOffer offer(Instant until = {}) { return {"LD-1", 1, "O-1", "wms-east", {}, {{"P-1", 5}}, until}; }
std::vector<SentRequest> asked(const FakeSeat& seat) { return seat.open<TenderOffer>(); }

TEST(Errands, AreMadeWhenTheyAreDurable) {
  FakeSeat seat = forwarder();
  seat.call(offer(), "LD-1/1");
  EXPECT_TRUE(asked(seat).empty());
  seat.settle();
  ASSERT_EQ(asked(seat).size(), 1U);
  EXPECT_EQ(asked(seat)[0].headers.idempotency_key, "LD-1/1");
  EXPECT_EQ(asked(seat)[0].headers.correlation_id, "O-1");
  EXPECT_EQ(seat.directory()[asked(seat)[0].to].name, "carrier");
}

TEST(Errands, AreRepeatedUnderTheirKeyUntilTheyAreAnswered) {
  FakeSeat seat = forwarder();
  seat.call(offer(), "LD-1/1");
  seat.settle();
  seat.fail(asked(seat).at(0).id);
  EXPECT_TRUE(asked(seat).empty()) << "not at once";
  seat.pass(seconds(1));
  seat.answer(asked(seat).at(0).id, Reply{503, {}, seconds(7)});
  seat.pass(seconds(6));
  EXPECT_TRUE(asked(seat).empty()) << "Retry-After counts";
  seat.pass(seconds(1));
  EXPECT_EQ(asked(seat).at(0).headers.idempotency_key, "LD-1/1");
  seat.answer(asked(seat).at(0).id, Accepted{"LD-1/1", "received"}, 202);
  seat.settle();
  seat.pass(hours(1));
  EXPECT_TRUE(asked(seat).empty());
  seat.crash();
  EXPECT_TRUE(asked(seat).empty()) << "it is done";
}

TEST(Errands, ARestartMakesWhatIsOpen) {
  FakeSeat seat = forwarder();
  seat.call(offer(), "LD-1/1");
  seat.crash(1);  // durable, and not yet made
  ASSERT_EQ(asked(seat).size(), 1U);
  EXPECT_EQ(*asked(seat)[0].body.as<TenderOffer>(), offer());
  seat.call(offer(), "LD-1/2");
  seat.crash();
  EXPECT_EQ(asked(seat).size(), 1U) << "what was not durable was never decided";
}

TEST(Errands, AreGivenUpAfterTheirTimeOrARefusal) {
  FakeSeat seat = forwarder();
  seat.call(offer(seat.io.clock + seconds(2)), "LD-1/1");
  seat.settle();
  seat.fail(asked(seat).at(0).id);
  seat.pass(seconds(1));
  seat.fail(asked(seat).at(0).id);
  seat.pass(hours(1));
  EXPECT_TRUE(asked(seat).empty());
  seat.call(offer(), "LD-1/2");
  seat.settle();
  Problem refused;
  refused.status = 422;
  refused.code = "no_freight";
  seat.answer(asked(seat).at(0).id, Reply{422, Payload::of(refused), {}});
  seat.pass(hours(1));
  EXPECT_TRUE(asked(seat).empty());
}

}  // namespace
}  // namespace drydock
