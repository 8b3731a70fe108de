// Runs another program (npm, tar) with a time limit and keeps what it says.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace models {

enum class ChildEnd { finished, not_found, out_of_time };

struct ChildOutcome {
  ChildEnd end = ChildEnd::finished;
  int exit_status = 0;
  std::string said;  ///< standard output and standard error together
};

/// Searches PATH. Standard input is empty. A child that outlives `limit` is ended together with its own children.
ChildOutcome run_child(const std::vector<std::string>& words, std::chrono::seconds limit);

}  // namespace models
