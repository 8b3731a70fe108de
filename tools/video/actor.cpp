// The acts.
#include "tools/video/actor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

namespace video {
namespace {

using vision::LivenessPrompt;

/// Up and down again within one second, for a gesture begun `t` seconds ago.
double gesture(double t, double lasts) { return t < 0 || t > lasts ? 0 : std::sin(3.14159265 * t / lasts); }

/// Seconds.
constexpr double comes_to_rest = 0.5;

double blink_shape(double t) { return t < 0 || t > 0.26 ? 0 : std::min(1.0, 1.6 * std::sin(3.14159265 * t / 0.26)); }

}  // namespace

std::string_view name_of(Act act) {
  switch (act) {
    case Act::live:
      return "live";
    case Act::photo_held:
      return "photo-held";
    case Act::photo_moved:
      return "photo-moved";
    case Act::photo_turned:
      return "photo-turned";
    case Act::photo_bent:
      return "photo-bent";
    case Act::photo_flexed:
      return "photo-flexed";
    case Act::eye_holes:
      return "eye-holes";
    case Act::mask_bent:
      return "mask-bent";
    case Act::replay:
      return "replay";
    case Act::answered:
      return "answered";
  }
  return "live";
}

Actor::Actor(Act act, std::vector<MovingHead> heads, std::uint64_t seed, cv::Size size)
    : act_(act),
      heads_(std::move(heads)),
      chance_(seed),
      size_(size),
      yaw_(chance_, 0.16),
      pitch_(chance_, 0.05),
      roll_(chance_, 0.04),
      x_(chance_, 10),
      y_(chance_, 6),
      width_(chance_, 0.03),
      light_(chance_, 0.06),
      hand_x_(chance_, 18),
      hand_y_(chance_, 12),
      hand_roll_(chance_, 0.05),
      hand_size_(chance_, 0.05),
      hand_yaw_(chance_, 0.5),
      hand_pitch_(chance_, 0.3),
      blink_at_(chance_.between(0.5, 1.3)),
      blink_every_(chance_.between(1.8, 3.2)),
      base_width_(chance_.between(185, 225) * size.height / 480.0),
      warmth_(chance_.between(-0.05, 0.05)),
      delay_(chance_.between(0.4, 1.0)),
      noise_(seed + 77),
      flex_(chance_, 0.35),
      bend_(chance_.between(-0.5, 0.9)),
      bend_axis_(chance_.between(0, 1) < 0.3 ? chance_.between(1.2, 1.9) : chance_.between(-0.6, 0.6)),
      crease_(chance_.between(0, 1) < 0.3 ? 1 : 0) {}

Pose Actor::idle_pose(double t) const {
  Pose pose;
  pose.yaw = yaw_.at(t);
  pose.pitch = pitch_.at(t);
  pose.roll = roll_.at(t);
  pose.x = x_.at(t);
  pose.y = y_.at(t);
  pose.width = base_width_ * (1 + width_.at(t));
  pose.lids = blink_shape(std::fmod(t + blink_every_ - blink_at_, blink_every_));
  return pose;
}

void Actor::follow(Pose& pose, double t, std::optional<LivenessPrompt> prompt) {
  if (prompt && prompt != asked_) {
    asked_since_ = t;
    asked_ = prompt;
    answered_until_ = t + delay_ + 1.6;
    if (!reads_since_) reads_since_ = t;
  }
  // Whoever reads what is asked comes to hold the head calmer.
  if (reads_since_) pose.yaw *= 1 - 0.5 * std::min(1.0, (t - *reads_since_) / comes_to_rest);
  if (!asked_ || t > answered_until_) {
    asked_.reset();
    return;
  }
  const double begun = t - asked_since_ - delay_;
  switch (*asked_) {
    case LivenessPrompt::turn_left:
      pose.yaw += 0.42 * gesture(begun, 1.5);
      break;
    case LivenessPrompt::turn_right:
      pose.yaw -= 0.42 * gesture(begun, 1.5);
      break;
    case LivenessPrompt::nod:
      pose.pitch += 0.28 * std::sin(6.2831853 * std::clamp(begun / 1.4, 0.0, 1.0));
      break;
    case LivenessPrompt::blink:
      pose.lids = std::max(pose.lids, blink_shape(begun));
      break;
    case LivenessPrompt::come_closer:
      pose.width *= 1 + 0.35 * gesture(begun, 1.6);
      break;
  }
}

cv::Mat Actor::live(double seconds, const Pose& pose) {
  const auto& head = heads_[std::min(heads_.size() - 1, static_cast<std::size_t>(seconds / 2.0) % heads_.size())];
  cv::Mat frame = heads_.front().background(size_);  // the room stays the same
  head.draw(frame, pose, Relief::head);
  return frame;
}

Pose Actor::sheet_pose(double seconds) const {
  Pose pose = idle_pose(seconds);
  const bool holes = act_ == Act::eye_holes || act_ == Act::mask_bent;
  const bool bends = act_ == Act::photo_flexed || act_ == Act::mask_bent;
  pose.lids = holes ? pose.lids : 0;
  pose.yaw = pose.pitch = 0;
  pose.roll = 0.4 * hand_roll_.at(seconds);
  pose.x = 0.3 * hand_x_.at(seconds);
  pose.y = 0.3 * hand_y_.at(seconds);
  pose.width = base_width_;
  if (act_ == Act::photo_moved) {
    pose.x = 3 * hand_x_.at(seconds), pose.y = 2 * hand_y_.at(seconds), pose.roll = 3 * hand_roll_.at(seconds);
    pose.width *= 1 + 4 * hand_size_.at(seconds);
  }
  if (act_ == Act::photo_turned || act_ == Act::photo_bent || bends || holes) {
    const double size = act_ == Act::eye_holes ? 0.5 : 1;
    pose.yaw = size * hand_yaw_.at(seconds), pose.pitch = size * hand_pitch_.at(seconds);
  }
  if (act_ == Act::photo_flexed) pose.bend = bend_ + flex_.at(seconds), pose.crease = crease_;
  if (act_ == Act::photo_flexed) pose.bend_axis = bend_axis_;
  if (act_ == Act::mask_bent) {  // round a face, the way a head curves, or folded along its nose; more or less upright
    pose.bend = 0.55 + 0.2 * flex_.at(seconds);
    pose.bend_axis = std::abs(bend_axis_) < 1 ? bend_axis_ : 0;
    pose.crease = crease_;
  }
  return pose;
}

// The print stays until the other head has turned away so far that it is hard to know.
cv::Mat Actor::answered(double seconds, std::optional<LivenessPrompt> prompt) {
  const Pose idle = idle_pose(seconds);
  Pose pose = idle;
  follow(pose, seconds, prompt);
  const bool is_away =
      std::abs(pose.yaw) > 0.25 || std::abs(pose.pitch - idle.pitch) > 0.1 || pose.width > 1.1 * idle.width;
  if (!is_away) return sheet(seconds);
  cv::Mat frame = heads_.front().background(size_);
  frame *= 0.8;
  heads_.back().draw(frame, pose, Relief::head);
  return frame;
}

// A print in a hand that is never quite still; its own edge is cut away or out of sight, which is its best disguise.
cv::Mat Actor::sheet(double seconds) {
  const MovingHead& head = heads_.front();
  cv::Mat frame = head.background(size_);
  frame *= 0.8;
  const bool bends = act_ == Act::photo_bent || act_ == Act::photo_flexed || act_ == Act::mask_bent;
  head.draw(frame, sheet_pose(seconds), bends ? Relief::bent : Relief::flat);
  return frame;
}

// A recording of the same person, with all its depth and blinks, on a phone in a hand: the screen's grid and its edge.
cv::Mat Actor::phone(double seconds) {
  Pose recorded = idle_pose(seconds);
  recorded.yaw *= 1.8;
  recorded.x *= 0.5, recorded.y *= 0.5;
  recorded.width = size_.height * 0.52;
  cv::Mat shown = live(seconds, recorded);
  for (int y = 0; y < shown.rows; y += 3) shown.row(y) *= 0.93;  // the lines of the screen beat with the camera's
  shown.convertTo(shown, -1, 1.05, 8);
  const auto w = static_cast<float>(size_.width), h = static_cast<float>(size_.height);
  const double yaw = 0.15 * hand_yaw_.at(seconds), pitch = 0.15 * hand_pitch_.at(seconds);
  const double size = 0.86 * (1 + hand_size_.at(seconds)), roll = hand_roll_.at(seconds);
  const std::vector<cv::Point2f> corners{{w * 0.2F, 0}, {w * 0.8F, 0}, {w * 0.8F, h}, {w * 0.2F, h}};
  std::vector<cv::Point2f> seen;
  for (const cv::Point2f& corner : corners) {
    const double x = (corner.x - w / 2) * size, y = (corner.y - h / 2) * size;
    const double near = 1 / (1 - (x * std::sin(yaw) + y * std::sin(pitch)) / (3.0 * w));
    const double u = (x * std::cos(yaw) * std::cos(roll) - y * std::sin(roll)) * near;
    const double v = (y * std::cos(pitch) * std::cos(roll) + x * std::sin(roll)) * near;
    seen.emplace_back(static_cast<float>(w / 2 + u + hand_x_.at(seconds)),
                      static_cast<float>(h / 2 + v + hand_y_.at(seconds)));
  }
  cv::Mat frame = heads_.front().background(size_);
  frame *= 0.6;
  std::vector<cv::Point> bezel;
  for (const cv::Point2f& p : seen) {
    const cv::Point2f middle(w / 2 + static_cast<float>(hand_x_.at(seconds)),
                             h / 2 + static_cast<float>(hand_y_.at(seconds)));
    bezel.emplace_back(middle + (p - middle) * 1.06);
  }
  cv::fillConvexPoly(frame, bezel, cv::Scalar(22, 20, 20), cv::LINE_AA);
  cv::Mat warped, mask;
  const cv::Mat view = cv::getPerspectiveTransform(corners, seen);
  cv::warpPerspective(shown, warped, view, size_);
  cv::Mat part = cv::Mat::zeros(size_, CV_8U);
  std::vector<cv::Point> screen(seen.begin(), seen.end());
  cv::fillConvexPoly(part, screen, cv::Scalar(255));
  warped.copyTo(frame, part);
  return frame;
}

void Actor::photograph(cv::Mat& frame, double seconds) {
  cv::GaussianBlur(frame, frame, {}, 0.7);
  cv::Mat light, grain(frame.size(), CV_16SC3);
  const double gain = 1 + light_.at(seconds);
  frame.convertTo(light, CV_16SC3, gain);
  noise_.fill(grain, cv::RNG::NORMAL, cv::Scalar(warmth_ * 60, 0, -warmth_ * 60), cv::Scalar::all(2.5));
  light += grain;
  light.convertTo(frame, CV_8UC3);
}

cv::Mat Actor::frame(double seconds, std::optional<LivenessPrompt> prompt) {
  cv::Mat frame;
  if (act_ == Act::live) {
    Pose pose = idle_pose(seconds);
    follow(pose, seconds, prompt);
    frame = live(seconds, pose);
  } else if (act_ == Act::replay) {
    frame = phone(seconds);
  } else if (act_ == Act::answered) {
    frame = answered(seconds, prompt);
  } else {
    frame = sheet(seconds);
  }
  photograph(frame, seconds);
  return frame;
}

}  // namespace video
