"""The lab in the page: how long, how heavy, and does it judge as the command line does?

    python -m bench.lab                 cold, warm, bytes, memory, and a verdict of each problem set
    python -m bench.lab --compare [STEM ...]
                                        every work of tests/cases/students, in the page and by
                                        ``autograder check`` with the seed of practice

Both use the files that ``make lab`` made, in headless Chromium. ``--compare`` prints each
difference; docs/lab.md has its table.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from autograder.catalog import Catalog
from autograder.lab.pack import PRACTICE
from autograder.pipeline import judge
from autograder.running.isolation import Sandbox
from tests.book import lab_page
from tests.browsers import CHROMIUM, CHROMIUM_FLAGS

FIRST = "async () => { const { bench, cells } = document.querySelector('.lab').courseLab;" + (
    "await bench.run(cells, 0); return bench.runner.memory; }"
)
AGAIN = "async () => { const { bench, cells } = document.querySelector('.lab').courseLab;" + (
    "const t = performance.now(); await bench.run(cells, 0); return performance.now() - t; }"
)


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


def opened(context, address: str) -> tuple[Page, float, int]:
    """A lab, the seconds until its first cell has run, and the memory of its Python."""
    page = context.new_page()
    page.set_default_timeout(600_000)
    page.goto(address)
    began = time.perf_counter()
    lab_page.open_lab(page)
    memory = page.evaluate(FIRST)
    return page, time.perf_counter() - began, memory


def weigh(page: Page, address: str) -> list[tuple[str, int]]:
    """Files and bytes that opening a lab asks for."""
    got: list[tuple[str, int]] = []
    page.on("requestfinished", lambda r: got.append((r.url, r.sizes()["responseBodySize"])))
    page.goto(address)
    lab_page.open_lab(page)
    page.evaluate(FIRST)
    return [(url.rpartition("/")[2], size) for url, size in got]


def measure(address: str) -> None:
    """Print what opening takes, and a verdict of each problem set."""
    with browser() as chromium:
        context = chromium.new_context()
        files = weigh(context.new_page(), f"{address}regression.html")
        print(f"bytes     {sum(size for _, size in files):>12,}  in {len(files)} requests")
        for name, size in sorted(files, key=lambda item: -item[1])[:4]:
            print(f"  {name:24}{size:>12,}")
        context.close()
        context = chromium.new_context()
        page, cold, memory = opened(context, f"{address}regression.html")
        print(f"cold      {cold:8.2f} s    until the first cell has run")
        page.close()
        page, warm, memory = opened(context, f"{address}regression.html")
        print(f"warm      {warm:8.2f} s    the same, files in the browser's cache")
        again = statistics.median(page.evaluate(AGAIN) for _ in range(9))
        print(f"again     {again:8.1f} ms   the cell once more")
        print(f"memory    {memory / 2**20:8.0f} MiB  of WebAssembly memory for the runner")
        page.close()
        for stem in Catalog().stems():
            page, _, _ = opened(context, f"{address}{stem}.html")
            path = sorted((lab_page.STUDENTS / stem).glob("*.py"))[0]
            times = []
            for _ in range(4):
                began = time.perf_counter()
                lab_page.judged(page, path.read_text("utf-8"), path.name)
                times.append(time.perf_counter() - began)
            pack = (lab_page.MADE / f"pack-{stem}.bin").stat().st_size
            print(
                f"verdict   {statistics.median(times[1:]):8.2f} s    {stem}"
                f" ({times[0]:.1f} s the first time; pack {pack / 1e3:.0f} kB)"
            )
            page.close()


def compare(address: str, stems: list[str]) -> int:
    """Print where reports differ; returns in how many works they do."""
    catalog, differing = Catalog(), 0
    with browser() as chromium, contextlib.closing(Sandbox()) as sandbox:
        for stem in stems or catalog.stems():
            page, assignment, found = chromium.new_page(), catalog[stem], 0
            page.set_default_timeout(600_000)
            page.goto(f"{address}{stem}.html")
            lab_page.open_lab(page)
            paths = sorted((lab_page.STUDENTS / stem).glob("*.py"))
            for path in paths:
                text = path.read_text("utf-8")
                right = judge(text.encode(), path.name, assignment, sandbox, PRACTICE).report
                mine = lab_page.judged(page, text, path.name)
                different = list(lab_page.differences(mine, right.to_json()))
                found += bool(different)
                for question, field, here, there in different:
                    print(f"{stem}/{path.name} {question} {field}\n  page  {here}\n  check {there}")
            print(f"{stem}: {len(paths)} works, {found} with differences", flush=True)
            differing += found
            page.close()
    return differing


def main() -> int:
    """Measure, or compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compare", nargs="*", metavar="STEM")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = lab_page.write_pages(Path(folder) / "pages")
        with lab_page.serve(pages) as address:
            if options.compare is not None:
                return 1 if compare(address, options.compare) else 0
            measure(address)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
