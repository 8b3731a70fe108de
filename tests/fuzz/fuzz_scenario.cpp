// Scenario files from any bytes: understood, or refused with a sentence; nearest words and contradictions included.
#include <cstdlib>
#include <string>

#include "kiosk/replay/scenario.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto scenario = kiosk::replay::parse_scenario(text, "fuzzed", {});
  if (!scenario) {
    if (scenario.error().message.empty() || scenario.error().line < 0) std::abort();
    return 0;
  }
  if (scenario.value().statements.empty()) std::abort();
  (void)kiosk::replay::title_of(scenario.value());
  return 0;
}
