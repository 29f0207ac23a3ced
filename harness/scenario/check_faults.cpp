// A fault must have something to act on: a seat or link that exists, a leg on which it makes sense, a window in the
// run.
#include <algorithm>
#include <set>

#include "contracts/book.hpp"
#include "harness/scenario/checks.hpp"
#include "harness/scenario/seating.hpp"

namespace drydock {
namespace {

const FaultRow* row_of(const Vocabulary& vocabulary, std::string_view name) {
  for (const FaultRow& row : vocabulary.faults)
    if (row.name == name) return &row;
  return nullptr;
}

std::string leg_name(LegKind leg) {
  return leg == LegKind::request ? "request"
         : leg == LegKind::reply ? "reply"
         : leg == LegKind::event ? "event"
                                 : "feed";
}

std::vector<std::string> leg_names(const std::vector<LegKind>& legs) {
  std::vector<std::string> names;
  for (const LegKind leg : legs) names.push_back(leg_name(leg));
  return names;
}

class FaultCheck {
 public:
  FaultCheck(Reading& reading, const Scenario& scenario, const ScenarioFault& fault, const FaultRow& row)
      : reading_(reading), scenario_(scenario), fault_(fault), row_(row), seats_(seats_of(scenario)) {}

  void check() {
    target();
    leg();
    messages();
    dose();
    window();
    trigger();
    if (row_.stand != nullptr) standing();
    parameters();
  }

 private:
  std::string name() const { return "`" + std::string(row_.name) + "`"; }

  // Every glob must name somebody; a glob that names nobody is a slip of the pen.
  bool globs_exist(const std::vector<std::string>& globs) {
    std::vector<std::string> names;
    for (const Seat& seat : seats_)
      if (seat.role != "auditor") names.push_back(seat.name);
    bool all = true;
    for (const std::string& glob : globs) {
      if (std::any_of(names.begin(), names.end(), [&](const std::string& n) { return glob_matches(glob, n); }))
        continue;
      if (glob == "auditor")
        reading_.wrong(fault_.on.at, "the auditor suffers no fault").found = glob;
      else
        reading_.wrong_name(fault_.on.at, glob, "no seat is called `" + glob + "`", names);
      all = false;
    }
    return all;
  }

  void target() {
    const auto target = parse_target(fault_.on.value);
    if (!target) {
      Mistake& mistake = reading_.wrong(fault_.on.at, "`on` is `" + fault_.on.value + "`");
      mistake.found = fault_.on.value;
      mistake.expected = "a seat such as erp, or a link such as pipeline -> carrier-*";
      return;
    }
    if (!globs_exist(target->from) || !globs_exist(target->to)) return;
    if (target->is_link)
      link(*target);
    else
      seat(*target);
  }

  void seat(const Target& target) {
    if (!row_.on_seats) {
      Mistake& mistake = reading_.wrong(fault_.on.at, name() + " cannot be done to a seat");
      mistake.found = fault_.on.value;
      mistake.expected = "a link such as pipeline -> " + fault_.on.value;
      return;
    }
    if (row_.roles.empty()) return;
    for (const Seat& one : target_seats(target, seats_)) {
      if (std::find(row_.roles.begin(), row_.roles.end(), one.role) != row_.roles.end()) continue;
      std::vector<std::string> allowed;
      for (const Seat& other : seats_)
        if (std::find(row_.roles.begin(), row_.roles.end(), other.role) != row_.roles.end())
          allowed.push_back(other.name);
      reading_.wrong_name(fault_.on.at, one.name,
                          name() + " cannot be done to `" + one.name + "`, a seat of role " + one.role, allowed);
    }
  }

  void link(const Target& target) {
    if (row_.legs.empty()) {
      Mistake& mistake = reading_.wrong(fault_.on.at, name() + " cannot be done to a link");
      mistake.found = fault_.on.value;
      mistake.expected = "a seat such as erp";
      return;
    }
    if (row_.legs == std::vector{LegKind::feed}) return in_a_feed(target);
    static const std::vector<LegKind> every{LegKind::request, LegKind::reply, LegKind::event};
    if (target_links(target, seats_, every).empty()) {
      Mistake& mistake = reading_.wrong(fault_.on.at, "no messages go along `" + fault_.on.value + "`");
      mistake.found = fault_.on.value;
      mistake.expected = "a link that carries some: commerce -> pipeline, pipeline -> erp, wms-* -> pipeline";
      return;
    }
    const std::vector<LegKind> wanted = fault_.leg ? std::vector{fault_.leg->value} : row_.legs;
    if (!target_links(target, seats_, wanted).empty()) {
      if (row_.name == "token-expiry") return of_the_pipeline(target);
      if (!row_.transport.empty() && row_.make != nullptr) channel();
      return not_only_in_feeds(target);
    }
    std::set<LegKind> carried;
    for (const auto& [from, to] : target_links(target, seats_, every))
      for (const LegKind leg : legs_between(from, to)) carried.insert(leg);
    Mistake& mistake = reading_.wrong(fault_.leg ? fault_.leg->at : fault_.on.at,
                                      name() + " acts on " + list(wanted) + " messages; `" + fault_.on.value +
                                          "` carries only " + list({carried.begin(), carried.end()}) + " messages");
    mistake.found = fault_.on.value;
  }

