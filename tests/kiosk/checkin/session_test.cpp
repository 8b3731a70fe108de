// The check-in, told as stories: what the person does, what the kiosk then orders.
#include <doctest/doctest.h>

#include "tests/support/walk.h"

using namespace support;
using std::chrono::year;

TEST_SUITE_BEGIN("checkin");

SCENARIO("a holder checks in with card and face") {
  Walk walk;
  GIVEN("a card is put on the reader") {
    walk.insert_card();
    THEN("it is read, with the last try of its check number kept") {
      REQUIRE(walk.is<ReadingCard>());
      REQUIRE(walk.ordered<ReadCard>());
      CHECK(walk.order<ReadCard>()->tries_kept == 1);
      CHECK_FALSE(walk.order<ReadCard>()->check_number.has_value());
    }
    WHEN("the card was read") {
      walk.answer(CardRead{{}, hanako()});
      THEN("the way of identification is asked, while the reference is already made") {
        CHECK(walk.is<ChoosingMethod>());
        CHECK(walk.ordered<PrepareFaceReference>());
      }
    }
  }
  GIVEN("the face is being checked") {
    walk.choose_face();
    REQUIRE(walk.is<CheckingFace>());
    WHEN("the face matches") {
      walk.answer(FaceMatched{});
      THEN("the camera stops, the face is forgotten, and the card proves itself") {
        CHECK(walk.is<ProvingCard>());
        CHECK(walk.ordered<StopFaceCheck>());
        CHECK(walk.ordered<ForgetFace>());
        CHECK(walk.order<ProveCard>()->how == HowIdentified::face);
        CHECK(walk.state<ProvingCard>().card.portrait == nullptr);
      }
    }
    WHEN("a match for an earlier order arrives") {
      walk.then(FaceMatched{Ticket{ticket_of(walk.session.state()).number - 1}});
      THEN("it is ignored") { CHECK(walk.is<CheckingFace>()); }
    }
  }
  GIVEN("the insurer confirmed the insurance") {
    walk.reach_consent();
    THEN("consent is asked before anything is recorded") {
      CHECK(walk.is<AskingConsent>());
      CHECK_FALSE(walk.ordered<RecordVisit>());
    }
    WHEN("the person agrees to all") {
      walk.then(AllAgreed{});
      THEN("the visit is recorded with every consent, valid for 24 hours") {
        REQUIRE(walk.ordered<RecordVisit>());
        const Visit& visit = walk.order<RecordVisit>()->visit;
        CHECK(visit.identified_by == HowIdentified::face);
        REQUIRE_FALSE(visit.consents.empty());
        for (const Consent& consent : visit.consents) {
          CHECK(consent.decision == ConsentDecision::agreed);
          CHECK(consent.valid_until - consent.given_at == std::chrono::hours{24});
        }
      }
    }
    WHEN("the person declines everything") {
      walk.then(AllDeclined{});
      THEN("the visit is recorded all the same") {
        REQUIRE(walk.ordered<RecordVisit>());
        CHECK(walk.order<RecordVisit>()->visit.consents.front().decision == ConsentDecision::declined);
      }
    }
    WHEN("the person answers one by one, goes back once, and changes the answer") {
      walk.then(OneByOneChosen{}).then(ConsentAnswered{ConsentDecision::agreed}).then(WentBack{});
      while (walk.is<AskingConsent>()) walk.then(ConsentAnswered{ConsentDecision::declined});
      THEN("the latest answer of each item counts, once") {
        const Visit& visit = walk.order<RecordVisit>()->visit;
        for (const Consent& consent : visit.consents) CHECK(consent.decision == ConsentDecision::declined);
        CHECK(visit.consents.size() == 2);  // medication and check-ups: what this person is asked at 46
      }
    }
  }
  GIVEN("the visit is on disk") {
    walk.check_in();
    REQUIRE(walk.is<CheckedIn>());
    THEN("the number is shown while the card is still in the reader") {
      CHECK(walk.state<CheckedIn>().queue_number == "A-0001");
      CHECK(walk.state<CheckedIn>().card == CardPlace::in_reader);
    }
    WHEN("the card is taken and a while passes") {
      walk.then(CardRemoved{}).wait(Rules{}.farewell);
      THEN("the next person is welcomed") { CHECK(walk.is<Welcome>()); }
    }
    WHEN("the card is left") {
      walk.wait(Rules{}.card_left_steps[0]);
      THEN("a beep reminds, then a louder one, then staff is called") {
        CHECK(walk.order<SoundCardAlarm>()->step == 1);
        walk.wait(Rules{}.card_left_steps[1]);
        CHECK(walk.order<SoundCardAlarm>()->step == 2);
        walk.wait(Rules{}.card_left_steps[2]);
        CHECK(walk.order<SoundCardAlarm>()->step == 3);
        CHECK(walk.ordered<CallStaff>());
        walk.wait(Rules{}.card_left_steps[2]);
        CHECK_FALSE(walk.ordered<SoundCardAlarm>());
      }
    }
  }
}

