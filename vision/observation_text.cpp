// The text form of observations.
#include "vision/observation_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>

#include "vision/image_quality.h"
#include "vision/mean_head.h"

namespace vision {
namespace {

using Field = float FaceQuality::*;

const std::map<std::string, Field>& quality_fields() {
  static const std::map<std::string, Field> fields{{"face-width", &FaceQuality::face_width},
                                                   {"frame-share", &FaceQuality::frame_share},
                                                   {"turn", &FaceQuality::turn},
                                                   {"nod", &FaceQuality::nod},
                                                   {"tilt", &FaceQuality::tilt},
                                                   {"eye-opening", &FaceQuality::eye_opening},
                                                   {"level", &FaceQuality::level},
                                                   {"clipped", &FaceQuality::clipped},
                                                   {"surround", &FaceQuality::surround},
                                                   {"sharpness", &FaceQuality::sharpness},
                                                   {"smear", &FaceQuality::smear},
                                                   {"lower-face-cover", &FaceQuality::lower_face_cover},
                                                   {"eye-cover", &FaceQuality::eye_cover},
                                                   {"mouth-line", &FaceQuality::mouth_line},
                                                   {"surface-waves", &FaceQuality::surface_waves},
                                                   {"edge-around", &FaceQuality::edge_around}};
  return fields;
}

bool read_numbers(const std::string& text, std::vector<float>& numbers) {
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ',');) {
    char* end = nullptr;
    const float value = std::strtof(part.c_str(), &end);
    if (end == part.c_str() || *end != '\0' || !std::isfinite(value)) return false;
    numbers.push_back(value);
  }
  return true;
}

bool read_qualities(const std::string& text, FaceQuality& quality) {
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ',');) {
    const auto equals = part.find('=');
    if (equals == std::string::npos) return false;
    const auto field = quality_fields().find(part.substr(0, equals));
    std::vector<float> value;
    if (field == quality_fields().end() || !read_numbers(part.substr(equals + 1), value) || value.size() != 1)
      return false;
    quality.*(field->second) = value[0];
  }
  return true;
}

FaceQuality good_quality(const FaceObservation& face, const Observation& frame) {
  FaceQuality quality = geometry_of(face.landmarks, frame.frame_width, frame.frame_height);
  quality.level = 120;
  quality.surround = 110;
  quality.sharpness = 200;
  quality.smear = 0.7F;
  return quality;
}

/// Vectors whose distances to scripted_reference() are exactly the given ones.
FaceEmbeddings embeddings_at(float first, float second) {
  const float angle = 2 * std::asin(std::min(1.0F, second / 2));
  return {{first}, {std::cos(angle), std::sin(angle)}};
}

bool read_word(const std::string& word, const std::string& value, FaceObservation& face) {
  std::vector<float> n;
  if (word == "confidence" && read_numbers(value, n) && n.size() == 1) return face.confidence = n[0], true;
  if (word == "passive" && read_numbers(value, n) && n.size() == 1) return face.passive_liveness = n[0], true;
  if (word == "turned" && read_numbers(value, n) && n.size() == 1)
    return face.turned_second = embeddings_at(0, n[0]).second, true;
  if (word == "blinks" && read_numbers(value, n) && n.size() == 1)
    return face.blinks = static_cast<int>(std::clamp(n[0], 0.0F, 1000.0F)), true;
  if (word == "nose" && read_numbers(value, n) && n.size() == 3) return face.nose = NoseRelief{n[0], n[1], n[2]}, true;
  if (word == "distance" && read_numbers(value, n) && n.size() == 2)
    return face.embeddings = embeddings_at(n[0], n[1]), true;
  return false;
}

