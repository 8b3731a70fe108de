// Access to the cards that were made during the build.
#include "tests/cardreader/sample_cards.h"

#include <stdexcept>

namespace samples {

std::filesystem::path folder() { return UKETSUKE_SAMPLE_CARDS; }

cardreader::VirtualCardContents contents(const std::string& name) {
  auto loaded = cardreader::load_virtual_card(folder() / (name + ".card"));
  if (!loaded) throw std::runtime_error(loaded.error().text());
  return std::move(loaded).value();
}

cardreader::VirtualCard card(const std::string& name) { return cardreader::VirtualCard(contents(name)); }

cardreader::CheckNumberB number_b(const std::string& name) { return *contents(name).front.number_b(); }

CardCopy::CardCopy(const std::string& name) {
  path_ = folder_ / (name + ".card");
  std::filesystem::copy_file(samples::folder() / (name + ".card"), path_);
}

}  // namespace samples