SCENARIO("a face that is not the holder's never checks in, and is offered the other ways") {
  Walk walk;
  walk.choose_face().answer(FaceRejected{{}, FaceRejection::not_the_holder});
  REQUIRE(walk.is<OfferingOtherWays>());
  CHECK(walk.state<OfferingOtherWays>().attempts_left == 2);
  CHECK(walk.order<NoteIncident>()->incident.reason == "face.not-the-holder");
  WHEN("the attempts are used up") {
    walk.then(FaceChosen{}).answer(FaceRejected{{}, FaceRejection::not_the_holder});
    walk.then(FaceChosen{}).answer(FaceRejected{{}, FaceRejection::not_the_holder});
    THEN("the face is not offered again, and choosing it does not look again") {
      CHECK(walk.state<OfferingOtherWays>().attempts_left == 0);
      walk.then(FaceChosen{});
      CHECK(walk.is<OfferingOtherWays>());
      CHECK_FALSE(walk.ordered<StartFaceCheck>());
    }
    THEN("re-inserting the card gives no new attempts") {
      walk.then(CardRemoved{}).then(CardInserted{}).answer(CardRead{{}, hanako()}).then(FaceChosen{});
      CHECK(walk.is<OfferingOtherWays>());
    }
  }
  WHEN("PIN is chosen") {
    walk.then(PinChosen{});
    THEN("the keypad is shown") { CHECK(walk.is<EnteringPin>()); }
  }
  WHEN("staff is chosen") {
    walk.then(StaffCalled{});
    THEN("staff is called and may confirm by eye") {
      CHECK(walk.ordered<CallStaff>());
      walk.then(StaffArrived{}).key("0000").then(Continued{});
      REQUIRE(walk.is<ConfirmingVisually>());
      walk.then(VisualCheckConfirmed{VisualCheckReason::face_not_confirmed});
      CHECK(walk.order<ProveCard>()->how == HowIdentified::staff);
    }
    THEN("a wrong passcode three times ends the attempt") {
      walk.then(StaffArrived{});
      for (int attempt = 0; attempt < 3; ++attempt) walk.key("9999").then(Continued{});
      CHECK(walk.is<AwaitingStaff>());
      CHECK(walk.order<NoteIncident>()->incident.reason == "staff.passcode-wrong-three-times");
    }
  }
  WHEN("the letter is chosen") {
    walk.then(NoCardChosen{});
    THEN("nothing of the card is kept") {
      CHECK(walk.is<ChoosingDocument>());
      CHECK(walk.ordered<ForgetFace>());
      CHECK(walk.ordered<ReleaseCard>());
    }
  }
}

