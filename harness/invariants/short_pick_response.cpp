// I23: a short pick is made good, corrected and told, to the customer too where there is a notification seat.
#include <algorithm>
#include <deque>
#include <initializer_list>
#include <map>
#include <string>

#include "contracts/canonical/notification.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ShortPickResponse : public Judge {
 public:
  explicit ShortPickResponse(const Courtroom& room)
      : Judge("I23", room),
        places_(evidence().places()),
        orders_(evidence().orders()),
        stock_(evidence().stock()),
        views_(evidence().views()),
        account_(evidence().effects()),
        notifies_(room.seat("notification") != no_seat),
        drifts_(evidence().drifts()),
        clocks_(room,
                [&room](SeatIndex shop) {
                  return SuspendedTime(room, [&room, shop](const PlannedFault& fault) {
                    return lies_on_the_way(room, fault, {"wms"}, shop);
                  });
                }),
        mail_clocks_(room, [&room](SeatIndex shop) {
          return SuspendedTime(room, [&room, shop](const PlannedFault& fault) {
            return lies_on_the_way(room, fault, {"wms", "notification"}, shop);
          });
        }) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect) | SuspendedTime::kinds();
  }

  void see(const Record& record, Findings& findings) override {
    clocks_.see(record);
    if (notifies_) mail_clocks_.see(record);
    judge_due(record.t, findings);
    if (record.kind == RecordKind::publish) {
      if (const auto* missed = body_of<WmsPickShort>(record)) missing(record, *missed);
    } else if (record.kind == RecordKind::ack) {
      if (record.from == pipeline() && record.status < 300 && !waiting_.empty()) accepted(record);
    } else if (const auto* release = body_of<OutboundOrderCreate>(record)) {
      released(record, *release);
    } else if (const auto* notice = notifies_ ? body_of<MessageSend>(record) : nullptr; notice != nullptr) {
      mailed(*notice);
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    judge_due(end, findings);
    for (const Short& missed : shorts_)
      if (answered(missed)) decided();
    for (const auto& [place, missed] : last_at_)
      if (quiescent) corrected(end, place, missed, findings);
  }

 private:
  struct Short {
    std::string movement;
    std::string event;
    std::string order;
    std::string line;
    std::string item;
    std::int64_t quantity = 0;
    std::int64_t so_far = 0;  ///< short on this line, this one included
    Allowance allowance{};
    Instant due;
  };
  struct Moved {  ///< a release that leaves later than was promised
    std::string order;
    std::string fulfilment;
    Instant ship_by;
    Allowance allowance;
    Instant due;
  };

  void mailed(const MessageSend& notice) {
    if (!notice.promise) return;
    Instant& newest = mailed_[name_key(notice.order_id)];
    newest = std::max(newest, notice.promise->ship_by);
  }

  void missing(const Record& record, const WmsPickShort& missed) {
    std::int64_t& so_far = short_of_line_[name_key(missed.order_id, missed.line)];
    so_far += missed.quantity_short;
    Short made{missed.movement_id,
               std::string(record.id),
               missed.order_id,
               missed.line,
               missed.item,
               missed.quantity_short,
               so_far,
               {},
               {}};
    if (missed.delta != 0) last_at_[places_.number(missed.item, missed.location)] = made;
    waiting_[name_key(record.id)] = static_cast<std::uint32_t>(told_.size());
    told_.push_back(std::move(made));
  }

  void accepted(const Record& record) {
    const std::uint32_t* index = waiting_.find(name_key(record.id));
    if (index == nullptr) return;
    Short missed = std::move(told_[*index]);
    waiting_.erase(name_key(record.id));
    missed.allowance = Allowance::start(clocks_.of(shop_of(missed.order)), record.t, bounds().short_pick_response);
    missed.due = record.t + bounds().short_pick_response;
    shorts_.push_back(std::move(missed));
  }

  void released(const Record& record, const OutboundOrderCreate& release) {
    const BookedOrder* order = orders_.find(release.order_id);
    if (order == nullptr || release.ship_by <= order->promise.ship_by) return;
    bool after_short = false;
    for (const LineQuantity& line : release.lines)
      after_short = after_short || short_of_line_.find(name_key(release.order_id, line.line)) != nullptr;
    if (!after_short) return;
    moved_.push_back({release.order_id, release.fulfillment_id, release.ship_by,
                      Allowance::start(clocks_.of(order->shop), record.t, bounds().short_pick_response),
                      record.t + bounds().short_pick_response});
    if (!notifies_) return;
    const Duration allowed = bounds().short_pick_response + bounds().notice;
    unmailed_.push_back({release.order_id, release.fulfillment_id, release.ship_by,
                         Allowance::start(mail_clocks_.of(order->shop), record.t, allowed), record.t + allowed});
  }

  // What was released or backordered beyond the order itself makes good what came up short, oldest first.
  bool answered(const Short& missed) {
    const BookedLine* line = orders_.line(missed.order, missed.line);
    if (line == nullptr) return true;  // an order nobody placed: not ours to follow
    const std::int64_t* so_far = short_of_line_.find(name_key(missed.order, missed.line));
    // What a warehouse dropped is cancelled, though the shop may not know it yet.
    const std::int64_t gone = std::max(line->cancelled, line->dropped);
    const std::int64_t good = line->live() + *so_far + line->backordered + gone - line->ordered;
    return good >= missed.so_far;
  }

  // The pipeline's seat, and its links to those who hear of a short pick.
  static bool lies_on_the_way(const Courtroom& room, const PlannedFault& fault,
                              std::initializer_list<std::string_view> roles, SeatIndex shop) {
    const SeatIndex self = room.seat("pipeline");
    if (self == no_seat) return false;
    if (shop != no_seat && touches_link(fault, (*room.directory)[self].name, (*room.directory)[shop].name)) return true;
    for (const std::string_view role : roles)
      for (const SeatIndex other : room.directory->with_role(role))
        if (touches_link(fault, (*room.directory)[self].name, (*room.directory)[other].name)) return true;
    return false;
  }

  SeatIndex shop_of(const std::string& order) {
    const BookedOrder* booked = orders_.find(order);
    return booked == nullptr ? no_seat : booked->shop;
  }

  // Takes the ones that are due; suspended time puts them off. Dues lie in order but for what was put off.
  void judge_due(Instant now, Findings& findings) {
    while (!shorts_.empty() && shorts_.front().due < now) {
      Short missed = std::move(shorts_.front());
      shorts_.pop_front();
      const Duration left = missed.allowance.left(clocks_.of(shop_of(missed.order)), now);
      if (answered(missed)) {
        decided();
      } else if (left >= Duration{}) {
        missed.due = now + left;
        shorts_.push_back(std::move(missed));
      } else {
        unanswered(now, missed, findings);
      }
    }
    judge_promises(now, findings);
    judge_notices(now, findings);
  }

  void judge_promises(Instant now, Findings& findings) {
    while (!moved_.empty() && moved_.front().due < now) {
      Moved moved = std::move(moved_.front());
      moved_.pop_front();
      const BookedOrder* order = orders_.find(moved.order);
      const Duration left = moved.allowance.left(clocks_.of(order->shop), now);
      if (order->promise.ship_by >= moved.ship_by) {
        decided();
      } else if (left >= Duration{}) {
        moved.due = now + left;
        moved_.push_back(std::move(moved));
      } else {
        untold(now, moved, findings);
      }
    }
  }

  // A notice that a later promise has overtaken needs not be sent: the later one is.
  void judge_notices(Instant now, Findings& findings) {
    while (!unmailed_.empty() && unmailed_.front().due < now) {
      Moved moved = std::move(unmailed_.front());
      unmailed_.pop_front();
      const Duration left = moved.allowance.left(mail_clocks_.of(shop_of(moved.order)), now);
      const Instant* mailed = mailed_.find(name_key(moved.order));
      if (mailed != nullptr && *mailed >= moved.ship_by) {
        decided();
      } else if (left >= Duration{}) {
        moved.due = now + left;
        unmailed_.push_back(std::move(moved));
      } else if (!parked(moved.order)) {
        unnoticed(now, moved, findings);
      }
    }
  }

  void unanswered(Instant now, const Short& missed, Findings& findings) {
    decided();
    Charge made;
    made.sentence = text(units(missed.quantity), " of ", missed.item, " came up short on line ", missed.line,
                         " of order ", missed.order, ", and ", bounds().short_pick_response,
                         " after the pipeline knew nothing had replaced them");
    made.expected = "an outbound order at another warehouse, or a backorder, for the missing quantity";
    made.actual = "neither, or for less";
    made.order = missed.order;
    made.item = missed.item;
    made.flow = "fulfilment";
    made.seat = pipeline_name();
    made.keys = {missed.movement, missed.event};
    charge(findings, now, std::move(made));
  }

  void untold(Instant now, const Moved& moved, Findings& findings) {
    decided();
    Charge made;
    made.sentence = text("after a short pick ", moved.fulfilment, " leaves by ", moved.ship_by,
                         ", later than was promised, and the shop was not told");
    made.expected = text("promise.update to ", moved.ship_by, " or later within ", bounds().short_pick_response);
    made.actual = text("promised still: ", orders_.find(moved.order)->promise.ship_by);
    made.clause = "CL-FULFILMENT-30-PROMISE";
    made.order = moved.order;
    made.flow = "fulfilment";
    made.seat = pipeline_name();
    made.keys = {moved.fulfilment};
    charge(findings, now, std::move(made));
  }

  // A notice that was put aside for a person waits for that person.
  bool parked(std::string_view order) const {
    const std::vector<DeadLetter>& letters = views_.dead_letters();
    return std::any_of(letters.begin(), letters.end(), [&](const DeadLetter& letter) {
      return letter.message == "message.send" && letter.correlation == order;
    });
  }

  void unnoticed(Instant now, const Moved& moved, Findings& findings) {
    decided();
    Charge made;
    made.sentence = text("after a short pick ", moved.fulfilment, " leaves by ", moved.ship_by,
                         ", later than was promised, and the customer was not told");
    made.expected = text("message.send of a promise to ", moved.ship_by, " or later within ",
                         bounds().short_pick_response + bounds().notice);
    made.actual = "no such notice";
    made.clause = "CL-NOTIFICATION-30";
    made.order = moved.order;
    made.flow = "notification";
    made.seat = pipeline_name();
    made.keys = {moved.fulfilment};
    charge(findings, now, std::move(made));
  }

  // The position the units were missing from must know that they are.
  void corrected(Instant end, std::uint32_t place, const Short& missed, Findings& findings) {
    const std::int64_t truth = stock_.at(place).on_hand() - drifts_.unnoticed(place);
    std::string actual;
    if (views_.pipeline_positions()) {
      const auto& view = views_.at(place).pipeline;
      const std::int64_t says = view ? view->unrestricted + view->quality_hold + view->damaged : truth;
      if (says > truth) actual = text("the pipeline still counts ", says, " where ", truth, " are");
    } else if (account_.accepted(missed.event) != nullptr && owed(missed.movement)) {
      actual = "no inventory.adjust for the movement in the ERP";
    }
    decided();
    if (actual.empty()) return;
    Charge made;
    made.sentence = text("the short pick ", missed.movement, " never reached the position of ", missed.item, " at ",
                         places_.location(place), ": phantom stock is promised again and again");
    made.expected = text("the position falls by ", missed.quantity);
    made.actual = std::move(actual);
    made.order = missed.order;
    made.item = missed.item;
    made.flow = "stock";
    made.seat = pipeline_name();
    made.keys = {missed.movement, missed.event};
    charge(findings, end, std::move(made));
  }

  bool owed(const std::string& movement) {
    for (const EffectAccount::Owed& owed : account_.owed())
      if (owed.number != 0 && owed.key == movement) return true;
    return false;
  }

  Places& places_;
  OrderBook& orders_;
  StockTruth& stock_;
  LastViews& views_;
  EffectAccount& account_;
  bool notifies_;
  Drifts& drifts_;
  ShopClocks clocks_;
  ShopClocks mail_clocks_;
  FlatMap<std::int64_t> short_of_line_;
  FlatMap<std::uint32_t> waiting_;  // for the pipeline's 2xx, by event id
  std::vector<Short> told_;
  std::deque<Short> shorts_;
  std::deque<Moved> moved_;
  std::deque<Moved> unmailed_;  // of which the customer has not been told
  FlatMap<Instant> mailed_;     // by order: the latest day of departure that its customer was told
  std::map<std::uint32_t, Short> last_at_;
};

}  // namespace

InvariantRow short_pick_response() {
  return {
      "I23",
      "short-pick-response",
      "a short pick is reallocated or backordered, its position corrected, and a later date told",
      "A",
      {"boundary", "plan"},
      {"fulfilment", "order-release", "stock", "notification"},
      {"CL-FULFILMENT-30-ANSWER"},
      "a short pick that the pipeline acknowledged (wms.pick.short)",
      "Within `short_pick_response` of the pipeline's acknowledgement, the missing quantity is released at "
      "another warehouse or backordered in the shop; when the new release leaves later than was promised, the "
      "shop is told a new promise as soon, and where there is a notification seat the customer within `notice` more; "
      "and at rest the pipeline's position no longer counts units that were "
      "not there. Time in which a declared fault lay on the pipeline's seat or links does not count. "
      "Usual cause: the order line is corrected but not the position, so that the same units are promised again; "
      "a reallocation forgets the date, or its notice. "
      "Usual mend: treat a short pick as the stock movement it is, and derive line, position and promise from it "
      "in one step.",
      &make_judge<ShortPickResponse>};
}

}  // namespace drydock
