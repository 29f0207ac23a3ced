#include "harness/live/live_run.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include "harness/auditor.hpp"
#include "harness/compose.hpp"
#include "harness/knobs.hpp"
#include "harness/live/clock.hpp"
#include "harness/live/http.hpp"
#include "harness/live/links.hpp"
#include "harness/live/links_file.hpp"
#include "harness/live/live_world.hpp"
#include "harness/live/signature.hpp"
#include "harness/live/started_target.hpp"
#include "harness/record_store.hpp"
#include "harness/shift.hpp"
#include "harness/story.hpp"
#include "harness/trial.hpp"
#include "mocks/pipeline/pipeline.hpp"
#include "sim/history.hpp"

namespace drydock::live {
namespace {

// Views are asked once more when everything has come to rest.
constexpr Duration last_audit = seconds(3);

// Keeps the records, and counts what says that work goes on.
class Recorder : public Tap {
 public:
  explicit Recorder(RecordStore& store) : store_(store) {}
  void see(const Record& record) override {
    if (record.kind == RecordKind::effect) ++effects;
    store_.see(record);
  }
  std::size_t effects = 0;

 private:
  RecordStore& store_;
};

class LiveRun {
 public:
  LiveRun(const Plan& plan, const RunOptions& options, const LiveOptions& live)
      : plan_(plan), options_(options), live_(live), directory_(seats_of(plan)) {
    for (const auto& [name, url] : live.seats) take_seat("--seat " + name + "=" + url, name, url);
    if (live.target) take_target(*live.target);
  }

  Verdict run() {
    Verdict verdict = open_verdict(plan_, options_);
    verdict.world = "live";
    const bool whole = perform();
    ended_ = world_->now();
    if (target_) end_target(whole);
    judge(verdict, whole);
    return verdict;
  }

 private:
  bool perform() {
    try {
      begin();
      return phases();
    } catch (const NotReady&) {
      if (target_) end_target(false);
      throw;
    }
  }

  void take_seat(const std::string& how, const std::string& name, const std::string& url) {
    const SeatIndex seat = directory_.find(name);
    Url parsed;
    if (seat == no_seat) throw BadSeat(how + ": the scenario has no seat `" + name + "`");
    if (directory_[seat].role != "pipeline")
      throw BadSeat(how + ": only the pipeline's seat can be taken by the real thing yet, not `" + name + "`");
    if (real_.count(seat)) throw BadSeat(how + ": the seat `" + name + "` is taken already");
    if (!parse_url(url, parsed)) throw BadSeat(how + ": not an http URL; expected for example http://127.0.0.1:8080");
    real_[seat] = url;
  }

  void take_target(const SeatTarget& target) {
    target_ = std::make_unique<StartedTarget>(target, live_.links_file);
    take_seat("--target: " + target.name, target.seat, target_->url());
    target_seat_ = directory_.find(target.seat);
    target_->give_up_when(options_.stop);
  }

  // What cannot be done to a target is as if its seat could not be reached.
  template <class Action>
  void on_target(Action action) {
    try {
      action(*target_);
    } catch (const std::runtime_error& error) {
      throw NotReady(error.what());
    }
  }

  // A crash of the plan does not hide that it had ended by itself.
  bool crash_target() {
    if (died()) return false;
    on_target([](StartedTarget& target) { target.crash(); });
    return true;
  }

  void begin() {
    const Instant begins = world_start(plan_);
    LiveSpec spec;
    spec.world = compose(plan_, make_pipeline(pipeline_settings(plan_)));
    faults_ = std::move(spec.world.faults);
    crashes_ = std::move(spec.world.crashes);
    for (ChannelSpec& channel : spec.world.channels) channel.transport = Transport::webhook;
    spec.world.faults.clear();
    spec.world.crashes.clear();
    spec.clock_offset = begins - started_;
    for (const auto& [seat, url] : real_) spec.world.seats[seat].factory = {};
    spec.world.seats[directory_.first("auditor")].factory = {};  // starts when it is known when the plan begins
    if (target_ && target_->target().can_crash())
      spec.power[target_seat_] = {[this] { return crash_target(); },
                                  [this] { on_target([](StartedTarget& target) { target.start(); }); }};
    make_links(spec);
    world_ = std::make_unique<LiveWorld>(std::move(spec), busy_);
    lead_links(world_->open());
    if (const std::string file = links_file(); !file.empty()) tell_links(file, begins);
    if (target_) on_target([](StartedTarget& target) { target.begin(); });
  }

