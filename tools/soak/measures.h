// What a process holds of the machine, and how that grows.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace soak {

/// One look at this process, after one check-in.
struct Sample {
  double resident_kilobytes = 0;
  double descriptors = 0;
  double threads = 0;
  double seconds = 0;            ///< of real time that the check-ins took
  double processor_seconds = 0;  ///< of this process, since it began; of a round where one is told
};

/// From /proc; `seconds` is left to the caller.
Sample look_at_this_process();

/// Files and folders of ours in the system's temporary folder.
std::size_t temporary_files();

/// Growth for each sample, by least squares over the samples after `warm_up`.
double slope(const std::vector<Sample>& samples, std::size_t warm_up, double Sample::*what);

/// Which of several samples stands for them: the one in the middle, or the one that the machine's other work disturbed
/// least.
enum class Standing { median, least };

/// `what` in the last `part` samples over that in the first `part` after `warm_up`; at most half of them each.
double slowing(const std::vector<Sample>& samples, std::size_t warm_up, std::size_t part, double Sample::*what,
               Standing standing);

}  // namespace soak
