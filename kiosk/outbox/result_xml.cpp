// One element after another, by pugixml. Names of elements and codes: the public vocabulary of OQSsiquc01res.
#include "kiosk/outbox/result_xml.h"

#include <iconv.h>

#include <cstdio>
#include <pugixml.hpp>
#include <sstream>

#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/written_text.h"
#include "kiosk/services/visit_json.h"

namespace kiosk::outbox {
namespace {

using namespace checkin;
using services::StoredVisit;

constexpr std::chrono::hours japan{9};

std::string compact(Date date) {
  std::string text = text_of(date);
  std::erase(text, '-');
  return text;
}

// yyyyMMddHHmmss in Japan.
std::string compact(std::chrono::sys_seconds time) {
  std::string digits;
  for (const char c : services::timestamp(time + japan)) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  return digits;
}

// A card or a letter may hold anything; XML may not: no control characters, no broken bytes, at most 200 characters.
std::string writable(const std::string& text) {
  auto characters = characters_of(text);
  if (!characters) return "●";
  std::erase_if(*characters, is_invisible);
  return utf8_of(std::u32string_view{*characters}.substr(0, 200));
}

void put(pugi::xml_node parent, const char* name, const std::string& text) {
  const std::string words = writable(text);
  parent.append_child(name).append_child(pugi::node_pcdata).set_value(words.empty() ? "●" : words.c_str());
}

void put_if(pugi::xml_node parent, const char* name, const std::string& text) {
  if (!text.empty()) put(parent, name, text);
}

std::string sex_code(Sex sex) { return sex == Sex::male ? "1" : sex == Sex::female ? "2" : "3"; }

// Consent items and the stems of their three elements. 限度額 and 特定疾病 have a flag only.
struct ItemName {
  ConsentItem item;
  const char* stem;
  enum class Times { with, without } times;
};
constexpr ItemName item_names[] = {
    {ConsentItem::high_cost_limit, "LimitApplicationCertificateRelated", ItemName::Times::without},
    {ConsentItem::specific_disease, "SpecificDiseasesCertificateRelated", ItemName::Times::without},
    {ConsentItem::checkup, "SpecificHealthCheckupsInfo", ItemName::Times::with},
    {ConsentItem::medication, "PharmacistsInfo", ItemName::Times::with},
    {ConsentItem::diagnosis, "DiagnosisInfo", ItemName::Times::with},
    {ConsentItem::operation, "OperationInfo", ItemName::Times::with}};

// 0 no, 1 yes, 2 expired. Where times stand beside it, they tell what has expired.
const char* flag_of(const Consent& consent, std::chrono::sys_seconds at) {
  if (consent.item != ConsentItem::specific_disease) return consent.decision == ConsentDecision::agreed ? "1" : "0";
  switch (standing_of(consent, at)) {
    case ConsentStanding::not_agreed:
      return "0";
    case ConsentStanding::agreed:
      return "1";
    case ConsentStanding::expired:
      return "2";
  }
  return "0";
}

void put_consents(pugi::xml_node result, const Visit& visit, std::chrono::sys_seconds at) {
  for (const auto& [item, stem, times] : item_names) {
    for (const Consent& consent : visit.consents) {
      if (consent.item != item) continue;
      const bool agreed = consent.decision == ConsentDecision::agreed;
      put(result, (std::string{stem} + "ConsFlg").c_str(), flag_of(consent, at));
      if (times == ItemName::Times::without) continue;
      put(result, (std::string{stem} + "ConsTime").c_str(), compact(consent.given_at));
      if (agreed) put(result, (std::string{stem} + "AvailableTime").c_str(), compact(consent.valid_until));
    }
  }
}

void put_header(pugi::xml_node message, const StoredVisit& stored, const Clinic& clinic, CharacterCode code) {
  const Visit& visit = *stored.visit;
  auto header = message.append_child("MessageHeader");
  put(header, "ProcessExecutionTime", compact(visit.arrived_at));
  put(header, "QualificationConfirmationDate", compact(date_in_japan(visit.arrived_at)));
  put(header, "MedicalInstitutionCode", clinic.institution_code);
  put(header, "ArbitraryFileIdentifier", identifier_of(stored));
  put(header, "ReferenceClassification", visit.identified_by == HowIdentified::letter ? "2" : "1");
  put(header, "SegmentOfResult", visit.confirmation == Confirmation::confirmed ? "1" : "2");
  put(header, "CharacterCodeIdentifier", code == CharacterCode::utf8 ? "0" : "1");
}

void put_coverage(pugi::xml_node result, const Coverage& coverage) {
  put(result, "InsurerNumber", padded_insurer_number(coverage.insurer_number));
  put_if(result, "InsuredCardSymbol", coverage.symbol);
  put(result, "InsuredIdentificationNumber", coverage.number);
  put_if(result, "InsuredBranchNumber", coverage.branch);
}

void put_person(pugi::xml_node result, const Visit& visit) {
  const Coverage* coverage = visit.coverage ? &*visit.coverage : nullptr;
  put(result, "Name", coverage != nullptr && !coverage->name.empty() ? coverage->name : visit.name);
  if (coverage != nullptr) put_if(result, "NameKana", narrowed_kana(coverage->name_kana));
  put(result, "Sex1", sex_code(coverage != nullptr ? coverage->sex : visit.sex));
  put(result, "Birthdate", compact(visit.birth_date));
}

void put_terms(pugi::xml_node result, const Coverage& coverage) {
  if (coverage.valid_from) put(result, "QualificationDate", compact(*coverage.valid_from));
  if (coverage.valid_until) put(result, "InsuredCardExpirationDate", compact(*coverage.valid_until));
  char ratio[8];
  std::snprintf(ratio, sizeof ratio, "%03d", coverage.burden_percent);
  put(result, "InsuredPartialContributionRatio", ratio);
  put_if(result, "InsurerName", coverage.insurer_name);
}

// A visit that waits: the numbers of the letter, so that the desk can ask again by hand.
void put_question(pugi::xml_node body, const Visit& visit) {
  if (!visit.question) return;
  const auto* letter = std::get_if<EligibilityLetter>(&*visit.question);
  if (letter == nullptr) return;
  auto asked = body.append_child("QualificationConfirmSearchInfo");
  put(asked, "InsurerNumber", padded_insurer_number(letter->insurer_number));
  put_if(asked, "InsuredCardSymbol", letter->symbol);
  put(asked, "InsuredIdentificationNumber", letter->number);
  put_if(asked, "InsuredBranchNumber", letter->branch);
  put(asked, "Birthdate", compact(letter->birth_date));
}

}  // namespace

std::string identifier_of(const StoredVisit& visit) {
  std::string identifier;
  for (const char c : visit.key) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    identifier.push_back(plain ? c : '-');
  }
  return visit.revision > 1 ? identifier + "-r" + std::to_string(visit.revision) : identifier;
}

