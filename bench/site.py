"""This book's pages against the same sources built with Jupyter Book's defaults, in one run.

    .venv/bin/python bench/site.py [--no-lighthouse] [--mobile-only]
    .venv/bin/python bench/site.py --against FOLDER [--runs N] [PAGE ...]

Builds the chapters of ``_toc.yml`` once more with the default configuration (plus the extensions
without which the sources do not parse), serves both sites with gzip from this machine, and prints
for each chapter: bytes and requests of a first visit, requests to other servers, and Lighthouse's
scores. Lighthouse runs if ``npm ci`` was run in ``bench/``. Where other servers cannot be reached
the default site is not charged for what it would load from them.

``--against`` compares with another built site instead, as one without the lab: weight, and
Lighthouse's performance on its phone, one site after the other, several times for each page.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import yaml

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "build" / "book" / "_build" / "html"
WORK = ROOT / "build" / "bench-site"
LIGHTHOUSE = ROOT / "bench" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    *["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    *["--disable-background-networking", "--disable-component-update", "--disable-sync"],
]
DEFAULTS = {
    "title": "The same sources, Jupyter Book's defaults",
    "only_build_toc_files": True,
    "execute": {"execute_notebooks": "cache", "timeout": 120},
    "parse": {"myst_enable_extensions": ["amsmath", "colon_fence", "deflist", "dollarmath"]},
    "bibtex_bibfiles": ["book/references.bib"],
    "sphinx": {
        "extra_extensions": ["sphinx_proof", "sphinx_exercise", "notebooks", "quiz", "widget"],
        "local_extensions": {"quiz": "book/_ext"},
        "config": {"bibtex_reference_style": "author_year"},
    },
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class GzipHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files as an ordinary server does: kept connections, text packed, a day of caching."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Send one file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        kind = self.guess_type(str(path))
        data = path.read_bytes()
        packed = kind.startswith("text/") or kind.endswith(("javascript", "json", "svg+xml"))
        data = gzip.compress(data, 6) if packed else data
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if packed else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=86400")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the browser has left
            self.wfile.write(data)

    def log_message(self, *arguments):
        """Say nothing."""


@contextlib.contextmanager
def serve(folder: Path):
    """The address of a folder on this machine."""
    handler = functools.partial(GzipHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def chapters() -> list[str]:
    """The pages of the book, without suffix, in order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    return [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]


