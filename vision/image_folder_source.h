// ImageFolderSource: a folder of numbered stills as a frame source, one every so many milliseconds.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "vision/frame_source.h"

namespace vision {

/// Pictures in the order of their names; `interval` apart. One thread at a time.
class ImageFolderSource final : public FrameSource {
 public:
  /// `file_missing` when there is no such folder, `file_empty` when it holds no picture.
  static base::Result<std::unique_ptr<ImageFolderSource>, VisionError> open(const std::filesystem::path& folder,
                                                                            base::Duration interval = base::Duration{
                                                                                33});
  base::Result<SharedFrame, VisionError> next() override;

 private:
  ImageFolderSource(std::vector<std::filesystem::path> files, base::Duration interval);
  std::vector<std::filesystem::path> files_;
  base::Duration interval_;
  std::uint64_t next_ = 0;
};

}  // namespace vision
