"""Build the book's other editions: ``python -m book._tools.stage [LANGUAGE …]``.

The pages of ``book/<language>`` are put into a folder of their own under the names of the English
ones, with the English page where there is none yet, and built by plain Sphinx with the settings of
``_config.yml`` and those of ``edition.toml``. Code that English and the edition share has been
executed once. The site is put below the English one, into a folder named by the language.

What did not change is not built: nothing where nothing did, single pages where only pages did.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from book._tools.editions import BOOK, ROOT, english_file, page_names, translated_file
from book._tools.execute import execute_chapters

sys.path.append(str(BOOK / "_ext"))

from edition import about, languages

STAGES = ROOT / "build" / "editions"
SITE = ROOT / "build" / "book" / "_build" / "html"
#: What an edition takes from the English book as it is.
SHARED = ("CITATION.cff", "conf.py", "book/references.bib", "book/_static", "book/_templates")
#: Of what an edition is made besides its pages.
INPUTS = ("_config.yml", "_toc.yml", "CITATION.cff", "conf.py", "requirements.lock", "assignments",
          "package-lock.json", "build/lab/site/lab.json", "book")  # fmt: skip


# ------------------------------------------------------------------------ staging


def write(file: Path, text: str) -> None:
    """Write a file if its text is another, since Sphinx reads what is newer."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")


def link(file: Path, target: Path) -> None:
    """A link to a file or folder of the English book."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_symlink() or file.resolve() != target.resolve():
        file.unlink(missing_ok=True)
        file.symlink_to(os.path.relpath(target, file.parent))


def settings(language: str) -> dict:
    """``_config.yml`` with what the edition has otherwise."""
    found, own = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8")), about(language)
    found["title"] = found["project"] = own["title"]
    found["execute"]["cache"] = str(ROOT / found["execute"]["cache"])
    sphinx = found["sphinx"]
    sphinx["local_extensions"] = {
        name: str(ROOT / folder) for name, folder in sphinx["local_extensions"].items()
    }
    sphinx["config"] |= own["sphinx"]
    options = sphinx["config"]["html_theme_options"]
    options |= {
        key: own["pages"].get(text, text) for key, text in options.items() if isinstance(text, str)
    }
    sphinx["config"] |= {"edition": language, "page_words": own["pages"]}
    sphinx["config"]["lab_files"] = str(ROOT / "build" / "lab" / "site")
    sphinx["config"]["html_static_path"].append("book/_own")
    sphinx["config"]["html_css_files"].append("style.css")
    if base := found["html"].get("baseurl"):
        found["html"]["baseurl"] = f"{base.rstrip('/')}/{language}/"
    return found


def contents(language: str) -> dict:
    """``_toc.yml`` with the captions of the edition."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    for part in toc["parts"]:
        part["caption"] = about(language)["parts"][part["caption"]]
    return toc


def notebook_folder(language: str, stem: str) -> Path:
    """The released notebook of a problem set in a language, else the English one."""
    own = ROOT / "assignments" / language / stem
    return own if own.is_dir() else ROOT / "assignments" / stem


def stage(language: str) -> Path:
    """The folder with all that the edition is built from, brought up to date."""
    folder = STAGES / language / "source"
    for name in page_names():
        own = translated_file(language, name)
        page = own if own.is_file() else english_file(name)
        write(folder / f"{name}.md", page.read_text("utf-8"))
    for name in SHARED:
        link(folder / name, ROOT / name)
    link(folder / "book" / "_own" / "style.css", BOOK / language / "style.css")
    for rubric in (ROOT / "solutions").glob("[!_]*.py"):
        link(folder / "assignments" / rubric.stem, notebook_folder(language, rubric.stem))
    write(
        folder / "_config.yml",
        yaml.safe_dump(settings(language), allow_unicode=True, sort_keys=False),
    )
    write(
        folder / "_toc.yml", yaml.safe_dump(contents(language), allow_unicode=True, sort_keys=False)
    )
    return folder


# ------------------------------------------------------------------------ building


def inputs(language: str) -> Iterator[Path]:
    """The files of which the edition is made; of the other editions there are none."""
    others = {BOOK / other for other in languages() if other != language}
    skipped = {"node_modules", "__pycache__", ".ipynb_checkpoints"}
    for name in INPUTS:
        place = ROOT / name
        for file in [place] if place.is_file() else place.rglob("*"):
            if file.is_file() and not skipped & set(file.parts) and not others & set(file.parents):
                yield file


def digests(language: str) -> dict[str, str]:
    """What these files hold, by their paths."""
    return {
        file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(inputs(language))
    }


def is_page(language: str, path: str) -> bool:
    """Is this the source of a page, whose change concerns that page only?"""
    return path.endswith(".md") and str(Path(path).parent) in (".", "book", f"book/{language}")


def build(language: str) -> None:
    """Bring the site of an edition up to date, and put it below the English one."""
    folder, record = STAGES / language, STAGES / language / "inputs.json"
    before = json.loads(record.read_text("utf-8")) if record.is_file() else {}
    now = digests(language)
    changed = {path for path, _ in before.items() ^ now.items()}
    if changed or not (folder / "html" / "index.html").is_file():
        record.unlink(missing_ok=True)
        is_small = before and all(is_page(language, path) for path in changed)
        if not is_small:
            shutil.rmtree(folder / "html", ignore_errors=True)
        source = stage(language)
        execute_chapters(source, language)
        run_sphinx(source, folder, [] if is_small else ["-a", "-E"])
        record.write_text(json.dumps(now), "utf-8")
    elif (SITE / language).is_dir():
        print(f"book: nothing changed since {SITE.relative_to(ROOT)}/{language} was built")
        return
    place(folder / "html", SITE / language)
    print(f"book: open {SITE.relative_to(ROOT)}/{language}/index.html")


def run_sphinx(source: Path, folder: Path, options: list[str]) -> None:
    """Build the pages; a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", *options]
    command += ["-d", str(folder / "doctrees"), str(source), str(folder / "html")]
    environment = {**os.environ, "MATPLOTLIBRC": str(BOOK / "matplotlibrc")}
    if status := subprocess.run(command, cwd=ROOT, env=environment).returncode:
        sys.exit(status)


def place(site: Path, target: Path) -> None:
    """The same files below the English site, without taking room twice."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(site, target, copy_function=same_file)


def same_file(source: str, target: str) -> None:
    """A second name of a file, or a copy where the disk has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def main() -> int:
    """Build the editions that are named, or all."""
    for language in sys.argv[1:] or languages():
        build(language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
