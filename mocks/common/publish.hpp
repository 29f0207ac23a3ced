// Events as a mock publishes them.
#pragma once
#include <memory>
#include <string>
#include <utility>

#include "mocks/common/trace.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// An event of which `data` is the body. `id` derives from what happened ("O-1-F1/picked"); `sequence` is the event's
/// place among those of its partition key, from 1 and without gaps, which the publisher keeps in its journal. Subject
/// and partition key come from the contract book. `causation` is the id of the event or request that caused it.
template <class T>
std::shared_ptr<const Publication> make_event(T data, std::string id, std::int64_t sequence, Instant occurred,
                                              std::string_view correlation, std::string_view causation) {
  auto event = std::make_shared<Publication>();
  event->type = &message_of<T>();
  event->subject = event->type->key(&data);
  event->partition_key = event->type->ordering_key(&data);
  event->data = Payload::of(std::move(data));
  event->sequence = sequence;
  event->occurred = occurred;
  event->headers = headers_for(correlation, causation, id);
  event->id = std::move(id);
  return event;
}

/// Puts an event into a commit: what is told, and the truth it tells, become durable together.
inline void add_event(Commit& commit, std::shared_ptr<const Publication> event) {
  commit.effects.push_back({event->type->name, event->subject, event->data, event->headers});
  commit.publications.push_back(std::move(event));
}

/// Puts the effect of a request into its commit: named by the operation, with the request's body and headers.
inline void add_effect(Commit& commit, const Received& received) {
  commit.effects.push_back(
      {received.type->name, business_key(*received.type, received.body), received.body, received.headers});
}

}  // namespace drydock
