// Reads a letter that is held up to the camera, by Tesseract. What it reads is a proposal: the person confirms it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/letters/sample_letter.h"

namespace kiosk::letters {

/// `sure`: two independent readings agree and the field's own check holds. Everything else is `doubtful` and is to be
/// asked field by field; even what is sure is shown for confirmation. Names are never sure: kana are read worst.
enum class Certainty { sure, doubtful };

struct FieldReading {
  std::string text;  ///< in the form of a LetterDraft
  Certainty certainty = Certainty::doubtful;
};

struct LetterReading {
  checkin::Document document = checkin::Document::nothing;  ///< by its title
  std::map<checkin::LetterField, FieldReading> fields;
};

struct ReaderError {
  std::string detail;  ///< what is missing and what to do
};

/// Holds Tesseract with the Japanese model (some 40 MB). One thread at a time; a page takes one to three seconds. No
/// picture and no text is kept after `read` or written anywhere.
class LetterReader {
 public:
  static base::Result<std::unique_ptr<LetterReader>, ReaderError> load();
  ~LetterReader();

  /// `today` decides whether the dates can be.
  LetterReading read(const GrayPicture& photo, checkin::Date today);

 private:
  struct Engine;
  explicit LetterReader(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace kiosk::letters
