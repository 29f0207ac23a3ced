// The folder of one run under --out: everything in it is whole, or it is not there.
#pragma once
#include <fstream>
#include <ostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace drydock::cli {

/// `<out>/<scenario>/<seed>`. Files are written into a folder beside it that no reader looks at; publish() puts it in
/// place, replacing an earlier run of the same name. What is not published is removed.
class OutFolder {
 public:
  /// Characters of `scenario` that do not belong in a file name become dashes.
  OutFolder(const std::string& out, std::string_view scenario, std::uint64_t seed);
  ~OutFolder();
  OutFolder(const OutFolder&) = delete;
  OutFolder& operator=(const OutFolder&) = delete;

  /// Makes the hidden folder. An error in words, or empty.
  std::string open();
  /// history.jsonl, written while the run goes on. Null if it cannot be opened. If nothing is written to it (a cone of
  /// no finding), there will be no such file.
  std::ostream* history();
  /// One file. A failure is remembered for publish(), the file is dropped.
  void write(std::string_view name, std::string_view text);
  /// Closes the history and puts the folder in place. An error in words, which says what was kept; or empty.
  std::string publish();

  const std::string& path() const { return final_; }
  const std::vector<std::string>& kept() const { return kept_; }

 private:
  void close_history();

  std::string final_;
  std::string hidden_;
  std::unique_ptr<std::ofstream> history_;
  std::vector<std::string> kept_;
  std::string problem_;
  bool open_ = false;
};

}  // namespace drydock::cli
