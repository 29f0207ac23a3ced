// Whether an order is paid for at the moment of a release: what I19 and I41 share.
#pragma once
#include <string_view>

#include "harness/invariants/clocks.hpp"
#include "harness/invariants/payment_book.hpp"
#include "harness/invariants/suspended_time.hpp"

namespace drydock {

class PaidRelease {
 public:
  PaidRelease(const Courtroom& room, PaymentBook& payments)
      : payments_(payments),
        suspended_(room, [room](const PlannedFault& fault) { return on_the_way(room, fault); }),
        tolerance_(clock_tolerance(*room.plan)) {}

  /// Takes effects, and the records of SuspendedTime::kinds(); others are ignored.
  void see(const Record& record) {
    suspended_.see(record);
    const auto* made =
        record.kind == RecordKind::effect && record.body != nullptr ? record.body->as<PaymentAuthorization>() : nullptr;
    if (made != nullptr && made->expires_at)
      lives_[name_key(made->authorization_id)] =
          Allowance::start(suspended_, record.t, *made->expires_at - made->decided_at);
  }

  enum class State : std::uint8_t { none, ran_out, given_back, good };
  /// Of the order's newest authorisation. Time in which a fault lay between the pipeline and a warehouse, or the
  /// pipeline was down, does not count towards its life.
  State state(std::string_view order, Instant now) {
    const BookedAuthorization* last = payments_.newest(order);
    if (last == nullptr) return State::none;
    const Allowance* life = lives_.find(name_key(last->id));
    if (life == nullptr || life->left(suspended_, now) + tolerance_ < Duration{}) return State::ran_out;
    return last->voided >= last->amount ? State::given_back : State::good;
  }

 private:
  static bool on_the_way(const Courtroom& room, const PlannedFault& fault) {
    const SeatIndex self = room.seat("pipeline");
    if (self == no_seat) return false;
    for (const SeatIndex warehouse : room.directory->with_role("wms"))
      if (touches_link(fault, (*room.directory)[self].name, (*room.directory)[warehouse].name)) return true;
    return false;
  }

  PaymentBook& payments_;
  SuspendedTime suspended_;
  Duration tolerance_;
  FlatMap<Allowance> lives_;  // by authorisation
};

}  // namespace drydock
