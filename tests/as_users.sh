#!/usr/bin/env bash
# The tests of isolation and grading on other machines than this one: as root with the system's own
# Python and a TMPDIR below a closed directory, and as an ordinary user, who is attacked by the whole
# class of tests/attacks, too. (`make test` has been, as whoever runs it.)
# Usage, as root: tests/as_users.sh [PYTHON [pytest arguments]]. In a copy, which is removed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${1:-/usr/bin/python3}
shift || true
tests=("$@")
((${#tests[@]})) || tests=(-n logical tests/autograder/test_{isolation,directory,kills,grade,wall}.py)

if [[ $(id -u) != 0 ]]; then
  echo 'Only root can be others: not tested as other users.' && exit 0
fi
if ! "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "$python is missing, older than 3.11, or cannot make a virtual environment (on Debian:" \
    'python3-venv): not tested with it.' && exit 0
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
chmod 755 "$copy"
git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - --ignore-failed-read |
  tar -xf - -C "$copy"
rm -f "$copy/package.json"  # nothing here needs Node.js
make -s -C "$copy" setup PYTHON="$python"
cd "$copy"
git init -q . 2>/dev/null

printf '\n== as root, with %s, TMPDIR below a closed directory ==\n' "$python"
mkdir -m 700 closed
mkdir closed/temporary
TMPDIR="$copy/closed/temporary" .venv/bin/python -m pytest -q "${tests[@]}"

printf '\n== as an ordinary user ==\n'
mkdir home temporary
chown -R 12345:12345 "$copy"
as_student() {
  setpriv --reuid=12345 --regid=12345 --clear-groups --inh-caps=-all --bounding-set=-all -- \
    env HOME="$copy/home" TMPDIR="$copy/temporary" USER=student LOGNAME=student "$@"
}
as_student .venv/bin/python -m pytest -q "${tests[@]}"
# In one process: its two classes are each graded by two workers, and once is enough.
as_student .venv/bin/python -m pytest -q tests/attacks
