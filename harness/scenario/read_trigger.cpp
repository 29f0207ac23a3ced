// when: what something waits for instead of a time.
#include <algorithm>

#include "contracts/book.hpp"
#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

using When = PlannedTrigger::Kind;

constexpr std::int64_t most = 1'000'000'000;
constexpr std::string_view forms =
    "{backlog: erp > 1000}, {message: wms.pick.short, nth: 3}, {order: ID, reaches: released} or {reached: STATE}";

// "erp > 1000".
void read_backlog(Reading& reading, const Node& node, PlannedTrigger& trigger) {
  constexpr std::string_view shape = "a system and a number such as erp > 1000";
  const std::size_t more = node.text.find('>');
  if (node.kind != Node::Kind::scalar || more == std::string::npos) return reading.wrong_shape(node, "backlog", shape);
  std::string_view who = std::string_view(node.text).substr(0, more);
  while (who.ends_with(' ')) who.remove_suffix(1);
  const auto number = parse_count(std::string_view(node.text).substr(more + 1));
  if (!number || *number < 0 || *number > most) return reading.wrong_shape(node, "backlog", shape);
  const std::vector<std::string> known{"erp", "commerce"};
  if (std::find(known.begin(), known.end(), who) == known.end())
    return reading.wrong_name(node.at, who, "no backlog of `" + std::string(who) + "` is counted", known);
  trigger.subject = who;
  trigger.number = *number;
}

void read_message(Reading& reading, const Node& node, PlannedTrigger& trigger) {
  if (node.kind == Node::Kind::scalar && find_message(node.text) != nullptr) {
    trigger.subject = node.text;
    return;
  }
  std::vector<std::string> known;
  for (const MessageType& type : message_types()) known.emplace_back(type.name);
  reading.wrong_name(node.at, node.text, "unknown message " + describe(node), known);
}

struct Form {
  std::string_view key;
  When kind;
};
constexpr Form table[] = {
    {"backlog", When::backlog}, {"message", When::message}, {"order", When::order}, {"reached", When::reached}};

// Exactly one of the forms, and nothing of another one.
const Form* form_of(Reading& reading, const Node& node) {
  const Form* found = nullptr;
  for (const Form& form : table) {
    const Node* value = node.find(form.key);
    if (value == nullptr) continue;
    if (found != nullptr) {
      reading
          .wrong(value->at, "`" + std::string(found->key) + "` and `" + std::string(form.key) + "` exclude each other")
          .expected = forms;
      return nullptr;
    }
    found = &form;
  }
  if (found == nullptr) reading.wrong(node.at, "the trigger says nothing to wait for").expected = forms;
  return found;
}

void belongs(Reading& reading, const Node& node, std::string_view key, bool fits, std::string_view to) {
  const Node* value = node.find(key);
  if (value != nullptr && !fits)
    reading.wrong(value->at, "`" + std::string(key) + "` belongs to " + std::string(to)).found = key;
}

}  // namespace

const std::vector<std::string>& order_milestones() {
  static const std::vector<std::string> milestones{"placed",  "released",  "short",       "picked",   "packed",
                                                   "shipped", "delivered", "backordered", "cancelled"};
  return milestones;
}

std::optional<PlannedTrigger> read_trigger(Reading& reading, const Node& node, const Vocabulary& vocabulary) {
  const std::size_t before = reading.count();
  const Keys keys(reading, node, scenario_section("when"));
  if (!keys || reading.count() != before) return std::nullopt;
  const Form* form = form_of(reading, node);
  if (form == nullptr) return std::nullopt;
  PlannedTrigger trigger;
  trigger.kind = form->kind;
  const Node& subject = *keys[form->key];
  if (form->kind == When::backlog) {
    read_backlog(reading, subject, trigger);
  } else if (form->kind == When::message) {
    read_message(reading, subject, trigger);
  } else if (form->kind == When::reached) {
    const auto names = known_names(reading, {{subject.text, subject.at}}, "state", vocabulary.reached);
    if (!names.empty()) trigger.subject = names.front();
  } else if (const auto order = reading.text(subject, "order")) {
    trigger.subject = *order;
    if (const Node* milestone = keys["reaches"]) {
      if (auto word = reading.one_of(*milestone, "reaches", order_milestones())) trigger.milestone = *word;
    } else {
      reading.wrong(node.at, "the trigger does not say what the order `" + *order + "` reaches").expected =
          "{order: " + *order + ", reaches: released}";
    }
  }
  belongs(reading, node, "reaches", form->kind == When::order, "`order`");
  belongs(reading, node, "nth", form->kind == When::message || form->kind == When::reached, "`message` and `reached`");
  if (const Node* nth = keys["nth"])
    if (const auto number = reading.integer(*nth, "nth", 1, most)) trigger.number = *number;
  if (const Node* after = keys["after"])
    if (const auto wait = reading.duration(*after, "after")) trigger.after = *wait;
  return reading.count() == before ? std::optional(trigger) : std::nullopt;
}

}  // namespace drydock
