// DetailedWebcam: one webcam as two sources: small quick pictures of a face, large ones of a letter.
#pragma once

#include <mutex>
#include <optional>

#include "vision/webcam_source.h"

namespace kiosk::apps {

/// From any thread; they take turns. A device can be open in one size only: the source that is asked
/// first after the other one opens it anew, which takes what the driver takes (some 0.3 s).
class DetailedWebcam {
 public:
  DetailedWebcam(const vision::CameraChoice& faces, const vision::CameraChoice& letters, const base::Clock& clock)
      : clock_(clock), faces_(*this, faces), letters_(*this, letters) {}

  vision::FrameSource& faces() { return faces_; }
  vision::FrameSource& letters() { return letters_; }

 private:
  class View final : public vision::FrameSource {
   public:
    View(DetailedWebcam& webcam, vision::CameraChoice choice) : webcam_(webcam), choice_(std::move(choice)) {}
    base::Result<vision::SharedFrame, vision::VisionError> next() override { return webcam_.next_of(*this); }
    const vision::CameraChoice& choice() const { return choice_; }

   private:
    DetailedWebcam& webcam_;
    vision::CameraChoice choice_;
  };

  base::Result<vision::SharedFrame, vision::VisionError> next_of(const View& view) {
    const std::scoped_lock turn(mutex_);
    if (open_for_ != &view) {
      source_.reset();  // closes the device first
      source_.emplace(view.choice(), clock_);
      open_for_ = &view;
    }
    return source_->next();
  }

  std::mutex mutex_;
  const base::Clock& clock_;
  std::optional<vision::WebcamSource> source_;
  const View* open_for_ = nullptr;
  View faces_;
  View letters_;
};

}  // namespace kiosk::apps
