// The authority's folder: one DER file per private key and per certificate.
#include "cardreader/card_authority.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "cardreader/atomic_file.h"
#include "cardreader/card_layout.h"
#include "cardreader/tlv.h"
#include "cardreader/x509_certificate.h"

namespace cardreader {
namespace {

enum Role : std::size_t {
  authentication_role,
  signature_role,
  card_role,
  issuer_role,
  terminal_authority_role,
  terminal_role
};
constexpr std::array<const char*, 6> key_files{"authentication-authority.key", "signature-authority.key",
                                               "card-authority.key",           "issuer.key",
                                               "terminal-authority.key",       "terminal.key"};
constexpr std::array<const char*, 2> certificate_files{"authentication-authority.cer", "signature-authority.cer"};
constexpr const char* card_authority_file = "card-authority.pub";
constexpr const char* terminal_body_file = "terminal.body";
constexpr const char* terminal_signature_file = "terminal.signature";
constexpr const char* revocation_file = "revoked.crl";

CardError cannot(std::string detail) { return {CardProblem::cannot_present, std::move(detail)}; }

std::optional<Bytes> contents_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

base::Result<base::Done, CardError> write(const std::filesystem::path& path, ByteView bytes) {
  return write_atomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// Seven digits, 08 05, three digits, four zeros; test identifiers begin with 6.
Bytes key_identifier(std::string_view seven, std::string_view three) {
  Bytes bytes;
  append(bytes, view_of(seven));
  append(bytes, Bytes{0x08, 0x05});
  append(bytes, view_of(three));
  append(bytes, Bytes{0, 0, 0, 0});
  return bytes;
}

Bytes certificate_body(std::string_view series, std::string_view subject, const RsaPublicKey& key) {
  Bytes body = key_identifier("60000" + std::string(series), "001");
  append(body, key_identifier("60000" + std::string(series), subject));
  append(body, key.card_form());
  return body;
}

CardError incomplete(const std::filesystem::path& folder, const char* file) {
  return cannot(folder.string() + " is not a card authority's folder: " + file +
                " is missing or damaged; make one with: uketsuke-card authority FOLDER");
}

}  // namespace

base::Result<CardAuthority, CardError> CardAuthority::create(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return cannot(folder.string() + " cannot be made: " + error.message());
  if (!std::filesystem::is_empty(folder, error) || error)
    return cannot(folder.string() + " is not empty; give a new folder");
  std::vector<RsaKey> keys;
  for (const char* file : key_files) {
    auto key = RsaKey::generate();
    if (!key) return cannot("OpenSSL cannot make an RSA key");
    if (auto kept = write(folder / file, key->pkcs8().reveal()); !kept) return kept.error();
    keys.push_back(std::move(*key));
  }
  const auto authentication =
      make_authority_certificate(keys[authentication_role], "Simulated JPKI for user authentication");
  const auto signature = make_authority_certificate(keys[signature_role], "Simulated JPKI for digital signature");
  if (!authentication || !signature) return cannot("OpenSSL cannot make the authority's certificates");
  const auto revocations = make_revocation_list(keys[authentication_role], *authentication, {}, {});
  if (!revocations) return cannot("OpenSSL cannot make a revocation list");
  const Bytes terminal = certificate_body("43", "901", keys[terminal_role].public_key());
  const std::array<std::pair<const char*, Bytes>, 6> files{{
      {certificate_files[0], *authentication},
      {certificate_files[1], *signature},
      {card_authority_file, keys[card_role].public_key().card_form()},
      {terminal_body_file, terminal},
      {terminal_signature_file, keys[terminal_authority_role].sign(terminal)},
      {revocation_file, *revocations},
  }};
  for (const auto& [name, bytes] : files) {
    if (auto kept = write(folder / name, bytes); !kept) return kept.error();
  }
  return open(folder);
}

base::Result<CardAuthority, CardError> CardAuthority::open(const std::filesystem::path& folder) {
  std::vector<RsaKey> keys;
  for (const char* file : key_files) {
    const auto der = contents_of(folder / file);
    auto key = der ? RsaKey::from_pkcs8(*der) : std::nullopt;
    if (!key) return incomplete(folder, file);
    keys.push_back(std::move(*key));
  }
  CardAuthority authority(folder, std::move(keys));
  for (const char* file : certificate_files) {
    auto der = contents_of(folder / file);
    if (!der) return incomplete(folder, file);
    authority.certificates_.push_back(std::move(*der));
  }
  authority.revocation_list_ = contents_of(folder / revocation_file).value_or(Bytes{});
  return authority;
}

base::Result<Bytes, CardError> CardAuthority::certify(CertificatePurpose purpose, const RsaPublicKey& public_key,
                                                      const CertificateRequest& request) {
  const std::size_t role = purpose == CertificatePurpose::authentication ? authentication_role : signature_role;
  auto made = make_holder_certificate(key(role), certificates_[role], public_key, purpose, request);
  if (!made) return cannot("OpenSSL cannot make the holder's certificate");
  return std::move(*made);
}

Bytes CardAuthority::authority_certificate(CertificatePurpose purpose) const {
  return certificates_[purpose == CertificatePurpose::authentication ? authentication_role : signature_role];
}

Bytes CardAuthority::issuer_certificate(std::string_view series) const {
  const Bytes body = certificate_body(series, "101", key(issuer_role).public_key());
  Bytes parts = make_tlv(layout::tag::certificate_body, body);
  append(parts, make_tlv(layout::tag::certificate_signature, key(card_role).sign(body)));
  return make_tlv(layout::tag::certificate, parts);
}

Bytes CardAuthority::issuer_signature_over_frame(ByteView padded_contents) const {
  return key(issuer_role).sign_raw(padded_contents).value_or(Bytes{});
}

Bytes CardAuthority::issuer_signature(ByteView bytes) const { return key(issuer_role).sign(bytes); }

RsaPublicKey CardAuthority::terminal_authority() const { return key(terminal_authority_role).public_key(); }

base::Result<base::Done, CardError> CardAuthority::revoke(ByteView certificate) {
  auto list =
      make_revocation_list(key(authentication_role), certificates_[authentication_role], revocation_list_, certificate);
  if (!list) return cannot("this certificate cannot be entered in the revocation list");
  if (auto kept = write(folder_ / revocation_file, *list); !kept) return kept;
  revocation_list_ = std::move(*list);
  return base::Done{};
}

TrustAnchors CardAuthority::anchors() const {
  return {certificates_[authentication_role], certificates_[signature_role], key(card_role).public_key(),
          revocation_list_};
}

TerminalIdentity CardAuthority::terminal() const {
  const Bytes body = certificate_body("43", "901", key(terminal_role).public_key());
  return {body, key(terminal_authority_role).sign(body), key(terminal_role).pkcs8()};
}

base::Result<TrustAnchors, CardError> load_trust_anchors(const std::filesystem::path& folder) {
  auto authentication = contents_of(folder / certificate_files[0]);
  if (!authentication) return incomplete(folder, certificate_files[0]);
  auto signature = contents_of(folder / certificate_files[1]);
  if (!signature) return incomplete(folder, certificate_files[1]);
  const auto form = contents_of(folder / card_authority_file);
  auto key = form ? RsaPublicKey::from_card_form(*form) : std::nullopt;
  if (!key) return incomplete(folder, card_authority_file);
  return TrustAnchors{std::move(*authentication), std::move(*signature), std::move(*key),
                      contents_of(folder / revocation_file).value_or(Bytes{})};
}

base::Result<TerminalIdentity, CardError> load_terminal(const std::filesystem::path& folder) {
  auto body = contents_of(folder / terminal_body_file);
  if (!body) return incomplete(folder, terminal_body_file);
  auto signature = contents_of(folder / terminal_signature_file);
  if (!signature) return incomplete(folder, terminal_signature_file);
  auto key = contents_of(folder / key_files[terminal_role]);
  if (!key) return incomplete(folder, key_files[terminal_role]);
  return TerminalIdentity{std::move(*body), std::move(*signature), base::SecretBytes(std::move(*key))};
}

std::filesystem::path usual_authority_folder() {
  if (const char* given = std::getenv("UKETSUKE_AUTHORITY"); given != nullptr && *given != '\0') return given;
  if (const char* place = std::getenv("XDG_DATA_HOME"); place != nullptr && *place != '\0') {
    return std::filesystem::path(place) / "uketsuke" / "authority";
  }
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : "/tmp") / ".local" / "share" / "uketsuke" / "authority";
}

}  // namespace cardreader
