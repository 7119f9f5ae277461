"""Does everything that people really have find its way, and nothing else happen?"""

import datetime
import io
import json
import os
import zipfile

import pytest

from autograder.cli import main
from autograder.gradebook.course import CourseError
from autograder.platforms import roster as rosters
from autograder.platforms.collect import carry_out, earlier, plan
from autograder.platforms.download import BOMB, opened
from tests.autograder.platforms.world import (
    CLASS,
    IDS,
    blackboard_name,
    canvas_name,
    full,
    moodle_prefix,
    roster_csv,
    sortable,
    zipped,
)


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(roster_csv())
    return path


def notebook(text):
    cell = {"cell_type": "code", "source": text, "metadata": {}, "outputs": []}
    data = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    return json.dumps(data).encode()


def collect(course, download, roster, layout=None):
    """The plan, carried out."""
    with opened(download) as there:
        planned = plan(course, "regression", there, rosters.read(roster), layout)
        carry_out(course, planned)
    return planned


def tree(folder):
    """All files below a folder, by their path in it."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def submitted(course):
    """The student and text of each collected notebook."""
    found = {}
    for student in sorted(os.listdir(course.top("submitted"))):
        folder = course.directory("submitted", student, "regression")
        found[student] = (folder / "regression.ipynb").read_bytes()
    return found


def of_canvas(person, i):
    return canvas_name(person, 700 + i, "regression.ipynb", late=i % 3 == 0)


LAYOUTS = {
    "Canvas": of_canvas,
    "Moodle": lambda p, i: f"{moodle_prefix(p)}/regression.ipynb",
    "Blackboard": lambda p, i: blackboard_name(p, "2026-03-02-00-10-00", "regression.ipynb"),
    "plain": lambda p, i: f"{p[0]}/regression/regression.ipynb",
}
SPELLINGS = {
    **LAYOUTS,
    "Moodle, flat": lambda p, i: f"{moodle_prefix(p)}_regression.ipynb",
    "Moodle before 4.1": lambda p, i: f"{moodle_prefix(p)}_/regression.ipynb",
    "Google Classroom": lambda p, i: f"{full(p).replace('/', ' ')} - regression.ipynb",
    "ids before the name": lambda p, i: f"{p[0]}_regression.ipynb",
    "addresses as folders": lambda p, i: f"week 1/{p[3]}/regression.ipynb",
    "GitHub": lambda p, i: f"regression-{p[0]}/regression.ipynb",
}


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
@pytest.mark.parametrize("name", SPELLINGS)
def test_each_platform_s_download_is_sorted(course, roster, tmp_path, name, packed):
    """Does each student of the world get their own notebook, from a zip and from a folder?"""
    files = {SPELLINGS[name](p, i): notebook(p[0]) for i, p in enumerate(CLASS)}
    download = zipped(tmp_path / "download.zip", files)
    if not packed:
        with zipfile.ZipFile(download) as archive:
            archive.extractall(tmp_path / "folder")
        download = tmp_path / "folder"
    planned = collect(course, download, roster)
    assert planned.left == ()
    assert submitted(course) == {p[0]: notebook(p[0]) for p in CLASS}
    if name in LAYOUTS:
        assert planned.platform == name


def test_gradescope_s_export_is_sorted_by_its_list(course, roster, tmp_path):
    """Do sid, address and name find the student, groups each member, and times the folder?"""
    lines, files = [], {}
    for i, person in enumerate(CLASS[:3]):
        lines.append(f"submission_{i}:\n  :submitters:\n  - :name: {full(person)}\n")
        lines.append(f"    :sid: '{person[0]}'\n    :email: {person[3]}\n")
        lines.append("  :created_at: 2026-03-01 23:10:05.123456000 -01:00\n  :score: 1.0\n")
        files[f"assignment_1_export/submission_{i}/regression.ipynb"] = notebook(person[0])
        files[f"assignment_1_export/submission_{i}/data/x.csv"] = b"1"
    lines.append("submission_9:\n  :submitters:\n")
    for person in CLASS[3:5]:
        lines.append(f"  - :name: {person[1]}\n    :email: {person[3]}\n")
    files["assignment_1_export/submission_9/work.ipynb"] = notebook("pair")
    files["assignment_1_export/submission_metadata.yml"] = "".join(lines).encode()
    planned = collect(course, zipped(tmp_path / "g.zip", files), roster)
    assert (planned.platform, planned.left) == ("Gradescope", ())
    assert submitted(course) == {
        **{p[0]: notebook(p[0]) for p in CLASS[:3]},
        **{p[0]: notebook("pair") for p in CLASS[3:5]},
    }
    folder = course.directory("submitted", "ada", "regression")
    assert (folder / "timestamp.txt").read_text() == "2026-03-02 00:10:05 UTC\n"
    assert (folder / "data" / "x.csv").read_bytes() == b"1"
    assert set(planned.missing) == {*IDS} - {p[0] for p in CLASS[:5]}


def test_of_several_hand_ins_the_newest_counts_and_the_others_are_kept(course, roster, tmp_path):
    """Is nothing lost where Blackboard has three attempts of one student?"""
    ada = CLASS[0]
    times = ["2026-03-02-00-10-00", "2026-03-05-09-00-00", "2026-03-01-12-00-00"]
    files = {blackboard_name(ada, t, "Regression.ipynb"): notebook(t) for t in times}
    files |= {f"Problem set_1_ada_attempt_{t}.txt": t.encode() for t in times}
    (move,) = collect(course, zipped(tmp_path / "b.zip", files), roster).moves
    assert submitted(course) == {"ada": notebook(times[1])}
    kept = tree(earlier(course, "regression", "ada"))
    assert {notebook(times[0]), notebook(times[2])} <= set(kept.values())
    assert len(move.older) == 2
    stamp = course.directory("submitted", "ada", "regression") / "timestamp.txt"
    told = datetime.datetime.strptime(stamp.read_text().strip(), "%Y-%m-%d %H:%M:%S %Z")
    assert told.replace(tzinfo=datetime.UTC).astimezone().strftime("%d %H") == "05 09"


@pytest.mark.parametrize(
    "names",
    [
        ["regression.ipynb", "regression (1).ipynb", "regression (2).ipynb"],
        ["regression-Copy1.ipynb", "regression-Copy2.ipynb", "regression-Copy10.ipynb"],
        ["regression.ipynb", "Regression copy.ipynb", "regression copy 2.ipynb"],
    ],
)
def test_of_copies_of_the_same_time_the_last_is_taken(course, roster, tmp_path, names):
    """Is the copy with the highest number graded, under the right name, and each other kept?"""
    zipped(tmp_path / "drive.zip", {f"ada/{name}": notebook(name) for name in names})
    collect(course, tmp_path / "drive.zip", roster)
    assert submitted(course) == {"ada": notebook(names[-1])}
    kept = tree(earlier(course, "regression", "ada")).values()
    assert sorted(kept) == sorted(notebook(name) for name in names[:-1])


def test_the_time_of_a_file_counts_more_than_its_number(course, roster, tmp_path):
    """Is an original that was changed after it was copied the newest?"""
    folder = tmp_path / "drive" / "ada"
    folder.mkdir(parents=True)
    for name, age in (("regression.ipynb", 10), ("regression (1).ipynb", 500)):
        (folder / name).write_bytes(notebook(name))
        os.utime(folder / name, (1e9 - age, 1e9 - age))
    collect(course, folder.parent, roster)
    assert submitted(course) == {"ada": notebook("regression.ipynb")}


def test_canvas_s_numbers_say_which_upload_is_newer(course, roster, tmp_path):
    """Is `regression-1.ipynb`, uploaded later, taken as the notebook?"""
    files = {
        canvas_name(CLASS[0], 900, "regression-1.ipynb"): notebook("new"),
        canvas_name(CLASS[0], 800, "regression.ipynb"): notebook("old"),
        canvas_name(CLASS[0], 901, "plot.png"): b"png",
    }
    collect(course, zipped(tmp_path / "c.zip", files), roster)
    folder = course.directory("submitted", "ada", "regression")
    assert tree(folder) == {"regression.ipynb": notebook("new"), "plot.png": b"png"}


def test_collecting_again_changes_nothing_and_a_newer_one_replaces(course, roster, tmp_path):
    """Is the same download done once, and what a new one replaces kept?"""
    first = zipped(tmp_path / "1.zip", {"ada/regression.ipynb": notebook("first")})
    second = zipped(tmp_path / "2.zip", {"ada/regression.ipynb": notebook("second")})
    assert [move.state for move in collect(course, first, roster).moves] == ["new"]
    before = tree(course.root)
    assert [move.state for move in collect(course, first, roster).moves] == ["as before"]
    assert tree(course.root) == before
    assert [move.state for move in collect(course, second, roster).moves] == ["newer"]
    assert submitted(course) == {"ada": notebook("second")}
    kept = tree(earlier(course, "regression", "ada"))
    assert notebook("first") in kept.values()


def test_an_old_download_does_not_replace_newer_work(course, roster, tmp_path):
    """Is a submission that is older than the one that is there kept among the earlier ones?"""
    old = {blackboard_name(CLASS[0], "2026-03-01-00-00-00", "regression.ipynb"): notebook("old")}
    new = {blackboard_name(CLASS[0], "2026-03-03-00-00-00", "regression.ipynb"): notebook("new")}
    collect(course, zipped(tmp_path / "n.zip", new), roster)
    planned = collect(course, zipped(tmp_path / "o.zip", old), roster)
    assert [move.state for move in planned.moves] == ["older"]
    assert submitted(course) == {"ada": notebook("new")}
    assert notebook("old") in tree(earlier(course, "regression", "ada")).values()
    before = tree(course.root)
    collect(course, tmp_path / "o.zip", roster)
    assert tree(course.root) == before


@pytest.mark.parametrize(
    "name", ["../evil.ipynb", "/tmp/evil.ipynb", "ada/../../evil.ipynb", "..\\evil", "C:\\evil"]
)
def test_a_zip_that_leads_out_of_its_folder_is_refused(course, roster, tmp_path, name):
    """Is nothing at all taken from such a zip?"""
    files = {name: b"", "ada/regression.ipynb": notebook("x")}
    before = tree(tmp_path)
    zipped(tmp_path / "evil.zip", files)
    with pytest.raises(CourseError, match=r"outside the folder.*nothing was taken"):
        collect(course, tmp_path / "evil.zip", roster)
    (tmp_path / "evil.zip").unlink()
    assert tree(tmp_path) == before


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(course, roster, tmp_path):
    """Does a zip whose content is a thousand times its size cost neither memory nor disk?"""
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for i in range(3):
            archive.writestr(f"ada/{i}.ipynb", b"\0" * (BOMB // 2))
    before = tree(course.root)
    with pytest.raises(CourseError, match="built to fill a disk"):
        collect(course, tmp_path / "b.zip", roster)
    assert tree(course.root) == before


def test_a_zip_that_lies_about_sizes_is_refused(course, roster, tmp_path):
    """Is an entry that unpacks to more than it declares found out, and nothing written?"""
    path = zipped(tmp_path / "l.zip", {"ada/regression.ipynb": notebook("x" * 5000)})
    data, size = bytearray(path.read_bytes()), len(notebook("x" * 5000))
    declared = size.to_bytes(4, "little")
    while (at := data.find(declared)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    before = tree(course.root)
    with pytest.raises(CourseError, match="not a whole zip"):
        collect(course, path, roster)
    assert tree(course.root) == before


def test_links_stay_where_they_are(course, roster, tmp_path):
    """Is no link followed or written, whether in a zip or in a folder, and nobody else harmed?"""
    files = {"ada/regression.ipynb": notebook("x")}
    zipped(tmp_path / "z.zip", files, links=["mueller/regression.ipynb"])
    planned = collect(course, tmp_path / "z.zip", roster)
    assert planned.left == (("mueller/regression.ipynb", "it is a link"),)
    folder = tmp_path / "folder"
    (folder / "ada").mkdir(parents=True)
    (folder / "ada" / "regression.ipynb").symlink_to("/etc/passwd")
    (folder / "obrien").symlink_to(tmp_path)
    os.mkfifo(folder / "ada" / "pipe")
    planned = collect(course, folder, roster)
    assert {name for name, _ in planned.left} == {"ada/regression.ipynb", "obrien", "ada/pipe"}
    assert submitted(course) == {"ada": notebook("x")}


def test_a_link_in_the_course_is_not_written_through(course, roster, tmp_path):
    """Is a student's folder that is a link refused, and what it leads to left alone?"""
    outside = tmp_path / "outside"
    outside.mkdir()
    course.top("submitted").mkdir(parents=True, exist_ok=True)
    (course.top("submitted") / "ada").symlink_to(outside)
    zipped(tmp_path / "z.zip", {"ada/regression.ipynb": notebook("x")})
    with pytest.raises(CourseError, match=r"symbolic link.*Nothing was collected"):
        collect(course, tmp_path / "z.zip", roster)
    assert not any(outside.iterdir())


