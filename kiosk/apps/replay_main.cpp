// uketsuke-replay: the recorded-video test harness. No window; a virtual card, a recorded video, a scenario or none.
#include "kiosk/apps/replay_options.h"
#include "kiosk/runtime/program_protection.h"

int main(int argc, char** argv) {
  kiosk::runtime::protect_this_program();
  const auto options = kiosk::apps::parse_replay_options(argc, argv);
  if (const int* status = std::get_if<int>(&options)) return *status;
  return kiosk::apps::play_all(std::get<kiosk::apps::ReplayOptions>(options));
}
