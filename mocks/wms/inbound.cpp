#include "mocks/wms/inbound.hpp"

#include <algorithm>

namespace drydock {
namespace {

template <class Lines>
auto line_of(Lines& lines, const std::string& line) {
  return std::find_if(lines.begin(), lines.end(), [&](const auto& one) { return one.line == line; });
}

}  // namespace

std::vector<InboundLine> counted(const Delivery& delivery) {
  std::vector<InboundLine> lines;
  for (const LineQuantity& expected : delivery.notice.lines)
    lines.push_back({expected.line, expected.item, expected.quantity, 0, 0, 0});
  for (const TruckLine& came : delivery.truck.lines) {
    auto line = line_of(lines, came.line);
    if (line == lines.end()) line = lines.insert(lines.end(), {came.line, came.item, 0, 0, 0, 0});
    line->received += came.sound;
    line->damaged += came.damaged;
  }
  for (InboundLine& line : lines) line.lost = std::max<std::int64_t>(0, line.expected - line.received - line.damaged);
  return lines;
}

}  // namespace drydock
