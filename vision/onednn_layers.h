// OnednnLayers: a network of convolutions, laid out once and run on one thread by oneDNN.
#pragma once

#include <memory>
#include <span>
#include <vector>

namespace vision {

/// What flows between two layers: where it lies, and its shape. Only meaningful to the network that gave it.
struct Activation {
  std::size_t place = 0;
  int channels = 0, height = 0, width = 0;
};

enum class After { nothing, relu };

/// In what numbers the layers calculate. bfloat16 keeps the range of float32 and eight bits of its precision; products
/// are summed in float32. A face distance changes by 0.002 in the mean and 0.008 at most of 11 000 pairs
/// (docs/faces.md), less than by the eight bits in which the first network's weights come; the time is half.
enum class Precision { float32, bfloat16 };

/// bfloat16 where the processor multiplies it (x86: AVX512_BF16), else float32: elsewhere it would be slower, not
/// quicker.
Precision quickest_precision();

struct ConvolutionShape {
  int outputs = 0, kernel = 1, stride = 1, padding = 0;
  enum class Channels { mixed, apart } channels = Channels::mixed;  ///< apart: each by itself (depthwise)
};

/// Layers are added in the order in which they run, and take their weights one after another from a flat array: filters
/// (output, input, row, column), then bias; or one slope a channel. The array is copied into oneDNN's own order, so it
/// may go away. Pixels go in and values come out as float32 in either precision. Throws dnnl::error, and
/// std::length_error when the array is too short. One thread at a time.
class OnednnLayers {
 public:
  OnednnLayers(std::span<const float> weights, Precision precision);
  OnednnLayers(OnednnLayers&&) noexcept;
  ~OnednnLayers();

  Activation input(int channels, int height, int width);
  Activation convolution(const Activation& from, const ConvolutionShape& shape, After after = After::nothing);
  /// The convolution's result is added to `onto`, whose place it takes. Where it is a row and a column smaller than
  /// `onto`, these stay as they were.
  Activation convolution_onto(const Activation& onto, const Activation& from, const ConvolutionShape& shape,
                              After after = After::nothing);
  Activation last_layer(const Activation& from, int outputs);  ///< a matrix without bias, of a 1x1 activation
  Activation slopes(const Activation& of);                     ///< PReLU, in place
  Activation largest(const Activation& from, int kernel, int stride);
  /// Mean over squares; channels of zeros are appended up to `channels`.
  Activation mean(const Activation& from, int kernel, int stride, int channels);

  /// Ends the network with its last layer, whose values `run` returns: float32, row by row.
  void end();

  /// How many weights no layer has taken; 0 when the array fits the network.
  std::size_t weights_left() const;

  /// `pixels`: the input's channels x height x width, row by row. Call `end` before.
  std::vector<float> run(std::span<const float> pixels);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace vision
