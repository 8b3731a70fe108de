// The labels that are printed on a letter, found in what was read of it although some of their characters are misread.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/checkin/letter.h"

namespace kiosk::letters {

struct Mark {
  char32_t character;
  cv::Rect box;
};
using Line = std::vector<Mark>;

struct Label {
  std::u32string_view words;
  std::optional<checkin::LetterField> field;  // empty: a label whose value is not asked
};

struct Found {
  const Label* label;
  std::size_t at;
};

/// Left to right.
std::vector<Found> labels_in(const Line& line);

}  // namespace kiosk::letters
