// dlib is the reference; what runs in the kiosk must give the same numbers.
#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "tests/vision/sample_faces.h"
#include "vision/compact_landmarks.h"
#include "vision/dlib_detector.h"
#include "vision/dlib_reference.h"
#include "vision/mat_view.h"
#include "vision/networks.h"

using namespace vision;

namespace {

double distance(const std::vector<float>& a, const std::vector<float>& b) {
  REQUIRE(a.size() == b.size());
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

struct Face {
  cv::Mat bgr, grey, chip;
  Box box;
  Landmarks points;
};

struct Engines {
  DlibDetector detector = DlibDetector::load(sample::models().detector).value();
  CompactLandmarks landmarks = CompactLandmarks::load(sample::models().landmarks).value();
  FirstNetwork fast = FirstNetwork::load(sample::models().first_network, Precision::float32).value();

  std::vector<Face> faces_in(const std::filesystem::path& path, double scale) {
    const Image image = sample::picture(path);
    Face face;
    cv::resize(view_of(image), face.bgr, {}, scale, scale);
    cv::cvtColor(face.bgr, face.grey, cv::COLOR_BGR2GRAY);
    std::vector<Face> faces;
    const auto all = detector.find(face.grey, DetectorViews::all).value();
    for (const DetectedFace& found : all) {
      face.box = found.box;
      face.points = landmarks.find(face.grey, found.box);
      face.chip = face_chip(face.bgr, face.points).value();
      faces.push_back(face);
    }
    return faces;
  }
};

}  // namespace

TEST_CASE("the first network gives dlib's own vector for the same chip, within 1e-4 in float32") {
  Engines engines;
  auto reference = DlibReferenceNetwork::from_dat(sample::models().first_network_dat).value();
  double worst = 0;
  for (const std::string& person : sample::people) {
    const auto faces = engines.faces_in(sample::pictures_of(person)[0], 3);
    REQUIRE(faces.size() == 1);
    const auto fast = engines.fast.embed(faces[0].chip).value();
    worst = std::max(worst, distance(fast, reference.embed(faces[0].chip).value()));
  }
  MESSAGE("largest distance between the engines: ", worst);
  CHECK(worst < 1e-4);
}

TEST_CASE(
    "the second network gives what OpenCV makes of its ONNX file, picture and mirror image, within 1e-4 in float32") {
  Engines engines;
  SecondNetwork fast = SecondNetwork::load(sample::models().second_network, Precision::float32).value();
  auto reference = cv::dnn::readNetFromONNX(sample::models().second_network_onnx.string());
  const auto expected = [&](const cv::Mat& view) {
    reference.setInput(cv::dnn::blobFromImage(view, 1 / 128.0, {112, 112}, {127, 127, 127}, false));
    cv::Mat unit;
    cv::normalize(reference.forward(), unit);
    return std::vector<float>(unit.begin<float>(), unit.end<float>());
  };
  double worst = 0;
  for (const std::string& person : sample::people) {
    const auto faces = engines.faces_in(sample::pictures_of(person)[0], 3);
    REQUIRE(faces.size() == 1);
    const cv::Mat aligned = aligned_face(faces[0].bgr, faces[0].points);
    cv::Mat mirrored;
    cv::flip(aligned, mirrored, 1);
    worst = std::max(worst, distance(fast.embed(aligned, Mirror::without).value(), expected(aligned)));
    worst = std::max(worst, distance(fast.embed(aligned, Mirror::only).value(), expected(mirrored)));
  }
  MESSAGE("largest distance between the engines: ", worst);
  CHECK(worst < 1e-4);
}

TEST_CASE(
    "in bfloat16 no distance between two of the sample people's pictures differs by more than 0.01 from float32's") {
  const auto& models = sample::models();
  auto loaded = FirstNetwork::load(models.first_network, Precision::bfloat16);
  if (!loaded) {  // a processor without AVX-512, on which nothing may ask for it
    MESSAGE("this processor has no bfloat16: ", describe(loaded.error()));
    CHECK(quickest_precision() == Precision::float32);
    return;
  }
  Engines engines;
  FirstNetwork first = std::move(loaded).value();
  SecondNetwork exact_second = SecondNetwork::load(models.second_network, Precision::float32).value();
  SecondNetwork second = SecondNetwork::load(models.second_network, Precision::bfloat16).value();
  struct Vectors {
    std::vector<float> first, second;
  };
  std::vector<Vectors> exact, quick;
  for (const std::string& person : sample::people)
    for (const std::size_t picture : {0, 1}) {
      const auto face = engines.faces_in(sample::pictures_of(person)[picture], 3).at(0);
      const cv::Mat aligned = aligned_face(face.bgr, face.points);
      exact.push_back({engines.fast.embed(face.chip).value(), exact_second.embed(aligned, Mirror::with).value()});
      quick.push_back({first.embed(face.chip).value(), second.embed(aligned, Mirror::with).value()});
    }
  double first_apart = 0, second_apart = 0;
  for (std::size_t i = 0; i < exact.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) {
      const auto apart = [&](std::vector<float> Vectors::*vector) {
        return std::abs(distance(exact[i].*vector, exact[k].*vector) - distance(quick[i].*vector, quick[k].*vector));
      };
      first_apart = std::max(first_apart, apart(&Vectors::first));
      second_apart = std::max(second_apart, apart(&Vectors::second));
    }
  MESSAGE("largest change of a distance: first network ", first_apart, ", second ", second_apart);
  CHECK(first_apart < 0.01);
  CHECK(second_apart < 0.01);
}

TEST_CASE("a file that does not fit the network is said to be damaged, whether too short or too long") {
  const auto folder = std::filesystem::temp_directory_path() / ("uketsuke-networks-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto file = folder / "network.floats";
  std::filesystem::copy_file(sample::models().second_network, file);
  for (const std::uintmax_t size : {4 * second_network_floats + 4, 4 * second_network_floats - 4, std::uintmax_t{6}}) {
    std::filesystem::resize_file(file, size);
    auto network = SecondNetwork::load(file);
    REQUIRE_FALSE(network);
    CHECK(network.error().problem == VisionProblem::models_damaged);
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("a .dat read back by dlib gives the same flat floats that it was made from") {
  auto reference = DlibReferenceNetwork::from_dat(sample::models().first_network_dat).value();
  auto again = DlibReferenceNetwork::from_floats(reference.floats()).value();
  Engines engines;
  const auto face = engines.faces_in(sample::pictures_of("John_Simm")[1], 3).at(0);
  CHECK(distance(reference.embed(face.chip).value(), again.embed(face.chip).value()) < 1e-4);
}

TEST_CASE("the compact landmarks agree with dlib's predictor within dlib's own rounding, on a face 180 pixels wide") {
  Engines engines;
  const auto dlibs = DlibReferenceLandmarks::load("/usr/share/dlib/shape_predictor_68_face_landmarks.dat").value();
  float worst = 0, sum = 0;
  for (const std::string& person : sample::people) {
    const auto faces = engines.faces_in(sample::pictures_of(person)[0], 2);
    REQUIRE(faces.size() == 1);
    const Landmarks expected = dlibs.find(faces[0].grey, faces[0].box);
    for (std::size_t i = 0; i < 68; ++i) {
      const float apart = std::hypot(expected[i].x - faces[0].points[i].x, expected[i].y - faces[0].points[i].y) * 180 /
                          faces[0].box.width;
      worst = std::max(worst, apart);
      sum += apart;
    }
  }
  const float mean = sum / 68 / static_cast<float>(sample::people.size());
  MESSAGE("difference in pixels: mean ", mean, ", largest ", worst);
  CHECK(mean < 0.7F);  // dlib rounds to whole pixels: 0.4 by itself
  CHECK(worst < 2.5F);
}

TEST_CASE("dlib's picture of bald men falls into four people of six pictures each") {
  Engines engines;
  std::vector<std::vector<float>> embeddings;
  for (const Face& face : engines.faces_in(sample::faces() / "faces/bald_guys.jpg", 1))
    embeddings.push_back(engines.fast.embed(face.chip).value());
  CHECK(embeddings.size() == 24);
  const auto labels = cluster_faces(embeddings, 0.6);
  std::vector<long> sizes;
  for (const unsigned long label : std::set<unsigned long>(labels.begin(), labels.end()))
    sizes.push_back(std::count(labels.begin(), labels.end(), label));
  CHECK(sizes == std::vector<long>{6, 6, 6, 6});
}
