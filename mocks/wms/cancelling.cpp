#include "mocks/wms/cancelling.hpp"

#include <algorithm>
#include <sstream>

namespace drydock {

Assigned drop_units(Fulfilment& fulfilment, const LineQuantity& wanted, const Waits& waits, Shelf& shelf) {
  Assigned dropped;
  for (Work& work : fulfilment.open) {
    if (!waits(work)) continue;
    for (WorkLine& line : work.lines) {
      if (line.line != wanted.line) continue;
      const std::int64_t part = std::min(line.allocated, wanted.quantity - dropped.quantity);
      const LotSplit lots = split_last(line.lots, line.allocated, part);
      line.allocated -= part;
      line.ordered -= part;
      shelf.let_go(line.item, part, lots);
      dropped.quantity += part;
      for (const LotUnits& one : lots) add_lot(dropped.lots, one.lot, one.quantity);
    }
  }
  return dropped;
}

std::vector<std::int64_t> drop_empty_works(Fulfilment& fulfilment) {
  const auto nothing_left = [](const Work& work) {
    return std::all_of(work.lines.begin(), work.lines.end(), [](const WorkLine& line) { return line.allocated == 0; });
  };
  std::vector<std::int64_t> numbers;
  for (const Work& work : fulfilment.open)
    if (nothing_left(work)) numbers.push_back(work.number);
  std::erase_if(fulfilment.open, nothing_left);
  return numbers;
}

std::string amounts_of(const std::vector<LineQuantity>& lines) {
  std::string amounts;
  for (const LineQuantity& line : lines) amounts += std::to_string(line.quantity) + " ";
  return amounts;
}

OutboundOrderCancelled answer_of(const OutboundOrderCancel& asked, const std::string& amounts) {
  OutboundOrderCancelled answer{asked.fulfillment_id, asked.lines};
  std::istringstream in(amounts);
  for (LineQuantity& line : answer.lines) in >> line.quantity;
  return answer;
}

}  // namespace drydock