bool read_face(std::istringstream& in, Observation& frame) {
  FaceObservation face;
  face.confidence = 1;
  std::string word, value, qualities;
  std::vector<float> box, points;
  if (!(in >> word >> value) || word != "box" || !read_numbers(value, box) || box.size() != 4) return false;
  face.box = {box[0], box[1], box[2], box[3]};
  face.landmarks = mean_face(face.box);
  while (in >> word >> value) {
    if (word == "quality") {
      qualities = value;
    } else if (word == "points") {
      if (!read_numbers(value, points) || points.size() != 136) return false;
      for (std::size_t i = 0; i < 68; ++i) face.landmarks[i] = {points[2 * i], points[2 * i + 1]};
    } else if (!read_word(word, value, face)) {
      return false;
    }
  }
  face.quality = good_quality(face, frame);
  if (!read_qualities(qualities, face.quality)) return false;
  frame.faces.push_back(std::move(face));
  return true;
}

bool read_frame(std::istringstream& in, Observation& frame) {
  std::string at, size;
  long long number = 0, milliseconds = 0;
  if (!(in >> number >> at >> milliseconds) || at != "at" || number < 0 || milliseconds < 0) return false;
  frame.frame = {static_cast<std::uint64_t>(number)};
  frame.seen_at = {base::Duration{milliseconds}};
  frame.frame_width = 640;
  frame.frame_height = 480;
  if (in >> size)
    return size == "size" && (in >> size) &&
           std::sscanf(size.c_str(), "%dx%d", &frame.frame_width, &frame.frame_height) == 2;
  return true;
}

float distance(const std::vector<float>& a, const std::vector<float>& b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

}  // namespace

FaceReference scripted_reference() { return {embeddings_at(0, 0)}; }

Landmarks mean_face(const Box& box) {
  Landmarks points;
  const auto& head = mean_head();
  for (std::size_t i = 0; i < points.size(); ++i)
    points[i] = {box.left + box.width * (0.5F + head[i].x), box.top + box.height * (0.55F + head[i].y)};
  return points;
}

base::Result<std::vector<Observation>, VisionError> parse_observations(const std::string& text) {
  std::vector<Observation> frames;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream in(line.substr(0, line.find('#')));
    std::string word;
    if (!(in >> word)) continue;
    bool good = false;
    if (word == "frame") {
      frames.emplace_back();
      good = read_frame(in, frames.back()) &&
             (frames.size() < 2 || frames.back().seen_at > frames[frames.size() - 2].seen_at);
    } else if (word == "face" && !frames.empty()) {
      good = read_face(in, frames.back());
    }
    if (!good) return VisionError{VisionProblem::observation_malformed, "line " + std::to_string(number) + ": " + line};
  }
  return frames;
}

std::string to_text(const Observation& observation, const FaceReference* reference) {
  std::ostringstream out;
  out.precision(4);
  out << "frame " << observation.frame.number << " at " << observation.seen_at.since_start.count() << " size "
      << observation.frame_width << 'x' << observation.frame_height << '\n';
  for (const FaceObservation& face : observation.faces) {
    out << "  face box " << face.box.left << ',' << face.box.top << ',' << face.box.width << ',' << face.box.height
        << " confidence " << face.confidence;
    if (face.embeddings && reference != nullptr)
      out << " distance " << distance(face.embeddings->first, reference->embeddings.first) << ','
          << distance(face.embeddings->second, reference->embeddings.second);
    if (face.turned_second && reference != nullptr)
      out << " turned " << distance(*face.turned_second, reference->embeddings.second);
    if (face.passive_liveness) out << " passive " << *face.passive_liveness;
    if (face.blinks) out << " blinks " << *face.blinks;
    if (face.nose) out << " nose " << face.nose->share << ',' << face.nose->beside_crease << ',' << face.nose->lopsided;
    out << " points ";
    for (std::size_t i = 0; i < face.landmarks.size(); ++i)
      out << (i ? "," : "") << face.landmarks[i].x << ',' << face.landmarks[i].y;
    out << " quality ";
    bool first = true;
    for (const auto& [name, field] : quality_fields()) {
      out << (first ? "" : ",") << name << '=' << face.quality.*field;
      first = false;
    }
    out << '\n';
  }
  return out.str();
}

}  // namespace vision
