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

/// What must be true or have happened before something begins (`when:`).
struct PlannedTrigger {
  enum class Kind : std::uint8_t {
    backlog,  ///< more than `number` facts are published that `subject` (erp, commerce) has not been told of
    message,  ///< the `number`-th message `subject` has been received (an operation) or published (an event)
    order,    ///< the order `subject` has reached `milestone`
    reached   ///< the state `subject` has been reached `number` times
  } kind = Kind::message;
  std::string subject;
  std::string milestone;  ///< placed, released, short, picked, packed, shipped, delivered, backordered or cancelled
  std::int64_t number = 1;
  Duration after{};  ///< how long after that
  bool operator==(const PlannedTrigger&) const = default;
};
/// "the backlog to erp is above 1000", "10s after big-basket is released".
std::string to_string(const PlannedTrigger&);

/// A fault as planned: like FaultSpec, with seats by name. `on` is kept as the scenario wrote it.
struct PlannedFault {
  std::string id;
  std::string fault;
  std::string on;                                          ///< "pipeline -> carrier-*", "erp"
  std::vector<std::string> seats;                          ///< a fault on seats
  std::vector<std::pair<std::string, std::string>> links;  ///< a fault on links
  std::optional<LegKind> leg;
  std::vector<std::string> types;
  Dose dose;  ///< its `trigger` is left empty: it is made of `when`
  std::map<std::string, FaultParameter> parameters;
  std::optional<PlannedTrigger> when = {};
};

struct PlannedCrash {
  std::string id;
  std::string seat;
  std::optional<Instant> at;
  std::optional<std::int64_t> commit;
  std::optional<std::int64_t> every;
  std::optional<std::int64_t> times;
  bool after_durable = false;
  bool torn = false;  ///< before, and the beginning of that commit's record is left on the disk
  Duration back_after = seconds(15);
  std::optional<PlannedTrigger> when = {};
};

