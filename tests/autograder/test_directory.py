"""Does nothing pass from one submission to the next, and is nothing removed that is not ours?"""

import contextlib
import os
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from autograder.running import directory, isolation, users
from autograder.running.directory import ClosedError, PrivateDirectory, place, sweep
from autograder.running.isolation import Bounds, Sandbox, SandboxError
from autograder.running.session import Limits, Session

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these layers are Linux's")
root = pytest.mark.skipif(not users.is_root(), reason="needs to be root")


def shown(sandbox, cell):
    """What a submission of one cell prints, and the session that it ran in."""
    session = Session([textwrap.dedent(cell)], sandbox, Limits())
    session.start()
    session.close()
    assert session.outputs[0].error is None, session.outputs
    return session.outputs[0].stdout, session


@pytest.fixture(scope="module")
def serving():
    with contextlib.closing(Sandbox(figures=False)) as sandbox:
        yield sandbox


# ------------------------------------------------------------------------ no memory

OPEN = """
    import fcntl, os
    for number in range(64):
        try: print(number, stat_of(number), fcntl.fcntl(number, fcntl.F_GETFL))
        except OSError: pass
    for number in (0, 1, 2):
        try: fcntl.fcntl(number, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK)
        except OSError: pass
"""


def test_no_open_file_is_shared(serving):
    """Are flags that one submission sets on what is open unseen by the next?"""
    cell = "import os\ndef stat_of(n): return os.fstat(n).st_mode\n" + textwrap.dedent(OPEN)
    first, _ = shown(serving, cell)
    assert first == shown(serving, cell)[0]
    assert len(first.splitlines()) == 5  # /dev/null three times, and two pipes


def test_each_has_a_room_of_its_own(serving):
    """Are files, their numbers and the size of the room the same for each submission?"""
    cell = """
        import os
        print(os.listdir("."), os.stat(".").st_ino, os.stat(".").st_mode)
        for n in range(20):
            with open(str(n), "w") as file: file.write("x" * 9)
        print([os.stat(str(n)).st_ino for n in range(20)])
    """
    first, session = shown(serving, cell)
    second, _ = shown(serving, cell)
    assert second.startswith("[]")
    if "mounts" in session.layers:
        assert first == second


def status_of(sandbox):
    """What the kernel says of a process that serves a submission, and the layers around it."""
    child = sandbox.child()
    lines = Path(f"/proc/{child.pid}/status").read_text().splitlines()
    child.close()
    return {name: told.split() for name, _, told in (line.partition(":") for line in lines)}, child


@root
def test_each_has_a_user_of_its_own(serving):
    """Is nobody of two submissions the same user, and has none a group?"""
    found = [status_of(serving)[0] for _ in range(3)]
    assert len({s["Uid"][0] for s in found}) == (1 if users.fresh() == users.NOBODY else 3)
    assert all(s["Groups"] == [] and s["Gid"] == s["Uid"] for s in found)


@pytest.mark.parametrize("without", [(), ("mounts",)])
def test_no_capability_is_left(without):
    """Does the kernel name no capability of a process that serves a submission?"""
    with contextlib.closing(Sandbox(figures=False, without=without)) as sandbox:
        status, child = status_of(sandbox)
    needed = "reading as root" in child.layers.active.get("user", "")
    held = {name: int(told[0], 16) for name, told in status.items() if name.startswith("Cap")}
    reading = 1 << 2 if needed else 0  # CAP_DAC_READ_SEARCH, and then it is said
    assert held["CapEff"] == held["CapPrm"] == reading
    assert held["CapInh"] == held["CapAmb"] == 0
    assert not (needed and not without)


@root
def test_reading_leaves_no_trace(serving):
    """Where the grader is root, is nothing noted of which files a submission read?"""
    cell = """
        import os, numpy
        path = os.path.join(os.path.dirname(numpy.__file__), "version.py")
        before = os.stat(path).st_atime_ns
        open(path).read()
        print(os.stat(path).st_atime_ns == before)
    """
    text, session = shown(serving, cell)
    if "mounts" not in session.layers:
        pytest.skip("nothing can be mounted here")
    assert text == "True\n"


def test_a_burst_cannot_fill_the_disk():
    """Is the sum of all files bounded by the kernel, however fast they are made?"""
    cell = """
        import os
        total = 0
        try:
            for n in range(200):
                fd = os.open(f"b{n}", os.O_CREAT | os.O_WRONLY)
                try: os.posix_fallocate(fd, 0, 2**20)
                except PermissionError: os.write(fd, bytes(2**20))
                total += os.fstat(fd).st_blocks * 512
                os.close(fd)
        except OSError: pass
        print(total)
    """
    bounds = Bounds(disk=2**23)
    with contextlib.closing(Sandbox(figures=False, bounds=bounds)) as sandbox:
        if "mounts" not in (sandbox.start(), sandbox.layers.active)[1]:
            pytest.skip("nothing can be mounted here; the parent looks twenty times a second")
        assert int(shown(sandbox, cell)[0]) <= bounds.disk


