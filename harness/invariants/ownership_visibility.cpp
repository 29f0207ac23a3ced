// I66: the pipeline says no more of an order than it has an answer for.
#include <string>

#include "contracts/canonical/views.hpp"
#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class OwnershipVisibility : public Judge {
 public:
  explicit OwnershipVisibility(const Courtroom& room) : Judge("I66", room), book_(evidence().orders()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::view); }

  void see(const Record& record, Findings& findings) override {
    if (record.from != pipeline()) return;
    const auto* said = body_of<OrderView>(record);
    const BookedOrder* order = said == nullptr ? nullptr : book_.find(said->order_id);
    if (order == nullptr) return;
    decided();
    std::int64_t released = 0;
    std::int64_t shipped = 0;
    for (const BookedLine& line : order->lines) {
      released += line.released;
      shipped += line.shipped;
    }
    if (said->quantity_shipped > shipped)
      return accuse(record, *said, text("has shipped ", said->quantity_shipped), text(shipped, " shipped"), findings);
    if (in_work(said->state) && released == 0)
      return accuse(record, *said, text("is ", said->state), "an outbound order that a warehouse has taken", findings);
    if (said->state == "shipped" && shipped == 0)
      accuse(record, *said, "is shipped", "a shipment that has left", findings);
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  static bool in_work(std::string_view state) { return state == "released" || state == "picking" || state == "packed"; }

  void accuse(const Record& record, const OrderView& said, const std::string& claim, std::string expected,
              Findings& findings) {
    Charge made;
    made.sentence =
        text("the pipeline says that order ", said.order_id, " ", claim, ", which nobody has confirmed to it");
    made.expected = std::move(expected);
    made.actual = text(said.state, ", ", said.quantity_shipped, " shipped");
    made.order = said.order_id;
    made.flow = "order-release";
    charge(findings, record, std::move(made));
  }

  OrderBook& book_;
};

}  // namespace

InvariantRow ownership_visibility() {
  return {
      "I66",
      "ownership-visibility",
      "where the pipeline says an order is, the owner of that step has acknowledged it",
      "M",
      {"control", "ledgers"},
      {"order-release", "fulfilment"},
      {"CL-ORDER-RELEASE-07"},
      "a view of an order from the pipeline",
      "When the pipeline says that an order is released, picked or packed, some warehouse has taken an outbound order "
      "of it; when it says shipped, something has left, and never more than the warehouses have shipped. What was "
      "sent and not acknowledged is outstanding, not done. "
      "Usual cause: the state is written when the message is sent. "
      "Usual mend: write the state when the owner of the step has answered, and until then name what is outstanding.",
      &make_judge<OwnershipVisibility>};
}

}  // namespace drydock
