// What one frame said: the faces in it, where their features are, how good the picture of each is, and what the
// networks make of them. Plain values, so that everything that decides can be tested on text.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "kiosk/base/time.h"
#include "vision/frame.h"

namespace vision {

/// A point in pixels of the frame, x to the right, y down.
struct Point {
  float x = 0;
  float y = 0;
  bool operator==(const Point&) const = default;
};

/// A rectangle in pixels of the frame.
struct Box {
  float left = 0;
  float top = 0;
  float width = 0;
  float height = 0;
  Point centre() const { return {left + width / 2, top + height / 2}; }
  bool operator==(const Box&) const = default;
};

/// The 68 points in iBUG order: 0-16 jaw, 17-26 brows, 27-35 nose, 36-47 eyes, 48-67 mouth. "Left" in names means left
/// in the picture.
using Landmarks = std::array<Point, 68>;

/// Measurements of one face in one frame; image_quality.h says how each is made and what is good enough.
struct FaceQuality {
  float face_width = 0;   ///< pixels between the outer jaw points
  float frame_share = 0;  ///< face width as a share of the frame's width
  Point off_centre;       ///< face centre against frame centre, as shares of the frame's size
  float turn = 0;         ///< yaw sign and size: -1 … 1, 0 frontal, positive: nose towards the right of the picture
  float nod = 0;          ///< pitch: -1 … 1, about 0 when the camera is at eye height, positive: down
  float tilt = 0;         ///< roll in degrees, positive clockwise in the picture
  float eye_opening = 0;  ///< lid distance over eye width, mean of both eyes; about 0.2-0.4 when open
  float level = 0;        ///< mean brightness of the face, 0-255
  float clipped = 0;      ///< share of face pixels that are blown out
  float surround = 0;     ///< mean brightness of the frame outside the face, 0-255
  float sharpness = 0;    ///< variance of the Laplacian after light denoising, on the 150-pixel chip
  float smear = 1;        ///< gradient energy of the weaker direction over the stronger: low means motion blur
  float lower_face_cover = 0;  ///< how unlike skin the mouth and chin are, 0-1: a mask, a hand
  float eye_cover = 0;         ///< how unlike an eye region the eyes are, 0-1: sunglasses
  float mouth_line = 1;        ///< how dark the line between the lips is, 0 to about 3; near 0: something is before it
  float surface_waves = 0;     ///< periodic high-frequency energy (moire of a screen), 0-1
  float edge_around = 0;       ///< straight edges that frame the face (a phone, a sheet), 0-1
};

/// Vectors of both networks for the same aligned face. `first` is compared by plain Euclidean distance (not normalised,
/// about 1.4 long), `second` has length 1.
struct FaceEmbeddings {
  std::vector<float> first;
  std::vector<float> second;
  bool operator==(const FaceEmbeddings&) const = default;
};

/// The aligned face from the brows to the tip of the nose, grey, a pixel for each 45th of the face's width: enough to
/// tell whether the eyes closed or everything moved. Only in memory, for about a second; never written down.
struct FaceBand {
  static constexpr int width = 44, height = 27;
  std::array<unsigned char, static_cast<std::size_t>(width) * height> grey{};
};

/// The aligned face between the brows and the upper lip with its cheeks, grey, 80 pixels to the face's width: enough to
/// tell whether the nose stands out. Only in memory, for some seconds; never written down.
struct FacePatch {
  static constexpr int width = 70, height = 42;
  static constexpr float pixel = 1 / 80.0F, left = -35 * pixel,
                         top = -0.12F;  ///< in face widths, from between the eyes
  std::array<unsigned char, static_cast<std::size_t>(width) * height> grey{};
};

/// How far the nose stands out, as the picture tells, over a mean head's, less its standard error. A head gives about 1
/// (made ones 0.4 to 1.1, two real ones 0.6 to 2), bent masks of paper -0.3 to 0.4 (docs/faces.md).
struct NoseRelief {
  float share = 0;          ///< beyond any sheet that is bent
  float beside_crease = 0;  ///< beyond one that is creased along the ridge of the nose besides
  float lopsided = 0;       ///< and how surely it is a crease that leans to one side: 0 for most heads, paper up to 1
};

/// The detector's score from which on something is a face.
constexpr float sure_confidence = 0.2F;

/// One face in one frame.
struct FaceObservation {
  Box box;
  float confidence = 0;  ///< detector score; under `sure_confidence` a face that turned away or is covered
  Landmarks landmarks{};
  FaceQuality quality;
  std::optional<FaceEmbeddings> embeddings;  ///< only when the frame passed the gates
  /// The second network's vector of a head that is a little turned, in a frame that is not compared: it tells whether
  /// this is still the face of the frames before, not whose it is.
  std::optional<std::vector<float>> turned_second;
  std::optional<float> passive_liveness;  ///< the passive network's word, 0-1; weak evidence
  std::optional<FaceBand> band;           ///< none from a text of observations ...
  std::optional<FacePatch> patch;         ///< the same
  std::optional<int> blinks;              ///< ... which says instead how many blinks were seen so far ...
  std::optional<NoseRelief> nose;         ///< ... and how far the nose stood out of late
};

/// Whether the detector is sure. Who it is not sure of is still there, but who it is is not asked of such a frame.
inline bool is_sure(const FaceObservation& face) { return face.confidence >= sure_confidence; }

/// One frame's faces, largest first; none is an observation too.
struct Observation {
  base::TimePoint seen_at;
  FrameIndex frame;
  int frame_width = 0;
  int frame_height = 0;
  std::vector<FaceObservation> faces;
};

/// The person that a card says should be here: made once from the card photo.
struct FaceReference {
  FaceEmbeddings embeddings;
};

}  // namespace vision
