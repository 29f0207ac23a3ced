#include "mocks/pipeline/masters.hpp"

#include <algorithm>

namespace drydock::pipeline {
namespace {

// "17:00" as minutes of the day; the end of the day if it is not a time.
std::int64_t minutes_of(std::string_view time) {
  const auto digit = [&](std::size_t at) {
    return at < time.size() && time[at] >= '0' && time[at] <= '9' ? std::int64_t{time[at] - '0'} : -1;
  };
  if (time.size() != 5 || digit(0) < 0 || digit(1) < 0 || digit(3) < 0 || digit(4) < 0) return 24 * 60;
  return (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
}

}  // namespace

std::size_t Node::rank(std::string_view region) const {
  const auto found = std::find(location.regions.begin(), location.regions.end(), region);
  return found == location.regions.end() ? location.regions.size() + 1000
                                         : static_cast<std::size_t>(found - location.regions.begin());
}

std::optional<std::int64_t> Node::transit_days(std::string_view region, std::string_view service) const {
  std::optional<std::int64_t> best;
  for (const Transit& row : location.transit)
    if (row.region == region && row.service == service && (!best || row.days_max < *best)) best = row.days_max;
  return best;
}

Duration Node::offset(Instant at) const {
  std::int64_t offset = location.offsets.empty() ? 0 : location.offsets.front().minutes;
  for (const ZoneOffset& row : location.offsets)
    if (row.from <= at) offset = row.minutes;
  return minutes(offset);
}

void Masters::add_items(const ItemListResult& page) {
  for (const Item& item : page.items) items_.try_emplace(item.item, item.status == "active");
}

void Masters::hold_item(const std::string& item, std::string_view status) {
  items_.insert_or_assign(item, status == "active");
}

bool Masters::sells(std::string_view item) const {
  const auto found = items_.find(item);
  return found != items_.end() && found->second;
}

void Masters::add_locations(const LocationListResult& page, const Directory& directory) {
  for (const Location& location : page.locations) {
    if (by_location_.contains(location.location)) continue;
    by_location_.emplace(location.location, 0);
    Node& node = nodes_.emplace_back();
    node.location = location;
    node.seat = directory.find(location.location);
    node.cutoff_minutes = minutes_of(location.cutoff);
    for (const SafetyStock& row : location.safety_stock) node.safety_stock[row.item] = row.quantity;
  }
}

void Masters::complete() {
  // A location that no seat works cannot ship.
  std::erase_if(nodes_, [](const Node& node) { return node.seat == no_seat; });
  std::sort(nodes_.begin(), nodes_.end(),
            [](const Node& a, const Node& b) { return a.location.location < b.location.location; });
  by_location_.clear();
  for (std::size_t i = 0; i < nodes_.size(); ++i) by_location_[nodes_[i].location.location] = i;
}

std::optional<std::size_t> Masters::node(std::string_view location) const {
  const auto found = by_location_.find(location);
  if (found == by_location_.end()) return std::nullopt;
  return found->second;
}

void Masters::clear() {
  items_.clear();
  nodes_.clear();
  by_location_.clear();
}

Promise promise_from(const Node& node, std::string_view region, std::string_view service, Instant now,
                     std::int64_t default_days) {
  const Duration offset = node.offset(now);
  const Instant local = now + offset;
  const std::int64_t day = local.us / days(1).us;
  const Instant midnight{day * days(1).us};
  Duration work{};
  if (node.location.capacity_per_hour > 0)
    work = Duration{hours(1).us * node.open_work / node.location.capacity_per_hour};
  // As many days later as the cut-offs that pass before the work is done.
  std::int64_t late = 0;
  for (Instant done = local + work; done >= midnight + days(late) + minutes(node.cutoff_minutes); ++late) {
  }
  const Instant ship_by = midnight + days(late + 1) - offset;
  return {ship_by, ship_by + days(node.transit_days(region, service).value_or(default_days))};
}

}  // namespace drydock::pipeline
