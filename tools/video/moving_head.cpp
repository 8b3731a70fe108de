// The mesh, its projection and its drawing.
#include "tools/video/moving_head.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "vision/image_quality.h"
#include "vision/mat_view.h"
#include "vision/mean_head.h"

namespace video {
namespace {

constexpr float texture_face_width = 240;
/// The camera stands this many face widths away: a kiosk at arm's length.
constexpr double camera_distance = 4.5;
/// The head turns about the neck, behind and below the eyes.
const cv::Point3f pivot(0, 0.45F, -0.75F);

}  // namespace

MovingHead::MovingHead(const vision::Image& still, const vision::Landmarks& points) {
  const float scale = texture_face_width / vision::face_width(points);
  cv::Mat magnified;
  cv::resize(vision::view_of(still), magnified, {}, scale, scale, scale > 1 ? cv::INTER_CUBIC : cv::INTER_AREA);
  // Room for what the still cuts off: the mesh reaches beyond the face.
  const int border = static_cast<int>(texture_face_width * 0.5F);
  cv::copyMakeBorder(magnified, texture_, border, border, border, border, cv::BORDER_REFLECT_101);
  cv::Mat soft;
  cv::GaussianBlur(texture_, soft, {}, 12);
  const cv::Rect inside(border, border, magnified.cols, magnified.rows);
  texture_(inside).copyTo(soft(inside));
  texture_ = soft;
  opacity_ = cv::Mat::zeros(texture_.size(), CV_8U);
  const auto moved = [&](const vision::Point& p) {
    return cv::Point2f(p.x * scale + static_cast<float>(border), p.y * scale + static_cast<float>(border));
  };
  const cv::Point2f eyes = (moved(points[27]) + moved(points[28])) * 0.5F;
  const auto& head = vision::mean_head();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const cv::Point2f at = moved(points[i]);
    const cv::Point2f flat = (at - eyes) / texture_face_width;
    vertices_.push_back({at, {flat.x, flat.y, head[i].z}});
  }
  // Two rings around the face: hair, ears and neck, further back the further out.
  const cv::Point2f middle = eyes + cv::Point2f(0, 0.22F * texture_face_width);
  for (const auto& [radius, depth] : {std::pair{0.72F, -0.55F}, {0.95F, -0.8F}})
    for (int k = 0; k < 20; ++k) {
      const float angle = static_cast<float>(k) * 6.2831853F / 20;
      const cv::Point2f at =
          middle + texture_face_width * radius * cv::Point2f(std::cos(angle), 1.15F * std::sin(angle));
      const cv::Point2f flat = (at - eyes) / texture_face_width;
      vertices_.push_back({at, {flat.x, flat.y, depth}});
    }
  cv::ellipse(opacity_, middle, cv::Size2f(0.70F * texture_face_width, 0.82F * texture_face_width), 0, 0, 360, 255, -1);
  cv::GaussianBlur(opacity_, opacity_, {}, 14);
  cv::Subdiv2D plane(cv::Rect(-2000, -2000, 6000, 6000));
  std::vector<int> ids(vertices_.size() + 4, -1);
  for (std::size_t i = 0; i < vertices_.size(); ++i) {
    const auto id = static_cast<std::size_t>(plane.insert(vertices_[i].in_texture));
    if (id >= ids.size()) ids.resize(id + 1, -1);
    ids[id] = static_cast<int>(i);
  }
  std::vector<cv::Vec6f> found;
  plane.getTriangleList(found);
  const auto index_of = [&](float x, float y) {
    int edge = 0, vertex = 0;
    plane.locate({x, y}, edge, vertex);
    return vertex > 0 && vertex < static_cast<int>(ids.size()) ? ids[static_cast<std::size_t>(vertex)] : -1;
  };
  for (const cv::Vec6f& t : found) {
    const cv::Vec3i corners(index_of(t[0], t[1]), index_of(t[2], t[3]), index_of(t[4], t[5]));
    if (corners[0] >= 0 && corners[1] >= 0 && corners[2] >= 0) triangles_.push_back(corners);
  }
}

