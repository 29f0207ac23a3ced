#include "contracts/codec.hpp"
#include "harness/scenario/plan_file.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/scenario/units.hpp"

namespace drydock {
namespace {

// Text of one JSON value, written straight into the file's text: a plan of a whole season is some megabytes.
class Out {
 public:
  std::string take() { return std::move(out_); }

  void raw(std::string_view text) { out_ += text; }
  void value(const std::string& text) { write_json(out_, *type_of<std::string>(), &text); }
  void value(std::string_view text) { value(std::string(text)); }
  void value(const char* text) { value(std::string(text)); }
  void value(std::int64_t number) { out_ += std::to_string(number); }
  void value(Duration duration) { value(to_string(duration)); }
  void value(Instant instant) {
    out_ += '"';
    append_instant(out_, instant);
    out_ += '"';
  }
  // A ratio that is not in lowest terms is kept as it is: chances are drawn by the denominator.
  void value(Ratio ratio) {
    if (lowest(ratio) == ratio)
      value(share_text(ratio));
    else
      value(std::to_string(ratio.numerator) + "/" + std::to_string(ratio.denominator));
  }
  void value(const FaultParameter& parameter) {
    std::visit([&](const auto& held) { value(held); }, parameter.value);
  }
  void value(const PlannedTrigger&);  // an object: see below
  void value(const OrderExpectation::Count& count) {
    value(count.comparison == "=" ? std::to_string(count.value) : count.comparison + " " + std::to_string(count.value));
  }
  void value(const PlannedKnob& knob) {
    std::visit([&](const auto& held) { value(held); }, knob);
  }
  void value(const Payload& payload) { write_json(out_, *payload.type(), payload.data()); }
  template <class T>
  void record(const T& described) {
    write_json(out_, *type_of<T>(), &described);
  }
  template <class T>
  void value(const std::vector<T>& list) {
    out_ += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out_ += ',';
      value(list[i]);
    }
    out_ += ']';
  }
  void value(const std::pair<std::string, std::string>& pair) {
    value(std::vector<std::string>{pair.first, pair.second});
  }

  // A line of the file itself.
  template <class T>
  void line(std::string_view key, const T& held) {
    head(key);
    out_ += ' ';
    value(held);
    out_ += '\n';
  }
  void head(std::string_view key) {
    out_ += key;
    out_ += ':';
  }

 private:
  std::string out_;
};

// The members of one JSON object.
class Object {
 public:
  explicit Object(Out& out) : out_(out) { out_.raw("{"); }
  void end() { out_.raw("}"); }
  void key(std::string_view name) {
    out_.raw(first_ ? "\"" : ",\"");
    first_ = false;
    out_.raw(name);
    out_.raw("\":");
  }
  template <class T>
  void add(std::string_view name, const T& held) {
    key(name);
    out_.value(held);
  }
  template <class T>
  void add(std::string_view name, const std::optional<T>& held) {
    if (held) add(name, *held);
  }

