#include "mocks/pipeline/defects.hpp"

#include <algorithm>
#include <cassert>

namespace drydock {
namespace {

const std::vector<DefectRow>& table() {
  static const std::vector<DefectRow> rows{
      {"ack-before-durable",
       "an event is acknowledged before it is durable: a crash in between loses it",
       "M34",
       "pipeline",
       "crash-everywhere",
       "I44",
       {"I04", "I22", "I35", "I42", "I59"}},
      {"atp-ignores-quality-hold",
       "available counts units in quality hold as if they could be sold",
       "M05",
       "pipeline",
       "definition-drift",
       "I10",
       {"I01", "I59"}},
      {"atp-subtracts-picks-twice",
       "available subtracts commitments and, for the same units, open picks once more",
       "M06",
       "pipeline",
       "definition-drift",
       "I10",
       {"I59"}},
      {"carrier-call-blocks-ship-confirm",
       "the worker of a warehouse event waits for the carrier's label before it takes the next",
       "M29",
       "pipeline",
       "slow-carrier",
       "I34",
       {"I22", "I59"}},
      {"check-then-reserve",
       "stock is checked at once and subtracted after the write: two carts see the same last unit",
       "M01",
       "pipeline",
       "last-unit-race",
       "I01",
       {"I10", "I23", "I59"}},
      {"dedup-mark-before-effect",
       "an event is marked as seen, and acknowledged, in a commit before that of its effect",
       "M12",
       "pipeline",
       "crash-everywhere",
       "I44",
       {"I04", "I22", "I35", "I42", "I59"}},
      {"dedup-on-delivery-id",
       "events are told apart by delivery id: a redelivery counts as a new event",
       "M10",
       "pipeline",
       "dup-storm",
       "I42",
       {"I04", "I07", "I10", "I16", "I18", "I20", "I35", "I43", "I59"}},
      {"erp-queue-in-memory",
       "postings for the ERP wait in memory only: a restart during its outage forgets them",
       "M32",
       "pipeline",
       "erp-outage-30m",
       "I37",
       {"I04", "I35", "I42", "I44", "I59"}},
      {"idempotency-key-per-attempt",
       "each attempt of a call carries a fresh idempotency key",
       "M15",
       "pipeline",
       "erp-outage-30m",
       "I42",
       {"I04", "I16", "I20", "I28", "I35", "I37", "I59"}},
      {"invoice-on-release",
       "the invoice is written when the order is released, not for what was shipped",
       "M40",
       "pipeline",
       "short-pick-cascade",
       "I35",
       {"I16", "I18", "I42", "I59"}},
      {"label-retry-without-key",
       "a label purchase that got no answer is repeated without the first one's key",
       "M31",
       "pipeline",
       "slow-carrier",
       "I28",
       {"I42"}},
      {"last-arrival-wins",
       "tracking shows what arrived last, not what occurred last",
       "M17",
       "pipeline",
       "dup-storm",
       "I43",
       {"I18", "I59"}},
      {"lost-reserved-update",
       "a reservation reads its stock row, and writes it back whole after what others wrote meanwhile",
       "M03",
       "pipeline",
       "last-unit-race",
       "I07",
       {"I01", "I10", "I59"}},
      {"partition-by-event-id",
       "events and calls are spread over workers by event id: one order's steps overtake each other",
       "M16",
       "pipeline",
       "dup-storm",
       "I43",
       {"I18", "I44", "I59"}},
      {"release-retry-new-order",
       "a release that got no answer is repeated as a new outbound order",
       "M24",
       "pipeline",
       "crash-everywhere",
       "I20",
       {"I10", "I16", "I22", "I35", "I42", "I59"}},
      {"shared-connection-pool",
       "one pool serves all destinations: a slow carrier uses it up",
       "M30",
       "pipeline",
       "slow-carrier",
       "I34",
       {"I22"}},
      {"short-pick-skips-position",
       "a short pick corrects the order line but not the stock position",
       "M21",
       "pipeline",
       "short-pick-cascade",
       "I23",
       {"I01", "I04", "I10", "I42", "I44", "I59"}},
  };
  return rows;
}

}  // namespace

std::span<const DefectRow> pipeline_defects() { return table(); }

const DefectRow* find_pipeline_defect(std::string_view name) {
  const auto& rows = table();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const DefectRow& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

DefectSet::DefectSet(const std::set<std::string>& names) {
  for (const std::string& name : names) {
    const DefectRow* row = find_pipeline_defect(name);
    assert(row != nullptr && "no such defect");
    if (row != nullptr) on_.set(static_cast<std::size_t>(row - table().data()));
  }
}

}  // namespace drydock
