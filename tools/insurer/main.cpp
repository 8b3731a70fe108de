// uketsuke-insurer: the simulated insurer's server on loopback.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "cardreader/card_authority.h"
#include "tools/insurer/insurer.h"

namespace {

constexpr const char* examples = R"(
Examples:
  uketsuke-insurer --roster roster.db --authority authority/
  uketsuke-insurer --roster assets/rosters/letters.json --port 8443 --latency-ms 0 0
  uketsuke-insurer --roster roster.db --mode down
  curl -d '{"mode": "normal"}' http://127.0.0.1:8443/control       (changes the mode while it runs)

Modes: normal, slow, down (out of order), wrong (answers about somebody else), garbled, huge.
It ends with SIGINT or SIGTERM. Exit status: 0 ended; 2 bad input.)";

int fail(const std::string& sentence) {
  std::cerr << "uketsuke-insurer: " << sentence << "\n";
  return 2;
}

// Waits for a signal on a thread of its own, where stopping the server is allowed.
void run_until_signal(insurer::Insurer& server) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  std::jthread waiting{[&] {
    int signal = 0;
    sigwait(&ends, &signal);
    server.stop();
  }};
  server.run();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"A simulated insurer: answers eligibility questions over HTTP on this machine only."};
  app.footer(examples);
  insurer::Settings settings;
  std::string authority, mode = "normal";
  std::vector<int> latency{3000, 7000};
  int port = 8443;
  bool json = false, require_signature = false;
  app.add_option("--roster", settings.roster, "the insured people: SQLite or JSON roster")->required();
  app.add_option("--ledger", settings.ledger, "SQLite file for answers given (default: forgotten at the end)");
  app.add_option("--authority", authority, "folder of the authority that issues the cards; without it any is accepted");
  app.add_option("--port", port, "on 127.0.0.1; 0 takes a free one")->check(CLI::Range(0, 65535));
  app.add_option("--latency-ms", latency, "shortest and longest time to answer")
      ->expected(2)
      ->check(CLI::Range(0, 60000));
  app.add_option("--mode", mode, "normal, slow, down, wrong, garbled, huge");
  app.add_flag("--require-signature", require_signature, "refuse a card that has signed nothing");
  app.add_flag("--json", json, "say where it listens as JSON");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const auto known = insurer::mode_from(mode);
  if (!known) return fail("there is no mode \"" + mode + "\": normal, slow, down, wrong, garbled or huge");
  settings.mode = *known;
  settings.shortest_latency = std::chrono::milliseconds{std::min(latency[0], latency[1])};
  settings.longest_latency = std::chrono::milliseconds{std::max(latency[0], latency[1])};
  if (require_signature) settings.without_signature = insurer::Settings::Unsigned::refuse;
  if (!authority.empty()) {
    const auto anchors = cardreader::load_trust_anchors(authority);
    if (!anchors) return fail(authority + " is no authority's folder: make one with uketsuke-card authority");
    auto judge = kiosk::services::CertificateJudge::create(anchors.value().authentication_authority,
                                                           anchors.value().revocation_list);
    if (!judge) return fail(judge.error().detail);
    settings.judge = std::move(judge).value();
  }
  auto server = insurer::Insurer::open(std::move(settings), port);
  if (!server) return fail(server.error());
  const int bound = server.value()->port();
  if (json) {
    std::cout << nlohmann::ordered_json{{"url", "http://127.0.0.1:" + std::to_string(bound)}}.dump() << std::endl;
  } else {
    std::cout << "the simulated insurer listens on http://127.0.0.1:" << bound << std::endl;
  }
  run_until_signal(*server.value());
  return 0;
}
