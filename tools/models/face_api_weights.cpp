// Reading tensorflow.js weights: one file of bytes, one list of names, shapes and quantisation.
#include "tools/models/face_api_weights.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "vision/networks.h"

namespace models {
namespace {

using Json = nlohmann::json;

struct Tensor {
  std::vector<std::size_t> shape;
  std::vector<float> values;
};
using Tensors = std::map<std::string, Tensor>;

/// One byte a value where the entry has a quantisation, else raw little-endian floats (eight tensors are raw).
Tensor read_tensor(const Json& entry, const std::vector<char>& bytes, std::size_t& at) {
  Tensor tensor;
  tensor.shape = entry.at("shape").get<std::vector<std::size_t>>();
  const std::size_t count =
      std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::size_t{1}, std::multiplies<>());
  tensor.values.resize(count);
  const bool raw = !entry.contains("quantization");
  const std::size_t size = raw ? count * sizeof(float) : count;
  if (at + size > bytes.size()) throw std::runtime_error("the weights file is too short");
  if (raw) {
    std::memcpy(tensor.values.data(), bytes.data() + at, size);
  } else {
    const double scale = entry["quantization"].at("scale"), least = entry["quantization"].at("min");
    for (std::size_t i = 0; i < count; ++i)
      tensor.values[i] = static_cast<float>(static_cast<unsigned char>(bytes[at + i]) * scale + least);
  }
  at += size;
  return tensor;
}

Tensors read_tensors(const std::filesystem::path& folder) {
  std::ifstream list(folder / "face_recognition_model-weights_manifest.json");
  std::ifstream weights(folder / "face_recognition_model.bin", std::ios::binary);
  const std::vector<char> bytes(std::istreambuf_iterator<char>(weights), {});
  Tensors tensors;
  std::size_t at = 0;
  for (const Json& group : Json::parse(list))
    for (const Json& entry : group.at("weights")) tensors[entry.at("name")] = read_tensor(entry, bytes, at);
  if (at != bytes.size()) throw std::runtime_error("the weights file is longer than its list says");
  return tensors;
}

/// Filters from [height][width][in][out] to [out][in][height][width], each output times gamma; then gamma*bias + beta.
void append_folded(const Tensors& tensors, const std::string& name, std::vector<float>& all) {
  const Tensor& filters = tensors.at(name + "/conv/filters");
  const Tensor& bias = tensors.at(name + "/conv/bias");
  const Tensor& gamma = tensors.at(name + "/scale/weights");
  const Tensor& beta = tensors.at(name + "/scale/biases");
  const std::size_t h = filters.shape.at(0), w = filters.shape.at(1), in = filters.shape.at(2),
                    out = filters.shape.at(3);
  for (std::size_t o = 0; o < out; ++o)
    for (std::size_t i = 0; i < in; ++i)
      for (std::size_t y = 0; y < h; ++y)
        for (std::size_t x = 0; x < w; ++x)
          all.push_back(gamma.values.at(o) * filters.values[((y * w + x) * in + i) * out + o]);
  for (std::size_t o = 0; o < out; ++o) {
    const float scaled = gamma.values[o] * bias.values.at(o);
    all.push_back(scaled + beta.values.at(o));
  }
}

std::vector<std::string> layer_names() {
  std::vector<std::string> names{"conv32_down"};
  for (const char* block :
       {"conv32_1", "conv32_2", "conv32_3", "conv64_down", "conv64_1", "conv64_2", "conv64_3", "conv128_down",
        "conv128_1", "conv128_2", "conv256_down", "conv256_1", "conv256_2", "conv256_down_out"})
    for (const char* half : {"/conv1", "/conv2"}) names.push_back(std::string(block) + half);
  return names;
}

}  // namespace

base::Result<std::vector<float>, Trouble> read_face_api_weights(const std::filesystem::path& folder) {
  try {
    const Tensors tensors = read_tensors(folder);
    std::vector<float> all;
    all.reserve(vision::first_network_floats);
    for (const std::string& name : layer_names()) append_folded(tensors, name, all);
    const Tensor& last = tensors.at("fc");  // [256][128]; the flat file has [128][256]
    for (std::size_t o = 0; o < 128; ++o)
      for (std::size_t i = 0; i < 256; ++i) all.push_back(last.values.at(i * 128 + o));
    if (all.size() != vision::first_network_floats) throw std::runtime_error("an unexpected number of weights");
    return all;
  } catch (const std::exception& e) {
    return Trouble{std::string("the weights in @vladmandic/face-api cannot be read: ") + e.what()};
  }
}

}  // namespace models
