// What a scenario can say about the shop.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "mocks/common/limits.hpp"
#include "sim/draw.hpp"

namespace drydock {

/// Plain data. Draws are keyed by the order id, so that one shopper's patience is not another's.
struct CommerceSettings {
  Limits limits;
  std::int64_t reservation_ttl_seconds = 900;  ///< asked for with each hold
  Ratio abandon{0, 1};  ///< of the shoppers whose stock is held, how many leave without a word: the hold runs out
  /// The same of the orders whose ids begin so (up to their number), where it differs.
  std::map<std::string, Ratio, std::less<>> abandon_of;
  Ratio looks{1, 1};                ///< of the shoppers who would look, how many really ask for availability
  Duration think_min = seconds(5);  ///< between the look and the checkout, uniform; nothing without a look
  Duration think_max = seconds(60);
  Duration look_deadline = seconds(2);    ///< of one availability.query; a look is never repeated
  Duration answer_deadline = seconds(5);  ///< of one reservation request
  /// Wait before the second attempt; it doubles up to `retry_max`, plus up to half of it again.
  Duration retry_first = milliseconds(500);
  Duration retry_max = seconds(30);
  /// From the checkout on; then the cart is abandoned, and its hold, if there is one, runs out.
  Duration reserve_patience = minutes(10);
  Duration confirm_patience = minutes(5);  ///< from the first confirm on; then the reservation is given back
  std::int64_t attempts = 3;  ///< carts whose reservation was gone at the confirm are asked again, this often at most
  /// Items that are sold before anybody can hold them: their lines are ordered and not reserved.
  std::set<std::string, std::less<>> sold_ahead;
  /// False: a marketplace. It sells from what it was told, without asking anybody, and its buyers pay it; of the
  /// settings above only `limits` and `sold_ahead` are for it.
  bool asks = true;
  Duration ships_within = days(1);     ///< what a marketplace promises, from the order on
  Duration delivers_within = days(5);  ///< likewise
  std::int64_t page = 500;             ///< rows of a list's page
};

}  // namespace drydock
