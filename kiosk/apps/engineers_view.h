// EngineersView: beside the demo's screen: what the camera, the card and the session do, and buttons for what can go
// wrong. Shows no personal data and no card contents.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "kiosk/runtime/kiosk.h"
#include "kiosk/touch/touch_front_end.h"
#include "vision/dlib_face_analyzer.h"

namespace kiosk::apps {

/// A button of the side panel: its key on the keyboard, its words, and what it does.
struct DemoButton {
  std::string key;
  std::string words;
  std::function<std::string()> act;  ///< gives a line for the panel: what happened
};

/// Observers are called on the workers' threads, the rest on the main thread.
class EngineersView final : public touch::Beside,
                            public runtime::SessionObserver,
                            public runtime::CardObserver,
                            public runtime::FaceObserver {
 public:
  void add(DemoButton button) { buttons_.push_back(std::move(button)); }

  /// A line in the log, from the main thread.
  void say(const std::string& line) { note(line); }

  /// Where stage times (asked on the face thread) and dropped frames (any thread) come from.
  void watch(std::function<vision::AnalysisCounters()> counters, std::function<std::uint64_t()> dropped);

  int width(screens::Size window) const override;
  void paint(touch::Canvas& canvas, screens::Rect area, touch::Text& text) override;
  void press(screens::Point point) override;
  bool key(const std::string& name) override;
  bool has_changed() override;

  void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
               checkin::Instant at) override;
  void did(const runtime::CardStep& step) override;
  void saw(const vision::SharedFrame& frame, const vision::Observation& observation,
           const vision::VerificationDecision& decision) override;
  void made_reference(std::chrono::microseconds took) override;
  void analysed(std::chrono::microseconds took) override;

 private:
  /// What is shown; written by the workers, read by the painter.
  struct Seen {
    std::string state = "Welcome";
    std::deque<std::string> lines;
    vision::SharedFrame frame;
    vision::Observation observation;
    vision::VerificationDecision decision;
    std::uint64_t frames = 0;
    std::uint64_t dropped = 0;
    double frame_ms = 0;  ///< from the analyzer to the decision
    vision::AnalysisCounters counters;
    vision::AnalysisCounters counters_before;  ///< at the frame before, for the times of one frame
    std::uint64_t changes = 0;
  };

  void note(const std::string& line);
  void run(const DemoButton& button);
  static std::vector<std::string> face_lines(const Seen& seen);
  void paint_log(touch::Canvas& canvas, touch::Text& text, screens::Rect area, const Seen& seen, int percent);
  void paint_buttons(touch::Canvas& canvas, touch::Text& text, screens::Rect& line, screens::Rect area, int percent);
  void paint_face(touch::Canvas& canvas, screens::Rect area, const Seen& seen);

  std::function<vision::AnalysisCounters()> counters_;
  std::function<std::uint64_t()> dropped_;
  mutable std::mutex mutex_;
  Seen seen_;
  std::uint64_t painted_changes_ = 0;
  std::vector<DemoButton> buttons_;
  std::vector<screens::Rect> button_rects_;  ///< relative to the panel's corner
};

}  // namespace kiosk::apps
