"""Does each layer hold, does the engine work with what there is, and is nothing left behind?"""

import contextlib
import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.pipeline import judge
from autograder.running import directory, doctor, readable
from autograder.running.isolation import CORE, Bounds, Sandbox, SandboxError
from autograder.running.session import Limits, Session
from autograder.sandbox.protocol import Build, Call, Lost, encode_scripts
from tests.autograder.conftest import SOLUTION
from tests.catalog import assignment

linux = pytest.mark.skipif(sys.platform != "linux", reason="these layers are Linux's")
root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="the tests are an ordinary user"
)
REFERENCE = str(REPOSITORY / "solutions" / "regression.py")
DOCTOR = (sys.executable, "-m", "autograder.cli", "doctor")
CHECK = (sys.executable, "-m", "autograder.cli", "check", "regression", REFERENCE)
#: Becomes another user, who may read what root may: Python itself can be in root's home.
ORDINARY = ("setpriv", "--reuid=12345", "--regid=12345", "--clear-groups",
            "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--")  # fmt: skip


def run(*command, **options):
    return subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False, **options
    )


def refusing(*names):
    """A command that runs another without some system calls, as a container may."""
    code = f"""
        import os, pyseccomp, sys
        rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        for name in {names!r}:
            rules.add_rule(pyseccomp.ERRNO(1), name)
        rules.load()
        os.execv(sys.argv[1], sys.argv[1:])
    """
    return sys.executable, "-c", textwrap.dedent(code)


def states(text):
    """What the doctor said of each layer."""
    words = (line.split() for line in text.splitlines())
    return {w[0]: w[2] if w[1] == "core" else w[1] for w in words if w and w[0] in doctor.LAYERS}


# ------------------------------------------------------------------------- the layers


@linux
def test_no_layer_is_broken():
    """Is each layer that is active proved by attempts that fail, and is the core there?"""
    findings = {f.layer: f for f in doctor.examine()}
    assert [f for f in findings.values() if f.state == "broken"] == []
    assert {findings[layer].state for layer in CORE} == {"holds"}
    for finding in findings.values():
        assert finding.state == "holds" or finding.reason


@linux
@pytest.mark.parametrize("without", [*((layer,) for layer in doctor.LAYERS), doctor.LAYERS])
def test_the_engine_works_with_what_there_is(without):
    """Without a layer, or any, are verdicts the same, and is it said what is missing?"""
    with contextlib.closing(Sandbox(figures=False, without=without)) as sandbox:
        judgement = judge(SOLUTION.encode(), "a.py", assignment("regression"), sandbox, seed=1)
    assert judgement.report.score == judgement.report.max_score
    assert not set(without) & set(judgement.layers)


@pytest.mark.parametrize("layer", CORE)
def test_no_process_without_what_is_required(layer):
    """Is a process that comes up without a required layer given no code to run?"""
    sandbox = Sandbox(figures=False, without=[layer], required=CORE)
    with contextlib.closing(sandbox), pytest.raises(SandboxError, match=layer):
        sandbox.child()


@linux
@root
def test_an_ordinary_user_has_the_core():
    """Does all but the change of user hold without root, and does grading work?"""
    told = run(*ORDINARY, *DOCTOR)
    assert told.returncode == 0, told.stdout + told.stderr
    found = states(told.stdout)
    assert {found[layer] for layer in (*CORE, "memory")} == {"holds"}
    assert found["user"] == "missing"
    assert run(*ORDINARY, *CHECK).returncode == 0


@linux
@pytest.mark.parametrize("user", [(), pytest.param(ORDINARY, marks=root)])
def test_where_namespaces_are_denied_the_core_holds(user):
    """Inside a container that denies `unshare`, is that reported, and is the core enough?"""
    told = run(*user, *refusing("unshare"), *DOCTOR)
    assert told.returncode == 0, told.stdout + told.stderr
    assert states(told.stdout)["namespaces"] == "missing"
    assert "broken" not in told.stdout
    assert run(*user, *refusing("unshare"), *CHECK).returncode == 0


@linux
def test_without_landlock_nothing_is_graded(course, hand_in):
    """On a kernel without Landlock, does `grade` refuse, write nothing, and say what to do?"""
    hand_in("ada", SOLUTION)
    denied = refusing("landlock_create_ruleset")
    command = (sys.executable, "-m", "autograder.cli", "grade", "regression", "--course")
    told = run(*denied, *command, str(course.root))
    assert told.returncode == 2
    assert "landlock" in told.stderr
    assert "--allow-weak-isolation" in told.stderr
    assert not list(course.root.glob("**/autograded/*/regression/*.ipynb"))
    assert run(*denied, *CHECK).returncode == 0  # one's own file may be checked all the same
    told = run(*denied, *command, str(course.root), "--allow-weak-isolation")
    assert told.returncode == 0, told.stderr
    (graded,) = course.root.glob("**/autograded/*/regression/*.ipynb")
    assert "without landlock" in graded.read_text()


