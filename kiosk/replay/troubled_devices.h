// Devices with troubles: the real camera, insurer and store of a replay, until a scenario says that something goes
// wrong with them.
#pragma once

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

/// One thread at a time.
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
  Lens lens_ = Lens::clear;
  bool is_lost_ = false;
  vision::SharedFrame last_;
};

/// One thread at a time.
class TroubledInsurer final : public checkin::EligibilityService {
 public:
  explicit TroubledInsurer(checkin::EligibilityService& service) : service_(service) {}

  base::Result<checkin::Eligibility, checkin::ServiceError> check(const checkin::EligibilityQuestion& question,
                                                                  checkin::Date today) override;
  base::Result<base::Done, checkin::ServiceError> register_card(const checkin::CardProof& proof) override;

  /// Nothing: it answers as it should.
  void fail_with(std::optional<checkin::ServiceProblem> problem) { problem_ = problem; }

 private:
  checkin::EligibilityService& service_;
  std::optional<checkin::ServiceProblem> problem_;
};

/// One thread at a time.
class TroubledStore final : public checkin::VisitStore {
 public:
  explicit TroubledStore(checkin::VisitStore& store) : store_(store) {}

  base::Result<checkin::VisitReceipt, checkin::StoreError> add(const checkin::Visit& visit) override;
  base::Result<base::Done, checkin::StoreError> add(const checkin::Incident& incident) override;

  void fail_with(std::optional<checkin::StoreProblem> problem) { problem_ = problem; }

 private:
  checkin::VisitStore& store_;
  std::optional<checkin::StoreProblem> problem_;
};

}  // namespace kiosk::replay
