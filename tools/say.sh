# shellcheck shell=bash
# Words for a person at a terminal, shared by the shell scripts beside this file: steps with times, and sentences for what fails.
# Source it; it defines functions and sets nothing else but `started`.

started=$(date +%s)

if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi

# step WORDS: what begins now, with the seconds since the script began.
step() { printf '%s[%4d s] %s%s\n' "$bold" "$(($(date +%s) - started))" "$*" "$plain"; }

# note WORDS: a line below a step.
note() { printf '         %s\n' "$*"; }

# fail WORDS: what is wrong and what to do, on stderr; ends the script with 1.
fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# misused WORDS: the same for a command line that cannot be understood; ends the script with 2.
misused() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 2; }

# run_quietly LOG COMMAND...: keeps the output in LOG and shows its last lines only when the command fails.
run_quietly() {
  local log=$1; shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 && return 0
  local code=$?
  tail -n 25 "$log" >&2
  note "(the whole output is in $log)" >&2
  return "$code"
}

# build_targets PRESET TARGET...: configures when needed and builds; a progress line on a terminal, every tenth part otherwise.
build_targets() {
  local preset=$1; shift
  local log=build/$preset/build.log jobs
  mkdir -p "build/$preset"
  if [ ! -f "build/$preset/build.ninja" ]; then
    step "configure ($preset)"
    run_quietly "build/$preset/configure.log" cmake --preset "$preset" || return 1
  fi
  jobs=$(nproc)
  NINJA_STATUS='[%f/%t] ' cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"} 2>&1 | tee "$log" | show_build_progress
  [ "${PIPESTATUS[0]}" -eq 0 ] && return 0
  grep -E -B1 -A12 'error|FAILED|undefined reference' "$log" | head -n 40 >&2
  note "(the whole output is in $log)" >&2
  return 1
}

# Reads ninja's lines; passes on how far it is. (A shell loop: awk would hold its input back.)
show_build_progress() {
  local line done total tenth=0 overwritten=no
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    done=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
    if [ -t 1 ]; then
      printf '\r         %d of %d\e[K' "$done" "$total"; overwritten=yes
    elif [ "$total" -ge 20 ] && [ $((done * 10 / total)) -gt "$tenth" ]; then
      tenth=$((done * 10 / total)); note "compiled $done of $total"
    fi
  done
  [ "$overwritten" = no ] || printf '\n'
}