# ------------------------------------------------------------------- where it is


@root
@pytest.mark.parametrize("without", [(), ("mounts",), ("user",)])
def test_a_closed_temporary_directory(tmp_path, monkeypatch, without):
    """As root with a TMPDIR that others cannot enter, does the sandbox work all the same?"""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr("tempfile.tempdir", str(closed))
    with contextlib.closing(Sandbox(figures=False, without=without)) as sandbox:
        cell = "open('a', 'w').write('a'); print(open('a').read())"
        assert shown(sandbox, cell)[0] == "a\n"


def test_if_no_directory_is_open_it_is_said(tmp_path, monkeypatch):
    """Does the message name the directory and TMPDIR, and nothing of Landlock?"""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr("tempfile.tempdir", str(closed))
    monkeypatch.setattr(directory, "OPEN_TO_ALL", (str(closed),))
    assert place(others=False) == str(closed)
    with pytest.raises(ClosedError, match=r"closed.*TMPDIR"):
        place(others=True)
    monkeypatch.setattr(isolation, "is_root", lambda: True)
    with pytest.raises(SandboxError, match="TMPDIR"):
        Sandbox(figures=False).start()


# ------------------------------------------------------------------- sweeping

#: Swaps folders of its own for links to files of root while they are being removed.
RACER = """
    import os, sys, time
    where, precious = sys.argv[1:]
    os.setgid(65534); os.setuid(65534)
    end, k = time.monotonic() + float(os.environ["SECONDS"]), 0
    while time.monotonic() < end:
        top = f"{where}/autograder-evil{k}"; k += 1
        try:
            os.mkdir(top); os.mkdir(f"{top}/room"); os.mkdir(f"{top}/zz"); os.mkdir(f"{top}/zz/in")
            for number in range(300): open(f"{top}/{number:05}", "w").close()
        except OSError: continue
        while os.path.exists(f"{top}/00299") and time.monotonic() < end: pass
        stop = time.monotonic() + 0.1
        while time.monotonic() < stop:
            for name in ("zz", "zz/in", "room"):
                try:
                    os.rename(f"{top}/{name}", f"{top}/yy"); os.symlink(precious, f"{top}/{name}")
                    os.unlink(f"{top}/{name}"); os.rename(f"{top}/yy", f"{top}/{name}")
                except OSError: pass
"""


@root
def test_sweeping_follows_nobody(tmp_path, monkeypatch):
    """Can a process of another user, swapping folders for links, make root remove its own?"""
    place_of_all, precious = tmp_path / "temporary", tmp_path / "precious"
    place_of_all.mkdir()
    place_of_all.chmod(0o1777)
    precious.mkdir()
    for name in "abc":
        (precious / name).write_text("root's")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o011 != 0o011:
            folder.chmod(folder.stat().st_mode | 0o011)
    monkeypatch.setattr("tempfile.tempdir", str(place_of_all))
    monkeypatch.setattr(directory, "SETTLED", 0)
    command = [sys.executable, "-c", textwrap.dedent(RACER), str(place_of_all), str(precious)]
    racer = subprocess.Popen(command, env=os.environ | {"SECONDS": "8"})
    while racer.poll() is None:
        sweep()
        time.sleep(0.01)
    assert racer.returncode == 0
    assert sorted(p.name for p in precious.iterdir()) == ["a", "b", "c"]
    assert stat.S_IMODE(precious.stat().st_mode) == 0o755


@root
def test_what_another_user_owns_is_left_alone(tmp_path, monkeypatch):
    """Is a folder kept that belongs to somebody else than what is around it?"""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(directory, "SETTLED", 0)
    evil = tmp_path / "autograder-evil"
    (evil / "of_root").mkdir(parents=True)
    (evil / "of_root" / "file").write_text("root's")
    os.chown(evil, users.NOBODY, users.NOBODY)
    sweep()
    assert (evil / "of_root" / "file").read_text() == "root's"


def test_it_is_removed_with_all_that_is_in_it():
    """Is a directory gone after use, with what was in it?"""
    made = PrivateDirectory()
    (Path(made.room) / "a" / "b").mkdir(parents=True)
    (Path(made.room) / "a" / "file").write_text("x")
    made.remove()
    assert not Path(made.path).exists()
