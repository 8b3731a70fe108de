#include "kiosk/replay/observed_faces.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "vision/image_quality.h"
#include "vision/mean_head.h"
#include "vision/observation_text.h"

namespace kiosk::replay {
namespace {

constexpr std::array<std::string_view, 18> sight_names = {
    "the holder",
    "a stranger",
    "a sibling",
    "nobody",
    "several people",
    "the holder far away",
    "the holder too near",
    "the holder at the edge",
    "the holder looking away",
    "the holder in the dark",
    "the holder in glaring light",
    "the holder against the light",
    "the holder blurred",
    "the holder with a mask",
    "the holder with sunglasses",
    "the holder with closed eyes",
    "a printed photo",
    "a screen",
};
static_assert(static_cast<std::size_t>(Sight::a_screen) + 1 == sight_names.size());

constexpr int observed_width = 640;
constexpr int observed_height = 480;

/// How a head is held: angles in radians.
struct Posture {
  float yaw = 0;
  float pitch = 0;
  float width = 190;  ///< of the face, in pixels
  float centre_x = 320;
  float centre_y = 250;
  float opening = 1;  ///< of the eyes: 1 open, 0 closed
};

bool is_flat(Sight sight) { return sight == Sight::a_printed_photo || sight == Sight::a_screen; }

/// Small movements that nobody can help, and a blink every three seconds.
Posture idle_posture(double seconds) {
  Posture posture;
  posture.yaw = 0.16F * static_cast<float>(std::sin(seconds * 1.9));
  posture.pitch = 0.07F * static_cast<float>(std::sin(seconds * 1.3 + 0.5));
  posture.centre_x += 5 * static_cast<float>(std::sin(seconds * 0.8));
  const double since_blink = std::fmod(seconds + 2.2, 3.0);
  if (since_blink < 0.16) posture.opening = 0.15F;
  return posture;
}

/// What a person does who was asked: at once willing, at full extent after 0.8 s, back after 1.6 s.
void follow(Posture& posture, vision::LivenessPrompt prompt, double since) {
  const float extent = static_cast<float>(std::clamp(since < 0.8 ? since / 0.8 : 2 - since / 0.8, 0.0, 1.0));
  switch (prompt) {
    case vision::LivenessPrompt::turn_left:
      posture.yaw += 0.75F * extent;
      break;
    case vision::LivenessPrompt::turn_right:
      posture.yaw -= 0.75F * extent;
      break;
    case vision::LivenessPrompt::nod:
      posture.pitch += 0.55F * extent;
      break;
    case vision::LivenessPrompt::blink:
      posture.opening = extent > 0.5F ? 0.1F : 1;
      break;
    case vision::LivenessPrompt::come_closer:
      posture.width *= 1 + 0.35F * extent;
      break;
  }
}

void apply(Sight sight, Posture& posture) {
  if (sight == Sight::the_holder_far_away) posture.width = 60;
  if (sight == Sight::the_holder_too_near) posture.width = 560;
  if (sight == Sight::the_holder_at_the_edge) posture.centre_x = 90;
  if (sight == Sight::the_holder_looking_away) posture.yaw += 0.9F;
  if (sight == Sight::the_holder_with_closed_eyes) posture.opening = 0.1F;
}

/// The eyes' lids are points 37, 38, 40, 41 and 43, 44, 46, 47; their corners 36, 39 and 42, 45.
float lid_centre(std::size_t point, const std::array<vision::HeadPoint, 68>& head) {
  const std::size_t left_corner = point < 42 ? 36 : 42;
  return (head[left_corner].y + head[left_corner + 3].y) / 2;
}

bool is_lid(std::size_t point) { return point >= 36 && point <= 47 && (point % 6) != 0 && (point % 6) != 3; }

vision::Landmarks project(const Posture& posture, bool flat) {
  const auto& head = vision::mean_head();
  vision::Landmarks points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    vision::HeadPoint p = head[i];
    if (is_lid(i)) p.y = lid_centre(i, head) + (p.y - lid_centre(i, head)) * posture.opening;
    if (flat) p.z = 0;
    const float x = p.x * std::cos(posture.yaw) + p.z * std::sin(posture.yaw);
    const float z = -p.x * std::sin(posture.yaw) + p.z * std::cos(posture.yaw);
    const float y = p.y * std::cos(posture.pitch) + z * std::sin(posture.pitch);
    points[i] = {posture.centre_x + posture.width * x, posture.centre_y + posture.width * y};
  }
  return points;
}

void spoil(Sight sight, vision::FaceQuality& quality) {
  if (sight == Sight::the_holder_in_the_dark) quality.level = 15;
  if (sight == Sight::the_holder_in_glaring_light) quality.clipped = 0.4F;
  if (sight == Sight::the_holder_against_the_light) quality.level = 50, quality.surround = 220;
  if (sight == Sight::the_holder_blurred) quality.sharpness = 3, quality.smear = 0.05F;
  if (sight == Sight::the_holder_with_a_mask) quality.lower_face_cover = 0.9F;
  if (sight == Sight::the_holder_with_sunglasses) quality.eye_cover = 0.9F;
  if (sight == Sight::a_screen) quality.surface_waves = 0.8F, quality.edge_around = 0.8F;
}

/// Vectors whose distances to vision::scripted_reference() are the given ones.
vision::FaceEmbeddings vectors_at(float first, float second) {
  const float angle = 2 * std::asin(std::min(1.0F, second / 2));
  return {{first}, {std::cos(angle), std::sin(angle)}};
}

}  // namespace

