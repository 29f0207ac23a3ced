// I17: what was ordered is somewhere, and only once.
#include <string>
#include <vector>

#include "contracts/canonical/views.hpp"
#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class LinePartition : public Judge {
 public:
  explicit LinePartition(const Courtroom& room) : Judge("I17", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::view); }

  void see(const Record& record, Findings& findings) override {
    const auto* said = body_of<OrderView>(record);
    if (said == nullptr) return;
    decided();
    last(record.from, *said) = {said->order_id, record.from, said->quantity_ordered, said->quantity_shipped,
                                said->quantity_backordered};
    const std::int64_t gone = said->quantity_shipped + said->quantity_backordered;
    const bool negative = said->quantity_shipped < 0 || said->quantity_backordered < 0 || said->quantity_ordered < 0;
    if (!negative && gone <= said->quantity_ordered) return;
    Charge made;
    made.sentence =
        text(name_of_seat(record.from), " says that of ", units(said->quantity_ordered), " of order ", said->order_id,
             " ", said->quantity_shipped, " were shipped and ", said->quantity_backordered, " are on backorder");
    made.expected = text("shipped and backordered together at most ", said->quantity_ordered, ", none below 0");
    made.actual = text(gone);
    accuse(record.t, record.from, said->order_id, std::move(made), findings);
  }

  // At rest nothing is in work any more.
  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const Said& said : all_) {
      if (!counts_backorders(said.seat)) continue;
      decided();
      const std::int64_t open = said.ordered - said.shipped - said.backordered;
      if (open <= 0) continue;
      Charge made;
      made.sentence = text("at rest ", name_of_seat(said.seat), " has ", units(open), " of order ", said.order,
                           " neither shipped nor on backorder");
      made.expected = text("shipped and backordered together ", said.ordered);
      made.actual = text(said.shipped, " shipped and ", said.backordered, " on backorder");
      accuse(end, said.seat, said.order, std::move(made), findings);
    }
  }

 private:
  struct Said {
    std::string order;
    SeatIndex seat = no_seat;
    std::int64_t ordered = 0;
    std::int64_t shipped = 0;
    std::int64_t backordered = 0;
  };

  // The ERP hears of shipments only.
  bool counts_backorders(SeatIndex seat) const { return !room().has_role(seat, "erp"); }

  Said& last(SeatIndex seat, const OrderView& said) {
    std::uint32_t& slot = numbers_[name_key(name_of_seat(seat), said.order_id)];
    if (slot == 0) {
      all_.emplace_back();
      slot = static_cast<std::uint32_t>(all_.size());
    }
    return all_[slot - 1];
  }

  void accuse(Instant at, SeatIndex seat, const std::string& order, Charge made, Findings& findings) {
    made.order = order;
    made.seat = name_of_seat(seat);
    made.flow = "fulfilment";
    charge(findings, at, std::move(made));
  }

  FlatMap<std::uint32_t> numbers_;
  std::vector<Said> all_;
};

}  // namespace

InvariantRow line_partition() {
  return {
      "I17",
      "line-partition",
      "ordered = shipped + backordered + in work, none below zero, in every system's view; at rest nothing is in work",
      "S",
      {"control"},
      {"fulfilment"},
      {"CL-FULFILMENT-08-CHAIN"},
      "a view of an order",
      "Every unit that was ordered is shipped, on backorder or still in work, and in one of them only. The auditor "
      "asks the shop, the ERP and the pipeline: in each answer shipped and backordered are not more than ordered, and "
      "when everything has come to rest they are just as much in the shop and in the pipeline. "
      "Usual cause: a backorder of the whole line for a part of it, a shipment counted twice, a part that nobody "
      "takes up again. "
      "Usual mend: keep quantities per slice and move slices, instead of setting the state of a line.",
      &make_judge<LinePartition>};
}

}  // namespace drydock
