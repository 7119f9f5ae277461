"""A newcomer's first minute: ``python -m bench.first_minute``.

Clones this repository into a folder of its own and runs there what a newcomer would: first
``make sample`` from nothing, then ``make book``, and ``make book`` again after one sentence of one
chapter was edited. ``make demo`` is the first two, one after the other. What is committed is
measured.

Not cold are the caches of pip, uv and npm, and the files that the system holds in memory: what a
network takes is not measured. Beside the time on the clock stands the time of the processors, which
says something on a busy machine, too; on two cores the first cannot be less than half the second.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CHAPTER = "book/regression.md"
TABLE = "student "  # how the first line of a grade table begins
# What the project aims at, in seconds on two cores with nothing else to do.
AIMS = {
    "first table, from nothing": 60.0,
    "`make sample`, from nothing": None,
    "`make book` after it": None,
    "`make demo`, the whole": 120.0,
    "`make book`, one page edited": 5.0,
}


class Span(NamedTuple):
    """Seconds on the clock and of all processors; of the latter nothing where only a part ended."""

    clock: float
    processors: float | None = None


def processors() -> float:
    """Seconds of processor time of all ended children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(folder: Path, *command: str, seen: Callable[[str], None] = lambda line: None) -> Span:
    """Run a command to its end, show each line to ``seen``; exit with its output if it fails."""
    environment = {k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "MAKEFLAGS"}}
    environment["PYTHONUNBUFFERED"] = "1"
    start, before, lines = time.perf_counter(), processors(), []
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    for line in process.stdout:
        lines.append(line)
        seen(line)
    if process.wait():
        sys.exit(f"bench: `{' '.join(command)}` failed:\n{''.join(lines[-20:])}")
    return Span(time.perf_counter() - start, processors() - before)


def sample(folder: Path) -> tuple[Span, Span]:
    """The time to the first grade table, and that of the whole ``make sample``."""
    start, tables = time.perf_counter(), []

    def note(line: str) -> None:
        if line.startswith(TABLE):
            tables.append(Span(time.perf_counter() - start))

    whole = run(folder, "make", "sample", seen=note)
    if not tables:
        sys.exit(f"bench: `make sample` printed no line that begins with “{TABLE}”")
    return tables[0], whole


def edit(page: Path) -> None:
    """Add a sentence to the first paragraph that follows the first heading of a section."""
    head, mark, rest = page.read_text("utf-8").partition("\n## ")
    title, gap, text = rest.partition("\n\n")
    page.write_text(f"{head}{mark}{title}{gap}This sentence is new.\n{text}", "utf-8")


def measure(folder: Path) -> dict[str, Span]:
    """All figures, by the names of ``AIMS``."""
    run(folder.parent, "git", "clone", "--quiet", str(ROOT), str(folder))
    table, sampled = sample(folder)
    book = run(folder, "make", "book")
    edit(folder / CHAPTER)
    edited = run(folder, "make", "book")
    whole = Span(*(a + b for a, b in zip(sampled, book, strict=True)))
    return dict(zip(AIMS, (table, sampled, book, whole, edited), strict=True))


def show(figures: dict[str, Span]) -> str:
    """The table of ``docs/benchmarks.md``."""
    lines = ["| what | clock | processors | aim |", "|---|---:|---:|---:|"]
    for name, span in figures.items():
        used = "" if span.processors is None else f"{span.processors:.0f} s"
        aim = "" if AIMS[name] is None else f"{AIMS[name]:.0f} s"
        lines.append(f"| {name} | {span.clock:.0f} s | {used} | {aim} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print, with what else the machine had to do."""
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="first-minute-") as folder:
        figures = measure(Path(folder) / "course")
    load = f"{before:.1f} before and {os.getloadavg()[0]:.1f} after"
    print(f"{os.cpu_count()} cores; processes that wanted one: {load} (about 0 and 2 if alone)\n")
    print(show(figures))


if __name__ == "__main__":
    main()
