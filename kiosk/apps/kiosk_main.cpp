// uketsuke-kiosk: the touchscreen in the clinic: full screen, PC/SC card reader, camera.
#include "kiosk/apps/kiosk_program.h"
#include "kiosk/runtime/program_protection.h"

int main(int argc, char** argv) {
  kiosk::runtime::protect_this_program();
  const auto options = kiosk::apps::parse_kiosk_options(argc, argv);
  if (const int* status = std::get_if<int>(&options)) return *status;
  return kiosk::apps::run_kiosk(std::get<kiosk::apps::KioskOptions>(options));
}
