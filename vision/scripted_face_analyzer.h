// ScriptedFaceAnalyzer: observations from a text file instead of pixels, for tests and for a demo without models.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "vision/face_analyzer.h"

namespace vision {

/// Answers the nth frame with the nth observation of the file, then repeats the last one. The reference of every
/// portrait is the same stand-in: the distances written in the file are the distances the verifier will measure.
/// observation_text.h describes the format.
class ScriptedFaceAnalyzer final : public FaceAnalyzer {
 public:
  static base::Result<ScriptedFaceAnalyzer, VisionError> parse(const std::string& text);
  static base::Result<ScriptedFaceAnalyzer, VisionError> load(const std::string& path);

  base::Result<Observation, VisionError> observe(const Frame& frame) override;
  base::Result<FaceReference, VisionError> reference_from(const Image& portrait) override;
  void forget() override {}

 private:
  explicit ScriptedFaceAnalyzer(std::vector<Observation> script) : script_(std::move(script)) {}
  std::vector<Observation> script_;
  std::size_t next_ = 0;
};

}  // namespace vision
