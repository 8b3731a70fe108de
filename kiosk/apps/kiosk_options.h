// The command line of uketsuke-kiosk, and the devices it names.
#pragma once

#include <filesystem>
#include <string>
#include <variant>

#include "kiosk/checkin/rules.h"
#include "kiosk/touch/touch_front_end.h"
#include "vision/webcam_source.h"

namespace kiosk::apps {

struct KioskOptions {
  touch::TouchChoice touch;
  vision::CameraChoice camera;
  std::filesystem::path video;  ///< plays instead of the camera
  std::filesystem::path card_front;
  std::string reader;
  std::filesystem::path authority;  ///< of the cards that are believed
  bool believes_any_card = false;   ///< for trying a real card, whose issuers' keys are not public
  std::filesystem::path roster;
  std::filesystem::path records = "visits.db";
  checkin::Rules rules;
};

/// The options, or the exit status of a program that has said everything already.
std::variant<KioskOptions, int> parse_kiosk_options(int argc, char** argv);

/// Opens everything and runs until the window is closed. Gives the exit status.
int run_kiosk(const KioskOptions& options);

}  // namespace kiosk::apps
