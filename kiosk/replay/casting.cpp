#include "kiosk/replay/casting.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "kiosk/replay/nearest_word.h"
#include "kiosk/replay/observation_tape.h"

namespace kiosk::replay {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

/// "taro" for taro.card, of every file with that ending.
std::vector<std::string> names_with(const fs::path& folder, const char* ending) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == ending) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string not_cast(const fs::path& folder, const std::string& who, const char* ending, const std::string& what) {
  const auto names = names_with(folder, ending);
  if (names.empty()) return "the cast is not in " + folder.string() + " yet; make it once with tools/cast";
  return what + " \"" + who + "\" is not in the cast; did you mean \"" + nearest_word(who, names) + "\"?";
}

bool is_file_name(const std::string& words) { return words.find_first_of("./") != std::string::npos; }

}  // namespace

fs::path usual_cast_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  const fs::path base =
      cache != nullptr && *cache != '\0' ? fs::path(cache) : fs::path(home ? home : "/root") / ".cache";
  return base / "uketsuke" / "cast";
}

base::Result<fs::path, std::string> Casting::card_of(const std::string& who) const {
  const fs::path file = cast / (who + ".card");
  if (!is_file_name(who) && is_there(file)) return file;
  return not_cast(cast, who, ".card", "the person");
}

base::Result<fs::path, std::string> Casting::card_file(const Scenario& scenario, const std::string& words) const {
  const fs::path file = scenario.folder / words;
  if (is_there(file)) return file;
  return "there is no card file " + file.string();
}

base::Result<fs::path, std::string> Casting::tape(const Scenario& scenario, const std::string& words) const {
  const fs::path file = scenario.folder / words;
  if (is_there(file)) return file;
  return "there is no file of observations " + file.string();
}

base::Result<fs::path, std::string> Casting::video(const Scenario& scenario, const std::string& words) const {
  if (is_file_name(words)) {
    for (const fs::path& folder : {videos, scenario.folder}) {
      if (!folder.empty() && is_there(folder / words)) return folder / words;
    }
    if (is_there(scenario.folder / words)) return scenario.folder / words;
    return "there is no video " + (scenario.folder / words).string();
  }
  for (const fs::path& file : {videos / (words + ".mp4"), videos / words}) {
    if (!videos.empty() && is_there(file)) return file;
  }
  if (is_there(cast / (words + ".mp4"))) return cast / (words + ".mp4");
  return not_cast(cast, words, ".mp4", "the video");
}

namespace {

bool is_tape(const Statement& statement) {
  return statement.verb == Verb::observe && statement.words.ends_with(tape_ending);
}

/// The file that a statement names, if it names one; or a sentence that it is not there.
base::Result<fs::path, std::string> file_named_in(const Statement& statement, const Scenario& scenario,
                                                  const Casting& casting) {
  switch (statement.verb) {
    case Verb::who:
      return statement.words == somebody_with_another_card ? fs::path() : casting.card_of(statement.words);
    case Verb::card:
      return casting.card_file(scenario, statement.words);
    case Verb::video:
      return casting.video(scenario, statement.words);
    case Verb::observe:
      return is_tape(statement) ? casting.tape(scenario, statement.words) : fs::path();
    case Verb::roster:
      if (is_there(scenario.folder / statement.words)) return scenario.folder / statement.words;
      return "there is no roster " + (scenario.folder / statement.words).string();
    default:
      return fs::path();
  }
}

}  // namespace

std::optional<ScenarioError> missing_in(const Scenario& scenario, const Casting& casting) {
  struct Way {
    const char* words;
    const Statement* last = nullptr;
  };
  std::array<Way, 3> ways{{{"a video"}, {"sights in words"}, {"recorded observations"}}};
  for (const Statement& statement : scenario.statements) {
    const auto found = file_named_in(statement, scenario, casting);
    if (!found) return ScenarioError{statement.line, found.error()};
    if (statement.verb == Verb::video) ways[0].last = &statement;
    if (statement.verb == Verb::observe) ways[is_tape(statement) ? 2 : 1].last = &statement;
  }
  const Way* one = nullptr;
  for (const Way& other : ways) {
    if (other.last == nullptr) continue;
    if (one == nullptr) {
      one = &other;
      continue;
    }
    return ScenarioError{std::max(one->last->line, other.last->line),
                         std::string("a scenario has ") + one->words + " or " + other.words + ", not both (lines " +
                             std::to_string(one->last->line) + " and " + std::to_string(other.last->line) + ")"};
  }
  return std::nullopt;
}

}  // namespace kiosk::replay
