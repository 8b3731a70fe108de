// Kiosk: the session between its inbox and its workers. Knows no rule, no drawing and no device's inside.
#pragma once

#include "kiosk/checkin/session.h"
#include "kiosk/runtime/camera_worker.h"
#include "kiosk/runtime/card_worker.h"
#include "kiosk/runtime/devices.h"
#include "kiosk/runtime/face_worker.h"
#include "kiosk/runtime/letter_worker.h"
#include "kiosk/runtime/services_worker.h"

namespace kiosk::runtime {

/// Told of every step of the session, after it was taken: what happened, what was ordered. Main thread.
class SessionObserver {
 public:
  virtual ~SessionObserver() = default;
  virtual void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
                       checkin::Instant at) = 0;
};

/// Whoever wants to watch; each may be null. They must outlive the kiosk.
struct Observers {
  SessionObserver* session = nullptr;
  CardObserver* card = nullptr;
  FaceObserver* face = nullptr;
};

/// Main thread only, except the inbox and the workers' `order`. The workers' `run_once` is driven from outside: by five
/// threads in the kiosk (ThreadedRun), by one in the harness (LockstepRun).
class Kiosk {
 public:
  Kiosk(checkin::Rules rules, Devices devices, FaceVerification verification, Observers observers = {});

  /// Takes in everything that has arrived, then the passing of time.
  void step(checkin::Instant now);

  /// What the person did.
  void tell(const checkin::Event& event, checkin::Instant now) { take(event, now); }

  const checkin::Situation& situation() const { return session_.situation(); }

  CardWorker& card() { return card_; }
  CameraWorker& camera() { return camera_; }
  FaceWorker& face() { return face_; }
  LetterWorker& letter() { return letter_; }
  ServicesWorker& services() { return services_; }
  bool has_mail() const { return !inbox_.empty(); }
  /// Waits at most `longest` until something has arrived.
  void await_mail(base::Duration longest) { inbox_.wait(longest); }

 private:
  void take(const checkin::Event& event, checkin::Instant now);
  void carry_out(const checkin::Effect& effect);

  Mailbox<checkin::Event> inbox_;
  checkin::CheckInSession session_;
  Observers observers_;
  CardWorker card_;
  CameraWorker camera_;
  FaceWorker face_;
  LetterWorker letter_;
  ServicesWorker services_;
};

}  // namespace kiosk::runtime
