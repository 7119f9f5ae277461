"""Execute the chapters that changed, several at a time, before the book is built.

    .venv/bin/python -m book._tools.execute

Sphinx would run one chapter after the other. jupyter-cache's own parallel executor runs them in
processes, and puts the results where the build looks for them (``build/executed``). A chapter whose
code is in the cache is not run; one that fails is left to the build, which says where and why.
Where no code changed since the last time, the cache is not even asked: to load it takes seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from pathlib import Path

from book._tools.editions import ROOT, page_names

FOLDER = ROOT / "build" / "executed"
#: What of a page is executed, and by which kernel.
CODE = re.compile(r"\A---\n.*?^---$|^(`{3,})\{code-cell\}.*?^\1$", re.MULTILINE | re.DOTALL)
sys.path.append(str(ROOT / "book" / "_ext"))


def list_pages(root: Path) -> list[Path]:
    """The pages of the table of contents."""
    return [root / f"{name}.md" for name in page_names(root)]


def code_of(page: Path) -> str:
    """A digest of the code of a page."""
    parts = [found[0] for found in CODE.finditer(page.read_text("utf-8"))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def execute(pages: list[Path], folder: Path, timeout: int = 120) -> list[str]:
    """Run those that are not in the cache; give the names of those that failed."""
    from jupyter_cache import get_cache
    from jupyter_cache.executors import load_executor

    cache = get_cache(str(folder))
    reader = {"name": "myst_nb_md", "type": "plugin"}
    for page in pages:
        cache.add_nb_to_project(str(page), read_data=reader)
    executor = load_executor("local-parallel", cache)
    found = executor.run_and_cache(filter_uris=[str(page) for page in pages], timeout=timeout)
    return [Path(page).name for page in [*found.errored, *found.excepted]]


def execute_chapters(root: Path = ROOT, edition: str = "") -> None:
    """Execute the chapters of a book; what fails is told and is no failure of this step."""
    record = FOLDER / f"code{edition}.json"
    before = json.loads(record.read_text("utf-8")) if record.is_file() else {}
    now = {str(page): code_of(page) for page in list_pages(root)}
    if before == now:
        return
    from lean import kernel_environment
    from notebooks import is_notebook

    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.update(kernel_environment(FOLDER, edition))
    failed = execute([Path(page) for page in now if is_notebook(page)], FOLDER)
    done = {page: code for page, code in now.items() if Path(page).name not in failed}
    record.write_text(json.dumps(done), "utf-8")
    if failed:
        print(
            f"execute: the build will say what is wrong with {', '.join(failed)}", file=sys.stderr
        )


if __name__ == "__main__":
    execute_chapters()
