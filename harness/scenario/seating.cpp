#include "harness/scenario/seating.hpp"

#include <algorithm>

#include "contracts/book.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {
namespace {

bool publishes(std::string_view role) {
  for (const MessageType& type : message_types())
    if (type.kind == MessageKind::event && type.role == role) return true;
  return false;
}

bool has(const std::vector<LegKind>& legs, LegKind leg) {
  return std::find(legs.begin(), legs.end(), leg) != legs.end();
}

// Whom the flow lets ask: the pipeline asks everybody, the shop the pipeline and for authorisations, the TMS carriers
// whether they take a load, and they it back; lists for
// reconciliation are the auditor's, and whether the pipeline is ready is the harness's question.
bool asks(const Seat& from, const Seat& to, const MessageType& type) {
  if (type.kind != MessageKind::operation || type.flow == "reconciliation" || type.name == "ready.get") return false;
  if (type.name == "feed.read") return from.role == "pipeline" && publishes(to.role);
  if (type.name == "token.create") return from.role == "pipeline" && to.role != "pipeline";
  if (type.role != to.role) return false;
  if (from.role == "tms" || type.name == "tender.offer") return from.role == "tms" && type.name == "tender.offer";
  const bool reports = type.name == "tender.answer" || type.name == "milestone.report";
  if (from.role == "carrier" || reports) return from.role == "carrier" && reports;
  if (to.role == "payment" && from.role == "commerce") return type.name == "payment.authorize";
  return from.role == "pipeline" || from.role == "commerce";
}

}  // namespace

std::vector<Seat> seats_of(const Scenario& scenario) {
  std::vector<Seat> seats{{"commerce", "commerce"}, {"pipeline", "pipeline"}, {"erp", "erp"}, {"tms", "tms"}};
  for (const ScenarioWarehouse& warehouse : scenario.warehouses) seats.push_back({warehouse.name.value, "wms"});
  for (const ScenarioCarrier& carrier : scenario.carriers) seats.push_back({carrier.name.value, "carrier"});
  if (scenario.payment) seats.push_back({"payment", "payment"});
  if (scenario.notification) seats.push_back({"notification", "notification"});
  if (scenario.marketplace) seats.push_back({std::string(marketplace_seat), "commerce"});
  seats.push_back({"auditor", "auditor"});
  return seats;
}

std::vector<LegKind> legs_between(const Seat& from, const Seat& to) {
  std::vector<LegKind> legs;
  const bool to_pipeline = to.role == "pipeline" && from.role != "pipeline" && from.role != "auditor";
  const bool from_pipeline = from.role == "pipeline" && to.role != "pipeline" && to.role != "auditor";
  const bool asks_first = from.role == "commerce" && from.name != marketplace_seat;
  const bool pays = asks_first && to.role == "payment";
  const bool freight = (from.role == "tms" && to.role == "carrier") || (from.role == "carrier" && to.role == "tms");
  if (from_pipeline || pays || freight || (to_pipeline && asks_first)) legs = {LegKind::request, LegKind::reply};
  if (to_pipeline && publishes(from.role)) legs.push_back(LegKind::event);
  return legs;
}

std::vector<std::string> messages_between(const Seat& from, const Seat& to, const std::vector<LegKind>& legs) {
  const auto carried = legs_between(from, to);
  const auto goes = [&](LegKind leg) { return has(legs, leg) && has(carried, leg); };
  const bool calls = goes(LegKind::request) || goes(LegKind::reply);
  std::vector<std::string> names;
  for (const MessageType& type : message_types())
    if ((calls && asks(from, to, type)) ||
        (goes(LegKind::event) && type.kind == MessageKind::event && type.role == from.role))
      names.emplace_back(type.name);
  return names;
}

const ScenarioChannel* channel_of(const Scenario& scenario, const Seat& from, const Seat& to) {
  const ScenarioChannel* found = nullptr;
  for (const ScenarioChannel& written : scenario.channels) {
    const auto target = parse_target(written.link.value);
    if (target && any_matches(target->from, from.name) && any_matches(target->to, to.name)) found = &written;
  }
  return found;
}

bool is_feed(const Scenario& scenario, const Seat& from, const Seat& to) {
  const ScenarioChannel* channel = channel_of(scenario, from, to);
  return channel != nullptr && channel->transport == Transport::feed;
}

std::vector<Seat> target_seats(const Target& target, const std::vector<Seat>& seats) {
  std::vector<Seat> found;
  for (const Seat& seat : seats)
    if (seat.role != "auditor" && any_matches(target.from, seat.name)) found.push_back(seat);
  return found;
}

std::vector<std::pair<Seat, Seat>> target_links(const Target& target, const std::vector<Seat>& seats,
                                                const std::vector<LegKind>& legs) {
  std::vector<std::pair<Seat, Seat>> found;
  for (const Seat& from : seats)
    for (const Seat& to : seats) {
      if (!any_matches(target.from, from.name) || !any_matches(target.to, to.name)) continue;
      const auto carried = legs_between(from, to);
      const bool some = std::any_of(carried.begin(), carried.end(), [&](LegKind leg) { return has(legs, leg); });
      if (some) found.emplace_back(from, to);
    }
  return found;
}

}  // namespace drydock
