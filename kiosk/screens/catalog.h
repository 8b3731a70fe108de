// Catalog: the sentences of one language, from assets/text/<language>.json, with ICU MessageFormat.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/screens/screen.h"

namespace kiosk::screens {

enum class CatalogProblem { cannot_read, not_json, missing_key, unknown_key, broken_pattern };

struct CatalogError {
  CatalogProblem problem{};
  std::string detail;  ///< one sentence with the file and the key
  bool operator==(const CatalogError&) const = default;
};

/// Has a person who speaks the language well read every sentence? Shown to staff, never hidden.
enum class Review { reviewed, not_reviewed };

/// Immutable after loading; may be read from any thread.
class Catalog {
 public:
  /// Reads a file and checks that it holds every key of `all_text_keys`, no other, and that every pattern parses.
  static base::Result<Catalog, CatalogError> load(const std::filesystem::path& file);

  const std::string& language() const { return language_; }  ///< "ja-easy"
  const std::string& name() const { return name_; }          ///< in its own language: "やさしい日本語"
  const std::string& locale() const { return locale_; }      ///< for ICU and fonts: "ja", "fil"
  Review review() const { return review_; }
  int text_version() const { return text_version_; }  ///< version of the consent questions' wording

  /// The sentence with its placeholders filled, UTF-8. Lines that were set by hand are separated by '\n'.
  std::string text(const Words& words) const;

  /// The pattern as written, with its placeholders.
  const std::string& pattern(std::string_view key) const;

  /// The names of the placeholders in a key's pattern, sorted.
  std::vector<std::string> placeholders(std::string_view key) const;

 private:
  std::string written(const checkin::Date& date) const;

  std::string language_;
  std::string name_;
  std::string locale_;
  Review review_ = Review::not_reviewed;
  int text_version_ = 1;
  std::map<std::string, std::string, std::less<>> patterns_;
};

/// All languages of a folder, by name.
class Catalogs {
 public:
  /// Loads every language of `offered_languages()`; the first one that cannot be loaded is the error.
  static base::Result<Catalogs, CatalogError> load(const std::filesystem::path& folder);

  /// The catalogue of a language; of Japanese when there is none of that name.
  const Catalog& in(std::string_view language) const;

 private:
  std::map<std::string, Catalog, std::less<>> by_language_;
};

/// Hand-set line ends become a space where words are separated by spaces, and nothing in Japanese and Chinese.
std::string in_one_line(std::string_view text, const Catalog& catalog);

}  // namespace kiosk::screens
