#include "kiosk/apps/replay_options.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace kiosk::apps {
using namespace kiosk::replay;

namespace {

constexpr const char* replay_examples = R"(Examples:
  uketsuke-replay --card hanako.card --video hanako.mp4
  uketsuke-replay --card hanako.card --video stranger.mp4 --expect not-verified
  uketsuke-replay --card hanako.card --video hanako.mp4 --json | tail -n 1
  uketsuke-replay assets/scenarios/letter.scenario

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
  if (!played) return fail_play(options, played.error().message);
  for (const std::string& failure : played.value().failures) {
    std::cerr << "uketsuke-replay: " << (play.scenario ? play.scenario->name + ": " : "") << failure << "\n";
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
  bool json = false;
  CLI::App app{
      "Plays a check-in with a virtual card and a recorded video through the real kiosk, and tells its story."};
  app.footer(replay_examples);
  app.add_option("scenario", options.scenarios, "scenario files");
  app.add_option("--card", options.card, "card file made by uketsuke-card issue");
  app.add_option("--video", options.video, "recorded video, or a folder of numbered stills");
  app.add_option("--expect", options.expected, "checked-in, not-verified, not-eligible, abandoned or error");
  app.add_option("--language", options.settings.language, "language of the screens (ja, en, …)")->capture_default_str();
  app.add_option("--records", options.settings.records, "folder for the records; a temporary one when not given");
  app.add_option("--roster", options.settings.roster, "whom the insurer knows; the card's holder when not given");
  options.settings.authority = cardreader::usual_authority_folder();
  app.add_option("--authority", options.settings.authority, "folder of the card authority that made the cards")
      ->capture_default_str();
  app.add_option("--contact-sheet", options.settings.contact_sheet, "PNG of the frames that were used");
  app.add_flag("--show-faces", options.settings.show_faces,
               "do not make the faces on the contact sheet unrecognisable");
  app.add_flag("--json", json, "one JSON object a line; the last one is the outcome");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
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

int play_all(const ReplayOptions& options) {
  std::vector<Play> plays;
  int status = 0;
  for (const auto& file : options.scenarios) {
    auto scenario = load_scenario(file);
    if (scenario) {
      plays.push_back({std::move(scenario).value(), options.card, options.video});
      continue;
    }
    const auto& error = scenario.error();
    status = fail_play(
        options, file.string() + (error.line > 0 ? ", line " + std::to_string(error.line) : "") + ": " + error.message);
  }
  if (options.scenarios.empty()) plays.push_back({std::nullopt, options.card, options.video});
  if (plays.empty()) return status;
  auto theatre = Theatre::open(options.settings);
  if (!theatre) return fail_play(options, theatre.error().message);
  for (const Play& play : plays) status = std::max(status, play_one(*theatre.value(), options, play));
  return status;
}

}  // namespace kiosk::apps
