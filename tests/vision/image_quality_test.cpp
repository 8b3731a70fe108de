// The gates on pictures, not on numbers.
#include "vision/image_quality.h"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "tests/vision/sample_faces.h"
#include "vision/face_distance.h"
#include "vision/mat_view.h"

using namespace vision;

namespace {

/// As if by a lens out of focus; `width` in hundredths of the face's width.
FaceObservation out_of_focus(const Image& picture, const FaceObservation& sharp, double width) {
  cv::Mat blurred;
  cv::GaussianBlur(view_of(picture), blurred, {}, width * sharp.quality.face_width / 100);
  return sample::analyzer().examine(image_from(blurred)).value();
}

FaceHint hint_for(FaceQuality quality) {
  quality.frame_share = 0.3F, quality.off_centre = {};  // these pictures are cut close around the face
  return fault_of(quality, {});
}

}  // namespace

TEST_CASE(
    "a picture a little out of focus is compared, and nearly as well; one far out of focus is told to hold still") {
  for (const auto& [person, still] : {std::pair{"John_Salley", 1}, {"John_Schneider", 3}, {"John_Simm", 2}}) {
    CAPTURE(person);
    const auto pictures = sample::pictures_of(person);
    const Image picture = sample::picture(pictures[static_cast<std::size_t>(still)]);
    const auto reference = sample::analyzer().reference_from(sample::picture(pictures[0])).value();
    const auto sharp = sample::analyzer().examine(picture).value();
    const auto soft = out_of_focus(picture, sharp, 1);
    const auto lost = out_of_focus(picture, sharp, 2.2);
    const auto distance = [&](const FaceObservation& face) {
      return distance_between(reference.embeddings.second, face.embeddings->second);
    };
    CHECK(distance(soft) < distance(sharp) + 0.1F);
    CHECK(hint_for(sharp.quality) == FaceHint::none);
    CHECK(hint_for(soft.quality) == FaceHint::none);
    CHECK(hint_for(lost.quality) == FaceHint::hold_still);
  }
}
