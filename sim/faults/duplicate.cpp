// Duplicate: the message arrives again, some time later; with `earliest`, later than any window of deduplication. A
// copy of an event has the delivery id of the original, or, as brokers do after a lost acknowledgement, a new one; its
// event id is the same either way.
#include <algorithm>

#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class Duplicate : public Fault {
 public:
  enum class Ids { same, fresh, either };
  Duplicate(std::int64_t copies, Duration after, Duration within, Ids ids)
      : copies_(copies), after_(after), within_(within), ids_(ids) {}

 private:
  bool eligible(const Leg& leg) const override { return !leg.copy; }
  std::string act(const Leg& leg, Draw& draw, LegFate& fate) override {
    std::string what = "sent again";
    for (std::int64_t i = 0; i < copies_; ++i) {
      const Duration after = microseconds(draw.between(after_.us + 1, std::max(after_.us + 1, within_.us)));
      const bool drawn_fresh = draw.chance({1, 2});
      const bool fresh = leg.kind == LegKind::event && (ids_ == Ids::fresh || (ids_ == Ids::either && drawn_fresh));
      fate.copies.push_back({after, fresh});
      what += (i == 0 ? " after " : ", after ") + told(after) + (fresh ? " as a new delivery" : "");
    }
    return what;
  }

  std::int64_t copies_;
  Duration after_;
  Duration within_;
  Ids ids_;
};

Duplicate::Ids ids_of(const std::string& word) {
  if (word == "same") return Duplicate::Ids::same;
  return word == "new" ? Duplicate::Ids::fresh : Duplicate::Ids::either;
}

}  // namespace

std::unique_ptr<Fault> make_duplicate(const FaultSpec& spec) {
  return std::make_unique<Duplicate>(parameter<std::int64_t>(spec, "copies").value_or(1),
                                     parameter<Duration>(spec, "earliest").value_or(Duration{}),
                                     parameter<Duration>(spec, "within").value_or(seconds(1)),
                                     ids_of(parameter<std::string>(spec, "delivery_id").value_or("either")));
}

}  // namespace drydock