std::string result_file_name(const StoredVisit& visit) {
  return "OQSsiquc01res_face_" + identifier_of(visit) + "_" + compact(visit.arrived_at) + ".xml";
}

std::string result_xml(const StoredVisit& stored, const Clinic& clinic, CharacterCode code,
                       std::chrono::sys_seconds at) {
  const Visit& visit = *stored.visit;
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = code == CharacterCode::utf8 ? "UTF-8" : "Shift_JIS";
  auto message = document.append_child("XmlMsg");
  put_header(message, stored, clinic, code);
  auto body = message.append_child("MessageBody");
  put_question(body, visit);
  if (visit.prescription != PrescriptionForm::not_asked) {
    put(body, "PrescriptionIssueSelect", visit.prescription == PrescriptionForm::electronic ? "1" : "2");
  }
  put(body, "ProcessingResultStatus", visit.confirmation == Confirmation::confirmed ? "1" : "2");
  if (visit.confirmation == Confirmation::confirmed) {
    put(body, "QualificationValidity", std::to_string(static_cast<int>(visit.validity)));
  }
  auto result = body.append_child("ResultList").append_child("ResultOfQualificationConfirmation");
  if (visit.coverage) put_coverage(result, *visit.coverage);
  put_person(result, visit);
  if (visit.coverage) put_terms(result, *visit.coverage);
  put_consents(result, visit, at);
  put_if(result, "ReferenceNumber", visit.reference_number);
  std::ostringstream text;
  document.save(text, " ", pugi::format_default, pugi::encoding_utf8);
  return code == CharacterCode::utf8 ? text.str() : shift_jis_from(text.str());
}

std::string shift_jis_from(const std::string& utf8) {
  iconv_t converter = ::iconv_open("CP932", "UTF-8");
  std::string shift_jis;
  const auto characters = characters_of(utf8).value_or(U"");
  for (const char32_t character : characters) {
    std::string one = utf8_of(std::u32string{character});
    char* in = one.data();
    std::size_t in_left = one.size();
    char room[8];
    char* out = room;
    std::size_t out_left = sizeof room;
    if (::iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) {
      ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
      shift_jis += "\x81\x9C";  // ●
    } else {
      shift_jis.append(room, sizeof room - out_left);
    }
  }
  ::iconv_close(converter);
  return shift_jis;
}

}  // namespace kiosk::outbox
