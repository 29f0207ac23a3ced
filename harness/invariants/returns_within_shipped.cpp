// I38: nothing comes back that did not go out.
#include <string>
#include <utility>

#include "contracts/canonical/returns.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/return_charge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ReturnsWithinShipped : public Judge {
 public:
  explicit ReturnsWithinShipped(const Courtroom& room) : Judge("I38", room), orders_(evidence().orders()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    if (const auto* notice = body_of<ReturnExpect>(record)) {
      authorized(record, *notice, findings);
    } else if (const auto* came = body_of<WmsReturnReceived>(record)) {
      received(record, *came, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  struct Units {
    std::int64_t authorized = 0;
    std::int64_t received = 0;
  };

  // A return that is announced again, under another key, is still one.
  void authorized(const Record& record, const ReturnExpect& notice, Findings& findings) {
    char& known = announced_[name_key(notice.return_id)];
    if (known != 0) return;
    known = 1;
    for (const LineQuantity& row : notice.lines) {
      decided();
      Units& units_so_far = units_[name_key(notice.order_id, row.line)];
      units_so_far.authorized += row.quantity;
      const std::int64_t may = shipped(notice.order_id, row.line);
      if (units_so_far.authorized <= may) continue;
      accuse(record, notice.return_id, notice.order_id, row.item, {},
             text("return ", notice.return_id, " brings line ", row.line, " of order ", notice.order_id, " to ",
                  units(units_so_far.authorized), " authorised to come back, of which ", may, " have shipped"),
             text("at most ", units(may), " authorised"), text(units(units_so_far.authorized)), findings);
    }
  }

  void received(const Record& record, const WmsReturnReceived& came, Findings& findings) {
    for (const LineQuantity& row : came.lines) {
      decided();
      Units& units_so_far = units_[name_key(came.order_id, row.line)];
      units_so_far.received += row.quantity;
      const std::int64_t may = shipped(came.order_id, row.line);
      if (units_so_far.received <= may) continue;
      // Who let them come has been told already, if they were announced.
      const bool announced = units_so_far.received <= units_so_far.authorized;
      accuse(record, came.return_id, came.order_id, row.item, announced ? std::string() : name_of_seat(record.from),
             text(came.location, " has received ", units(units_so_far.received), " of line ", row.line, " of order ",
                  came.order_id, " back by now, of which ", may, " have shipped"),
             text("at most ", units(may), " received"), text(units(units_so_far.received)), findings);
    }
  }

  std::int64_t shipped(std::string_view order, std::string_view line) {
    const BookedLine* booked = orders_.line(order, line);
    return booked == nullptr ? 0 : booked->shipped;
  }

  void accuse(const Record& record, const std::string& return_id, const std::string& order, const std::string& item,
              std::string party, std::string sentence, std::string expected, std::string actual,
              Findings& findings) const {
    charge(findings, record,
           return_charge(return_id, order, item, std::move(party), std::move(sentence), std::move(expected),
                         std::move(actual)));
  }

  OrderBook& orders_;
  FlatMap<char> announced_;  // returns
  FlatMap<Units> units_;     // by order and line
};

}  // namespace

InvariantRow returns_within_shipped() {
  return {
      "I38",
      "returns-within-shipped",
      "of an order line no more is authorised to come back, or received back, than has shipped",
      "S",
      {"boundary", "ledgers"},
      {"returns"},
      {"CL-RETURNS-36-EXPECT", "CL-RETURNS-36-RECEIVE"},
      "a return that was announced to a warehouse",
      "Over all returns of an order: per line, what was authorised (announced to a warehouse by return.expect) and "
      "what the warehouses received are each never more than what really left with a truck. Judged at every "
      "announcement and every receipt in the warehouses' ledgers. A shop may ask for more, or twice: the rest is to "
      "be declined. "
      "Usual cause: a return is checked against what was ordered or invoiced, not against what was shipped; a second "
      "return does not know of the first. "
      "Usual mend: keep per line what was shipped and what all its returns were authorised for, and authorise at most "
      "the difference, in one step.",
      &make_judge<ReturnsWithinShipped>};
}

}  // namespace drydock
