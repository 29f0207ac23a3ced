#include "harness/lot_states.hpp"

#include <algorithm>
#include <vector>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {
namespace {

template <class T>
const T* body_in(const Record& record) {
  return record.body == nullptr ? nullptr : record.body->as<T>();
}

// A state that one entry of a ledger shows by itself.
template <auto Shows>
class Entered : public Detector {
 public:
  std::uint32_t kinds() const override { return bit(RecordKind::effect); }
  bool see(const Record& record) override { return Shows(record); }
};

bool given_back(const Record& record) { return body_in<LabelVoid>(record) != nullptr; }
bool taken_apart(const Record& record) { return body_in<WmsPackVoided>(record) != nullptr; }
bool recalled(const Record& record) {
  const auto* hold = body_in<WmsLotHeld>(record);
  return hold != nullptr && hold->lot && hold->reason == recalled_reason;
}
bool past_its_day(const Record& record) {
  const auto* moved = body_in<WmsMoved>(record);
  return moved != nullptr && moved->reason == expired_reason;
}

class Swapped : public Detector {
 public:
  std::uint32_t kinds() const override { return bit(RecordKind::publish); }
  bool see(const Record& record) override {
    if (const auto* told = body_in<WmsAllocated>(record)) return remember(*told), false;
    const auto* picked = assigned_.empty() ? nullptr : body_in<WmsPickConfirmed>(record);
    if (picked == nullptr || !picked->lots) return false;
    return std::any_of(picked->lots->begin(), picked->lots->end(), [&](const LotQuantity& row) {
      return assigned_.find(name_key(picked->fulfillment_id, row.line + "/" + row.lot)) == nullptr;
    });
  }

 private:
  void remember(const WmsAllocated& told) {
    if (!told.lots) return;
    for (const LotQuantity& row : *told.lots) assigned_[name_key(told.fulfillment_id, row.line + "/" + row.lot)] = 1;
  }

  FlatMap<char> assigned_;
};

}  // namespace

std::unique_ptr<Detector> label_voided(const Courtroom&) { return std::make_unique<Entered<&given_back>>(); }
std::unique_ptr<Detector> lot_expired(const Courtroom&) { return std::make_unique<Entered<&past_its_day>>(); }
std::unique_ptr<Detector> lot_recalled(const Courtroom&) { return std::make_unique<Entered<&recalled>>(); }
std::unique_ptr<Detector> lot_swapped(const Courtroom&) { return std::make_unique<Swapped>(); }
std::unique_ptr<Detector> package_voided(const Courtroom&) { return std::make_unique<Entered<&taken_apart>>(); }

}  // namespace drydock