SCENARIO("the PIN is tried as long as the last try stays untouched") {
  Walk walk;
  walk.read_card().then(PinChosen{}).key("12345").then(Continued{});
  REQUIRE(walk.ordered<VerifyPin>());
  CHECK(walk.order<VerifyPin>()->pin.reveal() == "1234");
  WHEN("the card refuses it with two tries left") {
    walk.answer(PinRejected{{}, 2});
    THEN("it is asked again, with what is left and nothing typed") {
      REQUIRE(walk.is<EnteringPin>());
      CHECK(walk.state<EnteringPin>().card.pin_tries_left == 2);
      CHECK(walk.state<EnteringPin>().digits.empty());
      CHECK(walk.state<EnteringPin>().wrong);
    }
  }
  WHEN("one try is left") {
    walk.answer(PinRejected{{}, 1});
    THEN("other ways are offered; the last try is never spent here") {
      REQUIRE(walk.is<OfferingOtherWays>());
      CHECK(walk.state<OfferingOtherWays>().why == Obstacle::pin_has_too_few_tries);
      walk.then(PinChosen{});
      CHECK(walk.is<OfferingOtherWays>());
    }
  }
  WHEN("the PIN is right") {
    walk.answer(PinAccepted{});
    THEN("the card proves itself by PIN") { CHECK(walk.order<ProveCard>()->how == HowIdentified::pin); }
  }
}

SCENARIO("the letter is typed, checked and sent") {
  Walk walk;
  WHEN("a field is wrong") {
    walk.begin_letter().key("06137898").then(Continued{});
    THEN("it is said beside the field, and what was typed is kept") {
      REQUIRE(walk.is<EnteringLetter>());
      CHECK(walk.state<EnteringLetter>().problem == LetterProblem::check_digit);
      CHECK(walk.state<EnteringLetter>().draft.at(LetterField::insurer_number) == "06137898");
    }
  }
  WHEN("all fields are right") {
    walk.review_letter();
    REQUIRE(walk.is<ReviewingLetter>());
    THEN("a field can be changed and the review is shown again") {
      walk.then(FieldChosen{LetterField::number}).then(FieldEdited{LetterField::number, "678"}).then(Continued{});
      REQUIRE(walk.is<ReviewingLetter>());
      CHECK(walk.state<ReviewingLetter>().draft.at(LetterField::number) == "678");
    }
    THEN("the insurer is asked by the letter's numbers") {
      walk.then(Continued{});
      REQUIRE(walk.ordered<AskEligibility>());
      const auto& letter = std::get<EligibilityLetter>(walk.order<AskEligibility>()->question);
      CHECK(letter.insurer_number == "06137897");
      CHECK(letter.birth_date == Date{year{1950} / 5 / 5});
    }
  }
  WHEN("the letter expired overnight, between typing and sending") {
    walk.review_letter();
    walk.now.wall += std::chrono::hours{24 * 365};
    walk.then(Continued{});
    THEN("it is not sent") {
      REQUIRE(walk.is<EnteringLetter>());
      CHECK(walk.state<EnteringLetter>().problem == LetterProblem::expired);
    }
  }
  WHEN("the person holds the notice or the old insurance card") {
    walk.then(NoCardChosen{}).then(DocumentChosen{Document::old_insurance_card});
    THEN("it is kindly declined, with staff as the way on") {
      CHECK(walk.is<ExplainingDocument>());
      walk.then(Continued{});
      CHECK(walk.is<AwaitingStaff>());
      CHECK(walk.ordered<CallStaff>());
    }
  }
}

