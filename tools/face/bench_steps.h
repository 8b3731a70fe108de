// The single measurements of `uketsuke-face bench`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/dlib_face_analyzer.h"
#include "vision/image.h"

namespace face {

using Stages = std::map<std::string, double>;

/// Milliseconds of each frame that counted, by the wall and by this thread's processor.
struct FrameTimes {
  std::vector<double> wall, processor;
};

enum class Wanted { any, embedded };

/// Goes round the frames until `count` of those wanted were timed, at most five times as many.
FrameTimes time_frames(vision::FaceAnalyzer& analyzer, const std::vector<vision::Image>& frames, Wanted wanted,
                       int count);

/// Mean milliseconds of each stage, where it ran.
Stages stages_of(const vision::AnalysisCounters& counters);

struct Start {
  double milliseconds = 0;  ///< from the start of a new process of this program to its first decision and end
  double megabytes = 0;     ///< resident in it
};
base::Result<Start, std::string> time_start(const std::string& picture);

struct Beside {
  double frames_a_second = 0, screen_a_second = 0;
};
/// Five seconds: a 30 fps camera, newest frame wins, one thread analysing, and a screen that is busy half of each 60th.
Beside run_beside_a_screen(vision::FaceAnalyzer& analyzer, const std::vector<vision::Image>& frames);

long resident_megabytes();

}  // namespace face
