// Decoding pictures with limits, before any pixel is allocated where the format tells its size early.
#include "vision/portrait.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <optional>

#include "vision/mat_view.h"
#include "vision/video_file_source.h"

namespace vision {
namespace {

constexpr std::int64_t most_pixels = 100'000'000;
constexpr std::uintmax_t most_bytes = 200'000'000;
constexpr int least_side = 40;

using Bytes = std::span<const unsigned char>;

std::uint32_t big_endian(Bytes bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | bytes[at + i];
  return value;
}

bool starts_with(Bytes bytes, std::initializer_list<unsigned char> start) {
  return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin());
}

struct Announced {
  std::int64_t width = 0, height = 0;
};

std::optional<Announced> size_in_jpeg(Bytes b) {
  for (std::size_t at = 2; at + 9 < b.size();) {
    if (b[at] != 0xFF) return std::nullopt;
    const unsigned char marker = b[at + 1];
    const bool frame_header = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame_header) return Announced{big_endian(b, at + 7, 2), big_endian(b, at + 5, 2)};
    at += 2 + big_endian(b, at + 2, 2);
  }
  return std::nullopt;
}

/// The SIZ segment (ISO/IEC 15444-1 A.5.1): picture size is the grid's end minus its start.
std::optional<Announced> size_in_jpeg_2000(Bytes b) {
  const std::size_t limit = std::min<std::size_t>(b.size(), 4096);
  for (std::size_t at = 0; at + 24 <= limit; ++at)
    if (starts_with(b.subspan(at), {0xFF, 0x4F, 0xFF, 0x51}))
      return Announced{std::int64_t{big_endian(b, at + 8, 4)} - big_endian(b, at + 16, 4),
                       std::int64_t{big_endian(b, at + 12, 4)} - big_endian(b, at + 20, 4)};
  return std::nullopt;
}

std::int64_t little_endian(Bytes b, std::size_t at, std::size_t size) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value |= std::int64_t{b[at + i]} << (8 * i);
  return value;
}

/// The three forms of WebP: extended, lossy, lossless.
std::optional<Announced> size_in_webp(Bytes b) {
  if (b.size() < 30) return std::nullopt;
  const Bytes form = b.subspan(12, 4);
  if (starts_with(form, {'V', 'P', '8', 'X'}))
    return Announced{little_endian(b, 24, 3) + 1, little_endian(b, 27, 3) + 1};
  if (starts_with(form, {'V', 'P', '8', ' '}))
    return Announced{little_endian(b, 26, 2) & 0x3FFF, little_endian(b, 28, 2) & 0x3FFF};
  if (starts_with(form, {'V', 'P', '8', 'L'})) {
    const std::int64_t bits = little_endian(b, 21, 4);
    return Announced{(bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1};
  }
  return std::nullopt;
}

/// What the header says of a format we take; nullopt for anything else.
std::optional<Announced> announced_size(Bytes b) {
  if (starts_with(b, {0xFF, 0xD8, 0xFF})) return size_in_jpeg(b).value_or(Announced{});
  if (starts_with(b, {0x89, 'P', 'N', 'G'}) && b.size() >= 24)
    return Announced{big_endian(b, 16, 4), big_endian(b, 20, 4)};
  if (starts_with(b, {0, 0, 0, 12, 'j', 'P'}) || starts_with(b, {0xFF, 0x4F, 0xFF, 0x51}))
    return size_in_jpeg_2000(b).value_or(Announced{});
  if (starts_with(b, {'R', 'I', 'F', 'F'}) && b.size() > 16 && starts_with(b.subspan(8), {'W', 'E', 'B', 'P'}))
    return size_in_webp(b).value_or(Announced{});
  if (starts_with(b, {'B', 'M'}) && b.size() >= 26) {
    return Announced{std::abs(static_cast<std::int32_t>(little_endian(b, 18, 4))),
                     std::abs(static_cast<std::int32_t>(little_endian(b, 22, 4)))};
  }
  return std::nullopt;
}

bool has_mark_at(Bytes b, std::size_t at, std::initializer_list<unsigned char> mark) {
  return b.size() >= at + mark.size() && starts_with(b.subspan(at), mark);
}

/// Whether OpenCV would give the bytes to one of its readers for medical or geographical pictures: they write what they
/// are given to a temporary file, and one of them aborts on some of it (found by fuzzing). It looks for DICOM's mark at
/// byte 128 and DTED's at byte 140 whenever its own reader of a format is not sure.
bool goes_to_a_foreign_decoder(Bytes b) {
  if (has_mark_at(b, 128, {'D', 'I', 'C', 'M'}) || has_mark_at(b, 140, {'D', 'T', 'E', 'D'})) return true;
  if (b[0] == 0x89) return !starts_with(b, {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A});
  if (b[0] == 0x00) return !starts_with(b, {0, 0, 0, 12, 'j', 'P', ' ', ' ', 0x0D, 0x0A, 0x87, 0x0A});
  return false;
}

base::Result<Image, VisionError> decode(Bytes bytes, const std::string& name) {
  // The library would print its own words beside ours.
  [[maybe_unused]] static const auto quiet = cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  try {
    const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<unsigned char*>(bytes.data()));
    const cv::Mat decoded = cv::imdecode(encoded, cv::IMREAD_COLOR);
    if (decoded.empty()) return VisionError{VisionProblem::file_damaged, name};
    if (std::min(decoded.cols, decoded.rows) < least_side) return VisionError{VisionProblem::picture_too_small, name};
    return image_from(decoded);
  } catch (const cv::Exception&) {
    return VisionError{VisionProblem::file_damaged, name};
  } catch (const std::bad_alloc&) {
    return VisionError{VisionProblem::picture_too_large, name};
  }
}

