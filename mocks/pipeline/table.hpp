// Records of one kind, by id. Listing is in order of ids, so that no order of hashing can be seen.
#pragma once
#include <algorithm>
#include <cassert>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mocks/pipeline/journal.hpp"

namespace drydock::pipeline {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
/// A map by text that is never iterated where order matters.
template <class V>
using TextMap = std::unordered_map<std::string, V, TextHash, std::equal_to<>>;

template <class T>
class Table {
 public:
  class Record final : public Stored, public T {
   public:
    Record(std::string journal_key, T value) : T(std::move(value)), key_(std::move(journal_key)) {}
    Entry entry() const override { return {key_, Payload::of(static_cast<const T&>(*this))}; }
    const std::string& journal_key() const { return key_; }

   private:
    std::string key_;
  };

  Table(Journal& journal, std::string prefix) : journal_(journal), prefix_(std::move(prefix)) {}

  Record* find(std::string_view id) {
    const auto found = records_.find(id);
    return found == records_.end() ? nullptr : found->second.get();
  }
  /// A new record, to be written with the next commit. There must be none of that id.
  Record& add(std::string_view id, T value) {
    Record& record = place(id, std::move(value));
    journal_.touch(record);
    return record;
  }
  /// A record read from the journal.
  Record& restore(std::string_view id, T value) {
    Record& record = place(id, std::move(value));
    journal_.adopt(record);
    return record;
  }
  void erase(std::string_view id) {
    const auto found = records_.find(id);
    if (found == records_.end()) return;
    journal_.erase(*found->second);
    records_.erase(found);
  }
  std::size_t size() const { return records_.size(); }
  const std::string& prefix() const { return prefix_; }

  /// Those changed after `change`, by id.
  std::vector<Record*> changed_since(std::int64_t change) {
    std::vector<Record*> found;
    for (Stored* at = changes_.newest(); at != nullptr && at->change() > change; at = at->earlier())
      found.push_back(static_cast<Record*>(at));
    std::sort(found.begin(), found.end(),
              [](const Record* a, const Record* b) { return a->journal_key() < b->journal_key(); });
    return found;
  }
  /// All, by id.
  std::vector<Record*> all() {
    std::vector<Record*> found;
    found.reserve(records_.size());
    for (auto& [id, record] : records_) found.push_back(record.get());
    std::sort(found.begin(), found.end(),
              [](const Record* a, const Record* b) { return a->journal_key() < b->journal_key(); });
    return found;
  }

 private:
  Record& place(std::string_view id, T value) {
    auto [at, fresh] = records_.try_emplace(std::string(id));
    assert(fresh);
    at->second = std::make_unique<Record>(prefix_ + at->first, std::move(value));
    changes_.renew(*at->second);
    return *at->second;
  }

  Journal& journal_;
  std::string prefix_;
  ChangeList changes_;
  TextMap<std::unique_ptr<Record>> records_;
};

}  // namespace drydock::pipeline
