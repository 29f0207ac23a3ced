#include "harness/cli/bench/isolated.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <system_error>

namespace drydock::cli {
namespace {

constexpr char fine = 'v';
constexpr char failed = 'p';

void write_all(int to, const void* data, std::size_t size) {
  const char* from = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = write(to, from, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nobody reads any more
    from += written;
    size -= static_cast<std::size_t>(written);
  }
}

std::string read_all(int from) {
  std::string all;
  std::array<char, 4096> some{};
  for (;;) {
    const ssize_t got = read(from, some.data(), some.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return all;
    all.append(some.data(), static_cast<std::size_t>(got));
  }
}

[[noreturn]] void child(int to, const std::function<std::vector<double>()>& work) {
  try {
    const std::vector<double> values = work();
    write_all(to, &fine, 1);
    write_all(to, values.data(), values.size() * sizeof(double));
  } catch (const std::exception& failure) {
    write_all(to, &failed, 1);
    write_all(to, failure.what(), std::strlen(failure.what()));
  }
  _exit(0);
}

void take(Isolated& made, const std::string& said) {
  if (said.empty()) {
    made.problem = "the process ended before it was done";
  } else if (said.front() == failed) {
    made.problem = said.substr(1);
  } else {
    made.values.resize((said.size() - 1) / sizeof(double));
    std::memcpy(made.values.data(), said.data() + 1, made.values.size() * sizeof(double));
  }
}

}  // namespace

Isolated isolated(const std::function<std::vector<double>()>& work) {
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  std::fflush(nullptr);
  const pid_t id = fork();
  if (id < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (id == 0) {
    close(pipe_ends[0]);
    child(pipe_ends[1], work);
  }
  close(pipe_ends[1]);
  Isolated made;
  take(made, read_all(pipe_ends[0]));
  close(pipe_ends[0]);
  int status = 0;
  rusage usage{};
  while (wait4(id, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  made.peak_mebibytes = static_cast<double>(usage.ru_maxrss) / 1024;  // Linux counts in KiB
  return made;
}

}  // namespace drydock::cli
