// What a marketplace sells from: what it was told of each item, less what it has sold since it was told.
#pragma once
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/order.hpp"
#include "mocks/common/changes.hpp"

namespace drydock {

/// Units by item, over all locations: whence an order leaves is no business of a marketplace.
class Listing {
 public:
  /// What is shown somewhere of the item changed by so much.
  void told(std::string_view item, std::int64_t by) { at(item).told += by; }
  /// So much was sold since it was told.
  void sold(std::string_view item, std::int64_t units) { at(item).sold = units; }
  std::int64_t sold(std::string_view item) const {
    const auto found = rows_.find(item);
    return found == rows_.end() ? 0 : found->second.sold;
  }
  std::int64_t offer(std::string_view item) const {
    const auto found = rows_.find(item);
    return found == rows_.end() ? 0 : std::max<std::int64_t>(0, found->second.told - found->second.sold);
  }
  /// Whether there is enough for all lines; of items that are sold ahead there always is.
  bool has(const std::vector<OrderLine>& lines, const std::set<std::string, std::less<>>& sold_ahead) const {
    std::map<std::string_view, std::int64_t> wanted;
    for (const OrderLine& line : lines) wanted[line.item] += line.quantity;
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& want) {
      return sold_ahead.contains(want.first) || want.second <= offer(want.first);
    });
  }

 private:
  struct Row {
    std::int64_t told = 0;
    std::int64_t sold = 0;
  };
  Row& at(std::string_view item) {
    const auto found = rows_.find(item);
    return found == rows_.end() ? rows_.emplace(std::string(item), Row{}).first->second : found->second;
  }

  TextMap<Row> rows_;
};

}  // namespace drydock
