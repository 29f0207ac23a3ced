#include "harness/cone.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "sim/history.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

TEST(Cone, keeps_what_concerns_a_finding_and_says_that_it_is_a_cone) {
  History h;
  h.deliver("wms-east", shipped("O-1", "S-1", {{"1", "A", 2}}), "E-1");
  h.deliver("wms-east", shipped("O-2", "S-2", {{"1", "A", 2}}), "E-2");
  h.phase("end");
  Finding finding;
  finding.keys = {"S-1"};
  std::stringstream out;
  HistoryWriter writer(out, h.directory, HistoryDetail::cone);
  ConeFilter cone({finding}, writer);
  h.play(cone);
  writer.flush();
  EXPECT_NE(out.str().find("\"detail\":\"cone\""), std::string::npos) << out.str();

  class Places : public Tap {
   public:
    void see(const Record& record) override { places.push_back(record.n); }
    std::vector<std::uint64_t> places;
  } heard;
  HistoryReader reader(out);
  ASSERT_FALSE(reader.open().has_value());
  EXPECT_EQ(reader.directory().size(), h.directory.size());
  ASSERT_FALSE(reader.replay(heard).has_value());
  EXPECT_EQ(heard.places, (std::vector<std::uint64_t>{1, 3}));
}

}  // namespace
}  // namespace drydock::testing
