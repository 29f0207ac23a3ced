#include "harness/cli/out_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace drydock::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view history_name = "history.jsonl";

std::string folder_name(std::string_view scenario) {
  std::string out;
  for (const char c : scenario) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || (c == '.' && !out.empty());
    out += plain ? c : '-';
  }
  return out.empty() ? "-" : out;
}

std::string reason_of(int error) {
  return error == 0 ? "writing stopped short (is the disk full?)" : std::strerror(error);
}

}  // namespace

OutFolder::OutFolder(const std::string& out, std::string_view scenario, std::uint64_t seed) {
  const fs::path parent = fs::path(out) / folder_name(scenario);
  final_ = (parent / fmt::format("{}", seed)).string();
  hidden_ = (parent / fmt::format(".{}.{}.partial", seed, ::getpid())).string();
}

OutFolder::~OutFolder() {
  history_.reset();
  std::error_code ignored;
  if (open_) fs::remove_all(hidden_, ignored);
}

std::string OutFolder::open() {
  std::error_code error;
  fs::create_directories(hidden_, error);
  if (error) return fmt::format("--out: cannot make {}: {}", hidden_, error.message());
  open_ = true;
  return {};
}

std::ostream* OutFolder::history() {
  if (!history_) history_ = std::make_unique<std::ofstream>(fs::path(hidden_) / history_name, std::ios::binary);
  return history_->is_open() ? history_.get() : nullptr;
}

void OutFolder::write(std::string_view name, std::string_view text) {
  const fs::path path = fs::path(hidden_) / name;
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file.fail()) {
    kept_.emplace_back(name);
    return;
  }
  if (problem_.empty()) problem_ = fmt::format("cannot write {}: {}", name, reason_of(errno));
  std::error_code ignored;
  fs::remove(path, ignored);
}

void OutFolder::close_history() {
  if (!history_) return;
  const fs::path path = fs::path(hidden_) / history_name;
  std::error_code ignored;
  errno = 0;
  history_->close();
  const bool failed = history_->fail();
  if (failed && problem_.empty()) problem_ = fmt::format("cannot write {}: {}", history_name, reason_of(errno));
  if (failed || fs::file_size(path, ignored) == 0)
    fs::remove(path, ignored);
  else
    kept_.emplace_back(history_name);
  history_.reset();
}

std::string OutFolder::publish() {
  close_history();
  std::error_code error;
  if (!kept_.empty()) {
    fs::remove_all(final_, error);
    if (!error) fs::rename(hidden_, final_, error);
    if (!error) open_ = false;
  }
  if (error) return fmt::format("--out: cannot put {} in place: {}; nothing was kept", final_, error.message());
  if (problem_.empty()) return {};
  return fmt::format("--out: {}; kept in {}: {}", problem_, final_,
                     kept_.empty() ? "nothing" : fmt::format("{}", fmt::join(kept_, ", ")));
}

}  // namespace drydock::cli
