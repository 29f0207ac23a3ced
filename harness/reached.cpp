#include "harness/reached.hpp"

#include <algorithm>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/notification.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/payment.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/token.hpp"
#include "contracts/canonical/transfer.hpp"
#include "contracts/canonical/views.hpp"
#include "harness/balance_states.hpp"
#include "harness/invariants/effect_account.hpp"
#include "harness/invariants/fading_map.hpp"
#include "harness/invariants/names.hpp"
#include "harness/invariants/writes.hpp"
#include "harness/outage.hpp"
#include "harness/item_states.hpp"
#include "harness/lot_states.hpp"
#include "harness/package_scan.hpp"

namespace drydock {
namespace {

template <class T>
const T* body_of(const Record& record) {
  return record.body == nullptr ? nullptr : record.body->as<T>();
}

// A state that one record shows by itself.
template <std::uint32_t Kinds, auto Shows>
class Plain : public Detector {
 public:
  explicit Plain(const Courtroom& room) : pipeline_(room.seat("pipeline")) {}
  std::uint32_t kinds() const override { return Kinds; }
  bool see(const Record& record) override { return Shows(record, pipeline_); }

 private:
  SeatIndex pipeline_;
};

constexpr std::uint32_t of(RecordKind kind) { return bit(kind); }

bool placed(const Record& r, SeatIndex) { return body_of<OrderPlaced>(r) != nullptr; }
bool declined(const Record& r, SeatIndex pipeline) {
  const auto* answer = body_of<ReservationAnswer>(r);
  return r.from == pipeline && answer != nullptr && answer->outcome == ReservationOutcome::declined;
}
bool left(const Record& r, SeatIndex) { return body_of<WmsShipped>(r) != nullptr; }
bool forgery_refused(const Record& r, SeatIndex) {
  return !r.signature.empty() && (r.status == 401 || r.status == 403);
}
bool token_renewed(const Record& r, SeatIndex) { return body_of<AccessToken>(r) != nullptr; }
bool delivered(const Record& r, SeatIndex) {
  const auto* update = body_of<TrackingUpdate>(r);
  return update != nullptr && update->milestone == TrackingStatus::delivered;
}
bool in_time(const TmsTenderAccepted& event) { return event.answered_at <= event.respond_by; }
bool taken(const Record& r, SeatIndex) {
  const auto* event = body_of<TmsTenderAccepted>(r);
  return event != nullptr && in_time(*event);
}
bool taken_late(const Record& r, SeatIndex) {
  const auto* event = body_of<TmsTenderAccepted>(r);
  return event != nullptr && !in_time(*event);
}
bool not_taken(const Record& r, SeatIndex) { return body_of<TmsTenderDeclined>(r) != nullptr; }
bool ran_out(const Record& r, SeatIndex) { return body_of<TmsTenderExpired>(r) != nullptr; }
bool cancelled(const Record& r, SeatIndex) { return body_of<CancellationAccept>(r) != nullptr; }
bool not_cancelled(const Record& r, SeatIndex) { return body_of<CancellationReject>(r) != nullptr; }
bool unpaid(const Record& r, SeatIndex) {
  const auto* answer = body_of<PaymentAuthorization>(r);
  return answer != nullptr && answer->outcome == PaymentOutcome::declined;
}
bool authorized_again(const Record& r, SeatIndex) {
  const auto* asked = body_of<PaymentAuthorize>(r);
  return r.status < 300 && asked != nullptr && asked->attempt > 1;
}
bool captured(const Record& r, SeatIndex) { return body_of<PaymentCapture>(r) != nullptr; }
bool voided(const Record& r, SeatIndex) { return body_of<PaymentVoid>(r) != nullptr; }
bool from_pipeline(const Record& r, SeatIndex pipeline) { return r.from == pipeline; }
bool transfer_counted(const Record& r, SeatIndex) { return body_of<WmsInboundClosed>(r) != nullptr; }
bool transfer_short(const Record& r, SeatIndex) {
  const auto* counted = body_of<WmsInboundClosed>(r);
  return counted != nullptr && std::any_of(counted->lines.begin(), counted->lines.end(),
                                           [](const InboundLine& line) { return line.lost > 0; });
}
bool bounced(const Record& r, SeatIndex) {
  const auto* moved = body_of<MessageMoved>(r);
  return moved != nullptr && moved->state == MessageState::bounced;
}
bool noticed(const Record& r, SeatIndex) { return body_of<MessageSend>(r) != nullptr; }
bool replayed(const Record& r, SeatIndex pipeline) {
  const auto* started = body_of<ReplayStarted>(r);
  return r.from == pipeline && started != nullptr && started->replayed > 0;
}
bool refunded(const Record& r, SeatIndex) { return body_of<PaymentRefund>(r) != nullptr; }
bool return_over(const Record& r, SeatIndex) {
  const auto* over = body_of<ReturnClose>(r);
  return over != nullptr && over->outcome == ReturnOutcome::closed;
}
bool return_declined(const Record& r, SeatIndex) {
  const auto* over = body_of<ReturnClose>(r);
  return over != nullptr && std::any_of(over->lines.begin(), over->lines.end(),
                                        [](const ReturnedLine& line) { return line.authorized < line.requested; });
}
bool return_missing(const Record& r, SeatIndex) {
  const auto* found = body_of<WmsReturnDisposed>(r);
  return found != nullptr && found->disposition == Disposition::missing;
}
bool return_restocked(const Record& r, SeatIndex) {
  const auto* found = body_of<WmsReturnDisposed>(r);
  return found != nullptr && found->disposition == Disposition::restocked;
}
bool anybody(const Record&, SeatIndex) { return true; }
bool label(const Record& r, SeatIndex) { return body_of<LabelBuy>(r) != nullptr; }
bool hold_accepted(const Record& r, SeatIndex pipeline) {
  return r.from == pipeline && r.message != nullptr && r.message->body == type_of<WmsLotHeld>();
}
bool turned_away(const Record& r, SeatIndex) { return body_of<WmsOrderRejected>(r) != nullptr; }
bool limited(const Record& r, SeatIndex) { return r.status == 429; }
bool refused(const Record& r, SeatIndex) { return r.status == 400; }
bool without_credit(const Record& r, SeatIndex) {
  const auto* problem = body_of<Problem>(r);
  return problem != nullptr && problem->code == "credit_refused";
}
bool next_period(const Record& r, SeatIndex) {
  const auto* goods = body_of<GoodsIssuePost>(r);
  const auto* bill = body_of<InvoiceCreate>(r);
  return (goods != nullptr && goods->posting_at) || (bill != nullptr && bill->posting_at);
}
bool several_packages(const Record& r, SeatIndex) {
  const auto* packed = body_of<WmsPackConfirmed>(r);
  return packed != nullptr && packed->packages.size() > 1;
}

// A line that came up short, and what was done about it.
template <class FollowUp>
class AfterShortPick : public Detector {
 public:
  explicit AfterShortPick(const Courtroom&) {}
  std::uint32_t kinds() const override { return of(RecordKind::publish) | of(RecordKind::effect); }
  bool see(const Record& record) override {
    if (record.kind == RecordKind::publish) {
      if (const auto* missed = body_of<WmsPickShort>(record)) short_[name_key(missed->order_id, missed->line)] = 1;
      return false;
    }
    const auto* follow_up = short_.empty() ? nullptr : body_of<FollowUp>(record);
    return follow_up != nullptr && follows(*follow_up);
  }

