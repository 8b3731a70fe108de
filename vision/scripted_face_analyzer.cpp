// Observations read from text.
#include "vision/scripted_face_analyzer.h"

#include <fstream>
#include <iterator>

#include "vision/observation_text.h"

namespace vision {

base::Result<ScriptedFaceAnalyzer, VisionError> ScriptedFaceAnalyzer::parse(const std::string& text) {
  auto script = parse_observations(text);
  if (!script) return script.error();
  if (script.value().empty()) return VisionError{VisionProblem::observation_malformed, "there is no frame in it"};
  return ScriptedFaceAnalyzer(std::move(script).value());
}

base::Result<ScriptedFaceAnalyzer, VisionError> ScriptedFaceAnalyzer::load(const std::string& path) {
  std::ifstream in(path);
  if (!in) return VisionError{VisionProblem::file_missing, path};
  return parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

base::Result<Observation, VisionError> ScriptedFaceAnalyzer::observe(const Frame& frame) {
  Observation observation = script_[std::min(next_, script_.size() - 1)];
  ++next_;
  // The frame's own time counts, so that a script can be played over any source.
  observation.seen_at = frame.captured_at;
  observation.frame = frame.index;
  return observation;
}

base::Result<FaceReference, VisionError> ScriptedFaceAnalyzer::reference_from(const Image& portrait) {
  if (portrait.empty()) return VisionError{VisionProblem::no_face, "the portrait"};
  return scripted_reference();
}

}  // namespace vision
