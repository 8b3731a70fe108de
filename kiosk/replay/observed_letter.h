// ObservedLetter: what a camera and Tesseract would have made of a letter that is held up, told in words. No pixel and
// no reader of characters takes part.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "kiosk/checkin/letter_reader.h"

namespace kiosk::replay {

/// What one statement adds to the reading.
struct LetterSight {
  checkin::Document document = checkin::Document::eligibility_letter;
  std::optional<std::pair<checkin::LetterField, std::string>> field;
};

/// "insurer-number 138016", "the notice", "the old insurance card"; nothing when the words mean nothing.
std::optional<LetterSight> letter_sight_from(std::string_view words);
/// What such words can begin with, for "did you mean".
std::vector<std::string_view> letter_sights();

/// Thread-safe: the story adds what is held up while the letter worker reads.
class ObservedLetter final : public checkin::LetterReader {
 public:
  void add(const LetterSight& sight, checkin::Certainty certainty);

  checkin::LetterHint look(const checkin::GrayPicture& picture) override;
  base::Result<checkin::LetterReading, checkin::LetterReaderError> read(const checkin::GrayPicture& picture,
                                                                        checkin::Date today) override;
  void forget() override {}

 private:
  std::mutex mutex_;
  checkin::LetterReading reading_;
};

}  // namespace kiosk::replay
