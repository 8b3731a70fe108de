// Folders: every file of a visit is staged under a hidden name beside its place, then renamed.
#include <functional>
#include <nlohmann/json.hpp>

#include "kiosk/outbox/destination.h"
#include "kiosk/outbox/fhir_bundle.h"
#include "kiosk/services/whole_file.h"

namespace kiosk::outbox {
namespace {

using services::StoredVisit;

struct NamedFile {
  std::string name;
  std::function<std::string(std::chrono::sys_seconds at)> bytes;  // made only when the file is staged
};

class FolderDestination final : public Destination {
 public:
  using Files = std::function<std::vector<NamedFile>(const StoredVisit&)>;

  FolderDestination(std::string kind, std::filesystem::path folder, Files files)
      : name_(kind + ":" + std::filesystem::absolute(folder).lexically_normal().string()),
        folder_(std::move(folder)),
        files_(std::move(files)) {}

  const std::string& name() const override { return name_; }

  std::optional<std::string> stage(const StoredVisit& visit, std::chrono::sys_seconds at) override {
    for (const NamedFile& file : files_(visit)) {
      if (auto problem = services::stage_file(folder_ / file.name, file.bytes(at))) return problem;
    }
    return std::nullopt;
  }

  std::optional<std::string> finish(const StoredVisit& visit) override {
    for (const NamedFile& file : files_(visit)) {
      const auto path = folder_ / file.name;
      std::error_code error;
      if (!std::filesystem::exists(services::unfinished_name(path), error)) continue;
      if (auto problem = services::finish_file(path)) return problem;
    }
    return std::nullopt;
  }

 private:
  std::string name_;
  std::filesystem::path folder_;
  Files files_;
};

}  // namespace

std::unique_ptr<Destination> xml_folder(const std::filesystem::path& folder, Clinic clinic, CharacterCode code) {
  return std::make_unique<FolderDestination>("xml", folder, [clinic, code](const StoredVisit& visit) {
    return std::vector<NamedFile>{
        {result_file_name(visit), [=](auto at) { return result_xml(visit, clinic, code, at); }}};
  });
}

std::unique_ptr<Destination> fhir_folder(const std::filesystem::path& folder, Clinic clinic) {
  return std::make_unique<FolderDestination>("fhir", folder, [clinic](const StoredVisit& visit) {
    const auto bytes = [=](std::chrono::sys_seconds) {
      return fhir_bundle(visit, clinic).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    };
    return std::vector<NamedFile>{{"visit-" + identifier_of(visit) + ".json", bytes}};
  });
}

std::unique_ptr<Destination> slip_folder(const std::filesystem::path& folder, Clinic clinic, SlipWords words) {
  return std::make_unique<FolderDestination>("slip", folder, [clinic, words](const StoredVisit& visit) {
    const std::string name = "slip-" + visit.queue_number + "-" + identifier_of(visit);
    return std::vector<NamedFile>{{name + ".png", [=](auto) { return slip_png(visit, clinic, words); }},
                                  {name + ".pdf", [=](auto) { return slip_pdf(visit, clinic, words); }},
                                  {name + ".txt", [=](auto) { return slip_text(visit, clinic, words); }}};
  });
}

}  // namespace kiosk::outbox
