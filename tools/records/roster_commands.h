// Adding invented people to a roster, and showing who is in one. Exit status 0 done, 2 bad input.
#pragma once

#include <filesystem>
#include <string>

#include "tools/records/record_commands.h"

namespace records {

/// What is known of the person, as typed.
struct NewPerson {
  std::filesystem::path roster;
  std::filesystem::path certificate;  ///< DER or PEM; empty for a person without a card
  std::string name, name_kana, birth_date, sex = "not-known";
  std::string insurer_number, insurer_name, symbol, number, branch;
  std::string valid_from, valid_until;
  int burden_percent = 30;
  std::string registration = "registered", validity, reference_number;
  std::string second_insurer_number;  ///< a second insurance in force, to be asked which is current
  bool has_specific_disease = false, has_medical_subsidy = false, is_revoked = false;
};

/// A roster named `*.json` is rewritten whole; any other name is a SQLite roster, made when missing.
int add_to_roster(const NewPerson& person, Output output);
/// Adds every person of a JSON roster.
int add_people(const std::filesystem::path& roster, const std::filesystem::path& people, Output output);
int list_roster(const std::filesystem::path& roster, Output output);

}  // namespace records
