#include "harness/scenario/plan_keys.hpp"

#include <cassert>

namespace drydock {
namespace {

SectionRow row(std::string_view name, std::string_view place, std::vector<std::string_view> required,
               std::vector<std::string_view> optional = {}) {
  SectionRow section{name, place, {}, {}};
  for (const std::string_view key : required) section.keys.push_back({key, true, "as drydock writes it"});
  for (const std::string_view key : optional) section.keys.push_back({key, false, ""});
  return section;
}

const std::vector<SectionRow>& table() {
  static const std::vector<SectionRow> sections{
      row("plan", "the plan",
          {"format", "scenario", "seed", "start", "run", "settle", "warehouses", "carriers", "items", "stock"},
          {"versions", "story",    "source",          "tzdata",         "prepare",    "utc_offset_minutes",
           "erp",      "pipeline", "seats",           "stimuli",        "faults",     "crashes",
           "channels", "audit",    "reservation_ttl", "bounds",         "invariants", "require",
           "reached",  "within",   "defects",         "abandon",        "abandons",   "triggered",
           "orders",   "payment",  "notification",    "respond_within", "tenders",    "marketplace",
           "lots"}),
      row("planned-tender", "a freight carrier", {"carrier"}, {"declines", "late", "answers"}),
      row("planned-payment", "the payment provider", {},
          {"declines", "declines_again", "authorization_life", "service_time"}),
      row("planned-notification", "the provider of messages to customers", {},
          {"bounces", "send_time", "delivery_time", "service_time"}),
      row("planned-marketplace", "the marketplace", {}, {"ships_within", "delivers_within"}),
      row("planned-erp", "the ERP", {"concurrency", "service_time"},
          {"quota", "period_ends", "period_closes", "no_credit", "credit_after"}),
      row("planned-seat", "a seat", {"seat"}, {"workers", "intake", "service_time", "commit_time"}),
      row("planned-channel", "a channel", {"publisher", "subscriber", "transport"}, {"poll", "page", "overlap"}),
      row("planned-carrier", "a carrier", {"name", "services"}, {"late_scan", "day"}),
      row("planned-warehouse", "a warehouse", {"location"},
          {"short_pick", "short_pick_of", "reject", "lot_swap", "packages_over", "pick_time", "pack_time", "pickups"}),
      row("planned-fault", "a fault", {"id", "fault", "on"},
          {"seats", "links", "leg", "messages", "from", "until", "chance", "every", "nth", "times", "when", "for",
           "parameters"}),
      row("planned-crash", "a crash", {"id", "seat"},
          {"at", "when", "commit", "every", "times", "phase", "back_after"}),
      row("planned-stimulus", "a stimulus", {"at", "seat", "what", "body"}),
      row("triggered-stimulus", "a stimulus", {"when", "seat", "what", "body"}),
      row("planned-order", "an order", {"order"}, {"end", "from", "by", "packages", "shipments"}),
      row("planned-limit", "a limit", {"measure", "limit"}, {"during"})};
  return sections;
}

}  // namespace

const SectionRow& plan_section(std::string_view name) {
  for (const SectionRow& section : table())
    if (section.name == name) return section;
  assert(false && "no such section");
  return table().front();
}

}  // namespace drydock
