#include "harness/live/live_world.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

#include "harness/live/live_channel.hpp"

namespace drydock::live {
namespace {

std::vector<Seat> seats_of(const WorldSpec& spec) {
  std::vector<Seat> seats;
  for (const SeatSpec& seat : spec.seats) seats.push_back(seat.seat);
  return seats;
}

// How long the loop runs before it asks whether it should stop.
constexpr auto slice = std::chrono::milliseconds(50);

}  // namespace

LiveCore::LiveCore(LiveSpec spec_, Tap& tap_)
    : spec(std::move(spec_)),
      directory(seats_of(spec.world)),
      tap(tap_),
      faults(std::make_unique<FaultEngine>(spec.world.seed, directory, std::vector<FaultSpec>{})),
      clock_(spec.clock_offset),
      server_(context),
      client_(context) {
  for (std::size_t i = 0; i < spec.world.seats.size(); ++i) {
    const auto index = static_cast<SeatIndex>(i);
    auto journal = spec.journal ? spec.journal(index) : make_memory_journal();
    seats.push_back(std::make_unique<LiveSeat>(*this, index, spec.world.seats[i], std::move(journal)));
  }
  for (const ChannelSpec& channel : spec.world.channels) channels_.emplace_back(*this, channel);
}

LiveCore::~LiveCore() {
  server_.close();
  context.stop();
}

std::vector<std::uint16_t> LiveCore::open() {
  std::vector<std::uint16_t> ports;
  for (Listener& listener : spec.listeners) {
    listener.port =
        server_.listen(listener.address, listener.port, [this, &listener](HttpRequest request, auto responder) {
          serve(listener, std::move(request), std::move(responder));
        });
    ports.push_back(listener.port);
  }
  return ports;
}

void LiveCore::after(Duration span, std::function<void()> what) {
  if (span.us <= 0) {
    boost::asio::post(context, std::move(what));
    return;
  }
  auto timer = std::make_shared<boost::asio::steady_timer>(context, std::chrono::microseconds(span.us));
  timer->async_wait([timer, what = std::move(what)](const boost::system::error_code& error) {
    if (!error) what();
  });
}

void LiveCore::arm(std::vector<FaultSpec> what, std::vector<CrashSpec> crashes) {
  faults = std::make_unique<FaultEngine>(spec.world.seed, directory, std::move(what));
  spec.world.crashes = std::move(crashes);
  for (std::size_t i = 0; i < faults->size(); ++i) {
    const FaultSpec& fault = faults->spec(i);
    const Duration opens = fault.dose.from ? *fault.dose.from - now() : Duration{};
    after(opens, [this, &fault] { window(fault, true); });
    if (fault.dose.until) after(*fault.dose.until - now(), [this, &fault] { window(fault, false); });
  }
  for (const CrashSpec& crash : spec.world.crashes) {
    crashed_[crash.id] = 0;
    if (!crash.at || (!seats[crash.seat]->local() && !spec.power.count(crash.seat))) continue;
    after(*crash.at - now(), [this, &crash] {
      if (!healed_) fall(crash);
    });
  }
}

void LiveCore::fall(const CrashSpec& crash) {
  if (seats[crash.seat]->local()) {
    ++crashed_[crash.id];
    return seats[crash.seat]->crash(crash);
  }
  if (killed_.count(crash.seat) != 0 || !spec.power.at(crash.seat).kill()) return;  // it lies there already
  killed_.insert(crash.seat);
  ++crashed_[crash.id];
  gone(crash.seat, crash.id, "killed");
  after(crash.back_after, [this, seat = crash.seat] { bring_back(seat); });
}

void LiveCore::bring_back(SeatIndex seat) {
  if (killed_.erase(seat) != 0) spec.power.at(seat).start();
}

void LiveCore::gone(SeatIndex seat, std::string_view cause, std::string_view how) {
  if (std::exchange(away_[seat], true)) return;
  record_seat(RecordKind::crash, seat, cause, how);
}

void LiveCore::start() {
  for (auto& seat : seats)
    if (seat->local()) seat->start();
}

void LiveCore::start(SeatIndex seat, ActorFactory factory) {
  spec.world.seats[seat].factory = std::move(factory);
  seats[seat]->start();
}

LiveCounts LiveCore::all_counts() const {
  LiveCounts all = counts;
  all.malformed += static_cast<std::int64_t>(server_.counters().malformed);
  all.failed_accepts = static_cast<std::int64_t>(server_.counters().failed_accepts);
  return all;
}

void LiveCore::stimulate(StimulusSpec what) {
  const Duration wait = what.at - now();
  after(wait, [this, what = std::move(what)] { seats[what.seat]->stimulate(what); });
}

bool LiveCore::run_until(Instant until, const std::function<bool()>& stop) {
  while (now() < until) {
    if (stop && stop()) return false;
    const auto left = std::chrono::microseconds((until - now()).us);
    context.restart();
    context.run_for(std::min<std::chrono::microseconds>(left, slice));
  }
  return true;
}

int LiveCore::probe(LinkKey link, std::string_view method, std::string_view path, Duration deadline) {
  const auto target = spec.targets.find(link);
  Url url;
  if (target == spec.targets.end() || !parse_url(target->second.url, url)) return 0;
  HttpRequest request;
  request.method = method;
  request.target = url.path + std::string(path);
  request.headers.emplace_back("authorization", "Bearer " + target->second.credential);
  auto status = std::make_shared<std::optional<int>>();
  client_.send(url.host, url.port, std::move(request), std::chrono::microseconds(deadline.us), Resend::once,
               [status](HttpOutcome outcome) { *status = outcome.answered ? outcome.response.status : 0; });
  while (!*status) {
    context.restart();
    context.run_for(slice);
  }
  return **status;
}

void LiveCore::heal() {
  for (std::size_t i = 0; i < faults->size(); ++i)
    if (windows_[faults->spec(i).id]) window(faults->spec(i), false);
  faults->heal();
  healed_ = true;
  for (auto& seat : seats)
    if (seat->local()) seat->come_back("heal");
  while (!killed_.empty()) bring_back(*killed_.begin());
  phase("heal");
}

std::int64_t LiveCore::backlog() const {
  std::int64_t sum = 0;
  for (const Channel& channel : channels_) sum += static_cast<std::int64_t>(channel.courier->backlog());
  return sum;
}

std::map<std::string, std::int64_t> LiveCore::fired_counts() const {
  auto all = faults ? faults->fired() : std::map<std::string, std::int64_t>();
  for (const auto& [id, times] : crashed_) all[id] += times;
  return all;
}

LiveWorld::LiveWorld(LiveSpec spec, Tap& tap) : core_(std::make_unique<LiveCore>(std::move(spec), tap)) {}
LiveWorld::~LiveWorld() = default;
std::vector<std::uint16_t> LiveWorld::open() { return core_->open(); }
void LiveWorld::set_target(LinkKey link, LinkTarget target) { core_->spec.targets[link] = std::move(target); }
void LiveWorld::start() { core_->start(); }
void LiveWorld::start(SeatIndex seat, ActorFactory factory) { core_->start(seat, std::move(factory)); }
void LiveWorld::arm(std::vector<FaultSpec> faults, std::vector<CrashSpec> crashes) {
  core_->arm(std::move(faults), std::move(crashes));
}
void LiveWorld::stimulate(StimulusSpec what) { core_->stimulate(std::move(what)); }
void LiveWorld::gone(SeatIndex seat, std::string_view how) { core_->gone(seat, {}, how); }
bool LiveWorld::run_until(Instant until, const std::function<bool()>& stop) { return core_->run_until(until, stop); }
int LiveWorld::probe(LinkKey link, std::string_view method, std::string_view path, Duration deadline) {
  return core_->probe(link, method, path, deadline);
}
Instant LiveWorld::now() const { return core_->now(); }
std::int64_t LiveWorld::backlog() const { return core_->backlog(); }
void LiveWorld::phase(std::string_view which) { core_->phase(which); }
void LiveWorld::heal() { core_->heal(); }
const Directory& LiveWorld::directory() const { return core_->directory; }
LiveCounts LiveWorld::counts() const { return core_->all_counts(); }

std::map<std::string, std::int64_t> LiveWorld::fired() const { return core_->fired_counts(); }

}  // namespace drydock::live
