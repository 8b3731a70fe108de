// How a program that cannot start says why.
#pragma once

#include <cerrno>
#include <iostream>
#include <string>

namespace kiosk::apps {

/// One line on stderr, "program: sentence". Gives the exit status of bad input.
inline int refuse(const std::string& sentence) {
  std::cerr << program_invocation_short_name << ": " << sentence << "\n";
  return 2;
}

}  // namespace kiosk::apps
