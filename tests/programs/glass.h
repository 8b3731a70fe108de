// The touchscreen's programs as a person uses them: a display, a card in a reader, a camera, and a finger (xdotool)
// that presses where each screen says its controls are.
#pragma once

#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "kiosk/replay/invented_insurance.h"
#include "kiosk/replay/stage.h"
#include "tests/programs/cast.h"
#include "tests/support/own_display.h"
#include "tests/support/own_folder.h"
#include "tests/support/started_program.h"

namespace programs {

inline constexpr std::chrono::milliseconds patience{60'000};

/// A program on the display, and the finger.
class Glass {
 public:
  Glass(const std::string& program, std::vector<std::string> words) : program_(with_path(program, std::move(words))) {}

  /// Waits until a screen whose name begins so takes presses.
  void wait_for(const std::string& screen) {
    while (now_.rfind(screen, 0) != 0) {
      const auto line = program_.line(patience);
      REQUIRE_MESSAGE(line, "no screen \"" << screen << "\" came; the last one was \"" << now_ << "\"");
      read(*line);
    }
  }

  void press(const std::string& control) {
    REQUIRE_MESSAGE(places_.count(control) == 1, "no control " << control << " on " << last_);
    now_.clear();  // what is on the glass next is told by the program
    click(places_.at(control));
  }

  /// Presses what leaves the screen where it is: a key, another keyboard.
  void choose(const std::string& control) {
    const std::string screen = now_;
    press(control);
    wait_for(screen);
  }
  void type(const std::string& keys) {
    for (const char key : keys) choose(key == ' ' ? std::string("key.space") : std::string("key.") + key);
  }

  /// Waits until the screen is laid out for a glass of this size.
  void choose_size(const std::string& size) {
    while (last_.find(" " + size + " ") == std::string::npos) {
      const auto line = program_.line(patience);
      REQUIRE_MESSAGE(line, "the screen was never laid out for " << size);
      read(*line);
    }
  }

  static void click(const std::string& place) {
    std::string spaced = place;
    spaced.replace(spaced.find(','), 1, " ");
    REQUIRE(run("xdotool mousemove " + spaced + " click 1").status == 0);
  }
  static void key(const std::string& name) { REQUIRE(run("xdotool key " + name).status == 0); }

  void kill() { ::kill(program_.id(), SIGKILL); }
  bool ends_within(std::chrono::milliseconds limit) const { return program_.has_ended_within(limit); }

  /// The folder in memory that this program, and no other demo beside it, holds open.
  std::filesystem::path folder_in_memory() const {
    for (const auto& held : std::filesystem::directory_iterator("/proc/" + std::to_string(program_.id()) + "/fd")) {
      std::error_code closed_meanwhile;
      const auto target = std::filesystem::read_symlink(held.path(), closed_meanwhile);
      if (target.parent_path() == "/dev/shm" && target.filename().string().rfind("uketsuke-demo-", 0) == 0)
        return target;
    }
    return {};
  }

 private:
  static std::vector<std::string> with_path(const std::string& program, std::vector<std::string> words) {
    words.insert(words.begin(), std::string(UKETSUKE_PROGRAMS_DIR) + "/" + program);
    words.push_back("--tell-screens");
    return words;
  }

  void read(const std::string& line) {
    last_ = line;
    std::istringstream words(line);
    std::string word;
    words >> word >> now_ >> word;
    places_.clear();
    while (words >> word) {
      const auto equals = word.rfind('=');
      places_[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }

  support::StartedProgram program_;
  std::string now_;
  std::string last_;  ///< the last line, to be shown when something is missing
  std::map<std::string, std::string> places_;
};

/// The clinic around uketsuke-kiosk: a display, a card service with a card, an insurer's roster.
struct Clinic {
  Clinic() {
    ::setenv("SDL_AUDIODRIVER", "dummy", 1);
    auto opened = kiosk::replay::Stage::open();
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text()));
    stage = std::move(opened).value();
    const std::string card = Cast::card("John_Shimkus");
    REQUIRE(stage->hold_card(card));
    const auto contents = cardreader::load_virtual_card(card);
    REQUIRE(contents);
    const auto insured = kiosk::replay::insure_people({UKETSUKE_SOURCE_DIR "/assets/rosters/letters.json"},
                                                      {contents.value()}, folder / "roster.db");
    REQUIRE_MESSAGE(insured, (insured ? "" : insured.error().detail));
  }
  std::vector<std::string> words(const std::string& language = "en") const {
    return {"--roster",     (folder / "roster.db").string(),
            "--records",    (folder / "visits.db").string(),
            "--authority",  Cast::authority(),
            "--window",     "540x960",
            "--video",      Cast::video("John_Shimkus"),
            "--language",   language,
            "--card-front", Cast::card("John_Shimkus")};
  }

  support::OwnFolder folder;
  support::OwnDisplay display{540, 960};
  std::unique_ptr<kiosk::replay::Stage> stage;
};

inline void put_the_card_on(Clinic& clinic, Glass& glass) {
  glass.wait_for("welcome");
  REQUIRE(clinic.stage->insert_card());
  glass.wait_for("choosing-method");
}

/// From the first screen on, until the camera looks for a letter.
inline void let_the_camera_read_a_letter(Glass& glass) {
  glass.press("no-card");
  glass.wait_for("choosing-document");
  glass.press("letter");
  glass.wait_for("entering-letter.insurer-number");
  glass.press("use-camera");
  glass.wait_for("reading-letter");
}

/// What uketsuke-demo is told so that this person stands there, with their card and in English.
inline std::vector<std::string> demo_with(const std::string& person, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words{"--card",  Cast::card(person),  "--authority", Cast::authority(),
                                 "--video", Cast::video(person), "--language",  "en"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace programs
