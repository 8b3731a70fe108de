// First the whole page, to find the labels; then each value again by itself, with only the characters it may hold.
#include "kiosk/letters/letter_reader.h"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "kiosk/checkin/era.h"
#include "kiosk/checkin/written_text.h"
#include "kiosk/letters/letter_labels.h"
#include "kiosk/letters/page_finder.h"

namespace kiosk::letters {
namespace {

using namespace checkin;

constexpr double smaller_height = 50,
                 usual_height = 64;  // of a line given to Tesseract, margins and all: its letters are some 40 pixels

const char* allowed_in(LetterField field) {
  switch (field) {
    case LetterField::insurer_number:
    case LetterField::number:
    case LetterField::branch:
      return "0123456789";
    case LetterField::birth_date:
    case LetterField::valid_from:
    case LetterField::valid_until:
      return "0123456789元年月日明治大正昭和平成令";
    case LetterField::burden_ratio:
      return "0123456789割";
    case LetterField::name:
      return "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンガギグゲゴザ"
             "ジズゼゾダヂヅデド"
             "バビブベボパピプペポァィゥェォッャュョヴー";
    case LetterField::symbol:
      return "";
  }
  return "";
}

// Kanji that look like katakana: in a line of kana they are kana.
std::string kana_of(const std::string& text) {
  constexpr std::u32string_view kanji = U"口二八力夕工卜三千一人才又厶";
  constexpr std::u32string_view kana = U"ロニハカタエトミチーハオヌム";
  constexpr char32_t from_hiragana = 0x60;
  std::u32string read;
  const auto characters = characters_of(text).value_or(U"");
  for (char32_t character : characters) {
    if (const auto place = kanji.find(character); place != std::u32string_view::npos) character = kana[place];
    if (character >= 0x3041 && character <= 0x3096) character += from_hiragana;
    if (is_kana(character) || character == U' ') read.push_back(character);
  }
  return utf8_of(read);
}

std::string as_draft(LetterField field, const std::string& read) {
  std::string text = folded_width(read);
  if (field == LetterField::name) return edited({}, field, kana_of(text))[field];
  std::erase(text, ' ');
  if (field == LetterField::burden_ratio) {
    const auto tenth = text.find_first_of("123");
    return tenth == std::string::npos ? "" : text.substr(tenth, 1) + "0";
  }
  // Validity is of our days: a lost first character of the era can only have been 令.
  const bool of_our_days = field == LetterField::valid_from || field == LetterField::valid_until;
  if (of_our_days && text.starts_with("和")) text.insert(0, "令");
  return edited({}, field, text)[field];
}

// What the two readings have in common: letters and digits, whatever the blanks.
std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

}  // namespace

struct TesseractLetterReader::Engine {
  tesseract::TessBaseAPI api;

  std::vector<Line> lines_of(const cv::Mat& page);
  std::string text_of_crop(const cv::Mat& page, cv::Rect box, LetterField field, double height = usual_height);
  FieldReading name_at(const cv::Mat& page, cv::Rect box);
  void read_values(const cv::Mat& page, const Line& line, Date today, LetterReading& reading);
  void read_kana(const cv::Mat& page, const Line& kana, const Line& name, LetterReading& reading);
  FieldReading value(const cv::Mat& page, const Line& line, std::size_t from, std::size_t to, LetterField field,
                     Date today);
};

std::vector<Line> TesseractLetterReader::Engine::lines_of(const cv::Mat& page) {
  api.SetVariable("tessedit_char_whitelist", "");
  api.SetPageSegMode(tesseract::PSM_SINGLE_BLOCK);
  api.SetImage(page.data, page.cols, page.rows, 1, static_cast<int>(page.step));
  api.SetSourceResolution(300);
  std::vector<Line> lines;
  if (api.Recognize(nullptr) != 0) return lines;
  const std::unique_ptr<tesseract::ResultIterator> at{api.GetIterator()};
  if (!at) return lines;
  do {
    if (at->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) lines.emplace_back();
    const std::unique_ptr<char[]> text{at->GetUTF8Text(tesseract::RIL_SYMBOL)};
    int left = 0, top = 0, right = 0, bottom = 0;
    if (!text || !at->BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom) || lines.empty()) continue;
    const auto characters = characters_of(folded_width(text.get())).value_or(U"");
    for (const char32_t character : characters)
      lines.back().push_back({character, {left, top, right - left, bottom - top}});
  } while (at->Next(tesseract::RIL_SYMBOL));
  return lines;
}

