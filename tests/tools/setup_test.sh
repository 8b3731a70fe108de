#!/usr/bin/env bash
# tools/setup on machines of all kinds, each made of stand-ins for dpkg-query, apt-get, id and sudo. Nothing is installed.
#   setup_test.sh SOURCE_DIR
set -euo pipefail
source=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
failures=0

# A copy of the scripts with a short list, so that the test knows what is wanted.
mkdir -p "$work/project/tools"
cp "$source/tools/setup" "$source/tools/say.sh" "$work/project/tools/"
printf '%s\n' '# a list' '[build]' 'libfirst-dev   x' 'npm or:a-command-that-stands-in   x' '[run]' 'second   x' '[test]' 'third   x' \
  >"$work/project/tools/packages.txt"

stand_in() { printf '#!/bin/bash\n%s\n' "$2" >"$work/bin/$1"; chmod +x "$work/bin/$1"; }

# machine: a new one: an ordinary user, apt-get that works, and nothing installed but what the file `installed` names.
machine() {
  rm -rf "$work/bin" "$work/installed" "$work/calls"; mkdir "$work/bin"; touch "$work/installed" "$work/calls"
  local command
  for command in bash sh env awk sed grep tail head fold cat dirname basename date mktemp rm mkdir tr sort seq sleep; do
    ln -s "$(command -v "$command")" "$work/bin/$command"
  done
  stand_in id 'echo 1000'
  stand_in dpkg-query "sed 's/^/installed /' '$work/installed'"
  stand_in apt-get "echo \"apt-get \$*\" >>'$work/calls'
    case \" \$* \" in
      *' --simulate '*) echo 'Inst one' ;;
      *' update '*) ;;
      *) echo libfirst-dev:amd64 >>'$work/installed'; echo npm >>'$work/installed'; echo second >>'$work/installed' ;;
    esac"
}
with_sudo() { stand_in sudo "echo \"sudo \$*\" >>'$work/calls'; [ \"\$1\" = env ] && exec \"\$@\"; exit 0"; }

# expect WORDS STATUS PATTERN ARGUMENTS...: set-up there, without a terminal, ends with STATUS and says PATTERN.
expect() {
  local words=$1 status=$2 pattern=$3 code=0 said; shift 3
  said=$(cd "$work/project" && env -i HOME="$work" TMPDIR="$work" PATH="$work/bin" bash tools/setup "$@" 2>&1 </dev/null) || code=$?
  if [ "$code" -ne "$status" ] || ! grep -qE -- "$pattern" <<<"$said"; then
    printf 'FAIL: %s: status %d (wanted %d), said: %s\n' "$words" "$code" "$status" "$said"; failures=1
  fi
}
expect_call() { grep -qE -- "$2" "$work/calls" || { printf 'FAIL: %s; the calls were: %s\n' "$1" "$(cat "$work/calls")"; failures=1; }; }
expect_no_call() { ! grep -qE -- "$2" "$work/calls" || { printf 'FAIL: %s; the calls were: %s\n' "$1" "$(cat "$work/calls")"; failures=1; }; }

machine
expect "an unknown option" 2 "unknown option '--fro'" --fro
expect "an unknown purpose" 2 'it is one of: demo, test, develop' --for fun
expect "looking only" 1 'missing packages: libfirst-dev npm second' --for demo --look
expect_no_call "looking calls no apt-get" apt-get

machine; rm "$work/bin/apt-get"
expect "a machine without apt-get" 1 'has no apt-get.*made for Debian 12'

machine; printf 'libfirst-dev:amd64\nnpm\nsecond\n' >"$work/installed"; with_sudo
expect "nothing is missing" 0 '' --for demo --packages-only
expect_no_call "nothing missing, so apt-get is not called" apt-get

machine; printf 'libfirst-dev:amd64\nsecond\n' >"$work/installed"; stand_in a-command-that-stands-in ''; with_sudo
expect "a command stands in for its package" 0 '' --for demo --packages-only
expect_no_call "the stand-in is enough" apt-get

machine
expect "no root and no sudo" 1 'needs root, and sudo is not there. As root, run: tools/setup --for demo' --for demo
expect_no_call "without root nothing is installed" 'apt-get .*install -'

machine; with_sudo
expect "sudo, but no terminal to ask on" 1 'no terminal to ask on' --for demo
expect_no_call "sudo is not used unasked" '^sudo'

machine; with_sudo
expect "sudo, allowed beforehand" 0 'install 3 Debian packages' --for demo --packages-only --yes
expect_call "only what is missing, without recommended packages" 'apt-get .*install --no-install-recommends .* libfirst-dev npm second$'

machine; with_sudo; stand_in apt-get 'case " $* " in *" update "*) exit 100 ;; *) echo "E: Unable to locate package libfirst-dev" >&2; exit 100 ;; esac'
expect "no network and no lists" 1 'lists could not be fetched. Is the network there' --for demo --yes

machine; with_sudo; stand_in apt-get 'case " $* " in *" update "*) ;; *) echo "E: Unable to locate package second" >&2; exit 100 ;; esac'
expect "a package that Debian does not have" 1 'do not know: second' --for demo --yes

machine; with_sudo; stand_in apt-get 'case " $* " in *" --simulate "*) echo "Inst one" ;; *) echo "E: You don'"'"'t have enough free space in /var/cache/apt/archives/." >&2; exit 100 ;; esac'
expect "a full disk" 1 'the disk is full' --for demo --yes

machine; with_sudo; stand_in apt-get 'case " $* " in *" --simulate "*) echo "Inst one" ;; *) echo "pmerror" ; echo "E: Sub-process /usr/bin/dpkg returned an error code (1)" >&2; exit 100 ;; esac'
expect "a package that cannot be installed" 1 'its last words: E: Sub-process' --for demo --yes

[ "$failures" -eq 0 ] && echo "set-up is clear on every machine"
exit "$failures"
