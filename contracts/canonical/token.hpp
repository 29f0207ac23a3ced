// Access tokens: what a caller shows on its calls to a party, and fetches anew when it has run out.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// token.create: a new token for this client, asked for with its own credentials. The earlier ones stay as good as they
/// were.
struct TokenCreate {
  std::string client_id;
  bool operator==(const TokenCreate&) const = default;
};
DRYDOCK_DESCRIBED(TokenCreate, client_id)

/// An access token: opaque to the client.
struct AccessToken {
  std::string access_token;
  bool operator==(const AccessToken&) const = default;
};
DRYDOCK_DESCRIBED(AccessToken, access_token)

}  // namespace drydock
