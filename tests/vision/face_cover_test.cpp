// Masks and dark glasses painted on Debian's sample people.
#include "vision/face_cover.h"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "tests/vision/sample_faces.h"
#include "vision/mat_view.h"
#include "vision/networks.h"

using namespace vision;

namespace {

struct Sitter {
  cv::Mat frame;  ///< 640x480, face in the middle
  Landmarks points;
};

Sitter sitter(const std::string& person) {
  const cv::Mat still = view_of(sample::picture(sample::pictures_of(person)[1])).clone();
  cv::Mat frame, face;
  cv::resize(still, frame, {640, 480});
  cv::GaussianBlur(frame, frame, {}, 20);
  cv::resize(still, face, {400, 400}, 0, 0, cv::INTER_CUBIC);
  face.copyTo(frame(cv::Rect(120, 40, 400, 400)));
  return {frame, sample::analyzer().examine(image_from(frame)).value().landmarks};
}

cv::Point at(const Landmarks& points, std::size_t i) { return {cvRound(points[i].x), cvRound(points[i].y)}; }

cv::Mat with_mask(const Sitter& who, const cv::Scalar& colour) {
  cv::Mat frame = who.frame.clone();
  std::vector<cv::Point> outline;
  for (std::size_t i = 1; i <= 15; ++i) outline.push_back(at(who.points, i));
  outline.push_back((at(who.points, 28) + at(who.points, 29)) / 2);
  cv::fillPoly(frame, std::vector{outline}, colour, cv::LINE_AA);
  for (int fold = 1; fold < 4; ++fold) {
    const cv::Point left = at(who.points, 2) + (at(who.points, 5) - at(who.points, 2)) * fold / 4;
    const cv::Point right = at(who.points, 14) + (at(who.points, 11) - at(who.points, 14)) * fold / 4;
    cv::line(frame, left, right, colour * 0.85, 2, cv::LINE_AA);
  }
  return frame;
}

cv::Mat with_glasses(const Sitter& who, const cv::Scalar& colour, int thickness) {
  cv::Mat frame = who.frame.clone();
  const double width = cv::norm(at(who.points, 16) - at(who.points, 0));
  for (const std::size_t corner : {36U, 42U}) {
    const cv::Point middle = (at(who.points, corner) + at(who.points, corner + 3)) / 2;
    cv::ellipse(frame, middle + cv::Point(0, cvRound(0.03 * width)), {cvRound(0.2 * width), cvRound(0.14 * width)}, 0,
                0, 360, colour, thickness, cv::LINE_AA);
  }
  return frame;
}

cv::Scalar skin_of(const Sitter& who) {
  const cv::Point bridge = at(who.points, 29);
  return cv::mean(who.frame(cv::Rect(bridge.x - 6, bridge.y - 6, 12, 12)));
}

FaceCover cover_in(const cv::Mat& frame, const Landmarks& points) { return cover_of(aligned_face(frame, points)); }

}  // namespace

TEST_CASE("bare faces, with and without plain glasses, are not covered, and masks and dark glasses are") {
  const QualityGates gates;
  for (const std::string& person : sample::people) {
    CAPTURE(person);
    const Sitter who = sitter(person);
    for (const cv::Mat& open : {who.frame, with_glasses(who, {30, 25, 25}, 3)}) {
      CHECK(cover_in(open, who.points).lower_face < gates.largest_lower_cover);
      CHECK(cover_in(open, who.points).eyes < gates.largest_eye_cover);
    }
    for (const cv::Scalar& colour : {cv::Scalar(235, 232, 228), cv::Scalar(215, 190, 150), cv::Scalar(35, 32, 32)}) {
      CAPTURE(colour[0]);
      CHECK(cover_in(with_mask(who, colour), who.points).lower_face > gates.largest_lower_cover);
    }
    CHECK(cover_in(with_glasses(who, {20, 18, 18}, -1), who.points).eyes > gates.largest_eye_cover);
  }
}

TEST_CASE("a mask in the very colour of the skin hides the line between the lips, and is told to come off") {
  const QualityGates gates;
  for (const std::string& person : sample::people) {
    CAPTURE(person);
    const Sitter who = sitter(person);
    CHECK(cover_in(who.frame, who.points).mouth_line > gates.least_mouth_line);
    FaceQuality quality = sample::analyzer().examine(image_from(who.frame)).value().quality;
    quality.mouth_line = cover_in(with_mask(who, skin_of(who) * 0.97), who.points).mouth_line;
    CHECK(fault_of(quality, gates) == FaceHint::take_off_mask);
  }
}

TEST_CASE("who wears a mask or dark glasses is told to take them off, and is never compared") {
  const Sitter who = sitter("John_Simm");
  const AnalysisCounters before = sample::analyzer().counters();
  const auto told = [](const cv::Mat& frame) {
    sample::analyzer().forget();
    FaceHint hint = FaceHint::none;
    for (std::uint64_t i = 0; i < 6; ++i) {  // a covered face may be found only at the second look
      const Frame one{image_from(frame), {base::Duration{i * 33}}, {2 * i}};  // every second frame came too late
      const auto seen = sample::analyzer().observe(one).value();
      hint = fault_of(seen, {});
      for (const FaceObservation& face : seen.faces) CHECK(!face.embeddings);
    }
    return hint;
  };
  CHECK(told(with_mask(who, {215, 190, 150})) == FaceHint::take_off_mask);
  CHECK(told(with_glasses(who, {20, 18, 18}, -1)) == FaceHint::take_off_sunglasses);
  // The counters say so too.
  const AnalysisCounters& after = sample::analyzer().counters();
  CHECK(after.frames == before.frames + 12);
  CHECK(after.dropped == before.dropped + 10);
  CHECK(after.embedded == before.embedded);
  CHECK(after.gated_by(FaceHint::take_off_sunglasses) >= before.gated_by(FaceHint::take_off_sunglasses) + 4);
  CHECK(after.quality_ms > before.quality_ms);
}
