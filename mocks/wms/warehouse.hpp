// The inside of the warehouse mock.
#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "contracts/canonical/transfer.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"
#include "mocks/wms/inbound.hpp"
#include "mocks/wms/returning.hpp"
#include "mocks/wms/settings.hpp"
#include "mocks/wms/shelf.hpp"
#include "mocks/wms/work.hpp"

namespace drydock {

/// Where a fulfilment, a delivery from another node, a return, and an item's newest version lie in the journal.
inline constexpr std::string_view work_prefix = "work/";
inline constexpr std::string_view inbound_prefix = "inbound/";
inline constexpr std::string_view return_prefix = "return/";
inline constexpr std::string_view item_prefix = "item/";

/// A work by name: its fulfilment and its number there.
struct WmsJob {
  std::string fulfillment_id;
  std::int64_t number = 1;
};

/// The warehouse is one state machine over one ledger; what it does is in files of their own: operations.cpp (what the
/// pipeline asks for), picking.cpp (pick, pack, load), goods.cpp (stock that moves by itself, and from other nodes),
/// recalling.cpp (lots that must not go to anybody), returning.cpp (what customers send back).
class Wms : public Desk {
 public:
  explicit Wms(std::shared_ptr<const WmsSettings> settings) : Desk(settings->limits), settings_(std::move(settings)) {
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
  Outcome turn_away(const OutboundOrderCreate&, const Received&, Io&);
  bool assign(const OutboundOrderCreate&, Work&, Instant now);
  void tell_allocated(const std::string& fulfillment_id, Fulfilment&, const Work&, std::string_view cause, Instant,
                      Commit&);
  void tell_lack(const std::string& fulfillment_id, Fulfilment&, const Work&, Instant, Commit&);
  Outcome cancel(const OutboundOrderCancel&, const Received&, Instant now);
  bool waits(const std::string& fulfillment_id, std::int64_t work) const;
  Payload result(const Received&, const Kept&) const override;
  Outcome attach(const LabelAttach&, const Received&);
  Outcome list_stock(const StockList&, Instant now) const;
  Outcome expect(const InboundExpect&, const Received&, Io&);
  Outcome learn(const ItemUpsert&, const Received&);
  void know(const ItemUpsert&);

  // work
  void start_next(Io&);
  void begin_stage(const std::string& fulfillment_id, const Work&, Io&);
  void picked(const WmsJob&, Fulfilment&, Work&, Io&);
  void short_pick(const WmsJob&, Fulfilment&, const Work&, WorkLine&, Instant, Draw, Commit&);
  void swap_lots(const std::string& name, const Work&, WorkLine&, Io&, Commit&);
  void packed(const WmsJob&, Fulfilment&, Work&, Io&);
  void stage_load(const WmsJob&, Fulfilment&, const Work&);
  std::vector<PackedPackage> pack(const std::string& fulfillment_id, Fulfilment&, const Work&) const;
  void depart(Io&);
  void load(const std::string& fulfillment_id, Instant, std::set<std::string>& moved, Commit&);

  // goods
  void quality(const QualityHold&, Io&);
  void adjust(const StockAdjustment&, Io&);
  void damage(const StockDamaged&, Io&);
  void count(const CycleCount&, Io&);
  void drift(const StockDrift&, Io&);
  void arrive(const GoodsArrive&, Io&);
  void dock(const TruckArrives&, Io&);
  void count(const std::string& shipment_id, Delivery&, Instant, Commit&);
  void receive(const Delivery&, const InboundLine&, Bucket, Instant, Commit&);

  // lots
  void end_lot(const LotEnds&, Io&);
  void expire(const LotEnds&, Io&);
  /// What is free of an expired lot is blocked and told, as on its day. Nothing if there is none.
  void block(const std::string& item, const std::string& lot, std::string movement_id, Instant, Commit&);
  /// The same of what an order gave back: it was assigned while the lot was good.
  void block_returned(const std::string& item, const LotSplit& lots, Instant, Commit&);
  void recall(const LotEnds&, Io&);
  void hold_all(const LotEnds&, Instant, Commit&);
  WmsPickShort scrap(const LotEnds&, const std::string& where, const std::string& line, std::int64_t planned,
                     std::int64_t units);
  void take_back(const LotEnds&, const std::string& fulfillment_id, Fulfilment&, Instant, Commit&);
  bool assign_others(const LotEnds&, const std::string& fulfillment_id, Fulfilment&, Work&, Instant, Commit&);
  bool unpick(const LotEnds&, const std::string& fulfillment_id, Fulfilment&, Work&, Instant, Commit&);
  bool unpack(const LotEnds&, const std::string& fulfillment_id, Fulfilment&, StagedPackage&, Instant, Commit&);
  void tell_recalled(const LotEnds&, const std::string& fulfillment_id, Fulfilment&, WmsPickShort, Instant, Commit&);

  // returns
  Outcome expect(const ReturnExpect&, const Received&);
  void dock(const ReturnArrives&, Io&);
  void wait_for_inspection(const std::string& return_id, const ReturnedParcel&, Io&);
  void inspect(const std::string& return_id, Io&);
  WmsReturnDisposed disposed(const std::string& return_id, const ReturnedParcel&, const DisposedUnits&);
  void write_return(const std::string& return_id, const ReturnedParcel&, Commit&) const;

  template <class Movement>
  void tell_movement(Movement, std::string_view what, Io&);

  /// Adds an event of a fulfilment to a commit. `effect`: it is the ledger's truth too.
  template <class T>
  void tell(T data, std::string id, Fulfilment&, Instant, std::string_view causation, Commit&);
  void write(const std::string& fulfillment_id, const Fulfilment&, Commit&) const;
  std::int64_t weight_of(const std::string& item) const;

  std::shared_ptr<const WmsSettings> settings_;
  TextMap<std::int64_t> weights_;
  TextMap<ItemUpsert> told_;  ///< newest version of each item that the warehouse was told of
  Shelf shelf_;
  TextMap<Fulfilment> fulfilments_;
  TextMap<Delivery> inbound_;  ///< announced or arrived, by shipment
  TextMap<ReturnedParcel> returns_;
  std::set<std::string> uninspected_;  ///< returns of the journal, until the restart is done
  std::set<std::string> ready_;        ///< fulfilments with labelled packages at the dock
  std::deque<WmsJob> queue_;           ///< wait for a picker
  std::int64_t busy_ = 0;              ///< pickers at work
  std::int64_t turns_ = 0;
  std::unordered_map<std::uint64_t, WmsJob> jobs_;              ///< by timer tag
  std::unordered_map<std::uint64_t, std::string> inspections_;  ///< returns, by timer tag
  std::uint64_t tags_ = 0;
};

template <class T>
void Wms::tell(T data, std::string id, Fulfilment& fulfilment, Instant now, std::string_view causation,
               Commit& commit) {
  commit.publications.push_back(
      make_event(std::move(data), std::move(id), ++fulfilment.sequence, now, fulfilment.order_id, causation));
}

/// What was just told is the ledger's truth too.
inline void also_an_effect(Commit& commit) {
  const Publication& event = *commit.publications.back();
  commit.effects.push_back({event.type->name, event.subject, event.data, event.headers});
}

}  // namespace drydock
