#include "harness/live/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <charconv>
#include <stdexcept>
#include <vector>

namespace drydock::live {
namespace {

constexpr std::string_view secret_prefix = "whsec_";

std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string out(4 * ((size + 2) / 3), '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes, static_cast<int>(size));
  return out;
}

std::string unbase64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return {};
  std::string out(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return {};
  std::size_t padding = 0;
  while (padding < 2 && text[text.size() - 1 - padding] == '=') ++padding;
  out.resize(static_cast<std::size_t>(size) - padding);
  return out;
}

std::string random_base64(std::size_t bytes) {
  std::vector<unsigned char> random(bytes);
  if (RAND_bytes(random.data(), static_cast<int>(bytes)) != 1) throw std::runtime_error("the random source failed");
  return base64(random.data(), bytes);
}

}  // namespace

std::string sign(std::string_view secret, std::string_view id, std::int64_t timestamp, std::string_view body) {
  if (!secret.starts_with(secret_prefix)) return {};
  const std::string key = unbase64(secret.substr(secret_prefix.size()));
  if (key.size() < 24 || key.size() > 64) return {};
  std::string text;
  text.append(id).append(".").append(std::to_string(timestamp)).append(".").append(body);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest, &size);
  return "v1," + base64(digest, size);
}

bool verify(std::string_view secret, std::string_view id, std::string_view timestamp, std::string_view body,
            std::string_view header, std::int64_t now_seconds) {
  std::int64_t at = 0;
  const auto [end, error] = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), at);
  if (error != std::errc() || end != timestamp.data() + timestamp.size()) return false;
  if (at < now_seconds - signature_tolerance_seconds || at > now_seconds + signature_tolerance_seconds) return false;
  const std::string expected = sign(secret, id, at, body);
  if (expected.empty()) return false;
  while (!header.empty()) {
    const std::size_t space = header.find(' ');
    const std::string_view one = header.substr(0, space);
    if (one.size() == expected.size() && CRYPTO_memcmp(one.data(), expected.data(), one.size()) == 0) return true;
    header = space == std::string_view::npos ? std::string_view() : header.substr(space + 1);
  }
  return false;
}

std::string new_secret() { return std::string(secret_prefix) + random_base64(32); }

std::string new_credential() {
  std::string text = random_base64(24);
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

}  // namespace drydock::live
