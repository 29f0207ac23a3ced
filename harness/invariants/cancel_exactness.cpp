// I21: a cancellation takes exactly what was accepted, and nothing of it leaves.
#include <map>
#include <set>
#include <string>
#include <utility>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class CancelExactness : public Judge {
 public:
  explicit CancelExactness(const Courtroom& room)
      : Judge("I21", room), orders_(evidence().orders()), views_(evidence().views()) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect) | bit(RecordKind::view);
  }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::view) return view(record);
    if (record.kind == RecordKind::ack) return acknowledged(record);
    if (record.kind == RecordKind::publish) requested(record);
    if (asked_.empty() || record.body == nullptr) return;
    record.kind == RecordKind::publish ? published(record, findings) : effect(record, findings);
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    for (const DeadLetter& letter : views_.dead_letters()) put_aside_.insert(letter.correlation);
    std::set<std::string> orders;
    for (const auto& [id, asked] : asked_) {
      unanswered(end, id, asked, findings);
      orders.insert(asked.order);
    }
    for (const std::string& id : orders) {
      const BookedOrder* order = orders_.find(id);
      if (order == nullptr || put_aside_.contains(id)) continue;
      for (const BookedLine& line : order->lines) in_the_books(end, *order, line, findings);
      if (quiescent) given_back(end, *order, findings);
    }
  }

 private:
  struct Asked {
    std::string order;
    std::string event;
    std::vector<LineQuantity> lines;
    bool accepted = false;  ///< the event, by the pipeline
    bool answered = false;
  };

  void requested(const Record& record) {
    const auto* request = body_of<CancellationRequested>(record);
    if (request == nullptr) return;
    orders_asked_[name_key(request->order_id)] = 1;
    Asked asked{request->order_id, std::string(record.id), request->lines, false, false};
    by_event_[name_key(record.id)] = &asked_.emplace(request->cancellation_id, std::move(asked)).first->second;
  }

  void acknowledged(const Record& record) {
    if (asked_.empty() || record.from != pipeline() || record.status >= 300) return;
    if (Asked** asked = by_event_.find(name_key(record.id))) (*asked)->accepted = true;
  }

  void effect(const Record& record, Findings& findings) {
    if (const auto* accept = record.body->as<CancellationAccept>()) {
      accepted(record, *accept, findings);
    } else if (const auto* reject = record.body->as<CancellationReject>()) {
      decided();
      answered(reject->cancellation_id);
    } else if (const auto* drop = record.body->as<OutboundOrderCancel>()) {
      within_request(record, drop->order_id, drop->lines, &BookedLine::dropped, "dropped by the warehouse", findings);
    } else if (const auto* change = record.body->as<SalesOrderChange>()) {
      within_request(record, change->order_id, change->lines, &BookedLine::shrunk, "taken out of the sales order",
                     findings);
    } else if (const auto* shipped = record.body->as<WmsShipped>()) {
      for (const ShippedPackage& package : shipped->packages)
        still_wanted(record, shipped->order_id, package.lines, &BookedLine::shipped, "shipped", findings);
    }
  }

  // The book counts picks by their events.
  void published(const Record& record, Findings& findings) {
    if (const auto* pick = record.body->as<WmsPickConfirmed>())
      still_wanted(record, pick->order_id, pick->lines, &BookedLine::picked, "picked", findings);
  }

  Asked* answered(const std::string& cancellation) {
    const auto found = asked_.find(cancellation);
    if (found == asked_.end()) return nullptr;
    found->second.answered = true;
    return &found->second;
  }

  void accepted(const Record& record, const CancellationAccept& accept, Findings& findings) {
    decided();
    const Asked* asked = answered(accept.cancellation_id);
    for (const LineQuantity& row : accept.lines) {
      std::int64_t wished = 0;
      if (asked != nullptr)
        for (const LineQuantity& line : asked->lines) wished += line.line == row.line ? line.quantity : 0;
      if (row.quantity > wished) {
        accuse(record, accept.order_id, row,
               text("cancellation ", accept.cancellation_id, " of ", units(wished), " on line ", row.line,
                    " was accepted with ", row.quantity),
               text("at most ", units(wished)), text(units(row.quantity)), findings);
      }
      const BookedLine* line = orders_.line(accept.order_id, row.line);
      if (line == nullptr || line->shipped <= line->wanted()) continue;
      accuse(record, accept.order_id, row,
             text("cancellation ", accept.cancellation_id, " of line ", row.line, " was accepted although ",
                  units(line->shipped), " of ", line->ordered, " had left"),
             "cancellation.reject: what has left comes", text(units(row.quantity), " accepted"), findings);
    }
  }

  // Nothing but what was asked for shrinks.
  void within_request(const Record& record, const std::string& order, const std::vector<LineQuantity>& lines,
                      std::int64_t BookedLine::*sum, std::string_view what, Findings& findings) {
    for (const LineQuantity& row : lines) {
      decided();
      const BookedLine* line = orders_.line(order, row.line);
      const std::int64_t wished = line == nullptr ? 0 : line->unwanted;
      const std::int64_t taken = line == nullptr ? row.quantity : line->*sum;
      if (taken <= wished) continue;
      accuse(record, order, row,
             text("of line ", row.line, " of order ", order, " ", units(taken), " were ", what, " where ", wished,
                  " were to be cancelled"),
             text("at most ", units(wished)), text(units(taken)), findings);
    }
  }

  // What was accepted as cancelled is not worked on. Each line is told once.
  void still_wanted(const Record& record, const std::string& order, const std::vector<LineQuantity>& lines,
                    std::int64_t BookedLine::*sum, std::string_view what, Findings& findings) {
    for (const LineQuantity& row : lines) {
      const BookedLine* line = orders_.line(order, row.line);
      if (line == nullptr || line->cancelled == 0) continue;
      decided();
      if (line->*sum <= line->wanted()) continue;
      char& told = told_[name_key(order, row.line)];
      if (std::exchange(told, 1) != 0) continue;
      accuse(record, order, row,
             text(line->*sum, " of line ", row.line, " of order ", order, " were ", what, " after ",
                  units(line->cancelled), " of ", line->ordered, " had been accepted as cancelled"),
             text("at most ", units(std::max<std::int64_t>(0, line->wanted())), " ", what),
             text(units(line->*sum), " ", what), findings);
    }
  }

  void unanswered(Instant end, const std::string& id, const Asked& asked, Findings& findings) {
    if (!asked.accepted || asked.answered || put_aside_.contains(asked.order)) return;
    decided();
    Charge made;
    made.sentence = text("the pipeline took cancellation ", id, " of order ", asked.order, " and never answered it");
    made.expected = "cancellation.accept or cancellation.reject by the end of the run";
    made.actual = "neither";
    made.order = asked.order;
    made.flow = "cancel";
    made.clause = "CL-CANCEL-33";
    made.seat = pipeline_name();
    made.keys = {id, asked.event};
    charge(findings, end, std::move(made));
  }

  void in_the_books(Instant end, const BookedOrder& order, const BookedLine& line, Findings& findings) {
    if (room().seat("erp") == no_seat || (line.cancelled == 0 && line.shrunk == 0)) return;
    decided();
    if (line.cancelled == line.shrunk) return;
    Charge made;
    made.sentence = text("of line ", line.line, " of order ", order.id, " ", units(line.cancelled),
                         " were accepted as cancelled, and the sales order shrank by ", line.shrunk);
    made.expected = text("by ", line.cancelled);
    made.actual = text("by ", line.shrunk);
    made.order = order.id;
    made.item = line.item;
    made.flow = "cancel";
    made.clause = "CL-CANCEL-34";
    made.seat = name_of_seat(room().seat("erp"));
    charge(findings, end, std::move(made));
  }

  void view(const Record& record) {
    const auto* row = body_of<ReservationView>(record);
    if (row == nullptr || orders_asked_.find(name_key(row->order_id)) == nullptr) return;
    reservations_[row->order_id][row->reservation_id] = row->released;
  }

  // What left was held until then: only the rest can have been given back.
  void given_back(Instant end, const BookedOrder& order, Findings& findings) {
    const auto found = reservations_.find(order.id);
    if (found == reservations_.end()) return;
    decided();
    std::int64_t released = 0;
    for (const auto& [id, quantity] : found->second) released += quantity;
    std::int64_t may = 0;
    for (const BookedLine& line : order.lines) may += std::max<std::int64_t>(0, line.ordered - line.shipped);
    if (released <= may) return;
    Charge made;
    made.sentence = text("the reservations of order ", order.id, " gave back ", units(released), ", though all but ",
                         may, " have shipped");
    made.expected = text("at most ", units(may), " given back");
    made.actual = text(units(released));
    made.order = order.id;
    made.flow = "cancel";
    made.clause = "CL-CANCEL-34";
    made.seat = pipeline_name();
    charge(findings, end, std::move(made));
  }

  void accuse(const Record& record, const std::string& order, const LineQuantity& row, std::string sentence,
              std::string expected, std::string actual, Findings& findings) {
    Charge made;
    made.sentence = std::move(sentence);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.order = order;
    made.item = row.item;
    made.flow = "cancel";
    charge(findings, record, std::move(made));
  }

  OrderBook& orders_;
  LastViews& views_;
  std::map<std::string, Asked> asked_;  // by cancellation id
  FlatMap<Asked*> by_event_;
  FlatMap<char> orders_asked_;
  FlatMap<char> told_;
  std::map<std::string, std::map<std::string, std::int64_t>> reservations_;  // given back, by order and reservation
  std::set<std::string> put_aside_;
};

}  // namespace

InvariantRow cancel_exactness() {
  return {
      "I21",
      "cancel-exactness",
      "what is accepted as cancelled is never picked or shipped, and everything shrinks by exactly that",
      "S+L",
      {"boundary", "control"},
      {"cancel"},
      {"CL-CANCEL-34", "CL-CANCEL-32", "CL-CANCEL-33"},
      "a cancellation that the shop asked for (commerce.cancellation.requested)",
      "From the moment on at which the shop is told that units are cancelled, none of them is picked or shipped; "
      "what had left before is not accepted. Only the lines that were named change, by no more than was asked: at "
      "the warehouses, in the shop and in the ERP, whose sales order has shrunk by exactly what was accepted at the "
      "end; reservations give back nothing that was shipped. Every cancellation that the pipeline took is answered, "
      "unless it lies among the dead letters. "
      "Usual cause: the shop is answered before the warehouse was asked; a part of an order is cancelled by "
      "cancelling the order; the compensation runs on the request and again on the answer. "
      "Usual mend: ask the warehouse first, accept what it dropped and no more, and derive every change from that "
      "one number.",
      &make_judge<CancelExactness>};
}

}  // namespace drydock
