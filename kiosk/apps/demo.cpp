#include "kiosk/apps/demo.h"

#include <spawn.h>
#include <sys/wait.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <iostream>

#include "cardreader/pcsc_card_reader.h"
#include "kiosk/apps/engineers_view.h"
#include "kiosk/apps/paced_video.h"
#include "kiosk/apps/refusal.h"
#include "kiosk/apps/touch_loop.h"
#include "kiosk/replay/invented_insurance.h"
#include "kiosk/replay/stage.h"
#include "kiosk/runtime/assets.h"
#include "kiosk/runtime/card_trust.h"
#include "kiosk/services/roster_eligibility_service.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "vision/dlib_face_analyzer.h"
#include "vision/model_files.h"
#include "vision/webcam_source.h"

extern char** environ;

namespace kiosk::apps {
namespace {

constexpr const char* demo_examples = R"(Examples:
  uketsuke-demo --me portrait.jpg                      your card from your picture, your webcam
  uketsuke-demo --card holder.card --video holder.mp4  without a webcam

In the window: I puts the card in, R takes it out; the panel on the right lists the other keys. The card, the record and
everything else of you is in memory and gone when the window closes. Exit status: 0 closed, 2 something is missing.)";

/// A folder in memory (/dev/shm) that is gone, with the card in it, when the demo closes.
class MemoryFolder {
 public:
  MemoryFolder() {
    std::string name = "/dev/shm/uketsuke-demo-XXXXXX";
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~MemoryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Lets uketsuke-card, which lies beside this program, make a card from the picture.
bool issue_card(const std::filesystem::path& picture, const std::filesystem::path& folder,
                const std::filesystem::path& card) {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path() / "uketsuke-card";
  std::vector<std::string> words = {program.string(), "issue",          "--name",      "見本　花子",
                                    "--birth",        "1980-02-17",     "--authority", (folder / "authority").string(),
                                    "--photo",        picture.string(), "-o",          card.string()};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) return false;
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// A camera with a plug: pulled, it is missing, as a real one would be.
class PluggedCamera final : public vision::FrameSource {
 public:
  explicit PluggedCamera(vision::FrameSource& source) : source_(source) {}
  base::Result<vision::SharedFrame, vision::VisionError> next() override {
    if (is_in_) return source_.next();
    return vision::VisionError{vision::VisionProblem::camera_missing, "unplugged in the demo"};
  }
  bool toggle() { return is_in_ = !is_in_; }

 private:
  vision::FrameSource& source_;
  std::atomic<bool> is_in_ = true;
};

/// An insurer with a switch: off, it cannot be reached.
class SwitchedInsurer final : public checkin::EligibilityService {
 public:
  explicit SwitchedInsurer(checkin::EligibilityService& service) : service_(service) {}
  base::Result<checkin::Eligibility, checkin::ServiceError> check(const checkin::EligibilityQuestion& question,
                                                                  checkin::Date today) override {
    if (is_on_) return service_.check(question, today);
    return checkin::ServiceError{checkin::ServiceProblem::unreachable, "switched off in the demo"};
  }
  base::Result<base::Done, checkin::ServiceError> register_card(const checkin::CardProof& proof) override {
    if (is_on_) return service_.register_card(proof);
    return checkin::ServiceError{checkin::ServiceProblem::unreachable, "switched off in the demo"};
  }
  bool toggle() { return is_on_ = !is_on_; }

 private:
  checkin::EligibilityService& service_;
  std::atomic<bool> is_on_ = true;
};

void add_buttons(EngineersView& view, replay::Stage& stage, PluggedCamera& camera, SwitchedInsurer& insurer) {
  view.add({"I", "put the card in", [&stage] {
              if (stage.card_is_in()) return std::string("the card is in already");
              const auto inserted = stage.insert_card();
              return inserted ? std::string("the card is put in") : inserted.error().text();
            }});
  view.add({"R", "take the card out", [&stage] {
              stage.take_card();
              return std::string("the card is taken out");
            }});
  view.add({"C", "plug or unplug the camera", [&camera] {
              return std::string(camera.toggle() ? "the camera is plugged in" : "the camera is unplugged");
            }});
  view.add({"N", "insurer on or off", [&insurer] {
              return std::string(insurer.toggle() ? "the insurer can be reached" : "the insurer cannot be reached");
            }});
}

}  // namespace

std::variant<DemoOptions, int> parse_demo_options(int argc, char** argv) {
  DemoOptions options;
  options.window.size = {1440, 810};
  options.window.title = "Uketsuke demo";
  CLI::App app{"The kiosk in a window, with your webcam and a virtual card, and the engineer's view beside it."};
  app.footer(demo_examples);
  app.add_option("--me", options.me, "a picture of you, for the card")->check(CLI::ExistingFile);
  app.add_option("--card", options.card, "a .card file instead")->check(CLI::ExistingFile);
  options.authority = cardreader::usual_authority_folder();
  app.add_option("--authority", options.authority, "folder of the card authority that issued the .card file")
      ->capture_default_str();
  app.add_option("--video", options.video, "a recording instead of the webcam")->check(CLI::ExistingFile);
  app.add_option("--camera", options.camera, "the webcam")->capture_default_str();
  app.add_option("--language", options.language, "language of the first screen")->capture_default_str();
  app.add_option("--width", options.window.size.width, "of the window")->capture_default_str();
  app.add_option("--height", options.window.size.height, "of the window")->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  if (options.me.empty() == options.card.empty()) {
    return refuse("give either --me PICTURE or --card FILE; --help shows examples");
  }
  const bool has_camera = std::filesystem::exists(options.camera);
  if (options.video.empty() && !has_camera) {
    return refuse("no camera at " + options.camera +
                  "; plug one in, name another with --camera, or play a recording with --video FILE");
  }
  return options;
}

int run_demo(const DemoOptions& options) {
  const MemoryFolder folder;
  if (folder.path().empty()) return refuse("no folder can be made in /dev/shm");
  std::filesystem::path card = options.card;
  if (card.empty()) {
    card = folder.path() / "me.card";
    if (!issue_card(options.me, folder.path(), card)) return refuse("no card could be made from this picture");
  }
  const auto trust = runtime::load_card_trust(options.card.empty() ? folder.path() / "authority" : options.authority);
  if (!trust) return refuse(trust.error().text());
  const auto models = vision::find_models();
  if (!models) return refuse(vision::describe(models.error()));
  auto row = vision::row_for(vision::shipped_threshold_rows(), "card-photo", models.value().first_model,
                             models.value().second_model);
  if (!row) return refuse(vision::describe(row.error()));
  auto faces = vision::DlibFaceAnalyzer::load(models.value());
  if (!faces) return refuse(vision::describe(faces.error()));
  auto contents = cardreader::load_virtual_card(card);
  if (!contents) return refuse(contents.error().text());
  const auto roster = folder.path() / "roster.db";
  if (const auto insured = replay::insure_people({}, {contents.value()}, roster); !insured) {
    return refuse(insured.error().detail);
  }
  auto eligibility = services::RosterEligibilityService::load(roster);
  if (!eligibility) return refuse(eligibility.error().detail);
  auto visits = services::SqliteVisitStore::open(folder.path() / "visits.db");
  if (!visits) return refuse(visits.error().detail);
  auto stage = replay::Stage::open();
  if (!stage) return refuse(stage.error().text());
  if (const auto held = stage.value()->hold_card(card); !held) return refuse(held.error().text());

  EngineersView view;
  auto front_end = touch::TouchFrontEnd::open({options.window, 0, 850}, runtime::assets_folder(), &view);
  if (!front_end) return refuse(front_end.error().detail);
  const base::SteadyClock clock;
  vision::WebcamSource webcam({options.camera}, clock);
  PacedVideo video(options.video, clock);
  PluggedCamera camera(options.video.empty() ? static_cast<vision::FrameSource&>(webcam) : video);
  SwitchedInsurer insurer(*eligibility.value());
  add_buttons(view, *stage.value(), camera, insurer);
  checkin::Rules rules;
  rules.default_language = options.language;
  cardreader::PcscCardReader reader;
  runtime::Kiosk kiosk(
      rules, {reader, stage.value()->front(), camera, *faces.value(), insurer, *visits.value(), &trust.value()},
      {std::move(row).value(), {}}, {&view, &view, &view});
  run_touch(kiosk, *front_end.value());
  return 0;
}

}  // namespace kiosk::apps
