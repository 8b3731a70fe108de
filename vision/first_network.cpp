// dlib's face ResNet, layer by layer.
//
// Geometry: stride-1 convolutions pad by one; every stride-2 convolution, the 7x7 stem and the pooling do not pad. The
// shortcut of a narrowing block is a 2x2 average with zero channels appended; where the convolution's side comes out
// one smaller, the shortcut's last row and column stay alone. No normalisation at the end.
#include "vision/embedding_layers.h"
#include "vision/networks.h"

namespace vision {
namespace {

constexpr int side = 150;

void add_keeping_block(OnednnLayers& layers, Activation& x) {
  const Activation inner = layers.convolution(x, {x.channels, 3, 1, 1}, After::relu);
  x = layers.convolution_onto(x, inner, {x.channels, 3, 1, 1}, After::relu);
}

void add_narrowing_block(OnednnLayers& layers, Activation& x, int outputs) {
  const Activation inner = layers.convolution(x, {outputs, 3, 2, 0}, After::relu);
  const Activation shortcut = layers.mean(x, 2, 2, outputs);
  x = layers.convolution_onto(shortcut, inner, {outputs, 3, 1, 1}, After::relu);
}

void add_layers(OnednnLayers& layers) {
  Activation x = layers.input(3, side, side);
  x = layers.convolution(x, {32, 7, 2, 0}, After::relu);
  x = layers.largest(x, 3, 2);
  for (int i = 0; i < 3; ++i) add_keeping_block(layers, x);
  add_narrowing_block(layers, x, 64);
  for (int i = 0; i < 3; ++i) add_keeping_block(layers, x);
  add_narrowing_block(layers, x, 128);
  for (int i = 0; i < 2; ++i) add_keeping_block(layers, x);
  add_narrowing_block(layers, x, 256);
  for (int i = 0; i < 2; ++i) add_keeping_block(layers, x);
  add_narrowing_block(layers, x, 256);
  layers.last_layer(layers.mean(x, x.height, 1, x.channels), 128);
}

}  // namespace

FirstNetwork::FirstNetwork(std::unique_ptr<OnednnLayers> layers) : layers_(std::move(layers)) {}
FirstNetwork::FirstNetwork(FirstNetwork&&) noexcept = default;
FirstNetwork::~FirstNetwork() = default;

base::Result<FirstNetwork, VisionError> FirstNetwork::load(const std::filesystem::path& flat_floats,
                                                           Precision precision) {
  auto layers = load_layers(flat_floats, add_layers, precision);
  if (!layers) return layers.error();
  return FirstNetwork(std::move(layers).value());
}

base::Result<std::vector<float>, VisionError> FirstNetwork::embed(const cv::Mat& chip) {
  // Means in R, G, B as in dlib's input layer; the chip is B, G, R.
  return run_layers(*layers_, chip, {{{2, 122.782F}, {1, 117.001F}, {0, 104.298F}}}, 1 / 256.0F);
}

}  // namespace vision
