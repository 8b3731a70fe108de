// A kiosk that does nothing but check people in, to be killed: records visits and delivers them, and says each one that
// the person was told of.
//   visit_writer STORE FOLDER FIRST     prints `KEY NUMBER` after each visit is safely recorded; never ends by itself
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "kiosk/outbox/outbox.h"
#include "kiosk/services/postgres_visit_store.h"
#include "tests/kiosk/services/sample_visits.h"

int main(int argc, char** argv) {
  using namespace kiosk;
  if (argc != 4) return 2;
  const std::string where = argv[1];
  auto store = services::open_records(where);
  if (!store) return std::fprintf(stderr, "%s\n", store.error().detail.c_str()), 2;
  std::vector<std::unique_ptr<outbox::Destination>> destinations;
  destinations.push_back(outbox::xml_folder(argv[2], outbox::Clinic{}, outbox::CharacterCode::utf8));
  outbox::Outbox box{*store.value(), std::move(destinations)};
  for (long number = std::atol(argv[3]);; ++number) {
    const std::string key = "k-" + std::to_string(number);
    const auto receipt = store.value()->add(sample::hanako_visit(key));
    if (!receipt) return std::fprintf(stderr, "%s\n", receipt.error().detail.c_str()), 1;
    // One write: what the person reads on the screen is either there or not.
    const std::string line = key + " " + receipt.value().queue_number + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
    (void)box.deliver(sample::ten_in_japan);
  }
}
