"""Is exactly what is on the list allowed, and is there no layer where it cannot be built?"""

import ctypes
import errno
import os
import platform
import re
import signal
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("seccomp and Landlock are Linux's", allow_module_level=True)

import pyseccomp

from autograder.gradebook.course import REPOSITORY
from autograder.sandbox import lockdown
from autograder.sandbox.lockdown import ABSENT, ALLOWED, ONLY, PRETENDED, Seccomp, Unavailable

ARCHITECTURES = {"x86_64": 0, "aarch64": 1}
HERE = ARCHITECTURES[platform.machine()]
LISTED = {name: both for group in ALLOWED.values() for name, both in group.items()}
NUMBERS = lockdown.numbers(LISTED, HERE)
#: uretprobe and uprobe of x86-64: no filter ever sees them, since only the kernel's own probes call
#: them. From anywhere else they fail, or end the process.
UNSEEN = {335, 336}
LIBC = ctypes.CDLL(None, use_errno=True)


def confined(act):
    """What a function returns, as text, in a process behind the filter; or the signal it got."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            Seccomp().apply()
            os.write(writing, str(act()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as told:
        text = told.read().decode()
    _, status = os.waitpid(pid, 0)
    return signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else text


def error_of(number, *arguments):
    """The error of a system call, 0 if it was let through to succeed."""
    ctypes.set_errno(0)
    own = os.getpid()
    result = LIBC.syscall(ctypes.c_long(number), *(ctypes.c_long(a) for a in arguments))
    if os.getpid() != own:  # a process that should not be
        os._exit(1)
    return ctypes.get_errno() if result == -1 else 0


def test_every_call_off_the_list_is_refused():
    """Of all numbers that there are, do only those on the list reach the kernel?"""
    known = {*NUMBERS.values(), *lockdown.numbers(PRETENDED, HERE).values(), *UNSEEN}
    off = sorted(set(range(600)) - known)
    errors = eval(confined(lambda: {n: error_of(n, *[0] * 6) for n in off}))
    assert {n for n in off if errors[n] == errno.ENOSYS} == {*ABSENT} - {*NUMBERS.values()}
    assert {errors[n] for n in off} == {errno.EPERM, errno.ENOSYS}
    assert len(off) > 480


def test_what_goes_by_name():
    """Are the calls by which others were harmed, or told something, off the list?"""
    gone = [
        "truncate",
        "creat",
        "io_setup",
        "io_submit",
        "sync",
        "syncfs",
        "fsync",
        "fdatasync",
        "sync_file_range",
        "timer_create",
        "setitimer",
        "alarm",
        "socketpair",
        "setsockopt",
        "socket",
        "pipe",
        "pipe2",
        "memfd_create",
        "fallocate",
        "splice",
        "sendfile",
        "copy_file_range",
        "link",
        "linkat",
        "symlink",
        "symlinkat",
        "rename",
        "epoll_create1",
        "eventfd2",
        "signalfd4",
        "timerfd_create",
        "inotify_init1",
        "io_uring_setup",
        "landlock_create_ruleset",
        "seccomp",
        "ptrace",
        "clone",
        "fork",
        "vfork",
        "execve",
        "kill",
        "tgkill",
        "mlock",
        "sched_setaffinity",
        "setrlimit",
        "chmod",
        "fchmod",
        "utimensat",
        "getxattr",
        "keyctl",
        "shmget",
    ]
    assert not set(gone) & set(LISTED)
    for name in gone:  # and are these calls at all?
        assert pyseccomp.resolve_syscall(pyseccomp.Arch.X86_64, name) >= 0, name


def test_only_some_values_are_allowed():
    """Of calls that do many things, do only those that honest code needs get through?"""
    names = {"prctl", "fcntl", "ioctl", "madvise"}
    low = {name: set(values) for name, _, _, values in ONLY if name in names}

    def through(name, values, *before):
        number = NUMBERS[name]
        return {v for v in values if error_of(number, *before, v, 0, 0, 0) != errno.EPERM}

    seen = eval(
        confined(
            lambda: {
                "prctl": through("prctl", [*range(80), 0x59616D61]),
                "fcntl": through("fcntl", [*range(64), *range(1020, 1050)], 99),
                "ioctl": through("ioctl", [*range(0x5400, 0x5480), 0x8901, 0x802C542A], 99),
                "madvise": through("madvise", [*range(128)], 0, 0),
            }
        )
    )
    assert seen == low
    high = eval(confined(lambda: through("ioctl", [2**32 + 0x5412, 2**32 + 0x8901], 99)))
    assert not high


def test_files_are_emptied_only_when_opened_for_writing(tmp_path):
    """Is what Landlock did not look at before its interface 3 refused, and the rest allowed?"""
    path = str(tmp_path / "file")
    modes = {
        "read": os.O_RDONLY,
        "write": os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
        "both": os.O_RDWR | os.O_TRUNC,
        "append": os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC,
        "emptied by reading": os.O_RDONLY | os.O_TRUNC,
        "emptied by nothing": os.O_ACCMODE | os.O_TRUNC,
        "without a name": os.O_TMPFILE | os.O_RDWR,
    }
    (tmp_path / "file").write_text("kept")
    name = path.encode()

    def tried(flags):
        LIBC.openat(-100, name, flags, 0o600)
        return LIBC.openat(-100, name, flags, 0o600) >= 0

    seen = eval(confined(lambda: {mode: tried(flags) for mode, flags in modes.items()}))
    assert [mode for mode, done in seen.items() if done] == ["read", "write", "both", "append"]


def test_calls_that_fall_back_are_said_to_be_absent():
    """Do the C library's newest ways find that the kernel has them not, so that it takes older?"""
    told = confined(lambda: [error_of(n, 0, 0, 0) for n in (435, 437, 441, 462, 470, 511)])
    assert eval(told) == [errno.ENOSYS] * 6


