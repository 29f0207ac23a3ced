// I22: every accepted order comes to an end, and every reservation request gets its answer.
#include <set>
#include <string>

#include "contracts/canonical/reservation.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class OrderResolution : public Judge {
 public:
  explicit OrderResolution(const Courtroom& room)
      : Judge("I22", room),
        orders_(evidence().orders()),
        views_(evidence().views()),
        reserve_(&message_of<ReservationCreate>()),
        suspended_(room, [&room](const PlannedFault& fault) {
          const SeatIndex shop = room.seat("commerce");
          const SeatIndex seat = room.seat("pipeline");
          return shop != no_seat && seat != no_seat &&
                 touches_link(fault, (*room.directory)[shop].name, (*room.directory)[seat].name);
        }) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::call) | bit(RecordKind::ok) | bit(RecordKind::fail) | bit(RecordKind::info) |
           bit(RecordKind::fault) | bit(RecordKind::request) | bit(RecordKind::reply) | SuspendedTime::kinds();
  }

  void see(const Record& record, Findings& findings) override {
    suspended_.see(record);
    if (record.kind == RecordKind::fault) {
      if (Asked* asked = asked_.find(record.request.value())) asked->touched = true;
      return;
    }
    if (record.message != reserve_) return;
    if (record.kind == RecordKind::call) {
      asked_[record.request.value()] = {Allowance::start(suspended_, record.t, bounds().reservation_answer),
                                        !record.fault.empty()};
      return;
    }
    Asked* asked = asked_.find(record.request.value());
    if (asked == nullptr) return;
    asked->touched = asked->touched || !record.fault.empty();
    if (record.kind == RecordKind::request || record.kind == RecordKind::reply) return;
    answered(record, *asked, findings);
    asked_.erase(record.request.value());
  }

  void finish(Instant end, bool, Findings& findings) override {
    std::set<std::string> put_aside;
    for (const DeadLetter& letter : views_.dead_letters()) {
      put_aside.insert(letter.correlation);
      put_aside.insert(letter.key);
    }
    for (const BookedOrder& order : orders_.all())
      if (order.accepted) resolved(end, order, put_aside, findings);
  }

 private:
  struct Asked {
    Allowance allowance;
    bool touched = false;  ///< by a fault
  };

  void answered(const Record& record, const Asked& asked, Findings& findings) {
    const bool excused =
        asked.touched || suspended_.active() || suspended_.until(record.t) > asked.allowance.suspended_before;
    const bool no_answer = record.kind != RecordKind::ok;
    if (no_answer && excused) return;
    const Duration left = asked.allowance.left(suspended_, record.t);
    if (asked.touched) return;
    decided();
    if (!no_answer && left >= Duration{}) return;
    Charge made;
    made.sentence = no_answer ? text("reservation request ", record.key, " got no answer (", record.detail, ")")
                              : text("reservation request ", record.key, " was answered only after ",
                                     record.t - asked.allowance.from);
    made.expected = text("an answer within ", bounds().reservation_answer);
    made.actual = no_answer ? "none" : text("after ", record.t - asked.allowance.from);
    made.order = record.correlation;
    made.seat = pipeline_name();
    made.keys = {std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  void resolved(Instant end, const BookedOrder& order, const std::set<std::string>& put_aside, Findings& findings) {
    decided();
    for (const BookedLine& line : order.lines) {
      if (line.told + line.backordered >= line.wanted()) continue;
      if (put_aside.contains(order.id)) return;
      Charge made;
      made.sentence =
          text("order ", order.id, " was accepted and never came to an end: of ", units(line.ordered), " on line ",
               line.line, " the shop was told of ", line.told, " shipped and ", line.backordered, " backordered",
               line.cancelled > 0 ? text(", ", line.cancelled, " are cancelled") : std::string());
      made.expected = "shipped, or backordered with an open case, by the end of the run";
      made.actual = where(line);
      made.order = order.id;
      made.item = line.item;
      made.flow = "order-import";
      made.seat = pipeline_name();
      return charge(findings, end, std::move(made));
    }
  }

  static std::string where(const BookedLine& line) {
    if (line.shipped > line.told) return text("shipped, but the shop was never told of ", line.shipped - line.told);
    if (line.live() < line.wanted() - line.backordered) return text("only ", line.live(), " released to a warehouse");
    return "released, but it never left";
  }

  OrderBook& orders_;
  LastViews& views_;
  const MessageType* reserve_;
  SuspendedTime suspended_;
  FlatMap<Asked> asked_;
};

}  // namespace

InvariantRow order_resolution() {
  return {
      "I22",
      "order-resolution",
      "every accepted order ships or becomes a backorder, and every reservation request is answered in time",
      "L",
      {"boundary", "plan"},
      {"order-import", "order-release", "fulfilment", "reservation"},
      {"CL-RESERVATION-02", "CL-ORDER-IMPORT-05-RESOLVED"},
      "an order that the pipeline accepted, or a reservation request",
      "By the end of the run each order that the pipeline accepted is told to the shop as shipped, or as backordered "
      "with an open case, or as cancelled, or lies among the dead letters; each reservation request got an answer "
      "within "
      "`reservation_answer`. Time in which a declared fault lay on the pipeline's seat or its link to the shop does "
      "not count, nor does a request that a fault touched. "
      "Usual cause: an event was lost after its acknowledgement; a step waits for an answer that never comes and has "
      "no timer; a short pick is never followed up. "
      "Usual mend: every step that waits has a deadline and a next step; state is durable before it is acknowledged.",
      &make_judge<OrderResolution>};
}

}  // namespace drydock
