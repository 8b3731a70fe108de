// The roster's tables: a person as JSON, and the keys by which people are found.
#include "kiosk/services/roster.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "kiosk/checkin/written_text.h"
#include "kiosk/services/visit_json.h"

namespace kiosk::services {
namespace {

using base::Done;
using checkin::Coverage;
using checkin::StoreError;
using checkin::StoreProblem;

constexpr std::int64_t roster_version = 1;
constexpr std::string_view sqlite_magic{"SQLite format 3\0", 16};

// By numbers and birth date, as the real query works; never by a name that may hold `●`.
std::string letter_key(std::string_view insurer_number, std::string_view symbol, std::string_view number,
                       checkin::Date birth_date) {
  return checkin::padded_insurer_number(insurer_number) + "|" + checkin::folded_for_comparing(symbol) + "|" +
         checkin::folded_for_comparing(number) + "|" + checkin::text_of(birth_date);
}

bool is_sqlite(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string start(sqlite_magic.size(), '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  return in && start == sqlite_magic;
}

}  // namespace

Roster::Result<std::unique_ptr<Roster>> Roster::load(const std::filesystem::path& file) {
  if (is_sqlite(file)) return open_or_create(file);
  auto people = people_in_json(file);
  if (!people) return people.error();
  auto roster = open_or_create(":memory:");
  if (!roster) return roster.error();
  for (const RosterPerson& person : people.value()) {
    if (auto added = roster.value()->add(person); !added) return added.error();
  }
  return roster;
}

Roster::Result<std::unique_ptr<Roster>> Roster::open_or_create(const std::filesystem::path& file) {
  auto connection = SqliteConnection::open(file);
  if (!connection) return connection.error();
  std::unique_ptr<Roster> roster{new Roster{std::move(connection).value()}};
  if (auto made = roster->make_tables(); !made) return made.error();
  return roster;
}

Roster::Result<Done> Roster::make_tables() {
  return in_transaction(*connection_, [&]() -> Result<Done> {
    const auto tables = connection_->run("SELECT name FROM sqlite_master WHERE type = 'table'");
    if (!tables) return tables.error();
    if (tables.value().empty()) {
      for (const auto* statement :
           {"CREATE TABLE roster_tables (version BIGINT NOT NULL)", "INSERT INTO roster_tables VALUES (1)",
            "CREATE TABLE person (id INTEGER PRIMARY KEY, serial TEXT NOT NULL, subject TEXT NOT NULL,"
            " record TEXT NOT NULL)",
            "CREATE INDEX person_serial ON person (serial)", "CREATE INDEX person_subject ON person (subject)",
            "CREATE TABLE letter (key TEXT NOT NULL, person BIGINT NOT NULL)",
            "CREATE INDEX letter_key ON letter (key)"}) {
        if (auto made = connection_->run(statement); !made) return made.error();
      }
      return Done{};
    }
    const auto version = connection_->run("SELECT version FROM roster_tables");
    if (version && !version.value().empty() && number_in(version.value()[0][0]) == roster_version) return Done{};
    return StoreError{StoreProblem::wrong_version,
                      connection_->file().string() +
                          ": this is no roster of this program's version: name a roster, or make a new one with "
                          "`uketsuke-records roster add`"};
  });
}

Roster::Result<Done> Roster::add(const RosterPerson& person) {
  return in_transaction(*connection_, [&]() -> Result<Done> {
    for (const auto* statement :
         {"DELETE FROM letter WHERE person IN (SELECT id FROM person WHERE (serial = $1 AND serial <> '')"
          " OR (serial = '' AND subject <> '' AND subject = $2))",
          "DELETE FROM person WHERE (serial = $1 AND serial <> '')"
          " OR (serial = '' AND subject <> '' AND subject = $2)"}) {
      const auto gone =
          connection_->run(statement, {normal_serial(person.certificate_serial), person.certificate_subject});
      if (!gone) return gone.error();
    }
    const auto added = connection_->run(
        "INSERT INTO person (serial, subject, record) VALUES ($1, $2, $3) RETURNING id",
        {normal_serial(person.certificate_serial), person.certificate_subject, json_of(person).dump()});
    if (!added) return added.error();
    for (const Coverage& coverage : person.coverages) {
      const auto key = letter_key(coverage.insurer_number, coverage.symbol, coverage.number, coverage.birth_date);
      auto keyed = connection_->run("INSERT INTO letter (key, person) VALUES ($1, $2)", {key, added.value()[0][0]});
      if (!keyed) return keyed.error();
    }
    return Done{};
  });
}

Roster::Result<std::vector<RosterPerson>> Roster::people_from(std::string_view statement,
                                                              const SqlParameters& parameters) {
  const auto rows = connection_->run(statement, parameters);
  if (!rows) return rows.error();
  std::vector<RosterPerson> people;
  for (const SqlRow& row : rows.value()) {
    auto person = person_from(nlohmann::ordered_json::parse(text_in(row[0]), nullptr, false));
    if (!person) return damaged("a person");
    people.push_back(*std::move(person));
  }
  return people;
}

Roster::Result<std::optional<RosterPerson>> Roster::find_by_card(const CertificateFacts& certificate) {
  auto found = people_from(
      "SELECT record FROM person WHERE (serial <> '' AND serial = $1) OR (subject <> '' AND subject = $2)"
      " ORDER BY (serial = $1) DESC LIMIT 1",
      {certificate.serial, certificate.subject});
  if (!found) return found.error();
  if (found.value().empty()) return std::optional<RosterPerson>{};
  return std::optional{std::move(found.value().front())};
}

Roster::Result<std::optional<RosterPerson>> Roster::find_by_letter(const checkin::EligibilityLetter& letter) {
  auto found =
      people_from("SELECT record FROM person WHERE id IN (SELECT person FROM letter WHERE key = $1) ORDER BY id",
                  {letter_key(letter.insurer_number, letter.symbol, letter.number, letter.birth_date)});
  if (!found) return found.error();
  // Twins share everything but the branch: a letter without a branch fits when only one person is meant.
  if (letter.branch.empty() && found.value().size() > 1) return std::optional<RosterPerson>{};
  for (RosterPerson& person : found.value()) {
    const bool fits = std::any_of(person.coverages.begin(), person.coverages.end(),
                                  [&letter](const Coverage& coverage) { return is_named_by(coverage, letter); });
    if (fits) return std::optional{std::move(person)};
  }
  return std::optional<RosterPerson>{};
}

Roster::Result<std::vector<RosterPerson>> Roster::people() {
  return people_from("SELECT record FROM person ORDER BY id", {});
}

StoreError Roster::damaged(const std::string& what) const {
  return StoreError{StoreProblem::damaged,
                    connection_->file().string() + ": " + what + " in the roster cannot be read: make the roster anew"};
}

Roster::Result<std::vector<RosterPerson>> people_in_json(const std::filesystem::path& file) {
  const auto refuse = [&file](StoreProblem problem, const std::string& what) {
    return StoreError{problem, file.string() + ": " + what};
  };
  std::ifstream in{file};
  if (!in) return refuse(StoreProblem::cannot_open, "the roster cannot be opened: check the path and who may read it");
  const auto json = nlohmann::ordered_json::parse(in, nullptr, false);
  if (json.is_discarded() || !json.is_object() || !json.contains("roster")) {
    return refuse(StoreProblem::damaged, "this is no roster: expected a JSON object with \"roster\" and \"people\"");
  }
  if (json["roster"] != roster_version) {
    return refuse(StoreProblem::wrong_version, "the roster's version is not " + std::to_string(roster_version));
  }
  std::vector<RosterPerson> people;
  const auto listed = json.value("people", nlohmann::ordered_json::array());
  for (const auto& entry : listed) {
    auto person = person_from(entry);
    if (!person) {
      return refuse(StoreProblem::damaged,
                    "person " + std::to_string(people.size() + 1) + " cannot be read: see assets/rosters/README.md");
    }
    people.push_back(*std::move(person));
  }
  return people;
}

}  // namespace kiosk::services
