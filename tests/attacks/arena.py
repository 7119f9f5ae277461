"""A course, a home, a server and a bystander for attacks to aim at, and eyes on all of them."""

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from nbgrader.api import Gradebook

from autograder.gradebook.course import REPOSITORY, Course

_SUBREAPER = 36


@dataclass
class Fight:
    """What is left after a class was graded."""

    outcomes: dict[str, dict]
    rows: dict[str, dict[str, float]]
    notebooks: dict[str, bytes]
    seconds: float
    peak_memory: int
    changed: list[str]
    strangers: list[str]
    connections: int
    bystander_lives: bool
    leftovers: list[str] = field(default_factory=list)

    def outputs(self, student):
        """All that the cells of a student show, except for the verdicts."""
        cells = json.loads(self.notebooks[student])["cells"]
        return json.dumps([c["outputs"] for c in cells if c["cell_type"] == "code"])


class Arena:
    """A place in ``folder``, which everybody may enter and write to."""

    def __init__(self, folder, blank_course, secret="0" * 32):
        self.folder = folder
        self.course = Course(folder / "course")
        shutil.copytree(blank_course, self.course.root)
        (self.course.root / "grades").mkdir(exist_ok=True)
        (self.course.root / "grades" / "secret").write_text(secret)
        for name in ("home/.ipython/profile_default/startup", "outside", "temporary"):
            (folder / name).mkdir(parents=True)
        (folder / "home" / ".bashrc").write_text("# a shell starts with this\n")
        (folder / "outside" / "canary").write_text("a canary sings\n")

    @contextlib.contextmanager
    def open(self):
        """Servers that listen, a process that sleeps, and a grader that waits to start."""
        with contextlib.ExitStack() as stack:
            self.servers = [stack.enter_context(server) for server in self._servers()]
            self.known = {child.pid for child in psutil.Process().children()}
            self.victim = stack.enter_context(process("sleep", "600"))
            ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)  # what it leaves behind becomes ours
            stack.callback(ctypes.CDLL(None).prctl, _SUBREAPER, 0, 0, 0, 0)
            self.known.add(self.victim.pid)
            self.grader = stack.enter_context(
                process(
                    sys.executable, "-m", "tests.attacks.runner", str(self.course.root),
                    cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    env=os.environ | {
                        "HOME": str(self.folder / "home"),
                        "TMPDIR": str(self.folder / "temporary"),
                        "PYTHONDONTWRITEBYTECODE": "1",
                    },
                )
            )  # fmt: skip
            yield self

    def _servers(self):
        for family, address in (
            (socket.AF_INET, ("127.0.0.1", 0)),
            (socket.AF_UNIX, str(self.folder / "outside" / "socket")),
            (socket.AF_UNIX, f"\0{self.folder.name}"),
        ):
            server = socket.socket(family)
            server.bind(address)
            server.listen()
            server.setblocking(False)
            yield server

    def place(self):
        """What attacks are told: names of files, numbers of processes, addresses."""
        course, home = self.course.root, self.folder / "home"
        submitted = self.course.directory("submitted").parent
        return {
            "course": str(course),
            "gradebook": self.course.api.coursedir.db_url.removeprefix("sqlite:///"),
            "submitted": str(submitted),
            "peer": str(submitted / "ada" / "regression" / "regression.ipynb"),
            "secret": str(course / "grades" / "secret"),
            "repository": str(REPOSITORY),
            "reference": str(REPOSITORY / "solutions" / "regression.py"),
            "rubric": str(REPOSITORY / "autograder" / "rubrics" / "regression.py"),
            "home": str(home),
            "bashrc": str(home / ".bashrc"),
            "outside": str(self.folder / "outside"),
            "canary": str(self.folder / "outside" / "canary"),
            "temporary": str(self.folder / "temporary"),
            "site": sysconfig.get_path("purelib"),
            "port": self.servers[0].getsockname()[1],
            "unix": self.servers[1].getsockname(),
            "abstract": self.servers[2].getsockname()[1:].decode(),
            "grader": self.grader.pid,
            "victim": self.victim.pid,
        }  # fmt: skip

    def fight(self):
        """Grade everybody, and look around afterwards."""
        make_accessible(self.folder)
        before, start = self.watched(), time.monotonic()
        self.grader.stdin.write(b"go\n")
        self.grader.stdin.close()
        told = self.grader.stdout.read()
        _, status, usage = os.wait4(self.grader.pid, 0)
        self.grader.returncode = os.waitstatus_to_exitcode(status)
        assert self.grader.returncode == 0
        seconds = time.monotonic() - start
        after = self.watched()
        rows, notebooks = self.recorded()
        return Fight(
            outcomes={o["student"]: o for o in json.loads(told)},
            rows=rows,
            notebooks=notebooks,
            seconds=seconds,
            peak_memory=usage.ru_maxrss * 1024,
            changed=sorted(p for p in before | after if before.get(p) != after.get(p)),
            strangers=[str(c) for c in psutil.Process().children() if self._is_stranger(c)],
            connections=sum(map(_connections, self.servers)),
            bystander_lives=self.victim.poll() is None,
            leftovers=[p.name for p in (self.folder / "temporary").iterdir()],
        )

    def _is_stranger(self, process):
        """Whether a process that nobody knows still runs; init collects what has ended."""
        return process.pid not in self.known and process.status() != psutil.STATUS_ZOMBIE

    def watched(self):
        """Fingerprints of every file that nobody may change."""
        places = [self.course.root, self.folder / "home", self.folder / "outside"]
        places += _of_the_machine()
        files = (f for place in places for f in (place, *place.rglob("*")))
        ours = (".db", ".db-journal")  # the gradebook itself: its rows are compared
        written = self.course.directory("autograded").parent
        return {
            str(f): _fingerprint(f)
            for f in files
            if f.suffix not in ours and written not in (f, *f.parents)
        }

    def recorded(self):
        """Scores by student and question, and the bytes of the autograded notebooks."""
        with Gradebook(self.course.api.coursedir.db_url) as gradebook:
            rows = {
                s.student_id: {g.name: g.score for n in s.notebooks for g in n.grades}
                for s in gradebook.assignment_submissions("regression")
            }
        paths = self.course.root.glob("**/autograded/*/regression/regression.ipynb")
        return rows, {p.parent.parent.name: p.read_bytes() for p in paths}


