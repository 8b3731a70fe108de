// The roster: who is found, and what the insurer says about them on which day.
#include "kiosk/services/roster.h"

#include <doctest/doctest.h>

#include <fstream>

#include "kiosk/services/roster_eligibility_service.h"
#include "tests/kiosk/services/sample_visits.h"
#include "tests/support/own_folder.h"
#include "tests/support/test_certificate.h"

using namespace kiosk::services;
using namespace kiosk::checkin;
using namespace std::chrono_literals;
using sample::hanako_coverage;
using sample::hanako_letter;
using sample::today;
using support::OwnFolder;
using support::test_certificate;
using support::test_proof;

namespace {

constexpr Date in_four_years = 2030y / std::chrono::April / 12;

RosterPerson hanako() {
  RosterPerson person;
  person.certificate_serial = "0A:11";
  person.certificate_subject = "test-hanako";
  person.reference_number = "P-004711";
  person.coverages = {hanako_coverage()};
  return person;
}

std::unique_ptr<Roster> roster_with(const std::vector<RosterPerson>& people) {
  auto roster = Roster::open_or_create(":memory:");
  REQUIRE(roster);
  for (const RosterPerson& person : people) CHECK(roster.value()->add(person));
  return std::move(roster).value();
}

CardProof hanako_proof(Date last_day = in_four_years) {
  return test_proof(test_certificate("test-hanako", 0x0A11, last_day));
}

Coverage another_coverage() {
  Coverage other = hanako_coverage();
  other.insurer_number = "00138016";
  other.symbol = "国東";
  other.number = "9";
  return other;
}

}  // namespace

TEST_CASE("a certificate says its serial, its holder and its last day in Japan") {
  const auto facts = certificate_facts(test_certificate("test-hanako", 0x0A11, in_four_years));
  REQUIRE(facts);
  CHECK(facts->serial == "a11");
  CHECK(facts->subject == "test-hanako");
  CHECK(facts->valid_until == in_four_years);
  std::vector<unsigned char> cut = test_certificate("x", 1, in_four_years);
  cut.pop_back();
  CHECK_FALSE(certificate_facts(cut));
  CHECK_FALSE(certificate_facts({}));
}

TEST_CASE("a certificate is warned of for three months, tolerated for three months, and then refused") {
  constexpr Date end = 2026y / std::chrono::November / 30;
  CHECK(standing_on(end, 2026y / 8 / 29) == CertificateStanding::in_order);
  CHECK(standing_on(end, 2026y / 8 / 30) == CertificateStanding::expires_soon);
  CHECK(standing_on(end, 2026y / 11 / 30) == CertificateStanding::expires_soon);
  CHECK(standing_on(end, 2026y / 12 / 1) == CertificateStanding::grace);
  CHECK(standing_on(end, 2027y / 2 / 28) == CertificateStanding::grace);
  CHECK(standing_on(end, 2027y / 3 / 1) == CertificateStanding::expired);
}

TEST_CASE("a card is found by its certificate and answers with the coverage in force") {
  const auto roster = roster_with({hanako()});
  const auto answer = answer_from(*roster, hanako_proof(), today).value();
  CHECK(answer.validity == Validity::valid);
  CHECK(answer.coverages == std::vector{hanako_coverage()});
  CHECK(answer.reference_number == "P-004711");
  CHECK(answer.certificate == CertificateStanding::in_order);
  CHECK(answer_from(*roster, hanako_proof(2027y / 1 / 1), today).value().certificate ==
        CertificateStanding::expires_soon);
}

TEST_CASE("a signature of another key is refused, and so are bytes that are no certificate") {
  const auto roster = roster_with({hanako()});
  CardProof forged = hanako_proof();
  forged.nonce[0] ^= 1;
  CHECK(answer_from(*roster, forged, today).error().problem == ServiceProblem::refused);
  CHECK(answer_from(*roster, CardProof{{1, 2, 3}, {}, {}}, today).error().problem == ServiceProblem::refused);
  CardProof unsigned_proof = hanako_proof();
  unsigned_proof.signature.clear();  // visual check without PIN: staff vouch for the person
  CHECK(answer_from(*roster, unsigned_proof, today).value().validity == Validity::valid);
}

TEST_CASE("a letter is found by its numbers whatever their width, never by the name") {
  const auto roster = roster_with({hanako()});
  EligibilityLetter letter = hanako_letter();
  letter.name = "SOMEBODY ELSE";
  CHECK(answer_from(*roster, letter, today).value().validity == Validity::valid);
  letter.branch = "";
  CHECK(answer_from(*roster, letter, today).value().validity == Validity::valid);
  letter.branch = "06";
  CHECK(answer_from(*roster, letter, today).value().validity == Validity::none);
  letter = hanako_letter();
  letter.birth_date = 1985y / 4 / 13;
  CHECK(answer_from(*roster, letter, today).value().validity == Validity::none);
}

