#include "harness/live/journal.hpp"

namespace drydock::live {
namespace {

class MemoryJournal : public Journal {
 public:
  Entries load() override { return entries_; }
  bool fresh() override { return fresh_; }
  void write(std::vector<Entry> entries, std::function<void(Durable::Outcome)> done) override {
    fresh_ = false;
    for (auto& entry : entries) {
      if (entry.value.empty())
        entries_.erase(entry.key);
      else
        entries_[std::move(entry.key)] = std::move(entry.value);
    }
    done(Durable::Outcome::ok);
  }

 private:
  Entries entries_;
  bool fresh_ = true;
};

}  // namespace

std::unique_ptr<Journal> make_memory_journal() { return std::make_unique<MemoryJournal>(); }

}  // namespace drydock::live
