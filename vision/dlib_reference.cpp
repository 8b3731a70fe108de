// dlib's network type, conversions, clustering. The slowest file of the project to compile; keep it one.
#include "vision/dlib_reference.h"

#include <dlib/clustering.h>
#include <dlib/dnn.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>

#include <cmath>
#include <cstdint>
#include <fstream>

#include "vision/networks.h"

namespace vision {
namespace {

// The network of dlib's face recognition model, written as what it is: blocks of two convolutions with a shortcut, the
// scale layers as dlib's inference form `affine`.
template <int width, int stride, typename Below>
using TwoConvolutions =
    dlib::affine<dlib::con<width, 3, 3, 1, 1, dlib::relu<dlib::affine<dlib::con<width, 3, 3, stride, stride, Below>>>>>;
template <int width, typename Below>
using Keeping = dlib::relu<dlib::add_prev1<TwoConvolutions<width, 1, dlib::tag1<Below>>>>;
template <int width, typename Below>
using Narrowing = dlib::relu<
    dlib::add_prev2<dlib::avg_pool<2, 2, 2, 2, dlib::skip1<dlib::tag2<TwoConvolutions<width, 2, dlib::tag1<Below>>>>>>>;
template <typename Below>
using Stage32 = Keeping<32, Keeping<32, Keeping<32, Below>>>;
template <typename Below>
using Stage64 = Keeping<64, Keeping<64, Keeping<64, Narrowing<64, Below>>>>;
template <typename Below>
using Stage128 = Keeping<128, Keeping<128, Narrowing<128, Below>>>;
template <typename Below>
using Stage256 = Keeping<256, Keeping<256, Narrowing<256, Below>>>;
using Stem =
    dlib::max_pool<3, 3, 2, 2, dlib::relu<dlib::affine<dlib::con<32, 7, 7, 2, 2, dlib::input_rgb_image_sized<150>>>>>;
using Network = dlib::loss_metric<
    dlib::fc_no_bias<128, dlib::avg_pool_everything<Narrowing<256, Stage256<Stage128<Stage64<Stage32<Stem>>>>>>>>;

/// The layers' parameters in the order of the flat file (dlib visits them from the output to the input).
std::vector<dlib::tensor*> parameters_of(Network& net) {
  std::vector<dlib::tensor*> tensors;
  dlib::visit_layer_parameters(net, [&](dlib::tensor& t) {
    if (t.size() > 0) tensors.push_back(&t);
  });
  std::reverse(tensors.begin(), tensors.end());
  return tensors;
}

/// Channels that the nth convolution gives, counted from the input.
std::size_t width_of_convolution(std::size_t index) {
  return index < 7 ? 32 : index < 15 ? 64 : index < 21 ? 128 : 256;
}

dlib::matrix<dlib::rgb_pixel> rgb_of(const cv::Mat& chip) {
  dlib::matrix<dlib::rgb_pixel> rgb;
  dlib::assign_image(rgb, dlib::cv_image<dlib::bgr_pixel>(chip));
  return rgb;
}

/// dlib allocates a network's parameters on its first run.
void allocate(Network& net) {
  dlib::matrix<dlib::rgb_pixel> black(150, 150);
  dlib::assign_all_pixels(black, dlib::rgb_pixel(0, 0, 0));
  net(black);
}

VisionError failed(const std::exception& e) { return {VisionProblem::engine_failed, e.what()}; }

/// The predictor's parts, which dlib keeps private; read from its serialized form (dlib 19.24).
struct OpenPredictor {
  dlib::matrix<float, 0, 1> initial;
  std::vector<std::vector<dlib::impl::regression_tree>> forests;
  std::vector<std::vector<unsigned long>> anchors;
  std::vector<std::vector<dlib::vector<float, 2>>> deltas;

