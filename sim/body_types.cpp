#include "sim/body_types.hpp"

#include <map>

#include "contracts/book.hpp"
#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/common.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/notification.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/transfer.hpp"

namespace drydock {
namespace {

using Known = std::map<std::string_view, const Type*>;

// The type, and every record it is made of.
void collect(Known& known, const Type* type) {
  if (type == nullptr) return;
  if (type->kind == Kind::list || type->kind == Kind::optional) return collect(known, type->element);
  if (type->kind != Kind::record || !known.emplace(type->name, type).second) return;
  for (const Field& field : type->fields) collect(known, field.type);
}

Known all_types() {
  Known known;
  for (const MessageType& message : message_types()) {
    collect(known, message.body);
    collect(known, message.reply);
  }
  for (const Type* type : {type_of<Problem>(),         type_of<ShopperArrives>(),     type_of<ShopperLooks>(),
                           type_of<ShopperCancels>(),  type_of<QualityHold>(),        type_of<StockAdjustment>(),
                           type_of<StockDamaged>(),    type_of<CycleCount>(),         type_of<GoodsArrive>(),
                           type_of<PickupDeparts>(),   type_of<PackagesHandedOver>(), type_of<AuditNow>(),
                           type_of<TransferDecided>(), type_of<TruckArrives>(),       type_of<ReturnWish>(),
                           type_of<ShopperReturns>(),  type_of<ReturnArrives>(),      type_of<StockDrift>(),
                           type_of<ItemDecided>(),     type_of<LotStock>(),           type_of<LotEnds>(),
                           type_of<BalancesCopied>(),  type_of<MessageMoved>(),       type_of<ReplayDecided>()})
    collect(known, type);
  return known;
}

}  // namespace

const Type* find_body_type(std::string_view name) {
  static const Known known = all_types();
  const auto found = known.find(name);
  return found == known.end() ? nullptr : found->second;
}

}  // namespace drydock
