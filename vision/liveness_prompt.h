// What a person may be asked to do to show that they are there and not a picture.
#pragma once

#include <string_view>

namespace vision {

/// Directions are the person's own: a person told to turn left shows the camera their right cheek, so the nose moves to
/// the right in the (unmirrored) picture.
enum class LivenessPrompt { turn_left, turn_right, nod, blink, come_closer };

std::string_view name_of(LivenessPrompt prompt);

/// When to ask for something: always (unattended kiosk), only when what was seen by itself is not conclusive (staffed
/// desk, recordings), or never (measuring identity alone).
enum class LivenessPolicy { prompted, passive_first, identity_only };

std::string_view name_of(LivenessPolicy policy);

}  // namespace vision
