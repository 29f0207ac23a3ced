// A scenario as it was read: what an architect wrote, typed, with the places of what can still turn out wrong.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/plan.hpp"
#include "harness/scenario/glob.hpp"
#include "harness/scenario/mistake.hpp"
#include "harness/scenario/units.hpp"

namespace drydock {

/// A value and where it stands.
template <class T>
struct Marked {
  T value{};
  Mark at;
};
/// Shares by name, in the order of the file.
using Shares = std::vector<std::pair<Marked<std::string>, Ratio>>;

/// A file of data that a scenario names. Items and locations in it go by their own ids, or by those of a system.
struct DataFile {
  Marked<std::string> file;  ///< as written; empty: there is none
  Marked<std::string> ids;   ///< whose ids: "erp", "sku"; empty: our own
  explicit operator bool() const { return !file.value.empty(); }
};
/// What other systems call something, by system.
using ForeignIds = std::map<std::string, Marked<std::string>>;

struct ScenarioClock {
  Marked<Instant> start;  ///< resolved with the zone
  std::string tz = "Etc/UTC";
  Marked<Duration> run;
  Marked<Duration> settle;
  Duration prepare = minutes(1);
  Duration day = hours(24);
};

struct ScenarioWarehouse {
  Marked<std::string> name;
  std::vector<Marked<std::string>> regions;  ///< nearest first, at least one
  std::int64_t capacity_per_hour = 0;
  std::string cutoff = "17:00";
  std::string tz;  ///< that of the clock where the file names none
  Duration pickups = minutes(30);
  Duration pick_time = minutes(4);
  Duration pack_time = minutes(1);
  std::int64_t packages_over = 6;
  ForeignIds ids = {};
};

struct ScenarioCarrier {
  Marked<std::string> name;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> services;
};

/// An item that a file lists. What is not set is drawn, or as the catalog says.
struct CatalogItem {
  Marked<std::string> item;
  std::string name;
  std::optional<std::int64_t> weight_grams;
  std::optional<std::int64_t> price_minor;
  std::optional<std::int64_t> popularity;
  std::optional<std::int64_t> safety_stock;
  std::optional<std::int64_t> opening_stock;
  ForeignIds ids;
};
/// What a file says of an item in a warehouse.
struct CatalogShelf {
  std::int64_t quantity = 0;
  std::optional<std::int64_t> safety_stock;
};

struct ScenarioCatalog {
  Marked<std::int64_t> items;
  DataFile from;                                             ///< the items, instead of a number
  DataFile stock_from;                                       ///< what is where; a shelf that it does not name is empty
  std::vector<CatalogItem> listed;                           ///< of `from`: the best seller first
  std::map<std::string, std::int64_t, std::less<>> numbers;  ///< of the listed, from 1
  std::map<std::pair<std::int64_t, std::string>, CatalogShelf> shelves;  ///< of `stock_from`, by number and warehouse
  Ratio top{13, 100};
  Ratio top_share{80, 100};
  std::int64_t safety_stock = 0;
  Duration opening_cover = days(3);
  std::optional<std::int64_t> opening_stock;                           ///< instead of a cover
  std::vector<std::pair<Marked<std::string>, std::int64_t>> stock_of;  ///< units everywhere of single items
};

/// A point of the demand curve: from `at` on, `times` the base rate; linear to the next point.
struct CurvePoint {
  Duration at;
  Ratio times;
};

/// Which items something is about: one by its name, or the `fastest` first.
struct ItemChoice {
  Marked<std::string> item;  ///< empty: the `fastest` first items
  std::int64_t fastest = 1;
};

/// What customers send back.
struct ScenarioReturns {
  Mark at;
  Ratio share{0, 1};            ///< of the orders
  Ratio whole{1, 4};            ///< of the returns: they ask for all that was ordered
  Ratio again{0, 1};            ///< of the returns: the same is asked for once more
  Duration lag = hours(2);      ///< between delivery and request, at most
  std::optional<Duration> way;  ///< of the parcel back; absent: one day of the clock
  Duration inspection = minutes(30);
  /// Of the units: restocked, not restocked, processing, missing.
  std::array<Ratio, 4> dispositions{Ratio{75, 100}, Ratio{8, 100}, Ratio{15, 100}, Ratio{2, 100}};
};

/// An order that was placed once before.
struct ReplayedOrder {
  Marked<std::string> order;
  Duration at;  ///< from the start of the run, before any shift; may lie before it
  std::string region;
  std::string service;
  std::string postal_code;  ///< empty: drawn
  std::string customer;     ///< empty: drawn
  struct Line {
    std::int64_t item = 0;  ///< its number
    std::int64_t quantity = 1;
    std::optional<std::int64_t> price_minor;
  };
  std::vector<Line> lines;
};

/// One stream of orders. What it draws is keyed by its name: another stream leaves it as it is.
struct ScenarioDemand {
  std::string name = "shop";
  std::optional<OrderRate> rate;
  std::optional<std::int64_t> count;  ///< instead of a rate
  Mark orders_at;
  std::vector<CurvePoint> curve;  ///< at least one point; before the first and after the last it is level
  Ratio lines_mean{13, 10};
  Ratio looks{0, 1};
  Ratio cancel{0, 1};  ///< of the orders
  Duration cancel_half_within = minutes(30);
  Ratio cancel_whole{1, 2};  ///< of the cancellations
  Ratio abandon{0, 1};
  ScenarioReturns returns;
  Shares regions;
  Shares services;
  std::vector<ItemChoice> items;             ///< all that is ever ordered; empty: the whole catalog
  DataFile from = {};                        ///< the orders are replayed from this file, not drawn
  std::vector<ReplayedOrder> replayed = {};  ///< in the order of the file
  Ratio scale{1, 1};                         ///< each of them comes so many times
  Duration shift{};                          ///< and so much later; negative: sooner
  bool shift_to_start = false;               ///< instead: the first of them comes with the start of the run
};

/// An order written by hand.
struct ScenarioOrder {
  Marked<std::string> id;
  Marked<Duration> at;
  Marked<std::string> region;
  Marked<std::string> service;
  Marked<std::string> shop = {"commerce", {}};  ///< the seat where it is placed
  struct Line {
    Marked<std::string> item;
    std::int64_t quantity = 1;
  };
  std::vector<Line> lines;
  struct Cancel {
    Marked<Duration> after;                                            ///< after the order; with `when`, after that
    std::optional<PlannedTrigger> when;                                ///< instead of a time
    std::vector<std::pair<Marked<std::int64_t>, std::int64_t>> lines;  ///< line (from 1) and units; empty: all of it
  };
  std::optional<Cancel> cancel;
  struct Expect {
    Marked<std::string> end;
    std::vector<Marked<std::string>> from;
    std::optional<Marked<Duration>> by;
    std::optional<OrderExpectation::Count> packages;
    std::optional<OrderExpectation::Count> shipments;
  };
  std::optional<Expect> expect;
};

/// A chance of a domain condition on the seats that a glob names.
struct ScenarioOperation {
  Marked<std::string> seats;
  std::optional<Marked<Ratio>> short_pick;
  std::optional<Marked<Ratio>> late_scan;
  std::vector<std::pair<Marked<std::string>, Ratio>> short_pick_of;  ///< of single items
  std::optional<Marked<Ratio>> reject;  ///< per outbound order
  std::optional<Marked<Ratio>> lot_swap;                             ///< per picked line that has lots
};

/// Something people do once.
struct ScenarioOnce {
  Mark at_mark;
  std::string id;
  Marked<Duration> at;
  Marked<std::string> on;
  enum class Kind : std::uint8_t {
    quality_hold,
    stock_adjustment,
    damage,
    cycle_count,
    receipt,
    replay,
    unseen_loss,
    books_drift,
    shelf_drift,
    lot_recall
  } what = Kind::quality_hold;
  bool drifts() const { return what == Kind::unseen_loss || what == Kind::books_drift || what == Kind::shelf_drift; }
  Marked<std::string> location = {};  ///< books_drift, shelf_drift: whose stock it is about
  Marked<std::string> item;           ///< empty: the `fastest` first items
  std::int64_t fastest = 1;
  std::optional<std::int64_t> units;
  std::optional<Ratio> share;  ///< of the opening stock, instead of units
  std::optional<Marked<std::string>> lot;
  std::optional<Marked<Duration>> release_after;
  std::optional<Marked<Duration>> back;  ///< of a replay: the events of so long; absent: dead letters
  std::string reason = "count";
};

/// Items that warehouses keep by lots.
struct ScenarioLots {
  ItemChoice items;
  std::int64_t count = 2;                        ///< of each item, in the opening stock of every warehouse
  std::optional<Marked<Duration>> expires = {};  ///< the first, from the start of the run; absent: they keep
  Duration apart = days(7);                      ///< so much later each next one
};

/// Stock that the ERP orders moved.
struct ScenarioTransfer {
  Mark mark;
  std::string id;
  Marked<Duration> at;
  std::optional<Marked<Duration>> every;
  Marked<std::string> from;
  Marked<std::string> to;
  Marked<std::string> items;  ///< empty: the `fastest` first items
  std::int64_t fastest = 1;
  std::optional<std::int64_t> units;  ///< of each item
  Ratio share{0, 1};                  ///< of the sender's opening stock, without units
  Marked<Duration> transit;
  Ratio short_receipt{0, 1};
  Ratio damaged{0, 1};
};

/// Something that becomes of items at the ERP: new ones, others, or the end of some.
struct ScenarioItemChange {
  enum class Kind : std::uint8_t { launch, change, discontinue } what = Kind::change;
  Mark mark;
  std::string id;
  Marked<Duration> at;                       ///< decided and told
  Marked<Duration> effective;                ///< holds from then on
  ItemChoice items;                          ///< of the catalog; not of a launch
  std::int64_t count = 1;                    ///< new items
  std::optional<std::int64_t> safety_stock;  ///< in every warehouse; `relative`: so many more or fewer
  bool relative = false;
  std::int64_t stock = 0;                    ///< units of each new item that every warehouse receives
  std::optional<Marked<Duration>> received;  ///< when; absent: when it is effective
  std::optional<Marked<Duration>> sold;      ///< from when on the shop sells them; absent: when it is effective
  Ratio share{0, 1};                         ///< of the orders from then on, how many take one of them along
};

struct ScenarioChannel {
  Marked<std::string> link;
  Transport transport = Transport::webhook;
  PlannedFeed feed = {};
};

struct ScenarioFault {
  Marked<std::string> id;
  Marked<std::string> fault;
  Marked<std::string> on;
  std::optional<Marked<LegKind>> leg;
  std::vector<Marked<std::string>> messages;
  std::optional<Marked<Duration>> from;  ///< from the start of the run
  std::optional<Marked<Duration>> until;
  std::optional<Marked<Duration>> at;
  std::optional<Ratio> chance;
  std::optional<std::int64_t> every;
  std::optional<std::int64_t> nth;
  std::optional<std::int64_t> times;
  std::optional<Marked<PlannedTrigger>> when;  ///< instead of `from` and `at`
  std::optional<Marked<Duration>> length;      ///< `for`, where it starts with its trigger
  std::map<std::string, Marked<FaultParameter>> parameters;
};

/// The ERP: its limits, and what it does by itself.
struct ScenarioErp {
  struct Batch {
    std::int64_t at_minutes = 0;  ///< after local midnight
    Duration length{};
    Mark mark;
  };
  PlannedErp limits;                            ///< without the period
  std::optional<Batch> batch;                   ///< every night of the run: faults `erp-batch-1`, `erp-batch-2`, ...
  std::optional<Mark> snapshots;                ///< each batch copies the balances and sends the copy at its end
  std::optional<Marked<Duration>> period_ends;  ///< from the start of the run
  std::optional<Marked<Duration>> period_closes;
};

/// The marketplace, and who buys there.
struct ScenarioMarketplace {
  Ratio share{1, 5};  ///< of the shoppers of every stream
  PlannedMarketplace planned;
};

struct ScenarioExpect {
  std::vector<std::string> invariants;  ///< ids; empty: all
  std::vector<std::string> require;     ///< ids
  std::vector<std::string> reached;
  std::vector<Expectation> within;
};

struct Scenario {
  std::string file;
  std::vector<std::string> sources;  ///< what its marks point into: the file, files it extends, flags
  Marked<std::string> name;
  std::string story;
  std::uint64_t seed = 1;
  ScenarioClock clock;
  std::vector<ScenarioWarehouse> warehouses;
  std::vector<ScenarioCarrier> carriers;
  ScenarioErp erp;
  std::vector<std::pair<Marked<std::string>, PlannedSeat>> seats;
  std::map<std::string, Marked<PlannedKnob>> pipeline;  ///< knobs turned, by name
  Duration reservation_ttl = minutes(15);
  ScenarioCatalog catalog;
  ScenarioDemand demand;                ///< the stream `shop`
  std::vector<ScenarioDemand> streams;  ///< the others, in the order of the file
  std::vector<ScenarioOrder> orders;
  std::vector<ScenarioOperation> operations;
  std::vector<ScenarioOnce> once;
  std::vector<ScenarioTransfer> transfers;
  std::vector<ScenarioLots> lots;
  std::vector<ScenarioItemChange> master_data;
  std::vector<ScenarioChannel> channels;
  std::vector<ScenarioFault> faults;
  Bounds bounds;
  std::optional<Duration> audit = minutes(10);
  ScenarioExpect expect;
  std::optional<PlannedPayment> payment;
  std::optional<PlannedNotification> notification;
  std::optional<PlannedFreight> freight;
  std::optional<ScenarioMarketplace> marketplace;
};

/// The bounds by the names they have in files; exactly one member is set.
struct BoundRow {
  std::string_view name;
  Duration Bounds::*duration = nullptr;
  std::optional<Duration> Bounds::*optional_duration = nullptr;
  Ratio Bounds::*ratio = nullptr;
};
const std::array<BoundRow, 17>& bound_rows();

/// All streams: `shop` first.
std::vector<const ScenarioDemand*> streams_of(const Scenario&);

/// The regions that orders go to, in the order of the file.
std::vector<std::string> regions_of(const Scenario&);

/// The seats of a scenario with their roles, in world order.
std::vector<Seat> seats_of(const Scenario&);

}  // namespace drydock