 private:
  bool was_short(const std::string& order, const std::string& line) {
    return short_.find(name_key(order, line)) != nullptr;
  }
  bool follows(const OrderLineBackorder& backorder) { return was_short(backorder.order_id, backorder.line); }
  bool follows(const OutboundOrderCreate& release) {
    return std::any_of(release.lines.begin(), release.lines.end(),
                       [&](const LineQuantity& line) { return was_short(release.order_id, line.line); });
  }
  FlatMap<char> short_;
};

// All that was owed to the ERP when it came back has been posted.
class ErpCaughtUp : public Detector {
 public:
  explicit ErpCaughtUp(const Courtroom& room) : account_(room), erp_(room.seat("erp")) {
    const std::string erp = erp_ == no_seat ? "" : (*room.directory)[erp_].name;
    for (const PlannedFault& fault : room.plan->faults) {
      const bool seat = std::find(fault.seats.begin(), fault.seats.end(), erp) != fault.seats.end();
      const bool link =
          std::any_of(fault.links.begin(), fault.links.end(), [&](const auto& l) { return l.second == erp; });
      if (is_outage(fault) && (seat || link)) outages_[name_key(fault.id)] = 1;
    }
  }
  std::uint32_t kinds() const override { return outages_.empty() ? 0 : account_.kinds() | of(RecordKind::window); }
  bool see(const Record& record) override {
    if (record.kind == RecordKind::window) {
      if (outages_.find(name_key(record.fault)) != nullptr && record.status == 0) back();
      return false;
    }
    account_.see(record);
    if (!waiting_ || record.kind != RecordKind::effect || record.from != erp_) return false;
    owed_.erase(name_key(record.type, record.key));
    if (!owed_.empty()) return false;
    waiting_ = false;
    return true;
  }

