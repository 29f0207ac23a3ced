#include "contracts/workflows/workflows.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "contracts/embedded.hpp"
#include "contracts/workflows/yaml.hpp"

namespace drydock {
namespace {

constexpr auto flow_names = std::to_array<std::string_view>(
    {"prepare", "availability", "reservation", "order-import", "order-release", "fulfilment", "shipping", "tracking",
     "stock", "erp-posting", "cancel", "transfer", "notification", "returns", "reconciliation", "master-data"});
constexpr std::array<std::string_view, 3> kind_names = {"sync", "event", "rule"};
constexpr std::array<std::string_view, 3> expected_names = {"exactly 1", "at most 1", "latest"};
constexpr std::array<std::string_view, 8> role_names = {"pipeline", "commerce", "erp",     "wms",
                                                        "tms",      "carrier",  "payment", "notification"};

// A condition on it names a word.
bool is_word(const Type& leaf) { return leaf.kind == Kind::text || leaf.kind == Kind::enumeration; }

template <class Names>
std::string listed(const Names& names) {
  std::string all;
  for (const std::string_view name : names) all.append(all.empty() ? "" : ", ").append(name);
  return all;
}

// Reads the rows of one file. What is wrong is told, and the row is made as far as it goes.
class Reader {
 public:
  explicit Reader(YamlFile& file) : file_(file) {}

  Clause clause(const YAML::Node& row) {
    Clause clause;
    if (!file_.check_keys(row, {"id", "flow", "step", "party", "kind", "messages", "idempotency_key", "durable_first",
                                "owes", "source"}))
      return clause;
    clause.id = file_.text(row, "id");
    clause.flow = named(row, "flow", flow_names, true);
    clause.step = file_.text(row, "step");
    clause.party = named(row, "party", role_names, true);
    clause.kind = static_cast<ClauseKind>(place(row, "kind", kind_names));
    for (const std::string& name : file_.texts(row, "messages"))
      if (const MessageType* message = this->message(row, "messages", name)) clause.messages.push_back(message);
    clause.owes = file_.text(row, "owes");
    clause.idempotency_key = file_.optional_text(row, "idempotency_key");
    clause.durable_first = file_.flag(row, "durable_first");
    clause.source = file_.text(row, "source");
    return clause;
  }

  std::optional<OwedEffect> effect(const YAML::Node& row) {
    OwedEffect rule;
    if (!file_.check_keys(row, {"event", "event_key", "operation", "operation_key", "or", "role", "expected",
                                "event_order", "operation_order", "when", "unless", "unless_key", "flow", "clause"}))
      return std::nullopt;
    rule.event = message(row, "event", file_.text(row, "event"));
    rule.operation = message(row, "operation", file_.text(row, "operation"));
    rule.role = named(row, "role", role_names, false);
    rule.expected = static_cast<Expected>(place(row, "expected", expected_names));
    rule.flow = named(row, "flow", flow_names, false);
    rule.clause = file_.text(row, "clause");
    if (rule.event == nullptr || rule.operation == nullptr) return std::nullopt;
    const auto event_key = key(row, "event_key", *rule.event);
    const auto operation_key = key(row, "operation_key", *rule.operation);
    if (!event_key || !operation_key) return std::nullopt;
    rule.event_key = *event_key;
    rule.operation_key = *operation_key;
    if (row["or"] && !other(row, rule)) return std::nullopt;
    if ((row["unless"] || row["unless_key"]) && !unless(row, rule)) return std::nullopt;
    order(row, rule);
    condition(row, rule);
    return rule;
  }

