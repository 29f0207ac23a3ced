// Returns: announced, counted when the parcel is there, and inspected some time later. Stock moves by the inspection.
#include "mocks/wms/returning.hpp"

#include <algorithm>

#include "mocks/wms/warehouse.hpp"

namespace drydock {
namespace {

// Takes as many as are wanted still.
std::int64_t part(std::int64_t there, std::int64_t& wanted) {
  const std::int64_t taken = std::min(there, wanted);
  wanted -= taken;
  return taken;
}

}  // namespace

std::vector<ReturnedUnits> counted(const std::vector<LineQuantity>& announced,
                                   const std::vector<ReturnedUnits>& parcel) {
  std::vector<ReturnedUnits> lines;
  for (const LineQuantity& line : announced) {
    ReturnedUnits& units = lines.emplace_back(ReturnedUnits{line.line, line.item, 0, 0, 0, 0});
    const auto came =
        std::find_if(parcel.begin(), parcel.end(), [&](const ReturnedUnits& one) { return one.line == line.line; });
    std::int64_t wanted = line.quantity;
    if (came != parcel.end()) {
      units.restocked = part(came->restocked, wanted);
      units.processing = part(came->processing, wanted);
      units.not_restocked = part(came->not_restocked, wanted);
    }
    units.missing = wanted;
  }
  return lines;
}

std::vector<DisposedUnits> groups_of(const std::vector<ReturnedUnits>& lines) {
  std::vector<DisposedUnits> groups;
  const auto add = [&](const ReturnedUnits& line, Disposition disposition, std::int64_t quantity) {
    if (quantity > 0) groups.push_back({&line, disposition, quantity});
  };
  for (const ReturnedUnits& line : lines) {
    add(line, Disposition::restocked, line.restocked);
    add(line, Disposition::not_restocked, line.not_restocked);
    add(line, Disposition::processing, line.processing);
    add(line, Disposition::missing, line.missing);
  }
  return groups;
}

Outcome Wms::expect(const ReturnExpect& notice, const Received& received) {
  if (notice.location != settings_->location)
    return problem(422, "wrong_location", "this is " + settings_->location + ", the return is for " + notice.location);
  for (const LineQuantity& line : notice.lines)
    if (shelf_.find(line.item) == nullptr)
      return problem(422, "unknown_item", "item " + line.item + " is not stocked at " + settings_->location);
  const auto [found, fresh] = returns_.try_emplace(notice.return_id);
  ReturnedParcel& parcel = found->second;
  if (fresh) {
    parcel.order_id = notice.order_id;
    parcel.announced = notice.lines;
  }
  Commit commit;
  add_effect(commit, received);
  write_return(notice.return_id, parcel, commit);
  return Write{std::move(commit), 201, notice.return_id, std::string(name_of(parcel.state))};
}

// Told as counted; a parcel that nobody announced stays at the dock, unseen.
void Wms::dock(const ReturnArrives& came, Io& io) {
  const auto found = returns_.find(came.return_id);
  if (found == returns_.end() || found->second.state != ParcelState::expected) return;
  ReturnedParcel& parcel = found->second;
  parcel.state = ParcelState::received;
  parcel.units = counted(parcel.announced, came.lines);
  parcel.inspected_at = io.now() + seconds(came.inspection_seconds);
  WmsReturnReceived told{came.return_id, parcel.order_id, settings_->location, {}};
  for (const ReturnedUnits& line : parcel.units)
    told.lines.push_back({line.line, line.item, line.all() - line.missing});
  Commit commit;
  add_event(commit, make_event(std::move(told), joined(came.return_id, "/received"), 1, io.now(), parcel.order_id,
                               came.return_id));
  write_return(came.return_id, parcel, commit);
  keep(std::move(commit), io);
  wait_for_inspection(came.return_id, parcel, io);
}

void Wms::wait_for_inspection(const std::string& return_id, const ReturnedParcel& parcel, Io& io) {
  const std::uint64_t tag = ++tags_;
  inspections_.emplace(tag, return_id);
  io.arm(std::max(Duration{}, parcel.inspected_at - io.now()), tag);
}

// Every group is told, and what goes on a shelf is there, in one commit.
void Wms::inspect(const std::string& return_id, Io& io) {
  ReturnedParcel& parcel = returns_.find(return_id)->second;
  Commit commit;
  std::int64_t sequence = 1;
  for (const DisposedUnits& group : groups_of(parcel.units)) {
    WmsReturnDisposed told = disposed(return_id, parcel, group);
    if (told.delta > 0) commit.entries.push_back(shelf_.entry(told.item));
    std::string id = joined(told.movement_id, "/disposed");
    add_event(commit, make_event(std::move(told), std::move(id), ++sequence, io.now(), parcel.order_id,
                                 joined(return_id, "/received")));
  }
  parcel = {ParcelState::closed, parcel.order_id, {}, {}, {}};
  write_return(return_id, parcel, commit);
  keep(std::move(commit), io);
}

WmsReturnDisposed Wms::disposed(const std::string& return_id, const ReturnedParcel& parcel,
                                const DisposedUnits& group) {
  WmsReturnDisposed told;
  told.movement_id = joined(return_id, "-", group.line->line, "-", name_of(group.disposition));
  told.return_id = return_id;
  told.order_id = parcel.order_id;
  told.line = group.line->line;
  told.item = group.line->item;
  told.location = settings_->location;
  told.disposition = group.disposition;
  told.quantity = group.quantity;
  if (group.disposition == Disposition::restocked) {
    told.bucket = Bucket::unrestricted;
    shelf_.add(told.item, group.quantity);
  } else if (group.disposition == Disposition::processing) {
    told.bucket = Bucket::quality_hold;
    shelf_.add_held(told.item, group.quantity);
  }
  if (told.bucket) told.delta = group.quantity;
  told.position_version = shelf_.find(told.item)->position.version;
  return told;
}

void Wms::write_return(const std::string& return_id, const ReturnedParcel& parcel, Commit& commit) const {
  commit.entries.push_back({joined(return_prefix, return_id), Payload::of(parcel)});
}

}  // namespace drydock
