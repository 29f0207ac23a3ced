#include "sim/flat_map.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <vector>

namespace drydock {
namespace {

RC_GTEST_PROP(FlatMap, BehavesLikeAMap, (const std::vector<std::pair<std::uint8_t, bool>>& steps)) {
  FlatMap<int> flat;
  std::map<std::uint64_t, int> model;
  int number = 0;
  for (const auto& [key, insert] : steps) {
    if (insert) {
      flat[key] = ++number;
      model[key] = number;
    } else {
      RC_ASSERT(flat.erase(key) == (model.erase(key) == 1));
    }
    RC_ASSERT(flat.size() == model.size());
    for (std::uint64_t probe = 0; probe < 256; ++probe) {
      const int* found = flat.find(probe);
      const auto expected = model.find(probe);
      RC_ASSERT((found != nullptr) == (expected != model.end()));
      if (found != nullptr) RC_ASSERT(*found == expected->second);
    }
  }
}

}  // namespace
}  // namespace drydock
