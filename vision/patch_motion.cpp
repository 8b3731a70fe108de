// Gauss and Newton on the pixels, coarse to fine. (Lucas, Kanade: An iterative image registration technique, 1981.)
#include "vision/patch_motion.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "vision/mean_head.h"

namespace vision {
namespace {

constexpr std::array finenesses{2.4, 1.5, 0.9};  // standard deviations of the blur, in pixels of the patch
constexpr int steps_each = 4;
constexpr double surroundings = 5, contrast_within = 9;
constexpr float least_contrast = 3;  // grey levels, in the middle: what is plainer than this is noise

/// Fields over the patch: what moves the whole, what bends it, a crease, a nose.
enum Surface { whole, aside, height, bent_aside, bent_askew, bent_upright, crease, leaning, nose, field_count };

constexpr int unknowns = 2 * field_count;
constexpr float middle_y = 0.1F;  // where the fields have their origin, in face widths under the eyes

float x_of(int column) { return FacePatch::left + FacePatch::pixel * (static_cast<float>(column) + 0.5F); }
float y_of(int row) { return FacePatch::top + FacePatch::pixel * (static_cast<float>(row) + 0.5F); }

/// Neither eyes, which move by themselves, nor brows and mouth, nor what lies so far aside that it goes out of sight.
bool is_firm(float x, float y) {
  const bool eye = std::abs(std::abs(x) - 0.21F) < 0.12F && std::abs(y) < 0.075F;
  return std::abs(x) <= 0.40F && y >= -0.07F && y <= 0.335F && !eye;
}

/// The mean head's depth at each pixel: its points are the corners of triangles.
cv::Mat head_depth() {
  constexpr float scale = 100;
  cv::Mat depth(FacePatch::height, FacePatch::width, CV_32F, cv::Scalar(0));
  cv::Subdiv2D plane(cv::Rect(-200, -200, 400, 400));
  for (const HeadPoint& p : mean_head()) plane.insert({p.x * scale, p.y * scale});
  const auto depth_at = [](const cv::Point2f& corner) {
    const HeadPoint* nearest = nullptr;
    float best = 1;
    for (const HeadPoint& p : mean_head())
      if (const float off = std::hypot(p.x - corner.x, p.y - corner.y); off < best) best = off, nearest = &p;
    return nearest ? nearest->z : 0.0F;
  };
  std::vector<cv::Vec6f> triangles;
  plane.getTriangleList(triangles);
  for (const cv::Vec6f& t : triangles) {
    const cv::Point2f a = cv::Point2f(t[0], t[1]) / scale, b = cv::Point2f(t[2], t[3]) / scale,
                      c = cv::Point2f(t[4], t[5]) / scale;
    const auto turn = [](const cv::Point2f& u, const cv::Point2f& v) { return u.x * v.y - u.y * v.x; };
    const float area = turn(b - a, c - a), za = depth_at(a), zb = depth_at(b), zc = depth_at(c);
    for (int row = 0; row < depth.rows; ++row)
      for (int column = 0; column < depth.cols; ++column) {
        const cv::Point2f p(x_of(column), y_of(row));
        const float of_c = turn(b - a, p - a) / area, of_a = turn(c - b, p - b) / area, of_b = 1 - of_a - of_c;
        if (of_a >= -1e-4F && of_b >= -1e-4F && of_c >= -1e-4F)
          depth.at<float>(row, column) = of_a * za + of_b * zb + of_c * zc;
      }
  }
  cv::GaussianBlur(depth, depth, {}, 1);
  return depth;
}

/// The firm pixels, and the fields at them.
struct SurfaceFields {
  std::vector<cv::Point> pixels;
  cv::Mat fields;       ///< pixels x fields
  cv::Mat head;         ///< pixels x 1: the head's depth without what moves the whole
  cv::Mat head_shares;  ///< fields x 1: of each field, how much of the head's depth one of it is
};

/// `column` without its best fit by the first `count` fields.
cv::Mat without(const cv::Mat& fields, int count, const cv::Mat& column) {
  const cv::Mat some = fields.colRange(0, count);
  cv::Mat fit;
  cv::solve(some, column, fit, cv::DECOMP_QR);
  return column - some * fit;
}

const SurfaceFields& surfaces() {
  static const SurfaceFields made = [] {
    SurfaceFields s;
    const cv::Mat depth = head_depth();
    for (int row = 0; row < depth.rows; ++row)
      for (int column = 0; column < depth.cols; ++column)
        if (is_firm(x_of(column), y_of(row))) s.pixels.emplace_back(column, row);
    const auto count = static_cast<int>(s.pixels.size());
    s.fields = cv::Mat(count, field_count, CV_32F);
    cv::Mat depths(count, 1, CV_32F);
    for (int i = 0; i < count; ++i) {
      const cv::Point& pixel = s.pixels[static_cast<std::size_t>(i)];
      const float x = x_of(pixel.x), y = y_of(pixel.y) - middle_y, y_ridge = y - middle_y;
      // A crease that leans to one side, less one that leans to the other: no face is so.
      const float lopsided = 0.5F * (std::abs(0.8F * x + 0.6F * y_ridge) - std::abs(0.8F * x - 0.6F * y_ridge));
      const std::array<float, field_count> at{1, x, y, x * x, x * y, y * y, std::abs(x), lopsided, 0};
      std::copy(at.begin(), at.end(), s.fields.ptr<float>(i));
      depths.at<float>(i) = depth.at<float>(pixel);
    }
    without(s.fields, crease, depths).copyTo(s.fields.col(nose));
    s.head = without(s.fields, bent_aside, depths);
    cv::Mat beyond_whole = s.fields.clone();
    for (int k = 0; k < field_count; ++k) without(s.fields, bent_aside, s.fields.col(k)).copyTo(beyond_whole.col(k));
    s.head_shares = beyond_whole.t() * s.head / s.head.dot(s.head);
    return s;
  }();
  return made;
}

/// Pixels x unknowns: how the grey of each pixel answers to each unknown.
cv::Mat answers(const cv::Mat& grey) {
  const SurfaceFields& s = surfaces();
  cv::Mat across, down;
  cv::Sobel(grey, across, CV_32F, 1, 0, 3, 0.125 / static_cast<double>(FacePatch::pixel));
  cv::Sobel(grey, down, CV_32F, 0, 1, 3, 0.125 / static_cast<double>(FacePatch::pixel));
  cv::Mat answer(s.fields.rows, unknowns, CV_32F);
  for (int i = 0; i < answer.rows; ++i) {
    const cv::Point& pixel = s.pixels[static_cast<std::size_t>(i)];
    const float to_across = across.at<float>(pixel), to_down = down.at<float>(pixel);
    const float* field = s.fields.ptr<float>(i);
    float* to = answer.ptr<float>(i);
    for (int k = 0; k < field_count; ++k) to[k] = to_across * field[k], to[field_count + k] = to_down * field[k];
  }
  return answer;
}

float grey_at(const cv::Mat& patch, float x, float y) {
  x = std::clamp(x, 0.0F, static_cast<float>(patch.cols) - 1.001F);
  y = std::clamp(y, 0.0F, static_cast<float>(patch.rows) - 1.001F);
  const int column = static_cast<int>(x), row = static_cast<int>(y);
  const float u = x - static_cast<float>(column), v = y - static_cast<float>(row);
  const float *upper = patch.ptr<float>(row) + column, *lower = patch.ptr<float>(row + 1) + column;
  return (1 - v) * ((1 - u) * upper[0] + u * upper[1]) + v * ((1 - u) * lower[0] + u * lower[1]);
}

/// The unknowns of one comparison, brought nearer step by step.
class Matching {
 public:
  /// At one fineness; false when the patches show too little to tell a movement from.
  bool approach(const cv::Mat& before, const cv::Mat& after) {
    const cv::Mat answer = answers(before);
    for (int step = 0; step < steps_each; ++step) {
      const Differences seen = differences(before, after, answer);
      if (step == 0) normal_ = seen.weighted.t() * answer;
      for (int k = 0; k < unknowns && step == 0; ++k) normal_.at<float>(k, k) *= 1.0005F;
      cv::Mat more;
      if (!cv::solve(normal_, seen.weighted.t() * seen.error, more, cv::DECOMP_CHOLESKY)) return false;
      moved_ += more;
      if (!std::isfinite(cv::norm(moved_))) return false;
    }
    return true;
  }

