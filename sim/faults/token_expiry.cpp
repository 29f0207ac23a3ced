// Token expiry: the access token of this call is valid no longer. The callee's front refuses it, and every later call
// that bears it.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class TokenExpiry : public Fault {
  // A token expires once, and it is asked for with other credentials.
  bool eligible(const Leg& leg) const override {
    return !leg.copy && !leg.token_expired && (leg.type == nullptr || leg.type->name != "token.create");
  }
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    fate.expire_token = true;
    return "the token expired";
  }
};

}  // namespace

std::unique_ptr<Fault> make_token_expiry(const FaultSpec&) { return std::make_unique<TokenExpiry>(); }

}  // namespace drydock
