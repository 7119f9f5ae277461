"""Runs a command on a kernel that answers as one with an older Landlock would.

``python -m tests.autograder.old_kernel 2 autograder doctor`` tells the command, and all that it
starts, that Landlock's interface is 2, and refuses a ruleset that such a kernel would not know.
"""

import contextlib
import errno
import subprocess
import sys
import threading

import pyseccomp

_CONTINUE = 1
#: The size of the description of a ruleset since an interface; an older kernel refuses more.
_SIZES = {1: 8, 4: 16, 6: 24}


def answer(interface, asked):
    """What such a kernel says to ``landlock_create_ruleset``."""
    response = pyseccomp.NotificationResponse(0, 0, asked.id, 0)
    if asked.syscall_args[2] == 1:  # which interface is it?
        response.val = interface
    elif asked.syscall_args[1] > max(size for v, size in _SIZES.items() if v <= interface):
        response.error = -errno.E2BIG
    else:
        response.flags = _CONTINUE
    return response


def serve(rules, interface):
    """Answer for ever; who asked may be gone by the time."""
    while True:
        with contextlib.suppress(OSError):
            rules.respond_notify(answer(interface, rules.receive_notify()))


def main(interface, command):
    """Run a command, and end as it did."""
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    rules.add_rule(pyseccomp.NOTIFY, "landlock_create_ruleset")
    rules.load()
    threading.Thread(target=serve, args=(rules, interface), daemon=True).start()
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
