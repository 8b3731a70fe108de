// dlib's HOG detector and chip. Compiled with AVX2 and FMA on x86 (see cpu_baseline.h): half the time for a frame.
#include "vision/dlib_detector.h"

#include <dlfcn.h>
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_transforms.h>
#include <dlib/opencv.h>

#include <cmath>
#include <fstream>
#include <mutex>

namespace vision {
namespace {

/// Of the detector's window and the next three, each a fifth larger: faces of 75 to 140 pixels.
constexpr unsigned long levels_of_known_size = 4;

/// dlib aligns a face by the SVD of a 2x2 matrix, through BLAS. OpenBLAS, where it is the BLAS, wakes a thread on every
/// core for that, which then spins on, beside the screen.
void keep_blas_on_one_thread() {
  using SetThreads = void (*)(int);
  if (const auto set = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(1);
}

VisionError failed(const std::exception& e) { return {VisionProblem::engine_failed, e.what()}; }

}  // namespace

struct DlibDetector::Parts {
  dlib::frontal_face_detector all;
  dlib::frontal_face_detector frontal;
  dlib::frontal_face_detector known_size;
};

DlibDetector::DlibDetector(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DlibDetector::DlibDetector(DlibDetector&&) noexcept = default;
DlibDetector& DlibDetector::operator=(DlibDetector&&) noexcept = default;
DlibDetector::~DlibDetector() = default;

base::Result<DlibDetector, VisionError> DlibDetector::load(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return VisionError{VisionProblem::models_missing, file.string()};
  try {
    auto parts = std::make_unique<Parts>();
    dlib::deserialize(parts->all, in);
    // The first of the five filters is the frontal one.
    parts->frontal =
        dlib::frontal_face_detector(parts->all.get_scanner(), parts->all.get_overlap_tester(), parts->all.get_w(0));
    dlib::frontal_face_detector::image_scanner_type scanner;
    scanner.copy_configuration(parts->all.get_scanner());
    scanner.set_max_pyramid_levels(levels_of_known_size);
    parts->known_size = dlib::frontal_face_detector(scanner, parts->all.get_overlap_tester(), parts->all.get_w(0));
    return DlibDetector(std::move(parts));
  } catch (const std::exception&) {
    return VisionError{VisionProblem::models_damaged, file.string()};
  }
}

base::Result<std::vector<DetectedFace>, VisionError> DlibDetector::find(const cv::Mat& grey, DetectorViews views,
                                                                        float least) {
  try {
    auto& detector = views == DetectorViews::frontal      ? parts_->frontal
                     : views == DetectorViews::known_size ? parts_->known_size
                                                          : parts_->all;
    std::vector<dlib::rect_detection> found;
    detector(dlib::cv_image<unsigned char>(grey), found, least);
    std::vector<DetectedFace> faces;
    for (const auto& face : found) {
      const auto& r = face.rect;
      faces.push_back({{static_cast<float>(r.left()), static_cast<float>(r.top()), static_cast<float>(r.width()),
                        static_cast<float>(r.height())},
                       static_cast<float>(face.detection_confidence)});
    }
    return faces;
  } catch (const std::exception& e) {
    return failed(e);
  }
}

base::Result<cv::Mat, VisionError> face_chip(const cv::Mat& bgr, const Landmarks& points) {
  static std::once_flag once;
  std::call_once(once, keep_blas_on_one_thread);
  try {
    std::vector<dlib::point> parts;
    for (const Point& p : points) parts.emplace_back(std::lround(p.x), std::lround(p.y));
    const dlib::full_object_detection shape(dlib::rectangle(), parts);
    dlib::matrix<dlib::bgr_pixel> pixels;
    dlib::extract_image_chip(dlib::cv_image<dlib::bgr_pixel>(bgr), dlib::get_face_chip_details(shape, 150, 0.25),
                             pixels);
    return dlib::toMat(pixels).clone();
  } catch (const std::exception& e) {
    return failed(e);
  }
}

}  // namespace vision