  std::string links_file() const { return target_ ? target_->links_file() : live_.links_file; }

  // A port and a credential for every link whose far end is here; a credential for those whose far end is real.
  void make_links(LiveSpec& spec) {
    for (const LinkKey& link : links_of(directory_)) {
      const std::string credential = new_credential();
      credentials_[link] = credential;
      if (!spec.secrets.count(link.first)) spec.secrets[link.first] = new_secret();
      if (real_.count(link.second)) {
        spec.targets[link] = {real_.at(link.second), credential};
        continue;
      }
      Listener listener;
      if (live_.port_base != 0) listener.port = static_cast<std::uint16_t>(live_.port_base + served_.size());
      listener.links[credential] = link;
      spec.listeners.push_back(std::move(listener));
      served_.push_back(link);
    }
    secrets_ = spec.secrets;
    if (target_) target_->hide(secrets());
  }

  std::vector<std::string> secrets() const {
    std::vector<std::string> all;
    for (const auto& [link, credential] : credentials_) all.push_back(credential);
    for (const auto& [seat, secret] : secrets_) all.push_back(secret);
    return all;
  }

  void lead_links(const std::vector<std::uint16_t>& ports) {
    for (std::size_t i = 0; i < served_.size(); ++i) {
      targets_[served_[i]] = {"http://127.0.0.1:" + std::to_string(ports[i]), credentials_.at(served_[i])};
      world_->set_target(served_[i], targets_[served_[i]]);
    }
  }

