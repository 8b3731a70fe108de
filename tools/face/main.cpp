// uketsuke-face: compares faces, measures how sure that is, and looks at videos as the kiosk would.
#include <CLI/CLI.hpp>
#include <map>

#include "tools/face/commands.h"

namespace {

const std::map<std::string, vision::LivenessPolicy> policies{{"prompted", vision::LivenessPolicy::prompted},
                                                             {"passive-first", vision::LivenessPolicy::passive_first},
                                                             {"identity-only", vision::LivenessPolicy::identity_only}};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Compares faces, measures how sure that is, and looks at videos as the kiosk would."};
  app.footer(
      "Examples:\n  uketsuke-face compare card.jp2 person.jpg\n  uketsuke-face evaluate pairs.csv --card --report "
      "report/\n"
      "  uketsuke-face evaluate pairs.csv --card --centre --derive-at-far 0.001 > "
      "~/.cache/uketsuke/models/thresholds.json\n"
      "  uketsuke-face verify card.jp2 visit.mp4\n  uketsuke-face liveness visit.mp4 --json\n"
      "  uketsuke-face attacks --from a.jpg b.jpg\n\nExit status: 0 done, 2 bad input.");
  app.require_subcommand(1);
  std::string one, other, against;
  face::EvaluateWishes evaluation;
  face::AttackWishes attack;
  vision::LivenessPolicy policy = vision::LivenessPolicy::passive_first;
  bool json = false, card = false, own_centre = false;
  const auto with_json = [&](CLI::App* command) { command->add_flag("--json", json, "Print one JSON object"); };
  const auto with_policy = [&](CLI::App* command) {
    command->add_option("--policy", policy, "prompted, passive-first or identity-only")
        ->transform(CLI::CheckedTransformer(policies).description(""));
  };
  auto* compare = app.add_subcommand("compare", "Are two pictures of the same person?");
  compare->add_option("A", one, "The reference picture")->required();
  compare->add_option("B", other, "The picture to judge")->required();
  compare->add_flag("--card", card, "Turn A into a card photo first");
  with_json(compare);
  auto* evaluate = app.add_subcommand("evaluate", "Error rates over a list of pairs, by group, with 95 % intervals");
  evaluate->add_option("PAIRS", evaluation.pairs, "CSV: path_a,path_b,same[,group]; same is 1 or 0")->required();
  evaluate->add_flag("--card", card, "Turn each path_a into a card photo first");
  evaluate->add_flag(
      "--centre", own_centre,
      "Take away what the people of the pairs have in common (of all but the two compared); the threshold "
      "reported is that of FAR 0.1 % on them");
  evaluate->add_option("--report", evaluation.report, "Folder for an HTML report");
  evaluate->add_option("--cache", evaluation.cache,
                       "Folder that keeps the vectors of the pictures, so that a run goes on where it stopped");
  evaluate
      ->add_option("--derive-at-far", evaluation.derive_at_far,
                   "Print a threshold row for this false-accept rate instead")
      ->check(CLI::Range(1e-6, 0.5));
  with_json(evaluate);
  auto* verify = app.add_subcommand("verify", "Does the person in a video belong to a photo?");
  verify->add_option("PHOTO", one)->required();
  verify->add_option("VIDEO", other)->required();
  with_policy(verify);
  with_json(verify);
  auto* liveness = app.add_subcommand("liveness", "A living person, or a picture of one?");
  liveness->add_option("VIDEO", one)->required();
  with_policy(liveness);
  with_json(liveness);
  auto* observe = app.add_subcommand("observe", "Print what each frame says, as text for tests (no vectors)");
  observe->add_option("VIDEO", one)->required();
  observe->add_option("--against", against, "A photo; distances to it are printed");
  auto* attacks = app.add_subcommand("attacks", "Play made people and attacks against the liveness check");
  attacks->add_option("--from", attack.stills, "Stills to make them from")->required();
  attacks->add_option("--each", attack.of_each, "Plays of each kind")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  attacks->add_option("--only", attack.acts, "Acts to play, for example live replay; all when not given");
  attacks->add_option("--rate", attack.rate, "Frames a second")->check(CLI::Range(5.0, 60.0))->capture_default_str();
  attacks->add_option("--log", attack.log,
                      "File that keeps each play's end, so that a count goes on where it stopped; delete it when the "
                      "rules have changed");
  with_json(attacks);
  auto* bench = app.add_subcommand("bench", "Print each speed and memory bar, measured here and now");
  with_json(bench);
  auto* first = app.add_subcommand("first-decision", "")->group("");  // bench starts it
  first->add_option("PICTURE", one)->required();
  int count = 1;
  first->add_option("COUNT", count);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  const auto output = json ? face::Output::json : face::Output::words;
  const auto reference = card ? face::Reference::card : face::Reference::picture;
  if (*compare) return face::compare(one, other, reference, output);
  if (*verify) return face::verify(one, other, policy, output);
  if (*liveness) return face::liveness(one, policy, output);
  if (*observe) return face::observe(one, against);
  if (*attacks) {
    attack.output = output;
    return face::attacks(attack);
  }
  if (*first) return face::first_decision(one, count);
  if (*bench) return face::bench(output);
  evaluation.reference = reference;
  evaluation.output = output;
  evaluation.centre = own_centre ? face::Centre::own : face::Centre::of_row;
  return face::evaluate(evaluation);
}
