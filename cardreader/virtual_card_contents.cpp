// The .card file: JSON with hexadecimal contents, checked field by field when it is read.
#include "cardreader/virtual_card_contents.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <utility>

#include "cardreader/atomic_file.h"
#include "cardreader/japanese_era.h"

namespace cardreader {
namespace {

using nlohmann::json;
constexpr std::string_view format_name = "uketsuke virtual card";
constexpr int format_version = 1;
constexpr std::uintmax_t most_file_size = 4U << 20U;

/// Thrown and caught in this file only, so that reading a field is one line.
struct BadField {
  std::string what;
};

std::string id_text(std::uint16_t id) {
  return to_hex(Bytes{static_cast<unsigned char>(id >> 8U), static_cast<unsigned char>(id & 0xFFU)});
}

const json& field(const json& object, const char* name) {
  if (!object.is_object()) throw BadField{std::string("an object with the field '") + name + "' is missing"};
  const auto found = object.find(name);
  if (found == object.end()) throw BadField{std::string("the field '") + name + "' is missing"};
  return *found;
}

std::string text_field(const json& object, const char* name) {
  const json& value = field(object, name);
  if (!value.is_string()) throw BadField{std::string("the field '") + name + "' is not text"};
  return value.get<std::string>();
}

Bytes bytes_field(const json& object, const char* name) {
  auto bytes = from_hex(text_field(object, name));
  if (!bytes) throw BadField{std::string("the field '") + name + "' is not hexadecimal"};
  return std::move(*bytes);
}

int number_field(const json& object, const char* name, int least, int most) {
  const json& value = field(object, name);
  if (!value.is_number_integer()) throw BadField{std::string("the field '") + name + "' is not a whole number"};
  const auto number = value.get<std::int64_t>();
  if (number < least || number > most) throw BadField{std::string("the field '") + name + "' is out of range"};
  return static_cast<int>(number);
}

const json& list_field(const json& object, const char* name) {
  const json& value = field(object, name);
  if (!value.is_array()) throw BadField{std::string("the field '") + name + "' is not a list"};
  return value;
}

std::uint16_t id_from(const std::string& text, const char* name) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != 2)
    throw BadField{std::string("the field '") + name + "' is not four hexadecimal digits"};
  return static_cast<std::uint16_t>((*bytes)[0] * 256 + (*bytes)[1]);
}

std::chrono::year_month_day date_field(const json& object, const char* name) {
  const auto date = date_from_iso(text_field(object, name));
  if (!date) throw BadField{std::string("the field '") + name + "' is not a date such as 1980-02-17"};
  return *date;
}

VirtualSecret read_secret(const json& object) {
  VirtualSecret secret{base::SecretText(text_field(object, "value")), number_field(object, "tries", 0, 15), 0};
  secret.tries_left = number_field(object, "tries_left", 0, secret.tries);
  return secret;
}

VirtualFile read_file_entry(const json& object) {
  VirtualFile file;
  file.id = id_from(text_field(object, "id"), "id");
  if (object.contains("opened_by")) {
    for (const json& one : list_field(object, "opened_by")) {
      if (!one.is_string()) throw BadField{"the field 'opened_by' holds something else than file identifiers"};
      file.opened_by.push_back(id_from(one.get<std::string>(), "opened_by"));
    }
  }
  if (object.contains("content")) {
    file.content = bytes_field(object, "content");
    if (file.content.size() > 0x8000) throw BadField{"the field 'content' is longer than 32768 bytes"};
  } else if (object.contains("records")) {
    file.kind = VirtualFileKind::records;
    for (const json& one : list_field(object, "records")) {
      auto bytes = one.is_string() ? from_hex(one.get<std::string>()) : std::nullopt;
      if (!bytes || bytes->size() > 256)
        throw BadField{"the field 'records' holds something else than short hexadecimal records"};
      file.records.push_back(std::move(*bytes));
    }
  } else if (object.contains("secret")) {
    file.kind = VirtualFileKind::secret;
    file.secret = read_secret(field(object, "secret"));
  } else {
    file.kind = VirtualFileKind::key;
    file.key = base::SecretBytes(bytes_field(object, "key"));
  }
  return file;
}

VirtualApplication read_application(const json& object) {
  VirtualApplication application{text_field(object, "name"), bytes_field(object, "aid"), {}};
  if (application.aid.size() < 5 || application.aid.size() > 16)
    throw BadField{"the field 'aid' is not 5 to 16 bytes long"};
  std::set<std::uint16_t> known;
  for (const json& one : list_field(object, "files")) {
    application.files.push_back(read_file_entry(one));
    if (!known.insert(application.files.back().id).second) {
      throw BadField{"application '" + application.name + "' has the file " + id_text(application.files.back().id) +
                     " twice"};
    }
  }
  return application;
}

PrintedFront read_front(const json& object) {
  PrintedFront front{text_field(object, "name"),
                     text_field(object, "address"),
                     text_field(object, "sex"),
                     date_field(object, "birth"),
                     date_field(object, "expiry"),
                     text_field(object, "security_code"),
                     object.value("picture", std::string())};
  if (front.picture.find('/') != std::string::npos) throw BadField{"the field 'picture' is not a plain file name"};
  return front;
}

