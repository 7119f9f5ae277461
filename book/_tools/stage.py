"""The sources of an edition in another language, in a folder of their own.

The pages of ``book/<language>`` stand there under the names of the English ones, with the English
page where there is none yet, beside the settings of ``_config.yml`` and those of ``edition.toml``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import yaml

from book._tools.editions import BOOK, ROOT, english_file, page_names, translated_file

sys.path.append(str(BOOK / "_ext"))

from edition import about

STAGES = ROOT / "build" / "editions"
#: What an edition takes from the English book as it is.
SHARED = ("CITATION.cff", "conf.py", "book/references.bib", "book/_static", "book/_templates")


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
