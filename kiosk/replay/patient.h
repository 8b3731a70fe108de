// Patient: who stands in front of the kiosk in a replay, and what they do next.
#pragma once

#include <string>
#include <variant>

#include "kiosk/checkin/state.h"
#include "kiosk/screens/screen.h"

namespace kiosk::replay {

struct Waits {};
struct InsertsCard {};
struct TakesCard {};
struct Presses {
  screens::Pressable control;
};
struct Leaves {};  ///< the story is over

using Action = std::variant<Waits, InsertsCard, TakesCard, Presses, Leaves>;

/// Without a scenario: takes the main choice of each screen (face, agree to all, take the card). Knows no PIN and has
/// no letter, so where only these lead on, stops the check-in and takes the card. Pure.
class HandsOffPatient {
 public:
  Action next(const checkin::Situation& situation, const screens::Screen& screen);

 private:
  bool card_was_inserted_ = false;
};

}  // namespace kiosk::replay
