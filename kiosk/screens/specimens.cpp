// One situation for every screen.
#include "kiosk/screens/specimens.h"

namespace kiosk::screens {
namespace {

using namespace checkin;
using namespace std::chrono_literals;

constexpr Date day_of_visit{2026y / std::chrono::November / 24};

CardFacts card() {
  CardFacts facts;
  facts.name = "山田　花子";
  facts.address = "東京都見本区見本一丁目";
  facts.birth_date = 1964y / std::chrono::October / 10;
  facts.sex = Sex::female;
  facts.card_expires_on = 2031y / std::chrono::October / 10;
  facts.certificate_expires_on = 2029y / std::chrono::October / 10;
  facts.portrait = std::make_shared<const base::SecretBytes>();
  facts.pin_tries_left = 3;
  return facts;
}

Coverage coverage(std::string insurer) {
  Coverage found;
  found.insurer_name = std::move(insurer);
  found.name = "山田　花子";
  found.burden_percent = 30;
  return found;
}

Identified identified() { return {HowIdentified::face, std::nullopt, card(), CardProof{}}; }

Arrival arrival() {
  Arrival arriving;
  arriving.who = identified();
  arriving.eligibility.validity = Validity::several;
  arriving.eligibility.coverages = {coverage("見本市国民健康保険"), coverage("見本健康保険組合")};
  return arriving;
}

AskingConsent consent(AskingConsent::Way way, std::size_t next) {
  AskingConsent asking;
  asking.arrival = arrival();
  asking.way = way;
  asking.items = {ConsentItem::diagnosis,      ConsentItem::operation,        ConsentItem::medication,
                  ConsentItem::checkup,        ConsentItem::specific_disease, ConsentItem::medical_subsidy,
                  ConsentItem::high_cost_limit};
  asking.next = next;
  return asking;
}

LetterDraft draft() {
  return {{LetterField::insurer_number, "06137897"},
          {LetterField::symbol, "123"},
          {LetterField::number, "4567"},
          {LetterField::branch, "01"},
          {LetterField::name, "ヤマダ ハナコ"},
          {LetterField::birth_date, "1964-10-10"},
          {LetterField::valid_until, "2027-07-31"},
          {LetterField::burden_ratio, "30"}};
}

CheckedIn checked_in(CardPlace place) {
  CheckedIn done;
  done.queue_number = "A-0127";
  done.coverage = coverage("見本健康保険組合");
  done.card = place;
  done.on = day_of_visit;
  done.card_expires_on = 2031y / std::chrono::October / 10;
  done.certificate_expires_on = 2029y / std::chrono::October / 10;
  return done;
}

class Collection {
 public:
  void add(std::string name, State state, View view = {}) {
    Situation situation;
    situation.state = std::move(state);
    all.push_back({std::move(name), std::move(situation), view});
  }
  std::vector<Specimen> all;
};

void add_card(Collection& c) {
  c.add("welcome", Welcome{});
  c.add("welcome.reader-broken", Welcome{});
  c.all.back().situation.reader_works = false;
  c.add("languages", Welcome{}, {View::Panel::languages});
  c.add("presentation", Welcome{}, {View::Panel::presentation});
  c.add("reading-card", ReadingCard{});
  EnteringCheckNumber number;
  c.add("check-number.birth-date", number);
  number.part = CheckNumberPart::expiry_year;
  number.implausible = true;
  c.add("check-number.expiry-year", number);
  number.part = CheckNumberPart::security_code;
  number.typed[2] = base::SecretText("12");
  number.tries_left = 8;
  c.add("check-number.security-code", number);
  for (const auto& [name, trouble] :
       {std::pair{"not-a-my-number-card", CardTrouble::not_a_my_number_card},
        std::pair{"unreadable", CardTrouble::unreadable}, std::pair{"pulled", CardTrouble::pulled_too_early},
        std::pair{"in-use", CardTrouble::in_use}, std::pair{"too-slow", CardTrouble::too_slow},
        std::pair{"check-number-blocked", CardTrouble::check_number_blocked},
        std::pair{"pin-blocked", CardTrouble::pin_blocked}, std::pair{"not-genuine", CardTrouble::not_genuine},
        std::pair{"expired", CardTrouble::expired}, std::pair{"certificate-expired", CardTrouble::certificate_expired},
        std::pair{"reader-lost", CardTrouble::reader_lost}}) {
    c.add(std::string("card.") + name, ExplainingCard{trouble, std::nullopt});
  }
  c.all.back().situation.reader_works = false;
}

void add_identity(Collection& c) {
  c.add("method", ChoosingMethod{card()});
  ChoosingMethod child{card()};
  child.card.portrait.reset();
  c.add("method.no-photo", child);
  CheckingFace face{{}, card(), 1, FaceHint::none, FacePrompt::none, 0, {}};
  c.add("face", face);
  face.hint = FaceHint::come_closer;
  c.add("face.come-closer", face);
  face.hint = FaceHint::light_behind;
  c.add("face.light-behind", face);
  face.hint = FaceHint::hold_still;
  face.progress_percent = 70;
  c.add("face.hold-still", face);
  face.hint = FaceHint::none;
  face.prompt = FacePrompt::turn_left;
  face.progress_percent = 40;
  c.add("face.turn-left", face);
  c.add("other-ways", OfferingOtherWays{card(), Obstacle::not_the_holder, 2});
  c.add("other-ways.pin", OfferingOtherWays{card(), Obstacle::pin_has_too_few_tries, 0});
  c.add("pin", EnteringPin{card(), base::SecretText("12"), false});
  EnteringPin wrong{card(), {}, true};
  wrong.card.pin_tries_left = 2;
  c.add("pin.wrong", wrong);
  c.add("verifying-pin", VerifyingPin{{}, card(), {}});
  c.add("staff", AwaitingStaff{StaffReason::visual_check, card()});
  c.add("staff.device-trouble", AwaitingStaff{StaffReason::device_trouble, std::nullopt});
  c.add("staff-passcode", EnteringStaffPasscode{card(), base::SecretText("1"), true, 1});
  c.add("visual-check", ConfirmingVisually{card()});
  c.add("proving", ProvingCard{{}, card(), HowIdentified::face, std::nullopt, {}});
}

void add_letter(Collection& c) {
  c.add("document", ChoosingDocument{});
  c.add("document.notice", ExplainingDocument{Document::eligibility_notice});
  c.add("document.old-card", ExplainingDocument{Document::old_insurance_card});
  c.add("document.nothing", ExplainingDocument{Document::nothing});
  EnteringLetter letter;
  letter.draft = draft();
  c.add("letter.insurer-number", letter);
  letter.problem = LetterProblem::check_digit;
  c.add("letter.insurer-number.check-digit", letter);
  letter.problem.reset();
  letter.field = LetterField::symbol;
  c.add("letter.symbol", letter);
  letter.field = LetterField::branch;
  c.add("letter.branch", letter);
  letter.field = LetterField::name;
  c.add("letter.name", letter, {View::Panel::none, View::Keyboard::kana});
  c.add("letter.name.latin", letter, {View::Panel::none, View::Keyboard::latin});
  letter.field = LetterField::birth_date;
  letter.draft[LetterField::birth_date] = "S3910";
  c.add("letter.birth-date", letter);
  letter.field = LetterField::valid_until;
  letter.problem = LetterProblem::expired;
  c.add("letter.valid-until.expired", letter);
  letter.problem.reset();
  letter.field = LetterField::burden_ratio;
  c.add("letter.burden-ratio", letter);
  c.add("letter.review", ReviewingLetter{draft()});
  EnteringLetter held_up;
  c.add("letter-camera", ReadingLetter{{}, held_up, LetterHint::none, {}});
  for (const auto& [name, hint] :
       {std::pair{"too-dark", LetterHint::too_dark}, std::pair{"come-closer", LetterHint::come_closer},
        std::pair{"hold-still", LetterHint::hold_still}, std::pair{"reading", LetterHint::reading}}) {
    c.add(std::string("letter-camera.") + name, ReadingLetter{{}, held_up, hint, {}});
  }
  held_up.camera = EnteringLetter::Camera::gave_up;
  c.add("letter.insurer-number.gave-up", held_up);
  held_up = {draft(), LetterField::name, std::nullopt, true, {{LetterField::name, Proposal::doubtful}}};
  c.add("letter.name.look", held_up);
  held_up = {draft(), LetterField::symbol, std::nullopt, true, {{LetterField::symbol, Proposal::doubtful}}};
  held_up.draft[LetterField::symbol].clear();
  c.add("letter.symbol.found-nothing", held_up);
  ReviewingLetter review{draft(), {}};
  for (const auto& [field, typed] : draft()) review.proposals[field] = Proposal::sure;
  review.proposals[LetterField::name] = Proposal::confirmed;
  review.proposals[LetterField::branch] = Proposal::doubtful;
  c.add("letter.review.camera", review);
}

void add_insurance(Collection& c) {
  c.add("eligibility", CheckingEligibility{{}, identified(), {}});
  c.add("outage", ExplainingOutage{identified(), ServiceProblem::unreachable});
  c.add("registration", OfferingRegistration{identified()});
  c.add("registering", RegisteringCard{{}, identified(), {}});
  c.add("insurer", ChoosingInsurer{arrival()});
  c.add("ineligible.invalid", ExplainingIneligibility{identified(), Validity::invalid, {}});
  c.add("ineligible.newer", ExplainingIneligibility{identified(), Validity::invalid_newer_exists, {}});
  c.add("ineligible.not-found", ExplainingIneligibility{identified(), Validity::none, {}});
  c.add("ineligible.certificate", ExplainingIneligibility{identified(), Validity::none, CertificateStanding::expired});
  c.add("consent", consent(AskingConsent::Way::all_at_once, 0));
  c.add("consent.medication", consent(AskingConsent::Way::one_by_one, 2));
  c.add("consent.high-cost-limit", consent(AskingConsent::Way::one_by_one, 6));
  c.add("prescription", AskingPrescription{arrival()});
}

void add_closing(Collection& c) {
  c.add("recording", RecordingVisit{});
  c.add("checked-in", checked_in(CardPlace::in_reader));
  c.add("checked-in.taken", checked_in(CardPlace::taken));
  CheckedIn warned = checked_in(CardPlace::in_reader);
  warned.alarm_step = 2;
  c.add("checked-in.alarm", warned);
  CheckedIn later = checked_in(CardPlace::taken);
  later.confirmation = Confirmation::to_be_confirmed;
  later.coverage.reset();
  c.add("checked-in.later", later);
  CheckedIn grace = checked_in(CardPlace::taken);
  grace.certificate = CertificateStanding::grace;
  grace.certificate_expires_on = 2026y / std::chrono::October / 31;
  grace.coverage->name = "山●　花子";
  c.add("checked-in.grace", grace);
  CheckedIn soon = checked_in(CardPlace::taken);
  soon.card_expires_on = 2026y / std::chrono::December / 20;
  c.add("checked-in.card-soon", soon);
  c.add("trouble", ExplainingTrouble{AnswersFate::nothing_was_sent});
  c.add("trouble.not-recorded", ExplainingTrouble{AnswersFate::visit_not_recorded});
  c.add("taking-card", TakingCard{});
  c.add("taking-card.alarm", TakingCard{{}, 2});
  c.add("more-time", ChoosingMethod{card()});
  c.all.back().situation.warning = TimeWarning{base::TimePoint{base::Duration{15'000}}};
  c.add("method.staff-called", ChoosingMethod{card()});
  c.all.back().situation.staff_called = true;
}

}  // namespace

std::vector<Specimen> specimens() {
  Collection collection;
  add_card(collection);
  add_identity(collection);
  add_letter(collection);
  add_insurance(collection);
  add_closing(collection);
  return std::move(collection.all);
}

}  // namespace kiosk::screens