/// A warehouse beyond its master record.
struct PlannedWarehouse {
  Location location;                                ///< also what the ERP gives out as master
  Ratio short_pick{0, 1};                           ///< chance that a pick task comes up short
  std::map<std::string, Ratio> short_pick_of = {};  ///< by item, where it differs
  Ratio reject{0, 1};                               ///< per outbound order: it is turned away
  Ratio lot_swap{0, 1};                             ///< per picked line that has lots: another is taken
  std::int64_t packages_over = 6;                   ///< more units than this make another package
  std::vector<Instant> pickups;                     ///< when trucks leave
  Duration pick_time = minutes(4);                  ///< median of one order's picking, before labour is counted
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

/// A knob of the reference pipeline as it is turned: a count, a duration, one duration a step, or one of its choices
/// (harness/knobs.hpp).
using PlannedKnob = std::variant<std::int64_t, Duration, std::vector<Duration>, std::string>;

struct PlannedErp {
  std::int64_t concurrency = 5;
  Duration service_time = milliseconds(200);
  std::int64_t quota = 0;                ///< requests a minute; 0: no quota
  std::optional<Instant> period_ends;    ///< what is of before can be posted ...
  std::optional<Instant> period_closes;  ///< ... until then
  Ratio no_credit{0, 1};                 ///< of the orders: refused until `credit_after` they were placed
  Duration credit_after{};
};

/// The payment provider, where there is one.
struct PlannedPayment {
  Ratio declines{0, 1};        ///< of the first authorisations of an order
  Ratio declines_again{0, 1};  ///< of the later ones
  Duration authorization_life = days(7);
  Duration service_time = milliseconds(80);
};

/// The provider of messages to customers, where there is one.
struct PlannedNotification {
  Ratio bounces{0, 1};  ///< of the messages
  Duration send_time = seconds(5);
  Duration delivery_time = seconds(60);
  Duration service_time = milliseconds(40);
};

/// The marketplace beside the shop, where there is one. It sells from what it was told, without asking.
struct PlannedMarketplace {
  Duration ships_within = days(1);     ///< what it promises its buyers, from the order on
  Duration delivers_within = days(5);  ///< likewise
};
/// Its seat; the role is that of the shop, whose seat is the first of it.
constexpr std::string_view marketplace_seat = "marketplace";

/// How a freight carrier answers tenders; it is one of the plan's carriers.
struct PlannedTender {
  std::string carrier;
  Ratio declines{0, 1};
  Ratio late{0, 1};                ///< of those it takes: how many it answers after their time
  Duration answers = minutes(10);  ///< slowest answer that is not late
};

/// Freight, where some carriers take it.
struct PlannedFreight {
  Duration respond_within = minutes(30);  ///< how long a carrier has to answer a tender
  std::vector<PlannedTender> carriers;    ///< in the order in which they are asked
};

struct PlannedStimulus {
  Instant at;
  std::string seat;
  /// ShopperArrives, ShopperLooks, ShopperCancels, ReturnWish, QualityHold, StockAdjustment, StockDamaged, CycleCount,
  /// GoodsArrive, TransferDecided, ItemDecided, BalancesCopied, ReplayDecided (at the auditor)
  Payload what;
};

/// A stimulus that waits for its trigger.
struct TriggeredStimulus {
  PlannedTrigger when;
  std::string seat;
  Payload what;
};

/// How an order that the scenario names must end. What is not set may be as it will.
struct OrderExpectation {
  std::string order;
  std::string end;                ///< shipped, delivered, backordered, cancelled or declined; empty: any
  std::vector<std::string> from;  ///< exactly these warehouses ship something of it; empty: any
  std::optional<Duration> by;     ///< from the start of the run: no later than this the end has come
  struct Count {
    std::string comparison = "=";  ///< "=", "<=", "<", ">=", ">"
    std::int64_t value = 0;
    bool operator==(const Count&) const = default;
  };
  std::optional<Count> packages;   ///< that left for it
  std::optional<Count> shipments;  ///< trucks that took something of it
};

/// How the pipeline reads a channel that is a polled feed.
struct PlannedFeed {
  Duration poll = seconds(10);
  std::int64_t page = 50;
  Duration overlap = seconds(30);
};

struct PlannedChannel {
  std::string publisher;   ///< seat
  std::string subscriber;  ///< seat
  Transport transport = Transport::webhook;
  PlannedFeed feed = {};  ///< transport feed
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
  Duration master_data = minutes(5);
  Duration clock_skew = seconds(2);
  Duration stale_notice = hours(1);
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
  std::vector<LotStock> lots;   ///< of it, where items are kept by lots
  std::vector<PlannedWarehouse> warehouses;
  std::vector<PlannedCarrier> carriers;
  PlannedErp erp;
  std::map<std::string, PlannedSeat> seats;     ///< by seat name
  std::map<std::string, PlannedKnob> pipeline;  ///< knobs of the reference pipeline, by name; only those turned
  std::vector<PlannedStimulus> stimuli;         ///< in time order
  std::vector<TriggeredStimulus> triggered;
  std::vector<PlannedFault> faults;
  std::vector<PlannedCrash> crashes;
  std::vector<PlannedChannel> channels;
  std::optional<Duration> audit = minutes(10);  ///< how often the views are asked
  Duration reservation_ttl = minutes(15);
  Ratio abandon{0, 1};  ///< of the shoppers whose stock is held, how many leave without a word; of the stream `shop`
  std::map<std::string, Ratio> abandons;  ///< the same of the other streams, by name

  Bounds bounds;
  std::vector<std::string> invariants;  ///< ids to judge; empty: all
  std::vector<std::string> require;     ///< invariants that must have been exercised
  std::vector<std::string> reached;
  std::vector<Expectation> within;
  std::vector<OrderExpectation> orders;
  std::vector<std::string> defects;  ///< of the reference pipeline, by name

  std::optional<PlannedPayment> payment;            ///< absent: no payment seat
  std::optional<PlannedNotification> notification;  ///< absent: no notification seat
  std::optional<PlannedFreight> freight;            ///< absent: nothing goes by freight
  std::optional<PlannedMarketplace> marketplace;    ///< absent: everybody buys at the shop
};

/// Seat names of an enterprise, in world order: commerce, pipeline, erp, tms, the warehouses, the carriers, payment,
/// notification and marketplace if there is one, auditor.
std::vector<Seat> seats_of(const Plan&);

}  // namespace drydock
