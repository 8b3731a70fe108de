// The invented people of these tests, and their cards: made once, while the tests are built (make_sample_cards.cpp).
#pragma once

#include <filesystem>
#include <string>

#include "cardreader/card_authority.h"
#include "cardreader/personalisation.h"
#include "cardreader/virtual_card.h"
#include "tests/support/own_folder.h"

namespace samples {

/// Hanako Uketsuke, born 1980-02-17 (Showa 55), PIN 1234, password PASSWORD1, code 2285, expiry ten years on.
cardreader::CardParticulars hanako();

/// Where the build put the cards and the authority.
std::filesystem::path folder();

/// The contents of a card made at build time: "hanako", "taro", "child", "without-pins", "short-reads".
cardreader::VirtualCardContents contents(const std::string& name = "hanako");
cardreader::VirtualCard card(const std::string& name = "hanako");
cardreader::CheckNumberB number_b(const std::string& name = "hanako");

/// A copy of a card's file in a folder that goes away with this object; for tests that change counters.
class CardCopy {
 public:
  explicit CardCopy(const std::string& name = "hanako");
  const std::filesystem::path& path() const { return path_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  support::OwnFolder folder_;
  std::filesystem::path path_;
};

}  // namespace samples
