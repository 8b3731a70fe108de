#include "kiosk/apps/demo.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "cardreader/pcsc_card_reader.h"
#include "kiosk/apps/card_workshop.h"
#include "kiosk/apps/demo_devices.h"
#include "kiosk/apps/demo_people.h"
#include "kiosk/apps/detailed_webcam.h"
#include "kiosk/apps/engineers_view.h"
#include "kiosk/apps/held_up_letter.h"
#include "kiosk/apps/late_faces.h"
#include "kiosk/apps/paced_video.h"
#include "kiosk/apps/refusal.h"
#include "kiosk/apps/screen_lines.h"
#include "kiosk/apps/touch_loop.h"
#include "kiosk/letters/letter_reader.h"
#include "kiosk/replay/audience.h"
#include "kiosk/replay/invented_insurance.h"
#include "kiosk/replay/session_recorder.h"
#include "kiosk/replay/stage.h"
#include "kiosk/runtime/assets.h"
#include "kiosk/runtime/card_trust.h"
#include "kiosk/services/roster_eligibility_service.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "vision/model_files.h"
#include "vision/webcam_source.h"

namespace kiosk::apps {
namespace {

constexpr const char* demo_examples = R"(Examples:
  uketsuke-demo --me portrait.jpg                      your card from your picture, your webcam
  uketsuke-demo                                        T on the keyboard takes your picture with the webcam
  uketsuke-demo --card holder.card --video holder.mp4 --impostor stranger.mp4
  uketsuke-demo --people ~/.cache/uketsuke/cast        the people that tools/cast makes; P brings the next one
  uketsuke-demo --card holder.card --record my-scenarios   each check-in becomes a scenario for uketsuke-replay

In the window: I puts the card in, R takes it out; the panel on the right lists the other keys. The card, the record and
everything else of you is in memory and gone when the window closes, unless you keep the card with S. Exit status: 0 closed, 2 something is missing.)";

void add_card_buttons(EngineersView& view, replay::Stage& stage, replay::SessionRecorder& recorder) {
  view.add({"I", "put the card in", [&stage, &recorder] {
              if (stage.card_is_in()) return std::string("the card is in already");
              recorder.card_was_put_in();
              const auto inserted = stage.insert_card();
              return inserted ? std::string("the card is put in") : inserted.error().text();
            }});
  view.add({"R", "take the card out", [&stage, &recorder] {
              if (stage.card_is_in()) recorder.card_was_taken();
              stage.take_card();
              return std::string("the card is taken out");
            }});
  view.add({"D", "card service", [&stage, &recorder] {
              if (stage.card_service_runs()) {
                recorder.met(replay::Trouble::card_service_stops);
                stage.stop_card_service();
                return std::string("the card service is stopped");
              }
              recorder.met(replay::Trouble::card_service_starts);
              const auto started = stage.start_card_service();
              return started ? std::string("the card service runs again") : started.error().text();
            }});
}

void add_other_buttons(EngineersView& view, PluggedCamera& camera, SwitchedInsurer& insurer, CardWorkshop& workshop,
                       replay::SessionRecorder& recorder) {
  view.add({"T", "take my picture", [&camera, &workshop] {
              const bool begun = workshop.begin(camera) == CardWorkshop::Start::begun;
              return std::string(begun ? "taking a picture, making a card …" : "a card is being made already");
            }});
  view.add({"C", "camera plug", [&camera, &recorder] {
              const bool is_in = camera.toggle_plug();
              recorder.met(is_in ? replay::Trouble::camera_is_back : replay::Trouble::camera_is_lost);
              return std::string(is_in ? "the camera is plugged in" : "the camera is unplugged");
            }});
  view.add({"N", "insurer", [&insurer, &recorder] {
              const bool is_on = insurer.toggle();
              recorder.met(is_on ? replay::Trouble::insurer_is_back : replay::Trouble::insurer_cannot_be_reached);
              return std::string(is_on ? "the insurer can be reached" : "the insurer cannot be reached");
            }});
  if (!camera.has_somebody_else()) return;
  view.add({"X", "somebody else", [&camera] {
              return std::string(camera.toggle_somebody_else() ? "somebody else stands in front of the camera"
                                                               : "the first person is back");
            }});
}

/// The insurer knows the card's holder, and the card lies ready to be put in. A sentence when something is wrong.
std::optional<std::string> adopt_card(replay::Stage& stage, const std::filesystem::path& card,
                                      const std::filesystem::path& roster) {
  auto contents = cardreader::load_virtual_card(card);
  if (!contents) return contents.error().text();
  if (const auto insured = replay::insure_people({}, {contents.value()}, roster); !insured) {
    return insured.error().detail;
  }
  stage.take_card();
  if (const auto held = stage.hold_card(card); !held) return held.error().text();
  return std::nullopt;
}

/// The card that lies ready, and who could come next.
struct Props {
  std::filesystem::path card;
  std::filesystem::path roster;
  std::vector<DemoPerson> people;
  std::size_t person = 0;
};

void add_letter_button(EngineersView& view, HeldUpLetter& letter) {
  view.add({"L", "hold up a letter", [&letter] { return letter.hold_up_another() + "; choose \"Use camera\""; }});
}

checkin::Date today_in_japan() {
  return checkin::date_in_japan(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

void add_people_button(EngineersView& view, replay::Stage& stage, PacedVideo& video, Props& props) {
  view.add({"P", "another person", [&stage, &video, &props] {
              props.person = (props.person + 1) % props.people.size();
              const DemoPerson& person = props.people[props.person];
              if (const auto wrong = adopt_card(stage, person.card, props.roster)) return *wrong;
              props.card = person.card;
              if (!person.video.empty()) video.play(person.video);
              return person.name + " is here; I puts the card in";
            }});
}

void add_keep_button(EngineersView& view, const CardWorkshop& workshop, const Props& props,
                     const std::filesystem::path& folder) {
  view.add({"S", "keep my card", [&workshop, &props, folder] {
              if (props.card.empty()) return std::string("there is no card yet; T takes your picture for one");
              if (!workshop.keep(props.card, folder)) return "the card could not be written to " + folder.string();
              return "the card is kept: --card " + (folder / "my.card").string() + " --authority " +
                     (folder / "authority").string();
            }});
}

void add_video_button(EngineersView& view, replay::SessionRecorder& recorder) {
  view.add({"V", "I agree: keep my video", [&recorder] {
              return std::string(recorder.toggle_video_agreement()
                                     ? "the video of this check-in is kept, as agreed; V withdraws"
                                     : "no video is kept; what there was of this check-in is deleted");
            }});
}

/// Whose card a recorded session is about. A card made for the demo has somebody's face in it and is gone with it.
std::string holder_of(const DemoOptions& options) {
  if (!options.card.empty()) return "card     " + std::filesystem::absolute(options.card).string();
  return "# The card of the session had a photo of a person and is gone with it; one of the cast stands in.\n"
         "who      taro";
}

/// The card to begin with: issued from `--me`, or the given one; none when it comes from the camera.
base::Result<std::filesystem::path, std::string> first_card(const DemoOptions& options, CardWorkshop& workshop) {
  if (!options.card.empty()) return options.card;
  if (options.me.empty()) {
    if (!workshop.found_authority()) return std::string("no card authority could be made; is uketsuke-card built?");
    return std::filesystem::path{};
  }
  auto card = workshop.issue(options.me);
  if (card.empty()) return std::string("no card could be made from this picture: it must show exactly one face");
  return card;
}

}  // namespace

std::variant<DemoOptions, int> parse_demo_options(int argc, char** argv) {
  DemoOptions options;
  options.touch.window.size = {1440, 810};
  options.touch.window.title = "Uketsuke demo";
  CLI::App app{"The kiosk in a window, with your webcam and a virtual card, and the engineer's view beside it."};
  app.footer(demo_examples);
  app.add_option("--me", options.me, "a picture of you, for the card")->check(CLI::ExistingFile);
  app.add_option("--card", options.card, "a .card file instead")->check(CLI::ExistingFile);
  options.authority = cardreader::usual_authority_folder();
  app.add_option("--authority", options.authority, "folder of the card authority that issued the .card file")
      ->capture_default_str();
  app.add_option("--video", options.video, "a recording instead of the webcam")->check(CLI::ExistingFile);
  app.add_option("--impostor", options.impostor, "a recording of somebody else, for the button \"somebody else\"")
      ->check(CLI::ExistingFile);
  app.add_option("--people", options.people,
                 "folder of ready-made cards, recordings and their authority, as tools/cast makes it")
      ->check(CLI::ExistingDirectory);
  options.keep_in = "uketsuke-my-card";
  app.add_option("--keep-in", options.keep_in, "folder for your card, when S keeps it")->capture_default_str();
  app.add_option("--camera", options.camera, "the webcam")->capture_default_str();
  app.add_option("--language", options.language, "language of the first screen")->capture_default_str();
  app.add_option("--width", options.touch.window.size.width, "of the window")
      ->capture_default_str()
      ->check(CLI::Range(800, 8192));
  app.add_option("--height", options.touch.window.size.height, "of the window")
      ->capture_default_str()
      ->check(CLI::Range(450, 8192));
  app.add_option(
      "--record", options.record,
      "folder for a scenario of each check-in: what was pressed, and what the camera made of the face, but no PIN and "
      "no picture; only who agrees with V has the video of their check-in kept there too");
  bool tells = false;
  app.add_flag("--tell-screens", tells, "print each screen and where its controls are, for scripted fingers");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  if (tells) options.touch.tells = print_screen;
  if (!options.me.empty() && !options.card.empty()) {
    return refuse("give --me PICTURE or --card FILE, not both; --help shows examples");
  }
  if (!options.people.empty()) {
    if (!options.me.empty() || !options.card.empty()) return refuse("give --people alone, without --me or --card");
    if (!options.record.empty())
      return refuse("a recorded session is of one card: give --record with --card, not with --people");
    const auto people = find_people(options.people);
    if (people.empty())
      return refuse("nobody with a card and a recording is in " + options.people.string() + "; tools/cast makes some");
    options.card = people.front().card;
    options.authority = options.people / "authority";
    if (options.video.empty()) options.video = people.front().video;
  }
  const bool has_camera = std::filesystem::exists(options.camera);
  if (options.video.empty() && !has_camera) {
    return refuse("no camera at " + options.camera +
                  "; plug one in, name another with --camera, play a recording with --video FILE, or let ready-made "
                  "people come: tools/cast, then --people ~/.cache/uketsuke/cast");
  }
  return options;
}

int run_demo(const DemoOptions& options) {
  const MemoryFolder folder;
  if (folder.path().empty()) return refuse("no folder can be made in /dev/shm");
  EngineersView view;
  const auto speaker = touch::Speaker::open(runtime::assets_folder() / "voice");
  if (!speaker) std::cerr << program_invocation_short_name << ": " << speaker.error().detail << "\n";
  auto front_end = touch::TouchFrontEnd::open(options.touch, runtime::assets_folder(), &view,
                                              speaker ? speaker.value().get() : nullptr);
  if (!front_end) return refuse(front_end.error().detail);
  show_first_screen(*front_end.value(), options.language);
  const auto models = vision::find_models();
  if (!models) return refuse(vision::describe(models.error()));
  auto row = vision::threshold_row_for(models.value());
  if (!row) return refuse(vision::describe(row.error()));
  LateFaces faces(models.value());

  const auto authority = options.card.empty() ? folder.path() / "authority" : options.authority;
  CardWorkshop workshop(folder.path(), authority);
  const auto card = first_card(options, workshop);
  if (!card) return refuse(card.error());
  const auto trust = runtime::load_card_trust(authority);
  if (!trust) return refuse(trust.error().text());
  auto stage = replay::Stage::open();
  if (!stage) return refuse(stage.error().text());
  Props props{card.value(), folder.path() / "roster.db", find_people(options.people)};
  if (const auto begun = replay::insure_people({}, {}, props.roster); !begun) return refuse(begun.error().detail);
  if (const auto wrong = HeldUpLetter::insure_people(props.roster, today_in_japan())) return refuse(*wrong);
  if (!card.value().empty()) {
    if (const auto wrong = adopt_card(*stage.value(), card.value(), props.roster)) return refuse(*wrong);
  } else {
    view.say("press T: the webcam takes your picture for a card");
  }
  auto eligibility = services::RosterEligibilityService::load(props.roster);
  if (!eligibility) return refuse(eligibility.error().detail);
  auto visits = services::SqliteVisitStore::open(folder.path() / "visits.db");
  if (!visits) return refuse(visits.error().detail);

  const base::SteadyClock clock;
  DetailedWebcam webcam({options.camera}, {options.camera, 1920, 1080}, clock);
  PacedVideo video(options.video, clock), impostor(options.impostor, clock);
  PluggedCamera plugged(options.video.empty() ? webcam.faces() : video, options.impostor.empty() ? nullptr : &impostor);
  replay::FilmedCamera camera(plugged);
  HeldUpLetter letter(options.video.empty() ? webcam.letters() : video, plugged, clock, today_in_japan());
  letters::LateLetterReader letters;
  SwitchedInsurer insurer(*eligibility.value());
  replay::SessionRecorder recorder({options.record, holder_of(options), options.language, folder.path(), &camera});
  recorder.tells = [&view](const std::string& line) {
    view.say(line);
    std::cerr << "uketsuke-demo: " << line << "\n";
  };
  add_card_buttons(view, *stage.value(), recorder);
  add_other_buttons(view, plugged, insurer, workshop, recorder);
  add_letter_button(view, letter);
  if (props.people.size() > 1) add_people_button(view, *stage.value(), video, props);
  if (!options.record.empty()) add_video_button(view, recorder);
  if (options.card.empty()) add_keep_button(view, workshop, props, options.keep_in);
  replay::Audience audience;  // only the faces are seen on another thread, and each watcher takes care of that
  audience.add(static_cast<runtime::SessionObserver&>(view));
  audience.add(static_cast<runtime::FaceObserver&>(view));
  if (!options.record.empty()) {
    audience.add(static_cast<runtime::SessionObserver&>(recorder));
    audience.add(static_cast<runtime::FaceObserver&>(recorder));
  }
  checkin::Rules rules;
  rules.default_language = options.language;
  cardreader::PcscCardReader reader;
  runtime::Kiosk kiosk(
      rules,
      {reader, stage.value()->front(), camera, faces, insurer, *visits.value(), letters, &trust.value(), &letter},
      {std::move(row).value(), {}}, {&audience, &view, &audience});
  view.watch([&faces] { return faces.counters(); }, [&kiosk] { return kiosk.camera().for_analysis().dropped(); });
  run_touch(kiosk, *front_end.value(), [&] {
    if (const auto made = workshop.finished()) {
      const auto wrong = made->card.empty() ? std::nullopt : adopt_card(*stage.value(), made->card, props.roster);
      if (!made->card.empty() && !wrong) props.card = made->card;
      view.say(wrong.value_or(made->words));
    }
    return faces.failure() ? GoesOn::no : GoesOn::yes;
  });
  if (const auto why = faces.failure()) return refuse(*why);
  return 0;
}

}  // namespace kiosk::apps
