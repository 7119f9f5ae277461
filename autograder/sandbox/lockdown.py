"""The layers that confine student code, as far as this system has them.

Each function either applies its layer to the calling process and returns a phrase for the
report, or raises :class:`Unavailable`. Nothing here decides whether what is there is enough;
:mod:`autograder.running.isolation` does.

System calls are hand-written only where no maintained package offers them. Sources:
Landlock, https://docs.kernel.org/userspace-api/landlock.html; prctl(2), unshare(2), capset(2),
setrlimit(2) of the Linux man-pages. seccomp goes through libseccomp by way of ``pyseccomp``.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyseccomp

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class Unavailable(Exception):
    """This system does not offer a layer; the text says why."""


def _libc() -> ctypes.CDLL:
    if sys.platform != "linux":
        raise Unavailable("needs Linux")
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> int:
    if result < 0:
        raise Unavailable(f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


# --------------------------------------------------------------------------- prctl

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


def prctl(option: int, value: int) -> None:
    """Call prctl(2) with one argument."""
    _check(_libc().prctl(option, ctypes.c_ulong(value), 0, 0, 0), "prctl")


def hide_memory() -> str:
    """Keep other processes of the same user from reading this one's memory."""
    prctl(PR_SET_DUMPABLE, 0)
    return "not dumpable"


def die_with_parent() -> None:
    """Be killed when the process that forked this one ends."""
    with contextlib.suppress(Unavailable):
        prctl(PR_SET_PDEATHSIG, 9)


# ------------------------------------------------------------------------- Landlock

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
#: The file-system rights that each version of the interface knows: 13, then REFER (2),
#: TRUNCATE (3) and IOCTL_DEV (5).
_KNOWN_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_BIND_TCP, _CONNECT_TCP = 1 << 0, 1 << 1
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1 << 0, 1 << 1
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV


