// The keys of a plan file, for its writer and its reader.
#pragma once
#include "harness/scenario/keys.hpp"

namespace drydock {

/// Sections: "plan" (the file itself), "planned-erp", "planned-payment", "planned-notification", "planned-seat",
/// "planned-channel", "planned-carrier", "planned-warehouse", "planned-fault", "planned-crash", "planned-stimulus",
/// "triggered-stimulus", "planned-order", "planned-limit", "planned-tender",
/// "planned-marketplace".
const SectionRow& plan_section(std::string_view name);

}  // namespace drydock
