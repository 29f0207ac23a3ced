// Webhook signatures the Standard Webhooks way: HMAC-SHA256 over "id.timestamp.body", in the header webhook-signature
// as "v1,<base64>", several separated by spaces.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace drydock::live {

/// How far a timestamp may be from the receiver's clock.
inline constexpr std::int64_t signature_tolerance_seconds = 300;

/// The signature of one delivery. `secret` is "whsec_" and base64 of 24 to 64 bytes. Empty if the secret is not one.
std::string sign(std::string_view secret, std::string_view id, std::int64_t timestamp, std::string_view body);

/// Whether one of the signatures in `header` is right, compared in constant time, and the timestamp within tolerance.
bool verify(std::string_view secret, std::string_view id, std::string_view timestamp, std::string_view body,
            std::string_view header, std::int64_t now_seconds);

/// A new secret from the operating system's random source.
std::string new_secret();
/// A new bearer credential, likewise.
std::string new_credential();

}  // namespace drydock::live
