#include "harness/cli/bench/isolated.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <stdexcept>

namespace drydock::cli {
namespace {

TEST(Isolated, WhatTheWorkReturnsComesBack) {
  const Isolated done = isolated([] { return std::vector<double>{1.5, -2}; });
  EXPECT_EQ(done.values, (std::vector<double>{1.5, -2}));
  EXPECT_EQ(done.problem, "");
  EXPECT_GT(done.peak_mebibytes, 0);
}

TEST(Isolated, WhatItDoesToItsProcessStaysThere) {
  int here = 1;
  isolated([&] { return std::vector<double>{static_cast<double>(here = 2)}; });
  EXPECT_EQ(here, 1);
}

TEST(Isolated, ItsMemoryIsItsOwn) {
  const auto with = [](std::size_t bytes) {
    return isolated([bytes] {
             std::string much(bytes, 'x');
             return std::vector<double>{static_cast<double>(much[bytes / 2])};
           })
        .peak_mebibytes;
  };
  const double large = with(256U << 20U);
  EXPECT_GE(large, 256);
  EXPECT_LT(with(1), large);
}

TEST(Isolated, WhatItThrowsIsTold) {
  const Isolated done = isolated([]() -> std::vector<double> { throw std::runtime_error("no scenario x"); });
  EXPECT_TRUE(done.values.empty());
  EXPECT_EQ(done.problem, "no scenario x");
}

TEST(Isolated, AProcessThatEndsEarlyIsTold) {
  const Isolated done = isolated([]() -> std::vector<double> {
    std::raise(SIGKILL);
    return {};
  });
  EXPECT_EQ(done.problem, "the process ended before it was done");
}

}  // namespace
}  // namespace drydock::cli
