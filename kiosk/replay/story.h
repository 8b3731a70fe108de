// Story: watches a check-in and tells it: each screen in words, each decision about the face with its distances, each
// step on the card with its time, and the ending. For people as text, for programs as one JSON object a line.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "kiosk/replay/milestones.h"
#include "kiosk/replay/summary.h"
#include "kiosk/runtime/kiosk.h"
#include "kiosk/screens/catalog.h"
#include "kiosk/screens/screens.h"

namespace kiosk::replay {

enum class Narration { text, json };

/// A frame that the decision rests on or came with, for the contact sheet. Lives in memory only.
struct UsedFrame {
  vision::SharedFrame frame;
  vision::Box face;
  vision::VerificationDecision decision;
  base::TimePoint at;
};

/// One thread.
class Story final : public runtime::SessionObserver, public runtime::CardObserver, public runtime::FaceObserver {
 public:
  Story(Narration narration, const screens::Catalogs& catalogs, std::ostream& out);

  void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
               checkin::Instant at) override;
  void did(const runtime::CardStep& step) override;
  void saw(const vision::SharedFrame& frame, const vision::Observation& observation,
           const vision::VerificationDecision& decision) override;
  void made_reference(std::chrono::microseconds took) override;
  void analysed(std::chrono::microseconds took) override;

  /// Something the patient did that is no event of the session: "puts the card on the reader".
  void patient_did(const std::string& words, checkin::Instant at);
  /// `record`: the visit store's file, or empty when it does not outlive the story.
  void finish(const Outcome& outcome, const std::vector<std::string>& failures, const std::filesystem::path& record);

  const Milestones& milestones() const { return milestones_; }
  const std::vector<UsedFrame>& used_frames() const { return used_frames_; }
  /// Real time from the moment the reader noticed the card until the visit was recorded (or the check-in was over): in
  /// lockstep nobody waits for frames or the person, so all of it is the machine's own work, decoding the video
  /// included.
  std::chrono::microseconds machine_time() const { return machine_time_; }

 private:
  void note_work(const checkin::Event& event, const checkin::Situation& now);
  void tell_screen(const checkin::Situation& now, checkin::Instant at);
  void tell_decision(const vision::VerificationDecision& decision, base::TimePoint at);
  void tell_line(const std::string& words);
  void tell_summary(const std::filesystem::path& record);
  /// The time on the screen shown so far ends, and that of the next begins.
  void turn_to_screen(const std::string& id);

  Narration narration_;
  const screens::Catalogs& catalogs_;
  std::ostream& out_;
  checkin::Instant now_;
  std::string last_screen_;
  std::string last_hint_;
  Milestones milestones_;
  std::vector<UsedFrame> used_frames_;
  std::optional<vision::VerificationDecision> last_decision_;
  std::vector<PartTime> machine_parts_;
  std::vector<PartTime> screen_times_;
  base::TimePoint screen_since_;
  std::chrono::microseconds machine_time_{0};
  PartTime analysis_{"frames", {}};
  std::optional<std::chrono::steady_clock::time_point> work_begun_;  ///< the reader noticed the card
};

}  // namespace kiosk::replay