  void in_a_feed(const Target& target) {
    const auto channels = target_links(target, seats_, {LegKind::event});
    if (std::any_of(channels.begin(), channels.end(),
                    [&](const auto& link) { return is_feed(scenario_, link.first, link.second); }))
      return;
    Mistake& mistake = reading_.wrong(
        fault_.on.at, channels.empty()
                          ? "no events go along `" + fault_.on.value + "`"
                          : name() + " happens in a polled feed; no channel of `" + fault_.on.value + "` is one");
    mistake.found = fault_.on.value;
    mistake.expected = "a link that `channels` makes a feed, such as wms-* -> pipeline: feed";
  }

  // Nobody else fetches another when his is refused.
  void of_the_pipeline(const Target& target) {
    for (const auto& [from, to] : target_links(target, seats_, {LegKind::request})) {
      if (from.role == "pipeline") continue;
      Mistake& mistake = reading_.wrong(
          fault_.on.at, name() + " acts on calls of the pipeline; `" + fault_.on.value + "` has those of " + from.name);
      mistake.found = fault_.on.value;
      mistake.expected = "a link of the pipeline's calls, such as pipeline -> erp";
      return;
    }
  }

  // Events in a feed are not sent: what would be done to them on their way never happens.
  void not_only_in_feeds(const Target& target) {
    std::vector<LegKind> wanted = row_.legs;
    if (row_.default_leg) wanted = {*row_.default_leg};
    if (fault_.leg) wanted = {fault_.leg->value};
    for (const auto& [from, to] : target_links(target, seats_, wanted))
      for (const LegKind leg : legs_between(from, to)) {
        const bool sent = leg != LegKind::event || !is_feed(scenario_, from, to);
        if (sent && std::find(wanted.begin(), wanted.end(), leg) != wanted.end()) return;
      }
    Mistake& mistake = reading_.wrong(fault_.on.at, name() + " finds nothing on its way along `" + fault_.on.value +
                                                        "`: these events lie in a feed until they are asked for");
    mistake.found = fault_.on.value;
    mistake.expected = "the link along which the feed is read, such as pipeline -> wms-*";
  }

  static std::string list(const std::vector<LegKind>& legs) {
    std::string text;
    for (std::size_t i = 0; i < legs.size(); ++i)
      text += (i == 0 ? "" : i + 1 == legs.size() ? " and " : ", ") + leg_name(legs[i]);
    return text;
  }

  void leg() {
    if (!fault_.leg || row_.legs.empty()) return;
    if (std::find(row_.legs.begin(), row_.legs.end(), fault_.leg->value) != row_.legs.end()) return;
    reading_.wrong_name(fault_.leg->at, leg_name(fault_.leg->value),
                        name() + " makes no sense on the leg `" + leg_name(fault_.leg->value) + "`",
                        leg_names(row_.legs));
  }

  void messages() {
    if (fault_.messages.empty()) return;
    const auto carried = carried_messages();
    for (const Marked<std::string>& message : fault_.messages) {
      if (find_message(message.value) == nullptr) {
        std::vector<std::string> known;
        for (const MessageType& type : message_types()) known.emplace_back(type.name);
        reading_.wrong_name(message.at, message.value, "unknown message `" + message.value + "`", known);
      } else if (!carried.empty() && std::find(carried.begin(), carried.end(), message.value) == carried.end()) {
        reading_.wrong_name(message.at, message.value,
                            "`" + message.value + "` never goes along `" + fault_.on.value + "`" +
                                (fault_.leg ? " on the leg `" + leg_name(fault_.leg->value) + "`" : ""),
                            carried);
      }
    }
  }

