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
import os
import sys
from collections.abc import Sequence

try:
    import resource
except ImportError:  # Windows
    resource = None


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

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS = 1, 4, 8, 38


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


def landlock(readable: Sequence[str], writable: Sequence[str], listable: Sequence[str]) -> str:
    """Allow reading below ``readable``, writing below ``writable``, and nothing else.

    Of what is below ``listable`` the names of files can be seen, not their contents.

    Also forbids TCP (interface 4) and, from interface 6 on, abstract sockets and signals to
    processes outside. Cannot be undone, and is inherited by every fork.
    """
    libc = _libc()
    abi = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if abi < 1:
        raise Unavailable("this kernel has no Landlock, or it is switched off")
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

#: Refused with EPERM: new processes and threads, other processes, networks, mounts and
#: namespaces, the kernel's own machinery, clocks, objects that outlive a process, memory that no
#: limit counts, and whatever looks at or changes files by path without Landlock's knowledge.
DENIED = (
    "fork", "vfork", "clone", "execve", "execveat",
    "kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open",
    "pidfd_getfd", "pidfd_send_signal",
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease",
    "kcmp",
    "setsid", "setpgid", "setpriority", "ioprio_set", "sched_setscheduler", "sched_setattr",
    "sched_setparam", "sched_setaffinity", "move_pages", "migrate_pages",
    "setrlimit",
    "socket", "socketcall", "connect", "accept", "accept4", "bind", "listen", "sendto", "sendmsg",
    "sendmmsg", "recvmsg", "recvmmsg",
    "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "open_tree", "move_mount",
    "fsopen", "fsconfig", "fsmount",
    "fspick", "mount_setattr",
    "bpf", "io_uring_setup", "io_uring_enter", "io_uring_register", "perf_event_open",
    "userfaultfd",
    "keyctl", "add_key", "request_key", "memfd_secret", "memfd_create", "seccomp",
    "inotify_init", "inotify_init1", "inotify_add_watch",
    "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot",
    "swapon", "swapoff",
    "syslog", "acct", "quotactl", "quotactl_fd", "nfsservctl", "iopl", "ioperm", "modify_ldt",
    "personality", "vhangup",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname",
    "shmget", "shmat", "shmctl", "msgget", "msgsnd", "msgrcv", "msgctl", "semget", "semop",
    "semctl", "semtimedop",
    "mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify",
    "name_to_handle_at", "open_by_handle_at", "fanotify_init", "fanotify_mark", "lookup_dcookie",
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat",
    "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr",
    "setxattrat", "removexattrat",
    "utime", "utimes", "futimesat", "utimensat", "mknod", "mknodat", "flock",
    "rename", "renameat", "renameat2",
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid",
    "setgroups", "capset",
)  # fmt: skip
#: Answered as if the kernel did not have them, so that callers fall back to an older call: two
#: whose arguments a filter cannot see, and all that are newer than this list.
ABSENT = ("clone3", "openat2", *range(463, 512))
#: Said to be done, and not done: a file that is deleted or replaced while it is open or mapped
#: takes space where the parent cannot see it. The directory is emptied afterwards anyway.
PRETENDED = ("unlink", "unlinkat", "rmdir")
_INT = 2**32 - 1
#: Refused for some values of one argument: call, which argument, mask, values. The mask cuts the
#: argument down to what the kernel looks at; without it a filter compares all 64 bits.
REFUSED_VALUES = (
    # Who outlives whom, and whose memory can be read: PR_SET_PDEATHSIG, PR_SET_DUMPABLE.
    ("prctl", 0, _INT, (1, 4)),
    # Signals that the kernel sends on one's behalf, and leases that make others wait:
    # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY.
    ("fcntl", 1, _INT, (8, 10, 15, 1024, 1026)),
    # The same by FIOSETOWN, SIOCSPGRP, FIOASYNC; typing for others, TIOCSTI; attributes of files
    # that may only be read, FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR, FS_IOC_SETVERSION.
    ("ioctl", 1, _INT, (0x8901, 0x8902, 0x5452, 0x5412, 0x40086602, 0x401C5820, 0x40087602)),
    # Files without a name, which the parent cannot see either: O_TMPFILE.
    ("open", 1, 0o20000000, (0o20000000,)),
    ("openat", 2, 0o20000000, (0o20000000,)),
)
_EPERM, _ENOSYS, _EOPNOTSUPP = 1, 38, 95


