// Audience: everybody who watches one check-in, told one after another.
#pragma once

#include <vector>

#include "kiosk/runtime/kiosk.h"

namespace kiosk::replay {

/// Watchers outlive the audience. Filled before the story begins. One thread; at true speed a Relay
/// stands before it.
class Audience final : public runtime::SessionObserver, public runtime::CardObserver, public runtime::FaceObserver {
 public:
  void add(runtime::SessionObserver& watcher) { session_.push_back(&watcher); }
  void add(runtime::CardObserver& watcher) { card_.push_back(&watcher); }
  void add(runtime::FaceObserver& watcher) { face_.push_back(&watcher); }

  void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
               checkin::Instant at) override {
    for (auto* watcher : session_) watcher->stepped(event, now, effects, at);
  }
  void did(const runtime::CardStep& step) override {
    for (auto* watcher : card_) watcher->did(step);
  }
  void saw(const vision::SharedFrame& frame, const vision::Observation& observation,
           const vision::VerificationDecision& decision) override {
    for (auto* watcher : face_) watcher->saw(frame, observation, decision);
  }
  void made_reference(std::chrono::microseconds took) override {
    for (auto* watcher : face_) watcher->made_reference(took);
  }
  void analysed(std::chrono::microseconds took) override {
    for (auto* watcher : face_) watcher->analysed(took);
  }

 private:
  std::vector<runtime::SessionObserver*> session_;
  std::vector<runtime::CardObserver*> card_;
  std::vector<runtime::FaceObserver*> face_;
};

}  // namespace kiosk::replay