cv::Mat MovingHead::background(cv::Size size) const {
  // Blurred while it is small: the same softness for a hundredth of the work.
  cv::Mat filled;
  cv::resize(texture_, filled, {80, 60}, 0, 0, cv::INTER_AREA);
  cv::GaussianBlur(filled, filled, {}, 6);
  cv::resize(filled, filled, size, 0, 0, cv::INTER_CUBIC);
  return filled;
}

/// Each vertex in the frame: x, y in pixels, z towards the camera (for drawing far things first).
std::vector<cv::Point3f> MovingHead::placed(const Pose& pose, Relief relief, cv::Size size) const {
  const double cy = std::cos(pose.yaw), sy = std::sin(pose.yaw), cp = std::cos(pose.pitch), sp = std::sin(pose.pitch);
  const double cr = std::cos(pose.roll), sr = std::sin(pose.roll);
  std::vector<cv::Point3f> seen;
  for (std::size_t i = 0; i < vertices_.size(); ++i) {
    cv::Point3f p = vertices_[i].in_space;
    if ((i >= 5 && i <= 11) || (i >= 55 && i <= 59) || (i >= 65 && i <= 67))
      p.y += static_cast<float>(0.06 * pose.mouth);
    const cv::Point3f centre = relief == Relief::head ? pivot : cv::Point3f(0, 0.25F, 0);
    if (relief == Relief::flat) p.z = 0;
    if (relief == Relief::bent) {  // whatever way a sheet is bent, its depth depends on one direction alone
      const double off = p.x * std::cos(pose.bend_axis) + (p.y - 0.25) * std::sin(pose.bend_axis);
      p.z = static_cast<float>(-pose.bend * ((1 - pose.crease) * off * off + pose.crease * 0.7 * std::abs(off)));
    }
    p -= centre;
    const double x1 = cy * p.x + sy * p.z, z1 = -sy * p.x + cy * p.z;
    const double y2 = cp * p.y + sp * z1, z2 = -sp * p.y + cp * z1;
    const double x3 = cr * x1 - sr * y2 + centre.x, y3 = sr * x1 + cr * y2 + centre.y, z3 = z2 + centre.z;
    const double near = camera_distance / (camera_distance - z3);
    seen.emplace_back(static_cast<float>(size.width / 2.0 + pose.x + pose.width * x3 * near),
                      static_cast<float>(size.height / 2.0 + pose.y + pose.width * (y3 - 0.25) * near),
                      static_cast<float>(z3));
  }
  return seen;
}

// A lid is skin: what lies under the eye, mirrored over the lower lid, comes down from above the eye, with a dark line
// of lashes at its edge. (Pulling the upper lid's points down would only stretch the shadow under the brow over the
// eye.)
cv::Mat MovingHead::with_lids(double closed) const {
  cv::Mat texture = texture_.clone();
  for (const std::size_t first : {std::size_t{36}, std::size_t{42}}) {
    std::array<cv::Point2f, 6> eye;  // outer corner, two above, other corner, two below
    for (std::size_t k = 0; k < eye.size(); ++k) eye[k] = vertices_[first + k].in_texture;
    const cv::Point2f along = eye[3] - eye[0];
    const float width = static_cast<float>(cv::norm(along));
    const float height = std::max(0.28F * width, static_cast<float>(cv::norm((eye[1] + eye[2] - eye[4] - eye[5]) / 2)));
    // In the eye's own frame: x from corner to corner, y down from the line between them.
    const cv::Point2f right = along / width, down(-right.y, right.x), middle = (eye[0] + eye[3]) / 2;
    const auto bow = [&](float x) { return 1 - x * x; };  // of a lid; x from -1 at one corner to 1 at the other
    const float above = 0.75F * height, below = 0.5F * height;
    const int reach = cvCeil(0.75F * width);
    const cv::Rect around = cv::Rect(cvFloor(middle.x) - reach, cvFloor(middle.y) - reach, 2 * reach, 2 * reach) &
                            cv::Rect({}, texture.size());
    for (int y = around.y; y < around.br().y; ++y)
      for (int x = around.x; x < around.br().x; ++x) {
        const cv::Point2f off = cv::Point2f(static_cast<float>(x), static_cast<float>(y)) - middle;
        const float u = off.dot(right) / (0.58F * width), v = off.dot(down);
        if (std::abs(u) >= 1) continue;
        const float top = -above * bow(u), bottom = below * bow(u);
        const float edge = top + static_cast<float>(closed) * (bottom - top);
        if (v < top - 2 || v > edge + 1) continue;
        const cv::Point2f skin = middle + off.dot(right) * right + (bottom + 2 + 0.7F * (bottom - v)) * down;
        const cv::Point from(std::clamp(cvRound(skin.x), 0, texture.cols - 1),
                             std::clamp(cvRound(skin.y), 0, texture.rows - 1));
        const float lashes = std::clamp(1 - std::abs(v - edge) / (0.05F * width), 0.0F, 1.0F);
        const float share = std::min({1.0F, (v - top + 2) / 4, (1 - std::abs(u)) * 6, (edge + 1 - v)});
        const cv::Vec3f lid = cv::Vec3f(texture_.at<cv::Vec3b>(from)) * (0.94F - 0.5F * lashes);
        cv::Vec3b& pixel = texture.at<cv::Vec3b>(y, x);
        pixel = cv::Vec3b(cv::Vec3f(pixel) * (1 - share) + lid * share);
      }
  }
  return texture;
}

