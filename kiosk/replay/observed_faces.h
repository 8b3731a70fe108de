// ObservedFaces: recorded observations instead of pictures. What a camera and the networks would have made of a person
// (places of features, distances, qualities) is drawn from a mean head in motion; the kiosk's own verifier decides. No
// pixel and no network takes part, and every report says so.
#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vision/face_analyzer.h"
#include "vision/liveness_prompt.h"
#include "vision/threshold_row.h"

namespace kiosk::replay {

/// Who or what is in front of the camera.
enum class Sight {
  the_holder,
  a_stranger,
  a_sibling,
  nobody,
  several_people,
  the_holder_far_away,
  the_holder_too_near,
  the_holder_at_the_edge,
  the_holder_looking_away,
  the_holder_in_the_dark,
  the_holder_in_glaring_light,
  the_holder_against_the_light,
  the_holder_blurred,
  the_holder_with_a_mask,
  the_holder_with_sunglasses,
  the_holder_with_closed_eyes,
  a_printed_photo,
  a_screen,
};

/// "the holder with a mask"; and back.
std::string_view name_of(Sight sight);
std::optional<Sight> sight_from(std::string_view words);
std::vector<std::string_view> all_sights();

/// "the holder for 2 s": without a time it goes on until the next one.
struct Look {
  Sight sight{};
  std::optional<base::Duration> lasts;
};
std::optional<Look> look_from(std::string_view words);

/// Is the camera's picture as it should be? Covered and dark cameras see nobody; a frozen one sees the same again.
enum class Lens { clear, covered, dark, frozen };

/// Thread-safe: the story adds looks while the face worker observes.
class ObservedFaces final : public vision::FaceAnalyzer {
 public:
  explicit ObservedFaces(const vision::ThresholdRow& thresholds) : thresholds_(thresholds) {}

  /// What is seen from the next frame on, after what was added before.
  void add(Look look);
  /// Nothing that was added before counts any more.
  void clear();
  /// What the kiosk asks for at this moment; a living person does it.
  void ask(std::optional<vision::LivenessPrompt> prompt);
  void look_through(Lens lens);

  base::Result<vision::Observation, vision::VisionError> observe(const vision::Frame& frame) override;
  base::Result<vision::FaceReference, vision::VisionError> reference_from(const vision::Image& portrait) override;
  void forget() override {}

 private:
  Sight sight_now(base::TimePoint at);
  vision::FaceObservation face_of(Sight sight, base::TimePoint at) const;

  std::mutex mutex_;
  vision::ThresholdRow thresholds_;
  std::deque<Look> looks_;
  std::optional<base::TimePoint> last_at_;
  base::Duration seen_for_{0};
  Lens lens_ = Lens::clear;
  vision::Observation last_;
  std::optional<vision::LivenessPrompt> prompt_;
  std::optional<base::TimePoint> asked_at_;
};

}  // namespace kiosk::replay
