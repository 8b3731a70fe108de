// The cast of the program tests: invented holders with the faces of Debian's dlib samples, their cards and videos, made
// on first use in the build folder and kept there; and how to run a program.
#pragma once

#include <string>

namespace programs {

struct Finished {
  int status = -1;  ///< exit status; 128 + signal when it was ended by one
  std::string out;
  std::string err;
};

/// Runs a command line; the project's own programs are found first.
Finished run(const std::string& command);

class Cast {
 public:
  static std::string folder();
  static std::string authority();
  /// The first picture of a person.
  static std::string picture(const std::string& person);
  /// The card whose photo is the person's first picture.
  static std::string card(const std::string& person);
  /// A webcam-like video from three of the person's other pictures.
  static std::string video(const std::string& person);
};

}  // namespace programs
