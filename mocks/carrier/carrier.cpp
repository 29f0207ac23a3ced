#include "mocks/carrier/carrier.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <memory>
#include <utility>

#include "contracts/canonical/stimulus.hpp"
#include "mocks/carrier/journey.hpp"
#include "mocks/carrier/parcel.hpp"
#include "mocks/carrier/tenders.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"

namespace drydock {
namespace {

constexpr std::string_view parcel_prefix = "parcel/";
using Settings = std::shared_ptr<const CarrierSettings>;

class Carrier : public Desk {
 public:
  Carrier(Settings settings, const Directory& directory)
      : Desk(settings->limits), settings_(std::move(settings)), errands_(directory), tenders_(*settings_, errands_) {}

 private:
  void restore(std::string_view key, const Payload& value) override;
  void resume(Io&) override;
  Outcome serve(const Received&, Io&) override;
  void act(const Payload&, Io&) override;
  void timer(std::uint64_t tag, Io&) override;
  void answered(RequestId, const Reply*, Io&) override;
  void committed(Ticket ticket) override { errands_.committed(ticket); }
  void stored(Ticket ticket, Io& io) override { errands_.stored(ticket, io); }
  /// A label is all in its id and its request: nothing else need be kept to answer again.
  Payload result(const Received&, const Kept&) const override;

  Outcome sell(const LabelBuy&, const Received&);
  Outcome take_back(const LabelVoid&, const Received&);
  void take_over(std::string_view tracking, Commit&, Io&);
  std::vector<Scan> way_of(const std::string& package_id, const SoldLabel&, Io&) const;
  /// Arms the label's next scan.
  void wait(const std::string& package_id, const SoldLabel&, Io&);
  void tell(const std::string& package_id, SoldParcel&, SoldLabel&, const Scan&, Io&);
  void publish(const std::string& package_id, SoldParcel&, const SoldLabel&, const Scan&, Commit&, Io&) const;
  void report(const std::string& package_id, const SoldParcel&, const SoldLabel&, const Scan&, Commit&, Io&);
  const CarrierService* service(std::string_view name) const;
  void write(const std::string& package_id, const SoldParcel&, Commit&) const;

  Settings settings_;
  Errands errands_;  ///< answers and reports of a freight carrier
  Tenders tenders_;
  TextMap<SoldParcel> parcels_;
  struct Due {
    std::string package_id;
    std::int64_t label = 1;
    Scan scan;
  };
  std::unordered_map<std::uint64_t, Due> due_;  ///< by timer tag
  std::uint64_t tags_ = 0;
};

void Carrier::restore(std::string_view key, const Payload& value) {
  if (Errands::owns(key)) return errands_.restore(key, value);
  if (tenders_.restore(key, value)) return;
  if (const auto* parcel = value.as<SoldParcel>()) parcels_.emplace(key.substr(parcel_prefix.size()), *parcel);
}

void Carrier::resume(Io& io) {
  std::map<std::string_view, const SoldParcel*> ordered;  // timers are armed in an order that no hash decides
  for (const auto& [id, parcel] : parcels_)
    if (!parcel.live.empty()) ordered.emplace(id, &parcel);
  for (const auto& [id, parcel] : ordered)
    for (const SoldLabel& label : parcel->live)
      if (label.handed_over) wait(std::string(id), label, io);
  tenders_.resume(io);
  errands_.resume(io);
}

Outcome Carrier::serve(const Received& received, Io& io) {
  if (const auto* buy = received.body.as<LabelBuy>()) return sell(*buy, received);
  if (const auto* unused = received.body.as<LabelVoid>()) return take_back(*unused, received);
  if (const auto* offer = received.body.as<TenderOffer>()) {
    if (!settings_->tender) return problem(422, "no_freight", settings_->carrier + " takes parcels only");
    return tenders_.ask(*offer, received, io);
  }
  return unknown_operation(received);
}

const CarrierService* Carrier::service(std::string_view name) const {
  const auto& all = settings_->services;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const CarrierService& one) { return one.service == name; });
  return found == all.end() ? nullptr : &*found;
}

