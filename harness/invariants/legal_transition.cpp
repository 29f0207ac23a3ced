// I18: states change only along the edges of their machine (domain section 1).
#include <string>

#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class LegalTransition : public Judge {
 public:
  explicit LegalTransition(const Courtroom& room) : Judge("I18", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect) | bit(RecordKind::reply); }

  void see(const Record& record, Findings& findings) override {
    if (record.body == nullptr) return;
    if (record.kind == RecordKind::reply) return reservation(record, findings);
    if (const auto* update = record.body->as<TrackingUpdate>()) return tracking(record, *update, findings);
    if (const auto* order = record.body->as<SalesOrderCreate>()) {
      booked_[name_key(order->order_id)] = 1;
    } else if (const auto* transfer = record.body->as<TransferOrderCreated>()) {
      booked_[name_key(transfer->transfer_id)] = 1;
    } else if (const auto* issue = record.body->as<GoodsIssuePost>()) {
      needs(record, booked_, issue->order_id, "issued", "booked", issue->order_id, issue->shipment_id, findings);
      issued_[name_key(issue->shipment_id)] = 1;
    } else if (const auto* invoice = record.body->as<InvoiceCreate>()) {
      needs(record, issued_, invoice->shipment_id, "invoiced", "issued", invoice->order_id, invoice->shipment_id,
            findings);
    } else if (const auto* label = record.body->as<LabelBuy>()) {
      labelled_[name_key(label->package_id)] = 1;
    } else if (const auto* attach = record.body->as<LabelAttach>()) {
      needs(record, labelled_, attach->package_id, "labelled", "bought a label for", record.correlation,
            attach->package_id, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  enum class Reserved : std::uint8_t { unseen, held, confirmed, released, expired };

  // A step that is legal only once the step before it was taken.
  void needs(const Record& record, FlatMap<char>& done, std::string_view what, std::string_view state,
             std::string_view before, std::string_view order, const std::string& key, Findings& findings) {
    decided();
    if (done.find(name_key(what)) != nullptr) return;
    Charge made;
    made.sentence =
        text(record.type, " ", key, ": ", name_of_seat(record.from), " has it ", state, " before it was ever ", before);
    made.expected = text(before, " first, then ", state);
    made.actual = text(state, " at once");
    made.order = order;
    made.keys = {key};
    charge(findings, record, std::move(made));
  }

  // Scans may be missing, and a parcel may go back from delivery into transit; delivered is final.
  void tracking(const Record& record, const TrackingUpdate& update, Findings& findings) {
    decided();
    TrackingStatus& shown = shown_[name_key(update.package_id)];
    const TrackingStatus before = shown;
    shown = update.milestone;
    const bool back = update.milestone < before;
    const bool attempted = before == TrackingStatus::out_for_delivery && update.milestone == TrackingStatus::in_transit;
    if (!back || attempted) return;
    Charge made;
    made.sentence = text("the shop shows package ", update.package_id, " as ", name_of(update.milestone),
                         " after it had been ", name_of(before));
    made.expected = before == TrackingStatus::delivered ? "delivered is final" : text(name_of(before), " or later");
    made.actual = name_of(update.milestone);
    made.order = update.order_id;
    made.keys = {update.package_id};
    charge(findings, record, std::move(made));
  }

  void reservation(const Record& record, Findings& findings) {
    if (record.from != pipeline() || record.status >= 300) return;
    if (const auto* answer = record.body->as<ReservationAnswer>()) {
      Reserved& state = reserved_[name_key(answer->reservation_id)];
      if (answer->outcome == ReservationOutcome::held && state == Reserved::unseen) state = Reserved::held;
      return;
    }
    const auto* status = record.body->as<ReservationStatus>();
    if (status == nullptr) return;
    decided();
    const auto says = static_cast<Reserved>(static_cast<std::uint8_t>(status->state) + 1);
    const std::uint64_t key = name_key(status->reservation_id);
    Reserved& state = reserved_[key];
    // An answer given before is given again, whatever has happened since (I09).
    if (answers_.find(key + static_cast<std::uint64_t>(says)) != nullptr) return;
    answers_[key + static_cast<std::uint64_t>(says)] = 1;
    const Reserved before = state;
    if (before != Reserved::released && before != Reserved::expired) {
      state = says;
      return;
    }
    // Giving back what is already gone is accepted.
    if (says == Reserved::released || says == Reserved::expired) return;
    Charge made;
    made.sentence = text("the pipeline says that reservation ", status->reservation_id, " is ", name_of(status->state),
                         " after it was ", before == Reserved::released ? "released" : "expired");
    made.expected = "409 reservation_gone: released and expired are final";
    made.actual = name_of(status->state);
    made.order = record.correlation;
    made.keys = {status->reservation_id};
    charge(findings, record, std::move(made));
  }

  FlatMap<char> booked_;
  FlatMap<char> issued_;
  FlatMap<char> labelled_;
  FlatMap<TrackingStatus> shown_;
  FlatMap<Reserved> reserved_;
  FlatMap<char> answers_;
};

}  // namespace

InvariantRow legal_transition() {
  return {
      "I18",
      "legal-transition",
      "every state change is an edge of its machine, and final states stay final",
      "S",
      {"boundary"},
      {"reservation", "shipping", "tracking", "erp-posting"},
      {"CL-TRACKING-20", "CL-ERP-POSTING-14", "CL-ERP-POSTING-14-INVOICE", "CL-SHIPPING-11", "CL-RESERVATION-02B",
       "CL-FULFILMENT-08-CHAIN"},
      "a change of state: a scan shown, a posting, a label attached, a confirmation",
      "Judges what the pipeline causes, in each system's view: a parcel shown in the shop moves forward and stays "
      "delivered (a failed delivery may go back into transit); in the ERP an order is booked before it is issued and "
      "issued before it is invoiced; a label is bought before it is attached; a released or expired reservation is not "
      "confirmed. Missing steps of a carrier are not the pipeline's fault. "
      "Usual cause: what arrived last is taken for what happened last; steps of one order run side by side. "
      "Usual mend: compare the time of occurrence (and the rank) before overwriting; one lane per key.",
      &make_judge<LegalTransition>};
}

}  // namespace drydock
