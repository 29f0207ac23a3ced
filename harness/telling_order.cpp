#include "harness/telling_order.hpp"

#include <algorithm>

namespace drydock {
namespace {

constexpr std::string_view order[] = {
    "I32", "I28", "I20", "I21", "I41", "I19", "I38", "I39", "I40", "I13", "I23", "I24",
    "I26", "I27", "I34", "I37", "I08", "I06", "I14", "I30", "I47", "I60", "I61",  // one promise of one step
    "I64", "I55", "I54", "I33", "I57", "I49", "I51", "I52", "I46", "I53",         // how it behaves
    "I44", "I42", "I29", "I43", "I48", "I09", "I35", "I36",                       // effects
    "I12", "I07", "I10", "I11", "I01", "I03", "I02", "I05", "I58", "I04", "I50",  // stock
    "I16", "I17", "I18", "I66", "I22",                                            // orders
    "I59", "I56",                                                                 // symptoms
};

auto place_of(const Finding& finding) { return std::find(std::begin(order), std::end(order), finding.invariant); }

}  // namespace

std::span<const std::string_view> telling_order() { return order; }

void tell_causes_first(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return place_of(a) < place_of(b); });
}

}  // namespace drydock
