#include "harness/triggers.hpp"

#include <utility>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/shipping.hpp"

namespace drydock {
namespace {

using When = PlannedTrigger::Kind;

Courtroom courtroom(const Plan& plan, const Directory& directory) {
  Courtroom room;
  room.directory = &directory;
  room.plan = &plan;
  return room;
}

// An operation counts when its callee has received it, an event when it is durable at its publisher.
bool is_message(const Record& record, const std::string& name) {
  if (record.kind != RecordKind::request && record.kind != RecordKind::publish) return false;
  return record.message != nullptr && record.message->name == name;
}

std::string ordinal(std::int64_t number) {
  const std::int64_t tens = number % 100;
  const std::int64_t ones = number % 10;
  const bool teen = tens >= 11 && tens <= 13;
  return std::to_string(number) + (teen ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th");
}

std::string condition_text(const PlannedTrigger& trigger) {
  switch (trigger.kind) {
    case When::backlog: return "the backlog to " + trigger.subject + " is above " + std::to_string(trigger.number);
    case When::order: return trigger.subject + " is " + trigger.milestone;
    case When::message: return "the " + ordinal(trigger.number) + " " + trigger.subject;
    case When::reached:
      return trigger.subject + (trigger.number == 1 ? "" : " the " + ordinal(trigger.number) + " time");
  }
  return {};
}

template <class T>
OrderMilestone of(const Record& record, std::string_view milestone) {
  const T* body = record.body->as<T>();
  return body == nullptr ? OrderMilestone{} : OrderMilestone{milestone, body->order_id};
}

template <class... Found>
OrderMilestone first(Found... found) {
  OrderMilestone one;
  ((one = one.milestone.empty() ? found : one), ...);
  return one;
}

}  // namespace

std::string to_string(const PlannedTrigger& trigger) {
  const std::string condition = condition_text(trigger);
  return trigger.after.us > 0 ? to_string(trigger.after) + " after " + condition : "once " + condition;
}

OrderMilestone milestone_of(const Record& record) {
  if (record.body == nullptr) return {};
  if (record.kind == RecordKind::publish)
    return first(of<OrderPlaced>(record, "placed"), of<WmsPickShort>(record, "short"),
                 of<WmsPickConfirmed>(record, "picked"), of<WmsPackConfirmed>(record, "packed"),
                 of<WmsShipped>(record, "shipped"));
  if (record.kind != RecordKind::effect) return {};
  if (const auto* scan = record.body->as<TrackingUpdate>())
    return scan->milestone == TrackingStatus::delivered ? OrderMilestone{"delivered", scan->order_id}
                                                        : OrderMilestone{};
  return first(of<OutboundOrderCreate>(record, "released"), of<OrderLineBackorder>(record, "backordered"),
               of<CancellationAccept>(record, "cancelled"));
}

Triggers::Triggers(const Plan& plan, const Directory& directory, Tap& next, TriggerHost& host)
    : plan_(plan), room_(courtroom(plan, directory)), next_(next), host_(host), account_(room_) {
  for (const PlannedFault& fault : plan.faults)
    if (fault.when) wait_for(*fault.when, fault.id, nullptr);
  for (const PlannedCrash& crash : plan.crashes)
    if (crash.when) wait_for(*crash.when, crash.id, nullptr);
  for (const TriggeredStimulus& stimulus : plan.triggered) wait_for(stimulus.when, {}, &stimulus);
}

void Triggers::wait_for(const PlannedTrigger& when, std::string fault, const TriggeredStimulus* stimulus) {
  Waiting& waiting = waiting_.emplace_back();
  waiting.when = &when;
  waiting.fault = std::move(fault);
  waiting.stimulus = stimulus;
  if (when.kind == When::backlog) counts_backlog_ = true;
  if (when.kind != When::reached) return;
  if (const ReachedRow* row = find_reached(when.subject)) waiting.state = row->make(room_);
}

void Triggers::see(const Record& record) {
  next_.see(record);
  if (counts_backlog_ && (account_.kinds() & bit(record.kind)) != 0) account_.see(record);
  for (Waiting& waiting : waiting_) {
    if (waiting.over || !has_come(waiting, record)) continue;
    waiting.over = true;
    if (waiting.stimulus != nullptr)
      host_.stimulus_is_due(*waiting.stimulus, waiting.when->after);
    else
      host_.fault_is_due(waiting.fault, waiting.when->after);
  }
}

bool Triggers::has_come(Waiting& waiting, const Record& record) const {
  const PlannedTrigger& when = *waiting.when;
  const bool running = record.t >= plan_.start;
  switch (when.kind) {
    case When::backlog:
      return running && record.kind == RecordKind::publish && account_.owed_to(when.subject) > when.number;
    case When::message: return running && is_message(record, when.subject) && ++waiting.seen == when.number;
    case When::order: {
      const OrderMilestone found = milestone_of(record);
      return found.milestone == when.milestone && found.order == when.subject;
    }
    case When::reached: {
      if (!waiting.state || (waiting.state->kinds() & bit(record.kind)) == 0) return false;
      return waiting.state->see(record) && running && ++waiting.seen == when.number;
    }
  }
  return false;
}

}  // namespace drydock
