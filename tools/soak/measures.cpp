#include "tools/soak/measures.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace soak {
namespace {

namespace fs = std::filesystem;

double entries_of(const char* folder) {
  std::error_code ignored;
  return static_cast<double>(std::distance(fs::directory_iterator(folder, ignored), fs::directory_iterator()));
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

}  // namespace

Sample look_at_this_process() {
  Sample sample;
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) sample.resident_kilobytes = std::atof(line.c_str() + 6);
    if (line.starts_with("Threads:")) sample.threads = std::atof(line.c_str() + 8);
  }
  sample.descriptors = entries_of("/proc/self/fd");
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds_of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  sample.processor_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  return sample;
}

std::size_t temporary_files() {
  std::error_code ignored;
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(fs::temp_directory_path(), ignored)) {
    count += entry.path().filename().string().starts_with("uketsuke") ? 1 : 0;
  }
  return count;
}

double slope(const std::vector<Sample>& samples, std::size_t warm_up, double Sample::*what) {
  const std::size_t count = samples.size() > warm_up ? samples.size() - warm_up : 0;
  if (count < 3) return 0;
  double mean_x = 0, mean_y = 0;
  for (std::size_t i = 0; i < count; ++i) {
    mean_x += static_cast<double>(i) / static_cast<double>(count);
    mean_y += samples[warm_up + i].*what / static_cast<double>(count);
  }
  double together = 0, alone = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double x = static_cast<double>(i) - mean_x;
    together += x * (samples[warm_up + i].*what - mean_y);
    alone += x * x;
  }
  return together / alone;
}

double slowing(const std::vector<Sample>& samples, std::size_t warm_up, std::size_t part, double Sample::*what,
               Standing standing) {
  const std::size_t count = samples.size() > warm_up ? samples.size() - warm_up : 0;
  part = std::min(part, count / 2);
  if (part == 0) return 1;
  std::vector<double> first, last;
  for (std::size_t i = 0; i < part; ++i) {
    first.push_back(samples[warm_up + i].*what);
    last.push_back(samples[samples.size() - 1 - i].*what);
  }
  const auto one_of = [&](std::vector<double> values) {
    return standing == Standing::median ? median(std::move(values)) : *std::min_element(values.begin(), values.end());
  };
  return one_of(std::move(last)) / std::max(1e-6, one_of(std::move(first)));
}

}  // namespace soak
