#include "harness/live/started_target.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

extern char** environ;

namespace drydock::live {
namespace {

namespace fs = std::filesystem;

// Commands that reset, kill and bring back somebody else's system are waited for, but not for ever.
constexpr Duration command_limit = seconds(60);
constexpr std::size_t kept_output = std::size_t{4} << 20;
constexpr std::size_t looked_at = std::size_t{64} << 10;  // for the last words

std::string own_folder() {
  std::string name = (fs::temp_directory_path() / "drydock-target-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder can be made below " + name);
  return name;
}

// Free now; between here and its use somebody else may take it, and then the target says so.
int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  const bool bound = socket >= 0 && bind(socket, any, size) == 0 && getsockname(socket, any, &size) == 0;
  if (socket >= 0) close(socket);
  if (!bound) throw std::runtime_error("no free port on 127.0.0.1");
  return ntohs(address.sin_port);
}

std::string name_of(const std::string& variable) { return variable.substr(0, variable.find('=')); }

void set(std::vector<std::string>& variables, const std::string& name, const std::string& value) {
  std::erase_if(variables, [&](const std::string& variable) { return name_of(variable) == name; });
  variables.push_back(name + "=" + value);
}

// Begins with a whole line: half a secret would not be known as one.
std::string tail_of(const std::string& path, std::size_t most) {
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  if (!stream) return {};
  const auto size = static_cast<std::size_t>(stream.tellg());
  std::string text(std::min(size, most), '\0');
  stream.seekg(static_cast<std::streamoff>(size - text.size()));
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (text.size() < size) text.erase(0, std::min(text.find('\n'), text.size() - 1) + 1);
  return text;
}

// Whole lines, as long as they come to no more than so many lines and bytes; of a longer last line its end.
std::string last_lines(std::string text, int most, std::size_t bytes) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  std::string told;
  for (int i = 0; i < most && !text.empty(); ++i) {
    const std::size_t end = text.rfind('\n');
    const std::string line = end == std::string::npos ? text : text.substr(end + 1);
    if (i != 0 && told.size() + line.size() > bytes) break;
    told = "\n    " + line.substr(line.size() - std::min(line.size(), bytes)) + told;
    text.erase(end == std::string::npos ? 0 : end);
  }
  return told;
}

}  // namespace

std::string fill_in(const std::string& word, const std::vector<std::string>& environment) {
  std::string filled;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t begin = word.find("${", at);
    const std::size_t end = begin == std::string::npos ? begin : word.find('}', begin);
    if (end == std::string::npos) return filled + word.substr(at);
    const std::string name = word.substr(begin + 2, end - begin - 2);
    const auto known = std::find_if(environment.begin(), environment.end(),
                                    [&](const std::string& variable) { return name_of(variable) == name; });
    filled += word.substr(at, begin - at);
    filled += known == environment.end() ? word.substr(begin, end + 1 - begin) : known->substr(name.size() + 1);
    at = end + 1;
  }
  return filled;
}

StartedTarget::StartedTarget(SeatTarget target, const std::string& links)
    : target_(std::move(target)), folder_(own_folder()) {
  fs::create_directories(folder_ + "/state");
  links_ = links;
  if (target_.launched) {
    port_ = free_port();
    url_ = "http://127.0.0.1:" + std::to_string(port_);
    if (links_.empty()) links_ = folder_ + "/links.json";
  } else {
    url_ = target_.attach.url;
    if (links_.empty()) links_ = target_.attach.links;
  }
}

StartedTarget::~StartedTarget() {
  process_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::vector<std::string> StartedTarget::environment() const {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  std::error_code ignored;
  set(variables, "DRYDOCK", fs::read_symlink("/proc/self/exe", ignored).string());
  set(variables, "DRYDOCK_SEAT", target_.seat);
  set(variables, "DRYDOCK_LINKS", links_.empty() ? "" : fs::absolute(links_).string());
  set(variables, "DRYDOCK_STATE", folder_ + "/state");
  set(variables, "DRYDOCK_URL", url_);
  if (target_.launched) set(variables, "DRYDOCK_PORT", std::to_string(port_));
  const std::vector<std::string> ours = variables;
  for (const auto& [name, value] : target_.launch.environment) set(variables, name, fill_in(value, ours));
  return variables;
}

CommandWords StartedTarget::filled_in(const CommandWords& words) const {
  CommandWords filled;
  const auto known = environment();
  for (const auto& word : words) filled.push_back(fill_in(word, known));
  return filled;
}

std::unique_ptr<ChildProcess> StartedTarget::started(const Command& command, const char* what) const {
  try {
    return std::make_unique<ChildProcess>(command);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error("target `" + target_.name + "`: its `" + what + "`: " + error.what());
  }
}

void StartedTarget::launch() {
  process_.reset();
  process_ =
      started({filled_in(target_.launch.command), environment(), target_.launch.folder, folder_ + "/output", folder_},
              "command");
}

void StartedTarget::perform(const CommandWords& words, const char* what) {
  if (words.empty()) return;
  const auto process = started({filled_in(words), environment(), {}, folder_ + "/output", folder_}, what);
  ChildProcess& command = *process;
  for (Duration waited; !command.wait(milliseconds(50)); waited = waited + milliseconds(50)) {
    if (stop_ && stop_()) return;
    if (waited >= command_limit)
      throw std::runtime_error("target `" + target_.name + "`: its `" + what + "` has not ended within " +
                               to_string(command_limit) + last_words());
  }
  command.leave_others();  // it may have started what is to stay
  if (const std::string end = command.end(); end != "exit code 0")
    throw std::runtime_error("target `" + target_.name + "`: its `" + what + "` ended with " + end +
                             "; expected exit code 0" + last_words());
}

void StartedTarget::begin() {
  if (target_.launched)
    launch();
  else
    perform(target_.attach.reset, "reset");
}

void StartedTarget::crash() {
  if (!target_.launched) return perform(target_.attach.crash, "crash");
  process_->kill();
  process_.reset();
}

void StartedTarget::start() {
  if (target_.launched)
    launch();
  else
    perform(target_.attach.start, "start");
}

void StartedTarget::end(Duration within) {
  if (process_) process_->stop(within);
  process_.reset();
}

std::string StartedTarget::ended() { return process_ ? process_->end() : std::string(); }

std::string StartedTarget::said(std::size_t most) const {
  std::string text = tail_of(folder_ + "/output", most);
  for (const std::string& secret : secrets_)
    for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
      text.replace(at, secret.size(), "[secret]");
  return text;
}

std::string StartedTarget::last_words() const {
  const std::string lines = last_lines(said(looked_at), 10, 2000);
  return lines.empty() ? "" : "; the last it said:" + lines;
}

std::string StartedTarget::output() const { return said(kept_output); }

}  // namespace drydock::live
