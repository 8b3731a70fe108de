// JSON both ways. nlohmann's exceptions for wrong types are caught here: a reader gets a value or nothing.
#include "kiosk/services/visit_json.h"

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "kiosk/services/record_words.h"

namespace kiosk::services {
namespace {

using namespace checkin;
using Json = nlohmann::ordered_json;

void put_date(Json& json, const char* name, const std::optional<Date>& date) {
  if (date) json[name] = text_of(*date);
}

// Thrown inside this file only, where a member has a form that no writer of ours gives it.
struct Malformed {};

template <class Enumerator>
Enumerator word_in(const Json& json, const char* name) {
  const auto value = from_word<Enumerator>(json.at(name).get_ref<const std::string&>());
  if (!value) throw Malformed{};
  return *value;
}

Date date_in(const Json& json, const char* name) {
  const auto date = date_from(json.at(name).get_ref<const std::string&>());
  if (!date) throw Malformed{};
  return *date;
}

std::optional<Date> optional_date_in(const Json& json, const char* name) {
  if (!json.contains(name) || json.at(name).is_null()) return std::nullopt;
  return date_in(json, name);
}

std::chrono::sys_seconds time_in(const Json& json, const char* name) {
  const auto time = time_from(json.at(name).get_ref<const std::string&>());
  if (!time) throw Malformed{};
  return *time;
}

std::vector<unsigned char> bytes_in(const Json& json, const char* name) {
  auto bytes = bytes_from_hexadecimal(json.at(name).get_ref<const std::string&>());
  if (!bytes) throw Malformed{};
  return *std::move(bytes);
}

Coverage read_coverage(const Json& json) {
  Coverage coverage;
  coverage.insurer_number = json.at("insurer_number");
  coverage.insurer_name = json.value("insurer_name", "");
  coverage.symbol = json.value("symbol", "");
  coverage.number = json.at("number");
  coverage.branch = json.value("branch", "");
  coverage.name = json.value("name", "");
  coverage.name_kana = json.value("name_kana", "");
  coverage.birth_date = date_in(json, "birth_date");
  if (json.contains("sex")) coverage.sex = word_in<Sex>(json, "sex");
  coverage.valid_from = optional_date_in(json, "valid_from");
  coverage.valid_until = optional_date_in(json, "valid_until");
  coverage.burden_percent = json.value("burden_percent", 30);
  if (coverage.burden_percent < 0 || coverage.burden_percent > 100) throw Malformed{};
  return coverage;
}

Consent read_consent(const Json& json) {
  Consent consent;
  consent.item = word_in<ConsentItem>(json, "item");
  consent.decision = word_in<ConsentDecision>(json, "decision");
  consent.given_at = time_in(json, "given_at");
  consent.valid_until = time_in(json, "valid_until");
  consent.language = json.at("language");
  consent.text_version = json.at("text_version");
  consent.identified_by = word_in<HowIdentified>(json, "identified_by");
  return consent;
}

Eligibility read_eligibility(const Json& json) {
  Eligibility eligibility;
  eligibility.validity = word_in<Validity>(json, "validity");
  for (const Json& coverage : json.at("coverages")) eligibility.coverages.push_back(read_coverage(coverage));
  eligibility.registration = word_in<Registration>(json, "registration");
  eligibility.certificate = word_in<CertificateStanding>(json, "certificate");
  eligibility.has_specific_disease = json.at("has_specific_disease");
  eligibility.has_medical_subsidy = json.at("has_medical_subsidy");
  eligibility.reference_number = json.at("reference_number");
  return eligibility;
}

EligibilityQuestion read_question(const Json& json) {
  if (json.contains("card")) {
    const Json& card = json.at("card");
    return CardProof{bytes_in(card, "certificate"), bytes_in(card, "nonce"), bytes_in(card, "signature")};
  }
  const Json& json_letter = json.at("letter");
  EligibilityLetter letter;
  letter.insurer_number = json_letter.at("insurer_number");
  letter.symbol = json_letter.at("symbol");
  letter.number = json_letter.at("number");
  letter.branch = json_letter.at("branch");
  letter.name = json_letter.at("name");
  letter.birth_date = date_in(json_letter, "birth_date");
  letter.valid_from = optional_date_in(json_letter, "valid_from");
  letter.valid_until = date_in(json_letter, "valid_until");
  letter.burden_percent = json_letter.at("burden_percent");
  return letter;
}

Visit read_visit(const Json& json) {
  Visit visit;
  visit.key = json.at("key");
  visit.arrived_at = time_in(json, "arrived_at");
  visit.identified_by = word_in<HowIdentified>(json, "identified_by");
  if (json.contains("visual_check_reason")) {
    visit.visual_check_reason = word_in<VisualCheckReason>(json, "visual_check_reason");
  }
  visit.name = json.at("name");
  visit.birth_date = date_in(json, "birth_date");
  visit.sex = word_in<Sex>(json, "sex");
  visit.confirmation = word_in<Confirmation>(json, "confirmation");
  visit.validity = word_in<Validity>(json, "validity");
  if (json.contains("coverage")) visit.coverage = read_coverage(json.at("coverage"));
  if (json.contains("question")) visit.question = read_question(json.at("question"));
  visit.reference_number = json.at("reference_number");
  visit.certificate = word_in<CertificateStanding>(json, "certificate");
  for (const Json& consent : json.at("consents")) visit.consents.push_back(read_consent(consent));
  visit.prescription = word_in<PrescriptionForm>(json, "prescription");
  visit.language = json.at("language");
  return visit;
}

template <class Value>
std::optional<Value> read(const Json& json, Value (*reader)(const Json&)) {
  try {
    return reader(json);
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  } catch (const Malformed&) {
    return std::nullopt;
  }
}

}  // namespace

Json json_of(const Coverage& coverage) {
  Json json = {{"insurer_number", coverage.insurer_number},
               {"insurer_name", coverage.insurer_name},
               {"symbol", coverage.symbol},
               {"number", coverage.number},
               {"branch", coverage.branch},
               {"name", coverage.name},
               {"name_kana", coverage.name_kana},
               {"birth_date", text_of(coverage.birth_date)},
               {"sex", word_for(coverage.sex)}};
  put_date(json, "valid_from", coverage.valid_from);
  put_date(json, "valid_until", coverage.valid_until);
  json["burden_percent"] = coverage.burden_percent;
  return json;
}

Json json_of(const Consent& consent) {
  return {{"item", word_for(consent.item)},
          {"decision", word_for(consent.decision)},
          {"given_at", timestamp(consent.given_at)},
          {"valid_until", timestamp(consent.valid_until)},
          {"language", consent.language},
          {"text_version", consent.text_version},
          {"identified_by", word_for(consent.identified_by)}};
}

Json json_of(const Eligibility& eligibility) {
  Json coverages = Json::array();
  for (const Coverage& coverage : eligibility.coverages) coverages.push_back(json_of(coverage));
  return {{"validity", word_for(eligibility.validity)},
          {"coverages", std::move(coverages)},
          {"registration", word_for(eligibility.registration)},
          {"certificate", word_for(eligibility.certificate)},
          {"has_specific_disease", eligibility.has_specific_disease},
          {"has_medical_subsidy", eligibility.has_medical_subsidy},
          {"reference_number", eligibility.reference_number}};
}

Json json_of(const EligibilityQuestion& question) {
  if (const auto* proof = std::get_if<CardProof>(&question)) {
    return {{"card",
             {{"certificate", hexadecimal(proof->certificate)},
              {"nonce", hexadecimal(proof->nonce)},
              {"signature", hexadecimal(proof->signature)}}}};
  }
  const auto& letter = std::get<EligibilityLetter>(question);
  Json json = {{"insurer_number", letter.insurer_number},
               {"symbol", letter.symbol},
               {"number", letter.number},
               {"branch", letter.branch},
               {"name", letter.name},
               {"birth_date", text_of(letter.birth_date)},
               {"valid_until", text_of(letter.valid_until)},
               {"burden_percent", letter.burden_percent}};
  put_date(json, "valid_from", letter.valid_from);
  return {{"letter", std::move(json)}};
}

Json json_of(const Visit& visit) {
  Json json = {{"key", visit.key},
               {"arrived_at", timestamp(visit.arrived_at)},
               {"identified_by", word_for(visit.identified_by)},
               {"name", visit.name},
               {"birth_date", text_of(visit.birth_date)},
               {"sex", word_for(visit.sex)},
               {"confirmation", word_for(visit.confirmation)},
               {"validity", word_for(visit.validity)},
               {"reference_number", visit.reference_number},
               {"certificate", word_for(visit.certificate)},
               {"prescription", word_for(visit.prescription)},
               {"language", visit.language}};
  if (visit.visual_check_reason) json["visual_check_reason"] = word_for(*visit.visual_check_reason);
  if (visit.coverage) json["coverage"] = json_of(*visit.coverage);
  if (visit.question) json["question"] = json_of(*visit.question);
  json["consents"] = Json::array();
  for (const Consent& consent : visit.consents) json["consents"].push_back(json_of(consent));
  return json;
}

std::optional<Coverage> coverage_from(const Json& json) { return read<Coverage>(json, read_coverage); }
std::optional<Eligibility> eligibility_from(const Json& json) { return read<Eligibility>(json, read_eligibility); }
std::optional<EligibilityQuestion> question_from(const Json& json) {
  return read<EligibilityQuestion>(json, read_question);
}
std::optional<Visit> visit_from(const Json& json) { return read<Visit>(json, read_visit); }

std::string hexadecimal(const std::vector<unsigned char>& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) text += {digits[byte >> 4], digits[byte & 0xF]};
  return text;
}

std::optional<std::vector<unsigned char>> bytes_from_hexadecimal(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (text.size() % 2 != 0) return std::nullopt;
  std::vector<unsigned char> bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<unsigned char>(high * 16 + low));
  }
  return bytes;
}

std::string timestamp(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return text_of(Date{day}) + text;
}

std::optional<std::chrono::sys_seconds> time_from(std::string_view timestamp) {
  int hour = 0, minute = 0, second = 0, length = 0;
  const std::string text{timestamp};
  if (text.size() != 20) return std::nullopt;
  const auto date = date_from(std::string_view{text}.substr(0, 10));
  const int fields = std::sscanf(text.c_str() + 10, "T%2d:%2d:%2dZ%n", &hour, &minute, &second, &length);
  if (!date || fields != 3 || length != 10 || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days{*date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

}  // namespace kiosk::services
