// VideoFileSource: a recorded video as a frame source; time comes from the file.
#pragma once

#include <memory>
#include <string>

#include "vision/frame_source.h"

namespace vision {

/// One thread at a time. Audio is ignored. `captured_at` is the presentation time of the frame in the file (where a
/// file has none, frame number over frame rate), made to grow strictly.
class VideoFileSource final : public FrameSource {
 public:
  /// `file_missing`, `file_empty`, `file_damaged` (not a video, or its first frame cannot be decoded).
  static base::Result<std::unique_ptr<VideoFileSource>, VisionError> open(const std::string& path);
  ~VideoFileSource() override;

  /// Ends with `no_more_frames`; a file that breaks off well before its announced length gives `file_damaged` instead.
  base::Result<SharedFrame, VisionError> next() override;

  double frames_per_second() const;

 private:
  struct Reader;
  explicit VideoFileSource(std::unique_ptr<Reader> reader);
  std::unique_ptr<Reader> reader_;
};

}  // namespace vision