  PatchMotion motion() const {
    const cv::Mat bent = without_crease();
    const auto axis = [&](int first) {
      return AxisMotion{static_cast<float>(bent.rowRange(first, first + field_count).dot(surfaces().head_shares)),
                        bent.at<float>(first + nose), moved_.at<float>(first + nose),
                        moved_.at<float>(first + leaning)};
    };
    return {axis(0), axis(field_count), residual_};
  }

 private:
  struct Differences {
    cv::Mat error;     ///< pixels x 1
    cv::Mat weighted;  ///< pixels x unknowns: the answers, by how far each pixel can be trusted
  };

  Differences differences(const cv::Mat& before, const cv::Mat& after, const cv::Mat& answer) {
    const SurfaceFields& s = surfaces();
    const cv::Mat across = s.fields * moved_.rowRange(0, field_count);
    const cv::Mat down = s.fields * moved_.rowRange(field_count, unknowns);
    Differences seen{cv::Mat(answer.rows, 1, CV_32F), cv::Mat(answer.size(), CV_32F)};
    double rest = 0, weights = 0;
    for (int i = 0; i < answer.rows; ++i) {
      const cv::Point& pixel = s.pixels[static_cast<std::size_t>(i)];
      const float x = static_cast<float>(pixel.x) + across.at<float>(i) / FacePatch::pixel;
      const float y = static_cast<float>(pixel.y) + down.at<float>(i) / FacePatch::pixel;
      const float off = before.at<float>(pixel) - grey_at(after, x, y);
      const float weight = 1 / (1 + 4 * off * off);  // a highlight or a lock of hair must not decide
      seen.error.at<float>(i) = off;
      for (int k = 0; k < unknowns; ++k) seen.weighted.at<float>(i, k) = weight * answer.at<float>(i, k);
      rest += static_cast<double>(weight * off * off), weights += static_cast<double>(weight);
    }
    residual_ = static_cast<float>(std::sqrt(rest / weights));
    return seen;
  }

