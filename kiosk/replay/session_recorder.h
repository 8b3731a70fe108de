// SessionRecorder: writes what happens in a live session down as scenarios, one for each person: what was pressed, when
// the card came and went, what went wrong, and what the camera and the networks made of the face. No picture, no PIN,
// no number of the card and no vector of a face is in them. A person may agree to have their video kept, for their own
// check-in only; it then stands in the place of what was made of the face.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/replay/filmed_camera.h"
#include "kiosk/replay/milestones.h"
#include "kiosk/replay/trouble.h"
#include "kiosk/runtime/kiosk.h"
#include "kiosk/screens/screens.h"

namespace kiosk::replay {

/// What a recording begins with.
struct RecordingWishes {
  std::filesystem::path folder;  ///< where the scenarios go; made when it is not there
  std::string holder;            ///< the statement that says whose card it is: "card taro.card"
  std::string default_language = "ja";
  std::filesystem::path films;     ///< folder in memory for a video until its check-in is over
  FilmedCamera* camera = nullptr;  ///< null: no video is ever kept; otherwise outlives the recorder
};

/// Main thread, but for `saw`, which the face thread calls.
class SessionRecorder final : public runtime::SessionObserver, public runtime::FaceObserver {
 public:
  explicit SessionRecorder(RecordingWishes wishes) : wishes_(std::move(wishes)) {}

  void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
               checkin::Instant at) override;
  void saw(const vision::SharedFrame& frame, const vision::Observation& observation,
           const vision::VerificationDecision& decision) override;
  void made_reference(std::chrono::microseconds) override {}

  /// What is done to the devices; the session hears of it later.
  void card_was_put_in();
  void card_was_taken();
  void met(Trouble trouble);

  /// The person before the camera agrees that their video is kept, or withdraws; true when they agree now. The
  /// agreement ends with the check-in. One that came or went during a face check keeps no video.
  bool toggle_video_agreement();

  /// Gets a sentence for each scenario that was written, or could not be.
  std::function<void(const std::string&)> tells = [](const std::string&) {};

 private:
  /// One look at a face by the verifier, told with the distances of all frames so far.
  struct Look {
    vision::Observation observation;
    int good_frames = 0;
    std::optional<vision::FaceDistances> distances;  ///< of the good frames' mean from the card's photo
    std::optional<float> turned_distance;            ///< of the turned head from that mean
    bool is_compared = false;                        ///< this frame is a good one, or ...
    bool is_turned = false;                          ///< ... one of a turned head
  };
  struct Tape {
    std::string name;  ///< after the check-in's own: "face-1"
    std::vector<Look> looks;
    std::filesystem::path film;  ///< empty: the person had not agreed when the check began
  };

  /// Begins the line where a replay must see the face again.
  static constexpr std::string_view look_again = "look again at ";

  void pressed(const checkin::Event& event);
  void typed(const std::string& label);
  void presented(const checkin::Presentation& chosen);
  void settle_secret(const checkin::Event& event, const checkin::Situation& now);
  void note_end_of_face_check(const checkin::Effects& effects);
  void note_face_check(const checkin::Effects& effects);
  /// A line for something that happened just now, after `see` and `wait` for its moment.
  void add_deed(const std::string& line);
  void add_expectations();
  void finish();
  /// All that was seen of the face was filmed, with the person's agreement.
  bool has_films() const;
  void discard_films();
  std::string scenario_text() const;
  std::string face_file(const Tape& tape) const;
  std::string name() const { return "check-in-" + std::to_string(number_); }
  std::string text_of(const Tape& tape) const;

  RecordingWishes wishes_;
  checkin::Situation situation_;
  checkin::Instant now_;
  base::TimePoint screen_since_;
  std::string screen_;
  std::string seen_;  ///< the screen of the last `see`
  std::vector<std::string> lines_;
  bool agrees_to_video_ = false;
  bool is_left_out_ = false;     ///< nothing more of this person is written down: a letter is being typed
  std::size_t last_deed_ = 0;    ///< index in lines_
  std::size_t typing_ = 0;       ///< index + 1 of a `type` line that goes on
  std::size_t secret_deed_ = 0;  ///< index + 1 of the press that sent a PIN
  std::vector<Tape> tapes_;
  std::uint64_t face_checks_ = 0;  ///< of the kiosk, ever
  std::uint64_t first_check_ = 0;  ///< how many there were before this person
  Milestones milestones_;
  int number_ = 0;
  runtime::Mailbox<Look> looks_;
};

}  // namespace kiosk::replay
