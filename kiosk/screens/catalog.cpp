// Reads a catalogue with nlohmann-json and fills its patterns with ICU. The only file that includes either.
#include "kiosk/screens/catalog.h"

#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/screens/screens.h"

namespace kiosk::screens {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool has_placeholder(const std::string& pattern) { return pattern.find_first_of("{'") != std::string::npos; }

/// Names of the placeholders; nothing when the pattern does not parse.
std::optional<std::set<std::string>> parsed_placeholders(const std::string& pattern) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern parsed(icu::UnicodeString::fromUTF8(pattern), nullptr, status);
  if (U_FAILURE(status)) return std::nullopt;
  if (has_placeholder(pattern)) {
    // The parser takes any word for a kind of argument ("plurel"); only the format knows which kinds there are.
    const icu::MessageFormat format(icu::UnicodeString::fromUTF8(pattern), icu::Locale::getEnglish(), status);
    if (U_FAILURE(status)) return std::nullopt;
  }
  std::set<std::string> names;
  for (int at = 0; at < parsed.countParts(); ++at) {
    const auto& part = parsed.getPart(at);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME) names.insert(utf8(parsed.getSubstring(part)));
  }
  return names;
}

/// Digits and calendar as staff and letters write them, whatever the language's habit (Thai would count 2568).
icu::Locale number_locale(const std::string& name) {
  return icu::Locale::createFromName((name + "@calendar=gregorian;numbers=latn").c_str());
}

/// A date in words; no line ends in it.
std::string formatted(const icu::DateFormat& format, checkin::Date date) {
  // A day as ICU counts it: milliseconds since 1970 in the time zone UTC, which the format is set to.
  const auto milliseconds = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::sys_days(date));
  icu::UnicodeString text;
  format.format(static_cast<UDate>(milliseconds.time_since_epoch().count()), text);
  return utf8(text.findAndReplace(icu::UnicodeString(u" "), icu::UnicodeString(u"\u00A0")));
}

std::unique_ptr<icu::DateFormat> date_format(const icu::Locale& locale) {
  std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale));
  if (format) format->setTimeZone(*icu::TimeZone::getGMT());
  return format;
}

/// The name of a member that is there and is not what it must be.
std::optional<std::string> member_of_wrong_type(const nlohmann::json& json) {
  for (const char* name : {"language", "name", "locale"}) {
    if (json.contains(name) && !json[name].is_string()) return name;
  }
  if (json.contains("reviewed") && !json["reviewed"].is_boolean()) return "reviewed";
  if (json.contains("text_version") && !json["text_version"].is_number_integer()) return "text_version";
  return std::nullopt;
}

}  // namespace

base::Result<Catalog, CatalogError> Catalog::load(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) return CatalogError{CatalogProblem::cannot_read, file.string() + ": cannot be read"};
  const auto json = nlohmann::json::parse(stream, nullptr, false);
  if (json.is_discarded() || !json.is_object() || !json.contains("texts") || !json["texts"].is_object()) {
    return CatalogError{CatalogProblem::not_json,
                        file.string() + ": is not a catalogue (JSON with a \"texts\" object)"};
  }
  if (const auto wrong = member_of_wrong_type(json)) {
    return CatalogError{CatalogProblem::not_json, file.string() + ": \"" + *wrong + "\" is of the wrong type"};
  }
  Catalog catalog;
  catalog.language_ = json.value("language", file.stem().string());
  catalog.name_ = json.value("name", catalog.language_);
  catalog.locale_ = json.value("locale", catalog.language_);
  catalog.review_ = json.value("reviewed", false) ? Review::reviewed : Review::not_reviewed;
  catalog.text_version_ = json.value("text_version", 1);
  for (const auto& [key, pattern] : json["texts"].items()) {
    if (!std::binary_search(all_text_keys.begin(), all_text_keys.end(), std::string_view(key))) {
      return CatalogError{CatalogProblem::unknown_key, file.string() + ": no screen uses the key \"" + key + "\""};
    }
    if (!pattern.is_string() || !parsed_placeholders(pattern.get<std::string>())) {
      return CatalogError{CatalogProblem::broken_pattern,
                          file.string() + ": the text of \"" + key + "\" is not a valid message pattern"};
    }
    catalog.patterns_.emplace(key, pattern.get<std::string>());
  }
  for (const std::string_view key : all_text_keys) {
    if (!catalog.patterns_.contains(key)) {
      return CatalogError{CatalogProblem::missing_key,
                          file.string() + ": the key \"" + std::string(key) + "\" is missing"};
    }
  }
  return catalog;
}

std::string Catalog::written(const checkin::Date& date) const {
  const auto gregorian = date_format(number_locale(locale_));
  if (!gregorian) return {};
  if (!language_.starts_with("ja")) return formatted(*gregorian, date);
  // Letters and cards of Japan count years in eras; people born abroad and staff look for the western year.
  const auto era = date_format(icu::Locale::createFromName("ja_JP@calendar=japanese"));
  if (!era) return formatted(*gregorian, date);
  return formatted(*era, date) + "(" + std::to_string(int{date.year()}) + "年)";
}

std::string Catalog::text(const Words& words) const {
  const std::string& found = pattern(words.key.name());
  if (!has_placeholder(found)) return found;
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat format(icu::UnicodeString::fromUTF8(found), number_locale(locale_), status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const Argument& argument : words.arguments) {
    names.push_back(icu::UnicodeString::fromUTF8(argument.name));
    if (const auto* number = std::get_if<std::int64_t>(&argument.value)) {
      values.emplace_back(*number);
    } else if (const auto* text = std::get_if<std::string>(&argument.value)) {
      values.emplace_back(icu::UnicodeString::fromUTF8(*text));
    } else {
      values.emplace_back(icu::UnicodeString::fromUTF8(written(std::get<checkin::Date>(argument.value))));
    }
  }
  icu::UnicodeString out;
  format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), out, status);
  return U_SUCCESS(status) ? utf8(out) : found;
}

const std::string& Catalog::pattern(std::string_view key) const { return patterns_.find(key)->second; }

std::vector<std::string> Catalog::placeholders(std::string_view key) const {
  const auto names = parsed_placeholders(pattern(key));
  return {names->begin(), names->end()};
}

base::Result<Catalogs, CatalogError> Catalogs::load(const std::filesystem::path& folder) {
  Catalogs catalogs;
  for (const std::string_view language : offered_languages()) {
    auto catalog = Catalog::load(folder / (std::string(language) + ".json"));
    if (!catalog) return catalog.error();
    catalogs.by_language_.emplace(language, std::move(catalog).value());
  }
  return catalogs;
}

const Catalog& Catalogs::in(std::string_view language) const {
  const auto found = by_language_.find(language);
  return found == by_language_.end() ? by_language_.find("ja")->second : found->second;
}

std::string in_one_line(std::string_view text, const Catalog& catalog) {
  const std::string& locale = catalog.locale();
  const bool without_spaces =
      catalog.language() != "ja-easy" && (locale.starts_with("ja") || locale.starts_with("zh") || locale == "th");
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\n') {
      out.push_back(text[at]);
      continue;
    }
    const bool before_a_number = locale == "th" && at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
    if (!without_spaces || before_a_number) out.push_back(' ');
  }
  return out;
}

}  // namespace kiosk::screens
