"""A table of all chapters: how long each takes to read, and why.

``python -m book._tools.reading`` counts as ``book/_ext/reading.py`` does when it writes the time at
a chapter's head, and fails if a chapter takes longer than one sitting.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "book" / "_ext"))
LONGEST = 45  # minutes that a chapter may take


def list_chapters() -> list[Path]:
    """The numbered pages of the book, in their order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    parts = [part for part in toc["parts"] if part.get("numbered")]
    return [ROOT / f"{page['file']}.md" for part in parts for page in part["chapters"]]


def main() -> int:
    """Print a line for each chapter; fail if one is too long."""
    import reading

    counts = {path.stem: reading.count(path.read_text("utf-8")) for path in list_chapters()}
    kinds = list(asdict(reading.Count()))
    print(f"{'chapter':16}{'minutes':>9}" + "".join(f"{kind:>11}" for kind in kinds))
    for name, found in counts.items():
        numbers = "".join(f"{number:>11}" for number in asdict(found).values())
        print(f"{name:16}{found.minutes:>9}{numbers}")
    return int(any(found.minutes > LONGEST for found in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
