// OpenSSL's chain verification, without its clock: an ended certificate has a grace period, judged elsewhere.
#include "kiosk/services/certificate_judge.h"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

namespace kiosk::services {
namespace {

using checkin::ServiceError;
using checkin::ServiceProblem;

ServiceError unusable(const char* what) { return ServiceError{ServiceProblem::out_of_order, what}; }

}  // namespace

base::Result<CertificateJudge, ServiceError> CertificateJudge::create(std::span<const unsigned char> authority,
                                                                      std::span<const unsigned char> revocation_list) {
  const unsigned char* at = authority.data();
  X509* issuer = d2i_X509(nullptr, &at, static_cast<long>(authority.size()));
  if (issuer == nullptr) return unusable("the authority's certificate cannot be read");
  X509_STORE* store = X509_STORE_new();
  std::shared_ptr<void> owned{store, [](void* pointer) { X509_STORE_free(static_cast<X509_STORE*>(pointer)); }};
  X509_STORE_add_cert(store, issuer);
  unsigned long flags = X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_PARTIAL_CHAIN;
  bool list_fits = true;
  if (!revocation_list.empty()) {
    at = revocation_list.data();
    X509_CRL* list = d2i_X509_CRL(nullptr, &at, static_cast<long>(revocation_list.size()));
    list_fits = list != nullptr && X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1;
    if (list_fits) X509_STORE_add_crl(store, list);
    flags |= X509_V_FLAG_CRL_CHECK;
    X509_CRL_free(list);
  }
  X509_free(issuer);
  X509_STORE_set_flags(store, flags);
  if (!list_fits) return unusable("the revocation list is not the authority's");
  return CertificateJudge{std::move(owned)};
}

CertificateVerdict CertificateJudge::judge(std::span<const unsigned char> der) const {
  const unsigned char* at = der.data();
  X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
  if (certificate == nullptr) return CertificateVerdict::unknown;
  X509_STORE_CTX* context = X509_STORE_CTX_new();
  X509_STORE_CTX_init(context, static_cast<X509_STORE*>(store_.get()), certificate, nullptr);
  const bool holds = X509_verify_cert(context) == 1;
  const int reason = X509_STORE_CTX_get_error(context);
  X509_STORE_CTX_free(context);
  X509_free(certificate);
  if (holds) return CertificateVerdict::trusted;
  return reason == X509_V_ERR_CERT_REVOKED ? CertificateVerdict::revoked : CertificateVerdict::unknown;
}

}  // namespace kiosk::services
