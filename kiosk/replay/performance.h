// Performance: one story while it is played. Does what the patient does, statement by statement or hands off, lets
// troubles come at their moment, and collects the expectations that did not hold.
#pragma once

#include <string>
#include <vector>

#include "kiosk/replay/casting.h"
#include "kiosk/replay/chronicle.h"
#include "kiosk/replay/insurer_server.h"
#include "kiosk/replay/observation_tape.h"
#include "kiosk/replay/observed_letter.h"
#include "kiosk/replay/patient.h"
#include "kiosk/replay/scenario.h"
#include "kiosk/replay/stage.h"
#include "kiosk/replay/story.h"
#include "kiosk/replay/troubled_devices.h"
#include "kiosk/runtime/story_run.h"

namespace kiosk::replay {

/// What stands around the kiosk and can go wrong. Everything outlives the performance.
struct Props {
  Stage& stage;
  TroubledCamera& camera;
  TroubledInsurer& insurer;
  TroubledStore& store;
  ObservedFaces* observed = nullptr;  ///< where sights in words take the camera's place
  ObservedLetter* letter = nullptr;   ///< where what is read of a letter is told in words
  ObservationTape* tape = nullptr;    ///< where recorded observations do
  InsurerServer* server = nullptr;    ///< where the insurer is a process of its own
  const checkin::Rules& rules;
  const Casting& casting;
};

/// An expectation that did not hold, or a deed that could not be done, with the screen at that moment.
struct Failure {
  int line = 0;  ///< of the scenario; 0 without one
  std::string words;
  double at = 0;  ///< seconds of story time
  std::string screen;
  std::vector<std::string> screen_words;

  /// "line 12: …"
  std::string sentence() const { return line == 0 ? words : "line " + std::to_string(line) + ": " + words; }
};

/// How long it took, after a trouble was over, until the next person's card was read.
struct Recovery {
  std::string after;  ///< the last trouble
  double seconds = 0;
  double limit = 0;
};

/// One thread. Everything it refers to outlives it.
class Performance final : public runtime::SessionObserver {
 public:
  Performance(runtime::Kiosk& kiosk, runtime::StoryRun& run, Props props, Story& story, Chronicle& chronicle,
              const screens::Catalogs& catalogs);

  /// Plays until the story is over, or until `longest` of story time has passed.
  void play_hands_off(base::Duration longest = std::chrono::minutes{10});
  void play(const Scenario& scenario);

  void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
               checkin::Instant at) override;

  /// The ending as it stands now.
  Outcome outcome() const;
  const std::vector<Failure>& failures() const { return failures_; }
  const std::vector<Recovery>& recoveries() const { return recoveries_; }

 private:
  screens::Screen screen() const;
  std::vector<std::string> words_of(const screens::Screen& shown) const;
  void perform(const Action& action);
  void hold_up(const Statement& statement);
  void insert_card();
  void take_card();
  /// Lets the kiosk notice what changed at the reader; false when it did not within the limit.
  bool notice(runtime::ReaderSight expected);

  void perform(const Scenario& scenario, const Statement& statement);
  void hold_card(const Scenario& scenario, const Statement& statement);
  void load_video(const Scenario& scenario, const std::string& words);
  void observe(const Scenario& scenario, const std::string& words);
  void present(const Statement& statement);
  void press(const std::string& id);
  void type(const std::string& words);
  /// What is behind "the card's PIN" and the like; other words are the keys themselves.
  base::SecretText keys_of(const std::string& words) const;
  void see(const std::string& screen_id);
  void wait(const std::string& seconds);
  void wait_for_end();

  void suffer(Trouble trouble);
  void suffer_at_card(Trouble trouble);
  void suffer_at_reader(Trouble trouble);
  void suffer_at_camera(Trouble trouble);
  void suffer_at_insurer(Trouble trouble);
  void suffer_at_server(InsurerServer& server, Trouble trouble);
  void await_next_person(const std::string& words);
  void note_next_person(const checkin::Event& event);

  void saw(const std::string& screen_id);
  void find_words(const std::string& text);
  void find_no_words(const std::string& text);
  void expect(const std::string& words);
  void expect_record(const std::string& words);
  void expect_note(const std::string& code);
  void expect_alarm(const std::string& steps);
  void expect_delivery(const std::string& words);
  void fail(const std::string& words);

  runtime::Kiosk& kiosk_;
  runtime::StoryRun& run_;
  Props props_;
  Story& story_;
  Chronicle& chronicle_;
  const screens::Catalogs& catalogs_;
  std::vector<Appointment> appointments_;
  std::vector<Failure> failures_;
  struct NextPerson {
    base::TimePoint since;
    base::Duration limit{};
  };
  std::optional<NextPerson> next_person_;
  std::string_view last_trouble_;
  std::vector<Recovery> recoveries_;
  int line_ = 0;
};

}  // namespace kiosk::replay