void Carrier::write(const std::string& package_id, const SoldParcel& parcel, Commit& commit) const {
  commit.entries.push_back({joined(parcel_prefix, package_id), Payload::of(parcel)});
}

Outcome Carrier::sell(const LabelBuy& buy, const Received& received) {
  if (service(buy.service) == nullptr) {
    return problem(422, "unknown_service", settings_->carrier + " has no service " + buy.service);
  }
  SoldParcel& parcel = parcels_[buy.package_id];
  if (parcel.order_id.empty()) parcel.order_id = buy.order_id;
  const std::int64_t number = ++parcel.labels;
  parcel.live.push_back({number, buy.service, {}, {}, 0});
  Commit commit;
  write(buy.package_id, parcel, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 201, tracking_number(buy.package_id, number), {}};
}

// Once it is handed over the label is used, whatever became of the package.
Outcome Carrier::take_back(const LabelVoid& unused, const Received& received) {
  const auto unknown = [&] {
    return problem(404, "unknown_label", "no label " + unused.tracking_number + " is valid for " + unused.package_id);
  };
  const auto parcel = parcels_.find(unused.package_id);
  if (parcel == parcels_.end()) return unknown();
  std::vector<SoldLabel>& live = parcel->second.live;
  const auto label = std::find_if(live.begin(), live.end(), [&](const SoldLabel& one) {
    return tracking_number(unused.package_id, one.number) == unused.tracking_number;
  });
  if (label == live.end()) return unknown();
  if (label->handed_over)
    return problem(409, "already_handed_over", "package " + unused.package_id + " is on its way; its label is used");
  live.erase(label);
  Commit commit;
  write(unused.package_id, parcel->second, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 200, unused.package_id, "voided"};
}

Payload Carrier::result(const Received& received, const Kept& kept) const {
  const auto* buy = received.body.as<LabelBuy>();
  if (buy == nullptr) return Desk::result(received, kept);
  Label label;
  label.label_id = joined("L", std::string_view(kept.id).substr(1));
  label.package_id = buy->package_id;
  label.carrier = settings_->carrier;
  label.tracking_number = kept.id;
  label.cost = service(buy->service)->cost;
  return Payload::of(std::move(label));
}

void Carrier::act(const Payload& what, Io& io) {
  const auto* goods = what.as<PackagesHandedOver>();
  assert(goods != nullptr && "no such thing happens at a carrier");
  Commit commit;
  for (const std::string& tracking : goods->tracking_numbers) take_over(tracking, commit, io);
  if (!commit.empty()) keep(std::move(commit), io);
}

// A number that the carrier never sold stays in the truck unscanned, as with the real thing.
void Carrier::take_over(std::string_view tracking, Commit& commit, Io& io) {
  const std::string package_id(package_of(tracking));
  const auto found = parcels_.find(package_id);
  if (found == parcels_.end()) return;
  for (SoldLabel& label : found->second.live) {
    if (tracking_number(package_id, label.number) != tracking || label.handed_over) continue;
    label.handed_over = io.now();
    write(package_id, found->second, commit);
    wait(package_id, label, io);
  }
}

// Everything follows from the hand-over and the number, so that a restarted carrier goes on with the same journey.
std::vector<Scan> Carrier::way_of(const std::string& package_id, const SoldLabel& label, Io& io) const {
  const std::string load = tenders_.load_of(package_id);
  const std::string way = load.empty() ? tracking_number(package_id, label.number) : load;
  return journey(*settings_, *service(label.service), way, *label.handed_over, io);
}

void Carrier::wait(const std::string& package_id, const SoldLabel& label, Io& io) {
  const Scan* next = nullptr;
  const std::vector<Scan> all = way_of(package_id, label, io);
  for (const Scan& scan : all)
    if (!was_told(label, scan) && (next == nullptr || scan.recorded < next->recorded)) next = &scan;
  if (next == nullptr) return;
  const std::uint64_t tag = ++tags_;
  due_.emplace(tag, Due{package_id, label.number, *next});
  io.arm(std::max(Duration{}, next->recorded - io.now()), tag);
}

