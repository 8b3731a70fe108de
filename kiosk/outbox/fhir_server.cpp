// A FHIR server over HTTP: one POST of the transaction, the answer's status decides.
#include <httplib.h>

#include <nlohmann/json.hpp>

#include "kiosk/outbox/destination.h"
#include "kiosk/outbox/fhir_bundle.h"

namespace kiosk::outbox {
namespace {

using services::StoredVisit;

bool is_distrust(httplib::Error error) {
  return error == httplib::Error::SSLServerVerification || error == httplib::Error::SSLLoadingCerts;
}

class FhirServer final : public Destination {
 public:
  FhirServer(const std::string& base, Clinic clinic, std::string authority)
      : name_("fhir:" + base), clinic_(std::move(clinic)), authority_(std::move(authority)) {
    const auto scheme = base.find("://");
    const auto path = base.find('/', scheme == std::string::npos ? 0 : scheme + 3);
    host_ = base.substr(0, path);
    path_ = path == std::string::npos ? "/" : base.substr(path);
  }

  const std::string& name() const override { return name_; }

  std::optional<std::string> stage(const StoredVisit&, std::chrono::sys_seconds) override { return std::nullopt; }

  std::optional<std::string> finish(const StoredVisit& visit) override {
    httplib::Client client{host_};
    if (!authority_.empty()) client.set_ca_cert_path(authority_.c_str());
    client.set_connection_timeout(5);
    client.set_read_timeout(10);
    client.set_write_timeout(10);
    const auto body =
        fhir_bundle(visit, clinic_).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    const auto answer = client.Post(path_, body, "application/fhir+json; charset=utf-8");
    if (!answer && is_distrust(answer.error())) {
      return "the FHIR server " + host_ + " shows a certificate that is not signed by " +
             (authority_.empty() ? "an authority that this machine believes" : authority_);
    }
    if (!answer) return "the FHIR server " + host_ + " cannot be reached: check the address and that it runs";
    if (answer->status == 200 || answer->status == 201) return std::nullopt;
    return "the FHIR server " + host_ + " refused the visit with status " + std::to_string(answer->status);
  }

 private:
  std::string name_;
  Clinic clinic_;
  std::string authority_;
  std::string host_, path_;
};

}  // namespace

std::unique_ptr<Destination> fhir_server(const std::string& base, Clinic clinic, std::string authority) {
  return std::make_unique<FhirServer>(base, std::move(clinic), std::move(authority));
}

}  // namespace kiosk::outbox