TEST_CASE("six-digit and eight-digit insurer numbers of one municipality are the same") {
  RosterPerson person = hanako();
  person.coverages = {another_coverage()};
  const auto roster = roster_with({person});
  EligibilityLetter letter = hanako_letter();
  letter.insurer_number = "138016";
  letter.symbol = "国東";
  letter.number = "9";
  CHECK(answer_from(*roster, letter, today).value().validity == Validity::valid);
}

TEST_CASE("twins are told apart by the branch, and without one nobody is guessed") {
  RosterPerson first = hanako(), second = hanako();
  second.certificate_serial = "0a12";
  second.certificate_subject = "test-twin";
  second.coverages[0].branch = "06";
  second.reference_number = "P-second";
  const auto roster = roster_with({first, second});
  EligibilityLetter letter = hanako_letter();
  letter.branch = "06";
  CHECK(answer_from(*roster, letter, today).value().reference_number == "P-second");
  letter.branch = "";
  CHECK(answer_from(*roster, letter, today).value().validity == Validity::none);
}

TEST_CASE("each of the six validities has its person") {
  RosterPerson person = hanako();
  const auto validity = [&person] {
    return answer_from(*roster_with({person}), hanako_proof(), today).value().validity;
  };
  CHECK(validity() == Validity::valid);
  person.coverages.push_back(another_coverage());
  CHECK(validity() == Validity::several);
  for (Coverage& coverage : person.coverages) coverage.valid_until = 2026y / 11 / 21;
  CHECK(validity() == Validity::invalid);
  person.coverages.clear();
  CHECK(validity() == Validity::none);
  person.stated_validity = Validity::valid_unregistered;
  CHECK(validity() == Validity::valid_unregistered);
  person = hanako();
  person.coverages.push_back(another_coverage());
  person.coverages[0].valid_until = 2026y / 11 / 21;
  CHECK(answer_from(*roster_with({person}), hanako_letter(), today).value().validity == Validity::invalid_newer_exists);
}

TEST_CASE("an unknown card is known to nobody") {
  const auto roster = roster_with({hanako()});
  const auto stranger = test_proof(test_certificate("test-stranger", 99, in_four_years));
  CHECK(answer_from(*roster, stranger, today).value().validity == Validity::none);
  CHECK(register_in(*roster, stranger).error().problem == ServiceProblem::refused);
}

TEST_CASE("a card is registered once and the SQLite roster remembers it") {
  const OwnFolder folder;
  RosterPerson person = hanako();
  person.registration = Registration::not_registered;
  {
    auto roster = Roster::open_or_create(folder / "roster.db");
    CHECK(roster.value()->add(person));
  }
  {
    auto service = RosterEligibilityService::load(folder / "roster.db");
    REQUIRE(service);
    const auto before = service.value()->check(hanako_proof(), today).value();
    CHECK(before.registration == Registration::not_registered);
    CHECK(before.coverages.empty());
    CHECK(service.value()->register_card(hanako_proof()));
  }
  auto service = RosterEligibilityService::load(folder / "roster.db");
  const auto after = service.value()->check(hanako_proof(), today).value();
  CHECK(after.registration == Registration::registered);
  CHECK(after.validity == Validity::valid);
  CHECK(Roster::load(folder / "roster.db").value()->people().value().size() == 1);
}

TEST_CASE("the roster of invented people that comes with the kiosk can be read") {
  const auto roster = Roster::load(std::string{UKETSUKE_SOURCE_DIR} + "/assets/rosters/letters.json");
  REQUIRE_MESSAGE(roster, (roster ? "" : roster.error().detail));
  const auto people = roster.value()->people().value();
  CHECK(people.size() >= 5);
  for (const RosterPerson& person : people) {
    for (const Coverage& coverage : person.coverages) {
      const std::string number = coverage.insurer_number.substr(coverage.insurer_number.starts_with("00") ? 2 : 0);
      CHECK_MESSAGE(has_valid_check_digit(number), number);
    }
  }
}

TEST_CASE("a roster that is missing, no JSON, of another version or with a wrong person is named with the place") {
  const OwnFolder folder;
  const auto refusal = [&](const char* text) {
    std::ofstream(folder / "roster.json") << text;
    const auto roster = Roster::load(folder / "roster.json");
    REQUIRE_FALSE(roster);
    return roster.error().detail;
  };
  CHECK(Roster::load(folder / "missing.json").error().problem == StoreProblem::cannot_open);
  CHECK(refusal("hello").find("this is no roster") != std::string::npos);
  CHECK(refusal("[1]").find("this is no roster") != std::string::npos);
  CHECK(refusal(R"({"roster": 2, "people": []})").find("version") != std::string::npos);
  CHECK(refusal(R"({"roster": 1, "people": [{}, {"validity": "maybe"}]})").find("person 2") != std::string::npos);
  CHECK(refusal(R"({"roster": 1, "people": [{"coverages": [{"number": 5}]}]})").find("person 1") != std::string::npos);
}
