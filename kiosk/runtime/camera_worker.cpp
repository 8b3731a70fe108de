#include "kiosk/runtime/camera_worker.h"

namespace kiosk::runtime {

void CameraWorker::obey(Order newest) {
  awake_ = newest != Order::rest;
  if (awake_) subject_ = newest == Order::watch_face ? CameraSubject::face : CameraSubject::letter;
}

base::Result<vision::SharedFrame, vision::VisionError> CameraWorker::next() {
  return subject_ == CameraSubject::face ? faces_.next() : letters_.next();
}

void CameraWorker::run_once(base::Duration longest_wait) {
  const auto orders = awake_ && !at_end_ ? orders_.take_all() : orders_.wait_and_take_all(longest_wait);
  if (!orders.empty()) {
    obey(orders.back());
    at_end_ = false;  // the next attempt may have another recording
  }
  if (!awake_) {
    for_analysis_.clear();
    for_preview_.clear();
    if (lost_) look_whether_it_is_back();
    return;
  }
  if (at_end_) return;
  auto frame = next();
  if (!frame) return note_problem(frame.error(), longest_wait);
  if (lost_) {
    lost_ = false;
    inbox_.post(checkin::CameraFound{});
  }
  for_preview_.publish(frame.value());
  for_analysis_.publish(std::move(frame).value());
}

/// Without this nobody would be offered the face again, and so the camera never be woken. The picture is seen by
/// nobody.
void CameraWorker::look_whether_it_is_back() {
  if (!next()) return;
  lost_ = false;
  inbox_.post(checkin::CameraFound{});
}

void CameraWorker::note_problem(const vision::VisionError& error, base::Duration longest_wait) {
  if (error.problem == vision::VisionProblem::no_more_frames) {
    at_end_ = true;
    return;
  }
  if (!lost_) {
    lost_ = true;
    inbox_.post(checkin::CameraLost{});
  }
  // The source tries to open again on the next call; a camera that is gone need not be asked without pause.
  const auto orders = orders_.wait_and_take_all(longest_wait);
  if (!orders.empty()) obey(orders.back());
}

}  // namespace kiosk::runtime
