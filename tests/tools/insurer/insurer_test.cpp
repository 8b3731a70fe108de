// The simulated insurer and its client: good answers, bad days, and nobody else's data.
#include "tools/insurer/insurer.h"

#include <doctest/doctest.h>
#include <httplib.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdio>
#include <thread>

#include "kiosk/services/confirmation.h"
#include "kiosk/services/http_eligibility_service.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "tests/kiosk/services/sample_visits.h"
#include "tests/support/own_folder.h"
#include "tests/support/test_certificate.h"

using namespace kiosk::services;
using namespace kiosk::checkin;
using namespace std::chrono_literals;
using insurer::Insurer;
using insurer::Mode;
using insurer::Settings;
using sample::hanako_letter;
using sample::ten_in_japan;
using sample::today;
using support::OwnFolder;
using support::test_certificate;
using support::test_proof;

namespace {

constexpr Date in_four_years = 2030y / std::chrono::April / 12;
constexpr InsurerPatience short_patience{.deadline = 600ms, .connecting = 300ms, .attempts = 3, .first_pause = 10ms};

// A server on its own thread, with one person in its roster.
class RunningInsurer {
 public:
  explicit RunningInsurer(Settings settings = {}) {
    RosterPerson person;
    person.certificate_serial = "a11";
    person.coverages = {sample::hanako_coverage()};
    person.registration = Registration::not_registered;
    person.reference_number = "P-004711";
    CHECK(Roster::open_or_create(folder_ / "roster.db").value()->add(person));
    settings.roster = folder_ / "roster.db";
    settings.shortest_latency = settings.longest_latency = 0ms;
    server_ = Insurer::open(std::move(settings), 0).value();
    thread_ = std::jthread{[this] { server_->run(); }};
  }
  ~RunningInsurer() { server_->stop(); }

