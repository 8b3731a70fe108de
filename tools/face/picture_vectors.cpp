// Pictures to vectors.
#include "tools/face/picture_vectors.h"

#include <openssl/evp.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>

#include "tools/face/card_photo.h"
#include "vision/dlib_face_analyzer.h"
#include "vision/networks.h"
#include "vision/portrait.h"

namespace face {
namespace {

namespace fs = std::filesystem;

std::optional<vision::FaceEmbeddings> embed(vision::DlibFaceAnalyzer& analyzer, const Task& task) {
  auto image = vision::load_picture(task.first);
  if (!image) return std::nullopt;
  if (task.second == Use::reference) {
    auto reference = analyzer.reference_from(image.value());
    if (reference) return reference.value().embeddings;
    // A second, smaller face refuses a card photo; a press picture is taken by its largest face.
  }
  auto face = analyzer.examine(image.value());
  if (!face) return std::nullopt;
  if (task.second != Use::card) return face.value().embeddings;
  auto bytes = card_photo(image.value(), face.value());
  if (!bytes) return std::nullopt;
  auto reference = vision::reference_from_portrait(analyzer, bytes.value());
  if (!reference) return std::nullopt;
  return reference.value().embeddings;
}

/// One small file for each picture and use; a run that was stopped goes on where it was.
class Cache {
 public:
  Cache(const std::string& folder, const vision::ModelFiles& files)
      : folder_(folder), models_(files.first_model.substr(0, 12) + files.second_model.substr(0, 12)) {
    std::error_code ignored;
    if (!folder_.empty()) fs::create_directories(folder_, ignored);
  }

  bool find(const Task& task, std::optional<vision::FaceEmbeddings>& vectors) const {
    if (folder_.empty()) return false;
    std::ifstream in(file_of(task), std::ios::binary);
    std::vector<float> numbers(640);
    char acquired = 0;
    if (!in.read(&acquired, 1)) return false;
    if (acquired == 0) return vectors.reset(), true;
    if (!in.read(reinterpret_cast<char*>(numbers.data()), 640 * sizeof(float))) return false;
    vectors = vision::FaceEmbeddings{{numbers.begin(), numbers.begin() + 128}, {numbers.begin() + 128, numbers.end()}};
    return true;
  }

  void keep(const Task& task, const std::optional<vision::FaceEmbeddings>& vectors) const {
    if (folder_.empty()) return;
    const auto file = file_of(task);
    const auto part = file.string() + ".part";
    std::ofstream out(part, std::ios::binary);
    out.put(vectors ? 1 : 0);
    if (vectors)
      for (const auto* v : {&vectors->first, &vectors->second})
        out.write(reinterpret_cast<const char*>(v->data()), static_cast<std::streamsize>(v->size() * sizeof(float)));
    out.close();
    std::error_code ignored;
    fs::rename(part, file, ignored);
  }

 private:
  fs::path file_of(const Task& task) const {
    std::error_code ignored;
    const auto size = fs::file_size(task.first, ignored);
    const auto changed = fs::last_write_time(task.first, ignored).time_since_epoch().count();
    // Bumped whenever the way from picture to vector changes.
    constexpr const char* recipe = "4";
    std::ostringstream key;
    key << recipe << static_cast<int>(vision::quickest_precision()) << models_ << fs::absolute(task.first).string()
        << size << changed << static_cast<int>(task.second);
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    const std::string text = key.str();
    EVP_Digest(text.data(), text.size(), sum, &length, EVP_sha256(), nullptr);
    std::ostringstream name;
    for (int i = 0; i < 16; ++i) name << std::hex << (sum[i] >> 4) << (sum[i] & 15);
    return folder_ / name.str();
  }
  fs::path folder_;
  std::string models_;
};

}  // namespace

Vectors vectors_of(const std::set<Task>& tasks, const std::string& cache_folder, const vision::ModelFiles& files) {
  const Cache cache(cache_folder, files);
  const std::vector<Task> list(tasks.begin(), tasks.end());
  Vectors all;
  std::mutex guard;
  std::atomic<std::size_t> next{0}, finished{0};
  const auto work = [&] {
    std::unique_ptr<vision::DlibFaceAnalyzer> analyzer;
    for (std::size_t i = next++; i < list.size(); i = next++) {
      std::optional<vision::FaceEmbeddings> vectors;
      if (!cache.find(list[i], vectors)) {
        if (!analyzer) {
          auto loaded = vision::DlibFaceAnalyzer::load(files);
          if (!loaded) return;
          analyzer = std::move(loaded).value();
        }
        vectors = embed(*analyzer, list[i]);
        cache.keep(list[i], vectors);
      }
      const std::lock_guard lock(guard);
      all[list[i]] = std::move(vectors);
      if (++finished % 50 == 0) std::cerr << "  " << finished << " of " << list.size() << " pictures" << std::endl;
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  }
  return all;
}

}  // namespace face
