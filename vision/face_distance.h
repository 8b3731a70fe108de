// How far a live face is from a reference, by both networks, under one threshold row.
#pragma once

#include <vector>

#include "vision/face_observation.h"
#include "vision/threshold_row.h"

namespace vision {

/// How far the live face is from the reference by each network; smaller is more alike.
struct FaceDistances {
  float first = 0;
  float second = 0;
};

/// Euclidean. Vectors of different lengths belong to different networks and are never alike: 9.
float distance_between(const std::vector<float>& a, const std::vector<float>& b);

/// The vector at length 1.
std::vector<float> unit(std::vector<float> vector);

/// `vector` without what all people of a group have in common, at length 1 again; unchanged where no centre is known.
std::vector<float> without_centre(const std::vector<float>& vector, const std::vector<float>& centre);

/// First network: as the vectors are. Second: each side without the row's centre of that side.
FaceDistances distances_between(const FaceEmbeddings& reference, const FaceEmbeddings& live, const ThresholdRow& row);

/// Near by the second network, and the first does not object.
bool same_person(const FaceDistances& distances, const ThresholdRow& row);

}  // namespace vision
