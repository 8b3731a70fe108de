// One frame through detector, landmarks, measurements, gates and networks.
#include "vision/dlib_face_analyzer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "vision/compact_landmarks.h"
#include "vision/cpu_baseline.h"
#include "vision/face_cover.h"
#include "vision/face_search.h"
#include "vision/mat_view.h"
#include "vision/networks.h"
#include "vision/picture_measures.h"

namespace vision {
namespace {

/// The passive network costs as much as an embedding and says little more on each next frame. It takes its turn between
/// two embedded frames, so that no frame pays for both.
constexpr long passive_every = 8, passive_turn = 5;
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
  FaceSearch search;
  CompactLandmarks landmarks;
  FirstNetwork first;
  SecondNetwork second;
  PassiveNetwork passive;
  QualityGates gates;
  AnalysisDepth depth;
  AnalysisCounters counters = {};
  bool saw_cover = false;
  std::optional<FrameIndex> last_frame = std::nullopt;
  float last_edges = 0, last_waves = 0;
  int good_of_one_face = 0;
  std::optional<Box> last_place = std::nullopt;

  bool is_to_be_embedded(const Box& place);
  void count(const Frame& frame);
  FaceObservation observe_face(const cv::Mat& grey, const DetectedFace& found);
  base::Result<Crops, VisionError> measure(const cv::Mat& bgr, const cv::Mat& grey, FaceObservation& face);
  base::Result<FaceEmbeddings, VisionError> embed(const Crops& crops, Mirror mirror);
  std::optional<VisionError> add_passive_evidence(const cv::Mat& bgr, const cv::Mat& grey, FaceObservation& face);
  std::optional<VisionError> add_vectors(const Crops& crops, Observation& seen);
  std::optional<VisionError> add_covered_face(const cv::Mat& bgr, const cv::Mat& grey, Observation& seen);
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
  auto chip = face_chip(bgr, face.landmarks);
  if (!chip) return chip.error();
  measure_picture(grey, chip.value(), face, face.quality);
  Crops crops{std::move(chip).value(), aligned_face(bgr, face.landmarks)};
  const FaceCover cover = cover_of(crops.aligned);
  face.quality.lower_face_cover = cover.lower_face;
  face.quality.eye_cover = cover.eyes;
  face.quality.mouth_line = cover.mouth_line;
  face.band = band_of(grey, face.landmarks);
  face.patch = patch_of(grey, face.landmarks);
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

// Between its turns the evidence is that of the last one.
std::optional<VisionError> DlibFaceAnalyzer::Parts::add_passive_evidence(const cv::Mat& bgr, const cv::Mat& grey,
                                                                         FaceObservation& face) {
  if (depth == AnalysisDepth::identity_and_passive_liveness && counters.frames % passive_every == passive_turn) {
    const Stopwatch watch(counters.passive_ms);
    auto judged = passive.judge(bgr, face.box);
    if (!judged) return judged.error();
    face.passive_liveness = judged.value();
    last_edges = edges_around(grey, face.landmarks);
    last_waves = surface_waves(grey, face.landmarks);
  }
  face.quality.edge_around = last_edges;
  face.quality.surface_waves = last_waves;
  return std::nullopt;
}

// Of the largest face: both vectors where every gate lets it through, the second one where it is turned (an answer to a
// prompt is compared too), else none.
std::optional<VisionError> DlibFaceAnalyzer::Parts::add_vectors(const Crops& crops, Observation& seen) {
  FaceObservation& face = seen.faces.front();
  const FaceHint fault = fault_of(seen, gates);
  if (fault != FaceHint::none) ++counters.gated[static_cast<std::size_t>(fault)];
  if (!is_sure(face)) return std::nullopt;
  if (fault == FaceHint::none && is_to_be_embedded(face.box)) {
    // Frames take turns: the mean over them is that of pictures and mirror images, for half the time.
    auto embeddings = embed(crops, counters.embedded % 2 == 0 ? Mirror::without : Mirror::only);
    if (!embeddings) return embeddings.error();
    face.embeddings = std::move(embeddings).value();
  } else if (fault != FaceHint::only_one_person && is_turned_head(face.quality, gates)) {
    auto vector = second.embed(crops.aligned, Mirror::without);
    if (!vector) return vector.error();
    face.turned_second = std::move(vector).value();
  }
  return std::nullopt;
}

// A mask hides half of what the detector looks for. Where it finds nothing, a doubtful face counts when it is plainly a
// covered one: it can never be compared, and the person hears "take off the mask" instead of "come into view".
std::optional<VisionError> DlibFaceAnalyzer::Parts::add_covered_face(const cv::Mat& bgr, const cv::Mat& grey,
                                                                     Observation& seen) {
  auto found = search.doubtful_in_frame(grey, saw_cover);
  saw_cover = false;
  if (!found) return found.error();
  for (const DetectedFace& doubtful : found.value()) {
    FaceObservation face = observe_face(grey, doubtful);
    auto crops = measure(bgr, grey, face);
    if (!crops) return crops.error();
    const FaceHint fault = fault_of(face.quality, gates);
    if (fault != FaceHint::take_off_mask && fault != FaceHint::take_off_sunglasses) continue;
    seen.faces.push_back(std::move(face));
    saw_cover = true;
    break;
  }
  return std::nullopt;
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
  auto parts = std::make_unique<Parts>(Parts{FaceSearch(std::move(detector).value()), std::move(landmarks).value(),
                                             std::move(first).value(), std::move(second).value(),
                                             std::move(passive).value(), gates, depth});
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
      return p.search.in_frame(grey, frame.captured_at);
    }();
    if (!found) return found.error();
    for (const DetectedFace& face : found.value()) seen.faces.push_back(p.observe_face(grey, face));
    if (seen.faces.size() != 1) p.good_of_one_face = 0;
    if (seen.faces.empty()) {
      if (auto failed = p.add_covered_face(bgr, grey, seen)) return *failed;
      ++p.counters.gated[static_cast<std::size_t>(fault_of(seen, p.gates))];
      return seen;
    }
    FaceObservation& largest = seen.faces.front();
    auto crops = p.measure(bgr, grey, largest);
    if (!crops) return crops.error();
    if (auto failed = p.add_passive_evidence(bgr, grey, largest)) return *failed;
    if (auto failed = p.add_vectors(crops.value(), seen)) return *failed;
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
    auto found = p.search.in_still(grey);
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
    auto found = p.search.in_still(grey);
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
  parts_->search.forget();
  parts_->saw_cover = false;
  parts_->last_frame.reset();
  parts_->last_edges = parts_->last_waves = 0;
  parts_->good_of_one_face = 0;
  parts_->last_place.reset();
}

const AnalysisCounters& DlibFaceAnalyzer::counters() const { return parts_->counters; }

}  // namespace vision
