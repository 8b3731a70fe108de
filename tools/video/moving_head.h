// MovingHead: a still picture of a face made to turn, nod, come closer and blink, by lifting its 68 points to a mean
// head in space and warping the picture as a mesh over them.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "vision/face_observation.h"
#include "vision/image.h"

namespace video {

/// How the head is held in one frame. Angles in radians.
struct Pose {
  double yaw = 0;    ///< positive: the nose moves to the right of the picture
  double pitch = 0;  ///< positive: down
  double roll = 0;
  double x = 0, y = 0;   ///< centre, in pixels from the frame's centre
  double width = 200;    ///< face width in pixels
  double lids = 0;       ///< 0 open, 1 closed
  double mouth = 0;      ///< 0 as in the still, 1 open
  double bend = 0.45;    ///< of a bent sheet: depth of the bow one face width off its axis; negative: hollow
  double bend_axis = 0;  ///< radians the axis of the bow leans; 0: upright
  double crease = 0;     ///< 0: round, 1: folded sharply along the axis
};

/// A head of depth, or a flat picture of one: the same mesh with every point in one plane.
enum class Relief { head, flat, bent };

class MovingHead {
 public:
  /// `still` with the points found in it. The picture is kept, magnified to the size it will be shown in.
  MovingHead(const vision::Image& still, const vision::Landmarks& points);

  /// Draws the head over `frame` (8-bit colour), softly fading into it at the edge of the still.
  void draw(cv::Mat& frame, const Pose& pose, Relief relief) const;

  /// The still itself, filled and blurred, as what is behind the person.
  cv::Mat background(cv::Size size) const;

  const cv::Mat& texture() const { return texture_; }

 private:
  struct Vertex {
    cv::Point2f in_texture;
    cv::Point3f in_space;  ///< face widths, origin between the eyes
  };
  std::vector<cv::Point3f> placed(const Pose& pose, Relief relief, cv::Size size) const;
  cv::Mat with_lids(double closed) const;

  cv::Mat texture_, opacity_;
  std::vector<Vertex> vertices_;
  std::vector<cv::Vec3i> triangles_;
};

}  // namespace video
