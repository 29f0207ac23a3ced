#include "sim/divergence.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "contracts/codec.hpp"
#include "sim/history.hpp"
#include "sim/record_hash.hpp"

namespace drydock {
namespace {

class Hashes : public Tap {
 public:
  void see(const Record& record) override { all.push_back(hash_record(0, record)); }
  std::vector<std::uint64_t> all;
};

class Catch : public Tap {
 public:
  Catch(std::size_t place, const Directory& directory) : place_(place), directory_(directory) {}
  void see(const Record& record) override {
    if (seen_++ == place_) write_record(line, record, directory_, HistoryDetail::full);
  }
  std::string line;

 private:
  std::size_t place_;
  std::size_t seen_ = 0;
  const Directory& directory_;
};

std::map<std::string, std::string> members(const std::string& line) {
  std::map<std::string, std::string> found;
  const auto document = parse_document(line);
  if (!document || !document->is_object()) return found;
  for (const auto& [name, value] : document->items())
    found[name] = value.is_string() ? value.get<std::string>() : value.dump();
  return found;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

}  // namespace

std::optional<Divergence> first_divergence(const Rerun& first, const Rerun& second, const Directory& directory) {
  Hashes a;
  Hashes b;
  first(a);
  second(b);
  if (a.all == b.all) return std::nullopt;
  const auto [at, other] = std::mismatch(a.all.begin(), a.all.end(), b.all.begin(), b.all.end());
  const auto place = static_cast<std::size_t>(at - a.all.begin());
  Catch from_first(place, directory);
  Catch from_second(place, directory);
  first(from_first);
  second(from_second);
  return Divergence{place + 1, from_first.line, from_second.line};
}

std::string side_by_side(const Divergence& divergence) {
  const auto first = members(divergence.first);
  const auto second = members(divergence.second);
  std::set<std::string> names;
  std::size_t widest_name = 0;
  std::size_t widest_value = 0;
  for (const auto* side : {&first, &second})
    for (const auto& [name, value] : *side) {
      names.insert(name);
      widest_name = std::max(widest_name, name.size());
      if (side == &first) widest_value = std::max(widest_value, std::min<std::size_t>(value.size(), 60));
    }
  std::string out = "record " + std::to_string(divergence.n) + " differs";
  if (first.empty()) out += ": the first run had ended";
  if (second.empty()) out += ": the second run had ended";
  out += "\n";
  for (const std::string& name : names) {
    const auto a = first.find(name);
    const auto b = second.find(name);
    const std::string left = a == first.end() ? "-" : a->second;
    const std::string right = b == second.end() ? "-" : b->second;
    out += (left == right ? "   " : "!= ") + padded(name, widest_name) + "  " + padded(left, widest_value) + "  " +
           right + "\n";
  }
  return out;
}

}  // namespace drydock
