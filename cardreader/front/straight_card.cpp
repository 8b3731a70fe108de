// Edges, the largest quadrangle of a card's proportions, and a perspective transform.
#include "cardreader/front/straight_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace cardreader {
namespace {

constexpr int card_width = 1012;  // 85.6 mm at 300 dpi
constexpr int card_height = 638;  // 54 mm
constexpr double card_shape = 85.6 / 54.0;
using Corners = std::array<cv::Point2f, 4>;

double distance(cv::Point2f a, cv::Point2f b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Corners in order around the card, beginning so that the first side is a long one.
std::optional<Corners> ordered(const std::vector<cv::Point>& shape) {
  Corners corners;
  std::copy(shape.begin(), shape.end(), corners.begin());
  const cv::Point2f middle = (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
  std::sort(corners.begin(), corners.end(), [middle](cv::Point2f a, cv::Point2f b) {
    return std::atan2(a.y - middle.y, a.x - middle.x) < std::atan2(b.y - middle.y, b.x - middle.x);
  });
  const double first = distance(corners[0], corners[1]) + distance(corners[2], corners[3]);
  const double second = distance(corners[1], corners[2]) + distance(corners[3], corners[0]);
  if (first < second) std::rotate(corners.begin(), corners.begin() + 1, corners.end());
  const double ratio = std::max(first, second) / std::max(1.0, std::min(first, second));
  if (ratio < card_shape * 0.75 || ratio > card_shape * 1.3) return std::nullopt;
  return corners;
}

/// The largest quadrangle of a card's proportions among the contours of a black and white picture.
std::optional<Corners> card_in(const cv::Mat& black_and_white, double least_area) {
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(black_and_white, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  std::optional<Corners> best;
  double best_area = least_area;
  for (const auto& contour : contours) {
    std::vector<cv::Point> hull;
    cv::convexHull(contour, hull);
    const double area = cv::contourArea(hull);
    if (area <= best_area) continue;
    for (const double slack : {0.02, 0.04, 0.06}) {
      std::vector<cv::Point> shape;
      cv::approxPolyDP(hull, shape, slack * cv::arcLength(hull, true), true);
      if (shape.size() != 4) continue;
      if (const auto corners = ordered(shape)) {
        best = corners;
        best_area = area;
      }
      break;
    }
  }
  return best;
}

std::optional<Corners> find_card(const cv::Mat& grey) {
  const double least_area = 0.08 * grey.cols * grey.rows;
  cv::Mat smooth;
  cv::GaussianBlur(grey, smooth, {5, 5}, 0);
  cv::Mat bright;
  cv::threshold(smooth, bright, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  cv::morphologyEx(bright, bright, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {25, 25}));
  if (const auto found = card_in(bright, least_area)) return found;
  cv::Mat edges;
  cv::Canny(smooth, edges, 30, 90);
  cv::dilate(edges, edges, cv::getStructuringElement(cv::MORPH_RECT, {7, 7}));
  return card_in(edges, least_area);
}

}  // namespace

std::vector<cv::Mat> straight_cards(const cv::Mat& photograph) {
  std::vector<cv::Mat> cards;
  try {
    cv::Mat grey;
    if (photograph.channels() == 3)
      cv::cvtColor(photograph, grey, cv::COLOR_BGR2GRAY);
    else
      grey = photograph;
    const double scale = std::min(1.0, 1000.0 / std::max(grey.cols, grey.rows));
    cv::Mat small;
    cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
    const auto corners = find_card(small);
    if (!corners) return cards;
    Corners found = *corners;
    for (cv::Point2f& corner : found) corner = corner / static_cast<float>(scale);
    const Corners wanted{cv::Point2f{0, 0}, {card_width, 0}, {card_width, card_height}, {0, card_height}};
    for (int turn = 0; turn < 2; ++turn) {
      cv::Mat straight;
      cv::warpPerspective(grey, straight, cv::getPerspectiveTransform(found.data(), wanted.data()),
                          {card_width, card_height}, cv::INTER_CUBIC);
      cards.push_back(straight);
      std::rotate(found.begin(), found.begin() + 2, found.end());
    }
  } catch (const cv::Exception&) {
    cards.clear();
  }
  return cards;
}

}  // namespace cardreader