 private:
  template <class Names>
  std::size_t place(const YAML::Node& row, const char* key, const Names& names) {
    const std::string value = file_.text(row, key);
    const auto found = std::find(names.begin(), names.end(), value);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    if (!value.empty()) file_.tell(row[key], "expected one of " + listed(names) + ", found `" + value + "`");
    return 0;
  }
  template <class Names>
  std::string named(const YAML::Node& row, const char* key, const Names& names, bool any) {
    std::string value = file_.optional_text(row, key);
    if (any && value == "any") return value;
    place(row, key, names);
    return value;
  }
  const MessageType* message(const YAML::Node& row, const char* key, const std::string& name) {
    const MessageType* found = find_message(name);
    if (found == nullptr && !name.empty())
      file_.tell(row[key], "no operation or event `" + name + "` in the contract book");
    return found;
  }
  std::optional<FieldPath> path(const YAML::Node& at, const std::string& pointer, const MessageType& message) {
    std::string error;
    auto resolved = FieldPath::resolve(*message.body, pointer, error);
    if (!resolved) file_.tell(at, std::string(message.name) + ": " + error);
    return resolved;
  }
  std::optional<FieldPath> key(const YAML::Node& row, const char* name, const MessageType& message) {
    const std::string pointer = file_.text(row, name);
    if (pointer.empty()) return std::nullopt;
    auto resolved = path(row[name], pointer, message);
    if (!resolved || resolved->leaf().kind == Kind::text) return resolved;
    file_.tell(row[name], "`" + pointer + "` is " + std::string(resolved->leaf().name) + "; a business key is text");
    return std::nullopt;
  }
  bool other(const YAML::Node& row, OwedEffect& rule) {
    rule.other = message(row, "or", file_.text(row, "or"));
    if (rule.other == nullptr) return false;
    const auto resolved = key(row, "operation_key", *rule.other);
    if (resolved) rule.other_key = *resolved;
    return resolved.has_value();
  }
  bool unless(const YAML::Node& row, OwedEffect& rule) {
    rule.unless = message(row, "unless", file_.text(row, "unless"));
    if (rule.unless == nullptr) return false;
    const auto resolved = key(row, "unless_key", *rule.unless);
    if (resolved) rule.unless_key = *resolved;
    return resolved.has_value();
  }
  void order(const YAML::Node& row, OwedEffect& rule) {
    for (const std::string& pointer : file_.texts(row, "event_order"))
      if (auto resolved = path(row["event_order"], pointer, *rule.event)) rule.event_order.push_back(*resolved);
    for (const std::string& pointer : file_.texts(row, "operation_order"))
      if (auto resolved = path(row["operation_order"], pointer, *rule.operation))
        rule.operation_order.push_back(*resolved);
    const bool comparable = std::equal(
        rule.event_order.begin(), rule.event_order.end(), rule.operation_order.begin(), rule.operation_order.end(),
        [](const FieldPath& a, const FieldPath& b) { return &a.leaf() == &b.leaf() && a.leaf().kind != Kind::text; });
    if (!comparable || (rule.expected == Expected::latest) == rule.event_order.empty())
      file_.tell(
          row,
          "`latest` needs event_order and operation_order: as many pointers, pairwise of one type; the others none");
  }
  void condition(const YAML::Node& row, OwedEffect& rule) {
    const YAML::Node when = row["when"];
    if (!when || !file_.check_keys(when, {"pointer", "is", "is_not"})) return;
    rule.when = path(when, file_.text(when, "pointer"), *rule.event);
    if (rule.when && is_word(rule.when->leaf())) return text_condition(when, rule);
    if (rule.when && rule.when->leaf().kind != Kind::integer)
      file_.tell(when, "expected a pointer to a number, a text or a word of a list");
    try {
      rule.when_is_not = when["is_not"].as<std::int64_t>();
    } catch (const YAML::Exception&) {
      file_.tell(when, "expected a whole number for `is_not`");
    }
  }

  void text_condition(const YAML::Node& when, OwedEffect& rule) {
    rule.when_is = static_cast<bool>(when["is"]);
    if (rule.when_is == static_cast<bool>(when["is_not"]))
      return file_.tell(when, "expected either `is` or `is_not` with a word");
    rule.when_text = file_.text(when, rule.when_is ? "is" : "is_not");
  }

