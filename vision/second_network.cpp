// MobileFaceNet and its alignment.
#include <array>
#include <cmath>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/networks.h"
#include "vision/similarity.h"

namespace vision {
namespace {

/// Where eyes, nose tip and mouth corners lie in the 112x112 crop that ArcFace networks are trained on.
constexpr std::array<Point, 5> arcface_template{
    {{38.2946F, 51.6963F}, {73.5318F, 51.5014F}, {56.0252F, 71.7366F}, {41.5493F, 92.3655F}, {70.7299F, 92.2041F}}};

Point mean_of(const Landmarks& points, std::size_t first, std::size_t last) {
  Point sum;
  for (std::size_t i = first; i <= last; ++i) sum = {sum.x + points[i].x, sum.y + points[i].y};
  const auto count = static_cast<float>(last - first + 1);
  return {sum.x / count, sum.y / count};
}

}  // namespace

cv::Mat aligned_face(const cv::Mat& bgr, const Landmarks& points, Point shift, float zoom) {
  const std::array<Point, 5> five{mean_of(points, 36, 41), mean_of(points, 42, 47), points[30], points[48], points[54]};
  cv::Matx23d place = similarity(five, arcface_template);
  const double shrink = std::hypot(place(0, 0), place(1, 0));
  // The template's middle stays where it is while the face grows by `zoom` and moves by `shift`.
  place = cv::Matx23d(zoom * place(0, 0), zoom * place(0, 1), zoom * (place(0, 2) - 56) + 56 + shift.x,
                      zoom * place(1, 0), zoom * place(1, 1), zoom * (place(1, 2) - 56) + 56 + shift.y);
  // A large face is averaged down first; sampling it sparsely would leave grain that no training picture had. Only what
  // the crop can show of it, or most of the time would go into the room behind.
  cv::Mat source = bgr;
  const int halvings = static_cast<int>(std::floor(1 / shrink));
  if (halvings >= 2) {
    cv::Matx23d back;
    cv::invertAffineTransform(place, back);
    const double x = back(0, 0) * 56 + back(0, 1) * 56 + back(0, 2), y = back(1, 0) * 56 + back(1, 1) * 56 + back(1, 2);
    const int reach = static_cast<int>(std::ceil((80 * zoom + 4) / shrink));
    const auto down = [&](double at) { return static_cast<int>(std::floor((at - reach) / halvings)) * halvings; };
    const cv::Rect frame(0, 0, bgr.cols, bgr.rows);
    const cv::Rect seen = cv::Rect(down(x), down(y), 2 * reach + halvings, 2 * reach + halvings) & frame;
    if (!seen.empty()) {
      cv::resize(bgr(seen), source, {}, 1.0 / halvings, 1.0 / halvings, cv::INTER_AREA);
      for (int row = 0; row < 2; ++row) {
        const double half = (halvings - 1) / 2.0;
        place(row, 2) += place(row, 0) * (seen.x + half) + place(row, 1) * (seen.y + half);
        place(row, 0) *= halvings, place(row, 1) *= halvings;
      }
    }
  }
  cv::Mat aligned;
  cv::warpAffine(source, aligned, place, {112, 112}, cv::INTER_LINEAR);
  return aligned;
}

struct SecondNetwork::Net {
  cv::dnn::Net net;
};

SecondNetwork::SecondNetwork(std::unique_ptr<Net> net) : net_(std::move(net)) {}
SecondNetwork::SecondNetwork(SecondNetwork&&) noexcept = default;
SecondNetwork::~SecondNetwork() = default;

base::Result<SecondNetwork, VisionError> SecondNetwork::load(const std::filesystem::path& onnx) {
  try {
    return SecondNetwork(std::make_unique<Net>(Net{cv::dnn::readNetFromONNX(onnx.string())}));
  } catch (const cv::Exception&) {
    return VisionError{VisionProblem::models_damaged, onnx.string()};
  }
}

base::Result<std::vector<float>, VisionError> SecondNetwork::embed(const cv::Mat& aligned, Mirror mirror) {
  try {
    std::vector<cv::Mat> views;
    if (mirror != Mirror::only) views.push_back(aligned);
    if (mirror != Mirror::without) cv::flip(aligned, views.emplace_back(), 1);
    cv::Mat sum;
    for (const cv::Mat& view : views) {
      // Blue first, as it comes: this network was trained on BGR. Channels swapped, its error rate doubles.
      net_->net.setInput(cv::dnn::blobFromImage(view, 1 / 128.0, {112, 112}, {127, 127, 127}, false));
      const cv::Mat out = net_->net.forward();
      if (sum.empty())
        sum = out.clone();
      else
        sum += out;
    }
    cv::normalize(sum, sum);
    return std::vector<float>(sum.begin<float>(), sum.end<float>());
  } catch (const cv::Exception& e) {
    return VisionError{VisionProblem::engine_failed, e.err};
  }
}

}  // namespace vision
