// What can be wrong with a statement's words, and with statements that contradict one another: found before anything is
// played, so that a typo costs a second and not a minute.
#pragma once

#include <optional>
#include <string>

#include "kiosk/replay/scenario.h"

namespace kiosk::replay {

/// One sentence when the statement's words mean nothing; names the nearest word that would.
std::optional<std::string> fault_in(const Statement& statement);

/// Two expectations of the same moment that cannot both hold.
std::optional<ScenarioError> contradiction_in(const Scenario& scenario);

}  // namespace kiosk::replay
