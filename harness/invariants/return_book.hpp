// What is known of every return, from the ledgers of the shop and the warehouses.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/returns.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"
#include "harness/invariants/order_book.hpp"

namespace drydock {

/// A line of a return, in units.
struct BookedReturnLine {
  std::string line;
  std::string item;
  std::int64_t announced = 0;  ///< warehouse: authorised and expected
  std::int64_t received = 0;   ///< warehouse: came
  std::int64_t disposed = 0;   ///< warehouse: of any disposition
  std::int64_t restocked = 0;
  std::int64_t missing = 0;
};

struct BookedReturn {
  std::string id;
  std::string order;
  std::string event;  ///< id of the request
  std::vector<BookedReturnLine> lines;
  bool requested = false;
  bool announced = false;
  bool received = false;
  bool closed = false;    ///< shop: closed or declined
  bool credited = false;  ///< ERP: has a credit memo
  const BookedReturnLine* line(std::string_view name) const;
  /// Every announced unit has a disposition.
  bool all_disposed() const;
};

class ReturnBook {
 public:
  std::uint32_t kinds() const { return bit(RecordKind::publish) | bit(RecordKind::effect); }
  void see(const Record&);

  /// In the order in which they were first heard of.
  const std::vector<BookedReturn>& all() const { return all_; }
  /// Null if nobody has heard of it.
  const BookedReturn* find(std::string_view id);
  /// The return that a refund is for: its id is the return's, or begins with that and a slash. Null: none.
  const BookedReturn* of_refund(std::string_view refund);
  /// The value of what came back of an order, or with one return, at the prices of the order; minor units.
  std::int64_t value_received(const BookedOrder&);
  static std::int64_t value_received(const BookedReturn&, const BookedOrder&);

 private:
  BookedReturn& touch(std::string_view id, std::string_view order);
  static BookedReturnLine& line(BookedReturn&, std::string_view name, std::string_view item);
  void disposed(const WmsReturnDisposed&);

  std::vector<BookedReturn> all_;
  FlatMap<std::uint32_t> by_id_;  // number plus one
  FlatMap<std::vector<std::uint32_t>> by_order_;
};

}  // namespace drydock
