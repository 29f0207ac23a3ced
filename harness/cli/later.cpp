#include "harness/cli/later.hpp"

namespace drydock::cli {
namespace {

constexpr std::string_view verbs[] = {
    "compare", "contracts diff", "contracts lint", "contracts sample", "diff", "explore", "query", "serve", "verify"};
constexpr std::string_view flags[] = {"--baseline", "--pace"};

}  // namespace

std::span<const std::string_view> later_verbs() { return verbs; }
std::span<const std::string_view> later_flags() { return flags; }

}  // namespace drydock::cli
