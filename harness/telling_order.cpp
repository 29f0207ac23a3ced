#include "harness/telling_order.hpp"

#include <algorithm>

namespace drydock {
namespace {

// clang-format off
constexpr std::string_view order[] = {
    // one promise of one step
    "I52", "I39", "I05", "I32", "I21", "I20", "I41", "I19", "I38", "I40", "I13", "I58", "I23", "I26", "I24", "I27",
    "I34", "I08", "I06", "I14", "I30", "I47", "I03", "I28", "I60", "I61",
    // how it behaves
    "I64", "I55", "I54", "I57", "I37", "I49", "I51", "I46", "I33", "I53",
    // effects
    "I44", "I42", "I29", "I43", "I48", "I09", "I35", "I36",
    // stock
    "I07", "I10", "I12", "I11", "I01", "I02", "I04", "I50",
    // orders
    "I16", "I17", "I18", "I66", "I22",
    // symptoms
    "I59", "I56",
};
// clang-format on

auto place_of(const Finding& finding) { return std::find(std::begin(order), std::end(order), finding.invariant); }

}  // namespace

std::span<const std::string_view> telling_order() { return order; }

void tell_causes_first(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return place_of(a) < place_of(b); });
}

}  // namespace drydock
