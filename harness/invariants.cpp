// The table of invariants. A new one is a file under harness/invariants/ and a line here.
#include <algorithm>
#include <vector>

#include "harness/invariants/rows.hpp"

namespace drydock {
namespace {

const std::vector<InvariantRow>& table() {
  static const std::vector<InvariantRow> rows{no_oversell(),           stock_conservation(),   reservation_ledger(),
                                              request_idempotency(),   atp_definition(),       quantity_chain(),
                                              legal_transition(),      single_fulfilment(),    cancel_exactness(),
                                              order_resolution(),      short_pick_response(),  one_live_label(),
                                              no_warehouse_blocking(), invoice_only_shipped(), erp_catch_up(),
                                              exactly_once_effect(),   per_key_order(),        no_loss(),
                                              contract_conformance(),  convergence()};
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