 private:
  void back() {
    waiting_ = true;
    owed_.clear();
    for (const EffectAccount::Owed& owed : account_.owed())
      if (owed.number != 0 && owed.rule->role == "erp") owed_[name_key(owed.rule->operation->name, owed.key)] = 1;
  }
  EffectAccount account_;
  SeatIndex erp_;
  FlatMap<char> outages_;
  FlatMap<char> owed_;
  bool waiting_ = false;
};

// The pipeline accepted an event again that it had accepted before.
class DuplicateIgnored : public Detector {
 public:
  explicit DuplicateIgnored(const Courtroom& room) : pipeline_(room.seat("pipeline")) {}
  std::uint32_t kinds() const override { return of(RecordKind::ack); }
  bool see(const Record& record) override {
    if (record.from != pipeline_) return false;
    accepted_.pass(record.t);
    char& seen = accepted_[name_key(record.id)];
    const bool again = seen != 0;
    seen = 1;
    return again;
  }

 private:
  SeatIndex pipeline_;
  FadingMap<char> accepted_;
};

// A scan was accepted that is older than what the shop shows.
class LateScanIgnored : public Detector {
 public:
  explicit LateScanIgnored(const Courtroom& room) : pipeline_(room.seat("pipeline")) {}
  std::uint32_t kinds() const override {
    return of(RecordKind::deliver) | of(RecordKind::ack) | of(RecordKind::effect);
  }
  bool see(const Record& record) override {
    if (record.kind == RecordKind::effect) {
      if (const auto* update = body_of<TrackingUpdate>(record)) {
        Instant& newest = shown_[name_key(update->package_id)];
        newest = std::max(newest, update->occurred_at);
      }
      return false;
    }
    if (record.kind == RecordKind::ack)
      return record.from == pipeline_ && !late_.empty() && late_.erase(name_key(record.id));
    const auto scan = record.to == pipeline_ && record.body != nullptr ? scan_in(*record.body) : std::nullopt;
    if (!scan) return false;
    const Instant* shown = shown_.find(name_key(scan->package));
    if (shown != nullptr && scan->occurred < *shown) late_[name_key(record.id)] = 1;
    return false;
  }

