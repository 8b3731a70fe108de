// The passive liveness network.
#include <algorithm>
#include <cmath>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/networks.h"

namespace vision {

struct PassiveNetwork::Net {
  cv::dnn::Net net;
};

PassiveNetwork::PassiveNetwork(std::unique_ptr<Net> net) : net_(std::move(net)) {}
PassiveNetwork::PassiveNetwork(PassiveNetwork&&) noexcept = default;
PassiveNetwork::~PassiveNetwork() = default;

base::Result<PassiveNetwork, VisionError> PassiveNetwork::load(const std::filesystem::path& onnx) {
  try {
    return PassiveNetwork(std::make_unique<Net>(Net{cv::dnn::readNetFromONNX(onnx.string())}));
  } catch (const cv::Exception&) {
    return VisionError{VisionProblem::models_damaged, onnx.string()};
  }
}

base::Result<float, VisionError> PassiveNetwork::judge(const cv::Mat& bgr, const Box& face) {
  try {
    // The network judges the surround too: a crop 2.7 times the face, shrunk to what the frame holds.
    const Point centre = face.centre();
    const float side = std::min({2.7F * face.width, static_cast<float>(bgr.cols), static_cast<float>(bgr.rows)});
    const float left = std::clamp(centre.x - side / 2, 0.0F, static_cast<float>(bgr.cols) - side);
    const float top = std::clamp(centre.y - side / 2, 0.0F, static_cast<float>(bgr.rows) - side);
    const cv::Rect crop(static_cast<int>(left), static_cast<int>(top), static_cast<int>(side), static_cast<int>(side));
    // Raw 0-255: scaled to 0-1 its answer collapses to a constant.
    net_->net.setInput(cv::dnn::blobFromImage(bgr(crop), 1.0, {128, 128}, {}, true));
    const cv::Mat out = net_->net.forward();
    // Three classes, the first is a living person; softmax.
    const float most = *std::max_element(out.begin<float>(), out.end<float>());
    float sum = 0;
    for (auto it = out.begin<float>(); it != out.end<float>(); ++it) sum += std::exp(*it - most);
    return std::exp(out.at<float>(0) - most) / sum;
  } catch (const cv::Exception& e) {
    return VisionError{VisionProblem::engine_failed, e.err};
  }
}

}  // namespace vision
