// The table of invariants. A new one is a file under harness/invariants/ and a line here.
#include <algorithm>
#include <vector>

#include "harness/invariants/rows.hpp"

namespace drydock {
namespace {

const std::vector<InvariantRow>& table() {
  static const std::vector<InvariantRow> rows{no_oversell(), stock_conservation(), invoice_only_shipped(), exactly_once_effect(), no_loss(), convergence()};
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