@pytest.mark.skipif(HERE != 0, reason="of x86-64")
@pytest.mark.parametrize("code", [b"\xb8\x14\x00\x00\x00\xcd\x80\xc3", None])
def test_another_architecture_is_killed(code):
    """Does asking as a 32-bit or an x32 program would end the process?"""

    def ask():
        if code is None:
            return error_of(0x40000000 + 39)
        import mmap

        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(code)
        return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()

    assert confined(ask) == "SIGSYS"


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_numbers_are_those_of_libseccomp(architecture):
    """Is each number, on each architecture, the one that libseccomp knows by that name?"""
    code = getattr(pyseccomp.Arch, architecture.upper())
    for name, both in (LISTED | PRETENDED).items():
        number, known = both[ARCHITECTURES[architecture]], pyseccomp.resolve_syscall(code, name)
        assert number == known if known >= 0 else number is None, name


def refusal():
    with pytest.raises(Unavailable) as told:
        Seccomp().apply()
    return str(told.value)


@pytest.mark.parametrize("number", [39, 5000])
def test_an_unknown_name_is_no_filter(monkeypatch, number):
    """Is there no layer, instead of a weaker one, if libseccomp does not know a call?"""
    monkeypatch.setitem(ALLOWED, "more", {"no_such_call": (number, number)})
    assert "no_such_call" in refusal()


def test_an_old_libseccomp_is_no_filter(monkeypatch):
    """Is an old libseccomp, or one that cannot tell its level, said to be the reason?"""
    monkeypatch.setattr(pyseccomp, "get_api", lambda: 4)
    assert "older than 2.5" in refusal()

    def unknown():
        raise NotImplementedError

    monkeypatch.setattr(pyseccomp, "get_api", unknown)
    assert "too old" in refusal()


def test_no_filter_where_no_list_was_measured(monkeypatch):
    """On an architecture without a list, is there no layer?"""
    monkeypatch.setattr(pyseccomp, "system_arch", lambda: pyseccomp.Arch.RISCV64)
    assert "no list of system calls for this architecture" in refusal()


def test_the_page_shows_the_list():
    """Does the threat model list exactly what is allowed, by purpose?"""
    page = (REPOSITORY / "docs" / "threat-model.md").read_text()
    rows = re.findall(r"^\| ([a-z ]+) \| ((?:`\w+`,? ?)+) \|$", page, re.MULTILINE)
    shown = {purpose: set(re.findall(r"`(\w+)`", calls)) for purpose, calls in rows}
    assert shown == {purpose: set(calls) for purpose, calls in ALLOWED.items()}
