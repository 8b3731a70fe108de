// Where a frame's or a still's faces are.
#include "vision/face_search.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "vision/face_observation.h"
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
/// Between two looks at the whole frame a single face is looked for where it was, in a quarter of the time.
constexpr int whole_look_every = 4;
/// A face whose size is known is brought to this width first: someone near costs less, someone far away is seen at all.
constexpr float tracked_width = 95;
/// Of the face's own width and height, on each side: further than a head moves in 33 ms.
constexpr float room_around = 0.5F;

}  // namespace

FaceSearch::FaceSearch(DlibDetector detector) : detector_(std::move(detector)) {}

FaceSearch::Faces FaceSearch::at_width(const cv::Mat& grey, float width, DetectorViews views, float least) {
  const float scale = width / static_cast<float>(grey.cols);
  cv::Mat scaled = grey;
  if (scale < 0.99F) scaled = shrunk(grey, scale);
  if (scale > 1.01F) cv::resize(grey, scaled, {}, scale, scale, cv::INTER_LINEAR);
  auto faces = detector_.find(scaled, views, std::min(least, 0.0F));
  if (!faces) return faces;
  std::erase_if(faces.value(), [&](const DetectedFace& f) { return f.confidence < least; });
  for (DetectedFace& f : faces.value())
    f.box = {f.box.left / scale, f.box.top / scale, f.box.width / scale, f.box.height / scale};
  std::sort(faces.value().begin(), faces.value().end(),
            [](const DetectedFace& a, const DetectedFace& b) { return a.box.width > b.box.width; });
  return faces;
}

FaceSearch::Faces FaceSearch::where_it_was(const cv::Mat& grey, float least) {
  const float room_x = room_around * tracked_->width, room_y = room_around * tracked_->height;
  const cv::Rect place = cv::Rect(cvFloor(tracked_->left - room_x), cvFloor(tracked_->top - room_y),
                                  cvCeil(tracked_->width + 2 * room_x), cvCeil(tracked_->height + 2 * room_y)) &
                         cv::Rect(0, 0, grey.cols, grey.rows);
  if (place.empty()) return std::vector<DetectedFace>{};
  const float scale = tracked_width / tracked_->width;
  auto faces =
      at_width(grey(place), std::round(scale * static_cast<float>(place.width)), DetectorViews::known_size, least);
  if (faces)
    for (DetectedFace& f : faces.value())
      f.box.left += static_cast<float>(place.x), f.box.top += static_cast<float>(place.y);
  return faces;
}

FaceSearch::Faces FaceSearch::surely_in_frame(const cv::Mat& grey) {
  if (tracked_ && ++looks_where_it_was_ < whole_look_every) {
    auto face = where_it_was(grey, sure_confidence);
    if (!face || face.value().size() == 1) return face;
  }
  looks_where_it_was_ = 0;
  auto faces = at_width(grey, quick_width, DetectorViews::frontal);
  if (!faces || !faces.value().empty()) return frames_without_face_ = 0, std::move(faces);
  const int missed = frames_without_face_++;
  // The first misses of a track are mostly a turned head; a longer absence mostly someone further away.
  if (missed < slow_look_every) return at_width(grey, quick_width, DetectorViews::all);
  if (missed % slow_look_every != 0) return faces;
  return at_width(grey, std::min(640.0F, static_cast<float>(grey.cols) * 2), DetectorViews::frontal);
}

// A head that turns looks less and less like a face to the detector, which knows fronts best. Where one was a moment
// ago, a doubtful one is still it.
FaceSearch::Faces FaceSearch::in_frame(const cv::Mat& grey, base::TimePoint now) {
  auto faces = surely_in_frame(grey);
  if (!faces) return faces;
  if (!faces.value().empty()) {
    surely_found_ = now;
    tracked_ = faces.value().size() == 1 ? std::optional(faces.value().front().box) : std::nullopt;
    return faces;
  }
  if (now - surely_found_ > longest_doubt) tracked_.reset();
  if (!tracked_) return faces;
  faces = where_it_was(grey, turned_confidence);
  if (!faces || faces.value().empty()) return faces;
  faces.value().resize(1);
  tracked_ = faces.value().front().box;
  return faces;
}

// Stills are searched from coarse to fine, so that a big picture costs little and a small card photo is magnified; at
// last with a border, because the detector wants some room around a face that fills its picture.
FaceSearch::Faces FaceSearch::in_still(const cv::Mat& grey) {
  const float side = std::sqrt(static_cast<float>(grey.cols) * static_cast<float>(grey.rows));
  for (const float wanted : {400.0F, 800.0F, 1600.0F}) {
    if (wanted > 6 * side) break;
    auto faces = at_width(grey, wanted / side * static_cast<float>(grey.cols), DetectorViews::all);
    if (!faces || !faces.value().empty()) return faces;
  }
  const int border = static_cast<int>(side / 4);
  cv::Mat roomy;
  cv::copyMakeBorder(grey, roomy, border, border, border, border, cv::BORDER_REPLICATE);
  const float scale = std::min(600.0F, 4 * side) / side;
  auto faces = at_width(roomy, scale * static_cast<float>(roomy.cols), DetectorViews::all);
  // A pale or half covered face scores low; in a picture that should show one, a doubtful one is worth a look, at last
  // with the contrast of each part of the picture made alike.
  if (faces && faces.value().empty())
    faces = at_width(roomy, scale * static_cast<float>(roomy.cols), DetectorViews::all, doubtful_confidence);
  if (faces && faces.value().empty()) {
    cv::createCLAHE(3, {4, 4})->apply(roomy, roomy);
    faces = at_width(roomy, scale * static_cast<float>(roomy.cols), DetectorViews::all, doubtful_confidence);
  }
  if (faces)
    for (DetectedFace& f : faces.value())
      f.box.left -= static_cast<float>(border), f.box.top -= static_cast<float>(border);
  return faces;
}

// A mask hides half of what the detector looks for.
FaceSearch::Faces FaceSearch::doubtful_in_frame(const cv::Mat& grey, bool at_once) {
  const bool due = at_once || frames_without_face_ % slow_look_every == 2;
  if (!due) return std::vector<DetectedFace>{};
  return at_width(grey, quick_width, DetectorViews::frontal, covered_confidence);
}

void FaceSearch::forget() {
  tracked_.reset();
  frames_without_face_ = 0;
}

}  // namespace vision
