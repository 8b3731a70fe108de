// Whether the nose stands out, on pictures of surfaces drawn here: a head, and paper in every shape that paper takes.
#include "vision/nose_watch.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <opencv2/core.hpp>

#include "vision/liveness.h"
#include "vision/mean_head.h"
#include "vision/picture_measures.h"

using namespace vision;

namespace {

constexpr int frame_size = 132;
constexpr double face_size = 110;  // pixels

/// Depth towards the camera in face widths, at x to the right and y down from between the eyes.
using Surface = std::function<double(double x, double y)>;

/// Not the mean head of the program: a round face with a round nose.
double head(double x, double y) {
  const double nose = std::exp(-x * x / 0.007 - (y - 0.24) * (y - 0.24) / 0.02);
  return -0.9 * x * x - 0.25 * (y - 0.2) * (y - 0.2) + 0.17 * nose;
}
double flat(double, double) { return 0; }
Surface bent(double much, double axis) {
  return [=](double x, double y) {
    const double off = x * std::cos(axis) + (y - 0.25) * std::sin(axis);
    return -much * off * off;
  };
}
Surface creased(double lean) {
  return [=](double x, double y) { return -0.45 * std::abs(std::cos(lean) * x + std::sin(lean) * (y - 0.2)); };
}

/// What is drawn on the surface, the same on each: spots and shades of several sizes.
double shade(double x, double y) {
  return 128 + 26 * std::sin(21 * x + 9 * y) + 22 * std::sin(-15 * x + 27 * y + 1) + 16 * std::sin(43 * x + 3) +
         14 * std::sin(47 * y + 11 * x) + (std::abs(x) < 0.06 && std::abs(y - 0.3) < 0.02 ? -60 : 0);
}

struct Pose {
  double yaw = 0, pitch = 0;
};

cv::Point2d projected(const Surface& surface, double x, double y, const Pose& pose) {
  const double z = surface(x, y), y0 = y - 0.2;
  const double x1 = std::cos(pose.yaw) * x + std::sin(pose.yaw) * z,
               z1 = std::cos(pose.yaw) * z - std::sin(pose.yaw) * x;
  const double y1 = std::cos(pose.pitch) * y0 + std::sin(pose.pitch) * z1;
  const double near = 4.5 / (4.5 - std::cos(pose.pitch) * z1 + std::sin(pose.pitch) * y0);
  return {frame_size / 2.0 + face_size * x1 * near, frame_size / 2.0 + face_size * y1 * near};
}

cv::Mat picture_of(const Surface& surface, const Pose& pose, double light, double grain, cv::RNG& noise) {
  cv::Mat frame(frame_size, frame_size, CV_8U);
  for (int row = 0; row < frame.rows; ++row)
    for (int column = 0; column < frame.cols; ++column) {
      cv::Point2d at((column - frame_size / 2.0) / face_size, (row - frame_size / 2.0) / face_size + 0.2);
      for (int i = 0; i < 4; ++i) at += (cv::Point2d(column, row) - projected(surface, at.x, at.y, pose)) / face_size;
      frame.at<unsigned char>(row, column) =
          cv::saturate_cast<unsigned char>(light * shade(at.x, at.y) + noise.gaussian(grain));
    }
  return frame;
}

/// Where the landmarks are found: on paper, too, mostly where a head's would be.
Landmarks points_of(const Surface& surface, const Pose& pose) {
  Landmarks points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const cv::Point2d at =
        projected(surface, static_cast<double>(mean_head()[i].x), static_cast<double>(mean_head()[i].y), pose);
    points[i] = {static_cast<float>(at.x), static_cast<float>(at.y)};
  }
  return points;
}

constexpr int four_seconds = 16;

struct Show {
  Surface surface, points = head;
  double size = 1;             ///< of the movement
  int moments = four_seconds;  ///< a quarter of a second each
  double grain = 2;            ///< noise of the picture, in grey levels
  std::uint64_t chance = 1;    ///< other noise for each
  double flicker = 0.1;        ///< of the light
};

/// What the frames of a show say of the face, with its patch.
FaceObservation seen_at(const Show& show, int moment) {
  const Pose pose{show.size * 0.2 * std::sin(0.7 * moment), show.size * 0.12 * std::sin(0.45 * moment + 1)};
  FaceObservation face;
  face.confidence = 1;
  face.landmarks = points_of(show.points, pose);
  cv::RNG noise(show.chance * 1000 + static_cast<std::uint64_t>(moment));
  const double light = 1 + show.flicker * std::sin(2.0 * moment);
  face.patch = patch_of(picture_of(show.surface, pose, light, show.grain, noise), face.landmarks);
  return face;
}

base::TimePoint time_of(int moment) { return {base::Duration{250 * moment}}; }

NoseWatch watched(const Show& show) {
  NoseWatch watch;
  for (int i = 0; i < show.moments; ++i) {
    const FaceObservation face = seen_at(show, i);
    watch.consider(time_of(i), *face.patch, face.landmarks);
  }
  return watch;
}

bool looks_like_a_nose(const NoseRelief& relief) {
  return relief.share >= 0.5F && relief.beside_crease >= 0.2F && relief.lopsided <= 0.3F;
}

}  // namespace