def test_what_can_be_read_holds_nothing_of_ours():
    """Is neither the engine nor other packages below anything that student code may read?"""
    paths = [Path(path).resolve() for path in readable.readable_paths()]
    for secret in (
        REPOSITORY / "autograder",
        REPOSITORY / "solutions",
        REPOSITORY / "grades",
        Path.home(),
    ):
        assert not [path for path in paths if path in (secret, *secret.parents)]
    import nbgrader

    package = Path(nbgrader.__file__).resolve()
    assert not [path for path in paths if path in package.parents]


# ------------------------------------------------------------------ nothing left behind


def gone(processes, seconds=60.0):
    """Wait until processes are gone, or are zombies that nobody has collected yet."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]:
            return True
        time.sleep(0.02)
    return False


CLINGING = """
import ctypes, signal
for number in range(1, 32):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
while True: pass
"""


@linux
def test_nothing_outlives_a_killed_grader(monkeypatch):
    """Is a submission in an endless loop gone soon after its grader got SIGKILL, and are its files
    gone when the next grader starts, but not those of a grader at work?
    """
    code = f"""
        from autograder.running.isolation import Sandbox
        from autograder.running.session import Limits, Session
        sandbox = Sandbox(figures=False)
        session = Session([{CLINGING!r}], sandbox, Limits())
        sandbox.start()
        print(sandbox.directory.path, flush=True)
        session.start()
    """
    grader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    left = Path(grader.stdout.readline().strip())
    processes = []
    while len(processes) < 2:  # the zygote, and its fork
        time.sleep(0.05)
        processes = psutil.Process(grader.pid).children(recursive=True)
    time.sleep(0.5)
    grader.kill()
    grader.wait()
    grader.stdout.close()
    assert gone(processes)
    monkeypatch.setattr(directory, "SETTLED", 0.4)
    with contextlib.closing(Sandbox(figures=False)) as other:
        other.start()
        assert not left.exists()
        time.sleep(0.5)
        with contextlib.closing(Sandbox(figures=False)) as third:
            third.start()
            assert Path(other.directory.path).is_dir()


@linux
def test_no_worker_outlives_a_killed_grader(course, hand_in):
    """When only the main process is killed, do its workers and their sandboxes end too?"""
    for number in range(6):
        hand_in(f"m{number}", CLINGING)
    grader = subprocess.Popen(
        [sys.executable, "-m", "autograder.cli", "grade", "regression", "--jobs", "2", "--quiet",
         "--course", str(course.root)],
        cwd=REPOSITORY, stderr=subprocess.DEVNULL, env=os.environ | {"TMPDIR": str(course.root)},
    )  # fmt: skip
    processes, end = [], time.monotonic() + 60
    while len(processes) < 6 and time.monotonic() < end:  # two of each: worker, zygote, fork
        time.sleep(0.1)
        processes = psutil.Process(grader.pid).children(recursive=True)
    grader.kill()
    grader.wait()
    assert len(processes) >= 6
    assert gone(processes)


LITTER = """
import os
try: os.symlink('/', 'link')
except PermissionError: pass
open('\\udcff\\n', 'w').close()
os.umask(0o777); os.mkdir('nobody'); open('unreadable', 'w').close(); os.umask(0)
os.mkdir('blind', 0o300); os.mkdir('blind/inner', 0o300)
open('blind/inner/seen', 'w').close()
for _ in range(3000):
    os.mkdir('d' * 200); os.chdir('d' * 200)
