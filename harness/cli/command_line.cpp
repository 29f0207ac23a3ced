#include "harness/cli/command_line.hpp"

#include <exception>
#include <variant>

#include "harness/cli/exit.hpp"
#include "harness/cli/parse.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"
#include "reports/escape.hpp"

namespace drydock::cli {

int command_line(const std::vector<std::string>& arguments, const Services& services, Console& console) {
  try {
    const ParsedArguments parsed = parse_arguments(arguments);
    console.out << parsed.out;
    if (!parsed.mistake.empty()) usage_mistake(console, parsed.mistake);
    if (!parsed.request) return parsed.exit_code;
    const int code =
        std::visit([&](const auto& request) { return perform(request, services, console); }, *parsed.request);
    console.out.flush();
    if (console.out.good()) return code;
    console.err << "drydock: standard output could not be written\n";
    return worse(code, exit_harness);
  } catch (const std::exception& failure) {
    console.err << "drydock: the harness failed: " << for_terminal(failure.what()) << '\n';
    return exit_harness;
  }
}

}  // namespace drydock::cli
