// The rows of the table, each made in the file of its invariant.
#pragma once
#include "harness/invariant.hpp"

namespace drydock {

InvariantRow no_oversell();
InvariantRow no_negative_bucket();
InvariantRow bucket_identity();
InvariantRow stock_conservation();
InvariantRow in_transit_conservation();
InvariantRow reservation_exclusivity();
InvariantRow reservation_ledger();
InvariantRow hold_expiry();
InvariantRow request_idempotency();
InvariantRow atp_definition();
InvariantRow atp_freshness();
InvariantRow read_your_reservation();
InvariantRow snapshot_use();
InvariantRow lot_eligibility();
InvariantRow quantity_chain();
InvariantRow line_partition();
InvariantRow legal_transition();
InvariantRow release_precondition();
InvariantRow single_fulfilment();
InvariantRow cancel_exactness();
InvariantRow order_resolution();
InvariantRow short_pick_response();
InvariantRow promise_honesty();
InvariantRow routing_rule();
InvariantRow node_capacity();
InvariantRow one_live_label();
InvariantRow milestone_monotonicity();
InvariantRow package_content();
InvariantRow tender_exclusivity();
InvariantRow visibility_latency();
InvariantRow no_warehouse_blocking();
InvariantRow invoice_only_shipped();
InvariantRow posting_balance();
InvariantRow erp_catch_up();
InvariantRow returns_within_shipped();
InvariantRow refund_within_paid();
InvariantRow restock_discipline();
InvariantRow authorization_hygiene();
InvariantRow exactly_once_effect();
InvariantRow per_key_order();
InvariantRow no_loss();
InvariantRow poison_isolation();
InvariantRow replay_idempotence();
InvariantRow replay_recency();
InvariantRow retry_discipline();
InvariantRow state_event_atomicity();
InvariantRow quota_respect();
InvariantRow back_pressure();
InvariantRow class_fairness();
InvariantRow correlation();
InvariantRow time_causality();
InvariantRow contract_conformance();
InvariantRow exception_classes();
InvariantRow reconciliation_detection();
InvariantRow convergence();
InvariantRow notification_exactness();
InvariantRow master_data_ordering();
InvariantRow edge_security();
InvariantRow ownership_visibility();

/// For a row's `make`.
template <class T>
std::unique_ptr<Invariant> make_judge(const Courtroom& room) {
  return std::make_unique<T>(room);
}

}  // namespace drydock
