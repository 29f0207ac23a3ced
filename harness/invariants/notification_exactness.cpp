// I60: the right customer is told each thing once, after it happened, and not long after it was overtaken.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/notification.hpp"
#include "contracts/canonical/order.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"
#include "harness/package_scan.hpp"

namespace drydock {
namespace {

class NotificationExactness : public Judge {
 public:
  explicit NotificationExactness(const Courtroom& room) : Judge("I60", room), provider_(room.seat("notification")) {}

  std::uint32_t kinds() const override {
    return provider_ == no_seat ? 0 : bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect);
  }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::publish) return happened(record);
    if (record.kind == RecordKind::ack) return known(record);
    if (const auto* promised = body_of<PromiseUpdate>(record)) {
      promises_[name_key(promised->order_id)] = {promised->promise, record.t};
    } else if (const auto* notice = body_of<MessageSend>(record); notice != nullptr && record.from == provider_) {
      decided();
      once(record, *notice, findings);
      to_the_right_one(record, *notice, findings);
      moved_indeed(record, *notice, findings);
      after_its_cause(record, *notice, findings);
      not_overtaken(record, *notice, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  /// Since when the pipeline has known that a package is so far.
  struct Known {
    std::optional<Instant> out_for_delivery;
    std::optional<Instant> delivered;
  };
  struct Scan {
    std::uint64_t package = 0;
    TrackingStatus status = TrackingStatus::unknown;
  };
  struct Told {
    Promise promise;
    Instant at;
  };

  void happened(const Record& record) {
    if (const auto* shipped = body_of<WmsShipped>(record)) {
      for (const ShippedPackage& package : shipped->packages)
        causes_[cause_key(NoticeTemplate::shipped, package.package_id)] = 1;
    } else if (const auto scan = record.body == nullptr ? std::nullopt : scan_in(*record.body)) {
      if (scan->status == TrackingStatus::out_for_delivery)
        causes_[cause_key(NoticeTemplate::out_for_delivery, scan->package)] = 1;
      if (scan->status == TrackingStatus::delivered) causes_[cause_key(NoticeTemplate::delivered, scan->package)] = 1;
      if (scan->status >= TrackingStatus::out_for_delivery)
        untaken_[name_key(record.id)] = {name_key(scan->package), scan->status};
    } else if (const auto* cancel = body_of<CancellationRequested>(record)) {
      causes_[cause_key(NoticeTemplate::cancelled, cancel->cancellation_id)] = 1;
    } else if (const auto* placed = body_of<OrderPlaced>(record)) {
      orders_[name_key(placed->order_id)] = name_key(placed->customer);
      mailed_[name_key(placed->order_id)] = placed->promise;
    }
  }

  void known(const Record& record) {
    if (record.from != pipeline() || record.status >= 300 || untaken_.empty()) return;
    const Scan* scan = untaken_.find(name_key(record.id));
    if (scan == nullptr) return;
    Known& package = packages_[scan->package];
    auto& since = scan->status == TrackingStatus::delivered ? package.delivered : package.out_for_delivery;
    if (!since) since = record.t;
    untaken_.erase(name_key(record.id));
  }

  static std::uint64_t cause_key(NoticeTemplate what, std::string_view subject) {
    return name_key(name_of(what), subject);
  }

  void once(const Record& record, const MessageSend& notice, Findings& findings) {
    const std::uint64_t key =
        name_key(notice.recipient, text(notice.order_id, "\n", notice.subject_id, "\n", name_of(notice.template_name)));
    if (std::exchange(sent_[key], 1) == 0) return;
    Charge made = about(notice);
    made.sentence = text("the customer of order ", notice.order_id, " was told a second time: ", said(notice));
    made.expected = "one notice";
    made.actual = text("another, under the dedup key ", notice.dedup_key);
    charge(findings, record, std::move(made));
  }

  void to_the_right_one(const Record& record, const MessageSend& notice, Findings& findings) {
    const std::uint64_t* customer = orders_.find(name_key(notice.order_id));
    if (customer == nullptr || *customer == name_key(notice.recipient)) return;
    Charge made = about(notice);
    made.sentence = text("somebody else than the customer of order ", notice.order_id, " was told: ", said(notice));
    made.expected = "the customer who placed the order";
    made.actual = "another recipient";
    charge(findings, record, std::move(made));
  }

  // Who is told that the date has moved wants to see another date.
  void moved_indeed(const Record& record, const MessageSend& notice, Findings& findings) {
    if (notice.template_name != NoticeTemplate::promise_moved || !notice.promise) return;
    Promise* known = mailed_.find(name_key(notice.order_id));
    if (known == nullptr) return;
    const Promise before = std::exchange(*known, *notice.promise);
    if (before != *notice.promise) return;
    Charge made = about(notice);
    made.sentence = text("the customer of order ", notice.order_id, " was told that the promise had moved to ",
                         notice.promise->deliver_by, ", where it was before");
    made.expected = "nothing: it has not moved";
    made.actual = "a notice with the same dates";
    charge(findings, record, std::move(made));
  }

  void after_its_cause(const Record& record, const MessageSend& notice, Findings& findings) {
    const bool order_is_cause =
        notice.template_name == NoticeTemplate::promise_moved || notice.template_name == NoticeTemplate::backordered;
    const bool caused = order_is_cause ? orders_.find(name_key(notice.order_id)) != nullptr
                                       : causes_.find(cause_key(notice.template_name, notice.subject_id)) != nullptr;
    if (caused) return;
    Charge made = about(notice);
    made.sentence = text("the customer of order ", notice.order_id, " was told before it happened: ", said(notice));
    made.expected = text("nothing before ", cause_of(notice.template_name));
    made.actual = "no such event was published yet";
    charge(findings, record, std::move(made));
  }

  void not_overtaken(const Record& record, const MessageSend& notice, Findings& findings) {
    const auto since = overtaken_since(notice);
    if (!since || record.t - *since <= bounds().stale_notice) return;
    Charge made = about(notice);
    made.clause = "CL-NOTIFICATION-17-FRESH";
    made.sentence =
        text("the customer of order ", notice.order_id, " was told what had been overtaken: ", said(notice));
    made.expected = text("nothing of it later than ", bounds().stale_notice, " after ", *since);
    made.actual = text("told ", record.t - *since, " after");
    charge(findings, record, std::move(made));
  }

  std::optional<Instant> overtaken_since(const MessageSend& notice) {
    if (notice.template_name == NoticeTemplate::promise_moved) {
      const Told* told = promises_.find(name_key(notice.order_id));
      if (told == nullptr || !notice.promise || told->promise == *notice.promise) return std::nullopt;
      return told->at;
    }
    const Known* package = packages_.find(name_key(notice.subject_id));
    if (package == nullptr) return std::nullopt;
    if (notice.template_name == NoticeTemplate::out_for_delivery) return package->delivered;
    if (notice.template_name != NoticeTemplate::shipped) return std::nullopt;
    if (!package->out_for_delivery || !package->delivered)
      return package->out_for_delivery ? package->out_for_delivery : package->delivered;
    return std::min(*package->out_for_delivery, *package->delivered);
  }

  static std::string said(const MessageSend& notice) {
    return text(notice.subject_id, " ", name_of(notice.template_name));
  }
  static std::string_view cause_of(NoticeTemplate what) {
    switch (what) {
      case NoticeTemplate::shipped: return "wms.shipped with that package";
      case NoticeTemplate::out_for_delivery:
      case NoticeTemplate::delivered: return "that scan of its carrier, or actual milestone";
      case NoticeTemplate::cancelled: return "commerce.cancellation.requested";
      case NoticeTemplate::promise_moved:
      case NoticeTemplate::backordered: return "commerce.order.placed";
    }
    return "its cause";
  }
  static Charge about(const MessageSend& notice) {
    Charge made;
    made.order = notice.order_id;
    made.flow = "notification";
    made.clause = "CL-NOTIFICATION-17";
    made.keys = {notice.subject_id, notice.dedup_key};
    return made;
  }

  SeatIndex provider_;
  FlatMap<char> causes_;           // by template and subject
  FlatMap<Promise> mailed_;        // what a customer knows, by order
  FlatMap<std::uint64_t> orders_;  // customer, by order that was placed
  FlatMap<char> sent_;             // by recipient, order, subject and template
  FlatMap<Scan> untaken_;          // for the pipeline's 2xx, by event id
  FlatMap<Known> packages_;        // by package
  FlatMap<Told> promises_;         // by order: the newest that the shop was told
};

}  // namespace

InvariantRow notification_exactness() {
  return {
      "I60",
      "notification-exactness",
      "the right customer is told each thing once, after it happened, and not long after it was overtaken",
      "S",
      {"boundary", "ledgers"},
      {"notification"},
      {"CL-NOTIFICATION-17", "CL-NOTIFICATION-17-FRESH"},
      "a notice in the ledger of a notification seat",
      "At every message that the provider takes: it is the first to this recipient of this subject (package, "
      "cancellation, promise, case) and template; the recipient is whoever placed the order; a promise that has moved "
      "is another than the customer was told last; what it tells has been published before (the truck left, the scan "
      "was made, the cancellation was asked for); and the pipeline has not known for longer than `stale_notice` that "
      "something newer holds: out for delivery or delivered in place of shipped, delivered in place of out for "
      "delivery, a later promise. Without a notification seat there is nothing to judge. "
      "Usual cause: a recipient from another order's record; a mail for every change of a case, moved or not; a key "
      "made anew for each attempt; the mail hangs on picking or packing; a queue that waited for the provider, or a "
      "replay, is sent off without a look at what has happened meanwhile. "
      "Usual mend: derive the dedup key from subject and template, send from the event that proves it, and look again "
      "before each attempt.",
      &make_judge<NotificationExactness>};
}

}  // namespace drydock
