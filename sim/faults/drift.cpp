// Drift: the publisher follows a later contract than its subscriber. An added field comes in the event itself, and a
// reader that is tolerant never notices. A value or a major version that is unknown comes as an event of its own beside
// the one that today's contract can say: whoever cannot read it has to put it aside, and must neither guess nor stop.
#include <algorithm>

#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class SchemaDrift : public Fault {
 public:
  explicit SchemaDrift(Drift how) : how_(how) {}

 private:
  bool eligible(const Leg& leg) const override {
    if (leg.copy || leg.type == nullptr) return false;
    if (how_ == Drift::unknown_field) return true;
    // Once for each event: its later attempts tell nothing new.
    return leg.attempt == 1 && (how_ == Drift::unknown_version || enumeration_of(*leg.type) != nullptr);
  }
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    fate.drift = how_;
    if (how_ == Drift::unknown_field) return "came with a field that the contract does not know";
    return how_ == Drift::unknown_value ? "was told once more, with a value that the contract does not know"
                                        : "was told once more, in the next major version";
  }

  Drift how_;
};

Drift drift_of(const std::string& word) {
  if (word == "unknown-value") return Drift::unknown_value;
  return word == "unknown-version" ? Drift::unknown_version : Drift::unknown_field;
}

}  // namespace

const Field* enumeration_of(const MessageType& type) {
  const auto& fields = type.body->fields;
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [](const Field& field) { return field.type->kind == Kind::enumeration; });
  return found == fields.end() ? nullptr : &*found;
}

std::unique_ptr<Fault> make_drift(const FaultSpec& spec) {
  return std::make_unique<SchemaDrift>(drift_of(parameter<std::string>(spec, "kind").value_or("unknown-field")));
}

}  // namespace drydock
