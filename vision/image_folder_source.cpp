// Stills of a folder in the order of their names.
#include "vision/image_folder_source.h"

#include <algorithm>

#include "vision/portrait.h"

namespace vision {
namespace {

bool is_picture(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png" || ending == ".bmp" || ending == ".jp2";
}

}  // namespace

ImageFolderSource::ImageFolderSource(std::vector<std::filesystem::path> files, base::Duration interval)
    : files_(std::move(files)), interval_(interval) {}

base::Result<std::unique_ptr<ImageFolderSource>, VisionError> ImageFolderSource::open(
    const std::filesystem::path& folder, base::Duration interval) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) return VisionError{VisionProblem::file_missing, folder.string()};
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->is_regular_file(error) && is_picture(it->path())) files.push_back(it->path());
  if (files.empty()) return VisionError{VisionProblem::file_empty, folder.string()};
  std::sort(files.begin(), files.end());
  interval = std::max(interval, base::Duration{1});
  return std::unique_ptr<ImageFolderSource>(new ImageFolderSource(std::move(files), interval));
}

base::Result<SharedFrame, VisionError> ImageFolderSource::next() {
  if (next_ >= files_.size()) return VisionError{VisionProblem::no_more_frames, files_.back().parent_path().string()};
  const std::uint64_t index = next_++;
  auto image = load_picture(files_[index].string());
  if (!image) return image.error();
  const base::TimePoint at{interval_ * static_cast<base::Duration::rep>(index)};
  return std::make_shared<const Frame>(Frame{std::move(image).value(), at, FrameIndex{index}});
}

}  // namespace vision