TEST_CASE("the nose of a head stands out, turned much or little") {
  for (const double size : {0.3, 0.6, 1.0, 1.4}) {
    CAPTURE(size);
    const NoseRelief seen = watched({.surface = head, .size = size}).relief();
    CHECK(seen.share > 0.5F);
    CHECK(seen.share < 2);
    CHECK(seen.beside_crease > 0.3F);
    CHECK(seen.lopsided < 0.2F);
  }
}

TEST_CASE("no nose stands out of paper, flat, round, hollow or rolled about any axis, wherever the points seem to be") {
  for (const double much : {-0.5, 0.5, 0.9})
    for (const double axis : {0.0, 0.5, 1.5}) {
      CAPTURE(much);
      CAPTURE(axis);
      CHECK(watched({.surface = bent(much, axis)}).relief().share < 0.35F);
    }
  CHECK(watched({.surface = flat}).relief().share < 0.35F);
  CHECK(watched({.surface = flat, .points = flat}).relief().share < 0.35F);
  CHECK(watched({.surface = bent(0.5, 0), .points = bent(0.5, 0)}).relief().share < 0.35F);
}

TEST_CASE("a crease along the ridge of the nose is none, upright or leaning") {
  CHECK(watched({.surface = creased(0)}).relief().beside_crease < 0.15F);
  CHECK(watched({.surface = creased(0)}).relief().lopsided < 0.15F);
  for (const double lean : {0.0, 0.3, -0.6, 0.9}) {
    CAPTURE(lean);
    CHECK_FALSE(looks_like_a_nose(watched({.surface = creased(lean)}).relief()));
  }
  CHECK(watched({.surface = creased(-0.6)}).relief().lopsided > 0.3F);
}

TEST_CASE("what does not move tells nothing, nor does too little of it") {
  CHECK_FALSE(looks_like_a_nose(watched({.surface = head, .size = 0}).relief()));
  CHECK_FALSE(looks_like_a_nose(watched({.surface = bent(0.5, 0), .size = 0.01}).relief()));
  CHECK(watched({.surface = head, .moments = 4}).relief().share == 0);
  CHECK(watched({.surface = head, .moments = 8}).relief().share > 0.3F);
}

TEST_CASE("in a noisy picture paper seems no nose, and in one that is all noise nothing is told") {
  for (std::uint64_t chance = 1; chance <= 6; ++chance) {
    CAPTURE(chance);
    const NoseRelief paper = watched({.surface = bent(0.5, 0), .size = 0.3, .grain = 20, .chance = chance}).relief();
    CHECK_MESSAGE(paper.share < 0.3F, paper.share);
    CHECK(watched({.surface = head, .grain = 20, .chance = chance}).relief().share > 0.6F);
    CHECK(watched({.surface = bent(0.5, 0), .size = 0.15, .grain = 40, .chance = chance}).relief().share == 0);
  }
}

TEST_CASE("changing light does not matter") {
  CHECK(looks_like_a_nose(watched({.surface = head, .flicker = 0.4}).relief()));
  CHECK_FALSE(looks_like_a_nose(watched({.surface = bent(0.5, 0), .flicker = 0.4}).relief()));
}

TEST_CASE("of a plain patch no movement is told") {
  const PreparedPatch plain = prepared(FacePatch{});
  CHECK_FALSE(motion_between(plain, plain));
  NoseWatch watch;
  for (int i = 0; i < four_seconds; ++i) watch.consider(time_of(i), FacePatch{}, points_of(head, {0.02 * i, 0}));
  CHECK(watch.relief().share == 0);
}

TEST_CASE("what covers the face for a while is not taken for its movement") {
  const auto covered = [](int from, int to) {
    NoseWatch watch;
    for (int i = 0; i < four_seconds; ++i) {
      FaceObservation face = seen_at({.surface = bent(0.5, 0)}, i);
      if (i >= from && i < to) std::reverse(face.patch->grey.begin(), face.patch->grey.end());
      watch.consider(time_of(i), *face.patch, face.landmarks);
    }
    return watch.relief();
  };
  CHECK(covered(4, 8).share < 0.35F);
  CHECK(covered(8, 12).share < 0.35F);
}

TEST_CASE("what was seen more than four seconds ago is forgotten") {
  NoseWatch watch = watched({.surface = head});
  for (int i = four_seconds; i < 2 * four_seconds + 2; ++i) {
    const FaceObservation paper = seen_at({.surface = bent(0.5, 0)}, i);
    watch.consider(time_of(i), *paper.patch, paper.landmarks);
  }
  CHECK_MESSAGE(watch.relief().share < 0.2F, watch.relief().share);
}

TEST_CASE("another face is looked at afresh") {
  Liveness alive(LivenessPolicy::passive_first, 1, {});
  for (int i = 0; i < four_seconds; ++i) alive.consider(time_of(i), seen_at({.surface = head}, i));
  CHECK(looks_like_a_nose(alive.evidence().nose));
  alive.restart();
  alive.consider(time_of(four_seconds), seen_at({.surface = bent(0.5, 0)}, four_seconds));
  CHECK(alive.evidence().nose.share == 0);
}