SCENARIO("the insurer's answers each lead somewhere") {
  Walk walk;
  walk.prove_card();
  REQUIRE(walk.is<CheckingEligibility>());
  Eligibility eligibility = valid_eligibility();
  WHEN("the card is not registered") {
    eligibility.registration = Registration::not_registered;
    walk.answer(EligibilityKnown{{}, eligibility});
    THEN("registration is offered, and afterwards the insurer is asked again") {
      CHECK(walk.is<OfferingRegistration>());
      walk.then(RegistrationAnswered{ConsentDecision::agreed});
      CHECK(walk.ordered<RegisterCard>());
      walk.answer(CardRegistered{});
      CHECK(walk.ordered<AskEligibility>());
    }
    THEN("declining ends kindly") {
      walk.then(RegistrationAnswered{ConsentDecision::declined});
      CHECK(walk.is<ExplainingIneligibility>());
    }
  }
  WHEN("there are several insurers") {
    eligibility.validity = Validity::several;
    eligibility.coverages.push_back(a_coverage());
    eligibility.coverages[1].insurer_name = "見本市国民健康保険";
    walk.answer(EligibilityKnown{{}, eligibility}).then(InsurerChosen{7}).then(InsurerChosen{1}).then(AllAgreed{});
    THEN("the chosen one is recorded") {
      CHECK(walk.order<RecordVisit>()->visit.coverage->insurer_name == "見本市国民健康保険");
    }
  }
  WHEN("the insurance is not valid") {
    eligibility.validity = Validity::invalid;
    walk.answer(EligibilityKnown{{}, eligibility});
    THEN("the person is told what to do next, and staff or the letter are offered") {
      CHECK(walk.is<ExplainingIneligibility>());
      walk.then(NoCardChosen{});
      CHECK(walk.is<ChoosingDocument>());
    }
  }
  WHEN("the certificate is in its grace period") {
    eligibility.certificate = CertificateStanding::grace;
    walk.answer(EligibilityKnown{{}, eligibility});
    THEN("no consent is asked and the visit is recorded") {
      CHECK(walk.is<RecordingVisit>());
      CHECK(walk.order<RecordVisit>()->visit.consents.empty());
    }
  }
  WHEN("the certificate is long expired") {
    eligibility.certificate = CertificateStanding::expired;
    walk.answer(EligibilityKnown{{}, eligibility});
    THEN("the visit cannot be made with this card") { CHECK(walk.is<ExplainingIneligibility>()); }
  }
  WHEN("the service cannot be reached") {
    walk.answer(EligibilityUnavailable{{}, ServiceProblem::unreachable});
    THEN("the visit can be recorded now and confirmed later, with the question kept") {
      CHECK(walk.is<ExplainingOutage>());
      walk.then(Continued{});
      const Visit& visit = walk.order<RecordVisit>()->visit;
      CHECK(visit.confirmation == Confirmation::to_be_confirmed);
      CHECK(visit.question.has_value());
      CHECK(visit.consents.empty());
    }
  }
  WHEN("no answer comes") {
    walk.wait(Rules{}.service_time_limit);
    THEN("that is an outage too, and the late answer is ignored") {
      const Ticket late = Ticket{3};
      CHECK(walk.is<ExplainingOutage>());
      walk.then(EligibilityKnown{late, valid_eligibility()});
      CHECK(walk.is<ExplainingOutage>());
    }
  }
}

SCENARIO("a card that cannot be used ends in a clear sentence and a way on") {
  Walk walk;
  walk.insert_card();
  WHEN("it is no My Number Card") {
    walk.answer(CardReadFailed{{}, CardTrouble::not_a_my_number_card, "card.unknown", std::nullopt});
    THEN("it is named, and the reason goes to the record") {
      CHECK(walk.state<ExplainingCard>().trouble == CardTrouble::not_a_my_number_card);
      CHECK(walk.order<NoteIncident>()->incident.reason == "card.unknown");
    }
    THEN("another card can be put on at once") {
      walk.then(CardRemoved{}).then(CardInserted{});
      CHECK(walk.is<ReadingCard>());
    }
  }
  WHEN("it has expired") {
    CardFacts card = hanako();
    card.card_expires_on = Date{year{2026} / 11 / 23};
    walk.answer(CardRead{{}, card});
    THEN("it is not used") { CHECK(walk.state<ExplainingCard>().trouble == CardTrouble::expired); }
  }
  WHEN("it expires today") {
    CardFacts card = hanako();
    card.card_expires_on = a_day;
    walk.answer(CardRead{{}, card});
    THEN("it is still good") { CHECK(walk.is<ChoosingMethod>()); }
  }
  WHEN("it never answers") {
    walk.wait(Rules{}.card_time_limit);
    THEN("reading ends by itself") { CHECK(walk.state<ExplainingCard>().trouble == CardTrouble::too_slow); }
  }
  WHEN("its front cannot be read") {
    walk.answer(CheckNumberNeeded{});
    THEN("three plain questions are asked, and what cannot be is asked again without spending a try") {
      REQUIRE(walk.is<EnteringCheckNumber>());
      walk.key("551317").then(Continued{});
      CHECK(walk.state<EnteringCheckNumber>().implausible);
      for (int digit = 0; digit < 6; ++digit) walk.then(KeyErased{});
      walk.key("550217").then(Continued{}).key("2030").then(Continued{}).key("2285").then(Continued{});
      REQUIRE(walk.ordered<ReadCard>());
      CHECK(walk.order<ReadCard>()->check_number->reveal() == "55021720302285");
    }
    THEN(
        "an expiry year that has passed is believed, so that the card can be called expired; one before the first card "
        "is not") {
      walk.key("550217").then(Continued{}).key("2015").then(Continued{});
      CHECK(walk.state<EnteringCheckNumber>().implausible);
      for (int digit = 0; digit < 4; ++digit) walk.then(KeyErased{});
      walk.key("2025").then(Continued{});
      CHECK(walk.state<EnteringCheckNumber>().part == CheckNumberPart::security_code);
    }
  }
}

