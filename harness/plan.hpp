// The plan: a scenario with everything drawn. Plans, not seeds, are replayed, shrunk and kept. Names, not numbers, so
// that a plan can be read and edited.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "contracts/canonical/master.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "sim/world.hpp"

namespace drydock {

/// A fault as planned: like FaultSpec, with seats by name. `on` is kept as the scenario wrote it.
struct PlannedFault {
  std::string id;
  std::string fault;
  std::string on;                                          ///< "pipeline -> carrier-*", "erp"
  std::vector<std::string> seats;                          ///< a fault on seats
  std::vector<std::pair<std::string, std::string>> links;  ///< a fault on links
  std::optional<LegKind> leg;
  std::vector<std::string> types;
  Dose dose;
  std::map<std::string, FaultParameter> parameters;
};

struct PlannedCrash {
  std::string id;
  std::string seat;
  std::optional<Instant> at;
  std::optional<std::int64_t> commit;
  std::optional<std::int64_t> every;
  std::optional<std::int64_t> times;
  bool after_durable = false;
  Duration back_after = seconds(15);
};

/// A warehouse beyond its master record.
struct PlannedWarehouse {
  Location location;                ///< also what the ERP gives out as master
  Ratio short_pick{0, 1};           ///< chance that a pick task comes up short
  std::int64_t packages_over = 6;   ///< more units than this make another package
  std::vector<Instant> pickups;     ///< when trucks leave
  Duration pick_time = minutes(4);  ///< median of one order's picking, before labour is counted
  Duration pack_time = minutes(1);
};

struct PlannedCarrier {
  std::string name;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> services;  ///< days from and to, by service
  Ratio late_scan{0, 1};
  Duration day = hours(24);  ///< how long a transit day lasts: shorter in smoke scenarios
};

/// Labour and limits of a seat, where they differ from the defaults of SeatSpec.
struct PlannedSeat {
  std::optional<std::int64_t> workers;
  std::optional<std::int64_t> intake;
  std::optional<Duration> service_time;
  std::optional<Duration> commit_time;
};

/// A knob of the reference pipeline as it is turned: a count, a duration, or one duration a step (harness/knobs.hpp).
using PlannedKnob = std::variant<std::int64_t, Duration, std::vector<Duration>>;

struct PlannedErp {
  std::int64_t concurrency = 5;
  Duration service_time = milliseconds(200);
};

/// The payment provider, where there is one.
struct PlannedPayment {
  Ratio declines{0, 1};        ///< of the first authorisations of an order
  Ratio declines_again{0, 1};  ///< of the later ones
  Duration authorization_life = days(7);
  Duration service_time = milliseconds(80);
};

struct PlannedStimulus {
  Instant at;
  std::string seat;
  Payload what;  ///< ShopperArrives, ShopperLooks, ShopperCancels, QualityHold, StockAdjustment, GoodsArrive
};

struct PlannedChannel {
  std::string publisher;   ///< seat
  std::string subscriber;  ///< seat
  Transport transport = Transport::webhook;
};

/// The parameters of the invariants (domain section 2.4b).
struct Bounds {
  Duration reservation_answer = seconds(5);
  Duration availability_staleness = seconds(5);
  Duration processing = seconds(60);
  Duration short_pick_response = minutes(15);
  Duration notice = minutes(15);
  Duration erp_posting = minutes(15);
  std::optional<Duration> erp_catch_up;  ///< absent: outage backlog over drain rate, plus 10 min
  Duration carrier_drain = minutes(30);
  Ratio slowdown{20, 100};
  Duration visibility_p95 = seconds(60);
  Duration visibility_max = minutes(5);
  Duration quiet = minutes(10);
  Duration hold_expiry = seconds(60);
  Duration reconciliation = minutes(30);
  Duration clock_skew = seconds(2);
};

/// "availability.p99" <= 200ms.
struct Expectation {
  std::string measure;
  std::string comparison = "<=";  ///< "<=", "<", ">=", ">"
  std::string limit;              ///< as written: "200ms", "99 %"
  std::int64_t value = 0;         ///< microseconds for durations, millionths for ratios, else a count
  enum class Unit : std::uint8_t { duration, ratio, count } unit = Unit::duration;
  std::string during;  ///< id of the fault in whose window it is measured; empty: the whole run
};

struct Plan {
  std::int64_t format = 1;
  std::string scenario;  ///< its name
  std::string story;
  std::string source;  ///< path of the scenario file, as given
  std::uint64_t seed = 0;
  std::string tzdata;             ///< version of the time zone data used
  Instant start;                  ///< world time at which the run begins (after prepare)
  Duration prepare = minutes(1);  ///< before `start`: the pipeline learns the enterprise
  Duration run;
  Duration settle;                      ///< after heal: until everything must have converged
  std::int64_t utc_offset_minutes = 0;  ///< of the scenario's own clock, for showing calendar times

  std::vector<Item> items;
  std::vector<Position> stock;  ///< opening positions at the warehouses; the ERP opens with the same
  std::vector<PlannedWarehouse> warehouses;
  std::vector<PlannedCarrier> carriers;
  PlannedErp erp;
  std::map<std::string, PlannedSeat> seats;     ///< by seat name
  std::map<std::string, PlannedKnob> pipeline;  ///< knobs of the reference pipeline, by name; only those turned
  std::vector<PlannedStimulus> stimuli;         ///< in time order
  std::vector<PlannedFault> faults;
  std::vector<PlannedCrash> crashes;
  std::vector<PlannedChannel> channels;
  std::optional<Duration> audit = minutes(10);  ///< how often the views are asked
  Duration reservation_ttl = minutes(15);
  Ratio abandon{0, 1};  ///< of the shoppers whose stock is held, how many leave without a word

  Bounds bounds;
  std::vector<std::string> invariants;  ///< ids to judge; empty: all
  std::vector<std::string> require;     ///< invariants that must have been exercised
  std::vector<std::string> reached;
  std::vector<Expectation> within;
  std::vector<std::string> defects;  ///< of the reference pipeline, by name

  std::optional<PlannedPayment> payment;  ///< absent: no payment seat
};

/// Seat names of an enterprise, in world order: commerce, pipeline, erp, tms, the warehouses, the carriers, payment if
/// there is one, auditor.
std::vector<Seat> seats_of(const Plan&);

}  // namespace drydock
