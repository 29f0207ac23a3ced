// Values of flags, checked as they are read.
#pragma once
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/canonical/instant.hpp"
#include "harness/run.hpp"

namespace drydock::cli {

/// A mistake on the command line, in a finished sentence.
struct UsageMistake : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Each throws UsageMistake, which names the flag, what was found and what is allowed.
std::uint64_t whole_number(std::string_view flag, const std::string& text, std::uint64_t from, std::uint64_t to);
/// "every" is 1, "1/20" is 20, "none" is 0.
std::int64_t contract_share(const std::string& text);
HistoryMode history_mode(const std::string& text);
/// "30s", more than nothing.
Duration positive_duration(std::string_view flag, const std::string& text);
/// "clock.run=8m": a path and a value, as it is.
std::string path_value(std::string_view flag, const std::string& text);
/// "pipeline=http://127.0.0.1:8080": name and URL (http or https, a host, no user, query or fragment).
std::pair<std::string, std::string> seat_url(const std::string& text);
/// "text,json": names with a renderer, each once.
std::vector<std::string> format_names(const std::vector<std::string>& texts);
/// "127.0.0.1:8080", ":8080", "[::1]:8080".
std::string listen_address(const std::string& text);

}  // namespace drydock::cli