  void tell_links(const std::string& path, Instant begins) {
    const SeatIndex seat = real_.empty() ? directory_.first("pipeline") : real_.begin()->first;
    LinksFile file;
    file.seat = directory_[seat].name;
    file.role = directory_[seat].role;
    file.clock_offset_us = (begins - started_).us;
    file.seed = static_cast<std::int64_t>(plan_.seed & 0x7fff'ffff'ffff'ffffULL);
    for (const auto& [link, credential] : credentials_) {
      if (link.first == seat) {
        const LinkTarget& target = targets_.at(link);
        const Seat& callee = directory_[link.second];
        const auto limit = callee.role == "erp" ? std::optional(plan_.erp.concurrency) : std::nullopt;
        const auto life = callee.role == "payment" && plan_.payment
                              ? std::optional(plan_.payment->authorization_life.us / seconds(1).us)
                              : std::nullopt;
        file.calls.push_back({callee.name, callee.role, target.url, credential, limit, life});
      } else if (link.second == seat) {
        const Seat& caller = directory_[link.first];
        file.callers.push_back({caller.name, caller.role, credential, secrets_.at(link.first)});
      }
    }
    write_links(path, file);
  }

  bool phases() {
    world_->phase("prepare");
    world_->start();
    for (const auto& [seat, url] : real_)
      if (!await(seat, url)) return false;
    // The plan's own times begin when everybody is ready; before, there is the prepare phase.
    if (const Duration late = world_->now() - plan_.start; !real_.empty() || late.us > 0)
      shift_by(late + milliseconds(200));
    world_->start(directory_.first("auditor"), make_auditor(audit_times(plan_)));
    arm();
    feed();
    if (!world_->run_until(plan_.start, options_.stop)) return false;
    world_->phase("run");
    if (!advance(plan_.start + plan_.run)) return false;
    world_->heal();
    if (!settle()) return false;
    world_->phase("quiesce");
    world_->stimulate({world_->now(), directory_.first("auditor"), "audit", Payload::of(AuditNow{})});
    if (!world_->run_until(world_->now() + last_audit, options_.stop)) return false;
    if (died()) return false;
    world_->phase("end");
    return true;
  }

  // False if the run was stopped meanwhile.
  bool await(SeatIndex seat, const std::string& url) {
    const bool known = target_ && seat == target_seat_;
    const std::string path = known ? target_->target().ready : "/ready";
    const Duration within = known ? target_->target().ready_within : live_.ready_within;
    const Instant until = world_->now() + within;
    int status = 0;
    while (world_->now() < until && !(known && died())) {
      status = world_->probe({directory_.first("auditor"), seat}, "GET", path, seconds(2));
      if (status == 200) return true;
      if (!world_->run_until(world_->now() + milliseconds(100), options_.stop)) return false;
    }
    if (known && !death_.empty())
      throw NotReady("target `" + target_->target().name + "` ended with " + target_->ended() +
                     " before it was ready: GET " + path + " at " + url + " is to answer 200" + target_->last_words());
    throw NotReady("seat `" + directory_[seat].name + "` at " + url + " did not answer GET " + path +
                   " with 200 within " + to_string(within) +
                   " (last: " + (status == 0 ? "no answer" : std::to_string(status)) + ")" +
                   (known ? target_->last_words() : "; is it running, with the links file of this run?"));
  }

  // Nobody brings back what ends by itself: what is seen until then is judged, and that it ended.
  bool died() {
    if (!target_ || !death_.empty()) return !death_.empty();
    death_ = target_->ended();
    if (death_.empty()) return false;
    world_->gone(target_seat_, death_);
    death_ += " at " + to_string(world_->now() - plan_.start) + target_->last_words();
    return true;
  }

  // Whoever stops a run does not wait long for its verdict.
  void end_target(bool whole) {
    target_->end(whole ? target_->target().launch.stop_within : seconds(1));
    if (live_.target_output != nullptr) *live_.target_output = target_->output();
  }

  void shift_by(Duration late) {
    shift(plan_, late);
    for (FaultSpec& fault : faults_) {
      if (fault.dose.from) fault.dose.from = *fault.dose.from + late;
      if (fault.dose.until) fault.dose.until = *fault.dose.until + late;
    }
    for (CrashSpec& crash : crashes_)
      if (crash.at) crash.at = *crash.at + late;
  }

  // Faults that this world cannot do are left out, and said to be.
  void arm() {
    std::erase_if(faults_, [&](const FaultSpec& fault) {
      const FaultRow* row = find_fault(fault.fault);
      if (!fault.dose.trigger.empty()) {
        not_injectable_[fault.id] = "a fault that waits for something needs the virtual world";
        return true;
      }
      if (row != nullptr && row->live) return false;
      not_injectable_[fault.id] = "`" + fault.fault + "` acts in the virtual world only";
      return true;
    });
    std::erase_if(crashes_, [&](const CrashSpec& crash) {
      if (real_.count(crash.seat) && !(target_ && crash.seat == target_seat_ && target_->target().can_crash())) {
        not_injectable_[crash.id] = "the seat is taken by the real thing, and nothing says how to crash it";
        return true;
      }
      if (crash.at) return false;
      not_injectable_[crash.id] = crash.trigger.empty() ? "crashes aimed at a commit need the virtual world"
                                                        : "a crash that waits for something needs the virtual world";
      return true;
    });
    world_->arm(faults_, crashes_);
  }

  void feed() {
    for (const auto& planned : plan_.stimuli) world_->stimulate(stimulus_of(planned, directory_));
    for (auto& pickup : pickups_of(plan_, directory_)) world_->stimulate(std::move(pickup));
  }

  bool advance(Instant until) {
    while (world_->now() < until) {
      if (!world_->run_until(std::min(until, world_->now() + seconds(1)), options_.stop) || died()) return false;
      if (options_.progress) {
        const Duration whole = plan_.prepare + plan_.run + plan_.settle;
        options_.progress(static_cast<double>((world_->now() - world_start(plan_)).us) / static_cast<double>(whole.us));
      }
    }
    return true;
  }

  // Real time is dear: settling ends when nothing has happened for twice the quiet time, at the latest at the horizon.
  bool settle() {
    const Instant horizon = plan_.start + plan_.run + plan_.settle;
    const Duration calm = plan_.bounds.quiet * 2;
    std::size_t known = busy_.effects;
    Instant since = world_->now();
    while (world_->now() < horizon && world_->now() - since < calm) {
      if (!world_->run_until(std::min(horizon, world_->now() + milliseconds(200)), options_.stop) || died())
        return false;
      if (busy_.effects == known && world_->backlog() == 0) continue;
      known = busy_.effects;
      since = world_->now();
    }
    quiescent_ = world_->backlog() == 0;
    return true;
  }

  // What was recorded is judged now that it is whole; the same records make the stories.
  void judge(Verdict& verdict, bool whole) {
    Trial trial(plan_, directory_, options_, nullptr);
    std::optional<HistoryWriter> writer;
    if (options_.history_out != nullptr && options_.history != HistoryMode::none)
      writer.emplace(*options_.history_out, directory_,
                     options_.history == HistoryMode::full ? HistoryDetail::full : HistoryDetail::keyed);
    if (writer) trial.add(*writer);
    store_.tell(trial.tap());
    const Instant end = ended_;
    quiescent_ = quiescent_ && trial.last_effect() + plan_.bounds.quiet <= end;
    if (whole) trial.finish(end, quiescent_);
    trial.tell(verdict);
    const LiveCounts counts = world_->counts();
    verdict.counts.messages = static_cast<std::uint64_t>(counts.messages);
    verdict.counts.events = static_cast<std::uint64_t>(counts.events);
    verdict.counts.records = static_cast<std::uint64_t>(counts.records);
    verdict.virtual_seconds = static_cast<double>((end - world_start(plan_)).us) / 1e6;
    verdict.start = plan_.start;
    if (!whole) verdict.cut_short = "a stop";
    if (!death_.empty()) tell_death(verdict);
    tell_faults(verdict, plan_, world_->fired());
    for (FaultResult& fault : verdict.faults) {
      const auto found = not_injectable_.find(fault.id);
      if (found == not_injectable_.end()) continue;
      fault.state = "not_injectable";
      fault.reason = found->second;
    }
    conclude(verdict, plan_);
    if (verdict.findings.empty() || !options_.stories) return;
    StoryCollector stories(directory_, verdict.findings);
    store_.tell(stories);
    stories.tell(verdict.findings);
  }

  void tell_death(Verdict& verdict) const {
    const std::string& seat = directory_[target_seat_].name;
    verdict.cut_short = "the end of target `" + target_->target().name + "`";
    ExpectationResult& row = verdict.expectations.emplace_back();
    row.measure = seat + ".running";
    row.limit = "until the run ends";
    row.actual = "ended with " + death_;
  }

  Plan plan_;
  const RunOptions& options_;
  const LiveOptions& live_;
  Directory directory_;
  Instant started_ = system_now();
  std::map<SeatIndex, std::string> real_;
  std::unique_ptr<StartedTarget> target_;
  SeatIndex target_seat_ = no_seat;
  std::string death_;  ///< how the target ended by itself; empty: it did not
  std::map<LinkKey, std::string> credentials_;
  std::map<LinkKey, LinkTarget> targets_;
  std::map<SeatIndex, std::string> secrets_;
  std::vector<LinkKey> served_;
  std::vector<FaultSpec> faults_;
  std::vector<CrashSpec> crashes_;
  std::map<std::string, std::string> not_injectable_;
  RecordStore store_;
  Recorder busy_{store_};
  std::unique_ptr<LiveWorld> world_;
  Instant ended_;
  bool quiescent_ = false;
};

}  // namespace

Verdict run_live(const Plan& plan, const RunOptions& options, const LiveOptions& live) {
  return LiveRun(plan, options, live).run();
}

}  // namespace drydock::live
