// What a world is made of, the same for the virtual and the live one.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sim/actor.hpp"
#include "sim/fault.hpp"
#include "sim/record.hpp"

namespace drydock {

/// Labour at a seat. World workers serve the intake only: one takes a message when it is free, works `service_time`,
/// hands it to the actor and stays held until `reply` or `settle`. A full intake answers 503 with Retry-After 1 s.
struct SeatSpec {
  Seat seat;
  ActorFactory factory;
  std::int64_t workers = 16;
  std::int64_t intake = 1000;  ///< how many may wait
  Duration service_time = milliseconds(2);
  std::map<std::string, Duration> service_times;  ///< by operation or event type, where it differs
  Duration commit_time = milliseconds(2);
  bool observed = true;  ///< false: an auditor's seat: no faults, no capacity taken from others, no service time
};

enum class Transport : std::uint8_t { webhook, log, feed };

/// Which transport carries the events of a publisher to a subscriber, and how hard it tries.
struct ChannelSpec {
  SeatIndex publisher = no_seat;
  SeatIndex subscriber = no_seat;
  Transport transport = Transport::webhook;
  /// Webhook: waits between attempts; the last repeats until the run ends. Each delivery is attempted until a 2xx.
  std::vector<Duration> retry{seconds(1), seconds(5), seconds(30), minutes(2), minutes(10)};
  Duration timeout = seconds(5);  ///< without an answer by then, the attempt has failed
  /// Log: partitions, by hash of the partition key; each is delivered in order, one unacknowledged batch at a time.
  std::int64_t partitions = 8;
  std::int64_t batch = 16;
};

/// What people and goods do.
struct StimulusSpec {
  Instant at;
  SeatIndex seat = no_seat;
  std::string key;  ///< for the history
  Payload what;
};

/// When a seat falls over. `phase` is of the commit the crash is aimed at: what is lost differs.
struct CrashSpec {
  std::string id;
  SeatIndex seat = no_seat;
  std::optional<Instant> at;
  std::optional<std::int64_t> commit;  ///< at the n-th commit of the run, from 1
  std::optional<std::int64_t> every;   ///< at each n-th commit
  std::optional<std::int64_t> times;
  std::string trigger = {};    ///< it falls when the world is told to (VirtualWorld::trigger): why, in words
  bool after_durable = false;  ///< else before
  bool torn = false;           ///< before, and the beginning of that commit's record is left on the disk
  Duration back_after = seconds(15);
};

/// Goods move outside every information system: what an effect makes happen elsewhere ("a truck left: the carrier has
/// the packages"). Called when the effect is durable; may add stimuli at or after `now`.
using Goods = std::function<void(SeatIndex seat, const Effect&, Instant now, std::vector<StimulusSpec>&)>;

struct WorldSpec {
  std::uint64_t seed = 0;
  Instant start;
  std::vector<SeatSpec> seats;
  std::vector<ChannelSpec> channels;
  std::vector<FaultSpec> faults;
  std::vector<CrashSpec> crashes;
  Duration latency_median = milliseconds(15);  ///< of each leg of each link, log-normal
  Duration latency_p99 = milliseconds(80);
  Goods goods;
};

}  // namespace drydock
