// Which consent questions a person is asked, and what an answer is worth later.
#include "kiosk/checkin/consent.h"

#include <doctest/doctest.h>

#include "kiosk/checkin/rules.h"

using namespace kiosk::checkin;
using namespace std::chrono_literals;

namespace {

constexpr Date day_of_visit = 2026y / std::chrono::November / 22;
constexpr Date born_1985 = 1985y / std::chrono::April / 12;
constexpr std::chrono::sys_seconds noon = std::chrono::sys_days{day_of_visit} + 3h;

Eligibility valid_insurance() {
  Eligibility eligibility;
  eligibility.validity = Validity::valid;
  return eligibility;
}

std::set<ConsentItem> everything() {
  return {ConsentItem::diagnosis,      ConsentItem::operation,        ConsentItem::medication,
          ConsentItem::checkup,        ConsentItem::specific_disease, ConsentItem::medical_subsidy,
          ConsentItem::high_cost_limit};
}

using Items = std::vector<ConsentItem>;

}  // namespace

TEST_CASE("a facility with the usual settings asks a card holder of 41 for medicines and check-ups") {
  CHECK(items_to_ask(Rules{}.consent_items, HowIdentified::face, valid_insurance(), born_1985, day_of_visit) ==
        Items{ConsentItem::medication, ConsentItem::checkup});
}

TEST_CASE("check-ups are asked from the fortieth birthday on") {
  const auto asked = [](Date birth) {
    return items_to_ask({ConsentItem::checkup}, HowIdentified::pin, valid_insurance(), birth, day_of_visit).size();
  };
  CHECK(asked(1986y / 11 / 22) == 1);
  CHECK(asked(1986y / 11 / 23) == 0);
}

TEST_CASE("specific disease and subsidy are asked only of those who have them") {
  Eligibility eligibility = valid_insurance();
  CHECK(items_to_ask(everything(), HowIdentified::face, eligibility, born_1985, day_of_visit) ==
        Items{ConsentItem::diagnosis, ConsentItem::operation, ConsentItem::medication, ConsentItem::checkup});
  eligibility.has_specific_disease = true;
  eligibility.has_medical_subsidy = true;
  CHECK(items_to_ask(everything(), HowIdentified::staff, eligibility, born_1985, day_of_visit) ==
        Items{ConsentItem::diagnosis, ConsentItem::operation, ConsentItem::medication, ConsentItem::checkup,
              ConsentItem::specific_disease, ConsentItem::medical_subsidy});
}

TEST_CASE("the letter is asked for the high-cost limit only, and the card never for it") {
  CHECK(items_to_ask(everything(), HowIdentified::letter, valid_insurance(), born_1985, day_of_visit) ==
        Items{ConsentItem::high_cost_limit});
  CHECK(items_to_ask({ConsentItem::high_cost_limit}, HowIdentified::face, valid_insurance(), born_1985, day_of_visit)
            .empty());
}

TEST_CASE("nothing is asked while the certificate is in its grace period or past it") {
  Eligibility eligibility = valid_insurance();
  for (const auto standing : {CertificateStanding::grace, CertificateStanding::expired, CertificateStanding::revoked}) {
    eligibility.certificate = standing;
    CHECK(items_to_ask(everything(), HowIdentified::face, eligibility, born_1985, day_of_visit).empty());
  }
  eligibility.certificate = CertificateStanding::expires_soon;
  CHECK_FALSE(items_to_ask(everything(), HowIdentified::face, eligibility, born_1985, day_of_visit).empty());
}

TEST_CASE("nothing is asked when the insurance is not valid") {
  for (const auto validity : {Validity::invalid, Validity::invalid_newer_exists, Validity::none}) {
    Eligibility eligibility;
    eligibility.validity = validity;
    CHECK(items_to_ask(everything(), HowIdentified::face, eligibility, born_1985, day_of_visit).empty());
  }
}

TEST_CASE("an answer holds item, decision, time, language, wording and proof, and lasts 24 hours") {
  const Consent consent =
      consent_given(ConsentItem::medication, ConsentDecision::agreed, noon, "vi", HowIdentified::pin);
  CHECK(consent.valid_until - consent.given_at == 24h);
  CHECK(consent.language == "vi");
  CHECK(consent.text_version == consent_text_version("vi"));
  CHECK(consent.identified_by == HowIdentified::pin);
  CHECK(standing_of(consent, noon + 24h - 1s) == ConsentStanding::agreed);
  CHECK(standing_of(consent, noon + 24h) == ConsentStanding::expired);
}

TEST_CASE("one answer for everything is recorded item by item") {
  const auto consents = consents_given({ConsentItem::operation, ConsentItem::medication}, ConsentDecision::declined,
                                       noon, "ja", HowIdentified::face);
  REQUIRE(consents.size() == 2);
  CHECK(consents[0].item == ConsentItem::operation);
  CHECK(standing_of(consents[1], noon) == ConsentStanding::not_agreed);
}