 private:
  SeatIndex pipeline_;
  FlatMap<Instant> shown_;
  FlatMap<char> late_;
};

// The pipeline says of a reservation that it has expired, in a view or by refusing to confirm it.
class ReservationExpired : public Detector {
 public:
  explicit ReservationExpired(const Courtroom& room) : pipeline_(room.seat("pipeline")) {}
  std::uint32_t kinds() const override { return of(RecordKind::view) | of(RecordKind::reply); }
  bool see(const Record& record) override {
    if (const auto* view = body_of<ReservationView>(record)) return view->expired > 0 && first(view->reservation_id);
    if (record.from != pipeline_ || record.status != 409) return false;
    const auto* problem = body_of<Problem>(record);
    return problem != nullptr && problem->code == "reservation_gone" && first(record.key);
  }

 private:
  bool first(std::string_view reservation) {
    char& seen = seen_[name_key(reservation)];
    const bool is_first = seen == 0;
    seen = 1;
    return is_first;
  }
  SeatIndex pipeline_;
  FlatMap<char> seen_;
};

// The list of dead letters may be told again and again: each counts once.
class DeadLetterParked : public Detector {
 public:
  explicit DeadLetterParked(const Courtroom&) {}
  std::uint32_t kinds() const override { return of(RecordKind::view); }
  bool see(const Record& record) override {
    const auto* letter = body_of<DeadLetter>(record);
    if (letter == nullptr) return false;
    char& seen = seen_[name_key(letter->dead_letter_id)];
    const bool is_first = seen == 0;
    seen = 1;
    return is_first;
  }

 private:
  FlatMap<char> seen_;
};

// A call that had to be made again was answered with success.
class RetrySucceeded : public Detector {
 public:
  explicit RetrySucceeded(const Courtroom&) {}
  std::uint32_t kinds() const override {
    return of(RecordKind::call) | of(RecordKind::ok) | of(RecordKind::fail) | of(RecordKind::info);
  }
  bool see(const Record& record) override {
    if (record.kind == RecordKind::call) {
      if (record.message != nullptr && record.message->write)
        under_way_[record.request.value()] = write_key(record.to, record);
      return false;
    }
    const std::uint64_t* found = under_way_.find(record.request.value());
    if (found == nullptr) return false;
    const std::uint64_t write = *found;
    under_way_.erase(record.request.value());
    if (record.kind == RecordKind::ok && record.status < 300) return failed_.erase(write) > 0;
    failed_[write] = 1;
    return false;
  }

 private:
  FlatMap<std::uint64_t> under_way_;  // by request: the operation and its idempotency key at the callee
  FlatMap<char> failed_;              // those whose last attempt had no answer, or a problem
};

// One order is worked by two warehouses, and not because a pick came up short.
class OrderSplit : public Detector {
 public:
  explicit OrderSplit(const Courtroom&) {}
  std::uint32_t kinds() const override { return of(RecordKind::publish) | of(RecordKind::effect); }
  bool see(const Record& record) override {
    if (record.kind == RecordKind::publish) {
      if (const auto* missed = body_of<WmsPickShort>(record)) first_[name_key(missed->order_id)] = told_;
      return false;
    }
    const auto* release = body_of<OutboundOrderCreate>(record);
    if (release == nullptr) return false;
    std::uint64_t& first = first_[name_key(release->order_id)];
    const std::uint64_t here = name_key(release->location) | 2;
    if (first == 0) first = here;
    if (first == here || first == told_) return false;
    first = told_;
    return true;
  }

 private:
  static constexpr std::uint64_t told_ = 1;  // short, or counted already
  FlatMap<std::uint64_t> first_;             // the first warehouse of an order
};

// Faults of these kinds that did something: what a scenario about them is nothing without.
class FaultsFelt : public Detector {
 public:
  using Names = std::initializer_list<std::string_view>;
  FaultsFelt(const Courtroom& room, Names kinds) {
    for (const PlannedFault& fault : room.plan->faults)
      if (std::find(kinds.begin(), kinds.end(), fault.fault) != kinds.end()) faults_[name_key(fault.id)] = 1;
  }
  std::uint32_t kinds() const override { return faults_.empty() ? 0 : of(RecordKind::fault); }
  bool see(const Record& record) override { return faults_.find(name_key(record.fault)) != nullptr; }

