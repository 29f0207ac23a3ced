#include "mocks/pipeline/journal_types.hpp"

#include "contracts/book.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/pipeline/records.hpp"

namespace drydock {

std::vector<const Type*> pipeline_journal_types() {
  using namespace pipeline;
  std::vector<const Type*> types{
      type_of<Prepared>(),   type_of<PositionRow>(), type_of<MovementRow>(),     type_of<ReservationRow>(),
      type_of<AnswerRow>(),  type_of<OrderRow>(),    type_of<FulfilmentRow>(),   type_of<PackageRow>(),
      type_of<HeldRow>(),    type_of<CallRow>(),     type_of<ReplayRow>(),       type_of<SeenRow>(),
      type_of<Tombstone>(),  type_of<DeadLetter>(),  type_of<CancellationRow>(), type_of<FeedRow>(),
      type_of<PaymentRow>(), type_of<TransferRow>(), type_of<ArchivedRow>(),     type_of<ReturnRow>(),
      type_of<LoadRow>(),    type_of<ItemRow>(),     type_of<ParkedRow>(),       type_of<ListingRow>(),
      type_of<PostedRow>()};
  for (const MessageType& message : message_types()) {
    types.push_back(message.body);
    if (message.reply != nullptr) types.push_back(message.reply);
  }
  return types;
}

}  // namespace drydock
