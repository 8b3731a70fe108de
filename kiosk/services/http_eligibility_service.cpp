// Attempts within one deadline. The service reads no body longer than a megabyte.
#include "kiosk/services/http_eligibility_service.h"

#include <httplib.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "kiosk/services/audit_chain.h"
#include "kiosk/services/visit_json.h"

namespace kiosk::services {
namespace {

using base::Done;
using base::Result;
using checkin::Eligibility;
using checkin::ServiceError;
using checkin::ServiceProblem;
using Json = nlohmann::ordered_json;
using Steady = std::chrono::steady_clock;

constexpr std::size_t largest_answer = 1'000'000;

struct Answer {
  int status = 0;
  std::string body;
};

bool is_distrust(httplib::Error error) {
  return error == httplib::Error::SSLServerVerification || error == httplib::Error::SSLLoadingCerts;
}

// One attempt. The receiver looks at the clock at every piece, so that a trickle cannot outlast the deadline.
Result<Answer, ServiceError> attempt(const std::string& base, const std::string& path, const std::string& body,
                                     const std::string& key, const InsurerPatience& patience,
                                     Steady::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now());
  httplib::Client client{base};
  client.set_connection_timeout(std::min(patience.connecting, left));
  if (!patience.authority.empty()) client.set_ca_cert_path(patience.authority.c_str());
  client.set_read_timeout(left);
  client.set_write_timeout(left);
  Answer answer;
  bool too_large = false;
  httplib::Request request;
  request.method = "POST";
  request.path = path;
  request.headers = {{"Idempotency-Key", key}, {"Content-Type", "application/json"}};
  request.body = body;
  request.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t, std::uint64_t) {
    too_large = answer.body.size() + size > largest_answer;
    if (too_large || Steady::now() > deadline) return false;
    answer.body.append(bytes, size);
    return true;
  };
  const auto result = client.send(request);
  if (too_large) return ServiceError{ServiceProblem::garbled, "the insurer's answer is larger than 1 MB"};
  if (!result && is_distrust(result.error())) {
    return ServiceError{
        ServiceProblem::unreachable,
        "the insurer at " + base + " shows a certificate that is not signed by " +
            (patience.authority.empty() ? "an authority that this machine believes" : patience.authority)};
  }
  if (!result) return ServiceError{ServiceProblem::unreachable, "the insurer at " + base + " gives no answer in time"};
  answer.status = result->status;
  return answer;
}

Result<Json, ServiceError> understood(const Answer& answer, const std::string& fingerprint) {
  if (answer.status == 403) return ServiceError{ServiceProblem::refused, "the insurer does not accept the proof"};
  if (answer.status >= 500) {
    return ServiceError{ServiceProblem::out_of_order,
                        "the insurer is out of order (status " + std::to_string(answer.status) + ")"};
  }
  const auto json = Json::parse(answer.body, nullptr, false);
  if (answer.status != 200 || !json.is_object()) {
    return ServiceError{ServiceProblem::garbled,
                        "the insurer's answer cannot be read (status " + std::to_string(answer.status) + ")"};
  }
  if (!json.contains("about") || json.at("about") != fingerprint) {
    return ServiceError{ServiceProblem::garbled, "the insurer's answer is not about this question"};
  }
  return json;
}

bool worth_another_attempt(const ServiceError& error) {
  return error.problem == ServiceProblem::unreachable || error.problem == ServiceProblem::out_of_order;
}

}  // namespace

std::string fingerprint_of(const Json& question) { return seal_of("question", question.dump()); }

Result<std::unique_ptr<HttpEligibilityService>, ServiceError> HttpEligibilityService::create(const std::string& base,
                                                                                             InsurerPatience patience) {
  const bool has_scheme = base.starts_with("http://") || base.starts_with("https://");
  if (!has_scheme || base.size() < 9) {
    return ServiceError{ServiceProblem::unreachable,
                        "\"" + base + "\" is no address of an insurer: write it as http://127.0.0.1:8443"};
  }
  std::string address = base;
  while (address.ends_with('/')) address.pop_back();
  return std::unique_ptr<HttpEligibilityService>{new HttpEligibilityService{std::move(address), patience}};
}

Result<Json, ServiceError> HttpEligibilityService::ask(const std::string& path, const Json& question) {
  const auto deadline = Steady::now() + patience_.deadline;
  const std::string key = random_salt(), body = question.dump(), fingerprint = fingerprint_of(question);
  ServiceError last{ServiceProblem::unreachable, "the insurer at " + base_ + " gives no answer in time"};
  auto pause = patience_.first_pause;
  for (int i = 0; i < patience_.attempts && Steady::now() < deadline; ++i) {
    if (i > 0) {
      std::this_thread::sleep_for(pause);
      pause *= 2;
      if (Steady::now() >= deadline) break;
    }
    const auto answer = attempt(base_, path, body, key, patience_, deadline);
    auto outcome = answer ? understood(answer.value(), fingerprint) : Result<Json, ServiceError>{answer.error()};
    if (outcome) return outcome;
    last = outcome.error();
    if (!worth_another_attempt(last)) break;
  }
  return last;
}

Result<Eligibility, ServiceError> HttpEligibilityService::check(const checkin::EligibilityQuestion& question,
                                                                checkin::Date today) {
  Json json = json_of(question);
  json["on"] = checkin::text_of(today);
  const auto answer = ask("/v1/eligibility", json);
  if (!answer) return answer.error();
  const auto eligibility = eligibility_from(answer.value().value("eligibility", Json{}));
  if (!eligibility) return ServiceError{ServiceProblem::garbled, "the insurer's answer is incomplete"};
  const auto* letter = std::get_if<checkin::EligibilityLetter>(&question);
  for (const auto& coverage : eligibility->coverages) {
    if (letter != nullptr && coverage.birth_date != letter->birth_date) {
      return ServiceError{ServiceProblem::garbled, "the insurer's answer is about another person"};
    }
  }
  return *eligibility;
}

Result<Done, ServiceError> HttpEligibilityService::register_card(const checkin::CardProof& proof) {
  const auto answer = ask("/v1/registrations", json_of(checkin::EligibilityQuestion{proof}));
  if (!answer) return answer.error();
  return Done{};
}

}  // namespace kiosk::services
