"""What do honest submissions ask of the kernel, and what of that is refused?

Judges every reference, the sample class and a notebook full of NumPy, matplotlib and IPython
under ``strace``, and prints each system call that was made behind the filter: how often, and with
which errors. Those off the list of :data:`autograder.sandbox.lockdown.ALLOWED` are marked.
Usage, on Linux with strace: ``python -m bench.syscalls``.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from autograder.catalog import Catalog
from autograder.gradebook.course import REPOSITORY
from autograder.pipeline import judge
from autograder.running.isolation import Sandbox
from autograder.sandbox.lockdown import ALLOWED, PRETENDED

NOTEBOOK = r"""# %%
import os, tempfile, time, datetime, random, secrets, threading, queue, resource, shutil
import numpy as np, matplotlib.pyplot as plt
# %%
%timeit -n1 -r1 sum(range(10))
# %%
%matplotlib inline
figure, axes = plt.subplots(2, 2)
axes[0, 0].plot([1, 2], label=r"$\alpha$"); axes[0, 0].legend()
figure.colorbar(axes[0, 1].imshow(np.eye(3))); plt.show()
plt.figure().add_subplot(projection="3d").plot([1, 2], [1, 2], [1, 2]); plt.show()
plt.plot([1, 2]); [plt.savefig(f"a.{kind}") for kind in ("png", "svg", "pdf")]; plt.close("all")
# %%
np.save("a.npy", np.eye(3)); np.load("a.npy", mmap_mode="r"); np.savez("a.npz", a=np.eye(2))
np.savetxt("a.txt", np.eye(2)); np.loadtxt("a.txt"); np.memmap("m", float, "w+", shape=9)[:] = 1
# %%
with tempfile.TemporaryFile() as file: file.write(b"x"); file.truncate(0)
with tempfile.TemporaryDirectory() as folder: open(os.path.join(folder, "x"), "w").write("1")
os.makedirs("a/b", exist_ok=True); list(os.walk(".")); shutil.copyfile("a.txt", "b.txt")
# %%
print(datetime.datetime.now()); time.sleep(0.01); time.process_time(); os.times(); os.cpu_count()
os.urandom(3), secrets.token_hex(), os.getpid(), os.uname(); threading.Lock(); queue.Queue()
resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_AS)
# %%
np.mean?
# %%
a = np.random.default_rng().normal(size=(400, 400)); a @ a; np.linalg.svd(a); np.fft.fft(a)
b = [bytearray(10**6) for _ in range(200)]; del b; c = np.zeros(10**7) + 1; del c
# %%
1 / 0
"""


def submissions() -> Iterable[tuple[str, bytes]]:
    """Assignments, and what is handed in for them."""
    yield "regression", NOTEBOOK.encode()
    for stem in Catalog().stems():
        yield stem, (REPOSITORY / "solutions" / f"{stem}.py").read_bytes()
        for path in (REPOSITORY / "examples" / "students").glob(f"*/{stem}.py"):
            yield stem, path.read_bytes()


def traced(lines: Iterable[str]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Calls that processes made after they loaded their filter, and the errors they got."""
    behind: set[str] = set()
    calls: Counter[str] = Counter()
    errors: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        match = re.match(r"(\d+) +(\w+)\(", line)
        if match is None:
            continue
        pid, name = match.groups()
        if name == "prctl" and "PR_SET_SECCOMP" in line:
            behind.add(pid)
        elif pid in behind:
            calls[name] += 1
            errors[name].update(re.findall(r"= -1 (\w+)", line))
    return calls, errors


def main() -> None:
    """Judge under strace, and print a table."""
    if sys.argv[1:] == ["--inside"]:
        with contextlib.closing(Sandbox()) as sandbox:
            for stem, source in submissions():
                judge(source, "work.py", Catalog()[stem], sandbox, seed=1)
        return
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        inside = [sys.executable, "-m", "bench.syscalls", "--inside"]
        subprocess.run(["strace", "-f", "-qq", "-o", trace, *inside], cwd=REPOSITORY, check=True)
        calls, errors = traced(trace.read_text(errors="replace").splitlines())
    listed = {name for group in (*ALLOWED.values(), PRETENDED) for name in group}
    for name, count in calls.most_common():
        told = ", ".join(f"{error} {n}" for error, n in errors[name].items())
        print(f"{'' if name in listed else 'refused':8} {name:20} {count:7} {told}")
    print("allowed, and not asked for:", ", ".join(sorted(listed - set(calls))))


if __name__ == "__main__":
    main()
