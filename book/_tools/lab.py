"""Make the lab in the page: ``python -m book._tools.lab [--refresh] [--wheels PATH]``.

Python for the browser comes from npm (Pyodide), the editor too. NumPy's wheel for it, and those of
what draws figures, come out of a package of PyPI that carries them; each must have the hash that
Pyodide's own lock file names, so trust rests on that and not on who carries them. ``--wheels``
names another source: a folder, or a zip, that has the same files somewhere in it.

``--refresh`` fetches nothing: it brings sources, words and packs up to date if a lab is there.
All is written to ``build/lab/site``. Each file is there twice: as ``.bin`` for a server, and as
``.data.js`` for a page that is opened from disk.
"""

from __future__ import annotations

import argparse
import ast
import base64
import gzip
import hashlib
import importlib.metadata
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np

from autograder.catalog import Catalog
from autograder.lab.pack import pack, texts, worked

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "book" / "_lab"
MODULES = SOURCES / "node_modules"
FETCHED = ROOT / "build" / "lab" / "fetched"
SITE = ROOT / "build" / "lab" / "site"
RECORD = SITE / "lab.json"
#: What the page can speak besides English, the language of the packs.
LANGUAGES = sorted({path.stem for path in (SOURCES / "words").glob("*.json")} - {"en"})
#: What the worker's Python imports of ours, and all that follows from it.
ENTRIES = ("autograder.lab.judge", "autograder.lab.runner")
PYODIDE = ("pyodide.asm.js", "pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip")
#: What matplotlib needs to draw a PNG; of what its lock names, PDF fonts, canvases and time zones
#: are left out.
FIGURES = ("matplotlib", "contourpy", "cycler", "kiwisolver", "packaging", "pillow", "pyparsing",
           "python-dateutil", "six")  # fmt: skip
#: Packages of npm that are part of the page's script.
BUNDLED = ("@codemirror/", "@lezer/", "@marijn/", "crelt", "style-mod", "w3c-keyname")
PYODIDE_LICENSE = """What the lab is made of, and under which licenses

Pyodide {version} is under the Mozilla Public License 2.0 (https://mozilla.org/MPL/2.0/); its source
is at https://github.com/pyodide/pyodide. It holds CPython, which is under the license of the Python
Software Foundation (https://docs.python.org/3/license.html). The course's own modules are under the
MIT license. The licenses of the rest follow."""
NBFORMAT = '"""NotebookNode alone, of nbformat: no validators, no schemas."""\n\n' + (
    "from .notebooknode import NotebookNode, from_dict\n"
)


class LabError(Exception):
    """The lab cannot be made; the text says why and what to do."""


# -------------------------------------------------------------------------- fetching


def fetch(source: Path | None) -> None:
    """Fetch what the lock files name, unless it is there."""
    run(["npm", "ci", "--ignore-scripts", "--loglevel=error"], "npm could not fetch Pyodide")
    wanted = {entry["file_name"]: entry["sha256"] for entry in locked().values()}
    FETCHED.mkdir(parents=True, exist_ok=True)
    if all(digest(FETCHED / name) == sha for name, sha in wanted.items()):
        return
    for name, data in found(source or carrier(), set(wanted)):
        if hashlib.sha256(data).hexdigest() != wanted[name]:
            raise LabError(f"{name} does not have the hash that Pyodide's lock file names")
        (FETCHED / name).write_bytes(data)
    if missing := [name for name in wanted if not (FETCHED / name).is_file()]:
        raise LabError(f"there is no {', '.join(missing)} in {source or 'the package'}")
    for old in FETCHED.glob("*.carrier"):
        old.unlink()