  explicit OpenPredictor(std::istream& in) {
    int version = 0;
    dlib::deserialize(version, in);
    dlib::deserialize(initial, in);
    dlib::deserialize(forests, in);
    dlib::deserialize(anchors, in);
    dlib::deserialize(deltas, in);
    if (initial.size() != 136 || forests.empty() || forests[0].empty() || forests.size() != anchors.size())
      throw dlib::serialization_error("not a 68-point predictor");
  }
};

template <typename T>
void put(std::ostream& out, const T& value) {
  out.write(reinterpret_cast<const char*>(&value), sizeof value);
}

float leaf_scale(const std::vector<dlib::impl::regression_tree>& forest) {
  float largest = 0;
  for (const auto& tree : forest)
    for (const auto& leaf : tree.leaf_values) largest = std::max(largest, dlib::max(dlib::abs(leaf)));
  return largest / 32767;
}

void put_tree(std::ostream& out, const dlib::impl::regression_tree& tree, float scale) {
  for (const auto& split : tree.splits) {
    put(out, static_cast<std::uint16_t>(split.idx1));
    put(out, static_cast<std::uint16_t>(split.idx2));
    put(out, split.thresh);
  }
  for (const auto& leaf : tree.leaf_values)
    for (long i = 0; i < leaf.size(); ++i) put(out, static_cast<std::int16_t>(std::lround(leaf(i) / scale)));
}

}  // namespace

struct DlibReferenceNetwork::Net {
  Network net;
};

DlibReferenceNetwork::DlibReferenceNetwork(std::unique_ptr<Net> net) : net_(std::move(net)) {}
DlibReferenceNetwork::DlibReferenceNetwork(DlibReferenceNetwork&&) noexcept = default;
DlibReferenceNetwork::~DlibReferenceNetwork() = default;

base::Result<DlibReferenceNetwork, VisionError> DlibReferenceNetwork::from_floats(const std::vector<float>& floats) {
  if (floats.size() != first_network_floats)
    return VisionError{VisionProblem::models_damaged, "the first network has another number of weights"};
  auto net = std::make_unique<Net>();
  allocate(net->net);
  std::size_t at = 0;
  for (dlib::tensor* tensor : parameters_of(net->net)) {
    if (at + tensor->size() > floats.size())
      return VisionError{VisionProblem::models_damaged, "the first network's weights do not fit its layers"};
    const float* from = floats.data() + at;
    // The last layer is [128][256] in the flat file and [256][128] in dlib.
    const bool last = tensor->size() == 256 * 128;
    for (std::size_t i = 0; i < tensor->size(); ++i)
      tensor->host()[i] = last ? from[(i % 128) * 256 + i / 128] : from[i];
    at += tensor->size();
  }
  if (at != floats.size()) return VisionError{VisionProblem::models_damaged, "weights are left over"};
  net->net.clean();
  return DlibReferenceNetwork(std::move(net));
}

base::Result<DlibReferenceNetwork, VisionError> DlibReferenceNetwork::from_dat(const std::filesystem::path& dat) {
  std::ifstream in(dat, std::ios::binary);
  if (!in) return VisionError{VisionProblem::file_missing, dat.string()};
  try {
    auto net = std::make_unique<Net>();
    dlib::deserialize(net->net, in);
    return DlibReferenceNetwork(std::move(net));
  } catch (const std::exception&) {
    return VisionError{VisionProblem::models_damaged, dat.string() + " is not dlib's face network"};
  }
}

base::Result<base::Done, VisionError> DlibReferenceNetwork::save_dat(const std::filesystem::path& dat) {
  try {
    std::ofstream out(dat, std::ios::binary);
    dlib::serialize(net_->net, out);
    if (!out.flush()) return VisionError{VisionProblem::engine_failed, "cannot write " + dat.string()};
    return base::Done{};
  } catch (const std::exception& e) {
    return failed(e);
  }
}

// A network read from an original .dat has its scale layers apart from the convolutions; dlib keeps a layer's gamma and
// beta to itself, so they are read from its serialized form and folded in. A trained scale layer has one pair for a
// channel, one that was only set up (as in the .dat we write) one for each place, all the same.
std::vector<float> DlibReferenceNetwork::floats() {
  std::vector<std::vector<float>> scales;  // gamma and beta of each affine layer, input to output
  dlib::visit_layers(net_->net, [&](std::size_t, auto& layer) {
    if constexpr (requires { layer.layer_details(); }) {
      if constexpr (std::is_same_v<std::decay_t<decltype(layer.layer_details())>, dlib::affine_>) {
        std::stringstream bytes;
        serialize(layer.layer_details(), bytes);
        std::string version;
        dlib::deserialize(version, bytes);
        dlib::resizable_tensor values;
        dlib::deserialize(values, bytes);
        scales.emplace_back(values.begin(), values.end());
      }
    }
  });
  std::reverse(scales.begin(), scales.end());
  std::vector<float> all;
  std::size_t layer = 0;
  for (dlib::tensor* tensor : parameters_of(net_->net)) {
    const float* values = tensor->host();
    if (tensor->size() == 256 * 128) {
      for (std::size_t o = 0; o < 128; ++o)
        for (std::size_t i = 0; i < 256; ++i) all.push_back(values[i * 128 + o]);
      continue;
    }
    const std::size_t outputs = width_of_convolution(layer);
    const std::vector<float>& scale = scales.at(layer++);
    const std::size_t each = tensor->size() / outputs - 1, beta = scale.size() / 2, places = beta / outputs;
    for (std::size_t i = 0; i < outputs * each; ++i) all.push_back(values[i] * scale[i / each * places]);
    for (std::size_t o = 0; o < outputs; ++o)
      all.push_back(values[outputs * each + o] * scale[o * places] + scale[beta + o * places]);
  }
  return all;
}

base::Result<std::vector<float>, VisionError> DlibReferenceNetwork::embed(const cv::Mat& chip) {
  try {
    const dlib::matrix<float, 0, 1> out = net_->net(rgb_of(chip));
    return std::vector<float>(out.begin(), out.end());
  } catch (const std::exception& e) {
    return failed(e);
  }
}

struct DlibReferenceLandmarks::Predictor {
  dlib::shape_predictor predictor;
};

DlibReferenceLandmarks::DlibReferenceLandmarks(std::unique_ptr<Predictor> predictor)
    : predictor_(std::move(predictor)) {}
DlibReferenceLandmarks::DlibReferenceLandmarks(DlibReferenceLandmarks&&) noexcept = default;
DlibReferenceLandmarks::~DlibReferenceLandmarks() = default;

base::Result<DlibReferenceLandmarks, VisionError> DlibReferenceLandmarks::load(const std::filesystem::path& dat) {
  std::ifstream in(dat, std::ios::binary);
  if (!in) return VisionError{VisionProblem::file_missing, dat.string()};
  try {
    auto predictor = std::make_unique<Predictor>();
    deserialize(predictor->predictor, in);
    return DlibReferenceLandmarks(std::move(predictor));
  } catch (const std::exception&) {
    return VisionError{VisionProblem::models_damaged, dat.string() + " is not a 68-point predictor"};
  }
}

Landmarks DlibReferenceLandmarks::find(const cv::Mat& grey, const Box& box) const {
  const auto left = std::lround(box.left), top = std::lround(box.top);
  const dlib::rectangle face(left, top, left + std::lround(box.width) - 1, top + std::lround(box.height) - 1);
  const auto shape = predictor_->predictor(dlib::cv_image<unsigned char>(grey), face);
  Landmarks points;
  for (unsigned long i = 0; i < points.size(); ++i)
    points[i] = {static_cast<float>(shape.part(i).x()), static_cast<float>(shape.part(i).y())};
  return points;
}

base::Result<base::Done, VisionError> save_frontal_detector(const std::filesystem::path& file) {
  try {
    std::ofstream out(file, std::ios::binary);
    const auto detector = dlib::get_frontal_face_detector();
    dlib::serialize(detector, out);
    if (!out.flush()) return VisionError{VisionProblem::engine_failed, "cannot write " + file.string()};
    return base::Done{};
  } catch (const std::exception& e) {
    return failed(e);
  }
}

base::Result<base::Done, VisionError> save_compact_landmarks(const std::filesystem::path& dat,
                                                             const std::filesystem::path& compact) {
  std::ifstream in(dat, std::ios::binary);
  if (!in) return VisionError{VisionProblem::file_missing, dat.string()};
  try {
    const OpenPredictor p(in);
    std::ofstream out(compact, std::ios::binary);
    out.write("UKLM68\0\1", 8);
    for (const std::size_t size :
         {p.forests.size(), p.forests[0].size(), p.forests[0][0].splits.size(), p.deltas[0].size()})
      put(out, static_cast<std::uint32_t>(size));
    for (long i = 0; i < 136; ++i) put(out, p.initial(i));
    for (std::size_t c = 0; c < p.forests.size(); ++c) {
      const float scale = leaf_scale(p.forests[c]);
      put(out, scale);
      for (std::size_t f = 0; f < p.deltas[c].size(); ++f) {
        put(out, static_cast<std::uint32_t>(p.anchors[c][f]));
        put(out, p.deltas[c][f].x());
        put(out, p.deltas[c][f].y());
      }
      for (const auto& tree : p.forests[c]) put_tree(out, tree, scale);
    }
    if (!out.flush()) return VisionError{VisionProblem::engine_failed, "cannot write " + compact.string()};
    return base::Done{};
  } catch (const std::exception&) {
    return VisionError{VisionProblem::models_damaged, dat.string() + " is not a 68-point predictor"};
  }
}

std::vector<unsigned long> cluster_faces(const std::vector<std::vector<float>>& embeddings, double threshold) {
  std::vector<dlib::sample_pair> edges;
  for (std::size_t i = 0; i < embeddings.size(); ++i)
    for (std::size_t j = i; j < embeddings.size(); ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < embeddings[i].size(); ++k) {
        const double difference = embeddings[i][k] - embeddings[j][k];
        sum += difference * difference;
      }
      if (std::sqrt(sum) < threshold) edges.emplace_back(i, j);
    }
  std::vector<unsigned long> labels;
  dlib::chinese_whispers(edges, labels);
  return labels;
}

}  // namespace vision
