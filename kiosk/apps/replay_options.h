// The command line of uketsuke-replay.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kiosk/replay/replay.h"

namespace kiosk::apps {

struct ReplayOptions {
  bool tells_recoveries = false;  ///< a table of how soon the next person could check in
  replay::ReplaySettings settings;
  std::vector<std::filesystem::path> scenarios;
  std::filesystem::path card;
  std::filesystem::path video;
  std::filesystem::path junit;  ///< JUnit XML to write; empty: none
  std::filesystem::path page;   ///< the HTML report to write; empty: none
  int jobs = 1;                 ///< scenarios played at the same time
  int limit_seconds = 120;      ///< of real time for one scenario, then it is stopped
  std::string expected;         ///< an outcome; empty: the run itself is all that is asked
};

/// The options, or the exit status with which the program ends now (help was printed, or the line made no sense).
std::variant<ReplayOptions, int> parse_replay_options(int argc, char** argv);

/// Plays what the options ask for; the exit status. 0: all expectations held; 1: one did not; 2: bad input.
int play_all(const ReplayOptions& options);

}  // namespace kiosk::apps