 private:
  FlatMap<char> faults_;
};
std::unique_ptr<Detector> told_again(const Courtroom& room) {
  return std::make_unique<FaultsFelt>(room, FaultsFelt::Names{"consumer-restart", "redelivery-burst"});
}
std::unique_ptr<Detector> clock_wrong(const Courtroom& room) {
  return std::make_unique<FaultsFelt>(room, FaultsFelt::Names{"clock-drift", "clock-skew"});
}
std::unique_ptr<Detector> committed_late(const Courtroom& room) {
  return std::make_unique<FaultsFelt>(room, FaultsFelt::Names{"late-commit"});
}

// An answer of a carrier came long after the question.
class CarrierSlow : public Detector {
 public:
  explicit CarrierSlow(const Courtroom& room) : room_(room) {}
  std::uint32_t kinds() const override {
    return of(RecordKind::call) | of(RecordKind::ok) | of(RecordKind::fail) | of(RecordKind::info);
  }
  bool see(const Record& record) override {
    if (record.kind == RecordKind::call) {
      if (room_.has_role(record.to, "carrier")) asked_[record.request.value()] = record.t;
      return false;
    }
    const Instant* asked = asked_.find(record.request.value());
    if (asked == nullptr) return false;
    const bool slow = record.kind == RecordKind::ok && record.t - *asked > seconds(10);
    asked_.erase(record.request.value());
    return slow;
  }

 private:
  Courtroom room_;
  FlatMap<Instant> asked_;
};

// A call to a warehouse ended without an answer.
class WarehouseAway : public Detector {
 public:
  explicit WarehouseAway(const Courtroom& room) : room_(room) {}
  std::uint32_t kinds() const override {
    return of(RecordKind::call) | of(RecordKind::ok) | of(RecordKind::fail) | of(RecordKind::info);
  }
  bool see(const Record& record) override {
    if (record.kind == RecordKind::call) {
      if (room_.has_role(record.to, "wms")) asked_[record.request.value()] = 1;
      return false;
    }
    return !asked_.empty() && asked_.erase(record.request.value()) && record.kind != RecordKind::ok;
  }

 private:
  Courtroom room_;
  FlatMap<char> asked_;
};

// Something of a shop that sells without asking: an order, or what it hears of one.
template <class Body, RecordKind Kind>
class Unasked : public Detector {
 public:
  explicit Unasked(const Courtroom& room) : room_(room) {}
  std::uint32_t kinds() const override { return of(Kind); }
  bool see(const Record& record) override {
    return body_of<Body>(record) != nullptr && room_.sells_unasked(record.from);
  }

