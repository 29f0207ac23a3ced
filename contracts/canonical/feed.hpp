// A polled feed: the publisher keeps its events in the order of their stamps, and the subscriber asks for them page by
// page (asyncapi.yaml, x-delivery).
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// feed.read: a page of the entries stamped `since` or later, oldest first, beginning after the first `offset` of them.
struct FeedRead {
  std::optional<Instant> since;  ///< included; absent: from the beginning
  std::int64_t offset = 0;
  std::int64_t limit = 0;  ///< at most so many, from 1
  bool operator==(const FeedRead&) const = default;
};
DRYDOCK_DESCRIBED(FeedRead, since, offset, limit)

/// An event in a feed. The stamp is taken when its transaction writes it; it is seen when that is committed, which may
/// be after later stamps have been read.
struct FeedEntry {
  Instant recorded_at;  ///< the stamp; several entries may have the same
  std::string event;    ///< a CloudEvent in structured mode, as JSON (contracts/envelope.hpp)
  bool operator==(const FeedEntry&) const = default;
};
DRYDOCK_DESCRIBED(FeedEntry, recorded_at, event)

struct FeedPage {
  Instant as_of;  ///< when the page was cut, in true time, also where the publisher's clock is wrong
  std::vector<FeedEntry> entries;
  bool more = false;  ///< there are entries after these
  bool operator==(const FeedPage&) const = default;
};
DRYDOCK_DESCRIBED(FeedPage, as_of, entries, more)

}  // namespace drydock
