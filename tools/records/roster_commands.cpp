// From typed words and a certificate to a person in a roster.
#include "tools/records/roster_commands.h"

#include <openssl/pem.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "kiosk/checkin/letter.h"
#include "kiosk/services/record_words.h"
#include "kiosk/services/roster.h"
#include "kiosk/services/visit_json.h"
#include "kiosk/services/whole_file.h"

namespace records {
namespace {

using namespace kiosk::services;
using namespace kiosk::checkin;
using Json = nlohmann::ordered_json;

std::optional<std::vector<unsigned char>> certificate_in(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return std::nullopt;
  std::vector<unsigned char> bytes{std::istreambuf_iterator<char>{in}, {}};
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  if (text.find("-----BEGIN") == std::string_view::npos) return bytes;
  BIO* memory = BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()));
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* der = nullptr;
  long size = 0;
  const int read = PEM_read_bio(memory, &name, &header, &der, &size);
  std::optional<std::vector<unsigned char>> certificate;
  if (read == 1) certificate.emplace(der, der + size);
  OPENSSL_free(name), OPENSSL_free(header), OPENSSL_free(der);
  BIO_free(memory);
  return certificate;
}

// What is wrong with what was typed, in words; nothing when a person can be made of it.
std::optional<std::string> problem_in(const NewPerson& person) {
  if (!date_from(person.birth_date)) return "--birth-date " + person.birth_date + " is no date: write it as 1985-04-12";
  for (const auto* date : {&person.valid_from, &person.valid_until}) {
    if (!date->empty() && !date_from(*date)) return *date + " is no date: write it as 2030-03-31";
  }
  for (const auto* number : {&person.insurer_number, &person.second_insurer_number}) {
    if (!number->empty() && ((number->size() != 8 && number->size() != 6) || !has_valid_check_digit(*number))) {
      return "the insurer number " + *number + " does not hold: 8 or 6 digits, the last one the check digit";
    }
  }
  if (!from_word<Sex>(person.sex)) return "--sex is one of not-known, male, female";
  if (!from_word<Registration>(person.registration)) return "--registration is registered or not-registered";
  if (!person.validity.empty() && !from_word<Validity>(person.validity)) {
    return "--validity is one of valid, invalid, invalid-newer-exists, none, several, valid-unregistered";
  }
  return std::nullopt;
}

Coverage coverage_of(const NewPerson& person) {
  Coverage coverage;
  coverage.insurer_number = padded_insurer_number(person.insurer_number);
  coverage.insurer_name = person.insurer_name;
  coverage.symbol = person.symbol;
  coverage.number = person.number;
  coverage.branch = person.branch;
  coverage.name = person.name;
  coverage.name_kana = person.name_kana;
  coverage.birth_date = date_from(person.birth_date).value();
  coverage.sex = from_word<Sex>(person.sex).value();
  if (!person.valid_from.empty()) coverage.valid_from = date_from(person.valid_from);
  if (!person.valid_until.empty()) coverage.valid_until = date_from(person.valid_until);
  coverage.burden_percent = person.burden_percent;
  return coverage;
}

std::variant<RosterPerson, std::string> roster_person(const NewPerson& typed) {
  if (const auto problem = problem_in(typed)) return *problem;
  RosterPerson person;
  if (!typed.certificate.empty()) {
    const auto der = certificate_in(typed.certificate);
    const auto facts = der ? certificate_facts(*der) : std::nullopt;
    if (!facts) return typed.certificate.string() + " holds no certificate (X.509 in DER or PEM)";
    person.certificate_serial = facts->serial;
    person.certificate_subject = facts->subject;
  }
  person.registration = from_word<Registration>(typed.registration).value();
  if (!typed.validity.empty()) person.stated_validity = from_word<Validity>(typed.validity);
  person.is_revoked = typed.is_revoked;
  person.has_specific_disease = typed.has_specific_disease;
  person.has_medical_subsidy = typed.has_medical_subsidy;
  person.reference_number = typed.reference_number;
  if (!typed.insurer_number.empty()) person.coverages.push_back(coverage_of(typed));
  if (!typed.second_insurer_number.empty()) {
    NewPerson second = typed;
    second.insurer_number = typed.second_insurer_number;
    second.insurer_name = std::string{scheme_of(second.insurer_number).value_or("another insurer")};
    person.coverages.push_back(coverage_of(second));
  }
  return person;
}

bool same_card(const RosterPerson& a, const RosterPerson& b) {
  return !b.certificate_serial.empty() && normal_serial(a.certificate_serial) == normal_serial(b.certificate_serial);
}

int add_to_json(const std::filesystem::path& file, const std::vector<RosterPerson>& added) {
  std::vector<RosterPerson> people;
  if (std::filesystem::exists(file)) {
    auto there = people_in_json(file);
    if (!there) return fail(there.error());
    people = std::move(there).value();
  }
  for (const RosterPerson& person : added) {
    std::erase_if(people, [&](const RosterPerson& other) { return same_card(other, person); });
    people.push_back(person);
  }
  Json roster = {{"roster", 1}, {"people", Json::array()}};
  for (const RosterPerson& person : people) roster["people"].push_back(json_of(person));
  if (const auto problem = write_whole_file(file, roster.dump(2) + "\n")) return fail(*problem);
  return 0;
}

int add_all(const std::filesystem::path& file, const std::vector<RosterPerson>& people, Output output) {
  if (file.extension() == ".json") {
    if (const int status = add_to_json(file, people); status != 0) return status;
  } else {
    auto roster = Roster::open_or_create(file);
    if (!roster) return fail(roster.error());
    for (const RosterPerson& person : people) {
      if (auto added = roster.value()->add(person); !added) return fail(added.error());
    }
  }
  if (output == Output::json) {
    std::cout << Json{{"roster", file.string()}, {"added", people.size()}}.dump() << "\n";
  } else {
    std::cout << people.size() << (people.size() == 1 ? " person" : " people") << " added to " << file.string() << "\n";
  }
  return 0;
}

}  // namespace

int add_to_roster(const NewPerson& typed, Output output) {
  auto person = roster_person(typed);
  if (const auto* problem = std::get_if<std::string>(&person)) return fail(*problem);
  return add_all(typed.roster, {std::get<RosterPerson>(person)}, output);
}

int add_people(const std::filesystem::path& roster, const std::filesystem::path& people, Output output) {
  const auto read = people_in_json(people);
  if (!read) return fail(read.error());
  return add_all(roster, read.value(), output);
}

int list_roster(const std::filesystem::path& file, Output output) {
  auto roster = Roster::load(file);
  if (!roster) return fail(roster.error());
  const auto people = roster.value()->people();
  if (!people) return fail(people.error());
  for (const RosterPerson& person : people.value()) {
    if (output == Output::json) {
      std::cout << json_of(person).dump() << "\n";
      continue;
    }
    std::cout << (person.certificate_serial.empty() ? "no card" : "card " + person.certificate_serial) << ", "
              << word_for(person.registration) << ", " << person.coverages.size() << " insurance(s)";
    for (const Coverage& coverage : person.coverages) {
      std::cout << "; " << coverage.insurer_number << " " << coverage.insurer_name << " " << coverage.name_kana;
    }
    std::cout << "\n";
  }
  return 0;
}

}  // namespace records
