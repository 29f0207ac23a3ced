// Names as numbers: what the judges key their tables by.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/flat_map.hpp"
#include "sim/mixing.hpp"

namespace drydock {

/// A 64-bit stand-in for a name. Among ten million names the chance that two share one is below one in a hundred
/// thousand.
inline std::uint64_t name_key(std::string_view name) { return finished(mixed(0x5EA7U, name)); }
/// The same for a pair of names; ("a", "bc") and ("ab", "c") differ.
inline std::uint64_t name_key(std::string_view first, std::string_view second) {
  return finished(mixed(mixed(0x9A1BU, first), second));
}

/// Gives names numbers from 0 upwards, in the order in which they are first seen.
class NameTable {
 public:
  std::uint32_t number(std::string_view name) {
    std::uint32_t& slot = numbers_[name_key(name)];
    if (slot == 0) {
      names_.emplace_back(name);
      slot = static_cast<std::uint32_t>(names_.size());
    }
    return slot - 1;
  }
  const std::string& operator[](std::uint32_t number) const { return names_[number]; }
  std::size_t size() const { return names_.size(); }

 private:
  FlatMap<std::uint32_t> numbers_;  // number and one; 0 is "not there yet"
  std::vector<std::string> names_;
};

/// Items at locations as numbers.
class Places {
 public:
  std::uint32_t number(std::string_view item, std::string_view location) {
    std::uint32_t& slot = numbers_[name_key(item, location)];
    if (slot == 0) {
      rows_.push_back({items_.number(item), locations_.number(location)});
      slot = static_cast<std::uint32_t>(rows_.size());
    }
    return slot - 1;
  }
  std::uint32_t item_number(std::string_view item) { return items_.number(item); }
  std::uint32_t item_of(std::uint32_t place) const { return rows_[place].item; }
  const std::string& item(std::uint32_t place) const { return items_[rows_[place].item]; }
  const std::string& item_name(std::uint32_t item) const { return items_[item]; }
  const std::string& location(std::uint32_t place) const { return locations_[rows_[place].location]; }
  std::size_t size() const { return rows_.size(); }
  std::size_t items() const { return items_.size(); }

 private:
  struct Row {
    std::uint32_t item;
    std::uint32_t location;
  };
  NameTable items_;
  NameTable locations_;
  FlatMap<std::uint32_t> numbers_;
  std::vector<Row> rows_;
};

/// The element of a vector that grows as it is asked.
template <class T>
T& grown(std::vector<T>& all, std::size_t index) {
  if (index >= all.size()) all.resize(index + 1);
  return all[index];
}

}  // namespace drydock
