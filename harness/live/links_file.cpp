#include "harness/live/links_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "contracts/codec.hpp"

namespace drydock::live {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what) {
  throw std::runtime_error("links file " + path + ": " + what);
}

}  // namespace

void write_links(const std::string& path, const LinksFile& links) {
  std::string text;
  write_json(text, *type_of<LinksFile>(), &links);
  text += '\n';
  const std::string fresh = path + ".new";
  ::unlink(fresh.c_str());  // one that was left over may have another mode
  const int file = ::open(fresh.c_str(), O_CREAT | O_EXCL | O_WRONLY, S_IRUSR | S_IWUSR);
  if (file < 0) fail(path, std::string("cannot be written: ") + std::strerror(errno));
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(file);
  if (!written || std::rename(fresh.c_str(), path.c_str()) != 0) {
    const std::string why = std::strerror(errno);
    ::unlink(fresh.c_str());
    fail(path, "cannot be written: " + why);
  }
}

LinksFile read_links(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(path, "cannot be read; a live run with --links or a target file writes it");
  std::ostringstream text;
  text << in.rdbuf();
  const Decoded decoded = decode(*type_of<LinksFile>(), text.str());
  if (!decoded) fail(path, decoded.error + " at " + (decoded.pointer.empty() ? "/" : decoded.pointer));
  const LinksFile& links = *decoded.payload.as<LinksFile>();
  if (links.format != 1) fail(path, "has format " + std::to_string(links.format) + ", this version reads 1");
  return links;
}

}  // namespace drydock::live
