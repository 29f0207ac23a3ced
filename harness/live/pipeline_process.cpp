#include "harness/live/pipeline_process.hpp"

#include <charconv>
#include <chrono>
#include <filesystem>
#include <ostream>
#include <stdexcept>
#include <thread>

#include "harness/live/links_file.hpp"
#include "harness/live/live_world.hpp"
#include "mocks/pipeline/journal_types.hpp"
#include "mocks/pipeline/pipeline.hpp"

namespace drydock::live {
namespace {

// A process has no history of its own: the run that called it sees everything that crosses its links.
class NoTap : public Tap {
 public:
  void see(const Record&) override {}
};

Listener parse_listen(const std::string& text) {
  Listener listener;
  const std::size_t colon = text.rfind(':');
  const char* begin = text.data() + (colon == std::string::npos ? text.size() : colon + 1);
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(begin, end, listener.port);
  if (colon == std::string::npos || colon == 0 || error != std::errc() || stop != end)
    throw std::runtime_error("--listen " + text + ": not an address and a port; expected for example 127.0.0.1:8080");
  listener.address = text.substr(0, colon);
  return listener;
}

SeatIndex seat_of(std::vector<SeatSpec>& seats, const std::string& name, const std::string& role) {
  for (std::size_t i = 0; i < seats.size(); ++i)
    if (seats[i].seat.name == name) return static_cast<SeatIndex>(i);
  SeatSpec spec;
  spec.seat = {name, role};
  seats.push_back(std::move(spec));
  return static_cast<SeatIndex>(seats.size() - 1);
}

LiveSpec spec_of(const PipelineProcess& process, const LinksFile& links) {
  LiveSpec spec;
  spec.clock_offset = Duration{links.clock_offset_us};
  spec.world.seed = static_cast<std::uint64_t>(links.seed);
  PipelineSettings settings;
  settings.defects.insert(process.defects.begin(), process.defects.end());
  for (const auto& call : links.calls) {
    if (call.role == "erp") settings.erp.concurrency = call.concurrency.value_or(settings.erp.concurrency);
    if (call.role == "payment" && call.authorization_life_seconds)
      settings.authorization_life = seconds(*call.authorization_life_seconds);
  }
  std::vector<SeatSpec>& seats = spec.world.seats;
  const SeatIndex self = seat_of(seats, links.seat, links.role);
  seats[self].factory = make_pipeline(settings);
  for (const auto& call : links.calls)
    spec.targets[{self, seat_of(seats, call.to, call.role)}] = {call.url, call.credential};
  Listener listener = parse_listen(process.listen);
  for (const auto& caller : links.callers) {
    const SeatIndex from = seat_of(seats, caller.from, caller.role);
    listener.links[caller.credential] = {from, self};
    if (!caller.secret.empty()) spec.secrets[from] = caller.secret;
  }
  spec.listeners.push_back(std::move(listener));
  const std::string path = process.journal;
  spec.journal = [path, self](SeatIndex seat) {
    return seat == self ? make_sqlite_journal(path, pipeline_journal_types()) : make_memory_journal();
  };
  return spec;
}

// A run writes the links file when it begins; whoever is started before it waits a minute.
void await_links(const std::string& path, std::ostream& log, const std::function<bool()>& stop) {
  if (std::filesystem::exists(path)) return;
  log << "pipeline: waiting for " << path << std::endl;
  for (int i = 0; i < 600 && !std::filesystem::exists(path) && !(stop && stop()); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

}  // namespace

void run_pipeline(const PipelineProcess& process, std::ostream& log, const std::function<bool()>& stop) {
  await_links(process.links, log, stop);
  if (stop && stop()) return;
  NoTap tap;
  LiveWorld world(spec_of(process, read_links(process.links)), tap);
  const auto ports = world.open();
  log << "pipeline: listening on port " << ports.front() << ", journal " << process.journal << std::endl;
  world.start();
  while (world.run_until(world.now() + hours(24), stop)) {
  }
  log << "pipeline: stopped" << std::endl;
}

}  // namespace drydock::live
