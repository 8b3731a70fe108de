// dlib as its own example uses it: stock detector, stock 68-point file, stock network file, one picture, COUNT times.
// usage: uketsuke-peer-dlib PICTURE POINTS.dat NETWORK.dat COUNT   prints "RESIDENT_MB MEDIAN_MS MEDIAN_PROCESSOR_MS"
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/dlib_detector.h"
#include "vision/dlib_reference.h"

namespace {

int refuse(const std::string& sentence) {
  std::cerr << "uketsuke-peer-dlib: " << sentence << '\n';
  return 2;
}

long resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmRSS:", 0) == 0) return std::stol(line.substr(6)) / 1024;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return refuse("it takes PICTURE POINTS.dat NETWORK.dat COUNT; tools/bench-peers calls it");
  const cv::Mat bgr = cv::imread(argv[1]);
  if (bgr.empty()) return refuse(std::string("cannot read ") + argv[1]);
  auto detector = dlib::get_frontal_face_detector();
  auto points = vision::DlibReferenceLandmarks::load(argv[2]);
  auto network = vision::DlibReferenceNetwork::from_dat(argv[3]);
  if (!points || !network) return refuse("cannot read the network or the points; run tools/setup");
  std::vector<double> times, costs;
  for (int i = 0; i < std::max(1, std::atoi(argv[4])); ++i) {
    const auto began = std::chrono::steady_clock::now();
    const std::clock_t used = std::clock();
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    const auto faces = detector(dlib::cv_image<unsigned char>(grey));
    if (faces.empty()) return refuse("no face found");
    const auto& f = faces.front();
    const vision::Box box{static_cast<float>(f.left()), static_cast<float>(f.top()), static_cast<float>(f.width()),
                          static_cast<float>(f.height())};
    auto chip = vision::face_chip(bgr, points.value().find(grey, box));
    if (!chip) return refuse("no chip");
    auto vector = network.value().embed(chip.value());
    if (!vector) return refuse("no vector");
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    costs.push_back(1e3 * static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
  }
  std::sort(times.begin(), times.end());
  std::sort(costs.begin(), costs.end());
  std::printf("%ld %.1f %.1f\n", resident_megabytes(), times[times.size() / 2], costs[costs.size() / 2]);
  return 0;
}
