#include "harness/live/links.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "harness/compose.hpp"
#include "mocks/pipeline/pipeline.hpp"
#include "tests/support/scenario.hpp"

namespace drydock::live {
namespace {

class Links : public ::testing::Test {
 protected:
  const Plan plan_ = testing::plan_of("packs/full-house");
  const Directory directory_{seats_of(plan_)};
  const std::vector<LinkKey> links_ = links_of(directory_);
  bool has(const std::string& from, const std::string& to) const {
    const LinkKey link{directory_.find(from), directory_.find(to)};
    return std::find(links_.begin(), links_.end(), link) != links_.end();
  }
};

TEST_F(Links, EveryChannelOfTheWorldHasOne) {
  const WorldSpec world = compose(plan_, make_pipeline({}));
  ASSERT_FALSE(world.channels.empty());
  for (const ChannelSpec& channel : world.channels)
    EXPECT_TRUE(has(directory_[channel.publisher].name, directory_[channel.subscriber].name))
        << directory_[channel.publisher].name << " -> " << directory_[channel.subscriber].name;
}

TEST_F(Links, AreThoseOfTheWorkflows) {
  EXPECT_TRUE(has("commerce", "pipeline"));
  EXPECT_TRUE(has("commerce", "payment"));
  EXPECT_TRUE(has("erp", "pipeline"));
  EXPECT_TRUE(has("auditor", "pipeline"));
  EXPECT_TRUE(has("auditor", "erp"));
  EXPECT_FALSE(has("pipeline", "auditor"));
  EXPECT_FALSE(has("erp", "commerce"));
  EXPECT_FALSE(has("pipeline", "pipeline"));
}

TEST_F(Links, EachIsThereOnce) { EXPECT_EQ(std::set<LinkKey>(links_.begin(), links_.end()).size(), links_.size()); }

}  // namespace
}  // namespace drydock::live