VirtualCardContents read_contents(const json& root) {
  if (text_field(root, "format") != format_name)
    throw BadField{"the field 'format' is not \"" + std::string(format_name) + "\""};
  number_field(root, "version", format_version, format_version);
  VirtualCardContents contents{bytes_field(root, "atr"), read_front(field(root, "front")), {}, {}};
  if (contents.atr.size() < 2 || contents.atr.size() > 33) throw BadField{"the field 'atr' is not 2 to 33 bytes long"};
  for (const json& one : list_field(root, "applications")) contents.applications.push_back(read_application(one));
  for (const json& one : list_field(root, "objects")) {
    contents.objects.push_back({id_from(text_field(one, "tag"), "tag"), bytes_field(one, "value")});
  }
  return contents;
}

json written(const VirtualFile& file) {
  json object{{"id", id_text(file.id)}};
  if (!file.opened_by.empty()) {
    json list = json::array();
    for (const std::uint16_t id : file.opened_by) list.push_back(id_text(id));
    object["opened_by"] = std::move(list);
  }
  switch (file.kind) {
    case VirtualFileKind::transparent:
      object["content"] = to_hex(file.content);
      break;
    case VirtualFileKind::records: {
      json list = json::array();
      for (const Bytes& record : file.records) list.push_back(to_hex(record));
      object["records"] = std::move(list);
      break;
    }
    case VirtualFileKind::secret:
      object["secret"] = {
          {"value", file.secret.value.reveal()}, {"tries", file.secret.tries}, {"tries_left", file.secret.tries_left}};
      break;
    case VirtualFileKind::key:
      object["key"] = to_hex(file.key.reveal());
      break;
  }
  return object;
}

json written(const VirtualCardContents& contents) {
  const PrintedFront& front = contents.front;
  json root{{"format", format_name},
            {"version", format_version},
            {"note", "A simulated My Number card of an invented person. It opens nothing real."},
            {"atr", to_hex(contents.atr)},
            {"front",
             {{"name", front.name},
              {"address", front.address},
              {"sex", front.sex},
              {"birth", iso_of(front.birth)},
              {"expiry", iso_of(front.expiry)},
              {"security_code", front.security_code},
              {"picture", front.picture}}},
            {"applications", json::array()},
            {"objects", json::array()}};
  for (const VirtualApplication& application : contents.applications) {
    json files = json::array();
    for (const VirtualFile& file : application.files) files.push_back(written(file));
    root["applications"].push_back(
        {{"name", application.name}, {"aid", to_hex(application.aid)}, {"files", std::move(files)}});
  }
  for (const VirtualObject& object : contents.objects) {
    root["objects"].push_back({{"tag", id_text(object.tag)}, {"value", to_hex(object.value)}});
  }
  return root;
}

template <class List, class Matches>
auto* first_match(List& list, Matches matches) {
  const auto found = std::find_if(list.begin(), list.end(), matches);
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

VirtualFile* VirtualApplication::find(std::uint16_t id) {
  return first_match(files, [id](const VirtualFile& file) { return file.id == id; });
}
const VirtualFile* VirtualApplication::find(std::uint16_t id) const {
  return first_match(files, [id](const VirtualFile& file) { return file.id == id; });
}
VirtualApplication* VirtualCardContents::find(ByteView aid) {
  return first_match(applications, [aid](const VirtualApplication& one) { return std::ranges::equal(one.aid, aid); });
}
const VirtualApplication* VirtualCardContents::find(ByteView aid) const {
  return first_match(applications, [aid](const VirtualApplication& one) { return std::ranges::equal(one.aid, aid); });
}

std::optional<CheckNumberB> PrintedFront::number_b() const {
  return CheckNumberB::from_front(birth, expiry.year(), security_code);
}

base::Result<VirtualCardContents, CardError> parse_virtual_card(std::string_view text) {
  const json root = json::parse(text, nullptr, false);
  if (root.is_discarded()) return CardError{CardProblem::cannot_present, "not JSON"};
  try {
    return read_contents(root);
  } catch (const BadField& bad) {
    return CardError{CardProblem::cannot_present, bad.what};
  } catch (const json::exception& error) {  // text that is not UTF-8 and the like
    return CardError{CardProblem::cannot_present, error.what()};
  }
}

base::Result<VirtualCardContents, CardError> load_virtual_card(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return CardError{CardProblem::cannot_present, path.string() + ": " + error.message()};
  if (size > most_file_size)
    return CardError{CardProblem::cannot_present, path.string() + ": larger than a .card file can be"};
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return CardError{CardProblem::cannot_present, path.string() + ": cannot be read"};
  auto contents = parse_virtual_card(text.str());
  if (!contents) return CardError{CardProblem::cannot_present, path.string() + ": " + contents.error().detail};
  return contents;
}

base::Result<base::Done, CardError> save_virtual_card(const VirtualCardContents& contents,
                                                      const std::filesystem::path& path) {
  std::string text;
  try {
    text = written(contents).dump(1) + "\n";
  } catch (const json::exception&) {
    return CardError{CardProblem::cannot_present, path.string() + ": the name or address is not UTF-8"};
  }
  return write_atomically(path, text);
}

}  // namespace cardreader
