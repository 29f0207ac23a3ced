// What a scenario can say about the reference pipeline.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "contracts/canonical/instant.hpp"

namespace drydock {

/// How the pipeline treats one kind of seat it calls. Each seat of the role has its own pool and queue.
struct DestinationSettings {
  std::int64_t concurrency = 16;   ///< calls in flight at a time, at most
  Duration deadline = seconds(5);  ///< of one attempt
  std::int64_t queue =
      20'000;              ///< calls accepted and not yet answered; a full queue stops the intake that would feed it
  std::int64_t quota = 0;  ///< calls made in a minute of the clock, at most; 0: as many as there are
};

/// When the pipeline stops calling a seat that does not answer, and how it finds out that the seat is back.
struct BreakerSettings {
  std::int64_t threshold = 5;         ///< failures in a row that open it: refused, timed out, 5xx
  Duration probe_first = seconds(1);  ///< wait before the first probe; doubles up to `probe_max`
  Duration probe_max = seconds(20);
};

/// How a polled feed is read.
struct FeedSettings {
  Duration poll = seconds(10);  ///< wait between two readings
  std::int64_t page = 50;       ///< entries of a page, at least 2: a page begins with the last entry of the one before
  Duration overlap = seconds(30);  ///< so far back is read again: longer than any transaction of the publisher
};

/// How the pipeline compares its positions with what the other systems say.
struct ReconciliationSettings {
  Duration every{};                     ///< wait between two comparisons; zero: it never compares
  Duration recheck = minutes(1);        ///< a difference that messages under way may explain is looked at again so soon
  Duration clocks_differ = minutes(1);  ///< between the ERP's clock and ours, at most
  bool snapshots = false;  ///< the ERP sends its balances by night: postings of a day are remembered for them
};

/// Plain data. Defaults are a healthy, mid-sized installation.
struct PipelineSettings {
  DestinationSettings commerce{32, seconds(5), 20'000};
  DestinationSettings erp{5, seconds(10), 20'000};
  DestinationSettings wms{16, seconds(5), 20'000};
  DestinationSettings tms{16, seconds(5), 20'000};
  DestinationSettings carrier{24, seconds(30), 20'000};
  DestinationSettings payment{16, seconds(5), 20'000};
  DestinationSettings notification{16, seconds(5), 20'000};
  BreakerSettings breaker;
  /// Waits between the attempts of one call, each with up to a fifth of jitter; the last repeats.
  std::vector<Duration> retry{milliseconds(500), seconds(1),  seconds(2), seconds(5),
                              seconds(15),       seconds(30), seconds(60)};
  /// Attempts that a reachable seat may answer with an error before the call becomes a dead letter. An unreachable seat
  /// consumes none.
  std::int64_t max_attempts = 12;
  Duration busy_retry_after = seconds(2);         ///< what a full or not yet ready pipeline says in Retry-After
  Duration publish_debounce = milliseconds(300);  ///< a changed availability waits this long for company
  /// Answers about availability come from a cache for so long, and say as of when; 0: each is worked out. A reservation
  /// never looks at it.
  Duration cache_age{};
  /// Which node comes first of those that have the service and are not drowned in work: the "nearest", or the one that
  /// delivers "earliest".
  std::string routing = "nearest";
  Duration hold_sweep = seconds(1);       ///< expired holds are given back at most this late
  Duration commit_retry = seconds(1);     ///< wait before a commit that failed is tried again
  Duration backlog_horizon = hours(8);    ///< a node with more work than this waiting comes last in routing
  std::int64_t default_transit_days = 5;  ///< where a node has no row for the region and service
  /// After an order is shipped, posted and delivered its records are dropped; a tombstone keeps duplicates out.
  Duration order_retention = hours(6);
  Duration tombstone_memory = days(30);
  /// How long answers to reservation requests and ids of stock movements are remembered. Longer than any redelivery.
  Duration dedup_memory = days(7);
  /// What tells whether an event came before: "event", its event id; "delivery", the id of the delivery, so that a
  /// redelivery counts as new.
  std::string dedup_key = "event";
  Duration archive{};                  ///< how long accepted events are kept for replays; 0: not at all
  Duration sweep = minutes(30);        ///< how often what is out of retention is dropped
  std::int64_t warehouse_workers = 8;  ///< warehouse events worked on at a time
  /// How long the payment provider's authorisations hold. After three quarters of it, counted from the placed order,
  /// nothing is released before it is authorised anew.
  Duration authorization_life = days(7);
  ReconciliationSettings reconciliation;
  std::int64_t shared_pool = 6;               ///< size of the one pool of the defect `shared-connection-pool`
  Duration partition_lag = seconds(2);        ///< lag between two workers of the defect `partition-by-event-id`
  std::map<std::string, FeedSettings> feeds;  ///< by publisher: the channels that are polled feeds
  /// Names of the defects that are switched on (mocks/pipeline/defects.hpp). Unknown names are our mistake.
  std::set<std::string> defects;
};

}  // namespace drydock
