#include "kiosk/apps/replay_options.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "kiosk/apps/replay_batch.h"
#include "kiosk/runtime/assets.h"

namespace kiosk::apps {
using namespace kiosk::replay;

namespace {

constexpr const char* replay_examples = R"(Examples:
  uketsuke-replay --card hanako.card --video hanako.mp4
  uketsuke-replay --card hanako.card --video stranger.mp4 --expect not-verified
  uketsuke-replay --card hanako.card --video hanako.mp4 --json | tail -n 1
  uketsuke-replay assets/scenarios/letter.scenario
  uketsuke-replay assets/scenarios -j2 --junit report.xml --report report.html
  uketsuke-replay assets/scenarios/consent --realtime -j4
  uketsuke-replay --recovery

Without a scenario a hands-off patient takes the main choice of each screen. Exit status: 0 all expectations held (or there
were none and the story ran), 1 an expectation did not hold, 2 bad input.)";

/// The last line of a run that could not be played, so that a program always finds an outcome.
int fail_play(const ReplayOptions& options, const std::string& message) {
  std::cerr << "uketsuke-replay: " << message << "\n";
  if (options.settings.narration == Narration::json) std::cout << json_of({Ending::error, std::nullopt, 0, 0}) << "\n";
  return 2;
}

int play_one(Theatre& theatre, const ReplayOptions& options, const Play& play) {
  const auto played = theatre.play(play, std::cout);
  if (!played) {
    const int line = played.error().line;
    return fail_play(options, (line > 0 ? "line " + std::to_string(line) + ": " : "") + played.error().message);
  }
  for (const Failure& failure : played.value().failures) {
    std::cerr << "uketsuke-replay: " << (play.scenario ? play.scenario->name + ": " : "") << failure.sentence() << "\n";
  }
  if (!played.value().failures.empty()) return 1;
  const std::string_view ending = name_of(played.value().outcome.ending);
  if (options.expected.empty() || options.expected == ending) return 0;
  std::cerr << "uketsuke-replay: expected " << options.expected << ", but the outcome is " << ending << "\n";
  return 1;
}

}  // namespace

std::variant<ReplayOptions, int> parse_replay_options(int argc, char** argv) {
  ReplayOptions options;
  bool json = false, at_true_speed = false;
  CLI::App app{
      "Plays a check-in with a virtual card and a recorded video through the real kiosk, and tells its story."};
  app.footer(replay_examples);
  app.add_option("scenario", options.scenarios, "scenario files, or folders of them");
  app.add_option("-j,--jobs", options.jobs, "how many scenarios to play at the same time")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--junit", options.junit, "report for CI services, as JUnit XML");
  app.add_option("--report", options.page, "report for people, as one HTML page");
  app.add_option("--limit", options.limit_seconds, "longest real time of one scenario among several, in seconds")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  options.settings.casting.cast = usual_cast_folder();
  app.add_option("--cast", options.settings.casting.cast, "the scenarios' people, made by tools/cast")
      ->capture_default_str();
  app.add_option("--videos", options.settings.casting.videos, "videos of your own, looked at before those of the cast");
  app.add_option("--card", options.card, "card file made by uketsuke-card issue");
  app.add_option("--video", options.video, "recorded video, or a folder of numbered stills");
  app.add_option("--expect", options.expected, "checked-in, not-verified, not-eligible, abandoned or error");
  app.add_option("--language", options.settings.language, "language of the screens (ja, en, …)")->capture_default_str();
  app.add_option("--records", options.settings.records, "folder for the records; a temporary one when not given");
  app.add_option("--roster", options.settings.roster, "whom the insurer knows; the card's holder when not given");
  options.settings.authority = cardreader::usual_authority_folder();
  app.add_option("--authority", options.settings.authority, "folder of the card authority that made the cards")
      ->capture_default_str();
  const std::map<std::string, cardreader::FrontSight> sights{{"photographed", cardreader::FrontSight::photographed},
                                                             {"printed", cardreader::FrontSight::printed},
                                                             {"unreadable", cardreader::FrontSight::unreadable}};
  app.add_option(
         "--front", options.settings.front,
         "number B from a photograph of the card's front; from the card file, without a camera; or not at all, so "
         "that the person is asked")
      ->transform(CLI::CheckedTransformer(sights))
      ->default_str("printed");
  app.add_option("--contact-sheet", options.settings.contact_sheet, "PNG of the frames that were used");
  app.add_flag("--show-faces", options.settings.show_faces,
               "do not make the faces on the contact sheet unrecognisable");
  app.add_flag("--realtime", at_true_speed,
               "at true speed, on the kiosk's threads, as in a clinic; the outcome must be the same");
  app.add_flag("--recovery", options.tells_recoveries,
               "at true speed, with a table of how soon the next person could check in after each trouble; the "
               "library's own scenarios when none is given");
  app.add_flag("--json", json, "one JSON object a line; the last one is the outcome");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  if (at_true_speed || options.tells_recoveries) options.settings.speed = Speed::true_speed;
  if (options.tells_recoveries && options.scenarios.empty()) {
    options.scenarios = {runtime::assets_folder() / "scenarios" / "recovery"};
  }
  options.settings.narration = json ? Narration::json : Narration::text;
  options.settings.begin = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (!options.expected.empty() && !ending_from(options.expected)) {
    return fail_play(options,
                     "\"" + options.expected +
                         "\" is no outcome; there are: checked-in, not-verified, not-eligible, abandoned, error");
  }
  if (options.scenarios.empty() && (options.card.empty() || options.video.empty())) {
    return fail_play(options, "give a scenario, or --card and --video; --help shows examples");
  }
  return options;
}

/// Several scenarios, or a report of one: each in a process of its own.
bool is_batch(const ReplayOptions& options, const std::vector<std::filesystem::path>& files) {
  return files.size() > 1 || options.tells_recoveries || options.jobs > 1 || !options.junit.empty() || !options.page.empty();
}

int play_all(const ReplayOptions& options) {
  const auto files = scenario_files(options.scenarios);
  if (!files) return fail_play(options, files.error());
  if (is_batch(options, files.value()) && !files.value().empty()) {
    return report_batch(options, play_batch(options, files.value()));
  }
  Play play{std::nullopt, options.card, options.video};
  if (!files.value().empty()) {
    const auto& file = files.value().front();
    auto scenario = load_scenario(file);
    if (!scenario) {
      const auto& error = scenario.error();
      const std::string line = error.line > 0 ? ", line " + std::to_string(error.line) : "";
      return fail_play(options, (error.line > 0 ? file.string() + line + ": " : "") + error.message);
    }
    play.scenario = std::move(scenario).value();
  }
  auto theatre = Theatre::open(options.settings);
  if (!theatre) return fail_play(options, theatre.error().message);
  return play_one(*theatre.value(), options, play);
}

}  // namespace kiosk::apps
