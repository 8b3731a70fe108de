// The making of the model files.
#include "tools/models/make_models.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tools/models/face_api_weights.h"
#include "tools/models/onnx_weights.h"
#include "vision/dlib_reference.h"
#include "vision/model_files.h"
#include "vision/networks.h"

namespace models {
namespace {

using Path = std::filesystem::path;
using Json = nlohmann::json;

constexpr const char* debian_landmarks = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat";
constexpr std::uintmax_t needed_bytes = 250'000'000;
const std::vector<std::string> file_names{"first-network.floats", "first-network.dat",     "second-network.floats",
                                          "second-network.onnx",  "frontal-detector.dlib", "landmarks-68.compact",
                                          "passive-liveness.onnx"};

/// A folder that goes away with everything in it, and a lock so that two runs wait for each other.
class Workplace {
 public:
  explicit Workplace(const Path& to) : folder_(to / (".making-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_, error_);
    lock_ = ::open((to / ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (lock_ >= 0) ::flock(lock_, LOCK_EX);
  }
  ~Workplace() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    if (lock_ >= 0) ::close(lock_);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  const Path& folder() const { return folder_; }
  const std::error_code& error() const { return error_; }

 private:
  Path folder_;
  std::error_code error_;
  int lock_ = -1;
};

/// What the files were made from; another source means making them again.
Json sources_of(const Wishes& wishes) {
  const auto own = [](const Path& dat) { return vision::sha256_of(dat); };
  Json sources{{"first_network", face_api.name + "@" + face_api.version},
               {"second_network", faceplugin.name + "@" + faceplugin.version},
               {"landmarks", "libdlib-data"}};
  if (!wishes.face_recognition_dat.empty()) {
    auto sum = own(wishes.face_recognition_dat);
    sources["first_network"] = "own file " + (sum ? sum.value() : "");
  }
  if (!wishes.landmarks_dat.empty()) {
    auto sum = own(wishes.landmarks_dat);
    sources["landmarks"] = "own file " + (sum ? sum.value() : "");
  }
  return sources;
}

bool is_complete(const Wishes& wishes, const Json& sources) {
  std::ifstream in(wishes.to / "models.json");
  const Json list = Json::parse(in, nullptr, false);
  if (!list.is_object() || list.value("sources", Json()) != sources) return false;
  auto files = vision::find_models(wishes.to);
  if (!files) return false;
  auto dat = vision::sha256_of(files.value().first_network_dat);
  return dat && list["files"].value("first-network.dat", "") == dat.value();
}

Trouble trouble_of(const vision::VisionError& error) { return {vision::describe(error)}; }

base::Result<base::Done, Trouble> write_floats(const Path& file, const std::vector<float>& floats) {
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<const char*>(floats.data()), static_cast<std::streamsize>(floats.size() * sizeof(float)));
  if (!out.flush()) return Trouble{"cannot write " + file.string() + "; is the disk full?"};
  return base::Done{};
}

base::Result<base::Done, Trouble> make_first_network(const Wishes& wishes, const Path& folder,
                                                     const Progress& progress) {
  std::vector<float> floats;
  if (wishes.face_recognition_dat.empty()) {
    auto tarball = fetch(face_api, wishes.cache, progress);
    if (!tarball) return tarball.error();
    auto unpacked = unpack(
        tarball.value(),
        {"package/model/face_recognition_model-weights_manifest.json", "package/model/face_recognition_model.bin"},
        folder);
    if (!unpacked) return unpacked.error();
    progress("converting the first face network");
    auto read = read_face_api_weights(folder / "package/model");
    if (!read) return read.error();
    floats = std::move(read).value();
  } else {
    progress("converting " + wishes.face_recognition_dat.string());
    auto own = vision::DlibReferenceNetwork::from_dat(wishes.face_recognition_dat);
    if (!own) return trouble_of(own.error());
    floats = own.value().floats();
  }
  auto written = write_floats(folder / "first-network.floats", floats);
  if (!written) return written;
  auto network = vision::DlibReferenceNetwork::from_floats(floats);
  if (!network) return trouble_of(network.error());
  auto saved = network.value().save_dat(folder / "first-network.dat");
  if (!saved) return trouble_of(saved.error());
  return base::Done{};
}

base::Result<base::Done, Trouble> make_onnx_networks(const Wishes& wishes, const Path& folder,
                                                     const Progress& progress) {
  auto tarball = fetch(faceplugin, wishes.cache, progress);
  if (!tarball) return tarball.error();
  progress("unpacking the second face network and the liveness network");
  const Path inside = "package/model";
  auto unpacked = unpack(tarball.value(), {inside / "fr_feature.onnx", inside / "fr_liveness.onnx"}, folder);
  if (!unpacked) return unpacked;
  std::error_code error;
  std::filesystem::rename(folder / inside / "fr_feature.onnx", folder / "second-network.onnx", error);
  if (!error) std::filesystem::rename(folder / inside / "fr_liveness.onnx", folder / "passive-liveness.onnx", error);
  if (error) return Trouble{"cannot write into " + folder.string() + ": " + error.message()};
  auto floats = read_onnx_weights(folder / "second-network.onnx");
  if (!floats) return floats.error();
  if (floats.value().size() != vision::second_network_floats)
    return Trouble{"the second face network is not the one that this program knows"};
  return write_floats(folder / "second-network.floats", floats.value());
}

base::Result<base::Done, Trouble> make_landmarks(const Wishes& wishes, const Path& folder, const Progress& progress) {
  const Path dat = wishes.landmarks_dat.empty() ? Path(debian_landmarks) : wishes.landmarks_dat;
  if (!std::filesystem::is_regular_file(dat))
    return Trouble{"there is no " + dat.string() +
                   "; install Debian's package libdlib-data, or give your own file with --landmarks-dat"};
  progress("converting the 68-point landmarks");
  auto detector = vision::save_frontal_detector(folder / "frontal-detector.dlib");
  if (!detector) return trouble_of(detector.error());
  auto compact = vision::save_compact_landmarks(dat, folder / "landmarks-68.compact");
  if (!compact) return trouble_of(compact.error());
  return base::Done{};
}

/// Renames each file into place, and the list of checksums last: until then the old set counts, or none.
base::Result<base::Done, Trouble> install(const Wishes& wishes, const Path& folder, const Json& sources) {
  Json list{{"sources", sources}, {"files", Json::object()}};
  for (const std::string& name : file_names) {
    auto sum = vision::sha256_of(folder / name);
    if (!sum) return trouble_of(sum.error());
    list["files"][name] = sum.value();
  }
  std::ofstream out(folder / "models.json");
  out << list.dump(2) << '\n';
  if (!out.flush()) return Trouble{"cannot write " + (folder / "models.json").string() + "; is the disk full?"};
  out.close();
  std::error_code error;
  std::filesystem::remove(wishes.to / "models.json", error);
  for (const std::string& name : file_names) {
    std::filesystem::rename(folder / name, wishes.to / name, error);
    if (error) return Trouble{"cannot write " + (wishes.to / name).string() + ": " + error.message()};
  }
  std::filesystem::rename(folder / "models.json", wishes.to / "models.json", error);
  if (error) return Trouble{"cannot write " + (wishes.to / "models.json").string() + ": " + error.message()};
  return base::Done{};
}

}  // namespace

base::Result<Made, Trouble> make_models(const Wishes& wishes, const Progress& progress) {
  for (const Path& own : {wishes.face_recognition_dat, wishes.landmarks_dat})
    if (!own.empty() && !std::filesystem::is_regular_file(own)) return Trouble{"there is no file " + own.string()};
  const Json sources = sources_of(wishes);
  if (is_complete(wishes, sources)) return Made{true, file_names};
  std::error_code error;
  std::filesystem::create_directories(wishes.to, error);
  if (error) return Trouble{"cannot make the folder " + wishes.to.string() + ": " + error.message()};
  std::filesystem::create_directories(wishes.cache, error);
  if (error) return Trouble{"cannot make the folder " + wishes.cache.string() + ": " + error.message()};
  const auto space = std::filesystem::space(wishes.to, error);
  if (!error && space.available < needed_bytes)
    return Trouble{"the disk of " + wishes.to.string() + " is nearly full; free 250 MB"};
  const Workplace workplace(wishes.to);
  if (workplace.error()) return Trouble{"cannot write into " + wishes.to.string() + ": " + workplace.error().message()};
  if (is_complete(wishes, sources)) return Made{true, file_names};  // another run made them while we waited
  for (const auto step : {make_first_network, make_onnx_networks, make_landmarks}) {
    auto made = step(wishes, workplace.folder(), progress);
    if (!made) return made.error();
  }
  auto installed = install(wishes, workplace.folder(), sources);
  if (!installed) return installed.error();
  return Made{false, file_names};
}

}  // namespace models
