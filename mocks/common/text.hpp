// Keys put together.
#pragma once
#include <string>
#include <string_view>

namespace drydock {

/// One allocation at most: joined("idem/", "O-1") is "idem/O-1".
template <class... Parts>
std::string joined(std::string_view first, Parts... rest) {
  std::string made;
  made.reserve(first.size() + (std::string_view(rest).size() + ... + 0));
  made.append(first);
  (made.append(std::string_view(rest)), ...);
  return made;
}

}  // namespace drydock
