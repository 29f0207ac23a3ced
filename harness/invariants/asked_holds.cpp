#include "harness/invariants/asked_holds.hpp"

#include "harness/scenario/units.hpp"

namespace drydock {
namespace {

// The whole day if it is no time.
Duration time_of_day(std::string_view text) { return minutes(parse_time_of_day(text).value_or(24 * 60)); }

Duration offset_at(const Location& location, Instant at) {
  std::int64_t offset = location.offsets.empty() ? 0 : location.offsets.front().minutes;
  for (const ZoneOffset& row : location.offsets)
    if (row.from <= at) offset = row.minutes;
  return minutes(offset);
}

}  // namespace

Instant first_ship_day(const Location& location, Instant now, Duration work) {
  const Duration offset = offset_at(location, now);
  const Instant local = now + offset;
  const Instant today{local.us / days(1).us * days(1).us};
  const Instant first_cutoff = today + time_of_day(location.cutoff);
  const Instant done = local + work;
  const std::int64_t late = done < first_cutoff ? 0 : (done - first_cutoff).us / days(1).us + 1;
  return today + days(late) - offset;
}

std::string local_day(const Location& location, Instant at) { return local_time(location, at).substr(0, 10); }

std::string local_time(const Location& location, Instant at) {
  std::string text = to_string(at + offset_at(location, at)).substr(0, 19);
  text[10] = ' ';
  return text;
}

std::string local_day_until(const Location& location, Instant end) {
  return local_day(location, end - microseconds(1));
}

std::optional<std::int64_t> days_to(const Location& location, std::string_view region, std::string_view service) {
  std::optional<std::int64_t> best;
  for (const Transit& row : location.transit)
    if (row.region == region && row.service == service && (!best || row.days_max < *best)) best = row.days_max;
  return best;
}

AskedHolds::AskedHolds(const Courtroom& room) : pipeline_(room.seat("pipeline")) {}

AskedHolds::Asked* AskedHolds::asked(const Record& record) {
  if (record.kind != RecordKind::request || record.to != pipeline_ || record.body == nullptr) return nullptr;
  const auto* create = record.body->as<ReservationCreate>();
  if (create == nullptr) return nullptr;
  const std::uint64_t key = name_key(record.key);
  asked_.pass(record.t);
  by_request_[record.request.value()] = key;
  if (asked_.find(key) != nullptr) return nullptr;
  Asked& made = asked_[key];
  made = {record.t, create->ship_to.region, create->service, {}, false};
  return &made;
}

const AskedHolds::Asked* AskedHolds::held(const Record& record) {
  if (record.kind != RecordKind::reply || record.from != pipeline_) return nullptr;
  const std::uint64_t* key = by_request_.find(record.request.value());
  if (key == nullptr) return nullptr;
  Asked* found = asked_.find(*key);
  by_request_.erase(record.request.value());
  if (found == nullptr || found->answered || record.status >= 300 || record.body == nullptr) return nullptr;
  const auto* answer = record.body->as<ReservationAnswer>();
  if (answer == nullptr) return nullptr;
  found->answered = true;
  return answer->outcome == ReservationOutcome::held ? found : nullptr;
}

}  // namespace drydock
