// What uketsuke-kiosk can be told, on its command line or in a settings file.
#pragma once

#include <filesystem>
#include <string>
#include <variant>

#include "kiosk/apps/back_desk.h"
#include "kiosk/checkin/rules.h"
#include "kiosk/services/http_eligibility_service.h"
#include "kiosk/touch/touch_front_end.h"
#include "vision/liveness_prompt.h"
#include "vision/webcam_source.h"

namespace kiosk::apps {

struct KioskOptions {
  enum class Purpose { check_people_in, check_settings, self_test } purpose = Purpose::check_people_in;
  touch::TouchChoice touch;
  vision::CameraChoice camera;
  std::filesystem::path video;  ///< plays instead of the camera
  std::filesystem::path card_front;
  std::string reader;
  std::filesystem::path authority;  ///< of the cards that are believed
  bool believes_any_card = false;   ///< for trying a real card, whose issuers' keys are not public
  vision::LivenessPolicy liveness = vision::LivenessPolicy::prompted;
  services::InsurerPatience patience;
  std::filesystem::path metrics;  ///< a file for the monitoring system; empty: none
  BackDeskRules back_desk;
  checkin::Rules rules;
};

/// The options, or the exit status of a program that has said everything already.
std::variant<KioskOptions, int> parse_kiosk_options(int argc, char** argv);

}  // namespace kiosk::apps
