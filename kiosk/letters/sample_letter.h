// Sample letters of invented people, drawn as insurers print them; for tests, demonstrations and examinations.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/checkin/letter_reader.h"
#include "kiosk/checkin/patient.h"

namespace kiosk::letters {

using checkin::GrayPicture;

enum class Layout { card, postcard, a4 };

/// What is printed. The kind is one of the three documents that people hold up.
struct SampleLetter {
  checkin::Document kind = checkin::Document::eligibility_letter;
  Layout layout = Layout::card;
  checkin::EligibilityLetter letter;  ///< `name` in katakana
  std::string printed_name;           ///< as it stands above the kana
  std::string insurer_name = "見本健康保険協会 東京支部";
  checkin::Sex sex = checkin::Sex::female;
};

/// An invented person's letter; the same number always gives the same letter.
SampleLetter random_letter(unsigned seed, checkin::Date today);

/// Draws at `pixels_per_mm` (card 86 x 54 mm, postcard 148 x 100 mm, A4 210 x 297 mm).
GrayPicture draw(const SampleLetter& sample, double pixels_per_mm);

/// The drawing as PNG.
std::string png_of(const GrayPicture& picture);
/// Reads PNG or JPEG; an empty picture when the file is neither.
GrayPicture picture_in(const std::string& file);

}  // namespace kiosk::letters
