// What the judges have in common: who they are, and how they put an accusation.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "harness/invariant.hpp"
#include "harness/invariants/evidence.hpp"

namespace drydock {

/// The body of a record, if it is a T.
template <class T>
const T* body_of(const Record& record) {
  return record.body == nullptr ? nullptr : record.body->as<T>();
}

/// What a judge says of one broken promise; the rest of the finding is filled in from the record and the table.
struct Charge {
  std::string sentence;
  std::string expected;
  std::string actual;
  std::string order;
  std::string item;
  std::string seat;   ///< where; empty: the seat of the record
  std::string party;  ///< whose clause is broken; empty: the pipeline's seat
  std::string flow;
  std::string clause;
  std::string nearest;
  std::vector<std::string> keys;    ///< beside the order
  std::vector<std::string> faults;  ///< that it is about; empty: those active then
  std::string keyword;              ///< of a contract: the rule that was broken, and where in the body
  std::string pointer;
  std::uint64_t record = 0;  ///< what decided it, where that is not the record at hand
};

class Judge : public Invariant {
 public:
  std::uint64_t evaluations() const override { return evaluations_; }

 protected:
  Judge(std::string_view id, const Courtroom& room);

  void charge(Findings&, const Record&, Charge) const;
  /// For what is decided when no record decides it: a deadline, the end.
  void charge(Findings&, Instant, Charge) const;
  void decided(std::uint64_t times = 1) { evaluations_ += times; }

  const Courtroom& room() const { return room_; }
  Evidence& evidence() const { return *room_.evidence; }
  const Bounds& bounds() const { return room_.plan->bounds; }
  const std::string& name_of_seat(SeatIndex) const;
  /// The shop of an order; of one that nobody placed, the first.
  const std::string& shop_name(const BookedOrder* order) const {
    return name_of_seat(order == nullptr ? room_.seat("commerce") : order->shop);
  }
  SeatIndex pipeline() const { return pipeline_; }
  const std::string& pipeline_name() const { return name_of_seat(pipeline_); }

 private:
  Finding finding(Charge) const;

  Courtroom room_;
  std::string_view id_;
  SeatIndex pipeline_;
  std::uint64_t evaluations_ = 0;
};

}  // namespace drydock
