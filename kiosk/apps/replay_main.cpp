// uketsuke-replay: the recorded-video test harness. No window; a virtual card, a recorded video, a scenario or none.
#include <variant>

#include "kiosk/replay/options.h"

int main(int argc, char** argv) {
  const auto options = kiosk::replay::parse_options(argc, argv);
  if (const int* status = std::get_if<int>(&options)) return *status;
  return kiosk::replay::play_all(std::get<kiosk::replay::Options>(options));
}
