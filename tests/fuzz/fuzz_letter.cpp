// What a person types, pastes or shows to the camera for a letter: any text in any field. A draft without problems makes a
// letter.
#include <cstdlib>
#include <string>
#include <string_view>

#include "kiosk/checkin/letter.h"

namespace checkin = kiosk::checkin;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const checkin::Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{22}};
  std::string_view rest(reinterpret_cast<const char*>(bytes), size);
  checkin::LetterDraft draft;
  // Lines: the first character of each says which field, and whether it is typed key by key or set at once.
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (line.empty()) continue;
    const auto code = static_cast<unsigned char>(line.front());
    const int fields = static_cast<int>(checkin::last_letter_field) + 1;
    const auto field = static_cast<checkin::LetterField>(code % fields);
    if (code % 2 == 0) {
      draft = checkin::edited(std::move(draft), field, line.substr(1));
    } else {
      for (const char key : line.substr(1)) draft = checkin::typed(std::move(draft), field, {&key, 1});
      draft = checkin::erased(std::move(draft), field);
    }
  }
  if (checkin::problems_of(draft, today).empty()) (void)checkin::letter_from(draft);
  return 0;
}