class Seccomp:
    """A filter that refuses dangerous system calls; one of a foreign architecture kills.

    It is built once, and :meth:`apply` loads it into the calling process.

    Raises:
        Unavailable: if libseccomp is not there.
    """

    def __init__(self) -> None:
        if sys.platform != "linux":
            raise Unavailable("needs Linux")
        try:
            import pyseccomp
        except (ImportError, RuntimeError, OSError) as error:
            raise Unavailable(f"libseccomp: {error}") from None
        self._rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        for names, code in ((DENIED, _EPERM), (ABSENT, _ENOSYS), (PRETENDED, 0)):
            for name in names:
                self._refuse(name, pyseccomp.ERRNO(code))
        # Reading one's own limits is harmless; setting them, or another process's, is not.
        for argument in (0, 2):
            other = pyseccomp.Arg(argument, pyseccomp.NE, 0)
            self._refuse("prlimit64", pyseccomp.ERRNO(_EPERM), other)
        for name, argument, mask, values in REFUSED_VALUES:
            code = _EOPNOTSUPP if name.startswith("open") else _EPERM
            for value in values:
                equal = pyseccomp.Arg(argument, pyseccomp.MASKED_EQ, mask, value)
                self._refuse(name, pyseccomp.ERRNO(code), equal)

    def _refuse(self, name: str | int, action: int, *conditions: object) -> None:
        # A name that this architecture or this libseccomp does not know is no danger here.
        with contextlib.suppress(Exception):
            self._rules.add_rule(action, name, *conditions)

    def apply(self) -> str:
        """Confine the calling process; cannot be undone."""
        try:
            prctl(PR_SET_NO_NEW_PRIVS, 1)
            self._rules.load()
        except OSError as error:
            raise Unavailable(f"seccomp: {error}") from None
        return "seccomp"


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
    }
    for name, bound in bounds.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS
                resource.setrlimit(kind, (bound, bound))
    return "resource limits"


def address_space() -> int:
    """The bytes of address space in use; a generous guess where that cannot be read."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 2**31


# ------------------------------------------------------------- user and namespaces

NOBODY = 65534
_CAP_DAC_READ_SEARCH = 2
_CAPABILITY_VERSION_3 = 0x20080522


def drop_user(keep_reading: bool) -> str:
    """As root, become ``nobody`` without capabilities.

    Args:
        keep_reading: keep the one capability that lets it read past directory permissions, where
            Python itself lives in a directory closed to others. Landlock still bounds it.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise Unavailable("not root, so there is no user to drop")
    libc = _libc()
    prctl(PR_SET_KEEPCAPS, int(keep_reading))
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    if keep_reading:
        header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
        bit = 1 << _CAP_DAC_READ_SEARCH
        sets = (ctypes.c_uint32 * 6)(bit, bit, 0, 0, 0, 0)
        _check(libc.capset(header, sets), "capset")
    return "user nobody"


_CLONE_NEWUTS, _CLONE_NEWIPC, _CLONE_NEWUSER, _CLONE_NEWNET = 1 << 26, 1 << 27, 1 << 28, 1 << 30


def namespaces() -> str:
    """Leave the host's network, IPC and host name behind, where the system allows it."""
    kinds = _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS
    if os.geteuid() != 0:
        kinds |= _CLONE_NEWUSER
    _check(_libc().unshare(kinds), "namespaces")
    return "namespaces (network, IPC)"
