#include "kiosk/replay/scenario.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include "kiosk/replay/nearest_word.h"
#include "kiosk/replay/statement_check.h"

namespace kiosk::replay {
namespace {

enum class Following { none, needed };

struct Form {
  std::string_view begins;
  Verb verb;
  Following words;
};

// Longer beginnings first, so that "wait for the end" is not read as "wait".
constexpr std::array<Form, 39> forms = {{
    {"wait for the end", Verb::wait_for_end, Following::none},
    {"camera doubts", Verb::camera_doubts, Following::needed},
    {"camera reads", Verb::camera_reads, Following::needed},
    {"clinic receives", Verb::clinic, Following::needed},
    {"insurer is a server", Verb::insurer, Following::none},
    {"next person within", Verb::next_person, Following::needed},
    {"staff is called", Verb::staff_called, Following::none},
    {"facility asks", Verb::facility, Following::needed},
    {"alarm sounds", Verb::alarm, Following::needed},
    {"prompts from", Verb::prompts, Following::needed},
    {"insert card", Verb::insert_card, Following::none},
    {"take card", Verb::take_card, Following::none},
    {"text size", Verb::text_size, Following::needed},
    {"insurance", Verb::insurance, Following::needed},
    {"no words", Verb::no_words, Following::needed},
    {"language", Verb::language, Following::needed},
    {"contrast", Verb::contrast, Following::needed},
    {"position", Verb::position, Following::needed},
    {"passcode", Verb::passcode, Following::needed},
    {"suddenly", Verb::suddenly, Following::needed},
    {"recorded", Verb::recorded, Following::needed},
    {"observe", Verb::observe, Following::needed},
    {"motion", Verb::motion, Following::needed},
    {"roster", Verb::roster, Following::needed},
    {"expect", Verb::expect, Following::needed},
    {"today", Verb::today, Following::needed},
    {"title", Verb::title, Following::needed},
    {"video", Verb::video, Following::needed},
    {"voice", Verb::voice, Following::needed},
    {"press", Verb::press, Following::needed},
    {"words", Verb::words, Following::needed},
    {"noted", Verb::noted, Following::needed},
    {"card", Verb::card, Following::needed},
    {"type", Verb::type, Following::needed},
    {"wait", Verb::wait, Following::needed},
    {"when", Verb::when, Following::needed},
    {"who", Verb::who, Following::needed},
    {"see", Verb::see, Following::needed},
    {"saw", Verb::saw, Following::needed},
}};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The beginning that the line comes nearest to, word for word.
std::string_view nearest_form(std::string_view line) {
  std::array<std::string_view, forms.size()> begins;
  std::transform(forms.begin(), forms.end(), begins.begin(), [](const Form& form) { return form.begins; });
  const auto words_in = [](std::string_view text) { return std::count(text.begin(), text.end(), ' ') + 1; };
  std::string_view best;
  std::size_t fewest = std::string_view::npos;
  for (const std::string_view begin : begins) {
    std::size_t end = 0;
    for (auto word = words_in(begin); word > 0 && end != std::string_view::npos; --word) end = line.find(' ', end + 1);
    const std::string_view written = line.substr(0, end);
    const std::size_t distance = edit_distance(written, begin);
    if (distance < fewest) fewest = distance, best = begin;
  }
  return best;
}

bool begins_with_words(std::string_view line, std::string_view words) {
  if (!line.starts_with(words)) return false;
  return line.size() == words.size() || line[words.size()] == ' ' || line[words.size()] == '\t';
}

base::Result<Statement, ScenarioError> parse_statement(std::string_view line, int number) {
  for (const Form& form : forms) {
    if (!begins_with_words(line, form.begins)) continue;
    const std::string_view words = trimmed(line.substr(form.begins.size()));
    if (form.words == Following::needed && words.empty()) {
      return ScenarioError{number, "\"" + std::string(form.begins) + "\" needs a word after it"};
    }
    if (form.words == Following::none && !words.empty()) {
      return ScenarioError{
          number, "\"" + std::string(form.begins) + "\" stands alone; what is \"" + std::string(words) + "\"?"};
    }
    Statement statement{number, form.verb, std::string(words)};
    if (auto wrong = fault_in(statement)) return ScenarioError{number, std::move(*wrong)};
    return statement;
  }
  return ScenarioError{number, "\"" + std::string(line) + "\" is no statement; did you mean \"" +
                                   std::string(nearest_form(line)) + "\"?"};
}

/// A remark begins with # at the beginning of a line or after a blank: PINs and file names may hold one.
std::string_view without_remark(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
  }
  return line;
}

}  // namespace

base::Result<Scenario, ScenarioError> parse_scenario(std::string_view text, std::string name,
                                                     std::filesystem::path folder) {
  Scenario scenario{std::move(name), std::move(folder), {}};
  int number = 0;
  std::istringstream lines{std::string(text)};
  for (std::string raw; std::getline(lines, raw);) {
    ++number;
    const std::string_view line = trimmed(without_remark(raw));
    if (line.empty()) continue;
    auto statement = parse_statement(line, number);
    if (!statement) return statement.error();
    scenario.statements.push_back(std::move(statement).value());
  }
  if (scenario.statements.empty()) return ScenarioError{0, "the scenario says nothing"};
  if (auto contradiction = contradiction_in(scenario)) return std::move(*contradiction);
  return scenario;
}

base::Result<Scenario, ScenarioError> load_scenario(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad() || std::filesystem::is_directory(file)) {
    return ScenarioError{0, file.string() + " cannot be read"};
  }
  return parse_scenario(text, file.stem().string(), file.parent_path());
}

base::Result<std::vector<std::filesystem::path>, std::string> scenario_files(
    const std::vector<std::filesystem::path>& given) {
  std::vector<std::filesystem::path> files;
  for (const std::filesystem::path& path : given) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::filesystem::path> inside;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path, ignored)) {
      if (entry.path().extension() == ".scenario") inside.push_back(entry.path());
    }
    if (inside.empty()) return "there is no *.scenario file in the folder " + path.string();
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

std::string title_of(const Scenario& scenario) {
  for (const Statement& statement : scenario.statements) {
    if (statement.verb == Verb::title) return statement.words;
  }
  return scenario.name;
}

}  // namespace kiosk::replay