  // What the fault could act on; empty where the target itself is wrong, which is told there.
  std::vector<std::string> carried_messages() const {
    const auto target = parse_target(fault_.on.value);
    if (!target || !target->is_link) return {};
    std::vector<LegKind> legs = fault_.leg ? std::vector{fault_.leg->value} : row_.legs;
    for (LegKind& leg : legs)
      if (leg == LegKind::feed) leg = LegKind::event;  // what lies in a feed
    std::set<std::string> names;
    for (const auto& [from, to] : target_links(*target, seats_, legs))
      for (std::string& name : messages_between(from, to, legs)) names.insert(std::move(name));
    return {names.begin(), names.end()};
  }

  void dose() {
    const bool crash = row_.name == "crash";
    const int ways = (fault_.chance ? 1 : 0) + (fault_.every ? 1 : 0) + (fault_.nth ? 1 : 0) + (fault_.at ? 1 : 0) +
                     (fault_.parameters.contains("commit") && crash ? 1 : 0);
    if (ways > 1)
      reading_.wrong(fault_.fault.at, crash ? "`at`, `commit` and `every` exclude each other"
                                            : "`chance`, `every`, `nth` and `at` exclude each other");
    if (!crash) return;
    if (!fault_.at && !fault_.when && !fault_.every && !fault_.parameters.contains("commit")) {
      Mistake& mistake = reading_.wrong(fault_.fault.at, "a crash has no moment");
      mistake.expected = "at: 4h, when: {order: ID, reaches: released}, commit: 10 or every: 40 commits";
    }
    if (fault_.when && (fault_.every || fault_.parameters.contains("commit")))
      reading_.wrong(fault_.when->at, "`when` and `commit` or `every` exclude each other").found = "when";
    if (fault_.chance || fault_.nth || fault_.from || fault_.until || fault_.length || fault_.leg ||
        !fault_.messages.empty())
      reading_.wrong(fault_.fault.at, "a crash takes only at, when, commit, every, times, phase and back_after");
  }

  void window() {
    const Duration run = scenario_.clock.run.value;
    const auto inside = [&](const std::optional<Marked<Duration>>& moment, std::string_view what) {
      if (!moment || moment->value < run) return;
      reading_.wrong(moment->at, "the fault " + std::string(what) + " at " + to_string(moment->value) +
                                     ", after the end of the run (" + to_string(run) + ")");
    };
    inside(fault_.from, "starts");
    inside(fault_.at, "comes");
    if (fault_.at && (fault_.from || fault_.until))
      reading_.wrong(fault_.at->at, "`at` and a window exclude each other").found = "at";
    if (!fault_.until) return;
    if (fault_.until->value > run)
      reading_.wrong(fault_.until->at, "the fault ends at " + to_string(fault_.until->value) +
                                           ", after the end of the run (" + to_string(run) + ")");
    if (fault_.from && fault_.until->value <= fault_.from->value)
      reading_.wrong(fault_.until->at, "the fault ends before it starts");
  }

  void trigger() {
    if (!fault_.when) return;
    const auto excluded = [&](const std::optional<Marked<Duration>>& moment, std::string_view what) {
      if (moment)
        reading_
            .wrong(moment->at, "`when` and `" + std::string(what) +
                                   "` exclude each other: with `when` the fault "
                                   "starts when it is true or has happened")
            .found = what;
    };
    excluded(fault_.from, "from");
    excluded(fault_.at, "at");
    check_trigger(reading_, scenario_, *fault_.when);
  }

  // It lies on a whole seat or channel for a while: there are no messages to choose from.
  void standing() {
    if (fault_.chance || fault_.every || fault_.nth || fault_.times || fault_.leg || !fault_.messages.empty())
      reading_.wrong(fault_.fault.at, name() + " takes only from, for, until, at" +
                                          (row_.parameters.empty() ? "" : " and its own keys"));
    if (row_.name == "pause" && !fault_.until) {
      Mistake& mistake = reading_.wrong(fault_.fault.at, "a pause has no length");
      mistake.expected = "from: 10m, for: 30s";
    }
    if (!row_.transport.empty()) channel();
  }

  void channel() {
    const auto target = parse_target(fault_.on.value);
    if (!target || !target->is_link) return;
    for (const auto& [from, to] : target_links(*target, seats_, {LegKind::event})) {
      const std::string transport = transport_of(from.name, to.name);
      if (transport == row_.transport) continue;
      Mistake& mistake = reading_.wrong(fault_.on.at, name() + " cannot be done to the channel `" + from.name + " -> " +
                                                          to.name + "`, a " + transport);
      mistake.found = transport;
      mistake.expected = "a " + std::string(row_.transport) + ": channels: {" + from.name + " -> " + to.name + ": " +
                         std::string(row_.transport) + "}";
      return;
    }
  }
  // The last line under `channels` that names it holds.
  std::string transport_of(const std::string& from, const std::string& to) const {
    std::string transport = "webhook";
    for (const ScenarioChannel& written : scenario_.channels) {
      const auto link = parse_target(written.link.value);
      if (link && any_matches(link->from, from) && any_matches(link->to, to))
        transport = written.transport == Transport::log    ? "log"
                    : written.transport == Transport::feed ? "feed"
                                                           : "webhook";
    }
    return transport;
  }

