// The examination: so many photographs of sample letters, every field compared with what was printed.
#pragma once

#include <string>

namespace letter {

struct Examination {
  int letters = 100;
  unsigned first_seed = 1;
  std::string keep_folder;  ///< photographs with a wrong field are kept here; empty: none
  enum class Output { words, json } output = Output::words;
};

/// Exit status 0 when at least 95 % of the fields are right and no wrong one is called sure; 1 when not; 2 when the
/// reader cannot be loaded.
int examine(const Examination& examination);

}  // namespace letter
