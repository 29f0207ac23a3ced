#include "mocks/wms/wms.hpp"

#include <algorithm>
#include <cassert>
#include <deque>
#include <memory>
#include <set>
#include <utility>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "contracts/canonical/transfer.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"
#include "mocks/wms/cancelling.hpp"
#include "mocks/wms/inbound.hpp"
#include "mocks/wms/shelf.hpp"
#include "mocks/wms/work.hpp"

namespace drydock {
namespace {

constexpr std::string_view work_prefix = "work/";
constexpr std::string_view inbound_prefix = "inbound/";

using Settings = std::shared_ptr<const WmsSettings>;

/// A work by name: its fulfilment and its number there.
struct Job {
  std::string fulfillment_id;
  std::int64_t number = 1;
};

class Wms : public Desk {
 public:
  explicit Wms(Settings settings) : Desk(settings->limits), settings_(std::move(settings)) {
    for (const StockedItem& item : settings_->items) weights_.emplace(item.item, item.weight_grams);
  }

 private:
  // the desk's questions
  void wake() override;
  Commit begin(Io&) override;
  void restore(std::string_view key, const Payload& value) override;
  void resume(Io&) override;
  Outcome serve(const Received&, Io&) override;
  void act(const Payload&, Io&) override;
  void timer(std::uint64_t tag, Io&) override;

  // operations
  Outcome accept(const OutboundOrderCreate&, const Received&, Io&);
  std::optional<Reply> refusal_of(const OutboundOrderCreate&) const;
  void tell_lack(const std::string& fulfillment_id, Fulfilment&, const Work&, Instant, Commit&);
  Outcome cancel(const OutboundOrderCancel&, const Received&);
  bool waits(const std::string& fulfillment_id, std::int64_t work) const;
  Payload result(const Received&, const Kept&) const override;
  Outcome attach(const LabelAttach&, const Received&);
  Outcome list_stock(const StockList&, Instant now) const;
  Outcome expect(const InboundExpect&, const Received&, Io&);

  // work
  void start_next(Io&);
  void begin_stage(const std::string& fulfillment_id, const Work&, Io&);
  void picked(const Job&, Fulfilment&, Work&, Io&);
  void short_pick(const Job&, Fulfilment&, const Work&, WorkLine&, Instant, Draw, Commit&);
  void packed(const Job&, Fulfilment&, Work&, Io&);
  void stage_load(const Job&, Fulfilment&, const Work&);
  std::vector<PackedPackage> pack(const std::string& fulfillment_id, Fulfilment&, const Work&) const;
  void depart(Io&);
  void load(const std::string& fulfillment_id, Instant, std::set<std::string>& moved, Commit&);

  // goods
  void quality(const QualityHold&, Io&);
  void adjust(const StockAdjustment&, Io&);
  void arrive(const GoodsArrive&, Io&);
  void dock(const TruckArrives&, Io&);
  void count(const std::string& shipment_id, Delivery&, Instant, Commit&);
  void receive(const Delivery&, const InboundLine&, Bucket, Instant, Commit&);
  template <class Movement>
  void tell_movement(Movement, std::string_view what, Io&);

  /// Adds an event of a fulfilment to a commit. `effect`: it is the ledger's truth too.
  template <class T>
  void tell(T data, std::string id, Fulfilment&, Instant, std::string_view causation, Commit&);
  void write(const std::string& fulfillment_id, const Fulfilment&, Commit&) const;
  std::int64_t weight_of(const std::string& item) const;

