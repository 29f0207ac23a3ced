// Every scenario file of the repository; targets lie beside them and are none.
#pragma once
#include <algorithm>
#include <filesystem>
#include <vector>

namespace drydock::testing {

/// All scenarios below scenarios/, in the order of their paths.
inline std::vector<std::filesystem::path> scenario_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(DRYDOCK_SOURCE_DIR "/scenarios"))
    if (entry.path().extension() == ".yaml" && entry.path().string().find("/scenarios/targets/") == std::string::npos)
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace drydock::testing