  YamlFile& file_;
};

void take(std::vector<std::string>& errors, YamlFile&& file) {
  for (std::string& error : std::move(file).errors()) errors.push_back(std::move(error));
}

std::vector<std::int64_t> order_of(const std::vector<FieldPath>& paths, const Payload& payload) {
  std::vector<std::int64_t> order;
  for (const FieldPath& path : paths) order.push_back(path.number(payload.data()).value_or(0));
  return order;
}

std::string_view embedded(std::string_view path) {
  for (const EmbeddedFile& file : embedded_contracts())
    if (file.path == path) return file.text;
  return {};
}

}  // namespace

std::span<const std::string_view> flows() { return flow_names; }
std::string_view to_string(ClauseKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view to_string(Expected expected) { return expected_names[static_cast<std::size_t>(expected)]; }

bool OwedEffect::owed(const Payload& data) const {
  assert(data.type() == event->body);
  if (!when) return true;
  if (!is_word(when->leaf())) return when->number(data.data()) != when_is_not;
  bool found = false;
  when->each(data.data(), [&](const void* value) {
    const Type& leaf = when->leaf();
    found = found || (leaf.kind == Kind::text ? std::string_view(*static_cast<const std::string*>(value))
                                              : leaf.names[*static_cast<const std::uint8_t*>(value)]) == when_text;
  });
  return found == when_is;
}

const FieldPath& OwedEffect::key_in(const MessageType& operation_or_other) const {
  return &operation_or_other == other ? other_key : operation_key;
}

std::vector<std::int64_t> OwedEffect::order_of_event(const Payload& data) const {
  assert(data.type() == event->body);
  return order_of(event_order, data);
}

std::vector<std::int64_t> OwedEffect::order_of_operation(const Payload& body) const {
  assert(body.type() == operation->body);
  return order_of(operation_order, body);
}

LoadedWorkflows Workflows::load(std::string_view clauses_yaml, std::string_view effects_yaml) {
  LoadedWorkflows loaded;
  Workflows& all = loaded.workflows;
  YamlFile clauses("workflows/clauses.yaml", clauses_yaml);
  for (const YAML::Node& row : clauses.list("clauses")) {
    Clause clause = Reader(clauses).clause(row);
    if (!clause.id.empty() && all.find_clause(clause.id) != nullptr)
      clauses.tell(row, "a second clause `" + clause.id + "`; ids are unique");
    all.clauses_.push_back(std::move(clause));
  }
  YamlFile effects("workflows/effects.yaml", effects_yaml);
  for (const YAML::Node& row : effects.list("effects")) {
    std::optional<OwedEffect> rule = Reader(effects).effect(row);
    if (!rule) continue;
    if (all.find_clause(rule->clause) == nullptr) effects.tell(row, "no clause `" + rule->clause + "` in clauses.yaml");
    all.effects_.push_back(std::move(*rule));
  }
  take(loaded.errors, std::move(clauses));
  take(loaded.errors, std::move(effects));
  all.index();
  return loaded;
}

const Clause* Workflows::find_clause(std::string_view id) const {
  const auto found =
      std::find_if(clauses_.begin(), clauses_.end(), [&](const Clause& clause) { return clause.id == id; });
  return found == clauses_.end() ? nullptr : &*found;
}

std::span<const OwedEffect* const> Workflows::owed_by(const MessageType& event) const { return by_event_[event.index]; }
std::span<const OwedEffect* const> Workflows::ended_by(const MessageType& event) const { return by_end_[event.index]; }

std::span<const OwedEffect* const> Workflows::fulfilled_by(const MessageType& operation) const {
  return by_operation_[operation.index];
}

// The rules no longer move from here on; moving the whole object keeps their addresses.
void Workflows::index() {
  by_event_.assign(message_types().size(), {});
  by_operation_.assign(message_types().size(), {});
  by_end_.assign(message_types().size(), {});
  for (const OwedEffect& rule : effects_) {
    by_event_[rule.event->index].push_back(&rule);
    by_operation_[rule.operation->index].push_back(&rule);
    if (rule.other != nullptr) by_operation_[rule.other->index].push_back(&rule);
    if (rule.unless != nullptr) by_end_[rule.unless->index].push_back(&rule);
  }
}

const Workflows& workflows() {
  static const Workflows loaded = [] {
    LoadedWorkflows all = Workflows::load(embedded("workflows/clauses.yaml"), embedded("workflows/effects.yaml"));
    assert(all.errors.empty() && "the embedded workflows have mistakes; the tests name them");
    return std::move(all.workflows);
  }();
  return loaded;
}

}  // namespace drydock
