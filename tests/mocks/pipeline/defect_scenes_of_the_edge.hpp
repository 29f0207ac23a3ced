// Scenes of defects at the edge: tokens that ran out, and deliveries that do not verify.
#pragma once
#include "contracts/canonical/token.hpp"
#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {

// The booking of an order is refused because its token ran out; a new one is issued if it is asked for.
inline void refuse_the_token_of_a_booking(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  Problem problem;
  problem.status = 401;
  problem.code = "token_expired";
  for (const SentRequest& sent : e.seat.open<SalesOrderCreate>())
    e.seat.answer(sent.id, Reply{401, Payload::of(problem), {}});
  for (const SentRequest& sent : e.seat.open<TokenCreate>()) e.seat.answer(sent.id, AccessToken{"T-1"});
}
inline std::int64_t booked_after_a_token_ran_out(Enterprise& e) {
  refuse_the_token_of_a_booking(e);
  e.down = {};
  e.run();
  return static_cast<std::int64_t>(e.bodies<SalesOrderCreate>().size());
}
inline std::int64_t bookings_with_the_old_token(Enterprise& e) {
  refuse_the_token_of_a_booking(e);
  std::int64_t old = 0;
  for (const SentRequest& sent : e.seat.open<SalesOrderCreate>()) old += sent.headers.token.empty() ? 1 : 0;
  return old;
}

// How many of these deliveries, each of an order, the pipeline accepts.
inline std::int64_t accepted_of(Enterprise& e, std::initializer_list<Signature> signatures) {
  e.start();
  std::int64_t accepted = 0;
  int number = 0;
  for (const Signature signature : signatures) {
    OrderPlaced order = Enterprise::order(std::to_string(++number), 1);
    auto event = std::make_shared<Publication>();
    event->type = &message_of<OrderPlaced>();
    event->id = order.order_id + "/placed";
    event->partition_key = event->subject = order.order_id;
    event->sequence = 1;
    event->data = Payload::of(std::move(order));
    const RequestId id = e.seat.deliver(std::move(event), "commerce", {}, 1, 1, signature);
    e.run();
    const Settlement* settlement = e.seat.settlement_of(id);
    accepted += settlement != nullptr && settlement->kind == Settlement::Kind::ack ? 1 : 0;
  }
  return accepted;
}
inline std::int64_t accepted_without_a_signature(Enterprise& e) {
  return accepted_of(e, {Signature::valid, Signature::missing, Signature::invalid});
}
inline std::int64_t accepted_of_another_tenant(Enterprise& e) {
  return accepted_of(e, {Signature::valid, Signature::invalid, Signature::foreign});
}

}  // namespace drydock::testing
