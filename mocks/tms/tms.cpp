#include "mocks/tms/tms.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "contracts/canonical/shipping.hpp"
#include "mocks/common/desk.hpp"

namespace drydock {
namespace {

using Settings = std::shared_ptr<const TmsSettings>;

Money cost_of(const RateOffer& offer, std::int64_t weight_grams) {
  const std::int64_t kilograms = (std::max<std::int64_t>(weight_grams, 1) + 999) / 1000;
  return {offer.base.minor + kilograms * offer.per_kilogram.minor, offer.base.currency};
}

// It only answers: it has nothing to remember.
class Tms : public Desk {
 public:
  explicit Tms(Settings settings) : Desk(settings->limits), settings_(std::move(settings)) {}

 private:
  Outcome serve(const Received& received, Io&) override {
    if (const auto* shop = received.body.as<RateShop>()) return rates(*shop);
    return unknown_operation(received);
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
};

}  // namespace

ActorFactory make_tms(TmsSettings settings) {
  auto shared = std::make_shared<const TmsSettings>(std::move(settings));
  return [shared](const SeatConfig&) { return std::make_unique<Tms>(shared); };
}

}  // namespace drydock
