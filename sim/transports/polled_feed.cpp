#include "sim/transports/polled_feed.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "sim/cloud_event.hpp"

namespace drydock {
namespace {

constexpr Duration retention = hours(24);

}  // namespace

PolledFeed::PolledFeed(const ChannelSpec&, std::string publisher, CourierHost& host)
    : publisher_(std::move(publisher)), host_(host) {}

void PolledFeed::publish(std::shared_ptr<const Publication> event) {
  const std::uint64_t number = ++last_;
  const FeedFate fate = host_.enters(event);
  const Instant stamp = fate.stamp.value_or(host_.now());
  if (fate.commit_after.us > 0) {
    uncommitted_.emplace(number, std::pair(stamp, std::move(event)));
    return host_.wake(host_.now() + fate.commit_after, number);
  }
  commit(number, stamp, std::move(event));
}

void PolledFeed::woken(std::uint64_t number) {
  auto found = uncommitted_.extract(number);
  if (!found.empty()) commit(number, found.mapped().first, std::move(found.mapped().second));
}

void PolledFeed::commit(std::uint64_t number, Instant stamp, std::shared_ptr<const Publication> event) {
  forget();
  std::string text = write_event(envelope_of(*event, publisher_), event->data);
  entries_.emplace(Key{stamp, number}, Entry{std::move(event), std::move(text), 0, std::nullopt});
  open_.insert({stamp, number});
  stamps_[number] = stamp;
}

void PolledFeed::forget() {
  while (!entries_.empty()) {
    const Key oldest = entries_.begin()->first;
    if (oldest.stamp + retention >= host_.now() || open_.contains(oldest)) return;
    stamps_.erase(oldest.number);
    entries_.erase(entries_.begin());
  }
}

// The page before is lost with whoever had it, unless it was kept; then the next reading passes it all the same.
void PolledFeed::subscriber_down() {
  for (const Key& key : open_) entries_.find(key)->second.handed.reset();
}

PolledFeed::Place PolledFeed::place_of(const FeedRead& asked) {
  return {asked.since.value_or(Instant{}), asked.offset};
}

std::string PolledFeed::delivery_id(const Entry& entry) {
  return entry.deliveries == 0 ? std::string() : entry.event->id + "~" + std::to_string(entry.deliveries);
}

std::vector<PolledFeed::Handed> PolledFeed::passed(const FeedRead& asked) {
  const Place now = place_of(asked);
  std::vector<Handed> passed;
  for (auto at = open_.begin(); at != open_.end();) {
    const Entry& entry = entries_.find(*at)->second;
    const bool behind = at->stamp < now.since || (entry.handed && *entry.handed < now);
    if (behind) passed.push_back({entry.event, delivery_id(entry)});
    at = behind ? open_.erase(at) : std::next(at);
  }
  return passed;
}

// What has gone or come stays gone or there for the pages after it, until a reading begins anew.
std::int64_t PolledFeed::shifted(const FeedRead& asked, int drift) {
  const Place place = place_of(asked);
  if (place.offset == 0 || place.since != shifted_reading_) shift_ = 0;
  shifted_reading_ = place.since;
  shift_ += drift;
  return std::max<std::int64_t>(0, asked.offset + shift_);
}

PolledFeed::Cut PolledFeed::cut(const FeedRead& asked, int drift) {
  assert(asked.offset >= 0 && asked.limit > 0);
  Cut made;
  made.page.as_of = host_.now();
  auto at = entries_.lower_bound({place_of(asked).since, 0});
  for (std::int64_t skip = shifted(asked, drift); skip > 0 && at != entries_.end(); --skip) ++at;
  for (; at != entries_.end() && static_cast<std::int64_t>(made.numbers.size()) < asked.limit; ++at) {
    made.page.entries.push_back({at->first.stamp, at->second.text});
    made.numbers.push_back(at->first.number);
  }
  made.page.more = at != entries_.end();
  return made;
}

std::vector<PolledFeed::Handed> PolledFeed::arrived(const FeedRead& asked, const std::vector<std::uint64_t>& numbers) {
  std::vector<Handed> handed;
  for (const std::uint64_t number : numbers) {
    const Instant* stamp = stamps_.find(number);
    if (stamp == nullptr) continue;  // forgotten while the page was on its way
    Entry& entry = entries_.find({*stamp, number})->second;
    entry.handed = place_of(asked);
    ++entry.deliveries;
    handed.push_back({entry.event, delivery_id(entry)});
  }
  return handed;
}

}  // namespace drydock