  Insurer& operator*() { return *server_; }
  Insurer* operator->() { return server_.get(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  std::unique_ptr<HttpEligibilityService> client(InsurerPatience patience = {}) const {
    return HttpEligibilityService::create(url(), patience).value();
  }

 private:
  OwnFolder folder_;
  std::unique_ptr<Insurer> server_;
  std::jthread thread_;
};

CardProof hanako_proof() { return test_proof(test_certificate("test-hanako", 0xA11, in_four_years)); }

std::vector<unsigned char> revocation_list_of(std::int64_t serial) {
  X509_CRL* list = X509_CRL_new();
  X509_CRL_set_version(list, 1);
  const auto authority = test_certificate("test-authority", 1, in_four_years);
  const unsigned char* at = authority.data();
  X509* issuer = d2i_X509(nullptr, &at, static_cast<long>(authority.size()));
  X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer));
  ASN1_TIME* when = ASN1_TIME_set(nullptr, 1'700'000'000);
  X509_CRL_set1_lastUpdate(list, when);
  X509_REVOKED* revoked = X509_REVOKED_new();
  ASN1_INTEGER* number = ASN1_INTEGER_new();
  ASN1_INTEGER_set_int64(number, serial);
  X509_REVOKED_set_serialNumber(revoked, number);
  X509_REVOKED_set_revocationDate(revoked, when);
  X509_CRL_add0_revoked(list, revoked);
  X509_CRL_sign(list, support::test_key(), EVP_sha256());
  std::vector<unsigned char> der(static_cast<std::size_t>(i2d_X509_CRL(list, nullptr)));
  unsigned char* out = der.data();
  i2d_X509_CRL(list, &out);
  ASN1_INTEGER_free(number);
  ASN1_TIME_free(when);
  X509_free(issuer);
  X509_CRL_free(list);
  return der;
}

}  // namespace

TEST_CASE("a letter is answered with the person's insurance, over HTTP as from the roster beside the kiosk") {
  const RunningInsurer insurer;
  const auto answer = insurer.client()->check(hanako_letter(), today);
  REQUIRE(answer);
  CHECK(answer.value().validity == Validity::valid);
  CHECK(answer.value().coverages == std::vector{sample::hanako_coverage()});
}

TEST_CASE("a card is registered and then answered for, all with one proof") {
  RunningInsurer insurer;
  const auto client = insurer.client();
  const auto proof = hanako_proof();
  CHECK(client->check(proof, today).value().registration == Registration::not_registered);
  CHECK(client->register_card(proof));
  const auto after = client->check(proof, today).value();
  CHECK(after.registration == Registration::registered);
  CHECK(after.validity == Validity::valid);
  CHECK(insurer->answered() == 3);
}

TEST_CASE("a forged signature, a nonce of another card and a card of another authority are refused") {
  const auto authority = test_certificate("test-hanako", 0xA11, in_four_years);
  Settings settings;
  settings.judge = CertificateJudge::create(authority, {}).value();
  const RunningInsurer insurer{std::move(settings)};
  const auto client = insurer.client();
  CardProof forged = hanako_proof();
  forged.certificate = authority;
  CHECK(client->check(forged, today));
  forged.nonce[3] ^= 1;
  CHECK(client->check(forged, today).error().problem == ServiceProblem::refused);
  const auto stranger = test_proof(test_certificate("test-stranger", 7, in_four_years));
  CHECK(client->check(stranger, today).error().problem == ServiceProblem::refused);
}

TEST_CASE("a nonce that another card has used is refused") {
  const RunningInsurer insurer;
  const auto client = insurer.client();
  CHECK(client->check(hanako_proof(), today));
  const auto other = test_proof(test_certificate("test-other", 8, in_four_years));
  CHECK(client->check(other, today).error().problem == ServiceProblem::refused);
}

TEST_CASE("a certificate on the authority's revocation list is answered as revoked") {
  // The test's certificates share one key, so the authority's name alone decides who issued what.
  const auto authority = test_certificate("test-authority", 1, in_four_years);
  const auto judge = CertificateJudge::create(authority, revocation_list_of(1));
  REQUIRE(judge);
  CHECK(judge.value().judge(authority) == CertificateVerdict::revoked);
  CHECK(judge.value().judge(test_certificate("test-stranger", 9, in_four_years)) == CertificateVerdict::unknown);
  Settings settings;
  settings.judge = judge.value();
  const RunningInsurer insurer{std::move(settings)};
  const auto answer = insurer.client()->check(test_proof(authority), today);
  REQUIRE(answer);
  CHECK(answer.value().certificate == CertificateStanding::revoked);
}

TEST_CASE("a card that has signed nothing is worth what the insurer decides") {
  CardProof unsigned_proof = hanako_proof();
  unsigned_proof.signature.clear();
  const RunningInsurer trusting;
  CHECK(trusting.client()->check(unsigned_proof, today));
  Settings strict;
  strict.without_signature = Settings::Unsigned::refuse;
  const RunningInsurer careful{std::move(strict)};
  CHECK(careful.client()->check(unsigned_proof, today).error().problem == ServiceProblem::refused);
}

TEST_CASE("on a bad day the client says which kind of bad day it is, in time") {
  RunningInsurer insurer;
  const auto client = insurer.client(short_patience);
  const auto problem_in = [&](Mode mode) {
    insurer->set_mode(mode);
    const auto began = std::chrono::steady_clock::now();
    const auto answer = client->check(hanako_letter(), today);
    CHECK(std::chrono::steady_clock::now() - began < 3s);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().detail.find("187") == std::string::npos);
    return answer.error().problem;
  };
  CHECK(problem_in(Mode::down) == ServiceProblem::out_of_order);
  CHECK(problem_in(Mode::garbled) == ServiceProblem::garbled);
  CHECK(problem_in(Mode::huge) == ServiceProblem::garbled);
  CHECK(problem_in(Mode::wrong) == ServiceProblem::garbled);
  CHECK(problem_in(Mode::slow) == ServiceProblem::unreachable);
  insurer->set_mode(Mode::normal);
  CHECK(client->check(hanako_letter(), today));
}

TEST_CASE("a question that arrives twice under one key counts once") {
  RunningInsurer insurer;
  httplib::Client client{insurer.url()};
  const httplib::Headers key = {{"Idempotency-Key", "same"}};
  const char* question =
      R"({"letter": {"insurer_number": "01130012", "symbol": "あいう", "number": "187", "branch": "05",
      "name": "x", "birth_date": "1985-04-12", "valid_until": "2030-03-31", "burden_percent": 30}, "on": "2026-11-22"})";
  const auto first = client.Post("/v1/eligibility", key, question, "application/json");
  const auto second = client.Post("/v1/eligibility", key, question, "application/json");
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->status == 200);
  CHECK(first->body == second->body);
  CHECK(insurer->answered() == 1);
}

