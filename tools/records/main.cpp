// uketsuke-records: the command line of the clinic's records.
#include <CLI/CLI.hpp>

#include "tools/records/delivery_commands.h"
#include "tools/records/record_commands.h"
#include "tools/records/roster_commands.h"

namespace {

constexpr const char* examples = R"(
STORE is a SQLite file or a PostgreSQL address (postgresql:///clinic).

Examples:
  uketsuke-records list visits.db --day 2026-11-22
  uketsuke-records export visits.db --day 2026-11-22 --to day.json
  uketsuke-records purge visits.db --keep-days 90
  uketsuke-records verify visits.db --json
  uketsuke-records backup visits.db --to /backup/visits.db
  uketsuke-records deliver visits.db --xml face/ --fhir bundles/ --slips slips/ --every 5
  uketsuke-records confirm visits.db --insurer http://127.0.0.1:8443
  uketsuke-records roster add roster.db --from assets/rosters/letters.json
  uketsuke-records roster add roster.db --certificate hanako.der --name "見本 花子" --name-kana "ミホン ハナコ" \
      --birth-date 1985-04-12 --insurer-number 01130012 --number 678
  uketsuke-records roster list roster.db

Exit status: 0 done; 1 the records do not hold (verify), or something still waits (deliver, confirm); 2 bad input, or a store that cannot be used.)";

void describe_person(CLI::App& add, records::NewPerson& person) {
  add.add_option("--certificate", person.certificate, "user authentication certificate of the card, DER or PEM");
  add.add_option("--name", person.name, "as the insurer has it; may hold ●");
  add.add_option("--name-kana", person.name_kana);
  add.add_option("--birth-date", person.birth_date, "YYYY-MM-DD");
  add.add_option("--sex", person.sex, "not-known, male or female");
  add.add_option("--insurer-number", person.insurer_number, "8 or 6 digits with their check digit");
  add.add_option("--insurer-name", person.insurer_name);
  add.add_option("--symbol", person.symbol);
  add.add_option("--number", person.number);
  add.add_option("--branch", person.branch);
  add.add_option("--valid-from", person.valid_from, "YYYY-MM-DD");
  add.add_option("--valid-until", person.valid_until, "YYYY-MM-DD");
  add.add_option("--burden-percent", person.burden_percent)->check(CLI::Range(0, 100));
  add.add_option("--registration", person.registration, "registered or not-registered as health insurance card");
  add.add_option("--validity", person.validity, "states the answer instead of the dates");
  add.add_option("--reference-number", person.reference_number, "照会番号: the clinic's chart number");
  add.add_option("--second-insurer-number", person.second_insurer_number, "a second insurance in force");
  add.add_flag("--revoked", person.is_revoked, "the certificate is revoked");
  add.add_flag("--specific-disease", person.has_specific_disease);
  add.add_flag("--medical-subsidy", person.has_medical_subsidy);
}

void describe_delivery(CLI::App& deliver, records::Delivery& delivery) {
  using kiosk::outbox::CharacterCode;
  auto& places = delivery.places;
  deliver.add_option("--xml", places.xml_folder, "folder for result files (OQSsiquc01res_face_…)");
  deliver.add_flag_callback(
      "--shift-jis", [&places] { places.xml_code = CharacterCode::shift_jis; },
      "result files in Shift_JIS instead of UTF-8");
  deliver.add_option("--fhir", places.fhir_folder, "folder for FHIR R4 transaction bundles");
  deliver.add_option("--fhir-server", places.fhir_server, "base address of a FHIR server");
  deliver
      .add_option("--fhir-ca", places.fhir_authority,
                  "PEM file of the one authority that may have signed the server's certificate")
      ->check(kiosk::outbox::problem_of_authority);
  deliver.add_option("--slips", places.slip_folder, "folder for queue slips: PNG, PDF, text");
  deliver.add_option("--institution-code", places.clinic.institution_code, "10 digits")
      ->check(kiosk::outbox::problem_of_institution_code);
  deliver.add_option("--clinic-name", places.clinic.name);
  deliver.add_option("--every", delivery.every_seconds, "again every so many seconds, until SIGINT or SIGTERM")
      ->check(CLI::Range(1, 3600));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"The clinic's records: list, export, purge, verify, backup, deliver, confirm; and rosters."};
  app.footer(examples);
  app.require_subcommand(1);
  records::Listing listing;
  records::NewPerson person;
  std::string file, head, people;
  int keep_days = 0;
  bool json = false;
  const auto with_json = [&json](CLI::App* command) { command->add_flag("--json", json, "for a program to read"); };
  const auto on_store = [&](const char* name, const char* what) {
    auto* command = app.add_subcommand(name, what);
    command->add_option("STORE", listing.store, "SQLite file or PostgreSQL address")->required();
    with_json(command);
    return command;
  };
  auto* list = on_store("list", "visits, oldest first, without names");
  list->add_option("--day", listing.day, "one day in Japan, YYYY-MM-DD");
  auto* exporting = on_store("export", "visits with everything, to one JSON file; noted in the audit log");
  exporting->add_option("--day", listing.day, "one day in Japan, YYYY-MM-DD");
  exporting->add_option("--to", file, "file to write")->required();
  auto* purge = on_store("purge", "removes the personal fields of old visits");
  purge->add_option("--keep-days", keep_days, "keep visits of so many days")->required()->check(CLI::Range(0, 36500));
  auto* verify = on_store("verify", "checks the audit log's chain and every visit's seal");
  verify->add_option("--head", head, "hash of an entry noted elsewhere before: shows a shortened log");
  auto* backup = on_store("backup", "a consistent copy while kiosks go on writing");
  backup->add_option("--to", file, "file to write")->required();

