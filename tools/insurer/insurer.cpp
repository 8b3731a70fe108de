// The desk: proofs are judged, questions answered from the roster, and every answer kept under its idempotency key.
#include "tools/insurer/insurer.h"

#include <httplib.h>

#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "kiosk/services/http_eligibility_service.h"
#include "kiosk/services/roster_eligibility_service.h"
#include "kiosk/services/visit_json.h"

namespace insurer {
namespace {

using namespace kiosk::services;
using namespace kiosk::checkin;
using Json = nlohmann::ordered_json;

// A nonce may come again for the same card within this time: asking, registering and asking again are one visit.
constexpr std::int64_t nonce_lifetime_s = 24 * 3600;
constexpr std::size_t largest_question = 64 * 1024;

struct Reply {
  int status = 200;
  std::string body;
};

Reply refusal(const char* why) { return {403, Json{{"problem", "refused"}, {"detail", why}}.dump()}; }
Reply out_of_order(const char* why) { return {503, Json{{"problem", "out-of-order"}, {"detail", why}}.dump()}; }
Reply misunderstanding(const char* why) { return {400, Json{{"problem", "not understood"}, {"detail", why}}.dump()}; }

std::int64_t seconds_now() { return std::chrono::system_clock::now().time_since_epoch() / std::chrono::seconds{1}; }

}  // namespace

std::optional<Mode> mode_from(const std::string& word) {
  for (const auto& [name, mode] :
       {std::pair{"normal", Mode::normal}, std::pair{"slow", Mode::slow}, std::pair{"down", Mode::down},
        std::pair{"wrong", Mode::wrong}, std::pair{"garbled", Mode::garbled}, std::pair{"huge", Mode::huge}}) {
    if (word == name) return mode;
  }
  return std::nullopt;
}

struct Insurer::Desk {
  Settings settings;
  std::unique_ptr<Roster> roster;
  std::unique_ptr<SqliteConnection> ledger;
  httplib::Server server;
  int port = 0;
  std::atomic<Mode> mode{Mode::normal};
  std::atomic<int> answered{0};
  std::atomic<bool> stopping{false};
  std::mutex books;  // roster and ledger are for one thread at a time
  std::mt19937 random{std::random_device{}()};

  void wait_as_the_real_one_does();
  void serve(const httplib::Request& request, httplib::Response& response, bool registers);
  Reply answer(const Json& question, bool registers);
  std::optional<Reply> judged(const CardProof& proof);
  bool nonce_is_fresh(const CardProof& proof);
  std::optional<Reply> remembered(const std::string& key);
  void remember(const std::string& key, const Reply& reply);
  Json somebody_else(const Json& question);
};

void Insurer::Desk::wait_as_the_real_one_does() {
  auto latency = settings.slow_latency;
  if (mode != Mode::slow) {
    const std::lock_guard lock{books};
    std::uniform_int_distribution<std::int64_t> between{settings.shortest_latency.count(),
                                                        settings.longest_latency.count()};
    latency = std::chrono::milliseconds{between(random)};
  }
  // In small steps, so that a server that is told to stop does not keep anybody waiting.
  const auto end = std::chrono::steady_clock::now() + latency;
  while (std::chrono::steady_clock::now() < end && !stopping) {
    const auto left = end - std::chrono::steady_clock::now();
    std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(left, std::chrono::milliseconds{20}));
  }
}

std::optional<Reply> Insurer::Desk::remembered(const std::string& key) {
  const auto rows = ledger->run("SELECT status, body FROM answer WHERE key = $1", {key});
  if (key.empty() || !rows || rows.value().empty()) return std::nullopt;
  return Reply{static_cast<int>(number_in(rows.value()[0][0])), text_in(rows.value()[0][1])};
}

void Insurer::Desk::remember(const std::string& key, const Reply& reply) {
  if (key.empty()) return;
  (void)ledger->run("INSERT OR IGNORE INTO answer (key, status, body) VALUES ($1, $2, $3)",
                    {key, std::int64_t{reply.status}, reply.body});
}

bool Insurer::Desk::nonce_is_fresh(const CardProof& proof) {
  const std::string nonce = hexadecimal(proof.nonce), serial = certificate_facts(proof.certificate)->serial;
  const auto rows = ledger->run("SELECT serial, first_at FROM nonce WHERE nonce = $1", {nonce});
  if (!rows) return false;
  if (!rows.value().empty()) {
    return text_in(rows.value()[0][0]) == serial && seconds_now() - number_in(rows.value()[0][1]) < nonce_lifetime_s;
  }
  return static_cast<bool>(
      ledger->run("INSERT INTO nonce (nonce, serial, first_at) VALUES ($1, $2, $3)", {nonce, serial, seconds_now()}));
}

// Nothing when the proof is accepted; an answer of its own for a revoked certificate.
std::optional<Reply> Insurer::Desk::judged(const CardProof& proof) {
  const auto facts = certificate_facts(proof.certificate);
  if (!facts) return refusal("the certificate cannot be read");
  if (settings.judge) {
    const auto verdict = settings.judge->judge(proof.certificate);
    if (verdict == CertificateVerdict::unknown) return refusal("the certificate is not of the authority");
    if (verdict == CertificateVerdict::revoked) {
      Eligibility revoked;
      revoked.certificate = CertificateStanding::revoked;
      return Reply{200, Json{{"eligibility", json_of(revoked)}}.dump()};
    }
  }
  if (proof.signature.empty()) {
    if (settings.without_signature == Settings::Unsigned::refuse) return refusal("the card has signed nothing");
    return std::nullopt;
  }
  if (!signature_fits(proof)) return refusal("the signature does not belong to the certificate");
  if (!nonce_is_fresh(proof)) return refusal("the nonce was used before");
  return std::nullopt;
}