def test_what_is_nobody_s_or_two_people_s_is_left_and_told(course, roster, tmp_path, capsys):
    """Is a file only taken where it is certain whose it is, and the status then 1?"""
    files = {
        "stranger/regression.ipynb": notebook("s"),
        "ada/mueller_regression.ipynb": notebook("two"),
        "obrien/regression.ipynb": notebook("o"),
    }
    zipped(tmp_path / "z.zip", files)
    command = ["collect", "regression", str(tmp_path / "z.zip"), "--roster", str(roster), "--yes"]
    status = main([*command, "--course", str(course.root)])
    told = capsys.readouterr().out
    assert status == 1
    assert "stranger/regression.ipynb: it is nobody's in the roster" in told
    assert "ada/mueller_regression.ipynb: it could be ada or mueller's" in told
    assert submitted(course) == {"obrien": notebook("o")}


def test_a_student_cannot_write_the_time_of_the_hand_in(course, roster, tmp_path):
    """Is a `timestamp.txt` that was uploaded kept under another name, but nbgrader's own taken?"""
    stamp = b"1999-01-01 00:00:00 UTC"
    files = {canvas_name(CLASS[0], 1, "regression.ipynb"): notebook("x")}
    files |= {canvas_name(CLASS[0], 2, "timestamp.txt"): stamp}
    collect(course, zipped(tmp_path / "c.zip", files), roster)
    folder = course.directory("submitted", "ada", "regression")
    assert not (folder / "timestamp.txt").exists()
    assert stamp in tree(folder).values()
    files = {"obrien/regression/regression.ipynb": b"{}", "obrien/regression/timestamp.txt": stamp}
    collect(course, zipped(tmp_path / "n.zip", files), roster)
    folder = course.directory("submitted", "obrien", "regression")
    assert (folder / "timestamp.txt").read_bytes() == stamp


