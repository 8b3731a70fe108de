// dlib's face ResNet rebuilt layer by layer in OpenCV's DNN module.
//
// Geometry: stride-1 convolutions pad by one; every stride-2 convolution, the 7x7 stem and the pooling do not pad. The
// shortcut of a narrowing block is a 2x2 average with zero channels appended; where the convolution's side comes out
// one smaller it is padded with zeros at the bottom and right. No normalisation at the end.
#include <opencv2/dnn.hpp>

#include "vision/mapped_file.h"
#include "vision/networks.h"

namespace vision {
namespace {

using cv::dnn::LayerParams;

class Builder {
 public:
  explicit Builder(const float* weights) : next_(weights) {}

  void build() {
    convolution(7, 2, 3, 32, 0);
    relu();
    LayerParams pool;
    pool.set("pool", "MAX");
    pool.set("kernel_size", 3);
    pool.set("stride", 2);
    pool.set("ceil_mode", false);
    layer("Pooling", pool);
    for (int i = 0; i < 3; ++i) keeping_block(32);
    narrowing_block(32, 64, 0);
    for (int i = 0; i < 3; ++i) keeping_block(64);
    narrowing_block(64, 128, 0);
    for (int i = 0; i < 2; ++i) keeping_block(128);
    narrowing_block(128, 256, 1);
    for (int i = 0; i < 2; ++i) keeping_block(256);
    narrowing_block(256, 256, 1);
    LayerParams average;
    average.set("pool", "AVE");
    average.set("global_pooling", true);
    layer("Pooling", average);
    LayerParams last;
    last.set("num_output", 128);
    last.set("axis", 1);
    last.set("bias_term", false);
    last.blobs.push_back(blob({128, 256}));
    layer("InnerProduct", last);
  }

  cv::dnn::Net net;

 private:
  cv::Mat blob(const std::vector<int>& shape) {
    const cv::Mat weights(shape, CV_32F, const_cast<float*>(next_));
    next_ += weights.total();
    return weights.clone();
  }

  int layer(const std::string& type, LayerParams& params) { return layer(type, params, last_); }

  int layer(const std::string& type, LayerParams& params, int input) {
    const int id = net.addLayer(type + std::to_string(++count_), type, params);
    net.connect(input, 0, id, 0);
    return last_ = id;
  }

  void relu() {
    LayerParams params;
    layer("ReLU", params);
  }

  void convolution(int kernel, int stride, int inputs, int outputs, int pad) {
    LayerParams params;
    params.set("kernel_size", kernel);
    params.set("stride", stride);
    params.set("pad", pad);
    params.set("num_output", outputs);
    params.set("bias_term", true);
    params.blobs.push_back(blob({outputs, inputs, kernel, kernel}));
    params.blobs.push_back(blob({outputs}));
    layer("Convolution", params);
  }

  void padding(const std::vector<int>& ends) {
    LayerParams params;
    params.set("paddings", cv::dnn::DictValue::arrayInt(ends.data(), static_cast<int>(ends.size())));
    layer("Padding", params);
  }

  void sum(int one, int other) {
    LayerParams params;
    params.set("operation", "sum");
    const int id = net.addLayer("Sum" + std::to_string(++count_), "Eltwise", params);
    net.connect(one, 0, id, 0);
    net.connect(other, 0, id, 1);
    last_ = id;
    relu();
  }

  void keeping_block(int width) {
    const int input = last_;
    convolution(3, 1, width, width, 1);
    relu();
    convolution(3, 1, width, width, 1);
    sum(last_, input);
  }

  void narrowing_block(int inputs, int outputs, int missing) {
    const int input = last_;
    convolution(3, 2, inputs, outputs, 0);
    relu();
    convolution(3, 1, outputs, outputs, 1);
    if (missing > 0) padding({0, 0, 0, 0, 0, missing, 0, missing});
    const int branch = last_;
    LayerParams pool;
    pool.set("pool", "AVE");
    pool.set("kernel_size", 2);
    pool.set("stride", 2);
    pool.set("ceil_mode", false);
    layer("Pooling", pool, input);
    if (outputs > inputs) padding({0, 0, 0, outputs - inputs, 0, 0, 0, 0});
    sum(branch, last_);
  }

  const float* next_;
  int last_ = 0;
  int count_ = 0;
};

}  // namespace

struct FirstNetwork::Net {
  cv::dnn::Net net;
};

FirstNetwork::FirstNetwork(std::unique_ptr<Net> net) : net_(std::move(net)) {}
FirstNetwork::FirstNetwork(FirstNetwork&&) noexcept = default;
FirstNetwork::~FirstNetwork() = default;

base::Result<FirstNetwork, VisionError> FirstNetwork::load(const std::filesystem::path& flat_floats) {
  auto file = MappedFile::open(flat_floats);
  if (!file) return file.error();
  if (file.value().bytes().size() != first_network_floats * sizeof(float))
    return VisionError{VisionProblem::models_damaged, flat_floats.string()};
  try {
    Builder builder(reinterpret_cast<const float*>(file.value().bytes().data()));
    builder.build();
    return FirstNetwork(std::make_unique<Net>(Net{builder.net}));
  } catch (const cv::Exception& e) {
    return VisionError{VisionProblem::engine_failed, e.err};
  }
}

base::Result<std::vector<float>, VisionError> FirstNetwork::embed(const cv::Mat& chip) {
  try {
    // Means in R, G, B as in dlib's input layer; the chip is B, G, R, hence the swap.
    net_->net.setInput(cv::dnn::blobFromImage(chip, 1 / 256.0, {150, 150}, {122.782, 117.001, 104.298}, true));
    const cv::Mat out = net_->net.forward();
    return std::vector<float>(out.begin<float>(), out.end<float>());
  } catch (const cv::Exception& e) {
    return VisionError{VisionProblem::engine_failed, e.err};
  }
}

}  // namespace vision
