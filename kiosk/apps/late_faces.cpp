#include "kiosk/apps/late_faces.h"

namespace kiosk::apps {

LateFaces::LateFaces(vision::ModelFiles files)
    : loaded_(std::async(std::launch::async, [files = std::move(files)] {
                return std::make_shared<Loaded>(vision::DlibFaceAnalyzer::load(files));
              }).share()) {}

base::Result<vision::Observation, vision::VisionError> LateFaces::observe(const vision::Frame& frame) {
  Loaded& loaded = *loaded_.get();
  if (!loaded) return loaded.error();
  return loaded.value()->observe(frame);
}

base::Result<vision::FaceReference, vision::VisionError> LateFaces::reference_from(const vision::Image& portrait) {
  Loaded& loaded = *loaded_.get();
  if (!loaded) return loaded.error();
  return loaded.value()->reference_from(portrait);
}

void LateFaces::forget() {
  Loaded& loaded = *loaded_.get();
  if (loaded) loaded.value()->forget();
}

std::optional<std::string> LateFaces::failure() const {
  if (loaded_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return std::nullopt;
  const Loaded& loaded = *loaded_.get();
  if (loaded) return std::nullopt;
  return vision::describe(loaded.error());
}

vision::AnalysisCounters LateFaces::counters() const {
  if (loaded_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return {};
  const Loaded& loaded = *loaded_.get();
  return loaded ? loaded.value()->counters() : vision::AnalysisCounters{};
}

}  // namespace kiosk::apps
