// Requests that a mock has to make, whatever falls over meanwhile: decided in a commit, made when that is durable,
// repeated under the same key until they are answered.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mocks/common/changes.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// One request. The idempotency key names it among those of its mock.
struct Errand {
  std::string key;
  std::string to;  ///< name of the seat
  std::string correlation;
  std::string causation;
  std::optional<Instant> until;  ///< not repeated any more after that
  bool operator==(const Errand&) const = default;
};
DRYDOCK_DESCRIBE(Errand, key, to, correlation, causation, until)

/// The open errands of one seat. A mock passes on what its desk hears; timer tags with `tag_bit` are the errands'.
class Errands {
 public:
  static constexpr std::uint64_t tag_bit = std::uint64_t{1} << 62;

  explicit Errands(const Directory& directory) : directory_(directory) {}

  /// Whether a journal entry is an errand's.
  static bool owns(std::string_view journal_key);
  void restore(std::string_view journal_key, const Payload&);
  /// After the last restore: makes what is open.
  void resume(Io&);

  /// Decides one: written with the commit, made when that is durable. A seat that is not there takes it away.
  void add(Errand, Payload body, Commit&);
  void committed(Ticket);
  void stored(Ticket, Io&);
  void timer(std::uint64_t tag, Io&);

  /// How an errand ended: the reply, or null if its time was over.
  struct End {
    Payload body;
    std::optional<Reply> reply;
  };
  /// An answer came (null: none did). What it ends is written to the commit, which the caller keeps.
  std::optional<End> answered(RequestId, const Reply*, Commit&, Io&);
  /// What is not asked any more: its answer, if it comes, ends nothing.
  void drop(const std::string& key, Commit&);

 private:
  struct Open {
    Errand errand;
    Payload body;
    std::int64_t asked = 0;
  };
  void ask(Open&, Io&);
  void forget(const std::string& key, Commit&);

  const Directory& directory_;
  std::map<std::string, Open> open_;  ///< by key
  std::vector<std::string> fresh_;    ///< decided since the last commit left
  std::map<Ticket, std::vector<std::string>> waiting_;
  std::unordered_map<RequestId, std::string, HandleHash> asked_;
  std::unordered_map<std::uint64_t, std::string> by_tag_;
  std::uint64_t tags_ = 0;
};

}  // namespace drydock
