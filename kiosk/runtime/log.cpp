#include "kiosk/runtime/log.h"

#include <cstdio>
#include <string>

namespace kiosk::runtime {

void log_line(std::string_view what, std::string_view detail) {
  const std::string line = "uketsuke: " + std::string(what) + ": " + std::string(detail) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);  // one call, so that lines of two threads do not mix
}

}  // namespace kiosk::runtime
