// What a scenario can say about the payment provider.
#pragma once
#include <set>
#include <string>

#include "mocks/common/limits.hpp"
#include "sim/draw.hpp"

namespace drydock {

/// Plain data. Declines are drawn with the key of the order and the attempt.
struct PaymentSettings {
  Limits limits;
  Ratio declines{0, 1};                ///< of the first authorisations of an order
  Ratio declines_again{0, 1};          ///< of the later ones
  std::set<std::string> trusted = {};  ///< orders of which none is declined
  /// From the decision on; then nothing can be captured or voided any more, and what was set aside is free.
  Duration authorization_life = days(7);
};

}  // namespace drydock
