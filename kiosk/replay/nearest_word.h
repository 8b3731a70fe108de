// The nearest known word, for "did you mean …?".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::replay {

/// How many characters must be added, dropped or changed to come from one to the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// By edit distance; empty when there are none.
std::string_view nearest_word(std::string_view written, std::span<const std::string_view> known);
std::string nearest_word(std::string_view written, const std::vector<std::string>& known);

}  // namespace kiosk::replay
