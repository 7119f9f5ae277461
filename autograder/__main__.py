"""``autograder`` and ``python -m autograder``: Ctrl-C is one line also while modules load."""

from __future__ import annotations

import sys

from autograder import STOPPED


def main() -> int:
    """Run the command line; returns its exit status."""
    try:
        from autograder.cli import main as run

        return run()
    except KeyboardInterrupt:
        from autograder.messages import of_terminal, say, speaking

        with speaking(of_terminal()):
            print(say("cli.stopped"), file=sys.stderr)
        return STOPPED


if __name__ == "__main__":
    sys.exit(main())