base::Result<Image, VisionError> first_picture_of_gif(const std::string& path, Bytes bytes) {
  if (bytes.size() < 10) return VisionError{VisionProblem::file_damaged, path};
  if (std::min(little_endian(bytes, 6, 2), little_endian(bytes, 8, 2)) < least_side)
    return VisionError{VisionProblem::picture_too_small, path};
  auto gif = VideoFileSource::open(path);
  if (!gif) return gif.error();
  auto frame = gif.value()->next();
  if (!frame) return frame.error();
  return frame.value()->image;
}

}  // namespace

base::Result<Image, VisionError> decode_picture(Bytes bytes, const std::string& name) {
  if (bytes.empty()) return VisionError{VisionProblem::file_empty, name};
  const auto announced = announced_size(bytes);
  if (!announced) return VisionError{VisionProblem::not_a_picture, name};
  if (goes_to_a_foreign_decoder(bytes)) return VisionError{VisionProblem::file_damaged, name};
  if (announced->width <= 0 || announced->height <= 0) return VisionError{VisionProblem::file_damaged, name};
  if (announced->width > most_pixels / announced->height) return VisionError{VisionProblem::picture_too_large, name};
  if (std::min(announced->width, announced->height) < least_side)
    return VisionError{VisionProblem::picture_too_small, name};
  return decode(bytes, name);
}

base::Result<Image, VisionError> load_picture(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return VisionError{VisionProblem::file_missing, path};
  if (std::filesystem::file_size(path, error) > most_bytes || error)
    return VisionError{VisionProblem::picture_too_large, path};
  std::ifstream in(path, std::ios::binary);
  if (!in) return VisionError{VisionProblem::file_missing, path + " (it cannot be opened)"};
  const std::vector<unsigned char> bytes(std::istreambuf_iterator<char>(in), {});
  // Pictures from the web are often a GIF whatever their name says; only the video reader knows that format.
  if (starts_with(bytes, {'G', 'I', 'F', '8'})) return first_picture_of_gif(path, bytes);
  return decode_picture(bytes, path);
}

base::Result<FaceReference, VisionError> reference_from_portrait(FaceAnalyzer& analyzer, Bytes bytes) {
  const std::string name = "the card's photo";
  if (bytes.empty()) return VisionError{VisionProblem::file_empty, name};
  const bool jpeg_2000 = starts_with(bytes, {0, 0, 0, 12, 'j', 'P', ' ', ' ', 0x0D, 0x0A, 0x87, 0x0A}) ||
                         starts_with(bytes, {0xFF, 0x4F, 0xFF, 0x51});
  const bool jpeg = starts_with(bytes, {0xFF, 0xD8, 0xFF});
  if (!jpeg_2000 && !jpeg) return VisionError{VisionProblem::not_a_card_photo, name};
  return decode_picture(bytes, name).and_then([&](Image image) { return analyzer.reference_from(image); });
}

}  // namespace vision
