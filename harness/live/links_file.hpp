// The file that tells a real pipeline its enterprise: a base URL and a credential per link, a secret per channel. The
// run writes it (mode 0600, never under --out), the pipeline reads it.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contracts/canonical/describe.hpp"
#include "sim/ids.hpp"

namespace drydock::live {

/// A link on which the seat calls: where to, and with which credential.
struct OutLink {
  std::string to;
  std::string role;
  std::string url;
  std::string credential;
  std::optional<std::int64_t> concurrency;  ///< how many requests it takes at once, if it has such a limit
  /// How long its authorisations hold, of a payment provider.
  std::optional<std::int64_t> authorization_life_seconds;
};
DRYDOCK_DESCRIBE(OutLink, to, role, url, credential, concurrency, authorization_life_seconds)

/// A link on which the seat is called: whose credential this is, and the secret its webhooks are signed with ("" for
/// those who publish nothing).
struct InLink {
  std::string from;
  std::string role;
  std::string credential;
  std::string secret;
};
DRYDOCK_DESCRIBE(InLink, from, role, credential, secret)

struct LinksFile {
  std::int64_t format = 1;
  std::string seat;
  std::string role;
  /// World time is the system clock plus this: scenarios have a calendar of their own.
  std::int64_t clock_offset_us = 0;
  std::int64_t seed = 0;  ///< of the run, modulo 2^63
  std::vector<OutLink> calls;
  std::vector<InLink> callers;
};
DRYDOCK_DESCRIBE(LinksFile, format, seat, role, clock_offset_us, seed, calls, callers)

/// Replaces the file whole, readable by its owner alone. Throws std::runtime_error with the path and why.
void write_links(const std::string& path, const LinksFile&);
/// Throws std::runtime_error with the path, what is wrong and where.
LinksFile read_links(const std::string& path);

}  // namespace drydock::live
