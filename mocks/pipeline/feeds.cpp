#include "mocks/pipeline/feeds.hpp"

#include <algorithm>
#include <utility>

#include "mocks/pipeline/flows.hpp"
#include "sim/cloud_event.hpp"

namespace drydock::pipeline {
namespace {

const std::string& name_of(const Platform& p, SeatIndex seat) { return (*p.seat.directory)[seat].name; }

Table<FeedRow>::Record& row_of(Platform& p, SeatIndex seat) {
  auto* row = p.feeds.find(name_of(p, seat));
  return row != nullptr ? *row : p.feeds.add(name_of(p, seat), FeedRow{});
}

bool knows(const FeedRow& row, const std::string& event_id) {
  return std::any_of(row.seen.begin(), row.seen.end(),
                     [&](const SeenEntry& seen) { return seen.event_id == event_id; });
}

// An event as a delivery would have brought it. Nobody waits for its acknowledgement: reading on is one.
Received received_of(const ReadEvent& read, SeatIndex from) {
  Received received;
  received.type = read.type;
  received.from = from;
  received.body = read.data;
  received.event = publication_of(read);
  received.headers = received.event->headers;
  received.delivery_id = received.event->id;
  return received;
}

// Entries are told apart by event id; one without is what its bytes are.
std::string id_of(const FeedEntry& entry, const ReadEvent& read) {
  if (!read.envelope.id.empty()) return read.envelope.id;
  return "entry/" + std::to_string(keyed_bits(0, Purpose::identity, entry.event));
}

}  // namespace

// The first poll of each seat comes within a period, so that not all are asked at once.
void Feeds::start(Platform& p) {
  for (const auto& [name, settings] : p.settings.feeds) {
    const SeatIndex seat = p.seat.directory->find(name);
    if (seat == no_seat) continue;
    polled_[seat].settings = settings;
    const std::int64_t lag = p.io->draw(Purpose::backoff, name, "feed.read").below(settings.poll.us) + 1;
    wait(p, seat, microseconds(lag));
  }
}

void Feeds::wait(Platform& p, SeatIndex seat, Duration span) { p.io->arm(span, tag_of(TimerKind::feed, seat)); }

void Feeds::timer(Platform& p, SeatIndex seat) {
  Polled& polled = polled_.at(seat);
  polled.reading.reset();
  if (!p.ready || p.journal.degraded()) return wait(p, seat, polled.settings.poll);
  ask(p, seat, polled);
}

void Feeds::ask(Platform& p, SeatIndex seat, Polled& polled) {
  FeedRead read;
  read.limit = polled.settings.page;
  if (const auto* row = p.feeds.find(name_of(p, seat))) read.since = row->since;
  if (polled.reading) {
    read.since = polled.reading->since;
    read.offset = std::max<std::int64_t>(0, polled.reading->read - 1);
  }
  Headers headers;
  headers.correlation_id = "feed/" + name_of(p, seat);
  headers.token = polled.token = p.outbox.token(seat);
  polled.asked = p.io->request(seat, Payload::of(std::move(read)),
                               settings_of(p.settings, (*p.seat.directory)[seat].role).deadline, std::move(headers));
}

Feeds::Polled* Feeds::answered(const RequestId& id, SeatIndex& seat) {
  for (auto& [at, polled] : polled_) {
    if (polled.asked != id) continue;
    polled.asked.reset();
    seat = at;
    return &polled;
  }
  return nullptr;
}

// What went wrong is asked for again with the next poll: nothing is lost by waiting, and nobody is pressed.
bool Feeds::failed(Platform& p, const Failed& failed) {
  SeatIndex seat = no_seat;
  const Polled* polled = answered(failed.id, seat);
  if (polled != nullptr) wait(p, seat, polled->settings.poll);
  return polled != nullptr;
}

bool Feeds::replied(Platform& p, const Replied& replied) {
  SeatIndex seat = no_seat;
  Polled* polled = answered(replied.id, seat);
  if (polled == nullptr) return false;
  const auto* problem = replied.reply.status == 401 ? replied.reply.body.as<Problem>() : nullptr;
  if (problem != nullptr && problem->code == "token_expired") p.outbox.token_refused(seat, polled->token, *p.io);
  const auto* page = replied.reply.ok() ? replied.reply.body.as<FeedPage>() : nullptr;
  if (page == nullptr)
    wait(p, seat, std::max(polled->settings.poll, replied.reply.retry_after.value_or(Duration{})));
  else if (p.has(Defect::cursor_skips_late_commit))
    take_newest(p, seat, *polled, *page);
  else
    take(p, seat, *polled, *page);
  return true;
}

// False if there is no room for what it would lead to. One that breaks its contract will not get better by being asked
// for again: it becomes a dead letter.
bool Feeds::take_entry(Platform& p, SeatIndex seat, const FeedEntry& entry, const ReadEvent& read) {
  const bool sound = read && contracts_.check(*read.type, MessagePart::event, read.data).empty();
  if (sound) return take_from_feed(p, received_of(read, seat));
  keep_unreadable(p, id_of(entry, read), read.envelope.type, read.envelope.correlationid, entry.event);
  return true;
}

void Feeds::take(Platform& p, SeatIndex seat, Polled& polled, const FeedPage& page) {
  auto& row = row_of(p, seat);
  if (!polled.reading) polled.reading = Reading{row.since, page.as_of - polled.settings.overlap, 0, {}};
  Reading& reading = *polled.reading;
  bool whole = true;
  for (std::size_t i = 0; i < page.entries.size(); ++i) {
    const FeedEntry& entry = page.entries[i];
    const ReadEvent read = read_event(entry.event);
    const std::string id = id_of(entry, read);
    if (i == 0 && !reading.anchor.empty() && id != reading.anchor) whole = false;  // the pages have shifted
    if (!knows(row, id)) {
      if (!take_entry(p, seat, entry, read)) return go_on(p, seat, false);
      row.seen.push_back({id, entry.recorded_at});
      p.journal.touch(row);
    }
    if (!whole) continue;
    if (i > 0 || reading.anchor.empty()) ++reading.read;
    reading.anchor = id;
    // Earlier stamps than this one have been read; they may be left behind once nothing can be committed there.
    const Instant since = std::min(entry.recorded_at, reading.settled);
    if (!row.since || since > *row.since) row.since = since;
  }
  if (whole && !page.more && (!row.since || reading.settled > *row.since)) row.since = reading.settled;
  std::erase_if(row.seen, [&](const SeenEntry& seen) { return row.since && seen.recorded_at < *row.since; });
  p.journal.touch(row);
  go_on(p, seat, whole && page.more);
}

// Defect: the newest stamp is the cursor, and what is asked for next is later than that.
void Feeds::take_newest(Platform& p, SeatIndex seat, Polled& polled, const FeedPage& page) {
  auto& row = row_of(p, seat);
  for (const FeedEntry& entry : page.entries) {
    const ReadEvent read = read_event(entry.event);
    if (!take_entry(p, seat, entry, read)) return go_on(p, seat, false);
    row.since = std::max(row.since.value_or(Instant{}), entry.recorded_at + microseconds(1));
    p.journal.touch(row);
  }
  polled.reading.reset();
  go_on(p, seat, page.more);
}

// The next page is asked for when this one is durable.
void Feeds::go_on(Platform& p, SeatIndex seat, bool more) {
  p.journal.then([this, &p, seat, more] {
    Polled& polled = polled_.at(seat);
    more ? ask(p, seat, polled) : wait(p, seat, polled.settings.poll);
  });
}

}  // namespace drydock::pipeline