std::string_view name_of(Sight sight) { return sight_names[static_cast<std::size_t>(sight)]; }

std::optional<Sight> sight_from(std::string_view words) {
  const auto found = std::find(sight_names.begin(), sight_names.end(), words);
  if (found == sight_names.end()) return std::nullopt;
  return static_cast<Sight>(found - sight_names.begin());
}

std::vector<std::string_view> all_sights() { return {sight_names.begin(), sight_names.end()}; }

std::optional<Look> look_from(std::string_view words) {
  Look look;
  if (const auto at = words.rfind(" for "); at != std::string_view::npos && words.ends_with(" s")) {
    const std::string number(words.substr(at + 5, words.size() - at - 7));
    char* end = nullptr;
    const double seconds = std::strtod(number.c_str(), &end);
    if (number.empty() || *end != '\0' || !(seconds > 0) || seconds > 600) return std::nullopt;
    look.lasts = base::Duration{static_cast<std::int64_t>(seconds * 1000)};
    words = words.substr(0, at);
  }
  const auto sight = sight_from(words);
  if (!sight) return std::nullopt;
  look.sight = *sight;
  return look;
}

void ObservedFaces::add(Look look) {
  const std::scoped_lock lock(mutex_);
  looks_.push_back(look);
}

void ObservedFaces::clear() {
  const std::scoped_lock lock(mutex_);
  looks_.clear(), seen_for_ = {};
}

void ObservedFaces::look_through(Lens lens) {
  const std::scoped_lock lock(mutex_);
  lens_ = lens;
}

void ObservedFaces::ask(std::optional<vision::LivenessPrompt> prompt) {
  const std::scoped_lock lock(mutex_);
  if (prompt != prompt_) asked_at_.reset();
  prompt_ = prompt;
}

/// Time passes for a look while the camera is in use; the last look goes on for ever.
Sight ObservedFaces::sight_now(base::TimePoint at) {
  if (looks_.empty()) return Sight::nobody;
  // A camera that was at rest in between does not count: two frames are never further apart than this.
  if (last_at_) seen_for_ += std::min(at - *last_at_, base::Duration{100});
  last_at_ = at;
  while (looks_.size() > 1 && looks_.front().lasts && seen_for_ >= *looks_.front().lasts) {
    seen_for_ -= *looks_.front().lasts;
    looks_.pop_front();
  }
  if (looks_.size() > 1 && !looks_.front().lasts) looks_.pop_front(), seen_for_ = base::Duration{0};
  return looks_.front().sight;
}

