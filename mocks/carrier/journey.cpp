#include "mocks/carrier/journey.hpp"

#include <algorithm>
#include <array>

#include "mocks/common/text.hpp"

namespace drydock {
namespace {

constexpr std::array scans{TrackingStatus::in_transit, TrackingStatus::out_for_delivery, TrackingStatus::delivered};

Duration late_by(const CarrierSettings& settings, const std::string& way, std::string_view what, Io& io) {
  Draw luck = io.draw(Purpose::scan, way, what);
  if (!luck.chance(settings.late_scan)) return {};
  return Duration{luck.between(settings.late_min.us, settings.late_max.us)};
}

// Off by up to a tenth of the way, either way.
Scan estimate(const CarrierSettings& settings, const std::string& way, std::int64_t number, Instant made,
              Duration takes, Instant delivered, Io& io) {
  const std::string name = joined("estimate-", std::to_string(number));
  Draw guess = io.draw(Purpose::transit, way, name);
  const Instant expected = std::max(made, delivered + Duration{guess.between(-takes.us / 10, takes.us / 10)});
  const Duration late = late_by(settings, way, name, io);
  return {TrackingStatus::delivered, expected, late.us > 0 ? delivered + late : made, MilestoneKind::estimated, number};
}

}  // namespace

std::vector<Scan> journey(const CarrierSettings& settings, const CarrierService& sold, const std::string& way,
                          Instant begun, Io& io) {
  Draw draw = io.draw(Purpose::transit, way);
  const std::int64_t span = (sold.transit_max.us - sold.transit_min.us) / seconds(1).us;
  const Duration takes = sold.transit_min + seconds(draw.between(0, std::max<std::int64_t>(span, 0)));
  const Instant delivered = begun + takes;
  std::vector<Scan> made{
      {scans[0], begun + takes / 10, {}}, {scans[1], begun + takes * 8 / 10, {}}, {scans[2], delivered, {}}};
  for (Scan& scan : made) {
    scan.recorded = scan.occurred;
    if (scan.status == TrackingStatus::delivered) continue;
    if (const Duration late = late_by(settings, way, name_of(scan.status), io); late.us > 0)
      scan.recorded = delivered + late;
  }
  if (settings.tender) {
    made.push_back(estimate(settings, way, 1, begun, takes, delivered, io));
    made.push_back(estimate(settings, way, 2, made[1].occurred, takes, delivered, io));
  }
  return made;
}

bool was_told(const SoldLabel& label, const Scan& scan) {
  if (scan.kind == MilestoneKind::estimated) return (label.estimates & (std::int64_t{1} << scan.number)) != 0;
  return std::find(label.told.begin(), label.told.end(), scan.status) != label.told.end();
}

}  // namespace drydock
