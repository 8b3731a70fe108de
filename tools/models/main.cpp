// uketsuke-models: gets the face models and converts them to the files that the programs load.
#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tools/models/make_models.h"
#include "vision/model_files.h"

int main(int argc, char** argv) {
  CLI::App app{"Gets the face models (through npm and Debian's packages) and converts them for Uketsuke."};
  app.footer(
      "Examples:\n  uketsuke-models\n  uketsuke-models --to /srv/uketsuke/models\n"
      "  uketsuke-models --face-recognition-dat ~/dlib_face_recognition_resnet_model_v1.dat\n\n"
      "assets/models/README.md says where each model comes from and under which terms.");
  models::Wishes wishes;
  wishes.to = vision::models_folder();
  bool as_json = false;
  app.add_option("--to", wishes.to, "Folder for the model files; downloads are kept beside it")->capture_default_str();
  app.add_option("--face-recognition-dat", wishes.face_recognition_dat,
                 "Your own dlib face recognition model instead of the npm weights");
  app.add_option("--landmarks-dat", wishes.landmarks_dat, "Your own 68-point model instead of Debian's");
  app.add_flag("--json", as_json, "Print one JSON object; progress goes to stderr");
  CLI11_PARSE(app, argc, argv);
  wishes.cache = std::filesystem::absolute(wishes.to).lexically_normal().parent_path() / "downloads";

  const auto start = std::chrono::steady_clock::now();
  auto made = models::make_models(wishes, [](const std::string& step) { std::cerr << step << " ..." << std::endl; });
  if (!made) {
    std::cerr << "uketsuke-models: " << made.error().sentence << '\n';
    return 1;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const bool present = made.value().nothing_to_make;
  if (as_json) {
    auto files = vision::find_models(wishes.to);
    nlohmann::json report{{"folder", wishes.to.string()}, {"made", !present}, {"seconds", seconds}};
    report["files"] = made.value().files;
    if (files) report["first_model"] = files.value().first_model, report["second_model"] = files.value().second_model;
    std::cout << report.dump() << '\n';
  } else {
    std::cout << (present ? "the face models are all present in " : "the face models were made in ")
              << wishes.to.string() << '\n';
  }
  return 0;
}
