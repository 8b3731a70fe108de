// Actor: somebody, or something, in front of the camera. A live person follows prompts; an attack shows a picture or a
// recording and does not.
#pragma once

#include <array>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "tools/video/chance.h"
#include "tools/video/moving_head.h"
#include "vision/liveness_prompt.h"

namespace video {

enum class Act {
  live,          ///< a head that moves a little, blinks, and follows prompts
  photo_held,    ///< a print held still in a hand
  photo_moved,   ///< a print moved about and towards the camera
  photo_turned,  ///< a print turned and tilted as a board
  photo_bent,    ///< a print bent round and turned, to look like depth
  photo_flexed,  ///< a print bent about any axis, round or creased, hollow or not, and bent to and fro while it turns
  eye_holes,     ///< a print with eyes cut out: the eyes behind blink
  mask_bent,     ///< the same laid around a face and turned: bent or folded, and blinking
  replay,        ///< a recording of the live person, with blinks and turns, on a phone
  answered,      ///< a print, and whenever something is asked somebody else's head in its place
};

inline constexpr std::array all_acts{Act::live,       Act::photo_held,   Act::photo_moved, Act::photo_turned,
                                     Act::photo_bent, Act::photo_flexed, Act::eye_holes,   Act::mask_bent,
                                     Act::replay,     Act::answered};

/// Whether what is played depends on what the kiosk asks.
constexpr bool follows_prompts(Act act) { return act == Act::live || act == Act::answered; }

std::string_view name_of(Act act);

/// Gives the frames of one act, as a webcam would: noise, changing light, a little blur. The same seed gives the same
/// frames. One thread at a time.
class Actor {
 public:
  /// The last of several heads is who answers in `Act::answered`.
  Actor(Act act, std::vector<MovingHead> heads, std::uint64_t seed, cv::Size size = {640, 480});

  Act act() const { return act_; }

  /// The frame at `seconds`; times must grow. `prompt` is what the kiosk asks for at this moment.
  cv::Mat frame(double seconds, std::optional<vision::LivenessPrompt> prompt = std::nullopt);

 private:
  Pose idle_pose(double seconds) const;
  void follow(Pose& pose, double seconds, std::optional<vision::LivenessPrompt> prompt);
  cv::Mat live(double seconds, const Pose& pose);
  cv::Mat answered(double seconds, std::optional<vision::LivenessPrompt> prompt);
  cv::Mat sheet(double seconds);
  Pose sheet_pose(double seconds) const;
  cv::Mat phone(double seconds);
  void photograph(cv::Mat& frame, double seconds);

  Act act_;
  std::vector<MovingHead> heads_;
  Chance chance_;
  cv::Size size_;
  Wander yaw_, pitch_, roll_, x_, y_, width_, light_, hand_x_, hand_y_, hand_roll_, hand_size_, hand_yaw_, hand_pitch_;
  double blink_at_, blink_every_, base_width_, warmth_;
  std::optional<vision::LivenessPrompt> asked_;
  double asked_since_ = 0, answered_until_ = -1, delay_ = 0.6;
  std::optional<double> reads_since_;
  cv::RNG noise_;
  Wander flex_;  ///< how the hands bend the sheet; drawn last, so that older videos stay what they were
  double bend_, bend_axis_, crease_;
};

}  // namespace video
