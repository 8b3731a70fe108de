// The Eligibility Confirmation Letter (資格確認書): what the person typed, what is wrong with it, and the checked
// letter.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/checkin/instant.h"
#include "kiosk/checkin/patient.h"

namespace kiosk::checkin {

/// The fields in the order in which they are asked.
enum class LetterField {
  insurer_number,
  symbol,
  number,
  branch,
  name,
  birth_date,
  valid_from,
  valid_until,
  burden_ratio
};
inline constexpr LetterField first_letter_field = LetterField::insurer_number;
inline constexpr LetterField last_letter_field = LetterField::burden_ratio;

/// What can be wrong with a field; each has a plain sentence in the catalogues.
enum class LetterProblem {
  missing,
  not_a_number,     ///< a digit was expected
  wrong_length,     ///< insurer numbers have 8 or 6 digits, branches 2
  check_digit,      ///< Luhn over the insurer number fails: a digit was mistyped
  impossible_date,  ///< for example 30 February, or 平成31年5月1日
  in_the_future,
  expired,
  not_yet_valid,
  longer_than_five_years,
  forbidden_character,
  too_long,
};

/// What was typed so far, kept as typed. Dates are `YYYY-MM-DD`, the burden ratio is `10`, `20` or `30`.
using LetterDraft = std::map<LetterField, std::string>;

struct FieldProblem {
  LetterField field{};
  LetterProblem problem{};

  bool operator==(const FieldProblem&) const = default;
};

/// A letter whose fields all hold.
struct EligibilityLetter {
  std::string insurer_number;  ///< as printed: 8 digits, or 6 (municipal insurance)
  std::string symbol;          ///< may be empty
  std::string number;
  std::string branch;  ///< empty or two digits; empty is not "00"
  std::string name;    ///< kana or Latin
  Date birth_date{};
  std::optional<Date> valid_from;
  Date valid_until{};
  int burden_percent = 30;

  bool operator==(const EligibilityLetter&) const = default;
};

/// One key of the on-screen keyboard (UTF-8). Digits of either width count; a key of the kana keyboard that adds a mark
/// changes the character before it (see written_text.h). A key that the field cannot hold, or that would make it too
/// long, leaves the draft as it was. Dates take digits only and write the two hyphens themselves.
LetterDraft typed(LetterDraft draft, LetterField field, std::string_view key);

/// Without the field's last character.
LetterDraft erased(LetterDraft draft, LetterField field);

/// The field's whole text at once (pasted, from the wheels, read by the camera): invisible characters and outer blanks
/// dropped, widths folded, a date in any written form made `YYYY-MM-DD` when it exists. What does not fit is kept (up
/// to 200 characters) so that the problem can be shown beside it.
LetterDraft edited(LetterDraft draft, LetterField field, std::string_view text);

/// The field asked after or before this one; nothing at either end.
std::optional<LetterField> field_after(LetterField field);
std::optional<LetterField> field_before(LetterField field);

/// May the field be left empty? The burden ratio is printed, and so needed, from 70 years of age on.
bool may_be_empty(const LetterDraft& draft, LetterField field, Date today);

/// The insurance scheme by the insurer number's first digits (法別番号), in Japanese; nothing when unknown.
std::optional<std::string_view> scheme_of(std::string_view insurer_number);

/// 8 digits: six-digit numbers of municipal insurance are padded left with zeros.
std::string padded_insurer_number(std::string_view insurer_number);

/// True when the digits' last one is the check digit of the others (Luhn; MHLW 設定要領). False for anything but
/// digits.
bool has_valid_check_digit(std::string_view digits);

/// What is wrong with one field of the draft on the given day; nothing when it holds.
std::optional<LetterProblem> problem_of(const LetterDraft& draft, LetterField field, Date today);

/// All problems at once, in field order; empty when the letter can be sent.
std::vector<FieldProblem> problems_of(const LetterDraft& draft, Date today);

/// The checked letter. Precondition: `problems_of(draft, today)` is empty.
EligibilityLetter letter_from(const LetterDraft& draft);

/// A date written `YYYY-MM-DD`; nothing when it is written otherwise or does not exist. Era dates: era.h.
std::optional<Date> date_from(std::string_view text);

/// `YYYY-MM-DD`.
std::string text_of(Date date);

/// Years of age reached on that day. Born on 29 February: reached on 1 March of ordinary years.
int age_on(Date birth_date, Date day);

}  // namespace kiosk::checkin
