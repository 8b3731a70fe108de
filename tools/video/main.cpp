// uketsuke-video: makes a recorded webcam video of one person (or of an attack with that person's picture) from stills.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "tools/video/actor.h"
#include "vision/dlib_face_analyzer.h"
#include "vision/portrait.h"

namespace {

struct Wishes {
  std::vector<std::string> from;
  std::string to, act = "live", contact_sheet;
  std::uint64_t seed = 1;
  double seconds = 6, rate = 30;
};

int refuse(const std::string& sentence) {
  std::cerr << "uketsuke-video: " << sentence << '\n';
  return 2;
}

std::vector<video::MovingHead> heads_of(const std::vector<std::string>& paths, vision::DlibFaceAnalyzer& analyzer,
                                        std::string& trouble) {
  std::vector<video::MovingHead> heads;
  for (const std::string& path : paths) {
    auto still = vision::load_picture(path);
    if (!still) return trouble = vision::describe(still.error()), heads;
    auto face = analyzer.examine(still.value());
    if (!face) return trouble = vision::describe({face.error().problem, path}), heads;
    heads.emplace_back(still.value(), face.value().landmarks);
  }
  return heads;
}

/// Writes beside the place and renames, so that a broken run leaves nothing that looks like a video.
int film(const Wishes& wishes, video::Actor& actor) {
  const std::filesystem::path to(wishes.to), part = to.string() + ".part" + to.extension().string();
  cv::VideoWriter writer(part.string(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('m', 'p', '4', 'v'), wishes.rate,
                         {640, 480});
  if (!writer.isOpened()) return refuse("cannot write " + wishes.to + "; is the folder there, and its ending .mp4?");
  std::vector<cv::Mat> rows;
  const int count = static_cast<int>(wishes.seconds * wishes.rate);
  for (int i = 0; i < count; ++i) {
    const cv::Mat frame = actor.frame(i / wishes.rate);
    writer.write(frame);
    if (i % std::max(1, count / 12) == 0 && rows.size() < 12) cv::resize(frame, rows.emplace_back(), {320, 240});
  }
  writer.release();
  std::error_code error;
  if (std::filesystem::file_size(part, error) < 1000 || error)
    return refuse("cannot write " + wishes.to + "; is the disk full?");
  std::filesystem::rename(part, to, error);
  if (error) return refuse("cannot write " + wishes.to + ": " + error.message());
  if (!wishes.contact_sheet.empty()) {
    cv::Mat sheet((static_cast<int>(rows.size()) + 3) / 4 * 240, 4 * 320, CV_8UC3, cv::Scalar::all(40));
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i].copyTo(sheet(cv::Rect(static_cast<int>(i % 4) * 320, static_cast<int>(i / 4) * 240, 320, 240)));
    if (!cv::imwrite(wishes.contact_sheet, sheet)) return refuse("cannot write " + wishes.contact_sheet);
  }
  std::cout << wishes.to << ": " << count << " frames, " << wishes.act << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Makes a webcam-like video of one person from stills: small movements, blinks, light, noise, compression."};
  app.footer(
      "Examples:\n  uketsuke-video --from a.jpg b.jpg --to person.mp4\n"
      "  uketsuke-video --from a.jpg --to attack.mp4 --act photo-turned --seed 7\n\n"
      "Acts: live, photo-held, photo-moved, photo-turned, photo-bent, photo-flexed, eye-holes, mask-bent, replay, "
      "answered\n(here like photo-held: nothing is asked). The same seed and stills give the same video. What it makes "
      "is\nsynthetic: good for trying the kiosk, no proof of what real people will meet.");
  Wishes wishes;
  app.add_option("--from", wishes.from, "Stills of one person")->required();
  app.add_option("--to", wishes.to, "The video to write (.mp4)")->required();
  app.add_option("--act", wishes.act, "Who or what is in front of the camera")->capture_default_str();
  app.add_option("--seed", wishes.seed, "Another number, other movements")->capture_default_str();
  app.add_option("--seconds", wishes.seconds, "Length")->check(CLI::Range(0.5, 120.0))->capture_default_str();
  app.add_option("--rate", wishes.rate, "Frames a second")->check(CLI::Range(1.0, 60.0))->capture_default_str();
  app.add_option("--contact-sheet", wishes.contact_sheet, "Also write twelve of the frames as one picture");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  const auto* act = std::find_if(video::all_acts.begin(), video::all_acts.end(),
                                 [&](video::Act a) { return name_of(a) == wishes.act; });
  if (act == video::all_acts.end()) return refuse("there is no act called " + wishes.act + "; --help lists them");
  auto files = vision::find_models();
  if (!files) return refuse(vision::describe(files.error()));
  auto analyzer = vision::DlibFaceAnalyzer::load(files.value());
  if (!analyzer) return refuse(vision::describe(analyzer.error()));
  std::string trouble;
  auto heads = heads_of(wishes.from, *analyzer.value(), trouble);
  if (!trouble.empty()) return refuse(trouble);
  video::Actor actor(*act, std::move(heads), wishes.seed);
  return film(wishes, actor);
}
