// compare: two pictures.
#include <iostream>
#include <nlohmann/json.hpp>

#include "tools/face/card_photo.h"
#include "tools/face/commands.h"
#include "vision/portrait.h"

namespace face {
namespace {

using vision::FaceObservation;

base::Result<FaceObservation, vision::VisionError> face_in(vision::DlibFaceAnalyzer& analyzer,
                                                           const std::string& path) {
  auto image = vision::load_picture(path);
  if (!image) return image.error();
  auto face = analyzer.examine(image.value());
  if (!face) return vision::VisionError{face.error().problem, path};
  return face;
}

base::Result<vision::FaceReference, vision::VisionError> reference_in(vision::DlibFaceAnalyzer& analyzer,
                                                                      const std::string& path, Reference kind) {
  auto image = vision::load_picture(path);
  if (!image) return image.error();
  if (kind == Reference::picture) {
    auto reference = analyzer.reference_from(image.value());
    if (!reference) return vision::VisionError{reference.error().problem, path};
    return reference;
  }
  auto face = analyzer.examine(image.value());
  if (!face) return vision::VisionError{face.error().problem, path};
  return card_photo(image.value(), face.value()).and_then([&](const std::vector<unsigned char>& bytes) {
    return vision::reference_from_portrait(analyzer, bytes);
  });
}

}  // namespace

int compare(const std::string& a, const std::string& b, Reference kind, Output output) {
  auto program = start();
  if (!program) return refuse(program.error());
  auto reference = reference_in(*program.value().analyzer, a, kind);
  if (!reference) return refuse(reference.error());
  auto face = face_in(*program.value().analyzer, b);
  if (!face) return refuse(face.error());
  const auto& row = program.value().row;
  const auto distances = vision::distances_between(reference.value().embeddings, *face.value().embeddings, row);
  const bool same = vision::same_person(distances, row);
  const auto first = static_cast<double>(distances.first), second = static_cast<double>(distances.second);
  const vision::FaceHint fault = vision::fault_of(face.value().quality, {});
  if (output == Output::json) {
    std::cout << nlohmann::json{{"same", same},
                                {"first_distance", first},
                                {"second_distance", second},
                                {"accept_second", row.accept_second},
                                {"veto_first", row.veto_first},
                                {"target", row.target},
                                {"fault", vision::name_of(fault)}}
                     .dump()
              << '\n';
  } else {
    std::printf("%s: second network %.3f (same up to %.3f), first network %.3f (objects from %.3f)\n",
                same ? "the same person" : "not the same person", second, static_cast<double>(row.accept_second), first,
                static_cast<double>(row.veto_first));
    if (fault != vision::FaceHint::none)
      std::printf("the kiosk would not use the second picture: %s\n", std::string(vision::name_of(fault)).c_str());
  }
  return 0;
}

}  // namespace face