void Carrier::timer(std::uint64_t tag, Io& io) {
  if ((tag & Errands::tag_bit) != 0) return errands_.timer(tag, io);
  if ((tag & Tenders::tag_bit) != 0) {
    Commit commit;
    tenders_.timer(tag, commit);
    if (!commit.empty()) keep(std::move(commit), io);
    return;
  }
  const auto found = due_.find(tag);
  assert(found != due_.end());
  const Due due = std::move(found->second);
  due_.erase(found);
  SoldParcel& parcel = parcels_.find(due.package_id)->second;
  for (SoldLabel& label : parcel.live)
    if (label.number == due.label) return tell(due.package_id, parcel, label, due.scan, io);
}

void Carrier::answered(RequestId id, const Reply* reply, Io& io) {
  Commit commit;
  errands_.answered(id, reply, commit, io);
  if (!commit.empty()) keep(std::move(commit), io);
}

void Carrier::publish(const std::string& package_id, SoldParcel& parcel, const SoldLabel& label, const Scan& scan,
                      Commit& commit, Io& io) const {
  const std::string tracking = tracking_number(package_id, label.number);
  CarrierTrackingUpdated told;
  told.scan_id = joined(tracking, "/", name_of(scan.status));
  told.package_id = package_id;
  told.order_id = parcel.order_id;
  told.carrier = settings_->carrier;
  told.tracking_number = tracking;
  told.status = scan.status;
  told.occurred_at = scan.occurred;
  told.recorded_at = std::max(scan.recorded, io.now());  // later than planned, if the seat was down
  std::string id = told.scan_id;
  add_event(commit,
            make_event(std::move(told), std::move(id), ++parcel.sequence, scan.occurred, parcel.order_id, package_id));
}

// Freight is the TMS's to follow. Of a package that no load of its own has the carrier has nothing to say.
void Carrier::report(const std::string& package_id, const SoldParcel& parcel, const SoldLabel& label, const Scan& scan,
                     Commit& commit, Io& io) {
  const std::string load = tenders_.load_of(package_id);
  if (load.empty()) return;
  const std::string tracking = tracking_number(package_id, label.number);
  const bool actual = scan.kind == MilestoneKind::actual;
  const std::string what =
      actual ? std::string(name_of(scan.status)) : joined("estimate-", std::to_string(scan.number));
  MilestoneReport told{joined(tracking, "/", what),
                       load,
                       package_id,
                       settings_->carrier,
                       tracking,
                       scan.status,
                       scan.kind,
                       scan.occurred,
                       std::max(scan.recorded, io.now())};
  Errand errand{told.milestone_id, "tms", parcel.order_id, package_id, {}};
  errands_.add(std::move(errand), Payload::of(std::move(told)), commit);
}

void Carrier::tell(const std::string& package_id, SoldParcel& parcel, SoldLabel& label, const Scan& scan, Io& io) {
  Commit commit;
  if (settings_->tender) {
    report(package_id, parcel, label, scan, commit, io);
  } else {
    publish(package_id, parcel, label, scan, commit, io);
  }
  if (scan.kind == MilestoneKind::estimated) {
    label.estimates |= std::int64_t{1} << scan.number;
  } else {
    label.told.push_back(scan.status);
  }
  const std::vector<Scan> all = way_of(package_id, label, io);
  if (std::all_of(all.begin(), all.end(), [&](const Scan& one) { return was_told(label, one); })) {
    const std::int64_t number = label.number;
    std::erase_if(parcel.live, [&](const SoldLabel& one) { return one.number == number; });
  } else {
    wait(package_id, label, io);
  }
  write(package_id, parcel, commit);
  keep(std::move(commit), io);
}

}  // namespace

ActorFactory make_carrier(CarrierSettings settings) {
  auto shared = std::make_shared<const CarrierSettings>(std::move(settings));
  return [shared](const SeatConfig& seat) { return std::make_unique<Carrier>(shared, *seat.directory); };
}

}  // namespace drydock
