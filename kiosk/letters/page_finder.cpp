// The largest bright region's four corners, a perspective warp, and division by the local brightness.
#include "kiosk/letters/page_finder.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace kiosk::letters {
namespace {

// Printed text becomes some forty pixels high on each of the usual papers.
constexpr double longer_side_lying = 1700, longer_side_upright = 2400;
constexpr double smallest_share = 0.15;  // of the photograph; anything smaller is no letter held up to be read
constexpr double near_share = 0.2;       // from here on the print of a card is some 14 pixels high at 1920 x 1080
constexpr double still_share = 0.012;    // of the picture's width: how far a corner may move between two pictures
constexpr double darkest_paper = 70;     // mean grey of the sheet; below it the camera's noise eats hair lines

// Corners in the order top left, top right, bottom right, bottom left.
std::vector<cv::Point2f> in_order(const std::vector<cv::Point2f>& corners) {
  std::vector<cv::Point2f> ordered(4);
  const auto sum = [](const cv::Point2f& p) { return p.x + p.y; };
  const auto difference = [](const cv::Point2f& p) { return p.y - p.x; };
  const auto by = [&corners](auto measure) {
    return std::minmax_element(corners.begin(), corners.end(),
                               [&](const auto& a, const auto& b) { return measure(a) < measure(b); });
  };
  const auto [top_left, bottom_right] = by(sum);
  const auto [top_right, bottom_left] = by(difference);
  return {*top_left, *top_right, *bottom_right, *bottom_left};
}

std::vector<cv::Point2f> sheet_corners(const cv::Mat& photo) {
  cv::Mat small, bright;
  const double scale = 640.0 / std::max(photo.cols, photo.rows);
  cv::resize(photo, small, {}, scale, scale, cv::INTER_AREA);
  cv::GaussianBlur(small, small, {}, 2);
  cv::threshold(small, bright, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  cv::morphologyEx(bright, bright, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {15, 15}));
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(bright, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  const auto largest = std::max_element(outlines.begin(), outlines.end(), [](const auto& a, const auto& b) {
    return cv::contourArea(a) < cv::contourArea(b);
  });
  if (largest == outlines.end() || cv::contourArea(*largest) < smallest_share * static_cast<double>(small.total()))
    return {};
  std::vector<cv::Point> hull, polygon;
  cv::convexHull(*largest, hull);
  for (double tolerance = 0.01; tolerance < 0.1; tolerance += 0.01) {
    cv::approxPolyDP(hull, polygon, tolerance * cv::arcLength(hull, true), true);
    if (polygon.size() <= 4) break;
  }
  if (polygon.size() != 4) return {};
  std::vector<cv::Point2f> corners;
  for (const auto& point : polygon) corners.emplace_back(cv::Point2f{point} * static_cast<float>(1 / scale));
  return in_order(corners);
}

cv::Mat evenly_lit(const cv::Mat& page) {
  cv::Mat light, even;
  cv::Mat small;
  cv::resize(page, small, {}, 0.125, 0.125, cv::INTER_AREA);
  cv::dilate(small, small, cv::getStructuringElement(cv::MORPH_RECT, {15, 15}));
  cv::GaussianBlur(small, small, {}, 8);
  cv::resize(small, light, page.size());
  cv::divide(page, light, even, 255);
  return even;
}

// Ruled lines are painted over: a reader of characters takes them for characters.
cv::Mat without_rules(const cv::Mat& page) {
  cv::Mat smooth, ink, rules;
  cv::GaussianBlur(page, smooth, {}, 1);
  // Against the neighbourhood, since a hair line is much paler than a letter.
  cv::adaptiveThreshold(smooth, ink, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, 41, 10);
  cv::dilate(ink, ink, cv::getStructuringElement(cv::MORPH_RECT, {1, 3}));
  cv::morphologyEx(ink, ink, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {9, 1}));
  cv::morphologyEx(ink, rules, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {page.cols / 8, 1}));
  cv::dilate(rules, rules, cv::getStructuringElement(cv::MORPH_RECT, {9, 5}));
  cv::Mat clean = page.clone();
  clean.setTo(cv::Scalar{255}, rules);
  return clean;
}

double longer_side(double width, double height) { return width > height ? longer_side_lying : longer_side_upright; }

}  // namespace

cv::Mat flat_page(const cv::Mat& photo) {
  const auto corners = sheet_corners(photo);
  cv::Mat page;
  if (corners.empty()) {
    const double scale = longer_side(photo.cols, photo.rows) / std::max(photo.cols, photo.rows);
    cv::resize(photo, page, {}, scale, scale, cv::INTER_CUBIC);
    return without_rules(evenly_lit(page));
  }
  const double width = (cv::norm(corners[1] - corners[0]) + cv::norm(corners[2] - corners[3])) / 2;
  const double height = (cv::norm(corners[3] - corners[0]) + cv::norm(corners[2] - corners[1])) / 2;
  const double scale = longer_side(width, height) / std::max(width, height);
  const auto w = static_cast<float>(width * scale), h = static_cast<float>(height * scale);
  const std::vector<cv::Point2f> flat = {{0, 0}, {w, 0}, {w, h}, {0, h}};
  cv::warpPerspective(photo, page, cv::getPerspectiveTransform(corners, flat),
                      cv::Size{static_cast<int>(w), static_cast<int>(h)}, cv::INTER_CUBIC);
  return without_rules(evenly_lit(page));
}

checkin::LetterHint PageWatch::look(const checkin::GrayPicture& picture) {
  using checkin::LetterHint;
  const auto before = std::exchange(before_, {});
  if (picture.width < 64 || picture.height < 64) return LetterHint::no_page;
  const cv::Mat photo{picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t*>(picture.pixels.data())};
  auto corners = sheet_corners(photo);
  if (corners.empty()) return LetterHint::no_page;
  const cv::Rect middle = cv::boundingRect(corners) & cv::Rect{0, 0, photo.cols, photo.rows};
  if (cv::mean(photo(middle))[0] < darkest_paper) return LetterHint::too_dark;
  if (cv::contourArea(corners) < near_share * static_cast<double>(photo.total())) return LetterHint::come_closer;
  before_ = corners;
  if (before.size() != corners.size()) return LetterHint::hold_still;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    if (cv::norm(corners[i] - before[i]) > still_share * photo.cols) return LetterHint::hold_still;
  }
  return LetterHint::none;
}

}  // namespace kiosk::letters
