#include "kiosk/runtime/kiosk.h"

#include <type_traits>

namespace kiosk::runtime {

Kiosk::Kiosk(checkin::Rules rules, Devices devices, FaceVerification verification, Observers observers)
    : session_(std::move(rules)),
      observers_(observers),
      card_(devices.card_reader, devices.card_front, devices.trust, inbox_, observers.card),
      camera_(devices.camera, devices.letter_camera ? *devices.letter_camera : devices.camera, inbox_),
      face_(devices.faces, std::move(verification), camera_.for_analysis(), inbox_, observers.face),
      letter_(devices.letters, camera_.for_analysis(), inbox_),
      services_(devices.eligibility, devices.visits, inbox_) {}

void Kiosk::step(checkin::Instant now) {
  for (const checkin::Event& event : inbox_.take_all()) take(event, now);
  take(checkin::Tick{}, now);
}

void Kiosk::take(const checkin::Event& event, checkin::Instant now) {
  const checkin::Effects effects = session_.handle(event, now);
  for (const checkin::Effect& effect : effects) carry_out(effect);
  if (observers_.session != nullptr) observers_.session->stepped(event, session_.situation(), effects, now);
}

void Kiosk::carry_out(const checkin::Effect& effect) {
  std::visit(
      [this]<class E>(const E& order) {
        if constexpr (std::is_constructible_v<CardOrder, E>) card_.order(order);
        if constexpr (std::is_constructible_v<FaceOrder, E>) face_.order(order);
        if constexpr (std::is_constructible_v<LetterOrder, E>) letter_.order(order);
        if constexpr (std::is_constructible_v<ServiceOrder, E>) services_.order(order);
        if constexpr (std::is_same_v<E, checkin::StartFaceCheck>) camera_.wake(CameraSubject::face);
        if constexpr (std::is_same_v<E, checkin::ReadLetter>) camera_.wake(CameraSubject::letter);
        if constexpr (std::is_same_v<E, checkin::StopFaceCheck> || std::is_same_v<E, checkin::StopReadingLetter>)
          camera_.rest();
        // CallStaff and SoundCardAlarm are seen by the session's observer: the front end rings.
      },
      effect);
}

}  // namespace kiosk::runtime
