// Finding and checking the model files.
#include "vision/model_files.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

namespace vision {
namespace {

base::Result<std::filesystem::path, VisionError> checked(const std::filesystem::path& folder,
                                                         const nlohmann::json& sums, const char* name) {
  const auto path = folder / name;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return VisionError{VisionProblem::models_missing, path.string()};
  auto sum = sha256_of(path);
  if (!sum) return sum.error();
  if (!sums.contains(name) || sums.at(name) != sum.value())
    return VisionError{VisionProblem::models_damaged, path.string()};
  return path;
}

}  // namespace

std::filesystem::path models_folder() {
  if (const char* given = std::getenv("UKETSUKE_MODELS"); given != nullptr && *given != '\0') return given;
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0')
    return std::filesystem::path(cache) / "uketsuke" / "models";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : "/root") / ".cache" / "uketsuke" / "models";
}

base::Result<std::string, VisionError> sha256_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return VisionError{VisionProblem::file_missing, file.string()};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  std::vector<char> block(1 << 18);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0)
    EVP_DigestUpdate(digest.get(), block.data(), static_cast<std::size_t>(in.gcount()));
  unsigned char sum[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(digest.get(), sum, &size);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[sum[i] >> 4];
    hex += "0123456789abcdef"[sum[i] & 15];
  }
  return hex;
}

base::Result<ModelFiles, VisionError> find_models(const std::filesystem::path& folder) {
  std::ifstream in(folder / "models.json");
  if (!in) return VisionError{VisionProblem::models_missing, (folder / "models.json").string()};
  const auto list = nlohmann::json::parse(in, nullptr, false);
  if (!list.is_object() || !list.contains("files") || !list["files"].is_object())
    return VisionError{VisionProblem::models_damaged, (folder / "models.json").string()};
  const nlohmann::json& sums = list["files"];
  ModelFiles files;
  const std::pair<const char*, std::filesystem::path*> wanted[]{{"first-network.floats", &files.first_network},
                                                                {"second-network.floats", &files.second_network},
                                                                {"frontal-detector.dlib", &files.detector},
                                                                {"landmarks-68.compact", &files.landmarks},
                                                                {"passive-liveness.onnx", &files.passive_liveness}};
  for (const auto& [name, place] : wanted) {
    auto path = checked(folder, sums, name);
    if (!path) return path.error();
    *place = std::move(path).value();
  }
  // These serve the reference engines only, so they are not read at each start.
  files.first_network_dat = folder / "first-network.dat";
  files.second_network_onnx = folder / "second-network.onnx";
  files.first_model = sums.at("first-network.floats").get<std::string>();
  files.second_model = sums.at("second-network.floats").get<std::string>();
  return files;
}

}  // namespace vision
