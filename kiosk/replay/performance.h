// Performance: one story while it is played. Does what the patient does, statement by statement or hands off, and
// collects the expectations that did not hold.
#pragma once

#include <string>
#include <vector>

#include "kiosk/replay/patient.h"
#include "kiosk/replay/scenario.h"
#include "kiosk/replay/stage.h"
#include "kiosk/replay/story.h"
#include "kiosk/runtime/lockstep_run.h"

namespace kiosk::replay {

/// One thread. Everything it refers to outlives it.
class Performance {
 public:
  Performance(runtime::Kiosk& kiosk, Stage& stage, Story& story, const screens::Catalogs& catalogs,
              std::chrono::sys_seconds begin);

  /// Plays until the story is over, or until `longest` of story time has passed.
  void play_hands_off(base::Duration longest = std::chrono::minutes{10});
  void play(const Scenario& scenario);

  /// The ending as it stands now.
  Outcome outcome() const;
  const std::vector<std::string>& failures() const { return failures_; }

 private:
  screens::Screen screen() const;
  void begin();
  void perform(const Action& action);
  void insert_card();
  void take_card();

  void perform(const Scenario& scenario, const Statement& statement);
  void choose_language(const std::string& language);
  void press(const std::string& id);
  void type(const std::string& keys);
  void see(const std::string& screen_id);
  void find_words(const std::string& text);
  void wait(const std::string& seconds);
  void wait_for_end();
  void expect(const std::string& words);
  void fail(const std::string& words);

  runtime::Kiosk& kiosk_;
  Stage& stage_;
  Story& story_;
  const screens::Catalogs& catalogs_;
  runtime::LockstepRun run_;
  std::vector<std::string> failures_;
  int line_ = 0;
};

}  // namespace kiosk::replay
