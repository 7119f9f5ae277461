"""An autograder for Gradescope as one zip: the grader, what it needs to know, and two scripts.

Source of the layout: ``docs/specs.md`` of gradescope/autograder_samples.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import shlex
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder.catalog import GROUP, Material
from autograder.gradebook.course import REPOSITORY, Course, CourseError
from autograder.gradebook.private import write_whole
from autograder.messages import say

SETUP = r"""#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: puts the autograder into a place of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
usable() {
  "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2> /dev/null
}
find_python() {
  for python in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if usable "$python"; then return 0; fi
  done
  return 1
}
if ! find_python; then
  apt-get update -qq
  apt-get install -y -qq python3-venv python3.12-venv || apt-get install -y -qq python3.11-venv
  find_python || { echo "Choose an image with Python 3.11 or newer." >&2; exit 1; }
fi
"$python" -m venv /autograder/env
/autograder/env/bin/python -m pip install --quiet --disable-pip-version-check \
  @INDEX@--find-links wheels @WHEELS@
/autograder/env/bin/autograder --version
"""
RUN = r"""#!/usr/bin/env bash
# Runs for each submission. A failure of the machine leaves no result, and so is nobody's zero:
# Gradescope then says that the autograder failed, and the submission can be run again.
cd /autograder/source
mkdir -p /autograder/results
rm -f /autograder/results/results.json
/autograder/env/bin/autograder check @STEM@ /autograder/submission @COURSE@--language @LANGUAGE@ \
  --seed "$(cat seed)" --require-isolation \
  --format gradescope --to /autograder/results/results.json
test -s /autograder/results/results.json
"""
#: What an installed distribution has that its wheel has not.
NOT_IN_WHEEL = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")


def gradescope(course: Course, stem: str, to: Path, with_dependencies: bool = False) -> None:
    """Write the zip.

    It holds the solutions, as any autograder does; student code is confined and cannot read them.

    Args:
        to: where.
        with_dependencies: put in what pip would download, for this machine's system and Python.

    Raises:
        CourseError: if a wheel cannot be made, or the zip cannot be written.
        autograder.catalog.CatalogError: if there is no such assignment.
    """
    course.assignment(stem)
    own = _own_material(course, stem)
    with tempfile.TemporaryDirectory() as folder:
        wheels = [wheel(name, Path(folder)) for name in _distributions(stem, own is not None)]
        if with_dependencies:
            _download(wheels, Path(folder))
        files = {f"wheels/{path.name}": path.read_bytes() for path in Path(folder).glob("*.whl")}
    index = "--no-index " if with_dependencies else ""
    names = " ".join(shlex.quote(f"wheels/{path.name}") for path in wheels)
    setup = SETUP.replace("@INDEX@", index).replace("@WHEELS@", names)
    run = RUN.replace("@STEM@", shlex.quote(stem)).replace(
        "@LANGUAGE@", shlex.quote(course.language)
    )
    run = run.replace("@COURSE@", "--course course " if own else "")
    files |= {"seed": str(course.seed(stem)).encode(), **dict(own or ())}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("setup.sh", setup), ("run_autograder", run)):
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o100755 << 16
            archive.writestr(info, text)
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content)
    try:
        write_whole(to, data.getvalue())
    except OSError as error:
        raise CourseError("export.unwritable", path=to, reason=error.strerror) from None


def _own_material(course: Course, stem: str) -> dict[str, bytes] | None:
    """The files of an assignment that the course directory itself defines."""
    material = Material.in_directory(course.root)
    if material is None or stem not in material.stems():
        return None
    places = [course.root / name for name in ("rubrics", "solutions", "messages")]
    files = [path for place in places for path in place.rglob("*") if _is_source(path)]
    files += [course.directory("release", assignment=stem) / f"{stem}.ipynb"]
    found = {path: path.read_bytes() for path in files if path.is_file()}
    named = {f"course/{_inside(path, course, stem)}": data for path, data in found.items()}
    return named


def _is_source(path: Path) -> bool:
    return path.suffix in (".py", ".toml", ".json") and "__pycache__" not in path.parts


def _inside(path: Path, course: Course, stem: str) -> str:
    if path.suffix == ".ipynb":
        return f"assignments/{stem}/{stem}.ipynb"
    return path.relative_to(course.root).as_posix()


def _distributions(stem: str, own: bool) -> Iterator[str]:
    """The installed packages that are needed: the grader, and the course of the assignment."""
    names = importlib.metadata.packages_distributions().get("autograder", ["surprise-to-gradient"])
    yield names[0]
    for point in importlib.metadata.entry_points(group=GROUP) if not own else ():
        if stem in point.load().stems() and point.dist and point.dist.name != names[0]:
            yield point.dist.name


def wheel(name: str, folder: Path) -> Path:
    """The wheel of an installed package: built in its repository, or packed from its files.

    Raises:
        CourseError: if it can be neither.
    """
    distribution = importlib.metadata.distribution(name)
    files = [f for f in distribution.files or () if ".." not in f.parts and f.suffix != ".pyc"]
    if any(file.suffix == ".pth" for file in files):  # installed as an editable project
        return _built(name, folder)
    record, data = list[str](), io.BytesIO()
    target = folder / f"{name.replace('-', '_')}-{distribution.version}-py3-none-any.whl"
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        place = ""
        for file in files:
            if file.parts[0].endswith(".dist-info"):
                place = file.parts[0]
                if file.name in NOT_IN_WHEEL:
                    continue
            content = Path(str(distribution.locate_file(file))).read_bytes()
            archive.writestr(file.as_posix(), content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            record.append(f"{file.as_posix()},sha256={digest.decode()},{len(content)}")
        archive.writestr(f"{place}/RECORD", "\n".join([*record, f"{place}/RECORD,,", ""]))
    target.write_bytes(data.getvalue())
    return target


def _built(name: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    before = set(folder.glob("*.whl"))
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    made = set(folder.glob("*.whl")) - before
    if done.returncode or not made:
        said = (done.stderr.strip().splitlines() or [say("gradescope.no_reason")])[-1]
        raise CourseError("gradescope.wheel", name=name, said=said)
    return made.pop()


def _download(wheels: list[Path], folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "--dest", str(folder), *map(str, wheels)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [say("gradescope.no_reason")])[-1]
        raise CourseError("gradescope.pip", said=said)