def run(command: list[str], otherwise: str) -> None:
    """Run a command in the lab's folder.

    Raises:
        LabError: if it fails.
    """
    try:
        done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True)
    except OSError as error:
        raise LabError(f"{otherwise}: {error}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [""]
        raise LabError(f"{otherwise}: {said[-1]}")


def locked() -> dict[str, dict]:
    """What Pyodide's own lock file says of the packages that are used."""
    packages = json.loads((MODULES / "pyodide" / "pyodide-lock.json").read_text("utf-8"))[
        "packages"
    ]
    return {name: packages[name] for name in ("numpy", *FIGURES)}


def digest(path: Path) -> str:
    """The SHA-256 of a file; empty if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def carrier() -> Path:
    """The package of PyPI that carries the wheels, by ``wheels.txt`` and its hash."""
    folder = FETCHED / "carrier"
    pip = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "-q"]
    pip += ["--no-deps", "--require-hashes", "-r", "wheels.txt", "-d", str(folder)]
    run(pip, "PyPI gave no package that carries NumPy for the browser")
    (file,) = folder.glob("*.whl")
    return file


def found(source: Path, names: set[str]) -> Iterator[tuple[str, bytes]]:
    """The files of these names in a folder or a zip."""
    if source.is_dir():
        for path in source.rglob("*"):
            if path.name in names and path.is_file():
                yield path.name, path.read_bytes()
        return
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if name.rpartition("/")[2] in names:
                yield name.rpartition("/")[2], archive.read(name)


# --------------------------------------------------------------------------- writing


def archive(files: dict[str, bytes]) -> bytes:
    """Files as one: a line of JSON with their names and sizes, then their bytes."""
    head = json.dumps([[name, len(data)] for name, data in files.items()])
    return b"\n".join([head.encode(), b"".join(files.values())])


def write(name: str, data: bytes) -> int:
    """Write a file in both forms, if it has changed; returns its size as it is sent."""
    packed = gzip.compress(data, 9, mtime=0)
    file = SITE / f"{name}.bin"
    if not file.is_file() or file.read_bytes() != packed:
        text = base64.b64encode(packed).decode("ascii")
        script = f"courseLabData({json.dumps(name)},{json.dumps(text)});\n"
        (SITE / f"{name}.data.js").write_text(script, "utf-8")
        file.write_bytes(packed)
    return len(packed)


def core() -> bytes:
    """Pyodide, NumPy, and the script of the worker."""
    pyodide, packages = MODULES / "pyodide", locked()
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    for name, entry in packages.items():
        entry["depends"] = [d for d in entry["depends"] if d in packages]
        entry["unvendored_tests"] = False
        packages[name] = entry
    lock["packages"] = packages
    wheel = packages["numpy"]["file_name"]
    files = {name: (pyodide / name).read_bytes() for name in PYODIDE}
    files["pyodide-lock.json"] = json.dumps(lock).encode()
    files[wheel] = (FETCHED / wheel).read_bytes()
    return archive(files)


def figures() -> bytes:
    """What draws figures."""
    names = [locked()[name]["file_name"] for name in FIGURES]
    files = {name: (FETCHED / name).read_bytes() for name in names}
    return archive(files | {"names.json": json.dumps(FIGURES).encode()})


def modules() -> dict[str, Path]:
    """The modules of ours that the worker imports, by the names of their files in it."""
    waiting, wanted = list(ENTRIES), {}
    while waiting:
        name = waiting.pop()
        path = ROOT / Path(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name in wanted or not file.is_file():
            continue
        wanted[name] = file
        waiting += [name.rpartition(".")[0]] if "." in name else []
        waiting += [module for module in imported(file) if module.startswith("autograder")]
    files = {path.relative_to(ROOT).as_posix(): path for path in wanted.values()}
    words = (ROOT / "autograder" / "messages").glob("*.toml")
    return files | {path.relative_to(ROOT).as_posix(): path for path in words}


def imported(file: Path) -> Iterator[str]:
    """The modules that a file imports when it is loaded, and those that they may be in."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def course() -> bytes:
    """The zip of modules that judge, and of nbformat's class for a notebook."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:  # stored: it is compressed as a whole

        def add(name: str, text: bytes) -> None:
            zipped.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)

        for name, path in sorted(modules().items()):
            add(name, path.read_bytes())
        add("matplotlibrc", (ROOT / "book" / "matplotlibrc").read_bytes())
        folder = Path(nbformat.__file__).parent
        add("nbformat/__init__.py", NBFORMAT.encode())
        for name in ("notebooknode.py", "_struct.py"):
            add(f"nbformat/{name}", (folder / name).read_bytes())
    return held.getvalue()


def script() -> None:
    """Bundle the editor and the rest of the page's script."""
    words = {p.stem: json.loads(p.read_text("utf-8")) for p in (SOURCES / "words").glob("*.json")}
    command = ["node", str(MODULES / "esbuild" / "bin" / "esbuild"), "main.js", "--bundle"]
    command += ["--minify", "--format=iife", "--target=es2022", "--charset=utf8"]
    command += ["--legal-comments=none", f"--define:WORDS={json.dumps(words)}"]
    run([*command, f"--outfile={SITE / 'lab.js'}"], "the editor could not be bundled")
    (SITE / "lab.css").write_bytes((SOURCES / "lab.css").read_bytes())


def licenses() -> None:
    """The licenses of all that is served, in one file."""
    version = json.loads((MODULES / "pyodide" / "package.json").read_text("utf-8"))["version"]
    parts = [PYODIDE_LICENSE.format(version=version)]
    for path in sorted(MODULES.glob("**/LICENSE")):
        name = path.parent.relative_to(MODULES).as_posix()
        if name.startswith(BUNDLED):
            parts.append(f"{name} (in the editor)\n\n{path.read_text('utf-8')}")
    for entry in locked().values():
        with zipfile.ZipFile(FETCHED / entry["file_name"]) as wheel:
            for name in sorted(wheel.namelist()):
                head, _, tail = name.partition(".dist-info/")
                if tail and "LICENSE" in tail.upper() and not name.endswith("/"):
                    text = wheel.read(name).decode("utf-8", "replace")
                    parts.append(f"{head}: {tail}\n\n{text}")
    holder = importlib.metadata.distribution("nbformat")
    for path in holder.files or ():
        if "LICENSE" in path.name:
            parts.append(f"nbformat (its class for a notebook)\n\n{path.read_text('utf-8')}")
    rule = f"\n\n{'=' * 79}\n\n"
    (SITE / "LICENSES.txt").write_text(rule.join(p.strip() for p in parts) + "\n", "utf-8")


def packs() -> dict[str, int]:
    """Write each problem set and its practice pack; those that are up to date are kept."""
    catalog, sizes = Catalog(), {}
    before = json.loads(RECORD.read_text("utf-8"))["packs"] if RECORD.is_file() else {}
    for stem in catalog.stems():
        inputs = digest_of(stem)
        kinds = "set", "pack", *(f"texts-{language}" for language in LANGUAGES)
        files = [SITE / f"{kind}-{stem}.bin" for kind in kinds]
        if before.get(stem, [None])[0] == inputs and all(file.is_file() for file in files):
            sizes[stem] = before[stem]
            continue
        assignment = catalog[stem]
        notebook = nbformat.reads(assignment.release or "{}", as_version=4)
        examples = base64.b64encode(worked(assignment)).decode()
        given = {"notebook": notebook, "worked": examples}
        write(f"set-{stem}", json.dumps(given, ensure_ascii=False).encode())
        for language in LANGUAGES:
            write(f"texts-{language}-{stem}", texts(assignment, language).encode())
        size = write(f"pack-{stem}", pack(assignment, catalog.reading(stem)).encode())
        sizes[stem] = [inputs, size]
    return sizes


def digest_of(stem: str) -> str:
    """A digest of all that a pack is made from."""
    engine = ROOT / "autograder"
    files = [
        path for room in ("judging", "lab", "sandbox") for path in (engine / room).glob("*.py")
    ]
    files += [engine / "rubric.py", engine / "rubrics" / f"{stem}.py"]
    files += (engine / "rubrics").glob("_*.py")
    files += (ROOT / "surprise_to_gradient").rglob("*.toml")
    files += [ROOT / "solutions" / f"{stem}.py", ROOT / "assignments" / stem / f"{stem}.ipynb"]
    made = hashlib.sha256(np.__version__.encode())
    for path in sorted(files):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


def make() -> None:
    """Write all files of the lab, and what they weigh."""
    SITE.mkdir(parents=True, exist_ok=True)
    files = {
        "core": core() if not up_to_date("core") else None,
        "figures": figures() if not up_to_date("figures") else None,
        "course": archive_course(),
    }
    sizes = {
        name: write(name, data) if data is not None else (SITE / f"{name}.bin").stat().st_size
        for name, data in files.items()
    }
    script()
    licenses()
    record = {"sizes": sizes, "fetched": fetched(), "packs": packs()}
    record["digest"] = hashlib.sha256(
        b"".join(digest(path).encode() for path in sorted(SITE.iterdir()) if path != RECORD)
    ).hexdigest()[:16]
    RECORD.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    most = max(record["packs"].items(), key=lambda item: item[1][1])
    print(
        f"lab: {sizes['core'] / 1e6:.1f} MB, {sizes['figures'] / 1e6:.1f} MB more for figures; "
        f"the largest pack ({most[0]}) has {most[1][1] / 1e3:.0f} kB"
    )


def archive_course() -> bytes:
    """The course's modules and the script of the worker, which change together."""
    worker = (SOURCES / "worker.js").read_bytes()
    return archive({"worker.js": worker, "course.zip": course()})


def fetched() -> str:
    """What was fetched, in one digest."""
    names = sorted(entry["sha256"] for entry in locked().values())
    version = (MODULES / "pyodide" / "package.json").read_text("utf-8")
    own = (ROOT / "book" / "_tools" / "lab.py").read_text("utf-8")  # how they are put together
    return hashlib.sha256("".join([*names, version, own]).encode()).hexdigest()[:16]


def up_to_date(name: str) -> bool:
    """Whether a large file is made from what is there."""
    made = json.loads(RECORD.read_text("utf-8")) if RECORD.is_file() else {}
    return made.get("fetched") == fetched() and (SITE / f"{name}.bin").is_file()


def main() -> int:
    """Fetch and make, or only bring up to date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--refresh", action="store_true", help="fetch nothing")
    parser.add_argument("--wheels", type=Path, help="a folder or zip that has the wheels")
    options = parser.parse_args()
    if options.refresh and not RECORD.is_file():
        return 0
    try:
        if not options.refresh:
            fetch(options.wheels)
        make()
    except LabError as error:
        print(f"lab: {error}.", file=sys.stderr)
        print("     Without the lab the book is built as well, and says so.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