TEST_CASE("questions that make no sense get a refusal, not a fall") {
  const RunningInsurer insurer;
  httplib::Client client{insurer.url()};
  for (const std::string body : {"", "hello", "[]", "{}", R"({"card": 5})", R"({"letter": {}})"}) {
    const auto answer = client.Post("/v1/eligibility", body, "application/json");
    REQUIRE(answer);
    CHECK(answer->status == 400);
  }
  const auto huge = client.Post("/v1/eligibility", std::string(200'000, '{'), "application/json");
  if (huge) CHECK(huge->status == 413);
  CHECK(insurer.client()->check(hanako_letter(), today));
}

TEST_CASE("an insurer that is away leaves the visit waiting, and the visit is confirmed by itself when it is back") {
  const auto records = SqliteVisitStore::open(":memory:").value();
  CHECK(records->add(sample::waiting_visit("k-1")));
  CHECK(records->add(sample::waiting_visit("k-2")));
  RunningInsurer insurer;
  insurer->set_mode(Mode::down);
  const auto client = insurer.client(short_patience);
  const auto away = confirm_waiting_visits(*records, *client, ten_in_japan + 1h);
  CHECK(away.confirmed == 0);
  CHECK(away.waiting == 2);
  CHECK(away.problems.size() == 1);
  insurer->set_mode(Mode::normal);
  const auto back = confirm_waiting_visits(*records, *client, ten_in_japan + 2h);
  CHECK(back.confirmed == 2);
  CHECK(back.waiting == 0);
  const auto visits = records->list({}).value();
  CHECK(visits[0].visit->validity == Validity::valid);
  CHECK(visits[0].visit->coverage == sample::hanako_coverage());
  CHECK(visits[0].visit->reference_number == "P-004711");
  CHECK_FALSE(visits[0].visit->question);
  CHECK(records->verify().value().problems.empty());
}

TEST_CASE("no server, and an address that is none, are named in words") {
  const auto nobody = HttpEligibilityService::create("http://127.0.0.1:1", short_patience).value();
  CHECK(nobody->check(hanako_letter(), today).error().problem == ServiceProblem::unreachable);
  for (const char* address : {"", "127.0.0.1:8443", "ftp://x", "http://"}) {
    CHECK_FALSE(HttpEligibilityService::create(address));
  }
}

TEST_CASE("an insurer over TLS is asked only when the given authority has signed its certificate") {
  const OwnFolder folder;
  const auto pem_of = [&](const char* name, const std::vector<unsigned char>& der) {
    return support::write_pem(folder / name, der);
  };
  const auto der = test_certificate("127.0.0.1", 7, in_four_years);
  const unsigned char* at = der.data();
  X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
  httplib::SSLServer server(certificate, support::test_key());
  X509_free(certificate);
  std::atomic<int> asked = 0;
  server.Post("/v1/eligibility", [&](const httplib::Request&, httplib::Response& response) {
    ++asked;
    response.status = 503;
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  const std::jthread thread([&] { server.listen_after_bind(); });
  const auto answer_with = [&](const std::string& authority) {
    InsurerPatience patience{.deadline = 3s, .connecting = 1s, .attempts = 1, .authority = authority};
    const auto client = HttpEligibilityService::create("https://127.0.0.1:" + std::to_string(port), patience).value();
    return client->check(hanako_letter(), today).error();
  };
  const auto stranger = answer_with(pem_of("stranger.pem", test_certificate("somebody else", 8, in_four_years)));
  CHECK(stranger.problem == ServiceProblem::unreachable);
  CHECK_MESSAGE(stranger.detail.find("certificate that is not signed by") != std::string::npos, stranger.detail);
  CHECK(answer_with("").problem == ServiceProblem::unreachable);
  CHECK(asked == 0);
  CHECK(answer_with(pem_of("insurer.pem", der)).problem == ServiceProblem::out_of_order);
  CHECK(asked == 1);
  server.stop();
}
