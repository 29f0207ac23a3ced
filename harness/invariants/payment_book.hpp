// What is known of every payment, from the provider's ledger.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/payment.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

/// An authorisation. Amounts are minor units; sums over the whole run.
struct BookedAuthorization {
  std::string id;
  std::string order;
  std::int64_t amount = 0;
  Instant given;
  Instant expires;
  std::int64_t captured = 0;
  std::int64_t voided = 0;
  std::int64_t refunded = 0;
  /// Set aside at `now`, and neither captured nor given back.
  std::int64_t open(Instant now) const { return now >= expires ? 0 : amount - captured - voided; }
};

class PaymentBook {
 public:
  explicit PaymentBook(const Courtroom&);

  std::uint32_t kinds() const { return there_ ? bit(RecordKind::publish) | bit(RecordKind::effect) : 0; }
  void see(const Record&);

  /// Whether there is a payment seat at all.
  bool there() const { return there_; }
  /// Null if there is no such authorisation.
  const BookedAuthorization* find(std::string_view authorization);
  /// Those of an order, oldest first, from the one on that it was placed with: what the shop asked for before and did
  /// not use is not the pipeline's. Null if there is none.
  const std::vector<std::uint32_t>* of_order(std::string_view order) { return by_order_.find(name_key(order)); }
  const BookedAuthorization& operator[](std::uint32_t number) const { return all_[number]; }
  /// The newest of an order, or null.
  const BookedAuthorization* newest(std::string_view order);

  // Over all authorisations of an order.
  std::int64_t open(std::string_view order, Instant now);
  std::int64_t captured(std::string_view order);
  /// Captured, less what was refunded.
  std::int64_t charged(std::string_view order);

 private:
  void authorized(const PaymentAuthorization&);
  void placed(std::string_view order, std::string_view authorization);
  BookedAuthorization* mutable_find(std::string_view authorization);

  bool there_;
  std::vector<BookedAuthorization> all_;
  FlatMap<std::uint32_t> by_id_;  // number plus one
  FlatMap<std::vector<std::uint32_t>> by_order_;
};

/// The authorisation that an operation of the provider speaks of; null: it is none of them.
const std::string* authorization_of(const Payload& body);

}  // namespace drydock
