// Scenario: a check-in as a plain text file that a nurse could read. One statement a line, `#` begins a remark; no
// variables, no loops, no conditions. docs/scenarios.md lists the statements.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"

namespace kiosk::replay {

enum class Verb {
  title,         ///< title   WORDS…
  language,      ///< language en
  card,          ///< card    FILE.card         which card the person holds
  roster,        ///< roster  FILE.json         whom the insurer knows, besides the holders of the story's cards
  video,         ///< video   FILE.mp4|FOLDER   what the camera sees from the next face check on
  insert_card,   ///< insert card
  take_card,     ///< take card
  press,         ///< press   ID                a control of the screen, by its name
  type,          ///< type    1234              keys of the screen's keypad, one after another
  see,           ///< see     SCREEN            waits until this screen is shown
  words,         ///< words   TEXT…             the screen's words contain this text
  wait,          ///< wait    SECONDS
  wait_for_end,  ///< wait for the end          until the screen waits for the next person
  expect,        ///< expect  OUTCOME [by WAY]
};

struct Statement {
  int line = 0;
  Verb verb{};
  std::string words;  ///< what follows the verb
};

struct Scenario {
  std::string name;              ///< the file's name without its ending
  std::filesystem::path folder;  ///< relative paths start here
  std::vector<Statement> statements;
};

/// What is wrong with a scenario, and in which line (0: the file itself).
struct ScenarioError {
  int line = 0;
  std::string message;
};

base::Result<Scenario, ScenarioError> parse_scenario(std::string_view text, std::string name,
                                                     std::filesystem::path folder);
base::Result<Scenario, ScenarioError> load_scenario(const std::filesystem::path& file);

}  // namespace kiosk::replay
