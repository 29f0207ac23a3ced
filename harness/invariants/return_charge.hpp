// What the judges of returns have in common when they accuse somebody.
#pragma once
#include <string>
#include <utility>

#include "harness/invariants/judge.hpp"

namespace drydock {

/// A charge about one line of a return. `party`: whose fault it is, where that is not the pipeline's; else empty.
inline Charge return_charge(const std::string& return_id, const std::string& order, const std::string& item,
                            std::string party, std::string sentence, std::string expected, std::string actual) {
  Charge made;
  made.sentence = std::move(sentence);
  made.expected = std::move(expected);
  made.actual = std::move(actual);
  made.order = order;
  made.item = item;
  made.party = std::move(party);
  made.flow = "returns";
  made.keys = {return_id};
  return made;
}

}  // namespace drydock
