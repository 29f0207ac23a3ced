// Reads verdict.json back, so that a finished run can be reported again in another format.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "reports/verdict.hpp"

namespace drydock {

/// The verdict, or nothing and in `mistake` what is wrong and where ("/counts/orders: expected a number, found a
/// string"). Unknown members are left aside: a later version may have added them. A `format` above 1 is refused.
std::optional<Verdict> read_verdict(std::string_view json, std::string& mistake);

}  // namespace drydock
