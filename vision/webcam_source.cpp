// Video4Linux cameras through OpenCV.
#include "vision/webcam_source.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <opencv2/videoio.hpp>

#include "vision/mat_view.h"

namespace vision {

struct WebcamSource::Device {
  cv::VideoCapture capture;
};

WebcamSource::WebcamSource(CameraChoice choice, const base::Clock& clock) : choice_(std::move(choice)), clock_(clock) {}
WebcamSource::~WebcamSource() = default;

base::Result<SharedFrame, VisionError> WebcamSource::next() {
  try {
    if (!device_) {
      // Asking the kernel first gives a reason in words; OpenCV would only say "no".
      const int descriptor = ::open(choice_.device.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
      if (descriptor < 0)
        return VisionError{VisionProblem::camera_missing, choice_.device + ": " + std::strerror(errno)};
      ::close(descriptor);
      auto device = std::make_unique<Device>();
      // The driver's own wait ends with this limit, so that a frozen camera becomes an answer.
      const std::vector<int> wishes{cv::CAP_PROP_OPEN_TIMEOUT_MSEC, 2000, cv::CAP_PROP_READ_TIMEOUT_MSEC, 2000};
      if (!device->capture.open(choice_.device, cv::CAP_V4L2, wishes) &&
          !device->capture.open(choice_.device, cv::CAP_V4L2))
        return VisionError{VisionProblem::camera_missing, choice_.device + " is not a camera we can use"};
      device->capture.set(cv::CAP_PROP_FRAME_WIDTH, choice_.width);
      device->capture.set(cv::CAP_PROP_FRAME_HEIGHT, choice_.height);
      device->capture.set(cv::CAP_PROP_FPS, choice_.frames_per_second);
      device->capture.set(cv::CAP_PROP_BUFFERSIZE, 1);
      device_ = std::move(device);
    }
    cv::Mat pixels;
    if (!device_->capture.read(pixels) || pixels.empty() || pixels.type() != CV_8UC3) {
      device_.reset();
      return VisionError{VisionProblem::camera_lost, choice_.device};
    }
    base::TimePoint captured = clock_.now();
    if (captured <= last_) captured = last_ + base::Duration{1};
    last_ = captured;
    return std::make_shared<const Frame>(Frame{image_from(pixels), captured, FrameIndex{next_index_++}});
  } catch (const cv::Exception& e) {
    device_.reset();
    return VisionError{VisionProblem::camera_lost, choice_.device + " (" + e.err + ")"};
  }
}

}  // namespace vision
