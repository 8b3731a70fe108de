// OpenSSL verifies chain and revocation at a time at which the certificate was valid; validity today is judged apart,
// because three months after expiry are still accepted.
#include "cardreader/certificate_check.h"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <ctime>
#include <memory>
#include <optional>

namespace cardreader {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using std::chrono::sys_days;

CardError refused(AuthenticityProblem problem, std::string detail = {}) {
  return {CardProblem::not_genuine, std::move(detail), std::nullopt, problem};
}

Certificate read(ByteView der) {
  const unsigned char* at = der.data();
  Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
  if (certificate && at != der.data() + der.size()) certificate.reset();  // something follows the certificate
  return certificate;
}

std::optional<std::time_t> seconds_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return ::timegm(&parts);
}

std::time_t seconds_of(sys_days day) { return std::chrono::system_clock::to_time_t(day); }

std::optional<RsaPublicKey> key_of(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(X509_get0_pubkey(certificate), &der);
  if (size <= 0) return std::nullopt;
  auto key = RsaPublicKey::from_der({der, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return key;
}

std::string serial_of(X509* certificate) {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
  return to_hex({ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))});
}

/// X509_V_OK or OpenSSL's reason, for a time at which the certificate was valid.
int verify_chain(X509* certificate, X509* authority, std::time_t at) {
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), X509_STORE_free);
  X509_STORE_add_cert(store.get(), authority);
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> check(X509_STORE_CTX_new(),
                                                                              X509_STORE_CTX_free);
  X509_STORE_CTX_init(check.get(), store.get(), certificate, nullptr);
  X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(check.get()), at);
  return X509_verify_cert(check.get()) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(check.get());
}

/// Asks the list by hand: OpenSSL's own check looks at one time only, and an expired certificate needs two.
std::optional<AuthenticityProblem> revocation(X509* certificate, X509* authority, ByteView list_der) {
  const unsigned char* at = list_der.data();
  const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> list(
      list_der.empty() ? nullptr : d2i_X509_CRL(nullptr, &at, static_cast<long>(list_der.size())), X509_CRL_free);
  const bool is_the_authoritys =
      list && X509_NAME_cmp(X509_CRL_get_issuer(list.get()), X509_get_subject_name(authority)) == 0 &&
      X509_CRL_verify(list.get(), X509_get0_pubkey(authority)) == 1;
  const auto next = is_the_authoritys ? seconds_of(X509_CRL_get0_nextUpdate(list.get())) : std::nullopt;
  if (!next || std::time(nullptr) >= *next) return AuthenticityProblem::revocation_unknown;
  X509_REVOKED* entry = nullptr;
  if (X509_CRL_get0_by_cert(list.get(), &entry, certificate) != 0) return AuthenticityProblem::certificate_revoked;
  return std::nullopt;
}

std::optional<CertificateStanding> standing_on(std::time_t last, std::chrono::year_month_day today) {
  const auto plus_three_months = [](std::chrono::year_month_day day) {
    const auto later = day + std::chrono::months{3};
    return later.ok() ? sys_days{later} : sys_days{later.year() / later.month() / std::chrono::last};
  };
  if (seconds_of(plus_three_months(today)) < last) return CertificateStanding::valid;
  if (seconds_of(sys_days{today}) < last) return CertificateStanding::expires_within_three_months;
  const std::chrono::year_month_day end{
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::from_time_t(last))};
  if (sys_days{today} <= plus_three_months(end)) return CertificateStanding::expired_but_still_accepted;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(CertificateStanding standing) {
  switch (standing) {
    case CertificateStanding::valid:
      return "valid";
    case CertificateStanding::expires_within_three_months:
      return "expires-within-three-months";
    case CertificateStanding::expired_but_still_accepted:
      return "expired-but-still-accepted";
  }
  return "unknown";
}

base::Result<JudgedCertificate, CardError> judge_certificate(ByteView der, const TrustAnchors& anchors,
                                                             std::chrono::year_month_day today) {
  const Certificate certificate = read(der);
  const Certificate authority = read(anchors.authentication_authority);
  if (!certificate) return refused(AuthenticityProblem::certificate_damaged);
  if (!authority)
    return refused(AuthenticityProblem::certificate_not_trusted, "the authority's own certificate is damaged");
  auto key = key_of(certificate.get());
  const auto first = seconds_of(X509_get0_notBefore(certificate.get()));
  const auto last = seconds_of(X509_get0_notAfter(certificate.get()));
  if (!key || !first || !last || *first >= *last) return refused(AuthenticityProblem::certificate_damaged);

  if (const int code = verify_chain(certificate.get(), authority.get(), *first + (*last - *first) / 2);
      code != X509_V_OK) {
    return refused(AuthenticityProblem::certificate_not_trusted, X509_verify_cert_error_string(code));
  }
  if (const auto problem = revocation(certificate.get(), authority.get(), anchors.revocation_list))
    return refused(*problem);
  if (seconds_of(sys_days{today}) + 86400 <= *first) return refused(AuthenticityProblem::certificate_not_yet_valid);
  const auto standing = standing_on(*last, today);
  if (!standing) return refused(AuthenticityProblem::certificate_expired);
  return JudgedCertificate{*standing, std::move(*key), serial_of(certificate.get())};
}

}  // namespace cardreader