class _RulesetAttr(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def landlock(
    readable: Sequence[str],
    writable: Sequence[str],
    listable: Sequence[str],
    newest: int | None = None,
) -> str:
    """Allow reading below ``readable``, writing below ``writable``, and nothing else.

    Of what is below ``listable`` the names of files can be seen, not their contents.

    Also forbids truncating by path (from interface 3 on), TCP (4), commands to devices (5),
    abstract sockets and signals to processes outside (6). What an older kernel's interface lacks
    of these, the list of :class:`Seccomp` refuses. Cannot be undone, and is inherited by every
    fork.

    Args:
        newest: use no newer interface than this one, as an older kernel would.
    """
    libc = _libc()
    abi = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if abi < 1:
        raise Unavailable("this kernel has no Landlock, or it is switched off")
    abi = min(abi, newest or abi)
    rights = _KNOWN_RIGHTS[max(v for v in _KNOWN_RIGHTS if v <= abi)]
    net = _BIND_TCP | _CONNECT_TCP if abi >= 4 else 0
    scoped = _SCOPE_ABSTRACT_SOCKETS | _SCOPE_SIGNALS if abi >= 6 else 0
    attr = _RulesetAttr(rights, net, scoped)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = _check(libc.syscall(_CREATE_RULESET, ctypes.byref(attr), size, 0), "Landlock")
    for paths, allowed in ((readable, _READ), (writable, rights), (listable, _READ_DIR)):
        for path in paths:
            _allow(libc, ruleset, path, allowed & rights)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    _check(libc.syscall(_RESTRICT_SELF, ruleset, 0), "Landlock")
    os.close(ruleset)
    return f"Landlock, interface {abi}"


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # nothing to allow
    try:
        if not os.path.isdir(path):
            rights &= _FILE_RIGHTS
        rule = _PathBeneath(rights, descriptor)
        _check(libc.syscall(_ADD_RULE, ruleset, 1, ctypes.byref(rule), 0), f"Landlock, {path}")
    finally:
        os.close(descriptor)


# -------------------------------------------------------------------------- seccomp

#: What student code may ask of the kernel, by purpose: name → number on (x86-64, arm64), ``None``
#: where an architecture lacks it. Measured by ``bench/syscalls.py``: what the references, the
#: sample class and a notebook full of NumPy, matplotlib and IPython ask for, and what other
#: versions of the C library ask for in their place. Everything else is refused.
#: ``docs/threat-model.md`` shows the same list.
ALLOWED: dict[str, dict[str, tuple[int | None, int | None]]] = {
    "memory": {
        "brk": (12, 214), "madvise": (28, 233), "mmap": (9, 222), "mprotect": (10, 226),
        "mremap": (25, 216), "munmap": (11, 215),
    },
    "reading and writing": {
        "close": (3, 57), "close_range": (436, 436), "dup": (32, 23), "dup2": (33, None),
        "dup3": (292, 24), "fcntl": (72, 25), "ftruncate": (77, 46), "ioctl": (16, 29),
        "lseek": (8, 62), "open": (2, None), "openat": (257, 56), "pread64": (17, 67),
        "pwrite64": (18, 68), "read": (0, 63), "readv": (19, 65), "write": (1, 64),
        "writev": (20, 66),
    },
    "looking around": {
        "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
        "fstat": (5, 80), "getcwd": (79, 17), "getdents64": (217, 61), "lstat": (6, None),
        "newfstatat": (262, 79), "readlink": (89, None), "readlinkat": (267, 78),
        "stat": (4, None), "statx": (332, 291),
    },
    "folders": {
        "chdir": (80, 49), "mkdir": (83, None), "mkdirat": (258, 34), "umask": (95, 166),
    },
    "time": {
        "clock_getres": (229, 114), "clock_gettime": (228, 113), "clock_nanosleep": (230, 115),
        "getrusage": (98, 165), "gettimeofday": (96, 169), "nanosleep": (35, 101),
        "poll": (7, None), "ppoll": (271, 73), "pselect6": (270, 72), "select": (23, None),
        "time": (201, None), "times": (100, 153),
    },
    "itself": {
        "exit": (60, 93), "exit_group": (231, 94), "futex": (202, 98), "getcpu": (309, 168),
        "getegid": (108, 177), "geteuid": (107, 175), "getgid": (104, 176), "getpid": (39, 172),
        "getppid": (110, 173), "getrandom": (318, 278), "getrlimit": (97, 163),
        "gettid": (186, 178), "getuid": (102, 174), "prctl": (157, 167),
        "prlimit64": (302, 261), "restart_syscall": (219, 128), "rt_sigaction": (13, 134),
        "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sched_getaffinity": (204, 123),
        "sched_yield": (24, 124), "sigaltstack": (131, 132), "sysinfo": (99, 179),
        "uname": (63, 160),
    },
}  # fmt: skip
#: Said to be done, and not done: a file that is deleted or replaced while it is open or mapped
#: takes space where the parent cannot see it. The directory is emptied afterwards anyway.
PRETENDED: dict[str, tuple[int | None, int | None]] = {
    "rmdir": (84, None), "unlink": (87, None), "unlinkat": (263, 35),
}  # fmt: skip
#: Answered as if the kernel did not have them, so that callers fall back to an older call:
#: ``clone3`` and ``openat2``, whose arguments a filter cannot see, and all that are newer than
#: Linux 5.8, the same on both architectures. What is older is refused with EPERM.
ABSENT = (435, 437, *range(440, 512))

_INT = 2**32 - 1
_WRITING, _TRUNCATING, _UNNAMED, _HUGE = 0o3, 0o1000, 0o20000000, 0x40000
#: Allowed for some values of one argument only: call, which argument, the bits of it that count,
#: values. The kernel looks at 32 bits of these, so the others must not matter.
ONLY = (
    # Is my memory private? PR_GET_DUMPABLE.
    ("prctl", 0, _INT, (3,)),
    # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC. Not F_SETFL, which changes what other
    # processes see of a shared descriptor; no locks, leases, owners, seals and sizes of pipes.
    ("fcntl", 1, _INT, (0, 1, 2, 3, 1030)),
    # Is this a terminal? TCGETS, TCGETS2, TIOCGWINSZ. To be closed on exec: FIONCLEX, FIOCLEX.
    ("ioctl", 1, _INT, (0x5401, 0x802C542A, 0x5413, 0x5450, 0x5451)),
    # Not without a name (O_TMPFILE), which takes space where the parent cannot see it; emptied
    # (O_TRUNC) only when opened for writing: before its interface 3 Landlock looks at no more.
    *((call, n, _UNNAMED | _TRUNCATING, (0,)) for call, n in (("open", 1), ("openat", 2))),
    *((call, n, _UNNAMED | _TRUNCATING | _WRITING, (_TRUNCATING | 1, _TRUNCATING | 2))
      for call, n in (("open", 1), ("openat", 2))),
    # Not from the machine's store of huge pages: MAP_HUGETLB.
    ("mmap", 3, _HUGE, (0,)),
    # How memory will be used, that it is not needed, large pages. Not MADV_MERGEABLE: whether
    # another process has the same page could be told by the time that a write takes.
    ("madvise", 2, _INT, (0, 1, 2, 3, 4, 8, 14, 15)),
)  # fmt: skip
#: The level of libseccomp's interface that version 2.5 brought.
_LEVEL = 5


def numbers(calls: dict[str, tuple[int | None, int | None]], architecture: int) -> dict[str, int]:
    """The calls that an architecture has: name → number; 0 is x86-64, 1 is arm64."""
    found = ((name, both[architecture]) for name, both in calls.items())
    return {name: number for name, number in found if number is not None}


class Seccomp:
    """A filter that lets through what is on a list; a foreign architecture kills.

    It is built once, and :meth:`apply` loads it into the calling process, or says why it could
    not be built: no libseccomp or an old one, an architecture without a list, or a call that
    libseccomp does not know, or by another number.
    """

    def __init__(self) -> None:
        self._program, self._problem = b"", ""
        try:
            self._program = _program()
        except Unavailable as problem:
            self._problem = str(problem)

    def apply(self) -> str:
        """Confine the calling process; cannot be undone."""
        if self._problem:
            raise Unavailable(self._problem)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        # libseccomp's own way translates the rules each time, which takes eight times as long.
        code = ctypes.create_string_buffer(self._program, len(self._program))
        program = _Program(len(self._program) // 8, ctypes.addressof(code))
        loaded = _libc().prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)
        _check(loaded, "seccomp")
        return "seccomp, a list of what is allowed"


_PR_SET_SECCOMP, _MODE_FILTER = 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def _program() -> bytes:
    """The filter for this architecture, as the kernel reads it."""
    if sys.platform != "linux":
        raise Unavailable("needs Linux")
    try:
        import pyseccomp

        level = pyseccomp.get_api()
    except (ImportError, RuntimeError, OSError, NotImplementedError) as error:
        raise Unavailable(f"libseccomp: {str(error) or 'too old'}") from None
    if level < _LEVEL:
        raise Unavailable("libseccomp is older than 2.5")
    columns = {pyseccomp.Arch.X86_64: 0, pyseccomp.Arch.AARCH64: 1}
    architecture = columns.get(pyseccomp.system_arch())
    if architecture is None:
        raise Unavailable(f"no list of system calls for this architecture ({os.uname().machine})")
    try:
        rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
        rules.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
        rules.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, 2)
        _fill(rules, architecture)
        with open(os.memfd_create("filter"), "w+b") as file:
            rules.export_bpf(file)
            file.seek(0)
            return file.read()
    except OSError as error:
        raise Unavailable(f"libseccomp: {error}") from None