  /// The unknowns as they would be if no crease were allowed: a linear constraint on both axes.
  cv::Mat without_crease() const {
    constexpr std::array both{static_cast<int>(crease), field_count + crease};
    cv::Mat inverse;
    cv::invert(normal_, inverse, cv::DECOMP_CHOLESKY);
    cv::Matx22f spread;
    for (int i = 0; i < 2; ++i)
      for (int k = 0; k < 2; ++k)
        spread(i, k) = inverse.at<float>(both[static_cast<std::size_t>(i)], both[static_cast<std::size_t>(k)]);
    const cv::Matx21f creased = spread.inv() * cv::Matx21f(moved_.at<float>(both[0]), moved_.at<float>(both[1]));
    return moved_ - inverse.col(both[0]) * creased(0) - inverse.col(both[1]) * creased(1);
  }

  cv::Mat moved_ = cv::Mat::zeros(unknowns, 1, CV_32F), normal_;
  float residual_ = 0;
};

}  // namespace

PreparedPatch prepared(const FacePatch& patch) {
  // OpenCV's Mat over data that is only read.
  const cv::Mat bytes(FacePatch::height, FacePatch::width, CV_8U, const_cast<unsigned char*>(patch.grey.data()));
  cv::Mat grey;
  bytes.convertTo(grey, CV_32F);
  PreparedPatch made;
  for (std::size_t i = 0; i < finenesses.size(); ++i) {
    cv::Mat soft, around, contrast;
    cv::GaussianBlur(grey, soft, {}, finenesses[i]);
    cv::GaussianBlur(soft, around, {}, surroundings);
    const cv::Mat detail = soft - around;
    cv::GaussianBlur(detail.mul(detail), contrast, {}, contrast_within);
    cv::sqrt(contrast + least_contrast * least_contrast, contrast);
    made.levels[i] = detail / contrast;
  }
  return made;
}

std::optional<PatchMotion> motion_between(const PreparedPatch& from, const PreparedPatch& to) {
  Matching matching;
  for (std::size_t i = 0; i < finenesses.size(); ++i)
    if (!matching.approach(from.levels[i], to.levels[i])) return std::nullopt;
  return matching.motion();
}

}  // namespace vision
