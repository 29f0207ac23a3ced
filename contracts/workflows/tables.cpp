#include "contracts/workflows/tables.hpp"

namespace drydock {
namespace {

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string messages_of(const Clause& clause) {
  std::string all;
  for (const MessageType* message : clause.messages) all += (all.empty() ? "" : ", ") + code(message->name);
  return all.empty() ? "all" : all;
}

std::string key_of(const Clause& clause) {
  const std::string key = clause.idempotency_key.empty() ? "–" : clause.idempotency_key;
  return clause.durable_first ? key + "; durable first" : key;
}

void flow_table(std::string& out, const Workflows& all, std::string_view flow, std::string_view heading) {
  out += "### " + std::string(heading) +
         "\n\n| clause | step | who owes it | what is owed | messages | key |\n|---|---|---|---|---|---|\n";
  for (const Clause& clause : all.clauses()) {
    if (clause.flow != flow) continue;
    out += "| " + code(clause.id) + " | " + clause.step + " | " + clause.party + " | " + clause.owes + " | " +
           messages_of(clause) + " | " + key_of(clause) + " |\n";
  }
  out += '\n';
}

}  // namespace

std::string clause_tables(const Workflows& all) {
  std::string out;
  for (const std::string_view flow : flows()) flow_table(out, all, flow, flow);
  flow_table(out, all, "any", "every flow");
  return out;
}

std::string effect_table(const Workflows& all) {
  std::string out =
      "| event | owes | to | key in the event | key in the request | how often | clause "
      "|\n|---|---|---|---|---|---|---|\n";
  for (const OwedEffect& rule : all.effects()) {
    out += "| " + code(rule.event->name);
    if (rule.when)
      out += ", if " + code(rule.when->text()) + (rule.when_is ? " is " : " is not ") +
             (rule.when_text.empty() ? std::to_string(rule.when_is_not) : code(rule.when_text));
    if (rule.unless != nullptr) out += ", until " + code(rule.unless->name);
    out += " | " + code(rule.operation->name) + (rule.other == nullptr ? "" : " or " + code(rule.other->name)) + " | " +
           rule.role + " | " + code(rule.event_key.text()) + " | " + code(rule.operation_key.text()) + " | " +
           std::string(to_string(rule.expected)) + " | " + code(rule.clause) + " |\n";
  }
  return out;
}

}  // namespace drydock