def test_of_a_tree_of_assignments_the_right_one_is_taken(course, roster, tmp_path):
    """Is another assignment's work in a student's folder left, and told?"""
    files = {
        "submitted/ada/regression/regression.ipynb": notebook("r"),
        "submitted/ada/regression/data/x.csv": b"1",
        "submitted/ada/softmax/softmax.ipynb": notebook("s"),
        "submitted/obrien/softmax.ipynb": notebook("o"),
    }
    planned = collect(course, zipped(tmp_path / "t.zip", files), roster)
    folder = course.directory("submitted", "ada", "regression")
    assert tree(folder) == {"regression.ipynb": notebook("r"), "data/x.csv": b"1"}
    assert [name for name, _ in planned.left] == ["submitted/ada/softmax/softmax.ipynb"]


def test_an_id_of_the_gradebook_that_is_no_folder_gets_nothing(course, tmp_path):
    """Is nothing written outside where nbgrader's gradebook holds an id such as `../../x`?"""
    with course.gradebook() as gradebook:
        gradebook.add_student("../../x", first_name="Eve", last_name="Adams")
        gradebook.add_student("ada")
    files = {"Eve Adams/regression.ipynb": b"{}", "ada/regression.ipynb": b"{}"}
    zipped(tmp_path / "z.zip", files)
    before = tree(tmp_path).keys()
    with opened(tmp_path / "z.zip") as download:
        planned = plan(course, "regression", download, rosters.load(course))
        carry_out(course, planned)
    assert [name for name, _ in planned.left] == ["Eve Adams/regression.ipynb"]
    new = tree(tmp_path).keys() - before
    assert new == {"course/grades/submitted/ada/regression/regression.ipynb"}


