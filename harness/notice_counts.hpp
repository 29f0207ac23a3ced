// How well customers were told: notices that came right, twice, too early or not at all (domain section 6).
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/notification.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"
#include "harness/package_scan.hpp"

namespace drydock {

/// Due is: a package was delivered; one was shipped, or is out for delivery, that has not come further since; units
/// were cancelled, backordered, or promised anew for the last time. In a run without a notification seat: nothing.
class NoticeCounts {
 public:
  explicit NoticeCounts(const Courtroom& room) : provider_(room.seat("notification")) {}

  bool there() const { return provider_ != no_seat; }
  void see(const Record& record) {
    if (record.body == nullptr) return;
    if (record.kind == RecordKind::publish) happened(*record.body);
    if (record.kind == RecordKind::effect) written(record);
  }

  /// In millionths of all that is due or was sent; 1 where nothing is.
  std::int64_t correct() const {
    const std::int64_t all = right_ + duplicate_ + premature_ + missing();
    return all == 0 ? 1'000'000 : right_ * 1'000'000 / all;
  }
  std::int64_t duplicate() const { return duplicate_; }
  std::int64_t premature() const { return premature_; }
  std::int64_t missing() const { return due_; }

 private:
  /// Of one thing to tell.
  struct Thing {
    bool happened = false;
    bool told = false;
    bool due = false;
  };

  static std::uint64_t key_of(NoticeTemplate what, std::string_view subject) {
    return name_key(name_of(what), subject);
  }
  void happen(NoticeTemplate what, std::string_view subject) {
    Thing& thing = things_[key_of(what, subject)];
    thing.happened = true;
    if (thing.told || thing.due) return;
    thing.due = true;
    ++due_;
  }
  void no_longer_due(NoticeTemplate what, std::string_view subject) {
    Thing& thing = things_[key_of(what, subject)];
    if (thing.due) --due_;
    thing.due = false;
  }
  void happened(const Payload& body) {
    if (const auto* shipped = body.as<WmsShipped>()) {
      for (const ShippedPackage& package : shipped->packages)
        if (package.carrier != own_fleet) left(package.package_id);
    } else if (const auto scan = scan_in(body)) {
      scanned(*scan);
    }
  }
  void left(std::string_view package) {
    const bool further = further_.find(name_key(package)) != nullptr;
    happen(NoticeTemplate::shipped, package);
    if (further) no_longer_due(NoticeTemplate::shipped, package);
  }
  void scanned(const PackageScan& scan) {
    if (scan.status < TrackingStatus::out_for_delivery) return;
    TrackingStatus& furthest = further_[name_key(scan.package)];
    const bool late = furthest == TrackingStatus::delivered;
    furthest = std::max(furthest, scan.status);
    no_longer_due(NoticeTemplate::shipped, scan.package);
    if (scan.status == TrackingStatus::delivered) {
      no_longer_due(NoticeTemplate::out_for_delivery, scan.package);
      happen(NoticeTemplate::delivered, scan.package);
    } else {
      happen(NoticeTemplate::out_for_delivery, scan.package);
      if (late) no_longer_due(NoticeTemplate::out_for_delivery, scan.package);
    }
  }
  void written(const Record& record) {
    const Payload& body = *record.body;
    if (const auto* accepted = body.as<CancellationAccept>()) {
      happen(NoticeTemplate::cancelled, accepted->cancellation_id);
    } else if (const auto* backorder = body.as<OrderLineBackorder>()) {
      happen(NoticeTemplate::backordered, backorder->case_id);
    } else if (const auto* promise = body.as<PromiseUpdate>()) {
      promised(*promise);
    } else if (const auto* notice = body.as<MessageSend>(); notice != nullptr && record.from == provider_) {
      told(*notice);
    }
  }
  void promised(const PromiseUpdate& update) {
    std::string& last = promises_[name_key(update.order_id)];
    if (!last.empty()) no_longer_due(NoticeTemplate::promise_moved, last);
    last = update.update_id;
    happen(NoticeTemplate::promise_moved, update.update_id);
  }
  // What the pipeline tells shop and customer at once may reach the customer first.
  static bool told_at_once(NoticeTemplate what) { return what >= NoticeTemplate::cancelled; }
  void told(const MessageSend& notice) {
    Thing& thing = things_[key_of(notice.template_name, notice.subject_id)];
    if (thing.told) {
      ++duplicate_;
    } else if (!thing.happened && !told_at_once(notice.template_name)) {
      ++premature_;
    } else {
      ++right_;
    }
    thing.told = true;
    if (thing.due) --due_;
    thing.due = false;
  }

  SeatIndex provider_;
  FlatMap<Thing> things_;
  FlatMap<TrackingStatus> further_;  // of packages, once they are out for delivery
  FlatMap<std::string> promises_;    // of orders: the last update
  std::int64_t due_ = 0, right_ = 0, duplicate_ = 0, premature_ = 0;
};

}  // namespace drydock