 private:
  Courtroom room_;
};

template <class T>
std::unique_ptr<Detector> make(const Courtroom& room) {
  return std::make_unique<T>(room);
}
template <std::uint32_t Kinds, auto Shows>
constexpr auto plain = &make<Plain<Kinds, Shows>>;

constexpr auto effect = of(RecordKind::effect);
constexpr auto answers = of(RecordKind::nack) | of(RecordKind::reply);

const std::array table{
    ReachedRow{"balances.outdated", "a copy of balances was accepted when some had moved since its moment",
               &balances_outdated},
    ReachedRow{"broker.told_again", "a broker told again what it had told long before", &told_again},
    ReachedRow{"cancel.accepted", "the shop was told that units are cancelled", plain<effect, &cancelled>},
    ReachedRow{"cancel.rejected", "the shop was told that it is too late to cancel", plain<effect, &not_cancelled>},
    ReachedRow{"carrier.slow", "a carrier took more than ten seconds to answer", &make<CarrierSlow>},
    ReachedRow{"clock.wrong", "the clock of a seat went wrong", &clock_wrong},
    ReachedRow{"credit.refused", "the ERP did not book an order, since the customer had no credit",
               plain<of(RecordKind::reply), &without_credit>},
    ReachedRow{"dead_letter.parked", "the pipeline put a message aside for a person", &make<DeadLetterParked>},
    ReachedRow{"duplicate.ignored", "the pipeline accepted an event again that it had accepted before",
               &make<DuplicateIgnored>},
    ReachedRow{"erp.caught_up", "after an outage the ERP has all that it was owed", &make<ErpCaughtUp>},
    ReachedRow{"feed.committed_late", "an entry of a feed appeared later than its stamp says", &committed_late},
    ReachedRow{"forgery.refused", "a delivery that does not verify was answered 401 or 403",
               plain<of(RecordKind::nack), &forgery_refused>},
    ReachedRow{"item.awaited", "an order line that came before its item was released", &item_awaited},
    ReachedRow{"item.effective", "a version told ahead of time was in an answer once it held", &item_effective},
    ReachedRow{"item.overtaken", "a version of an item was accepted after a higher one", &item_overtaken},
    ReachedRow{"label.bought", "a carrier sold a label", plain<effect, &label>},
    ReachedRow{"label.voided", "the label of a package that will not leave was given back", &label_voided},
    ReachedRow{"late_scan.ignored", "the pipeline accepted a scan older than what the shop shows",
               &make<LateScanIgnored>},
    ReachedRow{"lot.expired", "what was left of a lot was blocked on its day", &lot_expired},
    ReachedRow{"lot.recalled", "a lot was recalled of which a warehouse had some", &lot_recalled},
    ReachedRow{"lot.swapped", "a picker took another lot than was assigned", &lot_swapped},
    ReachedRow{"malformed.refused", "a malformed message was refused with 400", plain<answers, &refused>},
    ReachedRow{"marketplace.oversold", "what a marketplace had sold was not there: it was told of a backorder",
               &make<Unasked<OrderLineBackorder, RecordKind::effect>>},
    ReachedRow{"marketplace.sold", "a marketplace sold something without asking",
               &make<Unasked<OrderPlaced, RecordKind::publish>>},
    ReachedRow{"notice.bounced", "a message to a customer came back", plain<effect, &bounced>},
    ReachedRow{"notice.sent", "the provider of messages took a notice to a customer", plain<effect, &noticed>},
    ReachedRow{"order.declined", "the shop was told that an order cannot be served",
               plain<of(RecordKind::ok), &declined>},
    ReachedRow{"order.delivered", "the shop shows a package as delivered", plain<effect, &delivered>},
    ReachedRow{"order.placed", "the shop placed an order", plain<of(RecordKind::publish), &placed>},
    ReachedRow{"order.shipped", "a truck left with packages", plain<effect, &left>},
    ReachedRow{"order.split", "two warehouses work one order", &make<OrderSplit>},
    ReachedRow{"package.split", "a fulfilment was packed into several packages",
               plain<of(RecordKind::publish), &several_packages>},
    ReachedRow{"package.voided", "a package that was packed was taken apart", &package_voided},
    ReachedRow{"payment.authorized_again", "an authorisation that had run out, or nearly, was asked for anew",
               plain<of(RecordKind::request), &authorized_again>},
    ReachedRow{"payment.captured", "what was shipped was captured", plain<effect, &captured>},
    ReachedRow{"payment.declined", "the payment provider declined an authorisation", plain<effect, &unpaid>},
    ReachedRow{"payment.refunded", "what was captured was given back", plain<effect, &refunded>},
    ReachedRow{"payment.voided", "what was authorised and not needed was given back", plain<effect, &voided>},
    ReachedRow{"pipeline.recovered", "the pipeline came back from a crash",
               plain<of(RecordKind::recover), &from_pipeline>},
    ReachedRow{"posting.next_period", "what came too late for its fiscal period was posted in the next",
               plain<effect, &next_period>},
    ReachedRow{"quality_hold.applied", "the pipeline took note of a quality hold",
               plain<of(RecordKind::ack), &hold_accepted>},
    ReachedRow{"rate_limit.hit", "somebody was answered 429", plain<answers, &limited>},
    ReachedRow{"release.rejected", "a warehouse turned an outbound order away", plain<effect, &turned_away>},
    ReachedRow{"replay.done", "the pipeline replayed something that an operator asked for",
               plain<of(RecordKind::reply), &replayed>},
    ReachedRow{"reservation.declined", "the pipeline declined a reservation", plain<of(RecordKind::reply), &declined>},
    ReachedRow{"reservation.expired", "a hold ran out unconfirmed", &make<ReservationExpired>},
    ReachedRow{"retry.succeeded", "a write that had to be repeated succeeded", &make<RetrySucceeded>},
    ReachedRow{"return.closed", "the shop was told what became of a return", plain<effect, &return_over>},
    ReachedRow{"return.declined", "more was to be returned than was authorised", plain<effect, &return_declined>},
    ReachedRow{"return.missing", "some of a return never came", plain<effect, &return_missing>},
    ReachedRow{"return.restocked", "returned units are in stock again", plain<effect, &return_restocked>},
    ReachedRow{"seat.recovered", "a seat came back from a crash", plain<of(RecordKind::recover), &anybody>},
    ReachedRow{"short_pick.backordered", "what came up short was backordered",
               &make<AfterShortPick<OrderLineBackorder>>},
    ReachedRow{"short_pick.reallocated", "what came up short was released at a warehouse again",
               &make<AfterShortPick<OutboundOrderCreate>>},
    ReachedRow{"tender.accepted", "a freight carrier took a load in time", plain<of(RecordKind::publish), &taken>},
    ReachedRow{"tender.declined", "a freight carrier did not take a load", plain<of(RecordKind::publish), &not_taken>},
    ReachedRow{"tender.expired", "a tender ran out unanswered", plain<of(RecordKind::publish), &ran_out>},
    ReachedRow{"tender.late", "a freight carrier accepted a load after its tender had run out",
               plain<of(RecordKind::publish), &taken_late>},
    ReachedRow{"token.renewed", "a new access token was issued in place of one that had run out",
               plain<of(RecordKind::ok), &token_renewed>},
    ReachedRow{"transfer.received", "a transfer was counted at its receiver", plain<effect, &transfer_counted>},
    ReachedRow{"transfer.short_received", "some of a transfer was declared lost", plain<effect, &transfer_short>},
    ReachedRow{"warehouse.away", "a call to a warehouse ended without an answer", &make<WarehouseAway>},
};

}  // namespace

std::span<const ReachedRow> reached_rows() { return table; }

const ReachedRow* find_reached(std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const ReachedRow& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

Reached::Reached(const Courtroom& room) : declared_(room.plan->reached), counts_(table.size()) {
  for (const ReachedRow& row : table) {
    detectors_.push_back(row.make(room));
    for (std::size_t kind = 0; kind < by_kind_.size(); ++kind)
      if ((detectors_.back()->kinds() & (1U << kind)) != 0)
        by_kind_[kind].push_back(static_cast<std::uint32_t>(detectors_.size() - 1));
  }
}

void Reached::see(const Record& record) {
  for (const std::uint32_t index : by_kind_[static_cast<std::size_t>(record.kind)])
    if (detectors_[index]->see(record)) ++counts_[index];
}

std::vector<ReachedResult> Reached::results() const {
  std::vector<ReachedResult> all;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::string name(table[i].name);
    all.push_back({name, std::find(declared_.begin(), declared_.end(), name) != declared_.end(), counts_[i]});
  }
  return all;
}

}  // namespace drydock
