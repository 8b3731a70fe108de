// Card photos and bad pictures.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/support/own_folder.h"
#include "tests/vision/sample_faces.h"
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
  CHECK(reference_problem(encoded(two, ".jpg")) == VisionProblem::several_faces);
  CHECK(reference_problem({}) == VisionProblem::file_empty);
}

TEST_CASE("a card's photo is JPEG 2000 or JPEG and every other format is refused before a decoder sees it") {
  const cv::Mat face = face_picture("John_Schneider");
  CHECK(reference_from_portrait(sample::analyzer(), encoded(face, ".jpg")));
  for (const char* ending : {".png", ".bmp", ".webp", ".tiff", ".ppm"}) {
    CAPTURE(ending);
    CHECK(reference_problem(encoded(face, ending)) == VisionProblem::not_a_card_photo);
  }
  Bytes geographical(400, 'x');
  const std::string riff = "RIFF\x88\x01\x01\x01WEBPVP8X", dted = "DTED";
  std::copy(riff.begin(), riff.end(), geographical.begin());
  std::copy(dted.begin(), dted.end(), geographical.begin() + 140);
  CHECK(reference_problem(geographical) == VisionProblem::not_a_card_photo);
  geographical[24] = geographical[27] = 200;  // a size that would be taken
  geographical[25] = geographical[26] = geographical[28] = geographical[29] = 0;
  CHECK(problem_of(geographical) == VisionProblem::file_damaged);
  CHECK(reference_problem({0xFF, 0xD8, 0xFF, 0, 1, 2, 3}) == VisionProblem::file_damaged);
  CHECK(reference_problem({0, 0, 0, 12, 'j', 'P', 'E', 'G'}) == VisionProblem::not_a_card_photo);
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
  const support::OwnFolder folder;
  const Bytes png = encoded(face, ".png");
  std::ofstream(folder.path() / "really-a-png.jpg", std::ios::binary)
      .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
  CHECK(load_picture((folder.path() / "really-a-png.jpg").string()));
  CHECK(load_picture((folder.path() / "nowhere.jpg").string()).error().problem == VisionProblem::file_missing);
}

TEST_CASE("a print shop's four colours, a cartoon, a poster of ten thousand faces and a huge picture have an answer") {
  const support::OwnFolder folder;
  const std::string plain = sample::pictures_of("John_Salley")[0].string(),
                    four = (folder.path() / "cmyk.jpg").string();
  REQUIRE(std::system(("convert " + plain + " -colorspace CMYK " + four).c_str()) == 0);
  const auto distance_to_plain = [&](const std::string& path) {
    const auto one = sample::analyzer().examine(sample::picture(plain)).value();
    const auto other = sample::analyzer().examine(sample::picture(path)).value();
    return cv::norm(cv::Mat(one.embeddings->second), cv::Mat(other.embeddings->second));
  };
  CHECK(distance_to_plain(four) < 0.5);  // the same face, in colours that went there and back

  cv::Mat cartoon(480, 480, CV_8UC3, cv::Scalar(255, 255, 255));
  cv::circle(cartoon, {240, 240}, 180, {120, 200, 255}, -1);
  for (const int x : {180, 300}) cv::circle(cartoon, {x, 200}, 22, {0, 0, 0}, -1);
  cv::ellipse(cartoon, {240, 300}, {80, 45}, 0, 0, 180, {0, 0, 200}, 12);
  CHECK(sample::analyzer().reference_from(image_from(cartoon)).error().problem == VisionProblem::no_face);

  cv::Mat small, poster;
  cv::resize(face_picture("John_Simm"), small, {48, 48}, 0, 0, cv::INTER_AREA);
  cv::repeat(small, 100, 100, poster);
  CHECK(!sample::analyzer().reference_from(image_from(poster)));
  const auto seen = sample::analyzer().observe({image_from(poster), {}, {0}});
  REQUIRE(seen);
  const auto told = fault_of(seen.value(), {});
  CHECK((told == FaceHint::come_into_view || told == FaceHint::only_one_person || told == FaceHint::come_closer));

  cv::Mat huge(4000, 6000, CV_8UC3, cv::Scalar(90, 120, 150));
  cv::Mat face = face_picture("John_Schneider");
  cv::resize(face, face, {2400, 2400});
  face.copyTo(huge(cv::Rect(2000, 1000, face.cols, face.rows)));
  CHECK(sample::analyzer().reference_from(image_from(huge)));
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
