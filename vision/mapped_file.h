// MappedFile: a read-only file as memory, so that models are shared and paged in instead of parsed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <utility>

#include "kiosk/base/result.h"
#include "vision/vision_error.h"

namespace vision {

/// Owns one mapping; moves, does not copy.
class MappedFile {
 public:
  static base::Result<MappedFile, VisionError> open(const std::filesystem::path& file);
  MappedFile(MappedFile&& other) noexcept : start_(std::exchange(other.start_, nullptr)), size_(other.size_) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(start_, other.start_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~MappedFile();

  std::span<const unsigned char> bytes() const { return {static_cast<const unsigned char*>(start_), size_}; }

 private:
  MappedFile(void* start, std::size_t size) : start_(start), size_(size) {}
  void* start_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace vision
