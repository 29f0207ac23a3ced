#include "harness/target/read_target.hpp"

#include <filesystem>

#include "harness/scenario/node.hpp"
#include "harness/scenario/reading.hpp"
#include "harness/target/address.hpp"
#include "harness/target/target_keys.hpp"

namespace drydock {
namespace {

bool is_variable(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") ==
             std::string_view::npos &&
         (name.front() < '0' || name.front() > '9');
}

class TargetReader {
 public:
  TargetReader(const Node& root, const std::string& file) : root_(root), file_(file), reading_(file) {}

  ReadTarget read() {
    if (const Keys keys(reading_, root_, target_section("target")); keys) read_all(keys);
    ReadTarget done;
    done.mistakes = reading_.take();
    sort_mistakes(done.mistakes);
    if (done.mistakes.empty()) done.target = std::move(target_);
    return done;
  }

 private:
  void read_all(const Keys& keys) {
    if (const Node* format = keys["format"]) reading_.integer(*format, "format", 1, 1);
    if (const Node* name = keys["target"]) target_.name = reading_.name(*name, "target").value_or("");
    if (const Node* seat = keys["seat"]) read_seat(*seat);
    if (const Node* ready = keys["ready"]) read_ready(*ready);
    read_time(keys["ready_within"], "ready_within", target_.ready_within);
    const Node* launch = keys["launch"];
    const Node* attach = keys["attach"];
    if ((launch == nullptr) == (attach == nullptr))
      reading_.wrong(attach != nullptr ? attach->at : root_.at, "a target is started by the run or already there")
          .expected = "one of `launch` and `attach`";
    else if (launch != nullptr)
      read_launch(*launch);
    else
      read_attach(*attach);
  }

  void read_seat(const Node& node) {
    const auto seat = reading_.name(node, "seat");
    if (!seat || *seat == target_.seat) return;
    Mistake& mistake = reading_.wrong(node.at, "only the pipeline's seat can be taken by the real thing yet");
    mistake.found = *seat;
    mistake.expected = "pipeline";
  }

  void read_ready(const Node& node) {
    const auto path = reading_.text(node, "ready");
    if (!path) return;
    if (path->starts_with('/') && path->find_first_of(" \t\r\n#") == std::string::npos)
      target_.ready = *path;
    else
      reading_.wrong_shape(node, "ready", "a path such as /ready");
  }

  void read_time(const Node* node, std::string_view what, Duration& to) {
    if (node == nullptr) return;
    if (const auto time = reading_.positive(*node, what)) to = *time;
  }

  // A list: what a shell would make of one text is nobody's to guess.
  CommandWords read_command(const Node& node, std::string_view what) {
    CommandWords words;
    if (!reading_.is_list(node, what)) return words;
    for (const auto& word : reading_.texts(node, what)) words.push_back(word.value);
    if (node.items.empty()) reading_.wrong(node.at, "`" + std::string(what) + "` names no program");
    return words;
  }

  void read_launch(const Node& node) {
    const Keys keys(reading_, node, target_section("launch"));
    if (!keys) return;
    target_.launched = true;
    Launch& launch = target_.launch;
    if (const Node* command = keys["command"]) launch.command = read_command(*command, "command");
    if (const Node* environment = keys["environment"]) read_environment(*environment);
    read_time(keys["stop_within"], "stop_within", launch.stop_within);
    if (const Node* folder = keys["folder"])
      if (const auto path = reading_.text(*folder, "folder")) launch.folder = beside_file(*path);
  }

  void read_environment(const Node& node) {
    if (!reading_.is_map(node, "environment")) return;
    for (const Member& member : node.members) {
      if (!is_variable(member.key))
        reading_.wrong(member.at, "`" + member.key + "` is no name of a variable").expected =
            "a name such as LOG_LEVEL";
      if (const auto value = reading_.text(member.value, member.key))
        target_.launch.environment.emplace_back(member.key, *value);
    }
  }

  void read_attach(const Node& node) {
    const Keys keys(reading_, node, target_section("attach"));
    if (!keys) return;
    Attach& attach = target_.attach;
    if (const Node* url = keys["url"]) read_url(*url);
    if (const Node* links = keys["links"])
      if (const auto path = reading_.text(*links, "links")) attach.links = beside_file(*path);
    if (const Node* reset = keys["reset"]) attach.reset = read_command(*reset, "reset");
    const Node* crash = keys["crash"];
    const Node* start = keys["start"];
    if (crash != nullptr) attach.crash = read_command(*crash, "crash");
    if (start != nullptr) attach.start = read_command(*start, "start");
    if ((crash == nullptr) != (start == nullptr))
      reading_.wrong((crash != nullptr ? crash : start)->at,
                     "`crash` and `start` belong together: what goes must come back");
  }

  void read_url(const Node& node) {
    const auto url = reading_.text(node, "url");
    if (!url) return;
    if (is_base_url(*url))
      target_.attach.url = *url;
    else
      reading_.wrong_shape(node, "url", "a base URL such as http://127.0.0.1:8080");
  }

  std::string beside_file(const std::string& path) const {
    return (std::filesystem::path(file_).parent_path() / path).lexically_normal().string();
  }

  const Node& root_;
  const std::string& file_;
  Reading reading_;
  SeatTarget target_;
};

}  // namespace

ReadTarget read_target(std::string_view text, const std::string& file) {
  const Parsed parsed = parse_yaml(text, file);
  if (!parsed) return {std::nullopt, parsed.mistakes};
  return TargetReader(parsed.root, file).read();
}

}  // namespace drydock
