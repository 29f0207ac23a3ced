// A history with a notification seat in it, for the judges of notices.
#pragma once
#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/notification.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {

struct Mailed : History {
  Mailed() {
    directory = Directory(std::vector<Seat>{{"commerce", "commerce"},
                                            {"pipeline", "pipeline"},
                                            {"erp", "erp"},
                                            {"tms", "tms"},
                                            {"wms-east", "wms"},
                                            {"wms-west", "wms"},
                                            {"carrier-fast", "carrier"},
                                            {"notification", "notification"},
                                            {"auditor", "auditor"}});
  }

  static MessageSend notice(NoticeTemplate what, const std::string& subject, const std::string& order = "O-1") {
    MessageSend made;
    made.template_name = what;
    made.subject_id = subject;
    made.order_id = order;
    made.recipient = "customer";
    made.dedup_key = subject + "/" + std::string(name_of(what));
    return made;
  }
  /// In the provider's ledger.
  Record& told(MessageSend made, const std::string& cause = {}) {
    Record& record = effect("notification", made, made.order_id, made.dedup_key);
    record.causation = keep(cause);
    return record;
  }
  Record& told(NoticeTemplate what, const std::string& subject = "O-1-F1-P1") { return told(notice(what, subject)); }
  Mailed& left() {
    event("wms-east", shipped("O-1", "S-1", {{"1", "A", 1}}, "wms-east", now()));
    return *this;
  }
  /// The same of freight, as the TMS tells it.
  Mailed& milestone(TrackingStatus status, MilestoneKind kind = MilestoneKind::actual) {
    const std::string id = std::string(name_of(kind)) + "/" + std::string(name_of(status));
    event("tms", TmsMilestone{id, "LD-1", "O-1-F1-P1", "O-1", "carrier-fast", "T-1", status, kind, now(), now()}, id);
    return *this;
  }
  Mailed& scanned(TrackingStatus status) {
    event("carrier-fast", scan("O-1", status, now() - t0));
    return *this;
  }
};

}  // namespace drydock::testing
