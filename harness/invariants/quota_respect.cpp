// I51: the pipeline is not a caller whom the ERP has to send away all the time.
#include <string>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class QuotaRespect : public Judge {
 public:
  explicit QuotaRespect(const Courtroom& room)
      : Judge("I51", room), erp_(room.seat("erp")), limited_(room, [&](const PlannedFault& fault) {
          return (fault.fault == "rate-limit" || fault.fault == "error-burst") &&
                 touches_seat(fault, name_of_seat(erp_));
        }) {}

  std::uint32_t kinds() const override { return bit(RecordKind::ok) | SuspendedTime::kinds(); }

  // Answers while a fault says 429 by itself tell nothing of the pipeline.
  void see(const Record& record, Findings&) override {
    limited_.see(record);
    if (record.kind != RecordKind::ok || record.from != erp_ || record.to != pipeline() || limited_.active()) return;
    ++answers_;
    if (record.status == 429) ++refused_;
  }

  void finish(Instant end, bool, Findings& findings) override {
    if (erp_ == no_seat || answers_ < enough) return;
    decided();
    if (refused_ * 20 <= answers_) return;
    Charge made;
    made.sentence = text("of ", answers_, " answers of ", name_of_seat(erp_), " to the pipeline ", refused_,
                         " said 429: too many at once");
    made.expected = "one in twenty at most";
    made.actual = text(refused_, " of ", answers_);
    made.flow = "erp-posting";
    made.seat = pipeline_name();
    charge(findings, end, std::move(made));
  }

 private:
  static constexpr std::int64_t enough = 100;
  SeatIndex erp_;
  SuspendedTime limited_;
  std::int64_t answers_ = 0;
  std::int64_t refused_ = 0;
};

}  // namespace

InvariantRow quota_respect() {
  return {
      "I51",
      "quota-respect",
      "of the ERP's answers to the pipeline at most one in twenty says 429",
      "A",
      {"boundary"},
      {"erp-posting", "order-import"},
      {"CL-ANY-RETRY"},
      "a hundred answers of an ERP without a fault that says 429 by itself",
      "An ERP that takes so many requests at once answers 429 to the rest. Now and then that happens to everybody; a "
      "caller who runs into it all the time uses the refusals as its brake, and takes the place of others. "
      "Usual cause: no bound on calls under way, or a retry at once after a 429. "
      "Usual mend: bound the calls per destination, and let a 429 hold the whole destination for as long as it says.",
      &make_judge<QuotaRespect>};
}

}  // namespace drydock