vision::FaceObservation ObservedFaces::face_of(Sight sight, base::TimePoint at) const {
  const double seconds = static_cast<double>(at.since_start.count()) / 1000.0;
  Posture posture = idle_posture(seconds);
  if (is_flat(sight)) posture.opening = 1;
  apply(sight, posture);
  if (!is_flat(sight) && prompt_ && asked_at_) {
    follow(posture, *prompt_, static_cast<double>((at - *asked_at_).count()) / 1000.0);
  }
  vision::FaceObservation face;
  face.confidence = 1;
  face.landmarks = project(posture, is_flat(sight));
  face.nose = is_flat(sight) ? vision::NoseRelief{} : vision::NoseRelief{.share = 1, .beside_crease = 1};
  face.box = {posture.centre_x - posture.width / 2, posture.centre_y - posture.width / 2, posture.width, posture.width};
  face.quality = vision::geometry_of(face.landmarks, observed_width, observed_height);
  face.quality.level = 120;
  face.quality.surround = 110;
  face.quality.sharpness = 200;
  face.quality.smear = 0.7F;
  spoil(sight, face.quality);
  face.passive_liveness = is_flat(sight) ? 0.1F : 0.9F;
  // A sibling lies between the limits: neither near enough nor surely somebody else.
  const float between = (thresholds_.accept_second + thresholds_.reject_second) / 2;
  const bool is_other = sight == Sight::a_stranger;
  const float second = is_other                    ? thresholds_.reject_second + 0.2F
                       : sight == Sight::a_sibling ? between
                                                   : 0.75F * thresholds_.accept_second;
  face.embeddings = vectors_at(is_other ? thresholds_.veto_first + 0.15F : 0.7F * thresholds_.veto_first, second);
  return face;
}

base::Result<vision::Observation, vision::VisionError> ObservedFaces::observe(const vision::Frame& frame) {
  const std::scoped_lock lock(mutex_);
  if (prompt_ && !asked_at_) asked_at_ = frame.captured_at;
  if (lens_ == Lens::frozen) {
    last_.seen_at = frame.captured_at;
    last_.frame = frame.index;
    return last_;
  }
  vision::Observation observation{frame.captured_at, frame.index, observed_width, observed_height, {}};
  const Sight sight = sight_now(frame.captured_at);
  if (lens_ == Lens::dark && sight != Sight::nobody) {
    observation.faces = {face_of(Sight::the_holder_in_the_dark, frame.captured_at)};
  } else if (lens_ == Lens::clear && sight != Sight::nobody) {
    observation.faces = {face_of(sight, frame.captured_at)};
  }
  if (lens_ == Lens::clear && sight == Sight::several_people) {
    observation.faces.push_back(observation.faces.front());
    observation.faces.back().box.left += 200;
    observation.faces.back().box.width *= 0.9F;
  }
  // A frame that fails a gate is never compared.
  if (observation.faces.size() == 1 &&
      vision::fault_of(observation.faces.front().quality, vision::QualityGates{}) != vision::FaceHint::none) {
    vision::FaceObservation& face = observation.faces.front();
    if (vision::is_turned_head(face.quality, {})) face.turned_second = std::move(face.embeddings->second);
    face.embeddings.reset();
  }
  last_ = observation;
  return observation;
}

base::Result<vision::FaceReference, vision::VisionError> ObservedFaces::reference_from(const vision::Image& portrait) {
  if (portrait.empty()) return vision::VisionError{vision::VisionProblem::no_face, "the portrait"};
  return vision::scripted_reference();
}

}  // namespace kiosk::replay
