// Geometry of a face from its 68 points, and the gates in order of urgency.
#include "vision/image_quality.h"

#include <cmath>
#include <numeric>

namespace vision {
namespace {

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

Point mean_of(const Landmarks& points, std::size_t first, std::size_t last) {
  Point sum;
  for (std::size_t i = first; i <= last; ++i) sum = {sum.x + points[i].x, sum.y + points[i].y};
  const auto count = static_cast<float>(last - first + 1);
  return {sum.x / count, sum.y / count};
}

float eye_opening(const Landmarks& p, std::size_t first) {
  const float lids = distance(p[first + 1], p[first + 5]) + distance(p[first + 2], p[first + 4]);
  return lids / (2 * std::max(1.0F, distance(p[first], p[first + 3])));
}

/// Coordinates of `point` along and across the line between the eyes, in units of the distance between the eyes.
Point in_face_axes(const Landmarks& points, Point point) {
  const Point left = mean_of(points, 36, 41);
  const Point right = mean_of(points, 42, 47);
  const float length = std::max(1.0F, distance(left, right));
  const Point along{(right.x - left.x) / length, (right.y - left.y) / length};
  const Point middle{(left.x + right.x) / 2, (left.y + right.y) / 2};
  const Point offset{point.x - middle.x, point.y - middle.y};
  return {(offset.x * along.x + offset.y * along.y) / length, (offset.y * along.x - offset.x * along.y) / length};
}

}  // namespace

float face_width(const Landmarks& points) { return distance(points[0], points[16]); }

// The nose tip stands out from the plane of the eyes by about half the eye distance, so a turn moves it sideways.
float turn_of(const Landmarks& points) { return in_face_axes(points, points[30]).x * 2; }

// The same upwards and downwards: where the tip lies between the eyes and the mouth; 0.55 when seen from the front.
float nod_of(const Landmarks& points) {
  const float tip = in_face_axes(points, points[30]).y;
  const float mouth = in_face_axes(points, mean_of(points, 48, 59)).y;
  return (tip / std::max(0.2F, mouth) - 0.55F) * 2;
}

float tilt_of(const Landmarks& points) {
  const Point left = mean_of(points, 36, 41);
  const Point right = mean_of(points, 42, 47);
  return std::atan2(right.y - left.y, right.x - left.x) * 57.29578F;
}

float eye_opening_of(const Landmarks& points) { return (eye_opening(points, 36) + eye_opening(points, 42)) / 2; }

FaceQuality geometry_of(const Landmarks& points, int frame_width, int frame_height) {
  FaceQuality quality;
  const auto width = static_cast<float>(std::max(1, frame_width));
  const auto height = static_cast<float>(std::max(1, frame_height));
  const Point centre = mean_of(points, 27, 35);
  quality.face_width = face_width(points);
  quality.frame_share = quality.face_width / width;
  quality.off_centre = {centre.x / width - 0.5F, centre.y / height - 0.5F};
  quality.turn = turn_of(points);
  quality.nod = nod_of(points);
  quality.tilt = tilt_of(points);
  quality.eye_opening = eye_opening_of(points);
  return quality;
}

FaceHint fault_of(const FaceQuality& q, const QualityGates& gates) {
  if (q.face_width < gates.least_face_width) return FaceHint::come_closer;
  if (q.frame_share > gates.largest_frame_share) return FaceHint::move_back;
  if (std::abs(q.off_centre.x) > gates.furthest_off_centre || std::abs(q.off_centre.y) > gates.furthest_off_centre)
    return FaceHint::move_to_centre;
  // In a blurred picture nobody has a line between the lips.
  const bool no_mouth = q.mouth_line < gates.least_mouth_line && q.sharpness >= gates.least_sharpness;
  if (q.lower_face_cover > gates.largest_lower_cover || no_mouth) return FaceHint::take_off_mask;
  if (q.eye_cover > gates.largest_eye_cover) return FaceHint::take_off_sunglasses;
  if (q.level < 70 && q.surround > q.level * gates.backlight_ratio) return FaceHint::light_behind_you;
  if (q.level < gates.least_level) return FaceHint::too_dark;
  if (q.clipped > gates.largest_clipped || q.level > gates.largest_level) return FaceHint::too_bright;
  if (std::abs(q.turn) > gates.largest_turn || std::abs(q.nod) > gates.largest_nod ||
      std::abs(q.tilt) > gates.largest_tilt)
    return FaceHint::look_straight;
  if (q.sharpness < gates.least_sharpness || q.smear < gates.least_smear) return FaceHint::hold_still;
  if (q.eye_opening < gates.least_eye_opening) return FaceHint::open_eyes;
  return FaceHint::none;
}

bool is_turned_head(FaceQuality quality, const QualityGates& gates) {
  constexpr float least = 0.12F, furthest = 0.7F;  // turned further, nobody is like themselves
  const float turn = std::abs(quality.turn);
  quality.turn = 0;
  const FaceHint fault = fault_of(quality, gates);
  return turn >= least && turn <= furthest && (fault == FaceHint::none || fault == FaceHint::hold_still);
}

FaceHint fault_of(const Observation& observation, const QualityGates& gates) {
  if (observation.faces.empty()) return FaceHint::come_into_view;
  const FaceObservation& largest = observation.faces.front();
  // A small face far behind is a passer-by; one of comparable size stands beside the person.
  for (std::size_t i = 1; i < observation.faces.size(); ++i)
    if (observation.faces[i].box.width > 0.5F * largest.box.width) return FaceHint::only_one_person;
  return fault_of(largest.quality, gates);
}

}  // namespace vision
