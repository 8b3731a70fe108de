// What stands around a kiosk in these tests: a reader in this process with a real virtual card, a camera that shows
// blank frames, faces from a script, an insurer and a store in memory.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "cardreader/virtual_card_reader.h"
#include "kiosk/runtime/kiosk.h"
#include "tests/cardreader/sample_cards.h"
#include "vision/scripted_face_analyzer.h"

namespace surroundings {

/// A frame every 33 ms; `frames` of them, then the end, or a lost camera for a while.
class BlankCamera final : public vision::FrameSource {
 public:
  int frames = 100;
  bool is_lost = false;
  base::Result<vision::SharedFrame, vision::VisionError> next() override {
    if (is_lost) return vision::VisionError{vision::VisionProblem::camera_lost, "unplugged"};
    if (shown_ >= frames) return vision::VisionError{vision::VisionProblem::no_more_frames, ""};
    ++shown_;
    vision::Image image{64, 48, std::vector<unsigned char>(64 * 48 * 3)};
    return std::make_shared<const vision::Frame>(vision::Frame{
        std::move(image), base::TimePoint{base::Duration{33 * shown_}}, {static_cast<std::uint64_t>(shown_)}});
  }

 private:
  int shown_ = 0;
};

class FrontOfSample final : public cardreader::CardFrontReader {
 public:
  std::string name = "hanako";
  bool is_readable = true;
  base::Result<std::optional<cardreader::CheckNumberB>, cardreader::CardError> read() override {
    if (!is_readable) return std::optional<cardreader::CheckNumberB>{};
    return std::optional(samples::number_b(name));
  }
};

class MemoryInsurer final : public kiosk::checkin::EligibilityService {
 public:
  std::vector<kiosk::checkin::EligibilityQuestion> asked;
  base::Result<kiosk::checkin::Eligibility, kiosk::checkin::ServiceError> check(
      const kiosk::checkin::EligibilityQuestion& question, kiosk::checkin::Date) override {
    asked.push_back(question);
    kiosk::checkin::Eligibility eligibility;
    eligibility.validity = kiosk::checkin::Validity::valid;
    eligibility.coverages.emplace_back();
    return eligibility;
  }
  base::Result<base::Done, kiosk::checkin::ServiceError> register_card(const kiosk::checkin::CardProof&) override {
    return base::Done{};
  }
};

class MemoryVisits final : public kiosk::checkin::VisitStore {
 public:
  std::vector<kiosk::checkin::Visit> visits;
  std::vector<kiosk::checkin::Incident> incidents;
  base::Result<kiosk::checkin::VisitReceipt, kiosk::checkin::StoreError> add(
      const kiosk::checkin::Visit& visit) override {
    visits.push_back(visit);
    return kiosk::checkin::VisitReceipt{"A-0001"};
  }
  base::Result<base::Done, kiosk::checkin::StoreError> add(const kiosk::checkin::Incident& incident) override {
    incidents.push_back(incident);
    return base::Done{};
  }
};

/// A letter that lies before the camera, or nothing.
class LetterInSight final : public kiosk::checkin::LetterReader {
 public:
  kiosk::checkin::LetterReading reading;
  bool is_broken = false;
  int times_forgotten = 0;
  kiosk::checkin::LetterHint look(const kiosk::checkin::GrayPicture&) override {
    const bool is_there = is_broken || reading.document != kiosk::checkin::Document::nothing;
    return is_there ? kiosk::checkin::LetterHint::none : kiosk::checkin::LetterHint::no_page;
  }
  base::Result<kiosk::checkin::LetterReading, kiosk::checkin::LetterReaderError> read(
      const kiosk::checkin::GrayPicture&, kiosk::checkin::Date) override {
    if (is_broken) return kiosk::checkin::LetterReaderError{"no model"};
    return reading;
  }
  void forget() override { ++times_forgotten; }
};

/// Good frames, 33 ms apart, whose distances are those given.
inline std::string script_of(float first, float second, int frames = 90) {
  std::string text;
  for (int frame = 0; frame < frames; ++frame) {
    text += "frame " + std::to_string(frame) + " at " + std::to_string(33 * (frame + 1)) + " size 640x480\n";
    text += "  face box 220,120,200,200 confidence 1.4 distance " + std::to_string(first) + "," +
            std::to_string(second) + " passive 0.9\n";
  }
  return text;
}

struct Surroundings {
  explicit Surroundings(const std::string& script) : faces(vision::ScriptedFaceAnalyzer::parse(script).value()) {
    verification.thresholds.accept_second = 1.0F;
    verification.thresholds.veto_first = 0.65F;
    verification.thresholds.reject_second = 1.1F;
    verification.rules.liveness = vision::LivenessPolicy::identity_only;
  }

  kiosk::runtime::Devices devices() { return {reader, front, camera, faces, insurer, visits, letters, &trust}; }

  kiosk::runtime::CardTrust trust{cardreader::load_trust_anchors(samples::folder() / "authority").value(),
                                  cardreader::load_terminal(samples::folder() / "authority").value()};
  cardreader::VirtualCardReader reader;
  FrontOfSample front;
  BlankCamera camera;
  vision::ScriptedFaceAnalyzer faces;
  MemoryInsurer insurer;
  MemoryVisits visits;
  LetterInSight letters;
  kiosk::runtime::FaceVerification verification;
};

}  // namespace surroundings
