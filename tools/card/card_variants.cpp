// Sources: the list of pcsc-tools and OpenSC's card driver (contact); ISO 14443 type B as PC/SC part 3 maps it
// (contactless).
#include "tools/card/card_variants.h"

#include <array>

namespace card_tool {
namespace {

struct NamedAtr {
  std::string_view name;
  std::string_view hexadecimal;
};

constexpr std::array<NamedAtr, 6> known_atrs{{
    {"jukicard", "3BE000FF8131FE4514"},
    {"contact-a", "3BDA13FF8131FB468012392F31C173C601C03B"},
    {"contact-b", "3BC5FF8131FB458073C6010000"},
    {"contact-c", "3BF59100FF918171FE400042000100D1D6"},
    {"contact-d", "3BF59100FF918171FE4000420001B3A115"},
    {"contactless", "3B888001000005E0B381A1007F"},
}};

}  // namespace

std::optional<cardreader::Bytes> atr_from(std::string_view words) {
  for (const NamedAtr& known : known_atrs) {
    if (words == known.name) return cardreader::from_hex(known.hexadecimal);
  }
  auto atr = cardreader::from_hex(words);
  if (!atr || atr->size() < 2 || atr->size() > 33) return std::nullopt;
  return atr;
}

std::string atr_names() {
  std::string names;
  for (const NamedAtr& known : known_atrs) names += (names.empty() ? "" : ", ") + std::string(known.name);
  return names;
}

}  // namespace card_tool
