// Where a verb talks to.
#pragma once
#include <cstddef>
#include <ostream>

namespace drydock::cli {

struct Console {
  std::ostream& out;
  std::ostream& err;
  bool out_colour = false;  ///< stdout is a terminal, and NO_COLOR is not set
  bool progress = false;    ///< stderr is a terminal
  std::size_t width = 100;
};

}  // namespace drydock::cli
