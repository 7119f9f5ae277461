"""Does the record of a batch say what happened to its processes?"""

import contextlib
import json
import os
import re
import sys
import threading
import time

import psutil
import pytest

from autograder.cli import main
from autograder.gradebook import audit
from autograder.gradebook.course import REPOSITORY
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.worker import judge_job
from autograder.running.events import Event
from autograder.running.session import Limits
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_executors import Inline

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs pidfd and seccomp")
#: Long enough to be hit.
SLOW = f"import time\ntime.sleep(2)\n\n{SOLUTION}"
LATE, LOST = "while True: pass", "import os; os._exit(0)"


def events(course):
    """What the last batch says of its processes."""
    return json.loads(audit.path(course).read_text().splitlines()[-1])["events"]


def loss(name, body):
    """A class whose `forward` does not return."""
    lines = (f"class {name}:", "    def forward(self, A, Y):", f"        {body}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("source", "counted"),
    [
        (LATE, {Event.CELL_LATE}),
        (LOST, {Event.CELL_LOST}),
        # The notebook's own check runs it, too.
        (loss("MSELoss", LATE), {Event.CELL_LATE, Event.QUESTION_LATE}),
        (loss("MSELoss", LOST), {Event.CELL_LOST, Event.QUESTION_LOST}),
    ],
)
def test_what_a_submission_did_to_itself_is_counted(course, hand_in, source, counted):
    """Are cells and questions told apart, and those killed from those that ended themselves?"""
    hand_in("ada", source)
    limits = Limits(cell=2, question=1, submission=5)
    (outcome,) = grade("regression", course, options=Options(jobs=1, limits=limits))
    assert outcome.state == "graded"
    assert events(course).keys() == counted


class Struck(Inline):
    """Judges in this process, while the processes of submissions are killed so many times."""

    def __init__(self, kills):
        self.kills = kills

    def submit(self, fn, /, *args, **kwargs):
        if fn is not judge_job:
            return super().submit(fn, *args, **kwargs)
        thread = threading.Thread(target=self.strike)
        thread.start()
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            thread.join()

    def strike(self):
        struck = set()
        while len(struck) < self.kills:
            for process in serving():
                if process.pid not in struck:
                    time.sleep(0.5)  # it is running the student's code by now
                    process.kill()
                    struck.add(process.pid)
            time.sleep(0.01)


def serving():
    """The processes of submissions: forks of a zygote that lead a session of their own."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError, AttributeError):
            zygote = any(part.endswith("zygote.py") for part in process.parent().cmdline())
            if zygote and os.getsid(process.pid) == process.pid:
                found.append(process)
    return found


@LINUX
@pytest.mark.parametrize(("kills", "state"), [(1, "graded"), (2, "failed")])
def test_what_the_machine_did_is_counted(course, hand_in, capsys, kills, state):
    """Is a submission whose process was killed judged once more, then not graded, and told?"""
    hand_in("ada", SLOW)
    options = Options(jobs=1)
    with Struck(kills) as executor:
        (outcome,) = grade("regression", course, options=options, executor=executor)
    assert (outcome.state, outcome.score) == (state, 58 if kills == 1 else None)
    expected = {Event.JUDGED_AGAIN: 1} if kills == 1 else {Event.NOT_GRADED: 1}
    counted = events(course)
    assert counted.pop(Event.SANDBOX_RESTARTED) == 1
    assert counted == expected
    assert main(["audit", "--course", str(course.root)]) == 0
    told = capsys.readouterr().out
    assert f"regression: 1 {state}; " in told
    assert all(f"{name}: 1" in told for name in (*expected, Event.SANDBOX_RESTARTED))


@LINUX
def test_a_lost_worker_is_counted(course, hand_in):
    """If a whole worker is killed while it judges, does the record say so?"""
    hand_in("ada", SOLUTION)
    hand_in("bea", SLOW)
    others = set(psutil.Process().children())

    def kill_worker(outcome, total):
        """Ada is graded, so Bea's work is at the worker."""
        if outcome.student == "ada":
            (worker,) = set(psutil.Process().children()) - others
            worker.kill()

    outcomes = grade("regression", course, options=Options(jobs=1), progress=kill_worker)
    assert [(o.state, o.score) for o in outcomes] == [("graded", 58)] * 2
    assert events(course) == {Event.JUDGED_AGAIN: 1, Event.WORKERS_RESTARTED: 1}


def test_the_threat_model_names_all_that_is_counted():
    """Are the events of the documentation those of the record?"""
    page = (REPOSITORY / "docs" / "threat-model.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(.+?)` \| (?:submission|machine)", page, re.M)) == set(Event)
