// The vectors of many pictures, each made once, on all cores, and kept in a folder so that a stopped run goes on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "vision/face_observation.h"
#include "vision/model_files.h"

namespace face {

/// A picture used as a live frame, as a reference from itself, or as a reference through a card photo.
enum class Use { probe, reference, card };
using Task = std::pair<std::string, Use>;
/// None where no face was found.
using Vectors = std::map<Task, std::optional<vision::FaceEmbeddings>>;

/// Says on stderr how far it is. `cache` is a folder, or empty. Fewer vectors than tasks: the analyzer could not be
/// loaded.
Vectors vectors_of(const std::set<Task>& tasks, const std::string& cache, const vision::ModelFiles& files);

}  // namespace face
