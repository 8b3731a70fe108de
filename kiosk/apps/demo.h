// The webcam demo: a window on a laptop, a virtual card with your own photo, your webcam, and the engineer's view.
#pragma once

#include <filesystem>
#include <string>
#include <variant>

#include "kiosk/touch/touch_front_end.h"

namespace kiosk::apps {

struct DemoOptions {
  std::filesystem::path me;         ///< a picture of you: the photo of the card that is issued
  std::filesystem::path card;       ///< a card that was issued before
  std::filesystem::path authority;  ///< that issued the card; with `me` the demo makes one of its own
  std::filesystem::path people;     ///< folder of ready-made cards, their recordings and their authority
  std::filesystem::path keep_in;    ///< where a card made by the demo goes when its holder keeps it
  std::filesystem::path video;      ///< plays instead of the webcam
  std::filesystem::path impostor;   ///< plays while somebody else stands in front of the camera
  std::string camera = "/dev/video0";
  std::filesystem::path record;  ///< folder for a scenario of each check-in; empty: none is written
  std::string language = "ja";
  touch::TouchChoice touch;
};

std::variant<DemoOptions, int> parse_demo_options(int argc, char** argv);
int run_demo(const DemoOptions& options);

}  // namespace kiosk::apps
