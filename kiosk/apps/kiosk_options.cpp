#include "kiosk/apps/kiosk_options.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <random>

#include "cardreader/pcsc_card_reader.h"
#include "cardreader/virtual_card_front.h"
#include "kiosk/apps/late_faces.h"
#include "kiosk/apps/paced_video.h"
#include "kiosk/apps/refusal.h"
#include "kiosk/apps/screen_lines.h"
#include "kiosk/apps/touch_loop.h"
#include "kiosk/runtime/assets.h"
#include "kiosk/runtime/card_trust.h"
#include "kiosk/services/roster_eligibility_service.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "vision/model_files.h"

namespace kiosk::apps {
namespace {

constexpr const char* kiosk_examples = R"(Examples:
  uketsuke-kiosk --roster roster.db --records /var/lib/uketsuke/visits.db
  uketsuke-kiosk --roster roster.db --window 540x960 --camera /dev/video2

The card reader is found through the PC/SC service. Exit status: 0 the window was closed, 2 something is missing.)";

bool read_window(const std::string& words, touch::WindowChoice& window) {
  int width = 0, height = 0;
  char rest = 0;
  if (std::sscanf(words.c_str(), "%dx%d%c", &width, &height, &rest) != 2) return false;
  if (width < 320 || height < 240 || width > 8192 || height > 8192) return false;
  window.size = {width, height};
  window.mode = touch::WindowChoice::Mode::window;
  return true;
}

}  // namespace

std::variant<KioskOptions, int> parse_kiosk_options(int argc, char** argv) {
  KioskOptions options;
  options.touch.window.mode = touch::WindowChoice::Mode::full_screen;
  std::string window;
  std::string passcode;
  CLI::App app{"The check-in kiosk: touchscreen, card reader, camera."};
  app.footer(kiosk_examples);
  app.add_option("--roster", options.roster, "whom the insurer knows")->required();
  app.add_option("--records", options.records, "file of the visits")->capture_default_str();
  app.add_option("--reader", options.reader, "a part of the card reader's name; any reader when not given");
  options.authority = cardreader::usual_authority_folder();
  app.add_option("--authority", options.authority, "folder of the card authority whose cards are believed")
      ->capture_default_str();
  app.add_flag("--believe-any-card", options.believes_any_card,
               "do not check that cards are genuine (to try a real card: its issuers' keys are not public)");
  app.add_option("--camera", options.camera.device, "the camera")->capture_default_str();
  app.add_option("--video", options.video,
                 "a recording that plays instead of the camera (trials: it is asked for no movement)");
  app.add_option("--card-front", options.card_front, "the .card file whose front the reader's camera sees (trials)");
  app.add_option("--window", window, "WIDTHxHEIGHT instead of the full screen");
  app.add_option("--pixels-per-cm", options.touch.pixels_per_cm, "of the glass; 0 guesses from its pixels")
      ->check(CLI::Range(0, 200));
  app.add_option("--bottom-above-floor", options.touch.bottom_above_floor_mm, "height of the glass's lower edge, mm")
      ->capture_default_str()
      ->check(CLI::Range(300, 1500));
  app.add_option("--language", options.rules.default_language, "language of the first screen")->capture_default_str();
  bool tells = false;
  app.add_flag("--tell-screens", tells, "print each screen and where its controls are, for scripted fingers");
  app.add_option("--staff-passcode", passcode, "four digits for staff");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  if (tells) options.touch.tells = print_screen;
  if (!window.empty() && !read_window(window, options.touch.window)) {
    return refuse("--window " + window + " is not a size such as 540x960");
  }
  const bool four_digits = passcode.size() == 4 && passcode.find_first_not_of("0123456789") == passcode.npos;
  if (!passcode.empty() && !four_digits) return refuse("--staff-passcode needs four digits");
  if (four_digits) options.rules.staff_passcode = base::SecretText(passcode);
  return options;
}

int run_kiosk(const KioskOptions& options) {
  const auto models = vision::find_models();
  if (!models) return refuse(vision::describe(models.error()));
  auto row = vision::row_for(vision::shipped_threshold_rows(), "card-photo", models.value().first_model,
                             models.value().second_model);
  if (!row) return refuse(vision::describe(row.error()));
  LateFaces faces(models.value());
  std::optional<runtime::CardTrust> trust;
  if (!options.believes_any_card) {
    auto loaded = runtime::load_card_trust(options.authority);
    if (!loaded) return refuse(loaded.error().text());
    trust = std::move(loaded).value();
  }
  auto eligibility = services::RosterEligibilityService::load(options.roster);
  if (!eligibility) return refuse(eligibility.error().detail);
  auto visits = services::SqliteVisitStore::open(options.records);
  if (!visits) return refuse(visits.error().detail);
  const auto speaker = touch::Speaker::open(runtime::assets_folder() / "voice");
  if (!speaker) std::cerr << program_invocation_short_name << ": " << speaker.error().detail << "\n";
  auto front_end = touch::TouchFrontEnd::open(options.touch, runtime::assets_folder(), nullptr,
                                              speaker ? speaker.value().get() : nullptr);
  if (!front_end) return refuse(front_end.error().detail);

  const base::SteadyClock clock;
  vision::WebcamSource webcam(options.camera, clock);
  PacedVideo video(options.video, clock);
  cardreader::PcscSettings reader_settings;
  reader_settings.reader_name = options.reader;
  cardreader::PcscCardReader reader(reader_settings);
  cardreader::VirtualCardFront front;
  front.show(options.card_front);
  vision::FrameSource& camera = options.video.empty() ? static_cast<vision::FrameSource&>(webcam) : video;
  // Nobody stands beside this kiosk: every person is asked for one movement, which nobody can know beforehand.
  vision::VerifierRules verifier;
  // A recording can do no movement that is asked for; playing one is a trial anyway.
  if (options.video.empty()) verifier.liveness = vision::LivenessPolicy::prompted;
  verifier.prompt_seed = std::random_device{}();
  runtime::Kiosk kiosk(options.rules,
                       {reader, front, camera, faces, *eligibility.value(), *visits.value(), trust ? &*trust : nullptr},
                       {std::move(row).value(), verifier});
  run_touch(kiosk, *front_end.value(), [&faces] { return faces.failure() ? GoesOn::no : GoesOn::yes; });
  if (const auto why = faces.failure()) return refuse(*why);
  return 0;
}

}  // namespace kiosk::apps
