// Page drift: the feed moves while it is read page by page. Where an entry went away, the next page begins one too late
// and an entry is on neither page; where one came in, it begins one too early and an entry is on both. The first page
// of a reading cannot drift.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class PageDrift : public Fault {
 public:
  explicit PageDrift(std::string toward) : toward_(std::move(toward)) {}

 private:
  bool eligible(const Leg& leg) const override {
    return leg.type != nullptr && leg.type->kind == MessageKind::operation;
  }
  std::string act(const Leg&, Draw& draw, LegFate& fate) override {
    const bool drawn = draw.chance({1, 2});
    const bool skips = toward_ == "skip" || (toward_ == "either" && drawn);
    fate.page_shift = skips ? 1 : -1;
    return skips ? "the page began one entry too late" : "the page began one entry too early";
  }

  std::string toward_;
};

}  // namespace

std::unique_ptr<Fault> make_page_drift(const FaultSpec& spec) {
  return std::make_unique<PageDrift>(parameter<std::string>(spec, "toward").value_or("either"));
}

}  // namespace drydock