def test_nothing_is_done_before_somebody_agrees(course, roster, tmp_path, capsys, monkeypatch):
    """Do --dry-run, and a run without a person to ask, show the plan and write nothing?"""
    zipped(tmp_path / "z.zip", {"ada/Regression_final.ipynb": notebook("x")})
    before = tree(course.root)
    command = ["collect", "regression", str(tmp_path / "z.zip"), "--roster", str(roster)]
    command += ["--course", str(course.root)]
    assert main([*command, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "ada  new        Regression_final.ipynb → regression.ipynb" in shown
    assert f"nothing from: {', '.join(IDS[1:])}" in shown
    monkeypatch.setattr("sys.stdin", io.StringIO("y"))  # no terminal: nobody said that
    assert main(command) == 1
    assert "Pass --yes to do this." in capsys.readouterr().out
    assert tree(course.root) == before


def test_the_name_of_another_assignment_is_remarked(course, roster, tmp_path, capsys):
    """Is a file that bears another assignment's name taken with a word about that?"""
    zipped(tmp_path / "z.zip", {"ada/Cross-Entropy (2).ipynb": notebook("x")})
    command = ["collect", "regression", str(tmp_path / "z.zip"), "--roster", str(roster)]
    assert main([*command, "--course", str(course.root), "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "→ regression.ipynb, though it bears the name of another assignment: cross_ent" in shown


def test_a_canvas_gradebook_is_a_roster(course, tmp_path):
    """Can the CSV that Canvas exports say who is who, its grades and test student aside?"""
    path = tmp_path / "gradebook.csv"
    lines = ["Student,ID,SIS Login ID,Section,regression (5)", "    Points Possible,,,,58"]
    lines += [f'"{sortable(p)}",{p[4]},{p[0]},A,{p[4] + 1}' for p in CLASS[:4]]
    lines += ['"Student, Test",99,0a1b,A,']
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    roster = rosters.read(path)
    assert [person.id for person in roster] == IDS[:4]
    assert [(p.first, p.last) for p in roster] == [(p[1], p[2]) for p in CLASS[:4]]
    assert roster.who(["4101", "lovelaceada"]) == {"ada"}
    assert roster.who(["4105"]) == set()  # a grade, not a number of anybody


BAD = {
    "no id column": (b"name;group\nada;1\n", "line 1: there is no column", "--id-column"),
    "an id twice": (b"student_id\nada\nben\nada\n", "line 4", "stands in line 2"),
    "an empty id": (b"student_id,name\nada,A\n,B\n", "line 3", "has no id"),
    "an id that leads away": (b"student_id\n../x\n", "line 2", "cannot be the name of a folder"),
    "a quote left open": (b'student_id,name\nada,"A\nben,B\n', "line 2", "quote"),
    "a row too short": (b"student_id,name\nada,A\nben\n", "line 3", "1 cell"),
    "another encoding": ("student_id,name\nada,Müller\n".encode("latin-1"), "line 2", "UTF-8"),
    "an Excel file": (b"PK\x03\x04rest", "", "Save it as CSV"),
    "half a file": (b"student_id,name\nada,A\n\0\0\0\0", "line 3", "not text"),
    "no student": (b"student_id,name\n", "", "no student"),
    "nothing": (b"", "", "is empty"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_roster_is_one_sentence_and_nothing_is_written(course, tmp_path, capsys, case):
    """Do file, line and remedy stand in it?"""
    data, *words = BAD[case]
    path = tmp_path / "roster.csv"
    path.write_bytes(data)
    zipped(tmp_path / "z.zip", {"ada/regression.ipynb": notebook("x")})
    before = tree(course.root)
    command = ["collect", "regression", str(tmp_path / "z.zip"), "--roster", str(path), "--yes"]
    assert main([*command, "--course", str(course.root)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert all(word in told for word in [str(path), *words]), told
    assert tree(course.root) == before


def test_a_damaged_zip_is_one_sentence(course, roster, tmp_path, capsys):
    """Is half a zip, wherever it ends, told in a line, with nothing written?"""
    files = {f"{id}/regression.ipynb": os.urandom(400) for id in IDS}
    data = zipped(tmp_path / "z.zip", files).read_bytes()
    before = tree(course.root)
    for share in (0, 0.1, 0.5, 0.9, 0.999):
        (tmp_path / "z.zip").write_bytes(data[: int(share * len(data))])
        command = ["collect", "regression", str(tmp_path / "z.zip"), "--roster", str(roster)]
        assert main([*command, "--yes", "--course", str(course.root)]) == 2
        told = capsys.readouterr().err
        assert (told.count("\n"), "Download it again." in told) == (1, True)
    flipped = bytearray(data)
    flipped[len(data) // 4] ^= 255
    (tmp_path / "z.zip").write_bytes(flipped)
    assert main([*command, "--yes", "--course", str(course.root)]) == 2
    assert tree(course.root) == before


def test_a_platform_that_fits_no_file_is_told(course, roster, tmp_path, capsys):
    """Is a layout that was asked for never replaced by another one without a word?"""
    download = zipped(
        tmp_path / "d.zip", {canvas_name(p, 1, "a.ipynb"): notebook("x") for p in CLASS}
    )
    for layout in ("moodle", "blackboard"):
        with pytest.raises(CourseError, match=r"no file in .* is named as"):
            collect(course, download, roster, layout)
    assert collect(course, download, roster, "canvas").platform == "Canvas"


@pytest.mark.parametrize("kind", ["zip", "folder", "litter"])
def test_a_download_without_a_file_is_told(course, roster, tmp_path, kind):
    """Is an empty download an error, and not a success with nothing in it?"""
    download = tmp_path / "empty"
    if kind == "folder":
        download.mkdir()
    else:
        zipped(download, {"__MACOSX/._a.ipynb": b"x"} if kind == "litter" else {})
    with pytest.raises(CourseError, match="holds no file"):
        collect(course, download, roster)


@pytest.mark.parametrize("name", ["ada.ipynb", "ada.py"])
def test_one_file_is_not_called_a_damaged_zip(course, roster, tmp_path, name):
    """Is a single notebook told as what it is, with what to give instead?"""
    (tmp_path / name).write_bytes(notebook("x"))
    with pytest.raises(CourseError, match="is one file, and not the download of a class"):
        collect(course, tmp_path / name, roster)


def test_what_never_was_a_zip_is_not_called_half_of_one(course, roster, tmp_path):
    """Is a gradebook that was given for the submissions not to be downloaded again?"""
    (tmp_path / "gradebook.csv").write_text("Student,ID\n")
    with pytest.raises(CourseError, match=r"neither a folder nor a zip. Name the zip with"):
        collect(course, tmp_path / "gradebook.csv", roster)


def test_a_canvas_test_student_is_known(course, roster, tmp_path, capsys):
    """Is the instructor's own hand-in in student view told as that, and no reason for status 1?"""
    files = {"studenttest_77_88_regression.ipynb": notebook("x")}
    files |= {canvas_name(CLASS[0], 1, "a.ipynb"): notebook("x")}
    download = zipped(tmp_path / "d.zip", files)
    arguments = ["regression", str(download), "--roster", str(roster), "--yes"]
    assert main(["collect", *arguments, "--course", str(course.root)]) == 0
    assert "it is the Test Student's" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["regression.ipynb"], 0),
        (["regression.ipynb", "scratch.ipynb"], 0),
        (["hand-in.zip"], 0),
        (["one.ipynb", "two.ipynb"], 1),
        (["report.pdf"], 1),
    ],
)
def test_the_status_says_whether_all_is_clear(course, roster, tmp_path, capsys, names, status):
    """Is it 1 as soon as somebody's work is not known, as it is for a stranger's?"""
    folder = tmp_path / "download" / CLASS[0][0]
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(notebook(name))
    arguments = ["regression", str(tmp_path / "download"), "--roster", str(roster), "--yes"]
    assert main(["collect", *arguments, "--course", str(course.root)]) == status
    assert "named as plain" not in capsys.readouterr().out


def test_of_files_named_after_a_student_the_newest_counts(course, roster, tmp_path):
    """Are files whose names say only who they are from, however, versions of one work?"""
    person = CLASS[0]
    download = tmp_path / "download"
    download.mkdir()
    names = [f"{person[0]}.ipynb", f"{full(person)} (1).ipynb"]
    for age, name in enumerate(names):
        (download / name).write_bytes(notebook(name))
        os.utime(download / name, (1_700_000_000 + age, 1_700_000_000 + age))
    planned = collect(course, download, roster)
    assert [len(move.older) for move in planned.moves] == [1]
    assert submitted(course)[person[0]] == notebook(f"{full(person)} (1).ipynb")