SCENARIO("pulling the card before the end wipes everything at once") {
  Walk walk;
  SUBCASE("while it is read") { walk.insert_card(); }
  SUBCASE("while the way is chosen") { walk.read_card(); }
  SUBCASE("while the face is checked") { walk.choose_face(); }
  SUBCASE("while it proves itself") { walk.match_face(); }
  SUBCASE("while the insurer is asked") { walk.prove_card(); }
  SUBCASE("while consent is asked") { walk.reach_consent(); }
  walk.then(CardRemoved{});
  CHECK(walk.state<ExplainingCard>().trouble == CardTrouble::pulled_too_early);
  CHECK(walk.ordered<ReleaseCard>());
}

SCENARIO("a card pulled while the visit is written does not lose the visit") {
  Walk walk;
  walk.agree_to_all().then(CardRemoved{});
  CHECK(walk.is<RecordingVisit>());
  walk.answer(VisitRecorded{{}, {"A-0001"}});
  CHECK(walk.state<CheckedIn>().card == CardPlace::taken);
}

SCENARIO("a visit that cannot be written is said so, and staff comes") {
  Walk walk;
  walk.agree_to_all();
  SUBCASE("because the disk is full") { walk.answer(VisitNotRecorded{{}, StoreProblem::disk_full}); }
  SUBCASE("because the store never answers") { walk.wait(Rules{}.service_time_limit); }
  CHECK(walk.state<ExplainingTrouble>().answers == AnswersFate::visit_not_recorded);
  CHECK(walk.ordered<CallStaff>());
}

SCENARIO("nobody waits for ever, and nobody is thrown out without a warning") {
  Walk walk;
  walk.read_card();
  const Rules rules;
  WHEN("the limit is close") {
    walk.wait(rules.question_time_limit - rules.warning);
    THEN("more time is offered, and taking it keeps the answers") {
      REQUIRE(walk.session.situation().warning.has_value());
      walk.then(TimeExtended{}).wait(rules.warning);
      CHECK(walk.is<ChoosingMethod>());
      CHECK_FALSE(walk.session.situation().warning.has_value());
    }
  }
  WHEN("the limit passes") {
    walk.wait(rules.question_time_limit);
    THEN("the card is asked back and everything is forgotten") {
      CHECK(walk.is<TakingCard>());
      CHECK(walk.ordered<ForgetFace>());
      CHECK(walk.ordered<ReleaseCard>());
      walk.then(CardRemoved{});
      CHECK(walk.is<Welcome>());
    }
  }
  WHEN("more time is taken ten times") {
    for (int extension = 0; extension < rules.time_extensions; ++extension) {
      walk.wait(rules.question_time_limit - rules.warning).then(TimeExtended{});
    }
    THEN("the eleventh is not given") {
      walk.wait(rules.question_time_limit - rules.warning).then(TimeExtended{}).wait(rules.warning);
      CHECK(walk.is<TakingCard>());
    }
  }
}

