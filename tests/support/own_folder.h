// A folder of its own for one test, removed with everything in it at the end, also of a test that was killed.
#pragma once

#include "kiosk/base/own_folder.h"

namespace support {

class OwnFolder : public base::OwnFolder {
 public:
  OwnFolder() : base::OwnFolder(base::OwnFolder::make("uketsuke-test").value()) {}
};

}  // namespace support