  void parameters() {
    const auto after = fault_.parameters.find("earliest");
    const auto within = fault_.parameters.find("within");
    if (after != fault_.parameters.end()) {
      const auto* first = std::get_if<Duration>(&after->second.value.value);
      const auto* last =
          within == fault_.parameters.end() ? nullptr : std::get_if<Duration>(&within->second.value.value);
      const Duration latest = last == nullptr ? seconds(1) : *last;
      if (first != nullptr && *first >= latest)
        reading_.wrong(after->second.at, "`earliest` is " + to_string(*first) + ", not before `within`, " +
                                             to_string(latest) + ": no copy ever comes");
    }
    const auto median = fault_.parameters.find("median");
    const auto p99 = fault_.parameters.find("p99");
    const auto fixed = fault_.parameters.find("fixed");
    if (fixed != fault_.parameters.end())
      for (const auto& other : {median, p99})
        if (other != fault_.parameters.end())
          reading_
              .wrong(other->second.at,
                     "`fixed` and `" + other->first + "` exclude each other: with `fixed` every message waits the same")
              .found = other->first;
    if (median == fault_.parameters.end() || p99 == fault_.parameters.end()) return;
    const auto* low = std::get_if<Duration>(&median->second.value.value);
    const auto* high = std::get_if<Duration>(&p99->second.value.value);
    if (low != nullptr && low->us <= 0) reading_.wrong(median->second.at, "`median` must be more than 0s");
    if (low != nullptr && high != nullptr && *high < *low)
      reading_.wrong(p99->second.at, "`p99` is " + to_string(*high) + ", less than the median of " + to_string(*low));
  }

  Reading& reading_;
  const Scenario& scenario_;
  const ScenarioFault& fault_;
  const FaultRow& row_;
  std::vector<Seat> seats_;
};

}  // namespace

void check_faults(Reading& reading, const Scenario& scenario, const Vocabulary& vocabulary) {
  std::set<std::string> ids;
  for (const ScenarioFault& fault : scenario.faults) {
    if (!ids.insert(fault.id.value).second) {
      Mistake& mistake = reading.wrong(fault.id.at, "the id `" + fault.id.value + "` is taken already");
      mistake.found = fault.id.value;
      mistake.expected = "an id that no other fault has";
    }
    if (const FaultRow* row = row_of(vocabulary, fault.fault.value)) FaultCheck(reading, scenario, fault, *row).check();
  }
}

std::vector<Mistake> check_live(const Scenario& scenario, const Vocabulary& vocabulary) {
  Reading reading(scenario.sources);
  std::vector<std::string> possible;
  for (const FaultRow& row : vocabulary.faults)
    if (row.live) possible.emplace_back(row.name);
  for (const ScenarioFault& fault : scenario.faults) {
    const FaultRow* row = row_of(vocabulary, fault.fault.value);
    if (row != nullptr && !row->live)
      reading.wrong_name(fault.fault.at, fault.fault.value,
                         "the fault `" + fault.fault.value + "` is not there in the live world yet", possible);
    if (fault.when) reading.wrong(fault.when->at, "`when` is not there in the live world yet").found = "when";
    // Only the virtual world knows a commit of a seat before anybody else can.
    if (fault.fault.value == "crash" && !fault.at && !fault.when) {
      Mistake& mistake = reading.wrong(fault.fault.at, "a crash at a commit is not there in the live world yet");
      mistake.found = "crash";
      mistake.expected = "`at`";
    }
  }
  for (const ScenarioOrder& order : scenario.orders)
    if (order.cancel && order.cancel->when)
      reading.wrong(order.id.at, "`when` is not there in the live world yet").found = "when";
  for (const ScenarioChannel& channel : scenario.channels) {
    if (channel.transport != Transport::feed) continue;
    Mistake& mistake =
        reading.wrong(channel.link.at, "the channel `" + channel.link.value +
                                           "` is a polled feed, which the live world " + "does not have yet");
    mistake.found = "feed";
    mistake.expected = "webhook";
  }
  return reading.take();
}

}  // namespace drydock