Reply Insurer::Desk::answer(const Json& json, bool registers) {
  const auto question = question_from(json);
  if (!question) return misunderstanding("the question cannot be read");
  const auto* proof = std::get_if<CardProof>(&*question);
  if (proof != nullptr) {
    if (const auto reply = judged(*proof)) return *reply;
  }
  const auto explain = [](const ServiceError& error) {
    return error.problem == ServiceProblem::refused ? refusal(error.detail.c_str()) : out_of_order("the roster failed");
  };
  if (registers) {
    if (proof == nullptr) return misunderstanding("only a card is registered");
    const auto done = register_in(*roster, *proof);
    return done ? Reply{200, Json{{"registered", true}}.dump()} : explain(done.error());
  }
  const auto on = date_from(json.value("on", ""));
  if (!on) return misunderstanding("the day is missing");
  const auto eligibility = answer_from(*roster, *question, *on);
  if (!eligibility) return explain(eligibility.error());
  return {200, Json{{"eligibility", json_of(eligibility.value())}}.dump()};
}

Json Insurer::Desk::somebody_else(const Json& question) {
  Json other = question;
  other["on"] = "1999-12-31";
  return other;
}

void Insurer::Desk::serve(const httplib::Request& request, httplib::Response& response, bool registers) {
  const auto json = Json::parse(request.body, nullptr, false);
  wait_as_the_real_one_does();
  const std::lock_guard lock{books};
  const std::string key = request.get_header_value("Idempotency-Key");
  Reply reply;
  if (mode == Mode::down) {
    reply = out_of_order("system failure");
  } else if (mode == Mode::garbled) {
    reply = {200, "<html>It works!"};
  } else if (mode == Mode::huge) {
    reply = {200, std::string(32'000'000, ' ')};
  } else if (!json.is_object()) {
    reply = misunderstanding("the question is no JSON object");
  } else if (const auto before = remembered(key)) {
    reply = *before;
  } else {
    reply = answer(json, registers);
    if (reply.status == 200) {
      Json told = Json::parse(reply.body);
      told["about"] = fingerprint_of(mode == Mode::wrong ? somebody_else(json) : json);
      reply.body = told.dump();
      ++answered;
    }
    if (mode != Mode::wrong) remember(key, reply);
  }
  response.status = reply.status;
  response.set_content(reply.body, "application/json");
}

Insurer::Insurer(std::unique_ptr<Desk> desk) : desk_(std::move(desk)) {}
Insurer::~Insurer() { stop(); }

base::Result<std::unique_ptr<Insurer>, std::string> Insurer::open(Settings settings, int port) {
  auto desk = std::make_unique<Desk>();
  auto roster = Roster::load(settings.roster);
  if (!roster) return roster.error().detail;
  auto ledger = SqliteConnection::open(settings.ledger);
  if (!ledger) return ledger.error().detail;
  desk->roster = std::move(roster).value();
  desk->ledger = std::move(ledger).value();
  for (const auto* table :
       {"CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, status BIGINT NOT NULL, body TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS nonce (nonce TEXT PRIMARY KEY, serial TEXT NOT NULL, first_at BIGINT NOT NULL)"}) {
    if (auto made = desk->ledger->run(table); !made) return made.error().detail;
  }
  desk->mode = settings.mode;
  desk->settings = std::move(settings);
  Desk* at = desk.get();
  desk->server.set_payload_max_length(largest_question);
  // One question a connection: a kiosk asks once a minute, and an idle connection would keep the end waiting.
  desk->server.set_keep_alive_max_count(1);
  desk->server.Post("/v1/eligibility", [at](const auto& in, auto& out) { at->serve(in, out, false); });
  desk->server.Post("/v1/registrations", [at](const auto& in, auto& out) { at->serve(in, out, true); });
  desk->server.Post("/control", [at](const httplib::Request& in, httplib::Response& out) {
    const auto json = Json::parse(in.body, nullptr, false);
    const auto wanted = json.is_object() ? mode_from(json.value("mode", "")) : std::nullopt;
    if (wanted) at->mode = *wanted;
    out.status = wanted ? 200 : 400;
  });
  desk->port = port == 0 ? desk->server.bind_to_any_port("127.0.0.1")
                         : (desk->server.bind_to_port("127.0.0.1", port) ? port : -1);
  if (desk->port <= 0) {
    return "port " + std::to_string(port) + " is in use on this machine: choose another with --port";
  }
  return std::unique_ptr<Insurer>{new Insurer{std::move(desk)}};
}

int Insurer::port() const { return desk_->port; }
void Insurer::run() { desk_->server.listen_after_bind(); }
void Insurer::stop() {
  desk_->stopping = true;
  desk_->server.stop();
}
void Insurer::set_mode(Mode mode) { desk_->mode = mode; }
int Insurer::answered() const { return desk_->answered; }

}  // namespace insurer