void MovingHead::draw(cv::Mat& frame, const Pose& pose, Relief relief) const {
  const auto seen = placed(pose, relief, frame.size());
  std::vector<cv::Vec3i> order = triangles_;
  const auto depth = [&](const cv::Vec3i& t) {
    return seen[static_cast<std::size_t>(t[0])].z + seen[static_cast<std::size_t>(t[1])].z +
           seen[static_cast<std::size_t>(t[2])].z;
  };
  std::sort(order.begin(), order.end(), [&](const cv::Vec3i& a, const cv::Vec3i& b) { return depth(a) < depth(b); });
  cv::Mat map_x(frame.size(), CV_32F, cv::Scalar(-1000)), map_y = map_x.clone();
  for (const cv::Vec3i& t : order) {
    cv::Point2f to[3], from[3];
    for (int k = 0; k < 3; ++k) {
      const auto i = static_cast<std::size_t>(t[k]);
      to[k] = {seen[i].x, seen[i].y};
      from[k] = vertices_[i].in_texture;
    }
    const double area = (to[1] - to[0]).cross(to[2] - to[0]), front = (from[1] - from[0]).cross(from[2] - from[0]);
    if (area * front <= 0 || std::abs(area) < 1e-3) continue;  // seen from behind
    const cv::Matx23d back = cv::getAffineTransform(to, from);
    const auto [left, right] = std::minmax({to[0].x, to[1].x, to[2].x});
    const auto [top, bottom] = std::minmax({to[0].y, to[1].y, to[2].y});
    for (int y = std::max(0, cvFloor(top)); y <= std::min(frame.rows - 1, cvCeil(bottom)); ++y)
      for (int x = std::max(0, cvFloor(left)); x <= std::min(frame.cols - 1, cvCeil(right)); ++x) {
        const cv::Point2f p(static_cast<float>(x), static_cast<float>(y));
        const double a = (to[1] - to[0]).cross(p - to[0]) / area, b = (to[2] - to[1]).cross(p - to[1]) / area;
        if (a < -1e-4 || b < -1e-4 || a + b > 1 + 1e-4) continue;
        map_x.at<float>(y, x) = static_cast<float>(back(0, 0) * x + back(0, 1) * y + back(0, 2));
        map_y.at<float>(y, x) = static_cast<float>(back(1, 0) * x + back(1, 1) * y + back(1, 2));
      }
  }
  cv::Mat head, share;
  cv::remap(pose.lids > 0 ? with_lids(pose.lids) : texture_, head, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  cv::remap(opacity_, share, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
  for (int y = 0; y < frame.rows; ++y) {
    const unsigned char *shares = share.ptr(y), *from = head.ptr(y);
    unsigned char* to = frame.ptr(y);
    for (int i = 0; i < 3 * frame.cols; ++i) {
      const int a = shares[i / 3];
      if (a > 0) to[i] = static_cast<unsigned char>((from[i] * a + to[i] * (255 - a)) / 255);
    }
  }
}

}  // namespace video
