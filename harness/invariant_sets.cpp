#include "harness/invariant_sets.hpp"

namespace drydock {

std::span<const InvariantSet> invariant_sets() {
  static const std::vector<InvariantSet> table{
      {"gate@1",
       "what every build of an integration must hold before it goes to the peak",
       {"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12", "I16", "I17",
        "I18", "I19", "I20", "I21", "I22", "I23", "I24", "I26", "I27", "I28", "I29", "I30", "I32", "I33",
        "I34", "I35", "I36", "I37", "I38", "I39", "I40", "I41", "I42", "I43", "I44", "I47", "I48", "I49",
        "I50", "I51", "I52", "I54", "I55", "I56", "I57", "I58", "I59", "I60", "I66"}},
      {"gate@2",
       "gate@1, and what came to it since: master data, and who may come in",
       {"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12", "I16", "I17",
        "I18", "I19", "I20", "I21", "I22", "I23", "I24", "I26", "I27", "I28", "I29", "I30", "I32", "I33",
        "I34", "I35", "I36", "I37", "I38", "I39", "I40", "I41", "I42", "I43", "I44", "I47", "I48", "I49",
        "I50", "I51", "I52", "I54", "I55", "I56", "I57", "I58", "I59", "I60", "I61", "I64", "I66"}},
      {"gate@3",
       "gate@2, and what came to it since: lots",
       {"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12", "I14", "I16",
        "I17", "I18", "I19", "I20", "I21", "I22", "I23", "I24", "I26", "I27", "I28", "I29", "I30", "I32",
        "I33", "I34", "I35", "I36", "I37", "I38", "I39", "I40", "I41", "I42", "I43", "I44", "I47", "I48",
        "I49", "I50", "I51", "I52", "I54", "I55", "I56", "I57", "I58", "I59", "I60", "I61", "I64", "I66"}},
      {"gate@4",
       "gate@3, and what came to it since: balances by night",
       {"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12", "I13", "I14", "I16",
        "I17", "I18", "I19", "I20", "I21", "I22", "I23", "I24", "I26", "I27", "I28", "I29", "I30", "I32", "I33",
        "I34", "I35", "I36", "I37", "I38", "I39", "I40", "I41", "I42", "I43", "I44", "I47", "I48", "I49", "I50",
        "I51", "I52", "I54", "I55", "I56", "I57", "I58", "I59", "I60", "I61", "I64", "I66"}}};
  return table;
}

const InvariantSet* find_invariant_set(std::string_view name) {
  for (const InvariantSet& row : invariant_sets())
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace drydock