open('seen', 'w').close()
"""


@linux
@pytest.mark.parametrize("user", [(), pytest.param(ORDINARY, marks=root)])
def test_the_private_directory_is_emptied(user):
    """Does nothing of a submission reach the next: no link, no closed or endlessly deep folder?"""
    code = f"""
        import os
        from autograder.running.isolation import Bounds, Sandbox
        from autograder.running.session import Limits, Session
        sandbox = Sandbox(figures=False, bounds=Bounds(entries=10**6))
        for attempt in range(2):
            session = Session([{LITTER!r}, "import os; print(os.listdir())"], sandbox, Limits())
            session.start()
            assert not session.outputs[0].error, session.outputs
            session.close()
            assert sandbox.directory.names() == []
        directory = sandbox.directory.path
        sandbox.close()
        assert not os.path.exists(directory)
        print("empty")
    """
    # Paths as long as these can only be watched if depth is no reason to stop.
    code = textwrap.dedent(code).replace(
        "sandbox = ", "Sandbox.overfull = lambda _: False\nsandbox = "
    )
    told = run(*user, sys.executable, "-c", code)
    assert told.stdout == "empty\n", told.stderr


@pytest.fixture
def small():
    bounds = Bounds(disk=2**22, entries=50)
    with contextlib.closing(Sandbox(figures=False, bounds=bounds)) as sandbox:
        yield sandbox


@pytest.mark.parametrize(
    "source",
    [
        "open('a', 'wb').write(bytes(2**23))",
        "for i in range(99): open(str(i), 'w').close()",
        "for i in range(99): os.mkdir('x' * 99); os.chdir('x' * 99)",
        "os.mkdir('a'); os.chdir('a'); open('b', 'wb').write(bytes(2**23))",
    ],
)
def test_a_full_directory_ends_the_cell(small, source):
    """Is a cell stopped that leaves more in its directory than is allowed, however deep?"""
    cell = f"import os, time\n{source}\ntime.sleep(30)"
    session = Session([cell, "1"], small, Limits(cell=20))
    session.start()
    session.close()
    # The kernel refuses where it bounds a file system of its own; else the parent sees it.
    refused = "OSError" if "mounts" in session.layers else "Stopped"
    assert session.outputs[0].error["ename"] == refused
    assert session.outputs[1].error is None
    assert small.directory.names() == []


def test_what_a_cell_shows_again_is_not_shown(sandbox):
    """After a question was put and its process lost, do outputs stay as they were?"""
    cell = (
        "import os, time; print(time.time())\nclass Loss:\n    forward = lambda self: os._exit(0)"
    )
    script = (Build("loss", "Loss"), Call("loss", "forward"))
    session = Session([cell], sandbox, Limits())
    session.start()
    before = session.outputs[0].stdout
    for _ in range(3):
        (seen,) = session.play([script], encode_scripts([script]))
        assert seen == [Lost("died")]
    session.close()
    assert before
    assert session.outputs[0].stdout == before


@linux
def test_positions_of_open_files_are_ones_own(sandbox):
    """Does a submission find the files that were open before it, fonts say, where they began?"""
    cell = """
        import os, stat
        import matplotlib.pyplot as plt
        files = [n for n in range(3, 64) if is_file(n)]
        print([os.lseek(n, 0, os.SEEK_CUR) for n in files])
        for n in files:
            os.lseek(n, 4711, os.SEEK_SET)
    """
    helper = """
        def is_file(n):
            try:
                return stat.S_ISREG(os.fstat(n).st_mode)
            except OSError:
                return False
    """
    for _ in range(2):
        session = Session([textwrap.dedent(helper), textwrap.dedent(cell)], sandbox, Limits())
        session.start()
        session.close()
        shown = session.outputs[1]
        assert shown.error is None
        assert shown.stdout.startswith("[0")  # matplotlib leaves some open
        assert set(json.loads(shown.stdout)) == {0}


@linux
def test_reading_leaves_no_time(sandbox):
    """Where the layer says so, is the access time of what is read what it was?"""
    sandbox.start()
    if "no access times" not in sandbox.layers.active.get("mounts", ""):
        pytest.skip("access times cannot be hidden here")
    files = sorted(Path(np.__file__).parent.rglob("*.pyi"))[:8]
    for path in files:
        os.utime(path, ns=(0, path.stat().st_mtime_ns))
    session = Session([f"for p in {list(map(str, files))}: open(p).read()"], sandbox, Limits())
    session.start()
    session.close()
    assert session.outputs[0].error is None
    assert {path.stat().st_atime_ns for path in files} == {0}


def test_a_lost_zygote_is_replaced(sandbox):
    """If the process that forks is gone, does the next submission get another one?"""
    session = Session(["1"], sandbox, Limits())
    session.start()
    sandbox._zygote.kill()
    session.close()
    report = judge(SOLUTION.encode(), "a.py", assignment("regression"), sandbox, seed=1).report
    assert report.score == report.max_score


def test_honest_files_work(sandbox):
    """Can honest code write, read, replace and remove files of its own?"""
    cell = """
        import os, tempfile
        import numpy as np
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
        with tempfile.NamedTemporaryFile() as file:
            np.save(file, np.eye(2))
        with tempfile.TemporaryDirectory() as folder:
            np.savez(os.path.join(folder, "a.npz"), a=np.eye(2))
            assert np.load(os.path.join(folder, "a.npz"))["a"].sum() == 2
        open("notes.txt", "w").write("first")
        open("notes.txt", "w").write("second")
        os.remove("notes.txt")
        print("done")
    """
    session = Session([textwrap.dedent(cell)], sandbox, Limits())
    session.start()
    session.close()
    assert session.outputs[0].stdout == "done\n", session.outputs


def test_many_figures_fit(sandbox):
    """Does a cell with more images than a frame holds keep its definitions?"""
    cell = """
        import numpy as np, matplotlib.pyplot as plt
        for _ in range(15):
            plt.imshow(np.random.random((500, 500))); plt.show()
        def kept(): return 1.0
    """
    script = (Call(None, "kept"),)
    session = Session([textwrap.dedent(cell)], sandbox, Limits())
    session.start()
    (seen,) = session.play([script], encode_scripts([script]))
    session.close()
    assert float(seen[0].parts[0]) == 1.0
    assert session.outputs[0].error is None
    assert json.dumps(session.outputs[0].displays)
