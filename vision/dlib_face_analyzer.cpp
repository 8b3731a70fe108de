// One frame through detector, landmarks, measurements, gates and networks.
#include "vision/dlib_face_analyzer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "vision/compact_landmarks.h"
#include "vision/cpu_baseline.h"
#include "vision/dlib_detector.h"
#include "vision/face_cover.h"
#include "vision/mat_view.h"
#include "vision/networks.h"
#include "vision/picture_measures.h"

namespace vision {
namespace {

/// The detector's smallest face is 80 pixels, so this width sees faces of a quarter of the frame and more, in 4 ms.
constexpr float quick_width = 320;
/// When nothing is found there, a slower look for someone far away or turned, at most this often.
constexpr int slow_look_every = 5;
constexpr float doubtful_confidence = -0.25F;
constexpr float covered_confidence = -0.5F;
/// A head turned by 25 degrees, looked for where it was, scores -0.5 and more.
constexpr float turned_confidence = -0.5F;
/// For so long a face is followed that the detector is not sure of.
constexpr base::Duration longest_doubt{1500};
/// The passive network costs as much as an embedding and says little more on each next frame. It takes its turn between
/// two embedded frames, so that no frame pays for both.
constexpr long passive_every = 8, passive_turn = 5;
/// Between two looks at the whole frame a single face is looked for where it was, in a quarter of the time.
constexpr int whole_look_every = 4;
/// A face whose size is known is brought to this width first: someone near costs less, someone far away is seen at all.
constexpr float tracked_width = 95;
/// Of the face's own width and height, on each side: further than a head moves in 33 ms.
constexpr float room_around = 0.5F;
/// Who it is is known after so many good frames of one face; then each eighth still tells when another face takes its
/// place.
constexpr int embedded_each = 8;
constexpr int embedded_then_every = 8;

class Stopwatch {
 public:
  explicit Stopwatch(double& total) : total_(total) {}
  ~Stopwatch() {
    total_ += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  double& total_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The two aligned versions of a face, one for each network.
struct Crops {
  cv::Mat chip, aligned;
};

}  // namespace

struct DlibFaceAnalyzer::Parts {
  DlibDetector detector;
  CompactLandmarks landmarks;
  FirstNetwork first;
  SecondNetwork second;
  PassiveNetwork passive;
  QualityGates gates;
  AnalysisDepth depth;
  AnalysisCounters counters;
  int frames_without_face = 0;
  bool saw_cover = false;
  std::optional<FrameIndex> last_frame;
  float last_edges = 0, last_waves = 0;
  int good_of_one_face = 0;
  std::optional<Box> last_place = std::nullopt;
  std::optional<Box> tracked = std::nullopt;  ///< the only face of the last frame
  base::TimePoint surely_found{};             ///< when it was last found without doubt
  int looks_where_it_was = 0;

