#include "mocks/carrier/carrier.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <memory>
#include <utility>

#include "contracts/canonical/stimulus.hpp"
#include "mocks/carrier/parcel.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"

namespace drydock {
namespace {

constexpr std::string_view parcel_prefix = "parcel/";
constexpr std::array scans{TrackingStatus::in_transit, TrackingStatus::out_for_delivery, TrackingStatus::delivered};

using Settings = std::shared_ptr<const CarrierSettings>;

/// A scan that is to be told: when it happens, and when the carrier's own system has it.
struct Scan {
  TrackingStatus status = TrackingStatus::unknown;
  Instant occurred;
  Instant recorded;
};

class Carrier : public Desk {
 public:
  explicit Carrier(Settings settings) : Desk(settings->limits), settings_(std::move(settings)) {}

 private:
  void restore(std::string_view key, const Payload& value) override;
  void resume(Io&) override;
  Outcome serve(const Received&, Io&) override;
  void act(const Payload&, Io&) override;
  void timer(std::uint64_t tag, Io&) override;
  /// A label is all in its id and its request: nothing else need be kept to answer again.
  Payload result(const Received&, const Kept&) const override;

  Outcome sell(const LabelBuy&, const Received&);
  void take_over(std::string_view tracking, Commit&, Io&);
  std::vector<Scan> journey(const std::string& tracking, const SoldLabel&, Io&) const;
  /// Arms the label's next scan.
  void wait(const std::string& package_id, const SoldLabel&, Io&);
  void tell(const std::string& package_id, SoldParcel&, SoldLabel&, const Scan&, Io&);
  const CarrierService* service(std::string_view name) const;
  void write(const std::string& package_id, const SoldParcel&, Commit&) const;

  Settings settings_;
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
  if (const auto* parcel = value.as<SoldParcel>()) parcels_.emplace(key.substr(parcel_prefix.size()), *parcel);
}

void Carrier::resume(Io& io) {
  std::map<std::string_view, const SoldParcel*> ordered;  // timers are armed in an order that no hash decides
  for (const auto& [id, parcel] : parcels_)
    if (!parcel.live.empty()) ordered.emplace(id, &parcel);
  for (const auto& [id, parcel] : ordered)
    for (const SoldLabel& label : parcel->live)
      if (label.handed_over) wait(std::string(id), label, io);
}

Outcome Carrier::serve(const Received& received, Io&) {
  if (const auto* buy = received.body.as<LabelBuy>()) return sell(*buy, received);
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
  parcel.live.push_back({number, buy.service, {}, {}});
  Commit commit;
  write(buy.package_id, parcel, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 201, tracking_number(buy.package_id, number), {}};
}

Payload Carrier::result(const Received& received, const Kept& kept) const {
  const auto* buy = received.body.as<LabelBuy>();
  assert(buy != nullptr);
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

// In transit after a tenth of the way, out for delivery after eight tenths. Everything follows from the moment of the
// hand-over and the tracking number, so that a restarted carrier goes on with the same journey.
std::vector<Scan> Carrier::journey(const std::string& tracking, const SoldLabel& label, Io& io) const {
  const CarrierService& sold = *service(label.service);
  Draw way = io.draw(Purpose::transit, tracking);
  const std::int64_t span = (sold.transit_max.us - sold.transit_min.us) / seconds(1).us;
  const Duration takes = sold.transit_min + seconds(way.between(0, std::max<std::int64_t>(span, 0)));
  const Instant begun = *label.handed_over;
  const Instant delivered = begun + takes;
  std::vector<Scan> made{
      {scans[0], begun + takes / 10, {}}, {scans[1], begun + takes * 8 / 10, {}}, {scans[2], delivered, {}}};
  for (Scan& scan : made) {
    scan.recorded = scan.occurred;
    if (scan.status == TrackingStatus::delivered) continue;
    Draw luck = io.draw(Purpose::scan, tracking, name_of(scan.status));
    if (luck.chance(settings_->late_scan)) {
      scan.recorded = delivered + Duration{luck.between(settings_->late_min.us, settings_->late_max.us)};
    }
  }
  return made;
}

void Carrier::wait(const std::string& package_id, const SoldLabel& label, Io& io) {
  const Scan* next = nullptr;
  const std::vector<Scan> all = journey(tracking_number(package_id, label.number), label, io);
  for (const Scan& scan : all) {
    const bool told = std::find(label.told.begin(), label.told.end(), scan.status) != label.told.end();
    if (!told && (next == nullptr || scan.recorded < next->recorded)) next = &scan;
  }
  if (next == nullptr) return;
  const std::uint64_t tag = ++tags_;
  due_.emplace(tag, Due{package_id, label.number, *next});
  io.arm(std::max(Duration{}, next->recorded - io.now()), tag);
}

void Carrier::timer(std::uint64_t tag, Io& io) {
  const auto found = due_.find(tag);
  assert(found != due_.end());
  const Due due = std::move(found->second);
  due_.erase(found);
  SoldParcel& parcel = parcels_.find(due.package_id)->second;
  for (SoldLabel& label : parcel.live)
    if (label.number == due.label) return tell(due.package_id, parcel, label, due.scan, io);
}

void Carrier::tell(const std::string& package_id, SoldParcel& parcel, SoldLabel& label, const Scan& scan, Io& io) {
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
  Commit commit;
  std::string id = told.scan_id;
  add_event(commit,
            make_event(std::move(told), std::move(id), ++parcel.sequence, scan.occurred, parcel.order_id, package_id));
  label.told.push_back(scan.status);
  if (label.told.size() < scans.size()) {
    wait(package_id, label, io);
  } else {
    const std::int64_t number = label.number;
    std::erase_if(parcel.live, [&](const SoldLabel& one) { return one.number == number; });
  }
  write(package_id, parcel, commit);
  keep(std::move(commit), io);
}

}  // namespace

ActorFactory make_carrier(CarrierSettings settings) {
  auto shared = std::make_shared<const CarrierSettings>(std::move(settings));
  return [shared](const SeatConfig&) { return std::make_unique<Carrier>(shared); };
}

}  // namespace drydock
