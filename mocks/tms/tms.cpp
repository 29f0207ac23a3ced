#include "mocks/tms/tms.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "contracts/canonical/shipping.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/tms/loads.hpp"

namespace drydock {
namespace {

using Settings = std::shared_ptr<const TmsSettings>;

Money cost_of(const RateOffer& offer, std::int64_t weight_grams) {
  const std::int64_t kilograms = (std::max<std::int64_t>(weight_grams, 1) + 999) / 1000;
  return {offer.base.minor + kilograms * offer.per_kilogram.minor, offer.base.currency};
}

// Of rates it remembers nothing; its loads are in `loads_`.
class Tms : public Desk {
 public:
  Tms(Settings settings, const Directory& directory)
      : Desk(settings->limits), settings_(std::move(settings)), loads_(*settings_, directory) {}

 private:
  void restore(std::string_view key, const Payload& value) override { loads_.restore(key, value); }
  void resume(Io& io) override { loads_.resume(io); }
  Outcome serve(const Received& received, Io& io) override {
    const Payload& body = received.body;
    if (const auto* shop = body.as<RateShop>()) return rates(*shop);
    if (const auto* plan = body.as<LoadPlan>()) return loads_.plan(*plan, received, io);
    if (const auto* again = body.as<LoadRetender>()) return loads_.retender(*again, received, io);
    if (const auto* answer = body.as<TenderAnswer>()) return loads_.hear(*answer, received, io);
    if (const auto* report = body.as<MilestoneReport>()) return loads_.record(*report, received, io);
    return unknown_operation(received);
  }
  // Which carrier is asked at which attempt follows from the routing guide.
  Payload result(const Received& received, const Kept& kept) const override {
    if (received.type->reply != type_of<LoadTendered>()) return Desk::result(received, kept);
    return Payload::of(loads_.tendered(kept.id, std::stoll(kept.state)));
  }
  void timer(std::uint64_t tag, Io& io) override { keep_if(loads_.timer(tag, io), io); }
  void answered(RequestId id, const Reply* reply, Io& io) override { keep_if(loads_.answered(id, reply, io), io); }
  void committed(Ticket ticket) override { loads_.committed(ticket); }
  void stored(Ticket ticket, Io& io) override { loads_.stored(ticket, io); }
  void keep_if(Commit commit, Io& io) {
    if (!commit.empty()) keep(std::move(commit), io);
  }

  Outcome rates(const RateShop& shop) const {
    RateShopResult result;
    result.fulfillment_id = shop.fulfillment_id;
    for (const RateOffer& offer : settings_->offers)
      if (serves(offer, shop))
        result.rates.push_back({offer.carrier, offer.service, cost_of(offer, shop.weight_grams), offer.days_max});
    std::sort(result.rates.begin(), result.rates.end(), [](const Rate& a, const Rate& b) {
      return std::tie(a.cost.minor, a.days_max, a.carrier, a.service) <
             std::tie(b.cost.minor, b.days_max, b.carrier, b.service);
    });
    return Reply{200, Payload::of(std::move(result)), {}};
  }

  bool serves(const RateOffer& offer, const RateShop& shop) const {
    if (!offer.location.empty() && offer.location != shop.location) return false;
    if (!offer.region.empty() && offer.region != shop.ship_to.region) return false;
    for (const ServiceLevel& level : settings_->levels)
      if (level.service == shop.service) return offer.days_max <= level.days_max;
    return offer.service == shop.service;
  }

  Settings settings_;
  Loads loads_;
};

}  // namespace

ActorFactory make_tms(TmsSettings settings) {
  auto shared = std::make_shared<const TmsSettings>(std::move(settings));
  return [shared](const SeatConfig& seat) { return std::make_unique<Tms>(shared, *seat.directory); };
}

}  // namespace drydock
