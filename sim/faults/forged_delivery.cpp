// Forged delivery: somebody who has not got the secret sends the event once more, as another one. Its signature is
// missing, does not verify, or is of another tenant.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class ForgedDelivery : public Fault {
 public:
  explicit ForgedDelivery(Signature signature) : signature_(signature) {}

 private:
  bool eligible(const Leg& leg) const override { return leg.attempt == 1 && !leg.copy; }
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    fate.forged = signature_;
    if (signature_ == Signature::foreign) return "sent again as another event, signed by another tenant";
    return "sent again as another event, " +
           std::string(signature_ == Signature::missing ? "not signed" : "with a signature that does not verify");
  }

  Signature signature_;
};

}  // namespace

std::unique_ptr<Fault> make_forged_delivery(const FaultSpec& spec) {
  const std::string word = parameter<std::string>(spec, "signature").value_or("invalid");
  return std::make_unique<ForgedDelivery>(word == "missing"   ? Signature::missing
                                          : word == "foreign" ? Signature::foreign
                                                              : Signature::invalid);
}

}  // namespace drydock
