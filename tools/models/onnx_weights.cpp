// OpenCV reads the file; only the weights are taken from it.
#include "tools/models/onnx_weights.h"

#include <opencv2/dnn.hpp>

namespace models {

base::Result<std::vector<float>, Trouble> read_onnx_weights(const std::filesystem::path& onnx) {
  std::vector<float> floats;
  try {
    cv::dnn::Net net = cv::dnn::readNetFromONNX(onnx.string());
    for (const std::string& name : net.getLayerNames())
      for (const cv::Mat& blob : net.getLayer(net.getLayerId(name))->blobs) {
        if (blob.type() != CV_32F || !blob.isContinuous())
          return Trouble{"the weights in " + onnx.string() + " are not plain floats"};
        floats.insert(floats.end(), blob.ptr<float>(), blob.ptr<float>() + blob.total());
      }
  } catch (const cv::Exception& e) {
    return Trouble{onnx.string() + " cannot be read: " + e.err};
  }
  return floats;
}

}  // namespace models