 private:
  Out& out_;
  bool first_ = true;
};

// In the words of a scenario's `when:`.
void Out::value(const PlannedTrigger& trigger) {
  using When = PlannedTrigger::Kind;
  Object object(*this);
  if (trigger.kind == When::backlog) {
    object.add("backlog", trigger.subject + " > " + std::to_string(trigger.number));
  } else if (trigger.kind == When::order) {
    object.add("order", trigger.subject);
    object.add("reaches", trigger.milestone);
  } else {
    object.add(trigger.kind == When::message ? "message" : "reached", trigger.subject);
    object.add("nth", trigger.number);
  }
  if (trigger.after.us > 0) object.add("after", trigger.after);
  object.end();
}

template <class List, class Write>
void section(Out& out, std::string_view key, const List& list, Write write) {
  out.head(key);
  out.raw(list.empty() ? " []\n" : "\n");
  for (const auto& entry : list) {
    out.raw("- ");
    write(out, entry);
    out.raw("\n");
  }
}

void write_carrier(Out& out, const PlannedCarrier& carrier) {
  Object object(out);
  object.add("name", carrier.name);
  object.key("services");
  Object services(out);
  for (const auto& [service, span] : carrier.services)
    services.add(service, std::vector<std::int64_t>{span.first, span.second});
  services.end();
  object.add("late_scan", carrier.late_scan);
  object.add("day", carrier.day);
  object.end();
}

void write_warehouse(Out& out, const PlannedWarehouse& warehouse) {
  Object object(out);
  object.add("short_pick", warehouse.short_pick);
  if (!warehouse.short_pick_of.empty()) {
    object.key("short_pick_of");
    Object items(out);
    for (const auto& [item, chance] : warehouse.short_pick_of) items.add(item, chance);
    items.end();
  }
  if (warehouse.reject.numerator > 0) object.add("reject", warehouse.reject);
  if (warehouse.lot_swap.numerator > 0) object.add("lot_swap", warehouse.lot_swap);
  object.add("packages_over", warehouse.packages_over);
  object.add("pick_time", warehouse.pick_time);
  object.add("pack_time", warehouse.pack_time);
  object.key("location");
  out.record(warehouse.location);
  object.add("pickups", warehouse.pickups);
  object.end();
}

std::string_view leg_name(LegKind leg) {
  return leg == LegKind::request ? "request" : leg == LegKind::reply ? "reply" : "event";
}

void write_fault(Out& out, const PlannedFault& fault) {
  Object object(out);
  object.add("id", fault.id);
  object.add("fault", fault.fault);
  object.add("on", fault.on);
  if (!fault.seats.empty()) object.add("seats", fault.seats);
  if (!fault.links.empty()) object.add("links", fault.links);
  if (fault.leg) object.add("leg", leg_name(*fault.leg));
  if (!fault.types.empty()) object.add("messages", fault.types);
  object.add("from", fault.dose.from);
  object.add("until", fault.dose.until);
  object.add("chance", fault.dose.chance);
  object.add("every", fault.dose.every);
  object.add("nth", fault.dose.nth);
  object.add("times", fault.dose.times);
  object.add("when", fault.when);
  object.add("for", fault.dose.length);
  if (!fault.parameters.empty()) {
    object.key("parameters");
    Object parameters(out);
    for (const auto& [name, parameter] : fault.parameters) parameters.add(name, parameter);
    parameters.end();
  }
  object.end();
}

void write_crash(Out& out, const PlannedCrash& crash) {
  Object object(out);
  object.add("id", crash.id);
  object.add("seat", crash.seat);
  object.add("at", crash.at);
  object.add("when", crash.when);
  object.add("commit", crash.commit);
  object.add("every", crash.every);
  object.add("times", crash.times);
  object.add("phase", crash.after_durable ? "after-durable" : crash.torn ? "torn" : "before-durable");
  object.add("back_after", crash.back_after);
  object.end();
}

void write_seat(Out& out, const std::pair<const std::string, PlannedSeat>& entry) {
  Object object(out);
  object.add("seat", entry.first);
  object.add("workers", entry.second.workers);
  object.add("intake", entry.second.intake);
  object.add("service_time", entry.second.service_time);
  object.add("commit_time", entry.second.commit_time);
  object.end();
}

void write_channel(Out& out, const PlannedChannel& channel) {
  Object object(out);
  object.add("publisher", channel.publisher);
  object.add("subscriber", channel.subscriber);
  const bool feed = channel.transport == Transport::feed;
  object.add("transport", feed ? "feed" : channel.transport == Transport::log ? "log" : "webhook");
  if (feed) {
    object.add("poll", channel.feed.poll);
    object.add("page", channel.feed.page);
    object.add("overlap", channel.feed.overlap);
  }
  object.end();
}

void write_limit(Out& out, const Expectation& limit) {
  Object object(out);
  object.add("measure", limit.measure);
  object.add("limit", limit.comparison + " " + limit.limit);
  if (!limit.during.empty()) object.add("during", limit.during);
  object.end();
}

void write_stimulus(Out& out, const PlannedStimulus& stimulus) {
  Object object(out);
  object.add("at", stimulus.at);
  object.add("seat", stimulus.seat);
  object.add("what", stimulus.what.type()->name);
  object.add("body", stimulus.what);
  object.end();
}

void write_triggered(Out& out, const TriggeredStimulus& stimulus) {
  Object object(out);
  object.add("when", stimulus.when);
  object.add("seat", stimulus.seat);
  object.add("what", stimulus.what.type()->name);
  object.add("body", stimulus.what);
  object.end();
}

void write_order(Out& out, const OrderExpectation& expected) {
  Object object(out);
  object.add("order", expected.order);
  if (!expected.end.empty()) object.add("end", expected.end);
  if (!expected.from.empty()) object.add("from", expected.from);
  object.add("by", expected.by);
  object.add("packages", expected.packages);
  object.add("shipments", expected.shipments);
  object.end();
}

void write_abandons(Out& out, const std::map<std::string, Ratio>& abandons) {
  if (abandons.empty()) return;
  out.raw("abandons: ");
  Object object(out);
  for (const auto& [stream, share] : abandons) object.add(stream, share);
  object.end();
  out.raw("\n");
}

// A plan that turns no knob says nothing of them.
void write_knobs(Out& out, const std::map<std::string, PlannedKnob>& knobs) {
  if (knobs.empty()) return;
  out.raw("pipeline: ");
  Object object(out);
  for (const auto& [name, knob] : knobs) object.add(name, knob);
  object.end();
  out.raw("\n");
}

// A plan without a payment seat says nothing of it.
void write_payment(Out& out, const std::optional<PlannedPayment>& payment) {
  if (!payment) return;
  out.raw("payment: ");
  Object object(out);
  object.add("declines", payment->declines);
  object.add("declines_again", payment->declines_again);
  object.add("authorization_life", payment->authorization_life);
  object.add("service_time", payment->service_time);
  object.end();
  out.raw("\n");
}

// A plan without a notification seat says nothing of it.
void write_notification(Out& out, const std::optional<PlannedNotification>& notification) {
  if (!notification) return;
  out.raw("notification: ");
  Object object(out);
  object.add("bounces", notification->bounces);
  object.add("send_time", notification->send_time);
  object.add("delivery_time", notification->delivery_time);
  object.add("service_time", notification->service_time);
  object.end();
  out.raw("\n");
}

// Nor does a plan without a marketplace.
void write_marketplace(Out& out, const std::optional<PlannedMarketplace>& marketplace) {
  if (!marketplace) return;
  out.raw("marketplace: ");
  Object object(out);
  object.add("ships_within", marketplace->ships_within);
  object.add("delivers_within", marketplace->delivers_within);
  object.end();
  out.raw("\n");
}

void write_tender(Out& out, const PlannedTender& tender) {
  Object object(out);
  object.add("carrier", tender.carrier);
  object.add("declines", tender.declines);
  object.add("late", tender.late);
  object.add("answers", tender.answers);
  object.end();
}

// Nor does one without freight.
void write_freight(Out& out, const std::optional<PlannedFreight>& freight) {
  if (!freight) return;
  out.line("respond_within", freight->respond_within);
  section(out, "tenders", freight->carriers, write_tender);
}

void write_head(Out& out, const Plan& plan) {
  out.line("format", plan.format);
  out.raw("versions: ");
  Object versions(out);
  versions.add("drydock", DRYDOCK_VERSION);
  versions.end();
  out.raw("\n");
  out.line("scenario", plan.scenario);
  out.line("story", plan.story);
  out.line("source", plan.source);
  out.raw("seed: " + std::to_string(plan.seed) + "\n");
  out.line("tzdata", plan.tzdata);
  out.line("start", plan.start);
  out.line("utc_offset_minutes", plan.utc_offset_minutes);
  out.line("prepare", plan.prepare);
  out.line("run", plan.run);
  out.line("settle", plan.settle);
  if (plan.audit)
    out.line("audit", *plan.audit);
  else
    out.raw("audit: \"none\"\n");
  out.line("reservation_ttl", plan.reservation_ttl);
  if (plan.abandon.numerator > 0) out.line("abandon", plan.abandon);
  write_abandons(out, plan.abandons);
  out.raw("erp: ");
  Object erp(out);
  erp.add("concurrency", plan.erp.concurrency);
  erp.add("service_time", plan.erp.service_time);
  if (plan.erp.quota > 0) erp.add("quota", plan.erp.quota);
  if (plan.erp.period_ends) erp.add("period_ends", *plan.erp.period_ends);
  if (plan.erp.period_closes) erp.add("period_closes", *plan.erp.period_closes);
  if (plan.erp.no_credit.numerator > 0) {
    erp.add("no_credit", plan.erp.no_credit);
    erp.add("credit_after", plan.erp.credit_after);
  }
  erp.end();
  out.raw("\n");
  write_payment(out, plan.payment);
  write_notification(out, plan.notification);
  write_marketplace(out, plan.marketplace);
  write_freight(out, plan.freight);
  write_knobs(out, plan.pipeline);
}

void write_judgement(Out& out, const Plan& plan) {
  out.raw("bounds: ");
  Object bounds(out);
  for (const BoundRow& row : bound_rows()) {
    if (row.ratio != nullptr)
      bounds.add(row.name, plan.bounds.*row.ratio);
    else if (row.duration != nullptr)
      bounds.add(row.name, plan.bounds.*row.duration);
    else
      bounds.add(row.name, plan.bounds.*row.optional_duration);
  }
  bounds.end();
  out.raw("\n");
  out.line("invariants", plan.invariants);
  out.line("require", plan.require);
  out.line("reached", plan.reached);
  out.line("defects", plan.defects);
  section(out, "within", plan.within, write_limit);
  if (!plan.orders.empty()) section(out, "orders", plan.orders, write_order);
}

}  // namespace

std::string write_plan(const Plan& plan) {
  Out out;
  out.raw("# A plan of drydock: one entry a line, each value in JSON. A line taken out leaves a valid plan.\n");
  write_head(out, plan);
  write_judgement(out, plan);
  section(out, "seats", plan.seats, write_seat);
  section(out, "channels", plan.channels, write_channel);
  section(out, "faults", plan.faults, write_fault);
  section(out, "crashes", plan.crashes, write_crash);
  section(out, "carriers", plan.carriers, write_carrier);
  section(out, "warehouses", plan.warehouses, write_warehouse);
  section(out, "items", plan.items, [](Out& to, const Item& item) { to.record(item); });
  section(out, "stock", plan.stock, [](Out& to, const Position& position) { to.record(position); });
  if (!plan.lots.empty()) section(out, "lots", plan.lots, [](Out& to, const LotStock& lot) { to.record(lot); });
  if (!plan.triggered.empty()) section(out, "triggered", plan.triggered, write_triggered);
  section(out, "stimuli", plan.stimuli, write_stimulus);
  return out.take();
}

}  // namespace drydock
