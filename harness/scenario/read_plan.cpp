#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/book.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/transfer.hpp"
#include "contracts/codec.hpp"
#include "harness/scenario/plan_file.hpp"
#include "harness/scenario/plan_keys.hpp"
#include "harness/scenario/plan_lines.hpp"
#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

constexpr std::int64_t most = 1'000'000'000'000'000;
constexpr std::size_t enough_mistakes = 100;

class PlanReader {
 public:
  PlanReader(std::string_view text, const std::string& file, const Vocabulary& vocabulary)
      : text_(text), file_(file), vocabulary_(vocabulary), reading_(file) {}

  LoadedPlan read() {
    if (!is_scenario()) {
      entries_ = split_plan(text_, reading_);
      check_keys();
      head();
      enterprise();
      judgement();
      happenings();
    }
    LoadedPlan loaded;
    loaded.versions = std::move(versions_);
    loaded.mistakes = reading_.take();
    sort_mistakes(loaded.mistakes);
    if (loaded.mistakes.empty()) loaded.plan = std::move(plan_);
    return loaded;
  }

 private:
  // --- entries

  // Whoever takes the one file for the other is told so, and not of each line that a plan does not have.
  bool is_scenario() {
    for (const std::string_view key : {"enterprise:", "extends:"}) {
      const std::size_t at = text_.starts_with(key) ? 0 : text_.find("\n" + std::string(key));
      if (at == std::string_view::npos) continue;
      const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at + 1), '\n');
      Mistake& mistake = reading_.wrong({static_cast<int>(line), 1}, "this is a scenario, not the plan of a run");
      mistake.found = key.substr(0, key.size() - 1);
      mistake.expected = "a plan.yaml as `run --out` writes it; what a scenario says is played by `drydock run`";
      return true;
    }
    return false;
  }
  void check_keys() {
    const SectionRow& section = plan_section("plan");
    Node map;
    map.kind = Node::Kind::map;
    map.at = {1, 1};
    for (const auto& [key, entry] : entries_) map.members.push_back({key, entry.key_at, {}});
    const Keys keys(reading_, map, section);
  }
  // The one value of a key; nothing if the key is not there.
  std::optional<Node> single(std::string_view key) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return std::nullopt;
    if (found->second.lines.size() != 1 || found->second.is_list) {
      reading_.wrong(found->second.key_at, "`" + std::string(key) + "` has no single value");
      return std::nullopt;
    }
    return read_line(found->second.lines.front(), file_, reading_);
  }
  // Each value below a key, or each item of a list that stands on the key's own line.
  template <class Read>
  void each(std::string_view key, Read read) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return;
    if (!found->second.is_list) {
      const auto list = single(key);
      if (list && reading_.is_list(*list, key))
        for (const Node& item : list->items) read(item, std::string_view());
      return;
    }
    for (const PlanLine& line : found->second.lines) {
      if (reading_.count() > enough_mistakes) return;
      if (const auto node = read_line(line, file_, reading_)) read(*node, line.text);
    }
  }

  // --- values

  std::optional<Instant> instant(const Node& node, std::string_view what) {
    const auto value = node.kind == Node::Kind::scalar ? parse_instant(node.text) : std::nullopt;
    if (!value) reading_.wrong_shape(node, what, "an instant such as \"2026-11-27T15:00:00.000000Z\"");
    return value;
  }
  std::optional<Ratio> ratio(const Node& node, std::string_view what) {
    // As written, not in lowest terms: chances are drawn by the denominator.
    if (const std::size_t stroke = node.text.find('/'); stroke != std::string::npos) {
      const auto numerator = parse_count(std::string_view(node.text).substr(0, stroke));
      const auto denominator = parse_count(std::string_view(node.text).substr(stroke + 1));
      if (numerator && denominator && *numerator >= 0 && *denominator > 0) return Ratio{*numerator, *denominator};
    }
    return reading_.share(node, what);
  }
  void set(const Node* node, std::string_view what, Duration& into) {
    if (node == nullptr) return;
    if (const auto value = reading_.duration(*node, what)) into = *value;
  }
  void set(const Node* node, std::string_view what, std::optional<Duration>& into) {
    if (node != nullptr) into = reading_.duration(*node, what);
  }
  void set(const Node* node, std::string_view what, std::optional<Instant>& into) {
    if (node != nullptr) into = instant(*node, what);
  }
  void set(const Node* node, std::string_view what, Ratio& into) {
    if (node == nullptr) return;
    if (const auto value = ratio(*node, what)) into = *value;
  }
  void set(const Node* node, std::string_view what, std::optional<Ratio>& into) {
    if (node != nullptr) into = ratio(*node, what);
  }
  void set(const Node* node, std::string_view what, std::int64_t& into) {
    if (node == nullptr) return;
    if (const auto value = reading_.integer(*node, what, -most, most)) into = *value;
  }
  void set(const Node* node, std::string_view what, std::optional<std::int64_t>& into) {
    if (node != nullptr) into = reading_.integer(*node, what, 0, most);
  }
  void set(const Node* node, std::string_view what, std::string& into) {
    if (node == nullptr) return;
    if (node->kind == Node::Kind::null) return;
    if (auto value = reading_.text(*node, what)) into = std::move(*value);
  }
  template <class T>
  void set_single(std::string_view key, T& into) {
    if (const auto node = single(key)) set(&*node, key, into);
  }
  // A canonical value: `text` is the line it stands in; empty if only the node is at hand.
  std::optional<Payload> canonical(const Type& type, const Node& node, std::string_view text) {
    const bool bytes = node.end > node.begin && node.end <= text.size();
    Decoded decoded =
        bytes ? decode(type, text.substr(node.begin, node.end - node.begin)) : decode(type, to_document(node));
    if (decoded) return std::move(decoded.payload);
    const NodePlaces places = find_place(node, decoded.pointer);
    reading_.wrong(places.value,
                   "the " + std::string(type.name) + " is not right at `" + decoded.pointer + "`: " + decoded.error);
    return std::nullopt;
  }
  template <class T>
  void add(std::vector<T>& list, const Node& node, std::string_view text) {
    if (const std::optional<Payload> payload = canonical(*type_of<T>(), node, text))
      list.push_back(*payload->template as<T>());
  }
  // The seat must be one of the enterprise.
  bool seat(const Node* node, std::string_view what, std::string& into) {
    if (node == nullptr) return false;
    const auto name = reading_.text(*node, what);
    if (!name) return false;
    into = *name;
    if (seats_.contains(*name)) return true;
    reading_.wrong_name(node->at, *name, "no seat is called `" + *name + "`", {seats_.begin(), seats_.end()});
    return false;
  }

  // --- sections

  void head() {
    if (const auto node = single("format"))
      if (const auto format = reading_.integer(*node, "format", 1, most); format && *format != 1) {
        Mistake& mistake =
            reading_.wrong(node->at, "format " + node->text + " is not known to this version of drydock");
        mistake.expected = "1";
      }
    if (const auto node = single("versions"); node && reading_.is_map(*node, "versions"))
      for (const Member& member : node->members) versions_[member.key] = member.value.text;
    set_single("scenario", plan_.scenario);
    set_single("story", plan_.story);
    set_single("source", plan_.source);
    if (const auto node = single("seed")) seed(*node);
    set_single("tzdata", plan_.tzdata);
    if (const auto node = single("start"))
      if (const auto start = instant(*node, "start")) plan_.start = *start;
    set_single("utc_offset_minutes", plan_.utc_offset_minutes);
    set_single("prepare", plan_.prepare);
    set_single("run", plan_.run);
    set_single("settle", plan_.settle);
    if (const auto node = single("audit")) {
      if (node->text == "none")
        plan_.audit.reset();
      else
        set(&*node, "audit", plan_.audit);
    }
    set_single("reservation_ttl", plan_.reservation_ttl);
    set_single("abandon", plan_.abandon);
    if (const auto node = single("abandons")) ratios(*node, "abandons", plan_.abandons);
  }

  void ratios(const Node& node, std::string_view what, std::map<std::string, Ratio>& into) {
    if (!reading_.is_map(node, what)) return;
    for (const Member& member : node.members)
      if (const auto value = ratio(member.value, member.key)) into[member.key] = *value;
  }
  void set(const Node* node, std::string_view, std::optional<PlannedTrigger>& into) {
    if (node != nullptr) into = read_trigger(reading_, *node, vocabulary_);
  }
  void set(const Node* node, std::string_view what, std::optional<OrderExpectation::Count>& into) {
    if (node != nullptr) into = read_order_count(reading_, *node, what);
  }

  void seed(const Node& node) {
    const char* end = node.text.data() + node.text.size();
    const auto [read, error] = std::from_chars(node.text.data(), end, plan_.seed);
    if (error != std::errc() || read != end || node.text.empty())
      reading_.wrong_shape(node, "seed", "a whole number of at most 64 bits");
  }
  void carrier(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-carrier"));
    if (!keys) return;
    PlannedCarrier carrier;
    set(keys["name"], "name", carrier.name);
    set(keys["late_scan"], "late_scan", carrier.late_scan);
    set(keys["day"], "day", carrier.day);
    const Node* services = keys["services"];
    if (services != nullptr && reading_.is_map(*services, "services"))
      for (const Member& member : services->members) {
        const Node& span = member.value;
        const auto from = span.items.size() == 2 ? reading_.integer(span.items[0], member.key, 0, 365) : std::nullopt;
        const auto to = span.items.size() == 2 ? reading_.integer(span.items[1], member.key, 0, 365) : std::nullopt;
        if (span.items.size() != 2) reading_.wrong_shape(span, member.key, "days from and to: [2, 4]");
        if (from && to) carrier.services[member.key] = {*from, *to};
      }
    plan_.carriers.push_back(std::move(carrier));
  }
  void warehouse(const Node& node, std::string_view text) {
    const Keys keys(reading_, node, plan_section("planned-warehouse"));
    if (!keys) return;
    PlannedWarehouse warehouse;
    if (const Node* location = keys["location"])
      if (const auto payload = canonical(*type_of<Location>(), *location, text))
        warehouse.location = *payload->as<Location>();
    set(keys["short_pick"], "short_pick", warehouse.short_pick);
    if (const Node* of = keys["short_pick_of"]) ratios(*of, "short_pick_of", warehouse.short_pick_of);
    set(keys["reject"], "reject", warehouse.reject);
    set(keys["lot_swap"], "lot_swap", warehouse.lot_swap);
    set(keys["packages_over"], "packages_over", warehouse.packages_over);
    set(keys["pick_time"], "pick_time", warehouse.pick_time);
    set(keys["pack_time"], "pack_time", warehouse.pack_time);
    if (const Node* pickups = keys["pickups"]; pickups != nullptr && reading_.is_list(*pickups, "pickups"))
      for (const Node& item : pickups->items)
        if (const auto at = instant(item, "pickups")) warehouse.pickups.push_back(*at);
    plan_.warehouses.push_back(std::move(warehouse));
  }
  void seat_row(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-seat"));
    std::string name;
    if (!keys || !seat(keys["seat"], "seat", name)) return;
    PlannedSeat& planned = plan_.seats[name];
    set(keys["workers"], "workers", planned.workers);
    set(keys["intake"], "intake", planned.intake);
    set(keys["service_time"], "service_time", planned.service_time);
    set(keys["commit_time"], "commit_time", planned.commit_time);
  }
  void channel(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-channel"));
    if (!keys) return;
    PlannedChannel channel;
    const bool known = seat(keys["publisher"], "publisher", channel.publisher) &
                       seat(keys["subscriber"], "subscriber", channel.subscriber);
    if (const Node* transport = keys["transport"])
      if (const auto word = reading_.one_of(*transport, "transport", {"webhook", "log", "feed"}))
        channel.transport = *word == "log" ? Transport::log : *word == "feed" ? Transport::feed : Transport::webhook;
    if (const Node* poll = keys["poll"])
      if (const auto span = reading_.positive(*poll, "poll")) channel.feed.poll = *span;
    if (const Node* page = keys["page"])
      if (const auto entries = reading_.integer(*page, "page", 2, 1000)) channel.feed.page = *entries;
    set(keys["overlap"], "overlap", channel.feed.overlap);
    if (known) plan_.channels.push_back(std::move(channel));
  }
  void enterprise() {
    each("carriers", [&](const Node& node, std::string_view) { carrier(node); });
    each("warehouses", [&](const Node& node, std::string_view text) { warehouse(node, text); });
    for (const std::string_view fixed : {"commerce", "pipeline", "erp", "tms", "auditor"}) seats_.emplace(fixed);
    for (const PlannedWarehouse& one : plan_.warehouses) claim(one.location.location);
    for (const PlannedCarrier& one : plan_.carriers) claim(one.name);
    if (const auto node = single("payment")) payment(*node);
    if (const auto node = single("notification")) notification(*node);
    if (const auto node = single("marketplace")) marketplace(*node);
    each("tenders", [&](const Node& node, std::string_view) { tender(node); });
    if (const auto node = single("respond_within"); node && plan_.freight)
      set(&*node, "respond_within", plan_.freight->respond_within);
    if (const auto node = single("erp")) {
      const Keys keys(reading_, *node, plan_section("planned-erp"));
      set(keys["concurrency"], "concurrency", plan_.erp.concurrency);
      set(keys["service_time"], "service_time", plan_.erp.service_time);
      set(keys["quota"], "quota", plan_.erp.quota);
      set(keys["period_ends"], "period_ends", plan_.erp.period_ends);
      set(keys["period_closes"], "period_closes", plan_.erp.period_closes);
      set(keys["no_credit"], "no_credit", plan_.erp.no_credit);
      set(keys["credit_after"], "credit_after", plan_.erp.credit_after);
    }
    if (const auto node = single("pipeline"); node && reading_.is_map(*node, "pipeline")) knobs(*node);
    each("seats", [&](const Node& node, std::string_view) { seat_row(node); });
    each("channels", [&](const Node& node, std::string_view) { channel(node); });
    each("items", [&](const Node& node, std::string_view text) { add(plan_.items, node, text); });
    each("stock", [&](const Node& node, std::string_view text) { add(plan_.stock, node, text); });
    each("lots", [&](const Node& node, std::string_view text) { add(plan_.lots, node, text); });
  }
  void tender(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-tender"));
    if (!keys) return;
    if (!plan_.freight) plan_.freight.emplace();
    PlannedTender& tender = plan_.freight->carriers.emplace_back();
    set(keys["carrier"], "carrier", tender.carrier);
    set(keys["declines"], "declines", tender.declines);
    set(keys["late"], "late", tender.late);
    set(keys["answers"], "answers", tender.answers);
    const bool known = std::any_of(plan_.carriers.begin(), plan_.carriers.end(),
                                   [&](const PlannedCarrier& carrier) { return carrier.name == tender.carrier; });
    if (!known) reading_.wrong(node.at, "no carrier is called `" + tender.carrier + "`").found = tender.carrier;
  }
  void payment(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-payment"));
    if (!keys) return;
    PlannedPayment& planned = plan_.payment.emplace();
    claim("payment");
    set(keys["declines"], "declines", planned.declines);
    set(keys["declines_again"], "declines_again", planned.declines_again);
    set(keys["authorization_life"], "authorization_life", planned.authorization_life);
    set(keys["service_time"], "service_time", planned.service_time);
  }
  void marketplace(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-marketplace"));
    if (!keys) return;
    PlannedMarketplace& planned = plan_.marketplace.emplace();
    claim(std::string(marketplace_seat));
    set(keys["ships_within"], "ships_within", planned.ships_within);
    set(keys["delivers_within"], "delivers_within", planned.delivers_within);
  }
  void notification(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-notification"));
    if (!keys) return;
    PlannedNotification& planned = plan_.notification.emplace();
    claim("notification");
    set(keys["bounces"], "bounces", planned.bounces);
    set(keys["send_time"], "send_time", planned.send_time);
    set(keys["delivery_time"], "delivery_time", planned.delivery_time);
    set(keys["service_time"], "service_time", planned.service_time);
  }
  void knobs(const Node& map) {
    std::vector<std::string> known;
    for (const KnobRow& row : knob_rows()) known.emplace_back(row.name);
    for (const Member& member : map.members) {
      const KnobRow* row = find_knob(member.key);
      if (row == nullptr)
        reading_.wrong_name(member.at, member.key, "unknown knob `" + member.key + "` of the pipeline", known);
      else if (auto knob = read_knob(reading_, member.value, *row))
        plan_.pipeline[member.key] = std::move(*knob);
    }
  }
  void claim(const std::string& name) {
    if (!seats_.insert(name).second) reading_.wrong({}, "two seats are called `" + name + "`").found = name;
  }

  std::vector<Marked<std::string>> names(std::string_view key) {
    const auto node = single(key);
    return node ? reading_.texts(*node, key) : std::vector<Marked<std::string>>{};
  }
  void judgement() {
    if (const auto node = single("bounds")) read_bounds(reading_, *node, plan_.bounds);
    if (const auto node = single("bounds"))
      if (const Node* slowdown = node->find("slowdown")) set(slowdown, "slowdown", plan_.bounds.slowdown);
    plan_.invariants = known_invariants(reading_, names("invariants"), vocabulary_);
    plan_.require = known_invariants(reading_, names("require"), vocabulary_);
    plan_.reached = known_names(reading_, names("reached"), "state", vocabulary_.reached);
    plan_.defects = known_names(reading_, names("defects"), "defect", vocabulary_.defects);
    each("orders", [&](const Node& node, std::string_view) { order(node); });
    each("within", [&](const Node& node, std::string_view) { limit(node); });
  }
  // The order need not be there: a plan without that line is valid, and says that there was nothing to judge.
  void order(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-order"));
    if (!keys) return;
    OrderExpectation expected;
    set(keys["order"], "order", expected.order);
    if (const Node* end = keys["end"])
      if (const auto word = reading_.one_of(*end, "end", order_ends())) expected.end = *word;
    if (const Node* from = keys["from"])
      for (const Marked<std::string>& name : reading_.texts(*from, "from")) expected.from.push_back(name.value);
    set(keys["by"], "by", expected.by);
    set(keys["packages"], "packages", expected.packages);
    set(keys["shipments"], "shipments", expected.shipments);
    plan_.orders.push_back(std::move(expected));
  }
  void limit(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-limit"));
    if (!keys || keys["limit"] == nullptr || keys["measure"] == nullptr) return;
    auto limit = keys["limit"]->kind == Node::Kind::scalar ? parse_limit(keys["limit"]->text) : std::nullopt;
    if (!limit) return reading_.wrong_shape(*keys["limit"], "limit", "a limit such as \"<= 200ms\" or \">= 99%\"");
    const auto known =
        known_names(reading_, {{keys["measure"]->text, keys["measure"]->at}}, "measure", vocabulary_.measures);
    if (known.empty()) return;
    limit->measure = known.front();
    // The fault need not be there: a plan without that line is valid, and says that there was nothing to judge.
    set(keys["during"], "during", limit->during);
    plan_.within.push_back(std::move(*limit));
  }

  const FaultRow* fault_row(const Node& name) {
    std::vector<std::string> known;
    for (const FaultRow& row : vocabulary_.faults) {
      if (row.name == name.text) return &row;
      known.emplace_back(row.name);
    }
    reading_.wrong_name(name.at, name.text, "unknown fault " + describe(name), known);
    return nullptr;
  }
  void links(const Node& node, PlannedFault& fault) {
    if (!reading_.is_list(node, "links")) return;
    for (const Node& item : node.items) {
      std::pair<std::string, std::string> link;
      if (item.items.size() != 2)
        reading_.wrong_shape(item, "links", "caller and callee: [\"pipeline\", \"erp\"]");
      else if (seat(&item.items[0], "links", link.first) & seat(&item.items[1], "links", link.second))
        fault.links.push_back(std::move(link));
    }
  }
  void dose(const Keys& keys, Dose& dose) {
    set(keys["from"], "from", dose.from);
    set(keys["until"], "until", dose.until);
    set(keys["chance"], "chance", dose.chance);
    set(keys["every"], "every", dose.every);
    set(keys["nth"], "nth", dose.nth);
    set(keys["times"], "times", dose.times);
  }
  void parameters(const Node& node, const FaultRow& row, PlannedFault& fault) {
    if (!reading_.is_map(node, "parameters")) return;
    std::vector<std::string> known;
    for (const FaultParameterRow& parameter : row.parameters) known.emplace_back(parameter.name);
    for (const Member& member : node.members) {
      const auto found = std::find(known.begin(), known.end(), member.key);
      if (found == known.end()) {
        reading_.wrong_name(member.at, member.key,
                            "unknown parameter `" + member.key + "` of the fault `" + std::string(row.name) + "`",
                            known);
      } else if (auto value = read_parameter(reading_, member.value,
                                             row.parameters[static_cast<std::size_t>(found - known.begin())])) {
        fault.parameters[member.key] = std::move(*value);
      }
    }
  }
  void fault(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-fault"));
    const FaultRow* row = keys && keys["fault"] != nullptr ? fault_row(*keys["fault"]) : nullptr;
    if (row == nullptr) return;
    PlannedFault fault;
    fault.fault = row->name;
    set(keys["id"], "id", fault.id);
    set(keys["on"], "on", fault.on);
    unique_id(node, fault.id);
    if (const Node* seats = keys["seats"]; seats != nullptr && reading_.is_list(*seats, "seats"))
      for (const Node& item : seats->items) {
        std::string name;
        if (seat(&item, "seats", name)) fault.seats.push_back(std::move(name));
      }
    if (const Node* list = keys["links"]) links(*list, fault);
    if (const Node* leg = keys["leg"])
      if (const auto word = reading_.one_of(*leg, "leg", {"request", "reply", "event"}))
        fault.leg = *word == "request" ? LegKind::request : *word == "reply" ? LegKind::reply : LegKind::event;
    if (const Node* messages = keys["messages"]) {
      std::vector<std::string> known;
      for (const MessageType& type : message_types()) known.emplace_back(type.name);
      fault.types = known_names(reading_, reading_.texts(*messages, "messages"), "message", known);
    }
    dose(keys, fault.dose);
    set(keys["when"], "when", fault.when);
    set(keys["for"], "for", fault.dose.length);
    if (const Node* own = keys["parameters"]) parameters(*own, *row, fault);
    plan_.faults.push_back(std::move(fault));
  }
  void crash(const Node& node) {
    const Keys keys(reading_, node, plan_section("planned-crash"));
    if (!keys) return;
    PlannedCrash crash;
    set(keys["id"], "id", crash.id);
    unique_id(node, crash.id);
    if (!seat(keys["seat"], "seat", crash.seat)) return;
    set(keys["at"], "at", crash.at);
    set(keys["when"], "when", crash.when);
    set(keys["commit"], "commit", crash.commit);
    set(keys["every"], "every", crash.every);
    set(keys["times"], "times", crash.times);
    set(keys["back_after"], "back_after", crash.back_after);
    if (const Node* phase = keys["phase"])
      if (const auto word = reading_.one_of(*phase, "phase", {"before-durable", "after-durable", "torn"})) {
        crash.after_durable = *word == "after-durable";
        crash.torn = *word == "torn";
      }
    plan_.crashes.push_back(std::move(crash));
  }
  void unique_id(const Node& node, const std::string& id) {
    if (!ids_.insert(id).second) reading_.wrong(node.at, "the id `" + id + "` is taken already").found = id;
  }

  static const std::vector<const Type*>& stimulus_types() {
    static const std::vector<const Type*> types{
        type_of<ShopperArrives>(),  type_of<ShopperLooks>(), type_of<ShopperCancels>(),  type_of<QualityHold>(),
        type_of<StockAdjustment>(), type_of<GoodsArrive>(),  type_of<TransferDecided>(), type_of<ReplayDecided>(),
        type_of<ReturnWish>(),      type_of<StockDrift>(),   type_of<StockDamaged>(),    type_of<CycleCount>(),
        type_of<ItemDecided>(),     type_of<LotEnds>(),      type_of<BalancesCopied>()};
    return types;
  }
  static const Type* stimulus_type(std::string_view name) {
    for (const Type* type : stimulus_types())
      if (type->name == name) return type;
    return nullptr;
  }
  // Who does what: the part that every stimulus has, whenever it comes.
  bool act(const Keys& keys, std::string_view text, std::string& who, Payload& what) {
    if (!keys || keys["what"] == nullptr || keys["body"] == nullptr) return false;
    const Type* type = stimulus_type(keys["what"]->text);
    if (type == nullptr) {
      std::vector<std::string> known;
      for (const Type* one : stimulus_types()) known.emplace_back(one->name);
      reading_.wrong_name(keys["what"]->at, keys["what"]->text, "unknown stimulus " + describe(*keys["what"]), known);
      return false;
    }
    if (!seat(keys["seat"], "seat", who)) return false;
    auto body = canonical(*type, *keys["body"], text);
    if (body) what = std::move(*body);
    return body.has_value();
  }
  void stimulus(const Node& node, std::string_view text) {
    const Keys keys(reading_, node, plan_section("planned-stimulus"));
    PlannedStimulus stimulus;
    if (!act(keys, text, stimulus.seat, stimulus.what) || keys["at"] == nullptr) return;
    const auto at = instant(*keys["at"], "at");
    if (!at) return;
    stimulus.at = *at;
    plan_.stimuli.push_back(std::move(stimulus));
  }
  void triggered(const Node& node, std::string_view text) {
    const Keys keys(reading_, node, plan_section("triggered-stimulus"));
    TriggeredStimulus stimulus;
    if (!act(keys, text, stimulus.seat, stimulus.what) || keys["when"] == nullptr) return;
    const auto when = read_trigger(reading_, *keys["when"], vocabulary_);
    if (!when) return;
    stimulus.when = *when;
    plan_.triggered.push_back(std::move(stimulus));
  }
  void happenings() {
    each("faults", [&](const Node& node, std::string_view) { fault(node); });
    each("crashes", [&](const Node& node, std::string_view) { crash(node); });
    each("triggered", [&](const Node& node, std::string_view text) { triggered(node, text); });
    each("stimuli", [&](const Node& node, std::string_view text) { stimulus(node, text); });
    std::stable_sort(plan_.stimuli.begin(), plan_.stimuli.end(),
                     [](const PlannedStimulus& a, const PlannedStimulus& b) { return a.at < b.at; });
  }

  std::string_view text_;
  const std::string& file_;
  const Vocabulary& vocabulary_;
  Reading reading_;
  std::map<std::string, PlanEntry, std::less<>> entries_;
  std::set<std::string, std::less<>> seats_;
  std::set<std::string> ids_;
  std::map<std::string, std::string> versions_;
  Plan plan_;
};

}  // namespace

LoadedPlan read_plan(std::string_view text, const std::string& file, const Vocabulary& vocabulary) {
  return PlanReader(text, file, vocabulary).read();
}

LoadedPlan read_plan_file(const std::string& path, const Vocabulary& vocabulary) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.is_open() && !stream.bad()) return read_plan(text, path, vocabulary);
  LoadedPlan loaded;
  Mistake mistake;
  mistake.file = path;
  mistake.message = "cannot be read";
  loaded.mistakes.push_back(std::move(mistake));
  return loaded;
}

}  // namespace drydock
