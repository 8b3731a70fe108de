// One contract over every frame source, and what bad files are told.
#include <doctest/doctest.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "tests/support/own_folder.h"
#include "vision/image_folder_source.h"
#include "vision/video_file_source.h"
#include "vision/webcam_source.h"

using namespace vision;

namespace {

cv::Mat drawn(int number) {
  cv::Mat picture(120, 160, CV_8UC3, cv::Scalar(30, 60, 90));
  cv::circle(picture, {20 + number * 5, 60}, 15, {200, 220, 240}, -1);
  return picture;
}

std::string write_video(const std::filesystem::path& path, int count) {
  cv::VideoWriter writer(path.string(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('m', 'p', '4', 'v'), 25, {160, 120});
  REQUIRE(writer.isOpened());
  for (int i = 0; i < count; ++i) writer.write(drawn(i));
  return path.string();
}

struct VideoMaker {
  static std::unique_ptr<FrameSource> make(const std::filesystem::path& folder) {
    return VideoFileSource::open(write_video(folder / "a.mp4", 12)).value();
  }
};
struct FolderMaker {
  static std::unique_ptr<FrameSource> make(const std::filesystem::path& folder) {
    for (int i = 0; i < 12; ++i)
      cv::imwrite((folder / ("still" + std::to_string(100 + i) + ".png")).string(), drawn(i));
    return ImageFolderSource::open(folder).value();
  }
};

class StoppedClock final : public base::Clock {
 public:
  base::TimePoint now() const override { return {}; }
};

}  // namespace

TEST_CASE_TEMPLATE("frames come in order, with pixels and growing time, and the end is said twice", Maker, VideoMaker,
                   FolderMaker) {
  const support::OwnFolder folder;
  const auto source = Maker::make(folder.path());
  base::TimePoint last{base::Duration{-1}};
  for (std::uint64_t i = 0; i < 12; ++i) {
    auto frame = source->next();
    REQUIRE(frame);
    CHECK(frame.value()->index.number == i);
    CHECK(frame.value()->captured_at > last);
    CHECK(frame.value()->image.width == 160);
    CHECK(frame.value()->image.bgr.size() == 160U * 120 * 3);
    last = frame.value()->captured_at;
  }
  CHECK(last.since_start.count() >= 11 * 33 - 1);
  for (int i = 0; i < 2; ++i) {
    const auto end = source->next();
    REQUIRE(!end);
    CHECK(end.error().problem == VisionProblem::no_more_frames);
  }
}

TEST_CASE("a video's time is that of its file: 25 frames a second are 40 ms apart") {
  const support::OwnFolder folder;
  auto source = VideoFileSource::open(write_video(folder.path() / "a.mp4", 5)).value();
  for (int i = 0; i < 5; ++i) CHECK(source->next().value()->captured_at.since_start.count() == i * 40);
}

TEST_CASE("a missing, an empty, a broken and a foreign video are told apart from one another") {
  const support::OwnFolder folder;
  const auto problem = [&](const std::string& name) {
    const auto source = VideoFileSource::open((folder.path() / name).string());
    REQUIRE(!source);
    CHECK(describe(source.error()).find(name) != std::string::npos);
    return source.error().problem;
  };
  CHECK(problem("nowhere.mp4") == VisionProblem::file_missing);
  std::ofstream(folder.path() / "empty.mp4").close();
  CHECK(problem("empty.mp4") == VisionProblem::file_empty);
  std::ofstream(folder.path() / "text.mp4") << "this is no video at all, just words in a file";
  CHECK(problem("text.mp4") == VisionProblem::file_damaged);
  const auto whole = write_video(folder.path() / "whole.mp4", 40);
  std::filesystem::copy_file(whole, folder.path() / "cut.mp4");
  std::filesystem::resize_file(folder.path() / "cut.mp4", std::filesystem::file_size(whole) / 2);
  CHECK(problem("cut.mp4") == VisionProblem::file_damaged);
  CHECK(problem(".") == VisionProblem::file_missing);
}

TEST_CASE("a folder that is missing, without pictures, or with a broken picture is told") {
  const support::OwnFolder folder;
  CHECK(ImageFolderSource::open(folder.path() / "nowhere").error().problem == VisionProblem::file_missing);
  CHECK(ImageFolderSource::open(folder.path()).error().problem == VisionProblem::file_empty);
  std::ofstream(folder.path() / "1.png") << "no picture";
  auto source = ImageFolderSource::open(folder.path()).value();
  CHECK(source->next().error().problem == VisionProblem::not_a_picture);
}

TEST_CASE("a camera that is not there is a value, again and again, and says which") {
  const StoppedClock clock;
  WebcamSource camera({"/dev/no-such-camera"}, clock);
  for (int i = 0; i < 2; ++i) {
    const auto frame = camera.next();
    REQUIRE(!frame);
    CHECK(frame.error().problem == VisionProblem::camera_missing);
    CHECK(describe(frame.error()).find("/dev/no-such-camera") != std::string::npos);
  }
  WebcamSource wrong({"/dev/null"}, clock);
  CHECK(wrong.next().error().problem == VisionProblem::camera_missing);
}
