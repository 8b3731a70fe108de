// Troubles of a performance: what goes wrong, at its moment.
#include <algorithm>
#include <cstdlib>

#include "kiosk/replay/performance.h"

namespace kiosk::replay {

void Performance::stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects&,
                          checkin::Instant) {
  note_next_person(event);
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
  last_trouble_ = name_of(trouble);
  story_.patient_did("meets trouble: " + std::string(name_of(trouble)), run_.now());
  chronicle_.note("trouble", std::string(name_of(trouble)), run_.now());
  suffer_at_card(trouble);
  suffer_at_reader(trouble);
  suffer_at_camera(trouble);
  suffer_at_insurer(trouble);
  if (trouble == Trouble::disk_is_full) props_.store.fail_with(checkin::StoreProblem::disk_full);
  if (trouble == Trouble::disk_is_read_only) props_.store.fail_with(checkin::StoreProblem::read_only);
  if (trouble == Trouble::store_is_locked) props_.store.fail_with(checkin::StoreProblem::locked);
  if (trouble == Trouble::store_works_again) props_.store.fail_with(std::nullopt);
  if (trouble == Trouble::clock_jumps_ahead) run_.set_clock(clock_jump);
  if (trouble == Trouble::clock_jumps_back) run_.set_clock(-clock_jump);
}

void Performance::suffer_at_card(Trouble trouble) {
  using cardreader::CardFaultKind;
  const auto spoil = [&](CardFaultKind kind) {
    // Garbage comes once, in the middle of what is read: a first answer would only be asked for again.
    const std::uint32_t at_command = kind == CardFaultKind::garbage ? 10 : 0;
    props_.stage.spoil_card(cardreader::CardFault{kind, at_command, slow_card_answer});
  };
  if (trouble == Trouble::card_is_mute) spoil(CardFaultKind::silent);
  if (trouble == Trouble::card_is_slow) spoil(CardFaultKind::slow);
  if (trouble == Trouble::card_answers_garbage) spoil(CardFaultKind::garbage);
  if (trouble == Trouble::card_works_again) props_.stage.spoil_card(std::nullopt);
  if (trouble == Trouble::front_cannot_be_read) props_.stage.blind_front();
  if (trouble == Trouble::front_can_be_read_again) props_.stage.see_front();
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
  if (trouble == Trouble::reader_is_unplugged) {
    const auto unplugged = props_.stage.unplug_reader();
    if (!unplugged) return fail(unplugged.error().text());
    if (!notice(runtime::ReaderSight::is_gone)) fail("the kiosk did not notice within 5 s that the reader is gone");
  }
  if (trouble == Trouble::reader_is_plugged_in) {
    const auto plugged_in = props_.stage.plug_reader_in();
    if (!plugged_in) return fail(plugged_in.error().text());
    if (!notice(runtime::ReaderSight::is_there)) fail("the kiosk did not find the reader again within 5 s");
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

/// A server of its own really dies, stands still, or answers something else.
void Performance::suffer_at_server(InsurerServer& server, Trouble trouble) {
  base::Result<base::Done, std::string> moved = base::Done{};
  if (trouble == Trouble::insurer_is_down) moved = server.start_again("down");
  if (trouble == Trouble::insurer_answers_garbage) moved = server.start_again("garbled");
  if (trouble == Trouble::insurer_is_back) moved = server.start_again("normal");
  if (trouble == Trouble::insurer_cannot_be_reached) server.end();
  if (trouble == Trouble::insurer_is_slow) server.stand_still();
  if (!moved) return fail(moved.error());
  if (trouble == Trouble::insurer_refuses) props_.insurer.fail_with(checkin::ServiceProblem::refused);
  if (trouble == Trouble::insurer_is_back) props_.insurer.fail_with(std::nullopt);
}

void Performance::suffer_at_insurer(Trouble trouble) {
  if (props_.server != nullptr) return suffer_at_server(*props_.server, trouble);
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

void Performance::await_next_person(const std::string& words) {
  const double seconds = std::strtod(words.c_str(), nullptr);
  next_person_ = NextPerson{run_.now().steady, base::Duration{static_cast<std::int64_t>(seconds * 1000.0)}};
}

void Performance::note_next_person(const checkin::Event& event) {
  if (!next_person_ || !std::holds_alternative<checkin::CardRead>(event)) return;
  const auto waited = run_.now().steady - next_person_->since;
  recoveries_.push_back({std::string(last_trouble_), static_cast<double>(waited.count()) / 1000.0,
                         static_cast<double>(next_person_->limit.count()) / 1000.0});
  if (waited > next_person_->limit) {
    fail("the next person's card was read only after " + std::to_string(waited.count()) + " ms");
  }
  next_person_.reset();
}

}  // namespace kiosk::replay