SCENARIO("cancelling works wherever the person is asked something") {
  Walk walk;
  walk.reach_consent().then(Cancelled{});
  CHECK(walk.is<TakingCard>());
  CHECK(walk.ordered<ReleaseCard>());
  walk.then(CardRemoved{});
  CHECK(walk.is<Welcome>());
}

SCENARIO("calling staff keeps the person where they are") {
  Walk walk;
  walk.reach_consent().then(StaffCalled{});
  CHECK(walk.is<AskingConsent>());
  CHECK(walk.session.situation().staff_called);
  CHECK(walk.order<CallStaff>()->reason == StaffReason::asked_by_person);
  walk.then(StaffCalled{});
  CHECK_FALSE(walk.ordered<CallStaff>());
}

SCENARIO("the next person finds the defaults") {
  Walk walk;
  Presentation presentation;
  presentation.language = "my";
  presentation.text_size = Presentation::TextSize::largest;
  walk.then(PresentationChosen{presentation}).check_in();
  CHECK(walk.session.situation().presentation.language == "my");
  CHECK(walk.state<CheckedIn>().queue_number == "A-0001");
  walk.then(CardRemoved{}).wait(Rules{}.farewell);
  CHECK(walk.session.situation() == Situation{});
}

SCENARIO("a lost camera offers the other ways and is not asked again until it is back") {
  Walk walk;
  walk.choose_face().then(CameraLost{});
  REQUIRE(walk.is<OfferingOtherWays>());
  CHECK(walk.state<OfferingOtherWays>().why == Obstacle::no_camera);
  CHECK(walk.state<OfferingOtherWays>().attempts_left == 0);
  walk.then(CameraFound{}).then(FaceChosen{});
  CHECK(walk.is<CheckingFace>());
}

