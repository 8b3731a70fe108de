// verify, liveness and observe: what the kiosk would make of a video.
#include <iostream>
#include <nlohmann/json.hpp>

#include "tools/face/commands.h"
#include "tools/face/liveness_watch.h"
#include "vision/observation_text.h"
#include "vision/portrait.h"
#include "vision/video_file_source.h"

namespace face {
namespace {

using vision::VerificationDecision;

struct Watched {
  VerificationDecision decision;
  base::TimePoint decided_at;
  long frames = 0, with_face = 0;
  std::string hints, prompts;
};

void note(std::string& list, std::string_view word) {
  if (!list.empty()) list += ", ";
  list += word;
}

/// Plays the video until a decision or its end.
base::Result<Watched, vision::VisionError> watch(const std::string& path, vision::FaceAnalyzer& analyzer,
                                                 vision::FaceVerifier& verifier) {
  auto video = vision::VideoFileSource::open(path);
  if (!video) return video.error();
  Watched watched;
  vision::FaceHint last_hint = vision::FaceHint::none;
  std::optional<vision::LivenessPrompt> last_prompt;
  while (watched.decision.verdict == vision::Verdict::undecided) {
    auto frame = video.value()->next();
    if (!frame && frame.error().problem == vision::VisionProblem::no_more_frames) break;
    if (!frame) return frame.error();
    auto seen = analyzer.observe(*frame.value());
    if (!seen) return seen.error();
    ++watched.frames;
    watched.with_face += seen.value().faces.empty() ? 0 : 1;
    watched.decision = verifier.consider(seen.value());
    watched.decided_at = frame.value()->captured_at;
    if (watched.decision.hint != last_hint && watched.decision.hint != vision::FaceHint::none)
      note(watched.hints, name_of(watched.decision.hint));
    if (watched.decision.prompt && watched.decision.prompt != last_prompt)
      note(watched.prompts, name_of(*watched.decision.prompt));
    last_hint = watched.decision.hint;
    last_prompt = watched.decision.prompt;
  }
  return watched;
}

nlohmann::json json_of(const vision::LivenessEvidence& seen) {
  return {{"frames", seen.frames},
          {"blinks", seen.blinks},
          {"depth", seen.depth},
          {"motion", seen.motion},
          {"relief", seen.relief},
          {"nose", seen.nose.share},
          {"nose_beside_crease", seen.nose.beside_crease},
          {"nose_lopsided", seen.nose.lopsided},
          {"rotation", seen.rotation},
          {"edges", seen.edges},
          {"waves", seen.waves},
          {"passive", seen.passive},
          {"prompts_given", seen.prompts_given},
          {"prompts_followed", seen.prompts_followed},
          {"words", seen.words}};
}

void print_evidence(const vision::LivenessEvidence& seen) {
  for (const std::string& sentence : seen.words) std::cout << "  " << sentence << '\n';
}

}  // namespace

int verify(const std::string& photo, const std::string& video, vision::LivenessPolicy policy, Output output) {
  auto program = start();
  if (!program) return refuse(program.error());
  auto image = vision::load_picture(photo);
  if (!image) return refuse(image.error());
  auto reference = program.value().analyzer->reference_from(image.value());
  if (!reference) return refuse({reference.error().problem, photo});
  vision::VerifierRules rules;
  rules.liveness = policy;
  vision::FaceVerifier verifier(reference.value(), program.value().row, rules);
  auto watched = watch(video, *program.value().analyzer, verifier);
  if (!watched) return refuse(watched.error());
  const VerificationDecision& decision = watched.value().decision;
  const auto seconds = static_cast<double>(watched.value().decided_at.since_start.count()) / 1000;
  const double first = decision.distances ? static_cast<double>(decision.distances->first) : 0;
  const double second = decision.distances ? static_cast<double>(decision.distances->second) : 0;
  if (output == Output::json) {
    nlohmann::json report{{"verdict", name_of(decision.verdict)},    {"seconds", seconds},
                          {"frames", watched.value().frames},        {"good_frames", decision.good_frames},
                          {"hints", watched.value().hints},          {"prompts", watched.value().prompts},
                          {"accept_second", decision.accept_second}, {"veto_first", decision.veto_first},
                          {"liveness", json_of(decision.liveness)}};
    if (decision.distances) report["first_distance"] = first, report["second_distance"] = second;
    std::cout << report.dump() << '\n';
  } else {
    std::printf("%s after %.1f s, %ld frames, %d of them good", std::string(name_of(decision.verdict)).c_str(), seconds,
                watched.value().frames, decision.good_frames);
    if (decision.distances)
      std::printf("; distances %.3f (accepted up to %.3f) and %.3f (objects from %.3f)", second,
                  static_cast<double>(decision.accept_second), first, static_cast<double>(decision.veto_first));
    std::printf("\n");
    if (!watched.value().hints.empty()) std::cout << "hints: " << watched.value().hints << '\n';
    if (!watched.value().prompts.empty()) std::cout << "asked to: " << watched.value().prompts << '\n';
    print_evidence(decision.liveness);
  }
  return 0;
}

int liveness(const std::string& video, vision::LivenessPolicy policy, Output output) {
  auto program = start();
  if (!program) return refuse(program.error());
  LivenessWatch alive(policy, vision::VerifierRules{}.prompt_seed);
  auto source = vision::VideoFileSource::open(video);
  if (!source) return refuse(source.error());
  long frames = 0;
  std::string prompts;
  base::TimePoint at;
  while (alive.verdict() == vision::LivenessVerdict::undecided) {
    auto frame = source.value()->next();
    if (!frame && frame.error().problem == vision::VisionProblem::no_more_frames) break;
    if (!frame) return refuse(frame.error());
    auto seen = program.value().analyzer->observe(*frame.value());
    if (!seen) return refuse(seen.error());
    ++frames;
    at = frame.value()->captured_at;
    const auto before = alive.prompt();
    alive.consider(seen.value());
    if (alive.prompt() && alive.prompt() != before) note(prompts, name_of(*alive.prompt()));
  }
  const char* verdict = alive.verdict() == vision::LivenessVerdict::alive       ? "alive"
                        : alive.verdict() == vision::LivenessVerdict::not_alive ? "not-alive"
                                                                                : "undecided";
  const auto seconds = static_cast<double>(at.since_start.count()) / 1000;
  if (output == Output::json) {
    nlohmann::json report = json_of(alive.evidence());
    report["verdict"] = verdict, report["seconds"] = seconds, report["video_frames"] = frames;
    report["policy"] = name_of(policy), report["prompts"] = prompts;
    std::cout << report.dump() << '\n';
  } else {
    std::printf("%s after %.1f s (%s)\n", verdict, seconds, std::string(name_of(policy)).c_str());
    if (!prompts.empty()) std::cout << "asked to: " << prompts << '\n';
    print_evidence(alive.evidence());
  }
  return 0;
}

int observe(const std::string& video, const std::string& against) {
  auto program = start();
  if (!program) return refuse(program.error());
  std::optional<vision::FaceReference> reference;
  if (!against.empty()) {
    auto image = vision::load_picture(against);
    if (!image) return refuse(image.error());
    auto made = program.value().analyzer->reference_from(image.value());
    if (!made) return refuse({made.error().problem, against});
    reference = std::move(made).value();
  }
  auto source = vision::VideoFileSource::open(video);
  if (!source) return refuse(source.error());
  for (;;) {
    auto frame = source.value()->next();
    if (!frame && frame.error().problem == vision::VisionProblem::no_more_frames) return 0;
    if (!frame) return refuse(frame.error());
    auto seen = program.value().analyzer->observe(*frame.value());
    if (!seen) return refuse(seen.error());
    std::cout << to_text(seen.value(), reference ? &*reference : nullptr);
  }
}

}  // namespace face
