// LateFaces: the face analyzer while its networks are still being loaded, so that the first screen need not wait.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>

#include "vision/dlib_face_analyzer.h"
#include "vision/face_analyzer.h"
#include "vision/model_files.h"

namespace kiosk::apps {

/// Loads on a thread of its own from construction on; the first frame waits for it. One thread at a time, except
/// `failure`.
class LateFaces final : public vision::FaceAnalyzer {
 public:
  explicit LateFaces(vision::ModelFiles files);

  base::Result<vision::Observation, vision::VisionError> observe(const vision::Frame& frame) override;
  base::Result<vision::FaceReference, vision::VisionError> reference_from(const vision::Image& portrait) override;
  void forget() override;

  /// Why nothing can be loaded; nothing while that is not known. From any thread.
  std::optional<std::string> failure() const;
  /// Milliseconds and counts since the start; zeros before the first frame. On the face thread.
  vision::AnalysisCounters counters() const;

 private:
  using Loaded = base::Result<std::unique_ptr<vision::DlibFaceAnalyzer>, vision::VisionError>;
  std::shared_future<std::shared_ptr<Loaded>> loaded_;
};

}  // namespace kiosk::apps
