// Decoding, framing, compressing.
#include "tools/card/photo_preparation.h"

#include <algorithm>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "tools/card/dlib_face_finder.h"

namespace card_tool {
namespace {

/// The face's box in the picture's own pixels. The detector sees faces from 80 pixels on, so small pictures are tried
/// again enlarged.
base::Result<cv::Rect, Mistake> the_one_face(const cv::Mat& grey, const std::string& path) {
  for (const double longest : {800.0, 1600.0}) {
    const double scale = longest / std::max(grey.cols, grey.rows);
    cv::Mat scaled;
    cv::resize(grey, scaled, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    const auto faces = find_faces(scaled);
    if (faces.empty()) continue;
    if (faces.size() > 1 && faces[1].area() * 3 >= faces[0].area()) {
      return Mistake{path + " shows " + std::to_string(faces.size()) + " faces; give a picture of one person"};
    }
    const cv::Rect& face = faces[0];
    return cv::Rect(cvRound(face.x / scale), cvRound(face.y / scale), cvRound(face.width / scale),
                    cvRound(face.height / scale));
  }
  return Mistake{path + " shows no face seen from the front; give a picture of one person looking at the camera"};
}

/// The frame of an identity photo: the head fills about seven tenths of the height, with air above it. A picture that
/// is cropped tighter gives a tighter frame, moved to lie inside it; nothing is invented around the face.
cv::Mat framed(const cv::Mat& grey, const cv::Rect& face, const PhotoShape& shape) {
  const double aspect = static_cast<double>(shape.width) / shape.height;
  const double height = std::min({face.height * 2.1, static_cast<double>(grey.rows), grey.cols / aspect});
  const double width = height * aspect;
  const double air = 0.68 * height / 2.1;  // above the brows
  const double x = std::clamp(face.x + face.width / 2.0 - width / 2, 0.0, grey.cols - width);
  const double y = std::clamp(face.y - air, 0.0, grey.rows - height);
  const cv::Rect frame = cv::Rect(cvRound(x), cvRound(y), cvRound(width), cvRound(height)) & cv::Rect({}, grey.size());
  cv::Mat photo;
  cv::resize(grey(frame), photo, {shape.width, shape.height}, 0, 0,
             frame.width > shape.width ? cv::INTER_AREA : cv::INTER_CUBIC);
  return photo;
}

/// The best quality that fits into the wanted number of bytes.
cardreader::Bytes compressed(const cv::Mat& photo, std::size_t most) {
  int low = 1;
  int high = 1000;
  cardreader::Bytes best;
  while (low <= high) {
    const int rate = (low + high) / 2;
    cardreader::Bytes bytes;
    cv::imencode(".jp2", photo, bytes, {cv::IMWRITE_JPEG2000_COMPRESSION_X1000, rate});
    const bool fits = !bytes.empty() && bytes.size() <= most;
    if (fits) best = std::move(bytes);
    (fits ? low : high) = fits ? rate + 1 : rate - 1;
  }
  return best;
}

}  // namespace

base::Result<cardreader::Bytes, Mistake> prepare_photo(const std::string& path, const PhotoShape& shape) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return Mistake{path + " is not there or not a file"};
  try {
    const cv::Mat grey = cv::imread(path, cv::IMREAD_GRAYSCALE);
    if (grey.empty()) return Mistake{path + " is not a picture that can be read"};
    if (std::min(grey.cols, grey.rows) < 40) return Mistake{path + " is too small: fewer than 40 pixels a side"};
    const auto face = the_one_face(grey, path);
    if (!face) return face.error();
    auto bytes = compressed(framed(grey, face.value(), shape), shape.bytes);
    if (bytes.empty()) return Mistake{"the photo does not fit into " + std::to_string(shape.bytes) + " bytes"};
    return bytes;
  } catch (const std::exception& failure) {
    return Mistake{path + " cannot be prepared: " + failure.what()};
  }
}

}  // namespace card_tool
