#include "kiosk/runtime/face_worker.h"

#include <algorithm>

#include "kiosk/runtime/translate.h"
#include "vision/portrait.h"

namespace kiosk::runtime {

FaceWorker::FaceWorker(vision::FaceAnalyzer& analyzer, FaceVerification verification,
                       LatestValue<vision::SharedFrame>& frames, Mailbox<checkin::Event>& inbox, FaceObserver* observer)
    : analyzer_(analyzer),
      verification_(std::move(verification)),
      frames_(frames),
      inbox_(inbox),
      observer_(observer) {}

void FaceWorker::run_once(base::Duration longest_wait) {
  const auto carry_out_any = [this](const FaceOrder& order) {
    std::visit([this](const auto& o) { carry_out(o); }, order);
  };
  if (verifier_) {
    orders_.carry_out_waiting(carry_out_any);  // the frame is what is waited for
  } else {
    orders_.wait_and_carry_out(longest_wait, carry_out_any);
  }
  if (!verifier_) return;
  if (const auto frame = frames_.wait_and_take(longest_wait)) consider(*frame);
}

void FaceWorker::carry_out(const checkin::PrepareFaceReference& order) {
  const auto begun = std::chrono::steady_clock::now();
  analyzer_.forget();
  reference_.reset();
  auto made = vision::reference_from_portrait(analyzer_, order.portrait->reveal());
  if (made) reference_ = std::move(made).value();
  base::wipe_stack_below();  // the picture's decoder has been there
  if (observer_ != nullptr) {
    observer_->made_reference(
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
  }
}

void FaceWorker::carry_out(const checkin::StartFaceCheck& order) {
  if (!reference_) {
    inbox_.post(checkin::FaceRejected{order.ticket, checkin::FaceRejection::no_usable_photo});
    return;
  }
  frames_.clear();
  analyzer_.forget();
  ticket_ = order.ticket;
  last_hint_ = {};
  verifier_ = std::make_unique<vision::FaceVerifier>(*reference_, verification_.thresholds, verification_.rules);
  // Each attempt asks for something else; the next seed follows from this one, so that a harness repeats exactly.
  ++verification_.rules.prompt_seed;
}

void FaceWorker::carry_out(const checkin::StopFaceCheck&) { verifier_.reset(); }

void FaceWorker::carry_out(const checkin::ForgetFace&) {
  verifier_.reset();
  reference_.reset();
  analyzer_.forget();
}

void FaceWorker::consider(const vision::SharedFrame& frame) {
  const auto begun = std::chrono::steady_clock::now();
  const auto observation = analyzer_.observe(*frame);
  // A frame that the analyzer cannot take is a frame without a face: the person is told to look at the camera.
  const vision::Observation nothing{frame->captured_at, frame->index, frame->image.width, frame->image.height, {}};
  const vision::Observation& seen = observation ? observation.value() : nothing;
  const auto decision = verifier_->consider(seen);
  if (observer_ != nullptr) {
    observer_->analysed(
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
    observer_->saw(frame, seen, decision);
  }
  report(decision);
}

void FaceWorker::report(const vision::VerificationDecision& decision) {
  switch (decision.verdict) {
    case vision::Verdict::match:
      verifier_.reset();
      return inbox_.post(checkin::FaceMatched{ticket_});
    case vision::Verdict::mismatch:
    case vision::Verdict::not_alive:
      verifier_.reset();
      return inbox_.post(checkin::FaceRejected{ticket_, rejection_of(decision.verdict)});
    case vision::Verdict::undecided:
      break;
  }
  const int needed = std::max(1, verification_.rules.frames_to_match);
  const int progress = std::min(100, 100 * decision.good_frames / needed);
  const checkin::FaceHinted hint{ticket_, hint_of(decision.hint), prompt_of(decision.prompt), progress};
  if (!(hint == last_hint_)) inbox_.post(hint);
  last_hint_ = hint;
}

}  // namespace kiosk::runtime
