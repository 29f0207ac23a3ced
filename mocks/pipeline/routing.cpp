#include "mocks/pipeline/routing.hpp"

#include <algorithm>
#include <tuple>

namespace drydock::pipeline {
namespace {

struct Candidate {
  std::size_t node = 0;
  bool without_service = false;
  bool drowned = false;
  std::size_t rank = 0;
  Promise promise;
};

// Defects: what a router that does not look sees of a node.
Promise promise_unseeing(Node node, const Route& route, std::int64_t default_days) {
  node.open_work = 0;
  if (route.nearest_only) node.cutoff_minutes = 24 * 60;
  return promise_from(node, route.region, route.service, route.now, default_days);
}

std::vector<Candidate> candidates(const Masters& masters, const PipelineSettings& settings, const Route& route) {
  std::vector<Candidate> all;
  for (std::size_t i = 0; i < masters.nodes().size(); ++i) {
    const Node& node = masters.nodes()[i];
    if (std::find(route.except.begin(), route.except.end(), node.location.location) != route.except.end()) continue;
    Candidate& one = all.emplace_back();
    one.node = i;
    one.without_service = !node.transit_days(route.region, route.service).has_value();
    const std::int64_t hour = node.location.capacity_per_hour;
    one.drowned = hour > 0 && hours(1).us * node.open_work / hour > settings.backlog_horizon.us;
    one.rank = node.rank(route.region);
    one.promise = promise_from(node, route.region, route.service, route.now, settings.default_transit_days);
    if (!route.nearest_only && !route.without_backlog) continue;
    one.drowned = false;
    one.promise = promise_unseeing(node, route, settings.default_transit_days);
  }
  const bool earliest = settings.routing == "earliest";
  std::sort(all.begin(), all.end(), [earliest](const Candidate& a, const Candidate& b) {
    const std::size_t first = earliest ? 0 : a.rank;
    const std::size_t second = earliest ? 0 : b.rank;
    return std::tie(a.without_service, a.drowned, first, a.promise.deliver_by, a.rank, a.node) <
           std::tie(b.without_service, b.drowned, second, b.promise.deliver_by, b.rank, b.node);
  });
  return all;
}

class Assigner {
 public:
  Assigner(Inventory& inventory, Assignment& out) : inventory_(inventory), out_(out) {}

  std::int64_t left(const std::string& item, std::size_t node) {
    std::int64_t quantity = inventory_.offer(inventory_.at(item, node));
    for (const Given& given : out_.given)
      if (given.node == node && given.item == item) quantity -= given.quantity;
    return quantity;
  }
  bool all_at(const std::vector<Want>& wants, const Candidate& candidate) {
    for (const Want& want : wants) {
      if (left(want.item, candidate.node) < want.quantity) {
        out_.given.clear();
        return false;
      }
      give(want, candidate.node, want.quantity);
    }
    return true;
  }
  void spread(const Want& want, const std::vector<Candidate>& all) {
    for (const Candidate& candidate : all)
      if (left(want.item, candidate.node) >= want.quantity) return give(want, candidate.node, want.quantity);
    Want rest = want;
    for (const Candidate& candidate : all) {
      const std::int64_t part = std::min(rest.quantity, left(want.item, candidate.node));
      if (part > 0) give(rest, candidate.node, part);
      rest.quantity -= std::max<std::int64_t>(part, 0);
    }
    if (rest.quantity > 0) out_.missing.push_back(rest);
  }

 private:
  void give(const Want& want, std::size_t node, std::int64_t quantity) {
    if (quantity > 0) out_.given.push_back({want.line, want.item, node, quantity});
  }
  Inventory& inventory_;
  Assignment& out_;
};

}  // namespace

Route route_for(std::string_view region, std::string_view service, Instant now, const DefectSet& defects) {
  return {region, service, now, {}, defects.has(Defect::nearest_node_only), defects.has(Defect::backlog_not_counted)};
}

Assignment assign(Inventory& inventory, const Masters& masters, const PipelineSettings& settings,
                  const std::vector<Want>& wants, const Route& route) {
  Assignment out;
  const auto all = candidates(masters, settings, route);
  Assigner assigner(inventory, out);
  const bool together =
      std::any_of(all.begin(), all.end(), [&](const Candidate& one) { return assigner.all_at(wants, one); });
  if (!together)
    for (const Want& want : wants) assigner.spread(want, all);
  for (const Candidate& candidate : all) {
    const bool used =
        std::any_of(out.given.begin(), out.given.end(), [&](const Given& g) { return g.node == candidate.node; });
    if (!used) continue;
    out.promise.ship_by = std::max(out.promise.ship_by, candidate.promise.ship_by);
    out.promise.deliver_by = std::max(out.promise.deliver_by, candidate.promise.deliver_by);
  }
  return out;
}

}  // namespace drydock::pipeline
