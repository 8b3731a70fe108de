// The roster: the insured people that an insurer knows, found by their card's certificate or by their letter's numbers.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/services/certificate.h"
#include "kiosk/services/sqlite_connection.h"

namespace kiosk::services {

/// One insured person. Every person in a roster of ours is invented.
struct RosterPerson {
  std::string certificate_serial;   ///< hexadecimal; empty when the person has no card
  std::string certificate_subject;  ///< common name of the certificate; found by either of the two
  checkin::Registration registration = checkin::Registration::registered;
  std::optional<checkin::Validity> stated_validity;  ///< instead of what the coverages' dates say
  bool is_revoked = false;                           ///< the certificate was revoked
  bool has_specific_disease = false;
  bool has_medical_subsidy = false;
  std::string reference_number;  ///< 照会番号
  std::vector<checkin::Coverage> coverages;

  bool operator==(const RosterPerson&) const = default;
};

nlohmann::ordered_json json_of(const RosterPerson& person);
std::optional<RosterPerson> person_from(const nlohmann::ordered_json& json);

/// What the insurer answers about this person on that day: coverages in force, and the validity that follows from them.
checkin::Eligibility eligibility_of(const RosterPerson& person, checkin::Date today,
                                    checkin::CertificateStanding certificate);
/// Is this the coverage whose numbers the letter holds? A missing branch on either side fits any.
bool is_named_by(const checkin::Coverage& coverage, const checkin::EligibilityLetter& letter);
/// The same for somebody who showed this letter: the coverage it names, or what became of it.
checkin::Eligibility eligibility_by_letter(const RosterPerson& person, const checkin::EligibilityLetter& letter,
                                           checkin::Date today);

/// A roster in SQLite. One thread at a time. Error sentences name the file.
class Roster {
 public:
  template <class Value>
  using Result = base::Result<Value, checkin::StoreError>;

  /// A SQLite roster is opened for reading and writing. A JSON roster (`{"roster": 1, "people": […]}`, see
  /// assets/rosters/README.md) is read into memory: what is changed is forgotten with the object.
  static Result<std::unique_ptr<Roster>> load(const std::filesystem::path& file);
  /// The SQLite roster of that name, made empty when there is none.
  static Result<std::unique_ptr<Roster>> open_or_create(const std::filesystem::path& file);

  /// Adds a person, or replaces the one with the same certificate.
  Result<base::Done> add(const RosterPerson& person);
  Result<std::optional<RosterPerson>> find_by_card(const CertificateFacts& certificate);
  Result<std::optional<RosterPerson>> find_by_letter(const checkin::EligibilityLetter& letter);
  Result<std::vector<RosterPerson>> people();

 private:
  explicit Roster(std::unique_ptr<SqliteConnection> connection) : connection_(std::move(connection)) {}
  Result<base::Done> make_tables();
  Result<std::vector<RosterPerson>> people_from(std::string_view statement, const SqlParameters& parameters);
  checkin::StoreError damaged(const std::string& what) const;

  std::unique_ptr<SqliteConnection> connection_;
};

/// Reads a JSON roster's people; the error says what is wrong and where.
Roster::Result<std::vector<RosterPerson>> people_in_json(const std::filesystem::path& file);

}  // namespace kiosk::services