@contextlib.contextmanager
def process(*command, **options):
    """A process that is gone on leaving."""
    started = subprocess.Popen(command, **options)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            started.wait()
        for stream in (started.stdin, started.stdout):
            if stream:
                stream.close()


def make_accessible(folder):
    """Let the permissions of files stop nobody, so that the sandbox must."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o777 if path.is_dir() else 0o666)


def _connections(server):
    with contextlib.suppress(BlockingIOError):
        server.accept()[0].close()
        return 1
    return 0


def _of_the_machine():
    """What hostile code would change of the machine itself."""
    site = Path(sysconfig.get_path("purelib"))
    yield from (REPOSITORY / name for name in ("solutions/regression.py", "nbgrader_config.py"))
    yield REPOSITORY / "autograder" / "rubrics" / "regression.py"
    yield from site.glob("*.pth")
    yield site / "sitecustomize.py"
    for shared in ("/dev/shm", "/var/tmp", "/tmp"):
        yield Path(shared) / "autograder-attack"


def _fingerprint(path):
    if not path.exists() and not path.is_symlink():
        return None
    status = path.lstat()
    regular = path.is_file() and not path.is_symlink() and status.st_size < 2**26
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if regular else None
    changed = 0 if path.is_dir() else status.st_mtime_ns  # a folder's time is not its content
    return status.st_mode, status.st_size if regular else 0, changed, digest
