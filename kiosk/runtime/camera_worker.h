// CameraWorker: takes frames from the camera while somebody needs them, and tells when the camera is lost or back.
#pragma once

#include <atomic>

#include "kiosk/checkin/event.h"
#include "kiosk/runtime/mailbox.h"
#include "vision/frame_source.h"

namespace kiosk::runtime {

/// What is filmed. A letter needs more pixels than a face, so that a webcam may be two sources.
enum class CameraSubject { face, letter };

/// `run_once` on one thread (the camera thread, or the harness). The camera is read only between `wake` and `rest`:
/// nobody is filmed who did not choose the face or the letter. Only a camera that was lost is tried until it gives a
/// picture again, which is dropped at once.
class CameraWorker {
 public:
  CameraWorker(vision::FrameSource& faces, vision::FrameSource& letters, Mailbox<checkin::Event>& inbox)
      : faces_(faces), letters_(letters), inbox_(inbox) {}

  /// From any thread.
  void wake(CameraSubject subject) {
    orders_.post(subject == CameraSubject::face ? Order::watch_face : Order::watch_letter);
  }
  void rest() { orders_.post(Order::rest); }  ///< from any thread

  /// Publishes one frame for analysis and for the preview; without a need for frames, waits at most `longest_wait`.
  void run_once(base::Duration longest_wait);

  LatestValue<vision::SharedFrame>& for_analysis() { return for_analysis_; }
  LatestValue<vision::SharedFrame>& for_preview() { return for_preview_; }

  /// A recording that came to its end. Nothing more will come; a camera never says so.
  bool is_at_end() const { return at_end_; }

 private:
  enum class Order { watch_face, watch_letter, rest };
  void obey(Order newest);
  base::Result<vision::SharedFrame, vision::VisionError> next();
  void look_whether_it_is_back();
  void note_problem(const vision::VisionError& error, base::Duration longest_wait);

  vision::FrameSource& faces_;
  vision::FrameSource& letters_;
  Mailbox<checkin::Event>& inbox_;
  Mailbox<Order> orders_;
  LatestValue<vision::SharedFrame> for_analysis_;
  LatestValue<vision::SharedFrame> for_preview_;
  bool awake_ = false;
  CameraSubject subject_ = CameraSubject::face;
  bool lost_ = false;
  std::atomic<bool> at_end_ = false;
};

}  // namespace kiosk::runtime