def _fill(rules: pyseccomp.SyscallFilter, architecture: int) -> None:
    """Write the lists of this module into a filter."""
    from pyseccomp import ALLOW, EQ, ERRNO, MASKED_EQ, Arch, Arg, resolve_syscall

    allowed = {n: k for group in ALLOWED.values() for n, k in numbers(group, architecture).items()}
    pretended = numbers(PRETENDED, architecture)
    for name, number in (allowed | pretended).items():
        if resolve_syscall(Arch.NATIVE, name) != number:
            raise Unavailable(f"libseccomp does not know the system call {name}")
    for number in pretended.values():
        rules.add_rule(ERRNO(0), number)
    for number in set(ABSENT):
        rules.add_rule(ERRNO(errno.ENOSYS), number)
    for name, argument, mask, values in ONLY:
        for value in values if name in allowed else ():
            rules.add_rule(ALLOW, allowed[name], Arg(argument, MASKED_EQ, mask, value))
    # Reading one's own limits is harmless; setting them, or another process's, is not.
    rules.add_rule(ALLOW, allowed["prlimit64"], Arg(0, EQ, 0), Arg(2, EQ, 0))
    for name in allowed.keys() - {"prlimit64", *(entry[0] for entry in ONLY)}:
        rules.add_rule(ALLOW, allowed[name])


# -------------------------------------------------------------------------- rlimits


def limit(memory: int, seconds: int, file_size: int, files: int = 64) -> str:
    """Bound address space, CPU time, the size of a file and the number of open files."""
    if resource is None:
        raise Unavailable("needs a POSIX system")
    bounds = {
        "RLIMIT_AS": memory,
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": file_size,
        "RLIMIT_NOFILE": files,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    for name, bound in bounds.items():
        kind = getattr(resource, name, None)
        if kind is None or (sys.platform == "darwin" and name == "RLIMIT_AS"):  # it refuses
            continue
        most = resource.getrlimit(kind)[1]  # a container may have set less
        bound = bound if most == resource.RLIM_INFINITY else min(bound, most)
        resource.setrlimit(kind, (bound, bound))
    return "resource limits"


def address_space() -> int:
    """The bytes of address space in use; a generous guess where that cannot be read."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 2**31


# ---------------------------------------------------------------------- namespaces

_CLONE_NEWUTS, _CLONE_NEWIPC, _CLONE_NEWUSER, _CLONE_NEWNET = 1 << 26, 1 << 27, 1 << 28, 1 << 30


def namespaces() -> str:
    """Leave the host's network, IPC and host name behind, where the system allows it."""
    kinds = _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS
    if os.geteuid() != 0:
        kinds |= _CLONE_NEWUSER
    _check(_libc().unshare(kinds), "namespaces")
    return "namespaces (network, IPC)"
