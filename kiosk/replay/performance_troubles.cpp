// Troubles of a performance: what goes wrong, at its moment.
#include <algorithm>

#include "kiosk/replay/performance.h"

namespace kiosk::replay {

void Performance::stepped(const checkin::Event&, const checkin::Situation& now, const checkin::Effects&,
                          checkin::Instant) {
  if (appointments_.empty()) return;
  const std::string shown = screens::screen_for(now).id;
  const auto due = std::find_if(appointments_.begin(), appointments_.end(),
                                [&](const Appointment& one) { return one.screen == shown; });
  if (due == appointments_.end()) return;
  const Trouble trouble = due->trouble;
  appointments_.erase(due);
  suffer(trouble);
}

void Performance::suffer(Trouble trouble) {
  story_.patient_did("meets trouble: " + std::string(name_of(trouble)), run_.now());
  chronicle_.note("trouble", std::string(name_of(trouble)), run_.now());
  suffer_at_reader(trouble);
  suffer_at_camera(trouble);
  suffer_at_insurer(trouble);
  if (trouble == Trouble::disk_is_full) props_.store.fail_with(checkin::StoreProblem::disk_full);
  if (trouble == Trouble::disk_is_read_only) props_.store.fail_with(checkin::StoreProblem::read_only);
  if (trouble == Trouble::store_is_locked) props_.store.fail_with(checkin::StoreProblem::locked);
  if (trouble == Trouble::store_works_again) props_.store.fail_with(std::nullopt);
}

/// The kiosk notices before anything else happens, so that a story does not depend on how fast the machine is.
void Performance::suffer_at_reader(Trouble trouble) {
  if (trouble == Trouble::pull_the_card) {
    if (!props_.stage.card_is_in()) return fail("there is no card to pull");
    props_.stage.take_card();
    if (!notice(runtime::ReaderSight::has_no_card))
      fail("the reader did not notice within 5 s that the card was pulled");
  }
  if (trouble == Trouble::card_service_stops) {
    props_.stage.stop_card_service();
    if (!notice(runtime::ReaderSight::is_gone))
      fail("the kiosk did not notice within 5 s that the card service is gone");
  }
  if (trouble == Trouble::card_service_starts) {
    const auto started = props_.stage.start_card_service();
    if (!started) return fail(started.error().text());
    if (!notice(runtime::ReaderSight::is_there)) fail("the kiosk did not find the reader again within 5 s");
  }
}

void Performance::suffer_at_camera(Trouble trouble) {
  const auto look_through = [&](Lens lens) {
    props_.camera.look_through(lens);
    if (props_.observed != nullptr) props_.observed->look_through(lens);
  };
  if (trouble == Trouble::camera_is_lost) props_.camera.lose();
  if (trouble == Trouble::camera_is_covered) look_through(Lens::covered);
  if (trouble == Trouble::camera_freezes) look_through(Lens::frozen);
  if (trouble == Trouble::light_goes_out) look_through(Lens::dark);
  if (trouble == Trouble::camera_is_back) {
    props_.camera.find();
    look_through(Lens::clear);
  }
}

void Performance::suffer_at_insurer(Trouble trouble) {
  using checkin::ServiceProblem;
  if (trouble == Trouble::insurer_is_down) props_.insurer.fail_with(ServiceProblem::out_of_order);
  if (trouble == Trouble::insurer_cannot_be_reached) props_.insurer.fail_with(ServiceProblem::unreachable);
  if (trouble == Trouble::insurer_answers_garbage) props_.insurer.fail_with(ServiceProblem::garbled);
  if (trouble == Trouble::insurer_refuses) props_.insurer.fail_with(ServiceProblem::refused);
  if (trouble == Trouble::insurer_is_slow) run_.keep_next_answer_back(slow_answer);
  if (trouble == Trouble::insurer_is_back) {
    props_.insurer.fail_with(std::nullopt);
    run_.keep_next_answer_back(base::Duration{0});
  }
}

}  // namespace kiosk::replay
