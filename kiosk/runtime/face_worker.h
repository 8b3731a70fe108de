// FaceWorker: makes the reference from the card's photo and watches frames until the face is decided.
#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "kiosk/checkin/effect.h"
#include "kiosk/checkin/event.h"
#include "kiosk/runtime/devices.h"
#include "kiosk/runtime/mailbox.h"

namespace kiosk::runtime {

using FaceOrder =
    std::variant<checkin::PrepareFaceReference, checkin::StartFaceCheck, checkin::StopFaceCheck, checkin::ForgetFace>;

/// Sees every analysed frame with what was made of it: the story of a replay, the engineer's view. On the face thread.
class FaceObserver {
 public:
  virtual ~FaceObserver() = default;
  virtual void saw(const vision::SharedFrame& frame, const vision::Observation& observation,
                   const vision::VerificationDecision& decision) = 0;
  virtual void made_reference(std::chrono::microseconds took) = 0;
  /// How long one frame took from the analyzer to the decision; for those who measure.
  virtual void analysed(std::chrono::microseconds /*took*/) {}
};

/// `run_once` on one thread (the face thread, or the harness); `order` from any thread.
class FaceWorker {
 public:
  FaceWorker(vision::FaceAnalyzer& analyzer, FaceVerification verification, LatestValue<vision::SharedFrame>& frames,
             Mailbox<checkin::Event>& inbox, FaceObserver* observer = nullptr);

  void order(FaceOrder order) { orders_.post(std::move(order)); }

  /// Carries out the orders that wait, then takes at most one frame. Waits at most `longest_wait` for either.
  void run_once(base::Duration longest_wait);

  /// No order waits or is being carried out. From any thread.
  bool is_idle() const { return !orders_.has_open(); }

 private:
  void carry_out(const checkin::PrepareFaceReference& order);
  void carry_out(const checkin::StartFaceCheck& order);
  void carry_out(const checkin::StopFaceCheck& order);
  void carry_out(const checkin::ForgetFace& order);
  void consider(const vision::SharedFrame& frame);
  void report(const vision::VerificationDecision& decision);

  vision::FaceAnalyzer& analyzer_;
  FaceVerification verification_;
  LatestValue<vision::SharedFrame>& frames_;
  Mailbox<checkin::Event>& inbox_;
  FaceObserver* observer_;
  OrderBook<FaceOrder> orders_;
  std::optional<vision::FaceReference> reference_;
  std::unique_ptr<vision::FaceVerifier> verifier_;  ///< while a check runs
  checkin::Ticket ticket_;
  checkin::FaceHinted last_hint_;
};

}  // namespace kiosk::runtime
