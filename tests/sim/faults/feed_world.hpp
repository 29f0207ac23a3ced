// A publisher whose events lie in a feed, and readers that ask for them.
#pragma once
#include <algorithm>
#include <memory>

#include "contracts/canonical/feed.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock::testing {

/// Publishes one event a second.
inline Behaviour steady_publisher(int count) {
  auto next = std::make_shared<int>(0);
  return [=](const Event& event, Io& io) {
    const bool due = std::holds_alternative<Started>(event) || std::holds_alternative<TimerFired>(event);
    if (!due || *next == count) return;
    Commit commit;
    commit.publications.push_back(placed("O-" + std::to_string(*next), 1));
    io.commit(std::move(commit));
    ++*next;
    io.arm(seconds(1), 1);
  };
}

/// Reads the whole feed once, page by page, by offset.
inline Behaviour pager(SeatIndex at, std::int64_t limit) {
  auto offset = std::make_shared<std::int64_t>(0);
  return [=](const Event& event, Io& io) {
    const auto ask = [&] { io.request(at, Payload::of(FeedRead{{}, *offset, limit}), seconds(5), headers("page")); };
    if (std::holds_alternative<Started>(event)) io.arm(seconds(1), 1);
    if (std::holds_alternative<TimerFired>(event)) ask();
    const auto* replied = std::get_if<Replied>(&event);
    const auto* page = replied == nullptr ? nullptr : replied->reply.body.as<FeedPage>();
    if (page == nullptr || !page->more) return;
    *offset += limit;
    ask();
  };
}

/// Reads the whole feed again and again, every two seconds.
inline Behaviour rereader(SeatIndex at) {
  return [=](const Event& event, Io& io) {
    const bool due = std::holds_alternative<TimerFired>(event);
    if (due) io.request(at, Payload::of(FeedRead{{}, 0, 1000}), seconds(5), headers("poll"));
    if (due || std::holds_alternative<Started>(event)) io.arm(seconds(2), 1);
  };
}

/// One event a second, and a reader that looks at all of it every two.
inline WorldSpec feed_world(int count) {
  WorldSpec spec = world_of({seat("shop", steady_publisher(count)), seat("pipeline", rereader(0))});
  spec.channels.push_back({0, 1, Transport::feed});
  return spec;
}

/// The pages that arrived, in order.
inline std::vector<FeedPage> pages(const Ran& ran) {
  std::vector<FeedPage> found;
  for (const Kept& kept : ran.memory.of(RecordKind::ok))
    if (const auto* page = kept.body.as<FeedPage>()) found.push_back(*page);
  return found;
}

}  // namespace drydock::testing
