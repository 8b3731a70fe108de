// What an insurer answers, what a roster holds and what was recorded, from any bytes. What is understood is written, read
// again, and the same.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "kiosk/services/roster.h"
#include "kiosk/services/visit_json.h"

namespace services = kiosk::services;
using Json = nlohmann::ordered_json;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const Json json = Json::parse(bytes, bytes + size, nullptr, false);
  if (json.is_discarded()) return 0;
  if (const auto eligibility = services::eligibility_from(json)) {
    if (services::eligibility_from(services::json_of(*eligibility)) != eligibility) std::abort();
  }
  if (const auto question = services::question_from(json)) {
    if (services::question_from(services::json_of(*question)) != question) std::abort();
  }
  if (const auto visit = services::visit_from(json)) {
    if (services::visit_from(services::json_of(*visit)) != visit) std::abort();
  }
  (void)services::person_from(json);
  return 0;
}
