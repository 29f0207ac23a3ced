// The table of invariants. A new one is a file under harness/invariants/ and a line here.
#include <algorithm>
#include <vector>

#include "harness/invariants/rows.hpp"

namespace drydock {
namespace {

const std::vector<InvariantRow>& table() {
  static const std::vector<InvariantRow> rows{no_oversell(),
                                              no_negative_bucket(),
                                              bucket_identity(),
                                              stock_conservation(),
                                              in_transit_conservation(),
                                              reservation_exclusivity(),
                                              reservation_ledger(),
                                              hold_expiry(),
                                              request_idempotency(),
                                              atp_definition(),
                                              atp_freshness(),
                                              read_your_reservation(),
                                              snapshot_use(),
                                              lot_eligibility(),
                                              quantity_chain(),
                                              line_partition(),
                                              legal_transition(),
                                              release_precondition(),
                                              single_fulfilment(),
                                              cancel_exactness(),
                                              order_resolution(),
                                              short_pick_response(),
                                              promise_honesty(),
                                              routing_rule(),
                                              node_capacity(),
                                              one_live_label(),
                                              milestone_monotonicity(),
                                              package_content(),
                                              tender_exclusivity(),
                                              visibility_latency(),
                                              no_warehouse_blocking(),
                                              invoice_only_shipped(),
                                              posting_balance(),
                                              erp_catch_up(),
                                              returns_within_shipped(),
                                              refund_within_paid(),
                                              restock_discipline(),
                                              authorization_hygiene(),
                                              exactly_once_effect(),
                                              per_key_order(),
                                              no_loss(),
                                              poison_isolation(),
                                              replay_idempotence(),
                                              replay_recency(),
                                              retry_discipline(),
                                              state_event_atomicity(),
                                              quota_respect(),
                                              back_pressure(),
                                              class_fairness(),
                                              correlation(),
                                              time_causality(),
                                              contract_conformance(),
                                              exception_classes(),
                                              reconciliation_detection(),
                                              convergence(),
                                              notification_exactness(),
                                              master_data_ordering(),
                                              edge_security(),
                                              ownership_visibility()};
  return rows;
}

}  // namespace

std::span<const InvariantRow> invariant_rows() { return table(); }

const InvariantRow* find_invariant(std::string_view id_or_name) {
  const auto& rows = table();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const InvariantRow& row) {
    return row.id == id_or_name || row.name == id_or_name;
  });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace drydock
