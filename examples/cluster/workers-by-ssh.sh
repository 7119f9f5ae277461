#!/bin/sh
# Starts workers on machines that you reach by SSH, and ends them with Ctrl-C.
#   sh workers-by-ssh.sh tls://192.0.2.10:8786 lab01 lab02 lab03
# Each machine has the autograder in /opt/autograder and the folder of the role "worker" in
# ~/autograder-worker, readable for you alone.
set -eu
if [ $# -lt 2 ]; then
  echo "Usage: sh $0 tls://HOST:8786 MACHINE..." >&2
  exit 2
fi
scheduler=$1
shift
trap 'kill 0' INT TERM
for machine in "$@"; do
  # -tt: the workers end when the connection does.
  ssh -tt -o BatchMode=yes "$machine" \
    /opt/autograder/bin/autograder cluster worker "$scheduler" \
    --certificates autograder-worker </dev/null &
done
wait