  bool is_to_be_embedded(const Box& place);
  void count(const Frame& frame);
  base::Result<std::vector<DetectedFace>, VisionError> detect_at(const cv::Mat& grey, float width, DetectorViews views,
                                                                 float least = sure_confidence);
  base::Result<std::vector<DetectedFace>, VisionError> detect_live(const cv::Mat& grey, base::TimePoint now);
  base::Result<std::vector<DetectedFace>, VisionError> find_surely(const cv::Mat& grey);
  base::Result<std::vector<DetectedFace>, VisionError> look_where_it_was(const cv::Mat& grey,
                                                                         float least = sure_confidence);
  base::Result<std::vector<DetectedFace>, VisionError> detect_still(const cv::Mat& grey);
  FaceObservation observe_face(const cv::Mat& grey, const DetectedFace& found);
  base::Result<Crops, VisionError> measure(const cv::Mat& bgr, const cv::Mat& grey, FaceObservation& face);
  base::Result<FaceEmbeddings, VisionError> embed(const Crops& crops, Mirror mirror);
  base::Result<bool, VisionError> find_covered(const cv::Mat& bgr, const cv::Mat& grey, Observation& seen);
  base::Result<std::vector<float>, VisionError> embed_steadily(const cv::Mat& bgr, const Landmarks& points);
};

/// Called for each frame that passed the gates; a face elsewhere, or after none, is a new one.
bool DlibFaceAnalyzer::Parts::is_to_be_embedded(const Box& place) {
  if (last_place) {
    const Point before = last_place->centre(), now = place.centre();
    if (std::hypot(now.x - before.x, now.y - before.y) > 0.3F * last_place->width) good_of_one_face = 0;
  }
  last_place = place;
  const int number = good_of_one_face++;
  return number < embedded_each || number % embedded_then_every == 0;
}

void DlibFaceAnalyzer::Parts::count(const Frame& frame) {
  ++counters.frames;
  if (last_frame && frame.index.number > last_frame->number + 1)
    counters.dropped += static_cast<long>(frame.index.number - last_frame->number - 1);
  last_frame = frame.index;
}

base::Result<std::vector<DetectedFace>, VisionError> DlibFaceAnalyzer::Parts::detect_at(const cv::Mat& grey,
                                                                                        float width,
                                                                                        DetectorViews views,
                                                                                        float least) {
  const float scale = width / static_cast<float>(grey.cols);
  cv::Mat scaled = grey;
  if (scale < 0.99F) scaled = shrunk(grey, scale);
  if (scale > 1.01F) cv::resize(grey, scaled, {}, scale, scale, cv::INTER_LINEAR);
  auto faces = detector.find(scaled, views, std::min(least, 0.0F));
  if (!faces) return faces;
  std::erase_if(faces.value(), [&](const DetectedFace& f) { return f.confidence < least; });
  for (DetectedFace& f : faces.value())
    f.box = {f.box.left / scale, f.box.top / scale, f.box.width / scale, f.box.height / scale};
  std::sort(faces.value().begin(), faces.value().end(),
            [](const DetectedFace& a, const DetectedFace& b) { return a.box.width > b.box.width; });
  return faces;
}

base::Result<std::vector<DetectedFace>, VisionError> DlibFaceAnalyzer::Parts::look_where_it_was(const cv::Mat& grey,
                                                                                                float least) {
  const float room_x = room_around * tracked->width, room_y = room_around * tracked->height;
  const cv::Rect place = cv::Rect(cvFloor(tracked->left - room_x), cvFloor(tracked->top - room_y),
                                  cvCeil(tracked->width + 2 * room_x), cvCeil(tracked->height + 2 * room_y)) &
                         cv::Rect(0, 0, grey.cols, grey.rows);
  if (place.empty()) return std::vector<DetectedFace>{};
  const float scale = tracked_width / tracked->width;
  auto faces =
      detect_at(grey(place), std::round(scale * static_cast<float>(place.width)), DetectorViews::known_size, least);
  if (faces)
    for (DetectedFace& f : faces.value())
      f.box.left += static_cast<float>(place.x), f.box.top += static_cast<float>(place.y);
  return faces;
}

base::Result<std::vector<DetectedFace>, VisionError> DlibFaceAnalyzer::Parts::find_surely(const cv::Mat& grey) {
  if (tracked && ++looks_where_it_was < whole_look_every) {
    auto face = look_where_it_was(grey);
    if (!face || face.value().size() == 1) return face;
  }
  looks_where_it_was = 0;
  auto faces = detect_at(grey, quick_width, DetectorViews::frontal);
  if (!faces || !faces.value().empty()) return frames_without_face = 0, std::move(faces);
  const int missed = frames_without_face++;
  // The first misses of a track are mostly a turned head; a longer absence mostly someone further away.
  if (missed < slow_look_every) return detect_at(grey, quick_width, DetectorViews::all);
  if (missed % slow_look_every != 0) return faces;
  return detect_at(grey, std::min(640.0F, static_cast<float>(grey.cols) * 2), DetectorViews::frontal);
}

// A head that turns looks less and less like a face to the detector, which knows fronts best. Where one was a moment
// ago, a doubtful one is still it.
base::Result<std::vector<DetectedFace>, VisionError> DlibFaceAnalyzer::Parts::detect_live(const cv::Mat& grey,
                                                                                          base::TimePoint now) {
  auto faces = find_surely(grey);
  if (!faces) return faces;
  if (!faces.value().empty()) {
    surely_found = now;
    tracked = faces.value().size() == 1 ? std::optional(faces.value().front().box) : std::nullopt;
    return faces;
  }
  if (now - surely_found > longest_doubt) tracked.reset();
  if (!tracked) return faces;
  faces = look_where_it_was(grey, turned_confidence);
  if (!faces || faces.value().empty()) return faces;
  faces.value().resize(1);
  tracked = faces.value().front().box;
  return faces;
}

// Stills are searched from coarse to fine, so that a big picture costs little and a small card photo is magnified; at
// last with a border, because the detector wants some room around a face that fills its picture.
base::Result<std::vector<DetectedFace>, VisionError> DlibFaceAnalyzer::Parts::detect_still(const cv::Mat& grey) {
  const float side = std::sqrt(static_cast<float>(grey.cols) * static_cast<float>(grey.rows));
  for (const float wanted : {400.0F, 800.0F, 1600.0F}) {
    if (wanted > 6 * side) break;
    auto faces = detect_at(grey, wanted / side * static_cast<float>(grey.cols), DetectorViews::all);
    if (!faces || !faces.value().empty()) return faces;
  }
  const int border = static_cast<int>(side / 4);
  cv::Mat roomy;
  cv::copyMakeBorder(grey, roomy, border, border, border, border, cv::BORDER_REPLICATE);
  const float scale = std::min(600.0F, 4 * side) / side;
  auto faces = detect_at(roomy, scale * static_cast<float>(roomy.cols), DetectorViews::all);
  // A pale or half covered face scores low; in a picture that should show one, a doubtful one is worth a look, at last
  // with the contrast of each part of the picture made alike.
  if (faces && faces.value().empty())
    faces = detect_at(roomy, scale * static_cast<float>(roomy.cols), DetectorViews::all, doubtful_confidence);
  if (faces && faces.value().empty()) {
    cv::createCLAHE(3, {4, 4})->apply(roomy, roomy);
    faces = detect_at(roomy, scale * static_cast<float>(roomy.cols), DetectorViews::all, doubtful_confidence);
  }
  if (faces)
    for (DetectedFace& f : faces.value())
      f.box.left -= static_cast<float>(border), f.box.top -= static_cast<float>(border);
  return faces;
}

FaceObservation DlibFaceAnalyzer::Parts::observe_face(const cv::Mat& grey, const DetectedFace& found) {
  const Stopwatch watch(counters.landmarks_ms);
  FaceObservation face;
  face.box = found.box;
  face.confidence = found.confidence;
  face.landmarks = landmarks.find(grey, found.box);
  face.quality = geometry_of(face.landmarks, grey.cols, grey.rows);
  return face;
}

base::Result<Crops, VisionError> DlibFaceAnalyzer::Parts::measure(const cv::Mat& bgr, const cv::Mat& grey,
                                                                  FaceObservation& face) {
  const Stopwatch watch(counters.quality_ms);
  auto chip = detector.chip(bgr, face.landmarks);
  if (!chip) return chip.error();
  measure_picture(grey, chip.value(), face, face.quality);
  Crops crops{std::move(chip).value(), aligned_face(bgr, face.landmarks)};
  const FaceCover cover = cover_of(crops.aligned);
  face.quality.lower_face_cover = cover.lower_face;
  face.quality.eye_cover = cover.eyes;
  face.quality.mouth_line = cover.mouth_line;
  face.band = band_of(grey, face.landmarks);
  return crops;
}

base::Result<FaceEmbeddings, VisionError> DlibFaceAnalyzer::Parts::embed(const Crops& crops, Mirror mirror) {
  const Stopwatch watch(counters.embed_ms);
  auto one = first.embed(crops.chip);
  if (!one) return one.error();
  auto other = second.embed(crops.aligned, mirror);
  if (!other) return other.error();
  ++counters.embedded;
  return FaceEmbeddings{std::move(one).value(), std::move(other).value()};
}

// A mask hides half of what the detector looks for. Where it finds nothing, a doubtful face counts when it is plainly a
// covered one: it can never be compared, and the person hears "take off the mask" instead of "come into view".
base::Result<bool, VisionError> DlibFaceAnalyzer::Parts::find_covered(const cv::Mat& bgr, const cv::Mat& grey,
                                                                      Observation& seen) {
  const bool due = saw_cover || frames_without_face % slow_look_every == 2;
  saw_cover = false;
  if (!due) return false;
  auto found = detect_at(grey, quick_width, DetectorViews::frontal, covered_confidence);
  if (!found) return found.error();
  for (const DetectedFace& doubtful : found.value()) {
    FaceObservation face = observe_face(grey, doubtful);
    auto crops = measure(bgr, grey, face);
    if (!crops) return crops.error();
    const FaceHint fault = fault_of(face.quality, gates);
    if (fault != FaceHint::take_off_mask && fault != FaceHint::take_off_sunglasses) continue;
    seen.faces.push_back(std::move(face));
    return saw_cover = true;
  }
  return false;
}

// The points on a small grey photo are off by a pixel or so; the mean over crops a little apart does not mind.
base::Result<std::vector<float>, VisionError> DlibFaceAnalyzer::Parts::embed_steadily(const cv::Mat& bgr,
                                                                                      const Landmarks& points) {
  struct Crop {
    Point shift;
    float zoom;
  };
  constexpr Crop crops[]{{{0, 0}, 1}, {{2, 0}, 1.03F}, {{-2, 0}, 0.97F}, {{0, 2}, 0.97F}, {{0, -2}, 1.03F}};
  std::vector<float> sum(512, 0);
  for (const Crop& crop : crops) {
    auto one = second.embed(aligned_face(bgr, points, crop.shift, crop.zoom), Mirror::with);
    if (!one) return one;
    for (std::size_t i = 0; i < sum.size() && i < one.value().size(); ++i) sum[i] += one.value()[i];
  }
  const double length = cv::norm(sum);
  for (float& value : sum) value = static_cast<float>(value / length);
  return sum;
}

DlibFaceAnalyzer::DlibFaceAnalyzer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DlibFaceAnalyzer::~DlibFaceAnalyzer() = default;

base::Result<std::unique_ptr<DlibFaceAnalyzer>, VisionError> DlibFaceAnalyzer::load(const ModelFiles& files,
                                                                                    QualityGates gates,
                                                                                    AnalysisDepth depth) {
  if (auto missing = missing_processor_features()) return *missing;
  cv::setNumThreads(1);  // a second thread doubles the work for a fifth of the time; the screen needs that core
  auto detector = DlibDetector::load(files.detector);
  if (!detector) return detector.error();
  auto landmarks = CompactLandmarks::load(files.landmarks);
  if (!landmarks) return landmarks.error();
  auto first = FirstNetwork::load(files.first_network);
  if (!first) return first.error();
  auto second = SecondNetwork::load(files.second_network);
  if (!second) return second.error();
  auto passive = PassiveNetwork::load(files.passive_liveness);
  if (!passive) return passive.error();
  auto parts = std::make_unique<Parts>(Parts{std::move(detector).value(),
                                             std::move(landmarks).value(),
                                             std::move(first).value(),
                                             std::move(second).value(),
                                             std::move(passive).value(),
                                             gates,
                                             depth,
                                             {},
                                             0,
                                             false,
                                             std::nullopt});
  return std::unique_ptr<DlibFaceAnalyzer>(new DlibFaceAnalyzer(std::move(parts)));
}

base::Result<Observation, VisionError> DlibFaceAnalyzer::observe(const Frame& frame) {
  Parts& p = *parts_;
  Observation seen{frame.captured_at, frame.index, frame.image.width, frame.image.height, {}};
  p.count(frame);
  const cv::Mat bgr = view_of(frame.image);
  try {
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    auto found = [&] {
      const Stopwatch watch(p.counters.detect_ms);
      return p.detect_live(grey, frame.captured_at);
    }();
    if (!found) return found.error();
    for (const DetectedFace& face : found.value()) seen.faces.push_back(p.observe_face(grey, face));
    if (seen.faces.size() != 1) p.good_of_one_face = 0;
    if (seen.faces.empty()) {
      auto covered = p.find_covered(bgr, grey, seen);
      if (!covered) return covered.error();
      ++p.counters.gated[static_cast<std::size_t>(fault_of(seen, p.gates))];
      return seen;
    }
    FaceObservation& largest = seen.faces.front();
    auto crops = p.measure(bgr, grey, largest);
    if (!crops) return crops.error();
    if (p.depth == AnalysisDepth::identity_and_passive_liveness && p.counters.frames % passive_every == passive_turn) {
      const Stopwatch watch(p.counters.passive_ms);
      auto passive = p.passive.judge(bgr, largest.box);
      if (!passive) return passive.error();
      largest.passive_liveness = passive.value();
      p.last_edges = edges_around(grey, largest.landmarks);
      p.last_waves = surface_waves(grey, largest.landmarks);
    }
    largest.quality.edge_around = p.last_edges;
    largest.quality.surface_waves = p.last_waves;
    const FaceHint fault = fault_of(seen, p.gates);
    if (fault != FaceHint::none) ++p.counters.gated[static_cast<std::size_t>(fault)];
    const bool is_compared = fault == FaceHint::none && is_sure(largest) && p.is_to_be_embedded(largest.box);
    if (!is_compared && fault != FaceHint::only_one_person && is_sure(largest) &&
        is_turned_head(largest.quality, p.gates)) {
      auto second = p.second.embed(crops.value().aligned, Mirror::without);
      if (!second) return second.error();
      largest.turned_second = std::move(second).value();
    }
    if (!is_compared) return seen;
    // Frames take turns: the mean over them is that of pictures and mirror images, for half the time.
    auto embeddings = p.embed(crops.value(), p.counters.embedded % 2 == 0 ? Mirror::without : Mirror::only);
    if (!embeddings) return embeddings.error();
    largest.embeddings = std::move(embeddings).value();
    return seen;
  } catch (const cv::Exception& e) {
    return VisionError{VisionProblem::engine_failed, e.err};
  }
}

base::Result<FaceObservation, VisionError> DlibFaceAnalyzer::examine(const Image& picture) {
  Parts& p = *parts_;
  const cv::Mat bgr = view_of(picture);
  try {
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    auto found = p.detect_still(grey);
    if (!found) return found.error();
    if (found.value().empty()) return VisionError{VisionProblem::no_face, "the picture"};
    FaceObservation face = p.observe_face(grey, found.value().front());
    auto crops = p.measure(bgr, grey, face);
    if (!crops) return crops.error();
    auto embeddings = p.embed(crops.value(), Mirror::with);
    if (!embeddings) return embeddings.error();
    face.embeddings = std::move(embeddings).value();
    return face;
  } catch (const cv::Exception& e) {
    return VisionError{VisionProblem::engine_failed, e.err};
  }
}

base::Result<FaceReference, VisionError> DlibFaceAnalyzer::reference_from(const Image& portrait) {
  Parts& p = *parts_;
  const std::string name = "the card's photo";
  try {
    cv::Mat grey;
    cv::cvtColor(view_of(portrait), grey, cv::COLOR_BGR2GRAY);
    auto found = p.detect_still(grey);
    if (!found) return found.error();
    const auto& faces = found.value();
    if (faces.empty()) return VisionError{VisionProblem::no_face, name};
    const bool two = faces.size() > 1 && faces[1].box.width > 0.5F * faces[0].box.width;
    if (two) return VisionError{VisionProblem::several_faces, name};
    auto face = examine(portrait);
    if (!face) return face.error();
    if (face.value().quality.face_width < 40) return VisionError{VisionProblem::face_too_poor, name};
    auto steadied = p.embed_steadily(view_of(portrait), face.value().landmarks);
    if (!steadied) return steadied.error();
    face.value().embeddings->second = std::move(steadied).value();
    return FaceReference{std::move(*face.value().embeddings)};
  } catch (const cv::Exception& e) {
    return VisionError{VisionProblem::engine_failed, e.err};
  }
}

void DlibFaceAnalyzer::forget() {
  parts_->frames_without_face = 0;
  parts_->saw_cover = false;
  parts_->last_frame.reset();
  parts_->last_edges = parts_->last_waves = 0;
  parts_->good_of_one_face = 0;
  parts_->last_place.reset();
  parts_->tracked.reset();
}

const AnalysisCounters& DlibFaceAnalyzer::counters() const { return parts_->counters; }

}  // namespace vision
