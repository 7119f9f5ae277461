"""Execute the chapters that changed, several at a time, before the book is built.

    .venv/bin/python -m book._tools.execute

Sphinx would run one chapter after the other. jupyter-cache's own parallel executor runs them in
processes, and puts the results where the build looks for them (``build/executed``). A chapter whose
code is in the cache is not run; one that fails is left to the build, which says where and why.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import yaml
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "book" / "_ext"))


def list_notebooks(root: Path) -> list[Path]:
    """The pages of the table of contents that have code."""
    from notebooks import is_notebook

    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    stems = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    pages = [root / f"{stem}.md" for stem in stems]
    return [page for page in pages if is_notebook(str(page))]


def execute(pages: list[Path], folder: Path, timeout: int = 120) -> list[str]:
    """Run those that are not in the cache; give the names of those that failed."""
    cache = get_cache(str(folder))
    reader = {"name": "myst_nb_md", "type": "plugin"}
    for page in pages:
        cache.add_nb_to_project(str(page), read_data=reader)
    executor = load_executor("local-parallel", cache)
    found = executor.run_and_cache(filter_uris=[str(page) for page in pages], timeout=timeout)
    return [Path(page).name for page in [*found.errored, *found.excepted]]


def execute_chapters(root: Path = ROOT, edition: str = "") -> None:
    """Execute the chapters of a book; what fails is told and is no failure of this step."""
    from lean import kernel_environment

    folder = ROOT / "build" / "executed"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(kernel_environment(folder, edition))
    failed = execute(list_notebooks(root), folder)
    if failed:
        print(
            f"execute: the build will say what is wrong with {', '.join(failed)}", file=sys.stderr
        )


if __name__ == "__main__":
    execute_chapters()
