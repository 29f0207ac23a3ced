// The rows of the table, each made in the file of its invariant.
#pragma once
#include "harness/invariant.hpp"

namespace drydock {

InvariantRow no_oversell();
InvariantRow stock_conservation();
InvariantRow reservation_ledger();
InvariantRow request_idempotency();
InvariantRow atp_definition();
InvariantRow quantity_chain();
InvariantRow legal_transition();
InvariantRow single_fulfilment();
InvariantRow cancel_exactness();
InvariantRow order_resolution();
InvariantRow short_pick_response();
InvariantRow one_live_label();
InvariantRow no_warehouse_blocking();
InvariantRow invoice_only_shipped();
InvariantRow erp_catch_up();
InvariantRow exactly_once_effect();
InvariantRow per_key_order();
InvariantRow no_loss();
InvariantRow contract_conformance();
InvariantRow convergence();

/// For a row's `make`.
template <class T>
std::unique_ptr<Invariant> make_judge(const Courtroom& room) {
  return std::make_unique<T>(room);
}

}  // namespace drydock
