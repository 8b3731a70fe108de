// The three layouts share one list of rows; Pango sets them, Cairo rules the lines.
#include "kiosk/letters/sample_letter.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <random>

#include "kiosk/checkin/era.h"
#include "kiosk/checkin/written_text.h"

namespace kiosk::letters {
namespace {

using namespace checkin;

struct Row {
  std::vector<std::pair<std::string, std::string>> cells;  // label, value
};

struct Paper {
  double width_mm, height_mm, margin_mm, title_mm, text_mm, line_mm;
};

Paper paper_of(Layout layout) {
  switch (layout) {
    case Layout::card:
      return {85.6, 54, 4, 3.2, 2.5, 4.7};
    case Layout::postcard:
      return {148, 100, 8, 5, 3.7, 8};
    case Layout::a4:
      return {210, 297, 20, 8, 5.2, 14};
  }
  return {};
}

std::string in_era_words(Date date) {
  const EraDate era = in_era(date);
  const std::string year = era.year == 1 ? "元" : std::to_string(era.year);
  return std::string{era_name(era.era)} + year + "年" + std::to_string(era.month) + "月" + std::to_string(era.day) +
         "日";
}

const char* title_of(Document kind) {
  switch (kind) {
    case Document::eligibility_letter:
      return "資格確認書";
    case Document::eligibility_notice:
      return "資格情報のお知らせ";
    case Document::old_insurance_card:
      return "健康保険 被保険者証";
    case Document::nothing:
      return "";
  }
  return "";
}

std::vector<Row> rows_of(const SampleLetter& sample) {
  const EligibilityLetter& letter = sample.letter;
  Row numbers{{{"番号", letter.number}}};
  if (!letter.symbol.empty()) numbers.cells.insert(numbers.cells.begin(), {"記号", letter.symbol});
  if (!letter.branch.empty()) numbers.cells.push_back({"枝番", letter.branch});
  std::vector<Row> rows = {numbers, {{{"フリガナ", letter.name}}}, {{{"氏名", sample.printed_name}}}};
  Row birth{{{"生年月日", in_era_words(letter.birth_date)}}};
  if (sample.kind != Document::eligibility_notice)
    birth.cells.push_back({"性別", sample.sex == Sex::male ? "男" : "女"});
  rows.push_back(birth);
  if (letter.valid_from) rows.push_back({{{"発効期日", in_era_words(*letter.valid_from)}}});
  if (sample.kind == Document::eligibility_letter) {
    rows.push_back({{{"有効期限", in_era_words(letter.valid_until)},
                     {"負担割合", std::to_string(letter.burden_percent / 10) + "割"}}});
  }
  rows.push_back({{{"保険者番号", letter.insurer_number}}});
  rows.push_back({{{"保険者名称", sample.insurer_name}}});
  return rows;
}

// `y` is the baseline. Metrics are not rounded to whole units: the units here are millimetres.
double put_text(cairo_t* cairo, const std::string& words, double x, double y, double size_mm, const char* weight) {
  PangoLayout* layout = pango_cairo_create_layout(cairo);
  PangoContext* context = pango_layout_get_context(layout);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  pango_context_set_round_glyph_positions(context, FALSE);
  cairo_font_options_destroy(options);
  PangoFontDescription* font = pango_font_description_from_string((std::string{"Noto Sans CJK JP "} + weight).c_str());
  pango_font_description_set_absolute_size(font, size_mm * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_text(layout, words.c_str(), -1);
  cairo_move_to(cairo, x, y - static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE);
  pango_cairo_show_layout(cairo, layout);
  int width = 0, height = 0;
  pango_layout_get_size(layout, &width, &height);
  pango_font_description_free(font);
  g_object_unref(layout);
  return static_cast<double>(width) / PANGO_SCALE;
}

void draw_rows(cairo_t* cairo, const SampleLetter& sample, const Paper& paper) {
  double y = paper.margin_mm + paper.title_mm;
  put_text(cairo, title_of(sample.kind), paper.margin_mm, y, paper.title_mm, "Bold");
  y += paper.line_mm * 1.1;
  for (const Row& row : rows_of(sample)) {
    double x = paper.margin_mm;
    for (const auto& [label, value] : row.cells) {
      x += put_text(cairo, label, x, y, paper.text_mm * 0.85, "") + paper.text_mm;
      x += put_text(cairo, value, x, y, paper.text_mm, "") + paper.text_mm * 2;
    }
    const double rule = y + (paper.line_mm - paper.text_mm) * 0.6;
    y += paper.line_mm;
    cairo_set_line_width(cairo, 0.1);
    cairo_move_to(cairo, paper.margin_mm, rule);
    cairo_line_to(cairo, paper.width_mm - paper.margin_mm, rule);
    cairo_stroke(cairo);
  }
}

// Numbers with their check digit: Luhn leaves exactly one last digit.
std::string with_check_digit(const std::string& payload) {
  for (char last = '0'; last <= '9'; ++last) {
    if (has_valid_check_digit(payload + last)) return payload + last;
  }
  return payload;
}

}  // namespace

SampleLetter random_letter(unsigned seed, Date today) {
  std::mt19937 random{seed};
  const auto pick = [&random](auto first, auto last) {
    return std::uniform_int_distribution<int>{first, last}(random);
  };
  static const char* const families[][2] = {{"ミホン", "見本"}, {"シケン", "試験"},   {"サンプル", "三振"},
                                            {"タナカ", "田中"}, {"ワタナベ", "渡辺"}, {"グエン", "グエン"}};
  static const char* const given[][2] = {{"ハナコ", "花子"}, {"タロウ", "太郎"},   {"ユウキ", "優希"},
                                         {"ミサキ", "美咲"}, {"ケンイチ", "健一"}, {"チャン", "チャン"}};
  static const char* const symbols[] = {"", "12345", "2026", "国東", "公立", "8-1", "あいう"};
  static const char* const laws[] = {"01", "06", "31", "33", "34", "39"};
  SampleLetter sample;
  sample.layout = static_cast<Layout>(seed % 3);
  EligibilityLetter& letter = sample.letter;
  std::string payload = seed % 4 == 0 ? "" : laws[pick(0, 5)];
  payload += (pick(0, 1) == 0 ? "13" : "27");
  for (int i = 0; i < 3; ++i) payload += static_cast<char>('0' + pick(0, 9));
  letter.insurer_number = with_check_digit(payload);
  letter.symbol = symbols[pick(0, 6)];
  letter.number = std::to_string(pick(1, 99'999'999));
  if (pick(0, 2) > 0) letter.branch = "0" + std::to_string(pick(0, 9));
  const auto& family = families[pick(0, 5)];
  const auto& own = given[pick(0, 5)];
  letter.name = std::string{family[0]} + " " + own[0];
  sample.printed_name = std::string{family[1]} + " " + own[1];
  letter.birth_date = Date{std::chrono::sys_days{today} - std::chrono::days{pick(400, 33'000)}};
  letter.valid_from = Date{std::chrono::sys_days{today} - std::chrono::days{pick(1, 700)}};
  letter.valid_until = Date{std::chrono::sys_days{today} + std::chrono::days{pick(1, 1000)}};
  letter.burden_percent = 10 * pick(1, 3);
  sample.sex = pick(0, 1) == 0 ? Sex::male : Sex::female;
  return sample;
}

GrayPicture draw(const SampleLetter& sample, double pixels_per_mm) {
  const Paper paper = paper_of(sample.layout);
  GrayPicture picture;
  picture.width = static_cast<int>(paper.width_mm * pixels_per_mm);
  picture.height = static_cast<int>(paper.height_mm * pixels_per_mm);
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width, picture.height);
  cairo_t* cairo = cairo_create(surface);
  cairo_scale(cairo, pixels_per_mm, pixels_per_mm);
  cairo_set_source_rgb(cairo, 0.98, 0.98, 0.98);
  cairo_paint(cairo);
  cairo_set_source_rgb(cairo, 0.05, 0.05, 0.05);
  draw_rows(cairo, sample, paper);
  cairo_destroy(cairo);
  cairo_surface_flush(surface);
  const unsigned char* rows = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  picture.pixels.reserve(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) picture.pixels.push_back(rows[y * stride + 4 * x + 1]);
  }
  cairo_surface_destroy(surface);
  return picture;
}

std::string png_of(const GrayPicture& picture) {
  const cv::Mat pixels{picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t*>(picture.pixels.data())};
  std::vector<unsigned char> png;
  cv::imencode(".png", pixels, png);
  return {png.begin(), png.end()};
}

GrayPicture picture_in(const std::string& file) {
  const cv::Mat pixels = cv::imread(file, cv::IMREAD_GRAYSCALE);
  GrayPicture picture;
  if (pixels.empty()) return picture;
  picture.width = pixels.cols;
  picture.height = pixels.rows;
  for (int y = 0; y < pixels.rows; ++y) {
    picture.pixels.insert(picture.pixels.end(), pixels.ptr<std::uint8_t>(y), pixels.ptr<std::uint8_t>(y) + pixels.cols);
  }
  return picture;
}

}  // namespace kiosk::letters
