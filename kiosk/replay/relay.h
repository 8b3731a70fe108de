// Relay: at true speed, carries what the workers' threads tell over to the story's thread, in order.
#pragma once

#include <functional>

#include "kiosk/runtime/kiosk.h"

namespace kiosk::replay {

/// What a worker told before it posted an event is passed on before the session's step with that event. The card's and
/// the face's side are called on their threads; everything is passed on on the main thread.
class Relay final : public runtime::SessionObserver, public runtime::CardObserver, public runtime::FaceObserver {
 public:
  /// The observers outlive the relay.
  Relay(runtime::SessionObserver& session, runtime::CardObserver& card, runtime::FaceObserver& face)
      : session_(session), card_(card), face_(face) {}

  void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
               checkin::Instant at) override {
    for (const auto& news : told_.take_all()) news();
    session_.stepped(event, now, effects, at);
  }
  void did(const runtime::CardStep& step) override {
    told_.post([this, step] { card_.did(step); });
  }
  void saw(const vision::SharedFrame& frame, const vision::Observation& observation,
           const vision::VerificationDecision& decision) override {
    told_.post([this, frame, observation, decision] { face_.saw(frame, observation, decision); });
  }
  void made_reference(std::chrono::microseconds took) override {
    told_.post([this, took] { face_.made_reference(took); });
  }
  void analysed(std::chrono::microseconds took) override {
    told_.post([this, took] { face_.analysed(took); });
  }

 private:
  runtime::SessionObserver& session_;
  runtime::CardObserver& card_;
  runtime::FaceObserver& face_;
  runtime::Mailbox<std::function<void()>> told_;
};

}  // namespace kiosk::replay
