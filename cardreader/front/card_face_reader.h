// CardFaceReader: reads number B off a picture of the card's front, as check-in machines do, with Tesseract.
#pragma once

#include <functional>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "cardreader/card_front.h"

namespace cardreader {

/// A camera over the reader: the picture it sees now, 8-bit colour; empty when there is none.
using FrontCamera = std::function<cv::Mat()>;

/// One thread at a time. Loading takes about 0.3 s, one picture 1 to 2 s. The picture is not kept.
class CardFaceReader final : public CardFrontReader {
 public:
  /// Loads the recognition models of Debian's tesseract-ocr-jpn and -eng; cannot_present says what is missing.
  static base::Result<std::unique_ptr<CardFaceReader>, CardError> load(FrontCamera camera);
  ~CardFaceReader() override;

  base::Result<std::optional<CheckNumberB>, CardError> read() override;

  /// The number on one picture, with at least two agreeing readings; nothing when there is any doubt.
  std::optional<CheckNumberB> read_picture(const cv::Mat& picture);

 private:
  struct Parts;
  explicit CardFaceReader(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cardreader