def build_default_site() -> Path:
    """Build the same sources with the defaults; give the folder of the pages."""
    source = WORK / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(ROOT / "book", source / "book")
    (source / "book" / "matplotlibrc").unlink()
    shutil.copytree(ROOT / "assignments", source / "assignments", dirs_exist_ok=True)
    for name in ("index.md", "_toc.yml"):
        shutil.copy(ROOT / name, source)
    (source / "_config.yml").write_text(yaml.safe_dump(DEFAULTS), "utf-8")
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", str(source)]
    with (WORK / "build.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, stdout=log, stderr=log, check=False)
    built = source / "_build" / "html"
    if not (built / "index.html").is_file():
        sys.exit(f"bench: the default site was not built, see {WORK / 'build.log'}")
    return built


def weigh(browser, address: str, page: str) -> dict:
    """Bytes, requests and requests to other servers of a first visit."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    urls, sizes = [], []
    tab.on("request", lambda request: urls.append(request.url))

    def add(request):
        size = request.sizes()
        sizes.append(size["responseBodySize"] + size["responseHeadersSize"])

    tab.on("requestfinished", add)
    tab.goto(f"{address}{page}.html")
    tab.wait_for_load_state("networkidle")
    context.close()
    asked = [url for url in urls if urlsplit(url).scheme.startswith("http")]
    away = sum(not url.startswith(address) for url in asked)
    return {"bytes": sum(sizes), "requests": len(asked), "off-origin": away}


def run_lighthouse(address: str, page: str, preset: str) -> dict:
    """Lighthouse's four scores, out of 100."""
    node = shutil.which(
        "node", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    report = WORK / "lighthouse.json"
    command = [node, str(LIGHTHOUSE), f"{address}{page}.html", "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--chrome-flags=--headless {' '.join(FLAGS)}"]
    command += ["--preset=desktop"] if preset == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=180)
    found = json.loads(report.read_text("utf-8"))["categories"]
    return {f"{preset} {name}": round(100 * found[name]["score"]) for name in CATEGORIES}


def measure(folder: Path, pages: list[str], presets: list[str]) -> dict[str, dict]:
    """All numbers of all pages of one site."""
    from playwright.sync_api import sync_playwright

    with serve(folder) as address:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            found = {page: weigh(browser, address, page) for page in pages}
            browser.close()
        for page in pages:
            for preset in presets:
                found[page].update(run_lighthouse(address, page, preset))
    return found


def compare(other: Path, pages: list[str], runs: int) -> None:
    """Print what pages weigh and how fast they are, beside those of another site, in pairs."""
    from playwright.sync_api import sync_playwright

    print(f"{'':16}{'KB':>16}{'requests':>12}{'performance':>16}   of each run")
    differences = []
    with serve(OURS) as here, serve(other) as there:
        for page in pages:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                mine, theirs = (weigh(browser, address, page) for address in (here, there))
                browser.close()
            scores: dict[str, list[int]] = {here: [], there: []}
            for number in range(runs):
                for address in (here, there)[:: -1 if number % 2 else 1]:
                    found = run_lighthouse(address, page, "mobile")
                    scores[address].append(found["mobile performance"])
            medians = [round(statistics.median(scores[address])) for address in (here, there)]
            differences.append(medians[0] - medians[1])
            cells = [
                f"{mine['bytes'] / 1024:.0f} / {theirs['bytes'] / 1024:.0f}",
                f"{mine['requests']} / {theirs['requests']}",
                f"{medians[0]} / {medians[1]}",
            ]
            print(f"{page.rsplit('/')[-1]:16}{cells[0]:>16}{cells[1]:>12}{cells[2]:>16}", end="   ")
            print(*zip(scores[here], scores[there], strict=True), flush=True)
    print(f"performance, mean difference of the medians: {statistics.mean(differences):+.1f}")


def show(pages: list[str], ours: dict, default: dict) -> None:
    """Print a table: this book, the defaults, and how many times more the defaults load."""
    for page in pages:
        print(f"\n{page}\n  {'':28}{'this book':>12}{'defaults':>12}{'ratio':>8}")
        for name, value in ours[page].items():
            other = default[page][name]
            ratio = f"{other / value:.2f}" if value else "-"
            print(f"  {name:28}{value:>12,}{other:>12,}{ratio:>8}")


def main() -> None:
    """Build, measure, print, and keep the numbers in ``build/bench-site/site.json``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-lighthouse", action="store_true")
    parser.add_argument("--mobile-only", action="store_true")
    parser.add_argument("--against", type=Path, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    options = parser.parse_args()
    if not (OURS / "index.html").is_file():
        sys.exit("bench: the book is not built: run `make book` first")
    if options.against:
        if not LIGHTHOUSE.is_file():
            sys.exit("bench: Lighthouse is not there: run `npm ci` in bench/ first")
        WORK.mkdir(parents=True, exist_ok=True)
        compare(options.against, options.pages or chapters(), options.runs)
        return
    presets = ["mobile"] if options.mobile_only else ["mobile", "desktop"]
    if options.no_lighthouse or not LIGHTHOUSE.is_file():
        presets = []
        print("bench: without Lighthouse (run `npm ci` in bench/ to have it)")
    WORK.mkdir(parents=True, exist_ok=True)
    pages = chapters()
    default = measure(build_default_site(), pages, presets)
    ours = measure(OURS, pages, presets)
    show(pages, ours, default)
    report = json.dumps({"ours": ours, "defaults": default}, indent=2)
    (WORK / "site.json").write_text(report + "\n", "utf-8")


if __name__ == "__main__":
    main()
