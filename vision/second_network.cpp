// MobileFaceNet, layer by layer, and its alignment.
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "vision/embedding_layers.h"
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

namespace {

using Channels = ConvolutionShape::Channels;

/// Widened, filtered channel by channel: the first two thirds of each block.
Activation filtered(OnednnLayers& layers, const Activation& x, int inner, int stride) {
  const Activation wide = layers.slopes(layers.convolution(x, {inner, 1, 1, 0}));
  return layers.slopes(layers.convolution(wide, {inner, 3, stride, 1, Channels::apart}));
}

void add_narrowing_block(OnednnLayers& layers, Activation& x, int inner, int outputs) {
  x = layers.convolution(filtered(layers, x, inner, 2), {outputs, 1, 1, 0});
}

void add_keeping_blocks(OnednnLayers& layers, Activation& x, int count) {
  for (int i = 0; i < count; ++i)
    x = layers.convolution_onto(x, filtered(layers, x, 2 * x.channels, 1), {x.channels, 1, 1, 0});
}

void add_layers(OnednnLayers& layers) {
  Activation x = layers.input(3, 112, 112);
  x = layers.slopes(layers.convolution(x, {64, 3, 2, 1}));
  x = layers.slopes(layers.convolution(x, {64, 3, 1, 1, Channels::apart}));
  add_narrowing_block(layers, x, 128, 64);
  add_keeping_blocks(layers, x, 4);
  add_narrowing_block(layers, x, 256, 128);
  add_keeping_blocks(layers, x, 6);
  add_narrowing_block(layers, x, 512, 128);
  add_keeping_blocks(layers, x, 2);
  x = layers.slopes(layers.convolution(x, {512, 1, 1, 0}));
  x = layers.convolution(x, {512, x.height, 1, 0, Channels::apart});
  layers.convolution(x, {512, 1, 1, 0});
}

}  // namespace

SecondNetwork::SecondNetwork(std::unique_ptr<OnednnLayers> layers) : layers_(std::move(layers)) {}
SecondNetwork::SecondNetwork(SecondNetwork&&) noexcept = default;
SecondNetwork::~SecondNetwork() = default;

base::Result<SecondNetwork, VisionError> SecondNetwork::load(const std::filesystem::path& flat_floats,
                                                             Precision precision) {
  auto layers = load_layers(flat_floats, add_layers, precision);
  if (!layers) return layers.error();
  return SecondNetwork(std::move(layers).value());
}

base::Result<std::vector<float>, VisionError> SecondNetwork::embed(const cv::Mat& aligned, Mirror mirror) {
  std::vector<cv::Mat> views;
  if (mirror != Mirror::only) views.push_back(aligned);
  if (mirror != Mirror::without) cv::flip(aligned, views.emplace_back(), 1);
  std::vector<float> sum(512, 0);
  for (const cv::Mat& view : views) {
    // Blue first, as it comes: this network was trained on BGR. Channels swapped, its error rate doubles.
    auto vector = run_layers(*layers_, view, {{{0, 127}, {1, 127}, {2, 127}}}, 1 / 128.0F);
    if (!vector) return vector;
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += vector.value()[i];
  }
  const auto length = static_cast<float>(cv::norm(sum));
  for (float& value : sum) value /= length;
  return sum;
}

}  // namespace vision