SCENARIO("a letter is held up to the camera") {
  Walk walk;
  walk.hold_up_letter();
  REQUIRE(walk.is<ReadingLetter>());
  CHECK(walk.order<ReadLetter>()->today == a_day);
  WHEN("it could be read") {
    walk.answer(LetterRead{{}, a_reading()});
    CHECK(walk.ordered<StopReadingLetter>());
    THEN("the first field that the camera was not sure of is asked by itself") {
      REQUIRE(walk.is<EnteringLetter>());
      CHECK(walk.state<EnteringLetter>().field == LetterField::symbol);
      CHECK(walk.state<EnteringLetter>().problem == std::nullopt);
    }
    THEN("each of them is asked, and what is sure only in the review") {
      std::vector<LetterField> asked;
      for (const auto& [field, text] : Walk::letter_texts()) {
        if (field == LetterField::insurer_number || field == LetterField::valid_until) continue;
        REQUIRE(walk.is<EnteringLetter>());
        asked.push_back(walk.state<EnteringLetter>().field);
        CHECK(asked.back() == field);
        if (field != LetterField::name) walk.then(FieldEdited{field, text});
        walk.then(Continued{});
      }
      REQUIRE(walk.is<ReviewingLetter>());
      const auto& review = walk.state<ReviewingLetter>();
      CHECK(review.proposals == LetterProposals{{LetterField::insurer_number, Proposal::sure},
                                                {LetterField::name, Proposal::confirmed},
                                                {LetterField::valid_until, Proposal::sure}});
      CHECK(!walk.ordered<AskEligibility>());
      CHECK(walk.then(Continued{}).ordered<AskEligibility>());
    }
    THEN("nothing is sent while a field waits to be looked at") {
      walk.then(WentBack{});
      REQUIRE(walk.is<ReviewingLetter>());
      walk.then(Continued{});
      REQUIRE(walk.is<EnteringLetter>());
      CHECK(!walk.ordered<AskEligibility>());
    }
    THEN("a field that the person changes is their own writing") {
      walk.then(WentBack{}).then(FieldChosen{LetterField::insurer_number}).then(KeyErased{});
      CHECK(!walk.state<EnteringLetter>().proposals.contains(LetterField::insurer_number));
    }
  }
  WHEN("what was read cannot be") {
    LetterReading reading = a_reading();
    reading.fields = {{LetterField::insurer_number, {"06137898", Certainty::doubtful}}};
    walk.answer(LetterRead{{}, reading});
    THEN("the problem is told beside the field") {
      CHECK(walk.state<EnteringLetter>().problem == LetterProblem::check_digit);
    }
  }
  WHEN("what was read is nothing that anybody writes there") {
    LetterReading reading = a_reading();
    reading.fields = {{LetterField::insurer_number, {"0613", Certainty::doubtful}}};
    walk.answer(LetterRead{{}, reading});
    THEN("the field is left empty for the person") {
      CHECK(walk.state<EnteringLetter>().draft.at(LetterField::insurer_number).empty());
      CHECK(walk.state<EnteringLetter>().problem == std::nullopt);
    }
  }
  WHEN("it is the notice, or the old insurance card") {
    THEN("it is declined with the way on") {
      walk.answer(LetterRead{{}, {Document::eligibility_notice, {}}});
      REQUIRE(walk.is<ExplainingDocument>());
      CHECK(walk.state<ExplainingDocument>().document == Document::eligibility_notice);
    }
  }
  WHEN("the camera is lost, the reader fails, or nothing could be read in time") {
    for (const int cause : {0, 1, 2}) {
      Walk typing;
      typing.begin_letter().key("0613").then(LetterCameraChosen{});
      REQUIRE(typing.is<ReadingLetter>());
      if (cause == 0) typing.then(CameraLost{});
      if (cause == 1) typing.answer(LetterNotRead{});
      if (cause == 2) typing.wait(Rules{}.letter_camera_time_limit);
      THEN("it is typed, and what was typed before is still there") {
        REQUIRE(typing.is<EnteringLetter>());
        CHECK(typing.ordered<StopReadingLetter>());
        CHECK(typing.ordered<NoteIncident>());
        CHECK(typing.state<EnteringLetter>().camera == EnteringLetter::Camera::gave_up);
        CHECK(typing.state<EnteringLetter>().draft.at(LetterField::insurer_number) == "0613");
      }
    }
  }
  WHEN("the person would rather type") {
    walk.then(WentBack{});
    CHECK(walk.is<EnteringLetter>());
    CHECK(walk.ordered<StopReadingLetter>());
  }
  WHEN("a late answer comes about a letter that is gone") {
    walk.then(Cancelled{}).then(LetterRead{Ticket{1}, a_reading()});
    CHECK(walk.is<Welcome>());
  }
}

SCENARIO("what the person typed is not overwritten by what the camera reads") {
  Walk walk;
  walk.begin_letter().key("138016").then(LetterCameraChosen{}).answer(LetterRead{{}, a_reading()});
  const auto& asked = walk.state<EnteringLetter>();
  CHECK(asked.draft.at(LetterField::insurer_number) == "138016");
  CHECK(!asked.proposals.contains(LetterField::insurer_number));
}

SCENARIO("without a camera or a reader of letters the letter is typed") {
  Rules rules;
  rules.reads_letters = false;
  Walk unable{rules}, blind;
  CHECK(unable.hold_up_letter().is<EnteringLetter>());
  CHECK(blind.then(CameraLost{}).hold_up_letter().is<EnteringLetter>());
}

SCENARIO("a lost reader ends a check-in by card and leaves a letter alone") {
  Walk with_card;
  with_card.read_card().then(ReaderLost{});
  CHECK(with_card.state<ExplainingCard>().trouble == CardTrouble::reader_lost);
  Walk with_letter;
  with_letter.begin_letter().then(ReaderLost{});
  CHECK(with_letter.is<EnteringLetter>());
}

TEST_SUITE_END();
