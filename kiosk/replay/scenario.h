// Scenario: a check-in as a plain text file that a nurse could read. One statement a line, `#` begins a remark; no
// variables, no loops, no conditions. docs/harness.md lists the statements.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"

namespace kiosk::replay {

enum class Verb {
  title,          ///< title   WORDS…
  today,          ///< today   2027-03-01        the day of the story; otherwise today
  language,       ///< language en
  text_size,      ///< text size large           normal, large, largest
  contrast,       ///< contrast high
  position,       ///< position low              controls within reach of a wheelchair
  motion,         ///< motion reduced
  voice,          ///< voice on
  facility,       ///< facility asks medication, checkup | facility asks nothing | facility asks prescription form
  passcode,       ///< passcode 4711             of the staff
  who,            ///< who     taro              one of the cast, with their card in hand
  card,           ///< card    FILE.card         which card the person holds
  roster,         ///< roster  FILE.json         whom the insurer knows, besides the holders of the story's cards
  insurance,      ///< insurance ended           what the insurer says about the holder of the card
  video,          ///< video   taro|FILE.mp4|FOLDER   what the camera sees from the next face check on
  prompts,        ///< prompts from 3            which movements are asked for; a recorded session says so
  observe,        ///< observe the holder for 2 s     what is seen, in words | observe FILE.observations
  camera_reads,   ///< camera reads insurer-number 138016 | camera reads the notice: of a letter that is held up
  camera_doubts,  ///< camera doubts name グエン   the same, but it is not sure
  insert_card,    ///< insert card
  take_card,      ///< take card
  press,          ///< press   ID                a control of the screen, by its name
  type,           ///< type    1234              keys of the screen's keypad, one after another | type the card's PIN
  see,            ///< see     SCREEN            waits until this screen is shown
  saw,            ///< saw     SCREEN            this screen was shown at some time before
  words,          ///< words   TEXT…             the screen's words contain this text
  no_words,       ///< no words TEXT…            they do not
  wait,           ///< wait    SECONDS
  wait_for_end,   ///< wait for the end          until the screen waits for the next person
  when,           ///< when SCREEN appears, FAULT
  suddenly,       ///< suddenly FAULT
  insurer,        ///< insurer is a server       asked over HTTP, a process of its own
  next_person,    ///< next person within 5 s    their card must be read by then, from now on
  expect,         ///< expect  OUTCOME [by WAY]
  recorded,       ///< recorded WHAT VALUE | recorded nothing
  noted,          ///< noted   CODE              an entry of the audit log, such as card.pulled-too-early
  staff_called,   ///< staff is called
  alarm,          ///< alarm sounds 2            how many of the three card-left alarms were given
  clinic,         ///< clinic receives xml TEXT… | clinic receives fhir TEXT…
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

/// Words after `type` for what a recorded session does not write down.
inline constexpr std::string_view the_pin_of_the_card = "the card's PIN";
/// The part of what is printed on the card that the screen asks for.
inline constexpr std::string_view the_number_of_the_card = "the card's number";
inline constexpr std::string_view a_wrong_pin = "a wrong PIN";
inline constexpr std::string_view the_passcode = "the passcode";
inline constexpr std::string_view a_wrong_passcode = "a wrong passcode";

/// What is wrong with a scenario, and in which line (0: the file itself).
struct ScenarioError {
  int line = 0;
  std::string message;
};

/// Every statement is understood and possible by itself; what it names (a card, a video) is looked up later.
base::Result<Scenario, ScenarioError> parse_scenario(std::string_view text, std::string name,
                                                     std::filesystem::path folder);
base::Result<Scenario, ScenarioError> load_scenario(const std::filesystem::path& file);

/// The scenario files of the folders and files given, by name; or a sentence about one that holds none.
base::Result<std::vector<std::filesystem::path>, std::string> scenario_files(
    const std::vector<std::filesystem::path>& given);

/// The words of the scenario's `title`, or its name.
std::string title_of(const Scenario& scenario);

}  // namespace kiosk::replay
