// Reads a letter that is held up to the camera, by Tesseract. What it reads is a proposal: the person confirms it.
#pragma once

#include <memory>

#include "kiosk/base/result.h"
#include "kiosk/checkin/letter_reader.h"
#include "kiosk/letters/page_finder.h"
#include "kiosk/letters/sample_letter.h"

namespace kiosk::letters {

/// Holds Tesseract with the Japanese model (some 40 MB). One thread at a time; a page takes one to three seconds. No
/// picture and no text is kept after `read` or written anywhere.
class TesseractLetterReader final : public checkin::LetterReader {
 public:
  static base::Result<std::unique_ptr<TesseractLetterReader>, checkin::LetterReaderError> load();
  ~TesseractLetterReader() override;

  checkin::LetterHint look(const GrayPicture& picture) override { return watch_.look(picture); }
  base::Result<checkin::LetterReading, checkin::LetterReaderError> read(const GrayPicture& picture,
                                                                        checkin::Date today) override;
  void forget() override { watch_ = {}; }

 private:
  struct Engine;
  explicit TesseractLetterReader(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
  PageWatch watch_;
};

/// The same, loaded with the first letter that is read: most kiosks see few letters a day. One thread at a time.
class LateLetterReader final : public checkin::LetterReader {
 public:
  checkin::LetterHint look(const GrayPicture& picture) override { return watch_.look(picture); }
  base::Result<checkin::LetterReading, checkin::LetterReaderError> read(const GrayPicture& picture,
                                                                        checkin::Date today) override;
  void forget() override { watch_ = {}; }

 private:
  PageWatch watch_;
  std::unique_ptr<TesseractLetterReader> loaded_;
};

}  // namespace kiosk::letters
