#include "contracts/schema/uri.hpp"

#include <algorithm>
#include <charconv>

namespace drydock {
namespace {

struct Parts {
  std::string_view scheme, authority, path, query, fragment;  // with their punctuation, so that joining restores them
};

bool is_scheme(std::string_view text) {
  return !text.empty() && ((text[0] | 0x20) >= 'a' && (text[0] | 0x20) <= 'z') &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.") ==
             std::string_view::npos;
}

Parts split(std::string_view uri) {
  Parts parts;
  const std::size_t hash = std::min(uri.find('#'), uri.size());
  parts.fragment = uri.substr(hash);
  uri = uri.substr(0, hash);
  const std::size_t query = std::min(uri.find('?'), uri.size());
  parts.query = uri.substr(query);
  uri = uri.substr(0, query);
  const std::size_t colon = uri.find(':');
  if (colon != std::string_view::npos && is_scheme(uri.substr(0, colon))) {
    parts.scheme = uri.substr(0, colon + 1);
    uri.remove_prefix(colon + 1);
  }
  if (uri.starts_with("//")) {
    const std::size_t end = std::min(uri.find('/', 2), uri.size());
    parts.authority = uri.substr(0, end);
    uri.remove_prefix(end);
  }
  parts.path = uri;
  return parts;
}

std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    if (segment == "/.." || segment == "..") {
      out.erase(out.find_last_of('/') == std::string::npos ? 0 : out.find_last_of('/'));
      if (path.empty()) out += '/';
    } else if (segment == "/." || segment == ".") {
      if (path.empty()) out += '/';
    } else {
      out += segment;
    }
  }
  return out;
}

std::string joined(std::string_view scheme, std::string_view authority, std::string_view path, std::string_view query,
                   std::string_view fragment) {
  std::string out;
  for (const std::string_view part : {scheme, authority, path, query, fragment}) out += part;
  return out;
}

}  // namespace

std::string resolve_uri(std::string_view base, std::string_view reference) {
  const Parts to = split(reference);
  if (base.empty() || !to.scheme.empty()) return std::string(reference);
  const Parts from = split(base);
  if (!to.authority.empty()) return joined(from.scheme, to.authority, without_dots(to.path), to.query, to.fragment);
  if (to.path.empty())
    return joined(from.scheme, from.authority, from.path, to.query.empty() ? from.query : to.query, to.fragment);
  if (to.path.starts_with('/'))
    return joined(from.scheme, from.authority, without_dots(to.path), to.query, to.fragment);
  const std::size_t slash = from.path.find_last_of('/');
  std::string path = slash == std::string_view::npos ? (from.authority.empty() ? "" : "/")
                                                     : std::string(from.path.substr(0, slash + 1));
  path += to.path;
  return joined(from.scheme, from.authority, without_dots(path), to.query, to.fragment);
}

std::string_view without_fragment(std::string_view uri) { return uri.substr(0, uri.find('#')); }

std::string_view fragment_of(std::string_view uri) {
  const std::size_t hash = uri.find('#');
  return hash == std::string_view::npos ? std::string_view() : uri.substr(hash + 1);
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '%' && text.size() - i > 2 && std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
      out += static_cast<char>(static_cast<unsigned char>(value));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace drydock
