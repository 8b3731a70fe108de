// The sample pictures and the models that the vision tests need; both say how to get them when they are missing.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "vision/dlib_face_analyzer.h"
#include "vision/portrait.h"

namespace sample {

inline std::filesystem::path cache_folder() { return vision::models_folder().parent_path(); }

/// Debian's sample pictures, brought by tools/get-sample-faces.
inline std::filesystem::path faces() {
  const auto folder = cache_folder() / "samples";
  REQUIRE_MESSAGE(std::filesystem::is_directory(folder / "johns"),
                  "the sample pictures are missing; run tools/get-sample-faces");
  return folder;
}

inline vision::ModelFiles models() {
  auto files = vision::find_models();
  REQUIRE_MESSAGE(files, "the face models are missing or damaged; run uketsuke-models: ",
                  (files ? std::string() : vision::describe(files.error())));
  return files.value();
}

/// One analyzer for a whole test program: loading takes a tenth of a second.
inline vision::DlibFaceAnalyzer& analyzer() {
  static const auto loaded = [] {
    auto made = vision::DlibFaceAnalyzer::load(models());
    REQUIRE_MESSAGE(made, "the analyzer does not load");
    return std::move(made).value();
  }();
  return *loaded;
}

inline vision::Image picture(const std::filesystem::path& path) {
  auto image = vision::load_picture(path.string());
  REQUIRE_MESSAGE(image, "cannot read ", path.string());
  return std::move(image).value();
}

/// The eleven pictures of one of the five people, in the order of their names.
inline std::vector<std::filesystem::path> pictures_of(const std::string& person) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(faces() / "johns" / person))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  REQUIRE(paths.size() == 11);
  return paths;
}

inline const std::vector<std::string> people{"John_Salley", "John_Savage", "John_Schneider", "John_Shimkus",
                                             "John_Simm"};

}  // namespace sample