  records::Delivery delivery;
  auto* deliver = on_store("deliver", "brings every visit to the clinic's software, each once");
  describe_delivery(*deliver, delivery);
  records::Confirming confirming;
  auto* confirm = on_store("confirm", "asks the insurer about visits that wait since an outage");
  auto* insurer = confirm->add_option("--insurer", confirming.insurer, "address, http://127.0.0.1:8443");
  confirm
      ->add_option("--insurer-ca", confirming.insurer_authority,
                   "PEM file of the one authority that may have signed the certificate of an https:// insurer")
      ->check(kiosk::outbox::problem_of_authority);
  confirm->add_option("--roster", confirming.roster, "a roster instead of an insurer")->excludes(insurer);

  auto* roster = app.add_subcommand("roster", "the insured people that an eligibility service knows");
  roster->require_subcommand(1);
  auto* add = roster->add_subcommand("add", "adds invented people");
  add->add_option("ROSTER", person.roster, "a SQLite roster (made when missing) or a .json one")->required();
  add->add_option("--from", people, "all people of this JSON roster, instead of one person");
  describe_person(*add, person);
  with_json(add);
  auto* show = roster->add_subcommand("list", "who is in a roster");
  show->add_option("ROSTER", person.roster)->required();
  with_json(show);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const auto output = json ? records::Output::json : records::Output::words;
  listing.output = output;
  if (*list) return records::list(listing);
  if (*exporting) return records::export_to(listing, file);
  if (*purge) return records::purge(listing.store, keep_days, output);
  if (*verify) return records::verify(listing.store, head, output);
  if (*backup) return records::back_up(listing.store, file, output);
  if (*deliver) {
    delivery.store = listing.store;
    delivery.output = output;
    return records::deliver(delivery);
  }
  if (*confirm) {
    if (confirming.insurer.empty() && confirming.roster.empty()) return records::fail("give --insurer or --roster");
    confirming.store = listing.store;
    confirming.output = output;
    return records::confirm(confirming);
  }
  if (*show) return records::list_roster(person.roster, output);
  return people.empty() ? records::add_to_roster(person, output) : records::add_people(person.roster, people, output);
}
