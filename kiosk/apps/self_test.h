// The self-test: a table for whoever sets a kiosk up: each device and service, whether it works, and what to do.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "kiosk/apps/kiosk_options.h"

namespace kiosk::apps {

struct SelfTestLine {
  std::string part;
  enum class Verdict { works, warns, fails } verdict = Verdict::works;
  std::string words;  ///< what was found, and what to do about it
};

/// Looks at everything once; at most a few seconds each. Writes nothing but the records' file where it is missing.
std::vector<SelfTestLine> test_parts(const KioskOptions& options);

/// What is doubtful in the settings alone; opens nothing.
std::vector<SelfTestLine> test_settings(const KioskOptions& options);

/// The table. Gives 1 when something fails, else 0.
int print_table(const std::vector<SelfTestLine>& lines, std::ostream& out);

}  // namespace kiosk::apps
