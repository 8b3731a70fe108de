// Card photos and bad pictures.
#include <doctest/doctest.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/vision/sample_faces.h"
#include "tests/vision/temporary_folder.h"
#include "vision/mat_view.h"

using namespace vision;

namespace {

using Bytes = std::vector<unsigned char>;

Bytes encoded(const cv::Mat& picture, const std::string& ending, const std::vector<int>& options = {}) {
  Bytes bytes;
  REQUIRE(cv::imencode(ending, picture, bytes, options));
  return bytes;
}

cv::Mat face_picture(const std::string& person, std::size_t number = 0) {
  return view_of(sample::picture(sample::pictures_of(person)[number])).clone();
}

/// 150x190, grey, JPEG 2000 of about 2 kB, as on a card.
Bytes card_photo(const cv::Mat& picture) {
  cv::Mat grey, canvas;
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  cv::copyMakeBorder(grey, canvas, 25, 15, 0, 0, cv::BORDER_REPLICATE);
  cv::resize(canvas, canvas, {150, 190});
  return encoded(canvas, ".jp2", {cv::IMWRITE_JPEG2000_COMPRESSION_X1000, 70});
}

VisionProblem problem_of(const Bytes& bytes) {
  const auto decoded = decode_picture(bytes, "the picture");
  REQUIRE(!decoded);
  CHECK(describe(decoded.error()).size() > 20);
  return decoded.error().problem;
}

VisionProblem reference_problem(const Bytes& bytes) {
  const auto reference = reference_from_portrait(sample::analyzer(), bytes);
  REQUIRE(!reference);
  return reference.error().problem;
}

}  // namespace

TEST_CASE("a small grey JPEG 2000 photo becomes a reference") {
  const auto photo = card_photo(face_picture("John_Schneider"));
  CHECK(photo.size() < 3000);
  const auto reference = reference_from_portrait(sample::analyzer(), photo);
  REQUIRE(reference);
  CHECK(reference.value().embeddings.first.size() == 128);
  CHECK(reference.value().embeddings.second.size() == 512);
}

TEST_CASE("a broken JPEG 2000, no face and two faces each have their own answer") {
  Bytes broken = card_photo(face_picture("John_Simm"));
  broken.resize(broken.size() / 4);
  CHECK(reference_problem(broken) == VisionProblem::file_damaged);
  cv::Mat empty_room(190, 150, CV_8UC1, cv::Scalar(128));
  CHECK(reference_problem(encoded(empty_room, ".jp2")) == VisionProblem::no_face);
  cv::Mat two;
  cv::hconcat(face_picture("John_Simm"), face_picture("John_Savage"), two);
  CHECK(reference_problem(encoded(two, ".png")) == VisionProblem::several_faces);
  CHECK(reference_problem({}) == VisionProblem::file_empty);
}

TEST_CASE("a picture of an animal shows no face") {
  auto dogs = sample::analyzer().reference_from(sample::picture(sample::faces() / "faces/dogs.jpg"));
  REQUIRE(!dogs);
  CHECK(dogs.error().problem == VisionProblem::no_face);
}

TEST_CASE("what is not a picture, too small, or announces too many pixels is refused before it costs anything") {
  CHECK(problem_of({'h', 'e', 'l', 'l', 'o'}) == VisionProblem::not_a_picture);
  CHECK(problem_of(encoded(cv::Mat(1, 1, CV_8UC3, cv::Scalar(0)), ".png")) == VisionProblem::picture_too_small);
  Bytes huge = encoded(cv::Mat(64, 64, CV_8UC3, cv::Scalar(0)), ".png");
  huge[16] = huge[20] = 0;
  huge[17] = huge[21] = 1;  // 65 536 x 65 536 pixels, so it says
  CHECK(problem_of(huge) == VisionProblem::picture_too_large);
  Bytes jpeg = encoded(face_picture("John_Simm"), ".jpg");
  jpeg.resize(20);
  CHECK(problem_of(jpeg) == VisionProblem::file_damaged);
}

TEST_CASE("alpha, 16 bits, grey and a wrong file name are all read") {
  const cv::Mat face = face_picture("John_Salley");
  cv::Mat alpha, deep, grey;
  cv::cvtColor(face, alpha, cv::COLOR_BGR2BGRA);
  face.convertTo(deep, CV_16UC3, 257);
  cv::cvtColor(face, grey, cv::COLOR_BGR2GRAY);
  for (const cv::Mat& version : {alpha, deep, grey}) {
    const auto decoded = decode_picture(encoded(version, ".png"), "the picture");
    REQUIRE(decoded);
    CHECK(sample::analyzer().reference_from(decoded.value()));
  }
  const TemporaryFolder folder;
  const Bytes png = encoded(face, ".png");
  std::ofstream(folder.path() / "really-a-png.jpg", std::ios::binary)
      .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
  CHECK(load_picture((folder.path() / "really-a-png.jpg").string()));
  CHECK(load_picture((folder.path() / "nowhere.jpg").string()).error().problem == VisionProblem::file_missing);
}

TEST_CASE("red and blue swapped give another vector: the golden distances of both networks hold") {
  const auto paths = sample::pictures_of("John_Salley");
  const auto one = sample::analyzer().examine(sample::picture(paths[0])).value();
  const auto other = sample::analyzer().examine(sample::picture(paths[1])).value();
  const auto distance = [](const std::vector<float>& a, const std::vector<float>& b) {
    return cv::norm(cv::Mat(a), cv::Mat(b));
  };
  // Written down once from this very pipeline; swapping channels in either network moves them by 0.02 and more.
  CHECK(distance(one.embeddings->first, other.embeddings->first) == doctest::Approx(0.2213).epsilon(0.005));
  CHECK(distance(one.embeddings->second, other.embeddings->second) == doctest::Approx(0.4520).epsilon(0.005));
}
