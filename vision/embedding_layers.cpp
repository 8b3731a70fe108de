// A file to layers, a picture to floats. oneDNN's exceptions end here.
#include "vision/embedding_layers.h"

#include <new>
#include <stdexcept>

#include "vision/mapped_file.h"

namespace vision {

base::Result<std::unique_ptr<OnednnLayers>, VisionError> load_layers(const std::filesystem::path& flat_floats,
                                                                     void (*add)(OnednnLayers&), Precision precision) {
  auto file = MappedFile::open(flat_floats);
  if (!file) return file.error();
  const auto bytes = file.value().bytes();
  const std::span weights(reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float));
  const VisionError damaged{VisionProblem::models_damaged, flat_floats.string()};
  try {
    auto layers = std::make_unique<OnednnLayers>(weights, precision);
    add(*layers);
    layers->end();
    if (layers->weights_left() > 0 || bytes.size() % sizeof(float) != 0) return damaged;
    return layers;
  } catch (const std::length_error&) {
    return damaged;
  } catch (const std::exception& e) {
    return VisionError{VisionProblem::engine_failed, e.what()};
  }
}

base::Result<std::vector<float>, VisionError> run_layers(OnednnLayers& layers, const cv::Mat& bgr,
                                                         const std::array<InputPlane, 3>& planes, float scale) {
  std::vector<float> pixels(planes.size() * bgr.total());
  float* next = pixels.data();
  for (const InputPlane& plane : planes)
    for (int y = 0; y < bgr.rows; ++y) {
      const unsigned char* row = bgr.ptr(y) + plane.channel;
      for (int x = 0; x < bgr.cols; ++x) *next++ = (static_cast<float>(row[3 * x]) - plane.mean) * scale;
    }
  try {
    return layers.run(pixels);
  } catch (const std::exception& e) {
    return VisionError{VisionProblem::engine_failed, e.what()};
  }
}

}  // namespace vision
