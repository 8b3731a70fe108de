#include "kiosk/replay/scenario.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <numeric>
#include <optional>
#include <sstream>

namespace kiosk::replay {
namespace {

enum class Words { none, needed };

struct Form {
  std::string_view begins;
  Verb verb;
  Words words;
};

// Longer beginnings first, so that "wait for the end" is not read as "wait".
constexpr std::array<Form, 14> forms = {{
    {"wait for the end", Verb::wait_for_end, Words::none},
    {"insert card", Verb::insert_card, Words::none},
    {"take card", Verb::take_card, Words::none},
    {"language", Verb::language, Words::needed},
    {"title", Verb::title, Words::needed},
    {"video", Verb::video, Words::needed},
    {"roster", Verb::roster, Words::needed},
    {"press", Verb::press, Words::needed},
    {"words", Verb::words, Words::needed},
    {"expect", Verb::expect, Words::needed},
    {"card", Verb::card, Words::needed},
    {"type", Verb::type, Words::needed},
    {"wait", Verb::wait, Words::needed},
    {"see", Verb::see, Words::needed},
}};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, substituted}));
    }
  }
  return row.back();
}

std::string_view nearest_form(std::string_view line) {
  return std::min_element(forms.begin(), forms.end(),
                          [&](const Form& a, const Form& b) {
                            return edit_distance(line.substr(0, a.begins.size()), a.begins) <
                                   edit_distance(line.substr(0, b.begins.size()), b.begins);
                          })
      ->begins;
}

bool begins_with_words(std::string_view line, std::string_view words) {
  if (!line.starts_with(words)) return false;
  return line.size() == words.size() || line[words.size()] == ' ' || line[words.size()] == '\t';
}

base::Result<Statement, ScenarioError> parse_statement(std::string_view line, int number) {
  for (const Form& form : forms) {
    if (!begins_with_words(line, form.begins)) continue;
    const std::string_view words = trimmed(line.substr(form.begins.size()));
    if (form.words == Words::needed && words.empty()) {
      return ScenarioError{number, "\"" + std::string(form.begins) + "\" needs a word after it"};
    }
    if (form.words == Words::none && !words.empty()) {
      return ScenarioError{
          number, "\"" + std::string(form.begins) + "\" stands alone; what is \"" + std::string(words) + "\"?"};
    }
    return Statement{number, form.verb, std::string(words)};
  }
  return ScenarioError{number, "\"" + std::string(line) + "\" is no statement; did you mean \"" +
                                   std::string(nearest_form(line)) + "\"?"};
}

}  // namespace

base::Result<Scenario, ScenarioError> parse_scenario(std::string_view text, std::string name,
                                                     std::filesystem::path folder) {
  Scenario scenario{std::move(name), std::move(folder), {}};
  int number = 0;
  std::istringstream lines{std::string(text)};
  for (std::string raw; std::getline(lines, raw);) {
    ++number;
    const std::string_view line = trimmed(std::string_view(raw).substr(0, raw.find('#')));
    if (line.empty()) continue;
    auto statement = parse_statement(line, number);
    if (!statement) return statement.error();
    scenario.statements.push_back(std::move(statement).value());
  }
  if (scenario.statements.empty()) return ScenarioError{0, "the scenario says nothing"};
  return scenario;
}

base::Result<Scenario, ScenarioError> load_scenario(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return ScenarioError{0, file.string() + " cannot be read"};
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return parse_scenario(text, file.stem().string(), file.parent_path());
}

}  // namespace kiosk::replay
