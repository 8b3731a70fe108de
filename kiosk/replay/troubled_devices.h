// Devices with troubles: the real camera, insurer and store of a replay, until a scenario says that something goes
// wrong with them. `next`, `check` and `add` are called by the kiosk's workers, the switches by the story.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "kiosk/checkin/eligibility_service.h"
#include "kiosk/checkin/visit_store.h"
#include "kiosk/replay/observed_faces.h"
#include "kiosk/replay/trouble.h"
#include "vision/frame_source.h"

namespace kiosk::replay {

/// Frames without a picture, thirty a second, for recorded observations. One thread at a time.
class BlankFrames final : public vision::FrameSource {
 public:
  base::Result<vision::SharedFrame, vision::VisionError> next() override;

 private:
  std::uint64_t count_ = 0;
};

/// Gives each frame at its time, counted from the frame before: a recording at true speed. One thread at a time.
class PacedFrames final : public vision::FrameSource {
 public:
  /// `source` outlives this.
  explicit PacedFrames(vision::FrameSource& source) : source_(source) {}

  base::Result<vision::SharedFrame, vision::VisionError> next() override;

 private:
  vision::FrameSource& source_;
  std::optional<base::TimePoint> last_at_;
  std::chrono::steady_clock::time_point last_due_;
};

/// The switches are thread-safe.
class TroubledCamera final : public vision::FrameSource {
 public:
  /// `source` outlives the camera.
  explicit TroubledCamera(vision::FrameSource& source) : source_(source) {}

  base::Result<vision::SharedFrame, vision::VisionError> next() override;

  void look_through(Lens lens) { lens_ = lens; }
  void lose() { is_lost_ = true; }
  void find() { is_lost_ = false, lens_ = Lens::clear; }

 private:
  vision::FrameSource& source_;
  std::atomic<Lens> lens_ = Lens::clear;
  std::atomic<bool> is_lost_ = false;
  vision::SharedFrame last_;
};

/// The switches are thread-safe.
class TroubledInsurer final : public checkin::EligibilityService {
 public:
  explicit TroubledInsurer(checkin::EligibilityService& service) : service_(service) {}

  base::Result<checkin::Eligibility, checkin::ServiceError> check(const checkin::EligibilityQuestion& question,
                                                                  checkin::Date today) override;
  base::Result<base::Done, checkin::ServiceError> register_card(const checkin::CardProof& proof) override;

  /// Nothing: it answers as it should.
  void fail_with(std::optional<checkin::ServiceProblem> problem);
  /// The next answer, or the one that is being waited for, takes this much longer of real time; zero: it comes at once.
  void answer_late(base::Duration delay);
  bool keeps_an_answer_back() const;

 private:
  std::optional<checkin::ServiceProblem> problem_now();

  checkin::EligibilityService& service_;
  mutable std::mutex mutex_;
  std::condition_variable may_answer_;
  base::Duration delay_{0};
  std::optional<checkin::ServiceProblem> problem_;
};

/// The switch is thread-safe.
class TroubledStore final : public checkin::VisitStore {
 public:
  explicit TroubledStore(checkin::VisitStore& store) : store_(store) {}

  base::Result<checkin::VisitReceipt, checkin::StoreError> add(const checkin::Visit& visit) override;
  base::Result<base::Done, checkin::StoreError> add(const checkin::Incident& incident) override;

  void fail_with(std::optional<checkin::StoreProblem> problem);

 private:
  std::optional<checkin::StoreProblem> problem_now() const;

  checkin::VisitStore& store_;
  mutable std::mutex mutex_;
  std::optional<checkin::StoreProblem> problem_;
};

}  // namespace kiosk::replay
