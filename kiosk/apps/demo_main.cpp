// uketsuke-demo: a window on a laptop: a virtual card with your own photo, your webcam, and what happens inside.
#include "kiosk/apps/demo.h"
#include "kiosk/runtime/program_protection.h"

int main(int argc, char** argv) {
  kiosk::runtime::protect_this_program();
  const auto options = kiosk::apps::parse_demo_options(argc, argv);
  if (const int* status = std::get_if<int>(&options)) return *status;
  return kiosk::apps::run_demo(std::get<kiosk::apps::DemoOptions>(options));
}
