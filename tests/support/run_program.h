// Runs a program to its end and collects what it said.
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <string>
#include <vector>

namespace support {

struct ProgramRun {
  int status = -1;     ///< exit status; -1 when it ended by a signal
  std::string output;  ///< stdout and stderr together
};

/// The words are quoted for the shell one by one.
inline ProgramRun run_program(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    line += "'";
    for (const char c : word) line += c == '\'' ? "'\\''" : std::string{c};
    line += "' ";
  }
  ProgramRun run;
  std::FILE* pipe = ::popen((line + "2>&1").c_str(), "r");
  if (pipe == nullptr) return run;
  char room[4096];
  for (std::size_t size = 0; (size = std::fread(room, 1, sizeof room, pipe)) > 0;) run.output.append(room, size);
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) run.status = WEXITSTATUS(status);
  return run;
}

}  // namespace support
