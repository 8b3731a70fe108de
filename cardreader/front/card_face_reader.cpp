// Tesseract reads two differently prepared pictures of the same card; the readings must agree.
#include "cardreader/front/card_face_reader.h"

#include <omp.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "cardreader/front/front_text.h"
#include "cardreader/front/straight_card.h"

namespace cardreader {
namespace {

/// Where the three parts are printed on every card, with room for a crooked cut. Reading single lines is several times
/// faster and surer than reading the whole card.
const cv::Rect birth_area(310, 278, 460, 82);
const cv::Rect expiry_area(310, 378, 470, 82);
const cv::Rect code_area(40, 560, 160, 66);

/// Two ways to make print stand out: local contrast, and black on white against the local mean.
std::vector<cv::Mat> preparations(const cv::Mat& part) {
  cv::Mat large;
  cv::resize(part, large, {}, 1.5, 1.5, cv::INTER_CUBIC);
  cv::Mat contrast;
  cv::createCLAHE(2.0, {4, 4})->apply(large, contrast);
  cv::Mat smooth;
  cv::GaussianBlur(large, smooth, {3, 3}, 0);
  cv::Mat black;
  cv::adaptiveThreshold(smooth, black, 255, cv::ADAPTIVE_THRESH_GAUSSIAN_C, cv::THRESH_BINARY, 61, 14);
  return {contrast, black, large};
}

}  // namespace

struct CardFaceReader::Parts {
  FrontCamera camera;
  tesseract::TessBaseAPI japanese;
  tesseract::TessBaseAPI digits;

  static std::string line(tesseract::TessBaseAPI& engine, const cv::Mat& grey) {
    engine.SetImage(grey.data, grey.cols, grey.rows, 1, static_cast<int>(grey.step));
    engine.SetSourceResolution(300);
    const std::unique_ptr<char[]> text(engine.GetUTF8Text());
    return text ? text.get() : "";
  }

  /// Up to three readings of one straight card.
  std::vector<std::optional<CheckNumberB>> readings(const cv::Mat& card, std::chrono::year_month_day today) {
    const auto births = preparations(card(birth_area));
    const auto expiries = preparations(card(expiry_area));
    const auto codes = preparations(card(code_area));
    std::vector<std::optional<CheckNumberB>> numbers;
    // Four digits are read several times faster than a line of Japanese, and are not there on a card upside down.
    std::vector<std::string> code_lines;
    for (const cv::Mat& code : codes) code_lines.push_back(line(digits, code));
    if (std::ranges::none_of(code_lines,
                             [](const auto& code) { return find_front_parts(code).security_code.has_value(); }))
      return {};
    for (std::size_t i = 0; i < births.size(); ++i) {
      const std::string text = line(japanese, births[i]) + "\n" + line(japanese, expiries[i]) + "\n" + code_lines[i];
      numbers.push_back(number_from(find_front_parts(text), today));
      if (i == 1 && agreed(numbers)) break;
      if (i == 0 && !numbers[0] && !find_front_parts(text).expiry && !find_front_parts(text).birth)
        break;  // upside down
    }
    return numbers;
  }
};

CardFaceReader::CardFaceReader(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
CardFaceReader::~CardFaceReader() = default;

base::Result<std::unique_ptr<CardFaceReader>, CardError> CardFaceReader::load(FrontCamera camera) {
  auto parts = std::make_unique<Parts>();
  parts->camera = std::move(camera);
  if (parts->japanese.Init(nullptr, "jpn", tesseract::OEM_LSTM_ONLY) != 0) {
    return CardError{CardProblem::cannot_present,
                     "the Japanese text recognition is missing; install it: sudo apt-get install tesseract-ocr-jpn"};
  }
  if (parts->digits.Init(nullptr, "eng", tesseract::OEM_LSTM_ONLY) != 0) {
    return CardError{CardProblem::cannot_present,
                     "the text recognition is missing; install it: sudo apt-get install tesseract-ocr"};
  }
  parts->japanese.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  parts->digits.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  for (tesseract::TessBaseAPI* engine : {&parts->japanese, &parts->digits}) {
    engine->SetVariable("debug_file", "/dev/null");  // it would print statistics of what it read
  }
  parts->digits.SetVariable("tessedit_char_whitelist", "0123456789");
  return std::unique_ptr<CardFaceReader>(new CardFaceReader(std::move(parts)));
}

base::Result<std::optional<CheckNumberB>, CardError> CardFaceReader::read() {
  const cv::Mat picture = parts_->camera();
  if (picture.empty()) return std::optional<CheckNumberB>{};
  return read_picture(picture);
}

std::optional<CheckNumberB> CardFaceReader::read_picture(const cv::Mat& picture) {
  // Tesseract's own threads wait for one another more than they work on pictures as small as a line (measured: twice
  // the processor time); this makes its parallel regions run on this thread alone.
  omp_set_max_active_levels(0);
  try {
    for (const cv::Mat& card : straight_cards(picture)) {
      if (const auto number = agreed(parts_->readings(card, today_in_japan()))) return number;
    }
  } catch (const cv::Exception&) {
    return std::nullopt;  // a picture that cannot be worked on is a picture that cannot be read
  }
  return std::nullopt;
}

}  // namespace cardreader
