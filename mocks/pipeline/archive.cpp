// Accepted events, kept for a while so that an operator can have them applied again. Applying one again is safe, since
// what it changes remembers what has been applied.
#include <algorithm>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {

void keep_event(Platform& p, const Received& received, const Cause& cause) {
  if (p.settings.archive == Duration{} || !received.event || p.archive.find(cause.id) != nullptr) return;
  ArchivedRow row;
  row.event_id = cause.id;
  row.number = ++p.last_archived;
  row.message = std::string(received.type->name);
  row.correlation_id = cause.correlation;
  row.accepted_at = p.now();
  row.data = received.body;
  p.journal.put("wb/" + row.event_id, received.body);
  p.archive.add(cause.id, std::move(row));
  p.aged.push({p.now() + p.settings.archive, "w" + cause.id});
}

void drop_archived(Platform& p, const std::string& event_id) {
  p.journal.forget("wb/" + event_id);
  p.archive.erase(event_id);
}

std::int64_t replay_span(Platform& p, Instant from, Instant until) {
  std::vector<const ArchivedRow*> rows;
  for (const auto* row : p.archive.all())
    if (row->accepted_at >= from && row->accepted_at < until) rows.push_back(row);
  std::sort(rows.begin(), rows.end(), [](const ArchivedRow* a, const ArchivedRow* b) { return a->number < b->number; });
  for (const ArchivedRow* row : rows)
    replay_event(p, *find_message(row->message), row->data, row->event_id, row->correlation_id);
  return static_cast<std::int64_t>(rows.size());
}

}  // namespace drydock::pipeline
