// The sub-commands of uketsuke-card. Each adds itself to the command line and, when it is chosen, leaves the exit
// status.
#pragma once

#include <CLI/CLI.hpp>

namespace card_tool {

/// 0 done, 1 the card or the service refused, 2 bad input.
struct Outcome {
  int status = 0;
};

void add_authority(CLI::App& program, Outcome& outcome);
void add_issue(CLI::App& program, Outcome& outcome);
void add_show(CLI::App& program, Outcome& outcome);
void add_insert(CLI::App& program, Outcome& outcome);
void add_bench(CLI::App& program, Outcome& outcome);
void add_front(CLI::App& program, Outcome& outcome);
void add_probe(CLI::App& program, Outcome& outcome);
void add_tamper(CLI::App& program, Outcome& outcome);

/// Prints "uketsuke-card: sentence" to stderr and sets the status.
void complain(Outcome& outcome, int status, const std::string& sentence);

}  // namespace card_tool
