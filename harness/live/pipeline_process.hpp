// The reference pipeline as a process of its own.
#pragma once
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace drydock::live {

struct PipelineProcess {
  std::string listen;   ///< "127.0.0.1:8080"
  std::string links;    ///< file that the run wrote (harness/live/links_file.hpp)
  std::string journal;  ///< SQLite file; made if it is not there
  std::vector<std::string> defects;
};

/// Serves until `stop` is true; waits before for the links file, a minute at most. Throws std::runtime_error for an
/// address, a links file or a journal that is none.
void run_pipeline(const PipelineProcess&, std::ostream& log, const std::function<bool()>& stop);

}  // namespace drydock::live
