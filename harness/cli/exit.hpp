// How the program ends.
#pragma once
#include <initializer_list>

namespace drydock::cli {

inline constexpr int exit_pass = 0;
inline constexpr int exit_broken = 1;       ///< a contract, invariant, expectation or rule was broken
inline constexpr int exit_usage = 2;        ///< or an invalid scenario, contract, plan or history; before anything runs
inline constexpr int exit_unreachable = 3;  ///< a seat could not be reached or never became ready
inline constexpr int exit_harness = 4;      ///< the harness itself failed
inline constexpr int exit_vacuous = 5;      ///< nothing relevant was exercised

/// Of several runs the worst counts, in the order 4, 1, 3, 5, 0. Usage errors end everything before a run, so 2 leads.
constexpr int worse(int a, int b) {
  for (const int code : {exit_usage, exit_harness, exit_broken, exit_unreachable, exit_vacuous})
    if (a == code || b == code) return code;
  return exit_pass;
}

}  // namespace drydock::cli
