// What the flows share: the records, the journal, the outbox, and the door to the world.
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <string>
#include <vector>

#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/pipeline/inventory.hpp"
#include "mocks/pipeline/outbox.hpp"
#include "mocks/pipeline/posting_log.hpp"
#include "mocks/pipeline/workers.hpp"

namespace drydock::pipeline {

using OrderRecord = Table<OrderRow>::Record;
using FulfilmentRecord = Table<FulfilmentRow>::Record;
using ReservationRecord = Table<ReservationRow>::Record;
using PackageRecord = Table<PackageRow>::Record;
using TransferRecord = Table<TransferRow>::Record;
using ReturnRecord = Table<ReturnRow>::Record;
using ListingRecord = Table<ListingRow>::Record;

/// An answer of before, for the defects that cache availability.
struct CachedOffer {
  Instant at;
  std::int64_t unrestricted = 0;
  std::int64_t quantity = 0;
};

struct Platform {
  Platform(const PipelineSettings& settings_, const SeatConfig& seat_, Outbox::Ends& ends)
      : settings(settings_),
        defects(settings_.defects),
        seat(seat_),
        inventory(journal, masters, defects),
        outbox(settings, defects, seat, journal, ends) {
    shops = seat.directory->with_role("commerce");
    commerce = seat.directory->first("commerce");
    erp = seat.directory->first("erp");
    tms = seat.directory->first("tms");
    payment = seat.directory->first("payment");
    notification = seat.directory->first("notification");
  }
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;

  PipelineSettings settings;
  DefectSet defects;
  SeatConfig seat;
  std::vector<SeatIndex> shops;  ///< all of them; a marketplace is one
  SeatIndex commerce = no_seat;  ///< the first: the shop that asks before it sells
  SeatIndex erp = no_seat;
  SeatIndex tms = no_seat;
  SeatIndex payment = no_seat;
  SeatIndex notification = no_seat;
  Io* io = nullptr;  ///< during an event

  Journal journal;
  Masters masters;
  Inventory inventory;
  Outbox outbox;
  /// Kept where the ERP sends its balances by night.
  PostingLog posting_log{journal, settings.reconciliation.clocks_differ};

  Table<MovementRow> movements{journal, "m/"};
  Table<ReservationRow> reservations{journal, "r/"};
  Table<AnswerRow> answers{journal, "k/"};
  Table<OrderRow> orders{journal, "s/"};
  Table<FulfilmentRow> fulfilments{journal, "f/"};
  Table<PackageRow> packages{journal, "t/"};
  Table<HeldRow> held{journal, "h/"};
  Table<ReplayRow> replays{journal, "y/"};
  Table<SeenRow> seen{journal, "i/"};
  Table<Tombstone> tombstones{journal, "x/"};
  Table<CancellationRow> cancellations{journal, "n/"};
  Table<FeedRow> feeds{journal, "e/"};
  Table<PaymentRow> payments{journal, "a/"};
  Table<TransferRow> transfers{journal, "v/"};
  Table<ArchivedRow> archive{journal, "w/"};
  std::int64_t last_archived = 0;
  Table<ReturnRow> returns{journal, "q/"};
  TextMap<std::vector<std::string>> returns_of;  ///< by order, as long as the order is kept
  Table<LoadRow> loads{journal, "l/"};
  Table<BreakView> breaks{journal, "g/"};
  Table<ItemRow> items{journal, "u/"};
  Table<ListingRow> listings{journal, "j/"};
  Table<ParkedRow> parked{journal, "z/"};
  std::int64_t last_parked = 0;
  TextMap<std::vector<std::string>> early;         ///< cancellations that came before their order, by order
  std::map<std::string, DeadLetter> dead_letters;  ///< of calls and of events; journal keys d/<id>

  std::map<std::string, CachedOffer> offer_cache;  ///< by item and location
  std::vector<std::pair<NewCall, Cause>>
      unsent;  ///< tracking that waits for the timer of the defect `tracking-sent-by-timer`

  bool ready = false;
  Workers workers;

  /// What will run out of time, oldest first.
  struct Due {
    Instant at;
    std::string id;
    friend bool operator>(const Due& a, const Due& b) { return a.at != b.at ? a.at > b.at : a.id > b.id; }
  };
  using DueQueue = std::priority_queue<Due, std::vector<Due>, std::greater<>>;
  DueQueue holds;    ///< reservations, by expiry
  DueQueue retired;  ///< orders, by when they may be dropped
  DueQueue aged;     ///< answers, movements, ... (a letter for the table, and the id), by when they may be forgotten
  bool expiry_armed = false;
  bool publish_armed = false;

  bool forgotten = false;  ///< the event at hand counts again, in a pipeline that has forgotten its first delivery

  bool has(Defect defect) const { return defects.has(defect); }
  /// What the event at hand tells is not known to have been told before.
  bool counts_again() const {
    return forgotten || has(Defect::dedup_on_delivery_id) || settings.dedup_key == "delivery";
  }
  Instant now() const { return io->now(); }
  /// Makes a call; a seat that is not there takes the step away.
  void call(NewCall made, const Cause& cause) {
    if (made.to == no_seat) return;
    if (auto* order = orders.find(made.subject)) ++order->open_calls;
    outbox.accept(std::move(made), cause);
  }
  /// The seat of a name; of none, the first shop.
  SeatIndex shop_named(std::string_view name) const { return name.empty() ? commerce : seat.directory->find(name); }
  /// The shop that an order came from: what becomes of it is told there.
  SeatIndex shop_of(std::string_view order_id) {
    const auto* order = has(Defect::told_to_the_first_shop) ? nullptr : orders.find(order_id);
    return order == nullptr ? commerce : shop_named(order->shop);
  }
  /// The shop that asks something of an order; one that nobody names is the order's own.
  std::string asked_by(std::string_view order_id, const Cause& cause) {
    const SeatIndex shop = cause.from == no_seat ? shop_of(order_id) : cause.from;
    return shop == no_seat ? std::string() : (*seat.directory)[shop].name;
  }
  /// The lane of an order's calls: one after another.
  std::string lane(const std::string& order_id, const Cause& cause) const {
    return has(Defect::partition_by_event_id) ? cause.id : order_id;
  }
};

/// A problem as an answer.
Reply problem(int status, std::string code, std::string detail);

}  // namespace drydock::pipeline