  Settings settings_;
  TextMap<std::int64_t> weights_;
  Shelf shelf_;
  TextMap<Fulfilment> fulfilments_;
  TextMap<Delivery> inbound_;    ///< announced or arrived, by shipment
  std::set<std::string> ready_;  ///< fulfilments with labelled packages at the dock
  std::deque<Job> queue_;        ///< wait for a picker
  std::int64_t busy_ = 0;        ///< pickers at work
  std::int64_t turns_ = 0;
  std::unordered_map<std::uint64_t, Job> jobs_;  ///< by timer tag
  std::uint64_t tags_ = 0;
};

void Wms::wake() {
  shelf_.begin(incarnation());
  for (const StockedItem& item : settings_->items) {
    Position empty;
    empty.item = item.item;
    empty.location = settings_->location;
    shelf_.put({empty, 0});
  }
  for (const Position& open : settings_->opening) shelf_.put({open, 0});
}

Commit Wms::begin(Io&) {
  Commit commit;
  for (const Position& open : settings_->opening) {
    commit.effects.push_back({"stock.opened", joined(open.item, "/", open.location), Payload::of(open), {}});
  }
  return commit;
}

void Wms::restore(std::string_view key, const Payload& value) {
  if (const auto* row = value.as<ShelfRow>()) {
    shelf_.put(*row);
  } else if (const auto* fulfilment = value.as<Fulfilment>()) {
    fulfilments_.emplace(key.substr(work_prefix.size()), *fulfilment);
  } else if (const auto* delivery = value.as<Delivery>()) {
    inbound_.emplace(key.substr(inbound_prefix.size()), *delivery);
  }
}

// Who is being packed has a picker already; the others queue in their old order. A walk that was under way begins
// again.
void Wms::resume(Io& io) {
  std::vector<std::pair<std::int64_t, Job>> waiting;
  std::vector<std::pair<std::int64_t, Job>> packing;
  for (const auto& [id, fulfilment] : fulfilments_) {  // sorted below
    for (const StagedPackage& package : fulfilment.staged) {
      for (const LineQuantity& line : package.lines) shelf_.claim(line.item, line.quantity);
      if (!package.label_id.empty()) ready_.insert(id);
    }
    for (const Work& work : fulfilment.open) {
      for (const WorkLine& line : work.lines) shelf_.claim(line.item, line.allocated);
      turns_ = std::max(turns_, work.turn);
      (work.state == WorkState::picked ? packing : waiting).push_back({work.turn, {id, work.number}});
    }
  }
  const auto by_turn = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::sort(waiting.begin(), waiting.end(), by_turn);
  std::sort(packing.begin(), packing.end(), by_turn);
  for (auto& [turn, job] : waiting) queue_.push_back(std::move(job));
  for (auto& [turn, job] : packing) {
    ++busy_;
    const Fulfilment& fulfilment = fulfilments_.find(job.fulfillment_id)->second;
    for (const Work& work : fulfilment.open)
      if (work.number == job.number) begin_stage(job.fulfillment_id, work, io);
  }
  start_next(io);
}

Outcome Wms::serve(const Received& received, Io& io) {
  if (const auto* order = received.body.as<OutboundOrderCreate>()) return accept(*order, received, io);
  if (const auto* order = received.body.as<OutboundOrderCancel>()) return cancel(*order, received);
  if (const auto* label = received.body.as<LabelAttach>()) return attach(*label, received);
  if (const auto* notice = received.body.as<InboundExpect>()) return expect(*notice, received, io);
  if (const auto* list = received.body.as<StockList>()) return list_stock(*list, io.now());
  return unknown_operation(received);
}

void Wms::act(const Payload& what, Io& io) {
  if (what.as<PickupDeparts>() != nullptr) return depart(io);
  if (const auto* hold = what.as<QualityHold>()) return quality(*hold, io);
  if (const auto* correction = what.as<StockAdjustment>()) return adjust(*correction, io);
  if (const auto* goods = what.as<GoodsArrive>()) return arrive(*goods, io);
  if (const auto* truck = what.as<TruckArrives>()) return dock(*truck, io);
  assert(false && "no such thing happens in a warehouse");
}

void Wms::timer(std::uint64_t tag, Io& io) {
  const auto found = jobs_.find(tag);
  assert(found != jobs_.end());
  const Job job = std::move(found->second);
  jobs_.erase(found);
  Fulfilment& fulfilment = fulfilments_.find(job.fulfillment_id)->second;
  const auto work = std::find_if(fulfilment.open.begin(), fulfilment.open.end(),
                                 [&](const Work& one) { return one.number == job.number; });
  assert(work != fulfilment.open.end());
  if (work->state == WorkState::allocated) {
    picked(job, fulfilment, *work, io);
  } else {
    packed(job, fulfilment, *work, io);
  }
}

template <class T>
void Wms::tell(T data, std::string id, Fulfilment& fulfilment, Instant now, std::string_view causation,
               Commit& commit) {
  commit.publications.push_back(
      make_event(std::move(data), std::move(id), ++fulfilment.sequence, now, fulfilment.order_id, causation));
}

// What was just told is the ledger's truth too.
void also_an_effect(Commit& commit) {
  const Publication& event = *commit.publications.back();
  commit.effects.push_back({event.type->name, event.subject, event.data, event.headers});
}

void Wms::write(const std::string& fulfillment_id, const Fulfilment& fulfilment, Commit& commit) const {
  commit.entries.push_back({joined(work_prefix, fulfillment_id), Payload::of(fulfilment)});
}

std::int64_t Wms::weight_of(const std::string& item) const {
  const auto found = weights_.find(item);
  return found == weights_.end() ? 0 : found->second;
}

// ---- operations

std::optional<Reply> Wms::refusal_of(const OutboundOrderCreate& order) const {
  if (order.location != settings_->location) {
    return problem(422, "wrong_location", "this is " + settings_->location + ", the order is for " + order.location);
  }
  if (order.lines.empty()) return problem(422, "no_lines", "an outbound order needs at least one line");
  for (const LineQuantity& line : order.lines) {
    if (!weights_.contains(line.item)) {
      return problem(422, "unknown_item", "item " + line.item + " is not stocked at " + settings_->location);
    }
    if (line.quantity <= 0) return problem(422, "bad_quantity", "line " + line.line + " asks for no units");
  }
  return {};
}

Outcome Wms::accept(const OutboundOrderCreate& order, const Received& received, Io& io) {
  if (auto refusal = refusal_of(order)) return *refusal;
  const std::string& id = order.fulfillment_id;
  Fulfilment& fulfilment = fulfilments_[id];
  if (fulfilment.order_id.empty()) fulfilment.order_id = order.order_id;
  fulfilment.transfer = order.service == transfer_service;

  Work work;
  work.number = ++fulfilment.works;
  work.turn = ++turns_;
  std::vector<LineQuantity> allocated;
  bool anything = false;
  for (const LineQuantity& line : order.lines) {
    const std::int64_t got = shelf_.allocate(line.item, line.quantity);
    anything = anything || got > 0;
    work.lines.push_back({line.line, line.item, line.quantity, got});
    allocated.push_back({line.line, line.item, got});
  }

  Commit commit;
  const std::string name = work_name(id, work);
  const std::string accepted = joined(name, "/accepted");
  tell(WmsOrderAccepted{id, order.order_id, order.location}, accepted, fulfilment, io.now(),
       received.headers.idempotency_key, commit);
  tell(WmsAllocated{id, order.order_id, order.location, std::move(allocated)}, joined(name, "/allocated"), fulfilment,
       io.now(), accepted, commit);
  tell_lack(id, fulfilment, work, io.now(), commit);
  add_effect(commit, received);
  if (anything) {
    queue_.push_back({id, work.number});
    fulfilment.open.push_back(std::move(work));
  }
  write(id, fulfilment, commit);
  start_next(io);
  return Write{std::move(commit), 201, id, anything ? "allocated" : "exception"};
}

// Units that the ledger does not have cannot vanish from it: this short is told, but it is no movement, so its delta is
// 0 and the position keeps its version.
void Wms::tell_lack(const std::string& fulfillment_id, Fulfilment& fulfilment, const Work& work, Instant now,
                    Commit& commit) {
  const std::string name = work_name(fulfillment_id, work);
  for (const WorkLine& line : work.lines) {
    const std::int64_t lack = line.ordered - line.allocated;
    if (lack == 0) continue;
    WmsPickShort told;
    told.movement_id = joined(name, "-", line.line, "-lack");
    told.fulfillment_id = fulfillment_id;
    told.order_id = fulfilment.order_id;
    told.location = settings_->location;
    told.line = line.line;
    told.item = line.item;
    told.quantity_planned = lack;
    told.quantity_short = lack;
    told.position_version = shelf_.find(line.item)->position.version;
    std::string id = joined(told.movement_id, "/short");
    tell(std::move(told), std::move(id), fulfilment, now, joined(name, "/allocated"), commit);
  }
}

bool Wms::waits(const std::string& fulfillment_id, std::int64_t work) const {
  return std::any_of(queue_.begin(), queue_.end(),
                     [&](const Job& job) { return job.fulfillment_id == fulfillment_id && job.number == work; });
}

// The ledger's entry says what was really dropped, not what was asked.
Outcome Wms::cancel(const OutboundOrderCancel& order, const Received& received) {
  const std::string& id = order.fulfillment_id;
  const auto found = fulfilments_.find(id);
  if (found == fulfilments_.end()) return problem(404, "unknown_fulfillment", "no outbound order " + id + " is known");
  OutboundOrderCancel done = order;
  const Waits waiting = [&](const Work& work) { return waits(id, work.number); };
  for (LineQuantity& line : done.lines) line.quantity = drop_units(found->second, line, waiting, shelf_);
  std::string amounts = amounts_of(done.lines);
  std::erase_if(done.lines, [](const LineQuantity& line) { return line.quantity == 0; });
  if (done.lines.empty()) return problem(409, "past_cutoff", "nothing of it waits for a picker any more");
  for (const std::int64_t work : drop_empty_works(found->second))
    std::erase_if(queue_, [&](const Job& job) { return job.fulfillment_id == id && job.number == work; });
  Commit commit;
  write(id, found->second, commit);
  const std::string key = business_key(*received.type, received.body);
  commit.effects.push_back({received.type->name, key, Payload::of(std::move(done)), received.headers});
  return Write{std::move(commit), 200, id, std::move(amounts)};
}

Payload Wms::result(const Received& received, const Kept& kept) const {
  const auto* order = received.body.as<OutboundOrderCancel>();
  return order == nullptr ? Desk::result(received, kept) : Payload::of(answer_of(*order, kept.state));
}

// Package ids are numbered within their fulfilment, so the id alone tells whether there ever was such a package.
bool was_made(std::string_view package_id, std::string_view fulfillment_id, std::int64_t made) {
  for (std::int64_t number = 1; number <= made; ++number)
    if (package_id == joined(fulfillment_id, "-P", std::to_string(number))) return true;
  return false;
}

Outcome Wms::attach(const LabelAttach& label, const Received& received) {
  const auto found = fulfilments_.find(label.fulfillment_id);
  if (found == fulfilments_.end()) {
    return problem(404, "unknown_package", "no outbound order " + label.fulfillment_id + " is known");
  }
  Fulfilment& fulfilment = found->second;
  const auto package = std::find_if(fulfilment.staged.begin(), fulfilment.staged.end(),
                                    [&](const StagedPackage& one) { return one.package_id == label.package_id; });
  if (package == fulfilment.staged.end()) {
    if (was_made(label.package_id, label.fulfillment_id, fulfilment.packages)) {
      return problem(409, "package_departed", "package " + label.package_id + " has left; its label cannot be changed");
    }
    return problem(404, "unknown_package", "package " + label.package_id + " is not packed");
  }
  package->label_id = label.label_id;
  package->carrier = label.carrier;
  package->tracking_number = label.tracking_number;
  ready_.insert(label.fulfillment_id);
  Commit commit;
  write(label.fulfillment_id, fulfilment, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 200, label.package_id, "labelled"};
}

Outcome Wms::list_stock(const StockList& list, Instant now) const {
  StockListResult result;
  result.as_of = now;
  result.next_cursor = shelf_.rows().since(list.cursor, settings_->page, [&](const std::string&, const ShelfRow& row) {
    result.positions.push_back(row.position);
  });
  return Reply{200, Payload::of(std::move(result)), {}};
}

// ---- work: pick, pack, load

void Wms::start_next(Io& io) {
  while (busy_ < settings_->pickers && !queue_.empty()) {
    const Job job = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    Work walked;
    walked.number = job.number;
    begin_stage(job.fulfillment_id, walked, io);
  }
}

void Wms::begin_stage(const std::string& fulfillment_id, const Work& work, Io& io) {
  Duration takes = settings_->pack_time;
  if (work.state == WorkState::allocated) {
    Draw draw = io.draw(Purpose::pick, work_name(fulfillment_id, work), "time");
    takes = {draw.between(settings_->pick_min.us, settings_->pick_max.us)};
  }
  const std::uint64_t tag = ++tags_;
  jobs_.emplace(tag, Job{fulfillment_id, work.number});
  io.arm(takes, tag);
}

void Wms::picked(const Job& job, Fulfilment& fulfilment, Work& work, Io& io) {
  const std::string name = work_name(job.fulfillment_id, work);
  Commit commit;
  std::vector<LineQuantity> lines;
  for (WorkLine& line : work.lines) {
    if (line.allocated == 0) continue;
    short_pick(job, fulfilment, work, line, io.now(), io.draw(Purpose::pick, name, line.line), commit);
    if (line.allocated > 0) lines.push_back({line.line, line.item, line.allocated});
  }
  if (lines.empty()) {  // an exception: there is nothing to pack
    std::erase_if(fulfilment.open, [&](const Work& one) { return one.number == job.number; });
    --busy_;
  } else {
    work.state = WorkState::picked;
    tell(WmsPickConfirmed{job.fulfillment_id, fulfilment.order_id, settings_->location, std::move(lines)},
         joined(name, "/picked"), fulfilment, io.now(), joined(name, "/allocated"), commit);
    also_an_effect(commit);
    begin_stage(job.fulfillment_id, work, io);
  }
  write(job.fulfillment_id, fulfilment, commit);
  keep(std::move(commit), io);
  start_next(io);
}

// The ledger had the units, the shelf did not: what is not found leaves the ledger here.
void Wms::short_pick(const Job& job, Fulfilment& fulfilment, const Work& work, WorkLine& line, Instant now, Draw draw,
                     Commit& commit) {
  const auto of = settings_->short_pick_of.find(line.item);
  if (!draw.chance(of == settings_->short_pick_of.end() ? settings_->short_pick : of->second)) return;
  const bool whole = line.allocated == 1 || draw.chance(settings_->short_whole);
  const std::int64_t missing = whole ? line.allocated : draw.between(1, line.allocated - 1);
  const std::string name = work_name(job.fulfillment_id, work);
  WmsPickShort told;
  told.movement_id = joined(name, "-", line.line, "-short");
  told.fulfillment_id = job.fulfillment_id;
  told.order_id = fulfilment.order_id;
  told.location = settings_->location;
  told.line = line.line;
  told.item = line.item;
  told.quantity_planned = line.allocated;
  told.quantity_picked = line.allocated - missing;
  told.quantity_short = missing;
  told.delta = -missing;
  told.position_version = shelf_.take(line.item, missing).version;
  line.allocated -= missing;
  commit.entries.push_back(shelf_.entry(line.item));
  std::string id = joined(told.movement_id, "/short");
  tell(std::move(told), std::move(id), fulfilment, now, joined(name, "/allocated"), commit);
  also_an_effect(commit);
}

void Wms::packed(const Job& job, Fulfilment& fulfilment, Work& work, Io& io) {
  const std::string name = work_name(job.fulfillment_id, work);
  if (fulfilment.transfer) {
    stage_load(job, fulfilment, work);
    Commit commit;
    write(job.fulfillment_id, fulfilment, commit);
    keep(std::move(commit), io);
    --busy_;
    return start_next(io);
  }
  const std::string event_id = joined(name, "/packed");
  std::vector<PackedPackage> packages = pack(job.fulfillment_id, fulfilment, work);
  for (const PackedPackage& package : packages) {
    fulfilment.staged.push_back({package.package_id, event_id, package.lines, {}, {}, {}});
  }
  std::erase_if(fulfilment.open, [&](const Work& one) { return one.number == job.number; });
  Commit commit;
  tell(WmsPackConfirmed{job.fulfillment_id, fulfilment.order_id, settings_->location, std::move(packages)}, event_id,
       fulfilment, io.now(), joined(name, "/picked"), commit);
  also_an_effect(commit);
  write(job.fulfillment_id, fulfilment, commit);
  keep(std::move(commit), io);
  --busy_;
  start_next(io);
}

// Stock for another node needs no label: it stands as one load and goes with the next truck.
void Wms::stage_load(const Job& job, Fulfilment& fulfilment, const Work& work) {
  StagedPackage load;
  load.package_id = joined(job.fulfillment_id, "-P", std::to_string(++fulfilment.packages));
  load.cause = joined(work_name(job.fulfillment_id, work), "/picked");
  for (const WorkLine& line : work.lines)
    if (line.allocated > 0) load.lines.push_back({line.line, line.item, line.allocated});
  load.label_id = load.carrier = std::string(own_fleet);
  load.tracking_number = load.package_id;
  fulfilment.staged.push_back(std::move(load));
  std::erase_if(fulfilment.open, [&](const Work& one) { return one.number == job.number; });
  ready_.insert(job.fulfillment_id);
}

// Fills one package after the other, line by line.
std::vector<PackedPackage> Wms::pack(const std::string& fulfillment_id, Fulfilment& fulfilment,
                                     const Work& work) const {
  std::vector<PackedPackage> packages;
  std::int64_t room = 0;
  for (const WorkLine& line : work.lines) {
    std::int64_t left = line.allocated;
    while (left > 0) {
      if (room == 0) {
        packages.push_back({joined(fulfillment_id, "-P", std::to_string(++fulfilment.packages)), 0, {}});
        room = settings_->units_per_package > 0 ? settings_->units_per_package : INT64_MAX;
      }
      const std::int64_t put = std::min(left, room);
      packages.back().lines.push_back({line.line, line.item, put});
      packages.back().weight_grams += put * weight_of(line.item);
      left -= put;
      room -= put;
    }
  }
  return packages;
}

// One truck is one commit: it has left, or it has not.
void Wms::depart(Io& io) {
  if (ready_.empty()) return;
  Commit commit;
  std::set<std::string> moved;
  for (const std::string& id : ready_) load(id, io.now(), moved, commit);
  ready_.clear();
  for (const std::string& item : moved) commit.entries.push_back(shelf_.entry(item));
  keep(std::move(commit), io);
}

void Wms::load(const std::string& fulfillment_id, Instant now, std::set<std::string>& moved, Commit& commit) {
  Fulfilment& fulfilment = fulfilments_.find(fulfillment_id)->second;
  WmsShipped told;
  told.shipment_id = joined(fulfillment_id, "-S", std::to_string(++fulfilment.shipments));
  told.fulfillment_id = fulfillment_id;
  told.order_id = fulfilment.order_id;
  told.location = settings_->location;
  told.shipped_at = now;
  std::string cause;
  std::map<std::string, std::int64_t> units;
  for (const StagedPackage& package : fulfilment.staged) {
    if (package.label_id.empty()) continue;
    cause = package.cause;
    for (const LineQuantity& line : package.lines) units[line.item] += line.quantity;
    told.packages.push_back({package.package_id, package.carrier, package.tracking_number, package.lines});
  }
  std::erase_if(fulfilment.staged, [](const StagedPackage& package) { return !package.label_id.empty(); });
  for (const auto& [item, quantity] : units) {
    shelf_.take(item, quantity);
    moved.insert(item);
  }
  std::string id = joined(told.shipment_id, "/shipped");
  tell(std::move(told), std::move(id), fulfilment, now, cause, commit);
  also_an_effect(commit);
  write(fulfillment_id, fulfilment, commit);
}

// ---- goods that move by themselves

template <class Movement>
void Wms::tell_movement(Movement movement, std::string_view what, Io& io) {
  const std::string item = movement.item;
  movement.location = settings_->location;
  const std::string correlation = movement.movement_id;
  Commit commit;
  add_event(commit, make_event(std::move(movement), joined(correlation, "/", what), shelf_.next_sequence(item),
                               io.now(), correlation, {}));
  commit.entries.push_back(shelf_.entry(item));
  keep(std::move(commit), io);
}

void Wms::quality(const QualityHold& wish, Io& io) {
  const std::string item = wish.item.empty() ? shelf_.fullest(wish.release) : wish.item;
  const ShelfRow* row = shelf_.find(item);
  if (row == nullptr) return;
  const std::int64_t quantity = std::min(wish.quantity, wish.release ? row->position.quality_hold : shelf_.free(item));
  if (quantity <= 0) return;
  if (wish.release) {
    WmsLotReleased told;
    told.movement_id = wish.movement_id;
    told.item = item;
    told.quantity = quantity;
    told.position_version = shelf_.release(item, quantity).version;
    tell_movement(std::move(told), "released", io);
  } else {
    WmsLotHeld told;
    told.movement_id = wish.movement_id;
    told.item = item;
    told.quantity = quantity;
    told.reason = "quality";
    told.position_version = shelf_.hold(item, quantity).version;
    tell_movement(std::move(told), "held", io);
  }
}

void Wms::adjust(const StockAdjustment& wish, Io& io) {
  if (shelf_.find(wish.item) == nullptr) return;
  const std::int64_t delta = std::max(wish.delta, -shelf_.free(wish.item));
  if (delta == 0) return;
  WmsAdjusted told;
  told.movement_id = wish.movement_id;
  told.item = wish.item;
  told.delta = delta;
  told.reason = wish.reason;
  told.position_version = shelf_.add(wish.item, delta).version;
  tell_movement(std::move(told), "adjusted", io);
}

void Wms::arrive(const GoodsArrive& goods, Io& io) {
  if (shelf_.find(goods.item) == nullptr || goods.quantity <= 0) return;
  WmsReceived told;
  told.movement_id = goods.movement_id;
  told.receipt_id = goods.receipt_id;
  told.item = goods.item;
  told.quantity = goods.quantity;
  told.position_version = shelf_.add(goods.item, goods.quantity).version;
  tell_movement(std::move(told), "received", io);
}

// ---- what comes from another node

Outcome Wms::expect(const InboundExpect& notice, const Received& received, Io& io) {
  if (notice.location != settings_->location)
    return problem(422, "wrong_location",
                   "this is " + settings_->location + ", the delivery is for " + notice.location);
  for (const LineQuantity& line : notice.lines)
    if (shelf_.find(line.item) == nullptr)
      return problem(422, "unknown_item", "item " + line.item + " is not stocked at " + settings_->location);
  Delivery& delivery = inbound_[notice.shipment_id];
  Commit commit;
  add_effect(commit, received);
  if (!delivery.announced) {
    delivery.announced = true;
    delivery.notice = notice;
    count(notice.shipment_id, delivery, io.now(), commit);
  }
  return Write{std::move(commit), 201, notice.shipment_id, delivery.closed ? "closed" : "expected"};
}

void Wms::dock(const TruckArrives& truck, Io& io) {
  Delivery& delivery = inbound_[truck.shipment_id];
  if (delivery.arrived) return;
  delivery.arrived = true;
  delivery.truck = truck;
  Commit commit;
  count(truck.shipment_id, delivery, io.now(), commit);
  keep(std::move(commit), io);
}

// Writes the delivery and, when both its halves are there, all that follows: movements first, then the closing.
void Wms::count(const std::string& shipment_id, Delivery& delivery, Instant now, Commit& commit) {
  if (delivery.ready()) {
    delivery.closed = true;
    WmsInboundClosed told{shipment_id, delivery.notice.transfer_id, settings_->location, counted(delivery)};
    for (const InboundLine& line : told.lines) {
      receive(delivery, line, Bucket::unrestricted, now, commit);
      receive(delivery, line, Bucket::damaged, now, commit);
    }
    add_event(commit, make_event(std::move(told), joined(shipment_id, "/closed"), 1, now, delivery.notice.transfer_id,
                                 shipment_id));
  }
  commit.entries.push_back({joined(inbound_prefix, shipment_id), Payload::of(delivery)});
}

void Wms::receive(const Delivery& delivery, const InboundLine& line, Bucket bucket, Instant now, Commit& commit) {
  const bool sound = bucket == Bucket::unrestricted;
  const std::int64_t quantity = sound ? line.received : line.damaged;
  if (quantity == 0) return;
  const Position& position = sound ? shelf_.add(line.item, quantity) : shelf_.add_damaged(line.item, quantity);
  WmsReceived told;
  told.movement_id = joined(delivery.notice.shipment_id, "-", line.line, sound ? "-in" : "-damaged");
  told.receipt_id = delivery.notice.shipment_id;
  told.item = line.item;
  told.location = settings_->location;
  told.bucket = bucket;
  told.quantity = quantity;
  told.position_version = position.version;
  std::string id = joined(told.movement_id, "/received");
  add_event(commit, make_event(std::move(told), std::move(id), shelf_.next_sequence(line.item), now,
                               delivery.notice.transfer_id, delivery.notice.shipment_id));
  commit.entries.push_back(shelf_.entry(line.item));
}

}  // namespace

ActorFactory make_wms(WmsSettings settings) {
  auto shared = std::make_shared<const WmsSettings>(std::move(settings));
  return [shared](const SeatConfig&) { return std::make_unique<Wms>(shared); };
}

}  // namespace drydock