std::string TesseractLetterReader::Engine::text_of_crop(const cv::Mat& page, cv::Rect box, LetterField field,
                                                        double height) {
  const int margin = std::max(6, box.height / 4);
  box = cv::Rect{box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin} &
        cv::Rect{0, 0, page.cols, page.rows};
  if (box.width < 8 || box.height < 8) return {};
  cv::Mat crop;
  const double scale = height / box.height;
  cv::resize(page(box), crop, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  cv::copyMakeBorder(crop, crop, 16, 16, 16, 16, cv::BORDER_CONSTANT, cv::Scalar{255});
  api.SetVariable("tessedit_char_whitelist", allowed_in(field));
  api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  api.SetImage(crop.data, crop.cols, crop.rows, 1, static_cast<int>(crop.step));
  api.SetSourceResolution(300);
  const std::unique_ptr<char[]> text{api.GetUTF8Text()};
  std::string read = text ? text.get() : "";
  std::erase(read, '\n');
  return read;
}

// The place of a value: from where its label ends, since a first character may have been overlooked.
cv::Rect place_of_value(const Line& line, std::size_t from, std::size_t to) {
  cv::Rect box = line[from].box;
  for (std::size_t i = from; i < to; ++i) box |= line[i].box;
  const cv::Rect& label = line[from - 1].box;
  const int gap = label.height / 3, left = std::min(box.x, label.x + label.width + gap);
  return {left, box.y, box.x + box.width - left, box.height};
}

FieldReading TesseractLetterReader::Engine::value(const cv::Mat& page, const Line& line, std::size_t from,
                                                  std::size_t to, LetterField field, Date today) {
  if (from >= to) return {};
  // A value ends at the first wide gap; what follows belongs to a label that was not recognised.
  for (std::size_t i = from + 1; i < to; ++i) {
    const int gap = line[i].box.x - (line[i - 1].box.x + line[i - 1].box.width);
    if (gap > line[from].box.height * 5 / 4 && field != LetterField::name) to = i;
  }
  std::u32string first;
  for (std::size_t i = from; i < to; ++i) first.push_back(line[i].character);
  const cv::Rect box = place_of_value(line, from, to);
  const std::string once = as_draft(field, utf8_of(first)), twice = as_draft(field, text_of_crop(page, box, field));
  const auto holds = [&](const std::string& text) {
    return !text.empty() && !problem_of({{field, text}}, field, today);
  };
  if (field == LetterField::number && once != twice) {
    const std::string third = as_draft(field, text_of_crop(page, box, field, smaller_height));
    if (third == once) return {once, Certainty::doubtful};
  }
  const bool agree = without_blanks(once) == without_blanks(twice) && !once.empty();
  if (agree && holds(twice) && field != LetterField::name) return {twice, Certainty::sure};
  // Without a list of allowed characters the whole page is the better witness: it saw the line in its place.
  const bool second_is_better = *allowed_in(field) != '\0' ? holds(twice) || !holds(once) : !holds(once);
  return {second_is_better ? twice : once, Certainty::doubtful};
}

// Kana are read worst, so they are read at several sizes, and the majority counts.
FieldReading TesseractLetterReader::Engine::name_at(const cv::Mat& page, cv::Rect box) {
  std::map<std::string, int> votes;
  FieldReading best;
  int most = 0;
  for (const double height : {44.0, 52.0, 60.0, 70.0, 84.0}) {
    const std::string read = as_draft(LetterField::name, text_of_crop(page, box, LetterField::name, height));
    if (read.empty()) continue;
    const int count = ++votes[without_blanks(read)];
    if (count > most) most = count, best.text = read;
  }
  // Never called sure: even five equal readings of kana have been wrong.
  return best;
}

// Where the value of a line begins when its label was not recognised: after the first wide gap in the ink.
cv::Rect after_first_gap(const cv::Mat& page, cv::Rect line) {
  line &= cv::Rect{0, 0, page.cols, page.rows};
  cv::Mat ink, columns;
  cv::threshold(page(line), ink, 160, 1, cv::THRESH_BINARY_INV);
  cv::reduce(ink, columns, 0, cv::REDUCE_SUM, CV_32S);
  int blank = 0;
  bool in_label = false;
  for (int x = 0; x < columns.cols; ++x) {
    const bool has_ink = columns.at<int>(x) > 1;
    if (has_ink && in_label && blank > line.height * 6 / 10)
      return {line.x + x - 4, line.y, line.width - x + 4, line.height};
    in_label = in_label || has_ink;
    blank = has_ink ? 0 : blank + 1;
  }
  return {};
}

cv::Rect box_of(const Line& line) {
  cv::Rect box = line.front().box;
  for (const Mark& mark : line) box |= mark.box;
  return box;
}

TesseractLetterReader::TesseractLetterReader(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
TesseractLetterReader::~TesseractLetterReader() = default;

base::Result<std::unique_ptr<TesseractLetterReader>, LetterReaderError> TesseractLetterReader::load() {
  auto engine = std::make_unique<Engine>();
  if (engine->api.Init(nullptr, "jpn", tesseract::OEM_LSTM_ONLY) != 0) {
    return LetterReaderError{"the Japanese model of Tesseract is missing: install the package tesseract-ocr-jpn"};
  }
  engine->api.SetVariable("debug_file", "/dev/null");  // its complaints about smudges help nobody
  return std::unique_ptr<TesseractLetterReader>{new TesseractLetterReader{std::move(engine)}};
}

// By what is printed on it. The notice comes first: it speaks of the letter too.
Document document_of(const std::vector<Line>& lines) {
  std::u32string everything;
  for (const Line& line : lines) {
    for (const Mark& mark : line) everything.push_back(mark.character);
  }
  const auto says = [&everything](std::u32string_view words) { return everything.find(words) != std::u32string::npos; };
  if (says(U"お知らせ") || says(U"資格情報")) return Document::eligibility_notice;
  if (says(U"被保険者証") || says(U"保険者証")) return Document::old_insurance_card;
  if (says(U"資格確認") || says(U"確認書")) return Document::eligibility_letter;
  return Document::nothing;
}

void TesseractLetterReader::Engine::read_values(const cv::Mat& page, const Line& line, Date today,
                                                LetterReading& reading) {
  const auto found = labels_in(line);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto field = found[i].label->field;
    if (!field) continue;
    const std::size_t from = found[i].at + found[i].label->words.size();
    const std::size_t to = i + 1 < found.size() ? found[i + 1].at : line.size();
    auto read = value(page, line, from, to, *field, today);
    // The first of a kind counts: what looks like a second one is a label that was misread.
    if (!read.text.empty()) reading.fields.try_emplace(*field, std::move(read));
  }
}

// The kana stand above the name, whose label is read more surely than theirs.
void TesseractLetterReader::Engine::read_kana(const cv::Mat& page, const Line& kana, const Line& name,
                                              LetterReading& reading) {
  const auto found = labels_in(name);
  if (kana.empty() || found.empty() || found[0].label->words != U"氏名") return;
  cv::Rect place = box_of(kana);
  place.width += place.x - name[0].box.x + 1;
  place.x = name[0].box.x;
  const cv::Rect value = after_first_gap(page, place);
  if (value.width <= 0) return;
  auto read = name_at(page, value);
  if (!read.text.empty()) reading.fields.try_emplace(LetterField::name, std::move(read));
}

base::Result<LetterReading, LetterReaderError> TesseractLetterReader::read(const GrayPicture& photo, Date today) {
  LetterReading reading;
  if (photo.width < 64 || photo.height < 64) return reading;
  const cv::Mat pixels{photo.height, photo.width, CV_8UC1, const_cast<std::uint8_t*>(photo.pixels.data())};
  const cv::Mat page = flat_page(pixels);
  const auto lines = engine_->lines_of(page);
  reading.document = document_of(lines);
  // The notice and the old card are declined; there is nothing to take from them.
  if (reading.document != Document::eligibility_letter) return engine_->api.Clear(), reading;
  for (std::size_t row = 1; row < lines.size(); ++row) {
    engine_->read_kana(page, lines[row - 1], lines[row], reading);
  }
  for (const Line& line : lines) engine_->read_values(page, line, today, reading);
  engine_->api.Clear();
  return reading;
}

base::Result<LetterReading, LetterReaderError> LateLetterReader::read(const GrayPicture& picture, Date today) {
  if (!loaded_) {
    auto loaded = TesseractLetterReader::load();
    if (!loaded) return loaded.error();
    loaded_ = std::move(loaded).value();
  }
  return loaded_->read(picture, today);
}

}  // namespace kiosk::letters
