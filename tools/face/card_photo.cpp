// Cropping and compressing.
#include "tools/face/card_photo.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/mat_view.h"

namespace face {
namespace {

constexpr int card_width = 150, card_height = 190;
constexpr std::size_t card_bytes = 2000;
constexpr float face_share = 0.56F;  // of the width, as on passport photos

}  // namespace

base::Result<std::vector<unsigned char>, vision::VisionError> card_photo(const vision::Image& picture,
                                                                         const vision::FaceObservation& face) {
  try {
    const float scale = face_share * card_width / face.quality.face_width;
    const vision::Point nose = face.landmarks[29];
    // The nose ridge a little above the middle; outside the picture its edge goes on.
    const cv::Matx23f place(scale, 0, card_width / 2.0F - scale * nose.x, 0, scale,
                            card_height * 0.50F - scale * nose.y);
    cv::Mat grey, small, blurred;
    cv::cvtColor(vision::view_of(picture), grey, cv::COLOR_BGR2GRAY);
    if (scale < 1) cv::GaussianBlur(grey, grey, {}, 0.4 / scale);  // as a good scaler averages
    cv::warpAffine(grey, small, place, {card_width, card_height}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    std::vector<unsigned char> bytes, best;
    int low = 10, high = 1000;  // thousandths of the plain size; the coder lands near, not on, what is asked
    while (low <= high) {
      const int middle = (low + high) / 2;
      if (!cv::imencode(".jp2", small, bytes, {cv::IMWRITE_JPEG2000_COMPRESSION_X1000, middle})) break;
      if (bytes.size() <= card_bytes)
        best = bytes, low = middle + 1;
      else
        high = middle - 1;
    }
    if (best.empty()) return vision::VisionError{vision::VisionProblem::engine_failed, "JPEG 2000 coder"};
    return best;
  } catch (const cv::Exception& e) {
    return vision::VisionError{vision::VisionProblem::engine_failed, e.err};
  }
}

}  // namespace face
