#include "kiosk/apps/kiosk_program.h"

#include <iostream>
#include <random>

#include "cardreader/pcsc_card_reader.h"
#include "cardreader/virtual_card_front.h"
#include "kiosk/apps/detailed_webcam.h"
#include "kiosk/apps/late_faces.h"
#include "kiosk/apps/metrics.h"
#include "kiosk/apps/paced_video.h"
#include "kiosk/apps/refusal.h"
#include "kiosk/apps/self_test.h"
#include "kiosk/apps/touch_loop.h"
#include "kiosk/letters/letter_reader.h"
#include "kiosk/runtime/assets.h"
#include "kiosk/runtime/card_trust.h"
#include "kiosk/services/open_eligibility.h"
#include "kiosk/services/postgres_visit_store.h"
#include "kiosk/touch/voice.h"
#include "vision/model_files.h"

namespace kiosk::apps {
namespace {

base::Result<std::optional<runtime::CardTrust>, std::string> trust_of(const KioskOptions& options) {
  if (options.believes_any_card) return std::optional<runtime::CardTrust>{};
  auto loaded = runtime::load_card_trust(options.authority);
  if (!loaded) return loaded.error().detail;
  return std::optional{std::move(loaded).value()};
}

vision::VerifierRules verifier_rules(const KioskOptions& options) {
  vision::VerifierRules rules;
  // A recording can do no movement that is asked for; playing one is a trial anyway.
  if (options.video.empty()) rules.liveness = options.liveness;
  rules.prompt_seed = std::random_device{}();  // nobody can know beforehand which movement will be asked
  return rules;
}

/// A card's print is 15 pixels high at this size; what the driver cannot give it makes smaller.
vision::CameraChoice letter_camera_of(const KioskOptions& options) {
  vision::CameraChoice choice = options.camera;
  choice.width = 1920;
  choice.height = 1080;
  return choice;
}

int check_people_in(const KioskOptions& options) {
  const auto trust = trust_of(options);
  if (!trust) return refuse(trust.error());
  auto eligibility = services::open_eligibility(options.back_desk.insurer, options.patience);
  if (!eligibility) return refuse(eligibility.error().detail);
  auto visits = services::open_records(options.back_desk.records);
  if (!visits) return refuse(visits.error().detail);
  auto back_desk = BackDesk::open(options.back_desk);
  if (!back_desk) return refuse(back_desk.error());
  const auto speaker = touch::Speaker::open(runtime::assets_folder() / "voice");
  if (!speaker) std::cerr << program_invocation_short_name << ": " << speaker.error().detail << "\n";
  auto front_end = touch::TouchFrontEnd::open(options.touch, runtime::assets_folder(), nullptr,
                                              speaker ? speaker.value().get() : nullptr);
  if (!front_end) return refuse(front_end.error().detail);
  show_first_screen(*front_end.value(), options.rules.default_language);  // while the models are looked for
  const auto models = vision::find_models();
  if (!models) return refuse(vision::describe(models.error()));
  auto row = vision::threshold_row_for(models.value());
  if (!row) return refuse(vision::describe(row.error()));
  LateFaces faces(models.value());

  const base::SteadyClock clock;
  DetailedWebcam webcam(options.camera, letter_camera_of(options), clock);
  PacedVideo video(options.video, clock);
  vision::FrameSource& camera = options.video.empty() ? webcam.faces() : video;
  letters::LateLetterReader letters;
  cardreader::PcscSettings reader_settings;
  reader_settings.reader_name = options.reader;
  cardreader::PcscCardReader reader(reader_settings);
  cardreader::VirtualCardFront front;
  front.show(options.card_front);
  Metrics metrics;
  const auto* believed = trust.value() ? &*trust.value() : nullptr;
  runtime::Kiosk kiosk(options.rules,
                       {reader, front, camera, faces, *eligibility.value(), *visits.value(), letters, believed,
                        options.video.empty() ? &webcam.letters() : nullptr},
                       {std::move(row).value(), verifier_rules(options)}, {&metrics});
  back_desk.value()->watch(metrics, options.metrics);
  const BackDeskThread rounds(*back_desk.value(), options.back_desk.round);
  run_touch(kiosk, *front_end.value(), [&faces] { return faces.failure() ? GoesOn::no : GoesOn::yes; });
  if (const auto why = faces.failure()) return refuse(*why);
  return 0;
}

}  // namespace

int run_kiosk(const KioskOptions& options) {
  switch (options.purpose) {
    case KioskOptions::Purpose::check_settings:
      return print_table(test_settings(options), std::cout);
    case KioskOptions::Purpose::self_test:
      return print_table(test_parts(options), std::cout);
    case KioskOptions::Purpose::check_people_in:
      return check_people_in(options);
  }
  return 2;
}

}  // namespace kiosk::apps
