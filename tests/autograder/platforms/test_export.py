"""Does each platform read in our files what the gradebook says, and nothing else?"""

import csv
import io
import json
import zipfile

import jsonschema
import pytest

from autograder.cli import main
from autograder.gradebook import sheets
from autograder.gradebook.feedback import feedback
from autograder.platforms.export import COLUMNS, FORMATS, Options, export
from autograder.platforms.standing import standings
from tests.autograder.platforms import importers
from tests.autograder.platforms.schemas import SCHEMAS
from tests.autograder.platforms.world import CLASS, IDS, full, roster_csv, sortable

BY_ID = {person[0]: person for person in CLASS}
STATUS = {
    "ada": "graded", "zhang.wei": "graded", "mueller": "graded", "obrien": "late",
    "hassan": "not gradable", "nguyen": "waiting", "silva": "excused", "mononym": "absent",
    "quote": "graded", "formula": "graded", "devi": "graded", "pham_2": "graded",
}  # fmt: skip
TOTAL = 58


def scores(course):
    """The gradebook's scores, penalties off, read by nbgrader's own API."""
    with course.api.gradebook as gradebook:
        return {
            s.student_id: max(0.0, s.score - (s.late_submission_penalty or 0.0))
            for s in gradebook.assignment_submissions("regression")
        }


def run(course, people, format, **options):
    return export(course, ["regression"], format, people, Options(**options))


def test_each_student_has_the_status_that_is_theirs(graded, people):
    """Are a broken file, no file, an excuse and a blank notebook four different things?"""
    found = {one.person.id: one for one in standings(graded, "regression", people)}
    assert {id: one.status for id, one in found.items()} == STATUS
    assert list(found) == IDS
    assert {id: one.score for id, one in found.items() if one.score is not None} == scores(graded)
    assert found["mueller"].score == 0
    assert found["obrien"].score == TOTAL - 2.5
    assert "regression.ipynb" in found["hassan"].reason
    assert found["silva"].reason == "on leave"


def test_a_submission_that_became_gradable_is_refused_no_more(graded, people):
    """Does the reason go with the next batch, and stay through one that is about others?"""
    from autograder.gradebook.grade import grade

    grade("regression", graded, ["ada"])
    assert {s.person.id: s.status for s in standings(graded, "regression", people)} == STATUS
    folder = graded.directory("submitted", "hassan", "regression")
    good = graded.directory("submitted", "ada", "regression") / "regression.ipynb"
    (folder / "regression.ipynb").write_bytes(good.read_bytes())
    grade("regression", graded, ["hassan"])
    found = {s.person.id: s for s in standings(graded, "regression", people)}
    assert (found["hassan"].status, found["hassan"].score) == ("graded", TOTAL)


def test_nbgrader_s_own_csv_calls_them_all_zero(graded, people):
    """Is it so, as the documentation says, that nbgrader exports 0.0 for who has no score?"""
    from autograder.gradebook.export import export as nbgrader_columns

    with graded.gradebook() as gradebook:
        for person in people:
            gradebook.update_or_create_student(person.id)
    rows = csv.DictReader(io.StringIO(nbgrader_columns(graded).read_text(encoding="utf-8")))
    theirs = {row["student_id"]: float(row["score"]) for row in rows}
    for id in ("hassan", "nguyen", "silva", "mononym", "mueller"):
        assert theirs[id] == 0.0


# ------------------------------------------------------------------------ CSV and JSON


def test_the_plain_csv_read_back_is_the_gradebook(graded, people):
    """Do names, statuses, scores and reasons survive quotes, commas and formulas?"""
    done = run(graded, people, "csv")
    rows = list(csv.reader(io.StringIO(done.path.read_text(encoding="utf-8"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    for cells in rows[1:]:
        assert not any(c.startswith(("=", "+", "-", "@", "\t", "\r")) for c in cells)
    read = [dict(zip(COLUMNS, map(sheets.bare, cells), strict=True)) for cells in rows[1:]]
    assert [(r["student_id"], r["first_name"], r["last_name"]) for r in read] == [
        (p[0], p[1], p[2]) for p in CLASS
    ]
    assert {r["student_id"]: float(r["score"]) for r in read if r["score"]} == scores(graded)
    assert {r["student_id"]: r["status"] for r in read} == STATUS


@pytest.mark.parametrize("text", ["=1", "'=1", "''", "+", "-x", "@", "\tx", "\rx", "ok", "", "'"])
def test_what_is_armored_comes_back(text):
    """Is any text what it was, once its armor is off, and no formula with it?"""
    armored = sheets.armored(text)
    assert sheets.bare(armored) == text
    assert not armored.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_json_has_each_question(graded, people):
    """Do the questions add up to the score, and do hints come with them?"""
    data = json.loads(run(graded, people, "json").path.read_text(encoding="utf-8"))
    read = {student["student_id"]: student for student in data["students"]}
    assert {id: s["score"] for id, s in read.items() if s["score"] is not None} == scores(graded)
    for student in read.values():
        if student["score"] is not None:
            total = sum(question["earned"] for question in student["questions"])
            assert total - student["late_penalty"] == student["score"]
    assert any(q["misconception"] for q in read["zhang.wei"]["questions"])


# ------------------------------------------------------------------------------ Canvas

CANVAS_STUDENTS = {p[4]: (p[0], sortable(p)) for p in CLASS}
ASSIGNMENTS = {501: "regression", 502: "Essay, the first; long", 503: "Locked"}


def canvas_csv(possible=f"{TOTAL}.00", delimiter=",", sis=False, mark="", muted=True):
    """A gradebook as Canvas's exporter writes it."""
    info = ["SIS User ID", "SIS Login ID"] if sis else ["SIS Login ID"]
    rows = [["Student", "ID", *info, "Section", "Notes", "regression (501)"]]
    rows[0] += ["Essay, the first; long (502)", "Locked (503)", "Final Score", "Final Grade"]
    blank = [""] * (len(info) + 3)
    if muted:
        rows.append([*blank, "", "Manual Posting", "", "", "", ""])
    rows.append(["    Points Possible", *blank, possible, "10.00", "(read only)"])
    rows[-1] += ["(read only)", "(read only)"]
    for person in CLASS:
        who = [f"sis{person[4]}", person[0]] if sis else [person[0]]
        grade = "N/A" if person[0] == "pham_2" else "12.00" if person[0] == "mononym" else ""
        rows.append([sortable(person), person[4], *who, "A and B", "late?", grade, "7,50"])
        rows[-1] += ["3.00", "44.5", "C"]
    rows.append(["Student, Test", 77, *(["x", "0a1b"] if sis else ["0a1b"]), "A", "", "", ""])
    rows[-1] += ["", "", ""]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return (mark + text.getvalue()).encode("utf-8")


@pytest.mark.parametrize("sis", [False, True])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_canvas_reads_the_gradebook_s_scores(graded, people, tmp_path, delimiter, mark, sis):
    """Are the scores Canvas's now, with all else as it was, in the form it was downloaded in?"""
    path = tmp_path / "gradebook.csv"
    path.write_bytes(canvas_csv(delimiter=delimiter, mark=mark, sis=sis))
    done = run(graded, people, "canvas", fill=path)
    data = done.path.read_bytes()
    students = CANVAS_STUDENTS | {77: ("0a1b", "Student, Test")}
    read = importers.canvas(data, students, ASSIGNMENTS)
    before = importers.canvas(path.read_bytes(), students, ASSIGNMENTS)
    expected = scores(graded) | {"silva": "EX", "mononym": "12.00"}
    expected["pham_2"] = "N/A"  # Canvas did not assign it; told below
    for person in CLASS:
        grade = read[person[4]].pop(501)
        before[person[4]].pop(501)
        wanted = expected.get(person[0], "")
        assert grade == wanted or float(grade) == wanted, person[0]
    assert (read[77].pop(501), before[77].pop(501)) == ("", "")
    assert read == before
    assert data.startswith(mark.encode("utf-8"))
    assert b"\r\n" in data
    assert done.unplaced == ("pham_2",)


def test_canvas_finds_students_by_name_where_the_roster_has_no_ids(graded, tmp_path):
    """Does a roster of names alone suffice, and is nobody guessed of two of the same name?"""
    from autograder.platforms import roster as rosters

    path = tmp_path / "roster.csv"
    twins = [*CLASS[:3], ("twin1", "Li", "Wei", "a@x", 1, 2), ("twin2", "Li", "Wei", "b@x", 3, 4)]
    rows = [("student_id", "first_name", "last_name")] + [(f"u_{p[0]}", p[1], p[2]) for p in twins]
    path.write_text(sheets.written(rows), encoding="utf-8")
    people = rosters.read(path)
    assert people.who([sortable(CLASS[1])]) == {"u_zhang.wei"}
    assert people.who(["Wei, Li"]) == set()


BAD_CANVAS = {
    "Moodle's worksheet": (b"Identifier,Full name,Grade\nParticipant 1,A,\n", "line 1", "Canvas"),
    "other points": (canvas_csv("100.00"), "line 3", "--scale"),
    "no such assignment": (
        canvas_csv().replace(b"regression (501)", b"Week 1 (501)"), "line 1", "--column"
    ),
    "two of that name": (
        canvas_csv().replace(b"Locked (503)", b"Regression (9)").replace(b"(read only)", b"5"),
        "line 1", "--column",
    ),
    "half a file": (canvas_csv()[:-40], "line 15", "Download"),
    "no CSV": (b"\x89PNG\r\n\x1a\n", "line 1", "UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_CANVAS)
def test_a_bad_file_is_one_sentence_and_nothing_is_written(graded, tmp_path, capsys, case):
    """Do file, line and remedy stand in it, and is no file left?"""
    data, *words = BAD_CANVAS[case]
    path = tmp_path / "canvas.csv"
    path.write_bytes(data)
    command = ["export", "regression", "--format", "canvas", "--fill", str(path)]
    assert main([*command, "--course", str(graded.root)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert all(word in told for word in [str(path), *words]), told
    assert not (graded.grades / "exports").exists()
    assert path.read_bytes() == data


def test_points_are_scaled_where_that_is_wanted(graded, people, tmp_path):
    """Is full marks full marks where Canvas counts 100, and another column filled on request?"""
    path = tmp_path / "canvas.csv"
    path.write_bytes(canvas_csv("100.00").replace(b"regression (501)", b"Week 1 (501)"))
    done = run(graded, people, "canvas", fill=path, scaled=True, column="501")
    read = importers.canvas(done.path.read_bytes(), CANVAS_STUDENTS | {77: ("", "")}, ASSIGNMENTS)
    assert float(read[4101][501]) == 100
    assert float(read[4104][501]) == pytest.approx(100 * (TOTAL - 2.5) / TOTAL, abs=1e-4, rel=0)


def test_the_downloaded_file_itself_is_never_written(graded, tmp_path, capsys):
    """Is --to the file to be filled refused?"""
    path = tmp_path / "canvas.csv"
    path.write_bytes(canvas_csv())
    command = ["export", "regression", "--format", "canvas", "--fill", str(path), "--to", str(path)]
    assert main([*command, "--course", str(graded.root)]) == 2
    assert path.read_bytes() == canvas_csv()


# ------------------------------------------------------------------------------ Moodle


def test_moodle_s_import_reads_the_gradebook_s_scores(graded, people):
    """Do scores and comments arrive, in a German site, too, and no student without a score?"""
    text = run(graded, people, "moodle").path.read_text(encoding="utf-8")
    mapping = {"username": "username", "regression": "grade", "regression feedback": "feedback"}
    for separator in ".,":
        read = importers.moodle_import(text, dict.fromkeys(IDS), mapping, separator=separator)
        assert {id: grade for id, (grade, _) in read.items()} == scores(graded)
    assert read["devi"][1].endswith('Half a <b>point</b>, "nice";\n=1+1, 好')
    assert "2.5 points were taken off" in read["obrien"][1]
    assert not any(text.startswith(("=", "+", "-", "@")) for _, text in read.values())


def test_a_name_that_is_a_formula_does_not_go_to_moodle(graded, capsys, tmp_path):
    """Is an id that a spreadsheet would run refused, since Moodle has no such user?"""
    path = tmp_path / "roster.csv"
    path.write_text("student_id,email\nada,=cmd@x.org\n", encoding="utf-8")
    command = ["export", "regression", "--format", "moodle", "--roster", str(path)]
    assert main([*command, "--course", str(graded.root)]) == 2
    assert "Mend the roster" in capsys.readouterr().err


ENGLISH = [
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade",
    "Grade can be changed", "Last modified (submission)", "Last modified (grade)",
    "Feedback comments",
]  # fmt: skip
GERMAN = [
    "ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung",
    "Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)",
    "Feedback als Kommentar",
]  # fmt: skip


def worksheet(header=ENGLISH, maximum=f"{TOTAL}.00", delimiter=",", participant="Participant"):
    rows = [header]
    for person in CLASS:
        changeable = "No" if person[0] == "pham_2" else "Yes"
        row = [f"{participant} {person[5]}", full(person), person[3], "Submitted for grading", ""]
        rows.append([*row, maximum, changeable, "Monday, 2 March 2026, 12:10 AM", "-", ""])
    return sheets.written(rows, delimiter, "\n").encode("utf-8-sig")


def test_moodle_s_worksheet_is_filled(graded, people, tmp_path):
    """Do grades and comments stand in it, and nothing else be changed?"""
    path = tmp_path / "worksheet.csv"
    path.write_bytes(worksheet())
    done = run(graded, people, "moodle-worksheet", fill=path)
    numbers = {p[5]: p[0] for p in CLASS}
    read = importers.moodle_worksheet(done.path.read_bytes(), set(numbers), TOTAL)
    expected = scores(graded)
    expected.pop("pham_2")  # locked in Moodle; told
    assert {numbers[n]: grade for n, (grade, _) in read.items() if grade is not None} == expected
    assert done.unplaced == ("pham_2",)
    comment = read[BY_ID["devi"][5]][1]
    assert comment.endswith('Half a &lt;b&gt;point&lt;/b&gt;, "nice";<br />=1+1, 好')
    new, old = sheets.read(done.path), sheets.read(path)
    assert (new.header, new.mark) == (old.header, old.mark)
    kept = [i for i, name in enumerate(ENGLISH) if name not in ("Grade", "Feedback comments")]
    for row, before in zip(new.rows, old.rows, strict=True):
        assert [row.cells[i] for i in kept] == [before.cells[i] for i in kept]


def test_a_worksheet_in_german_is_filled_by_name(graded, people, tmp_path):
    """Are semicolons, decimal commas and other words no obstacle where the column is named?"""
    path = tmp_path / "Bewertung.csv"
    path.write_bytes(worksheet(GERMAN, "58,00", ";", "Teilnehmer/in"))
    done = run(
        graded, people, "moodle-worksheet", fill=path, column="Bewertung",
        feedback_column="Feedback als Kommentar",
    )  # fmt: skip
    words = {
        "id": "ID", "grade": "Bewertung", "modified": "Zuletzt geändert (Bewertung)",
        "feedback": "Feedback als Kommentar", "participant": "Teilnehmer/in ", "decimal": ",",
    }  # fmt: skip
    numbers = {p[5]: p[0] for p in CLASS}
    read = importers.moodle_worksheet(done.path.read_bytes(), set(numbers), TOTAL, None, ";", words)
    got = {numbers[n]: grade for n, (grade, _) in read.items() if grade is not None}
    assert got == scores(graded)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (canvas_csv(), ["line 2", "Identifier"]),
        (worksheet(GERMAN, participant="Teilnehmer/in"), ["line 1", "--column"]),
        (worksheet(maximum="100.00"), ["line 2", "--scale"]),
        (worksheet().replace(b"Participant 90003", b""), ["line 4", "Identifier"]),
    ],
)
def test_a_bad_worksheet_is_one_sentence(graded, tmp_path, capsys, data, words):
    """Do file, line and remedy stand in it, and is nothing written?"""
    path = tmp_path / "worksheet.csv"
    path.write_bytes(data)
    command = ["export", "regression", "--format", "moodle-worksheet", "--fill", str(path)]
    assert main([*command, "--course", str(graded.root)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert all(word in told for word in [str(path), *words]), told
    assert not (graded.grades / "exports").exists()


def test_feedback_goes_to_moodle_as_a_zip(graded, people, tmp_path):
    """Does Moodle's importer find each student's page by the number in its name?"""
    feedback("regression", graded)
    path = tmp_path / "worksheet.csv"
    path.write_bytes(worksheet())
    done = run(graded, people, "moodle-feedback", fill=path)
    with zipfile.ZipFile(done.path) as archive:
        found = importers.moodle_feedback(archive.namelist(), {p[5] for p in CLASS})
        pages = [archive.read(name) for name in archive.namelist()]
    refused = {one.person.id for one in done.found if one.status == "not gradable"}
    assert refused  # whose page says why, and who has no score
    assert len(found) == len(pages) == len(scores(graded)) + len(refused)
    assert {number for number, _ in found} == {BY_ID[id][5] for id in {*scores(graded), *refused}}
    assert done.written == len(scores(graded))
    assert sum(b"could not be graded" in page for page in pages) == len(refused)
    assert {name for _, name in found} == {"regression.html"}
    assert all(b"<html" in page for page in pages)


# --------------------------------------------------------------- JSON of other graders


@pytest.mark.parametrize("format", ["gradescope", "prairielearn", "classroom50"])
def test_each_student_s_file_fits_the_specification(graded, people, format):
    """Is it valid by a schema made from the specification, and is its total the gradebook's?"""
    done = run(graded, people, format)
    expected = scores(graded)
    assert {path.stem for path in done.path.iterdir()} == set(expected)
    for path in done.path.iterdir():
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
        jsonschema.validate(data, SCHEMAS[format])
        wanted = expected[path.stem]
        if format == "gradescope":
            assert data["score"] == wanted
        elif format == "prairielearn":
            assert data["score"] == pytest.approx(wanted / TOTAL, abs=1e-15, rel=0)
            assert len(text.encode()) < 1_000_000
        else:
            assert data["score"] / data["points-per-point"] == wanted
            assert data["max-score"] == TOTAL * data["points-per-point"]
    above = {
        student: json.loads((done.path / f"{student}.json").read_text("utf-8"))[
            "output" if format == "gradescope" else "message"
        ]
        for student in ("ada", "obrien", "devi")
    }
    assert f"{TOTAL - 2.5:g} of {TOTAL:g} points." in above["obrien"]
    assert "2.5 points were taken off for being late." in above["obrien"]
    assert "late" not in above["ada"]
    assert 'Half a <b>point</b>, "nice"' in above["devi"]
    if format == "classroom50":
        assert json.loads((done.path / "devi.json").read_text())["points-per-point"] == 2
        assert any("whole numbers" in line for line in done.told)


def test_scores_for_lti_fit_the_specification(graded, people):
    """Has each student who is not excused one body, and a score only where there is one?"""
    lines = run(graded, people, "ags").path.read_text(encoding="utf-8").splitlines()
    bodies = {body["userId"]: body for body in map(json.loads, lines)}
    for body in bodies.values():
        jsonschema.validate(body, SCHEMAS["ags"])
    assert set(bodies) == {*IDS} - {"silva"}
    assert {id: b["scoreGiven"] for id, b in bodies.items() if "scoreGiven" in b} == scores(graded)
    assert bodies["hassan"]["gradingProgress"] == "Failed"
    assert bodies["mononym"]["gradingProgress"] == "NotReady"
    assert bodies["nguyen"]["gradingProgress"] == "Pending"
    assert bodies["devi"]["gradingProgress"] in ("PendingManual", "FullyGraded")
    again = run(graded, people, "ags").path.read_text(encoding="utf-8").splitlines()
    for first, second in zip(lines, again, strict=True):
        assert json.loads(first)["timestamp"] < json.loads(second)["timestamp"]


def test_reasons_and_paths_of_this_machine_reach_no_student(graded, people):
    """Does nothing that students see say where the course is, or why another file was broken?"""
    for format in ("moodle", "ags", "gradescope", "prairielearn", "classroom50"):
        path = run(graded, people, format).path
        files = path.iterdir() if path.is_dir() else [path]
        assert not any(str(graded.root) in file.read_text(encoding="utf-8") for file in files)


# ------------------------------------------------------------------- the command itself


def test_the_command_tells_what_has_no_score(graded, capsys):
    """Are counts printed, reasons told, and is the status 0 where every score has its place?"""
    assert main(["export", "--course", str(graded.root)]) == 0
    out, err = capsys.readouterr()
    counts = dict(reversed(part.split(" ", 1)) for part in out.splitlines()[1].split(", "))
    assert counts == {
        "graded": "7", "late": "1", "not gradable": "1", "waiting": "1", "excused": "1",
        "absent": "1",
    }  # fmt: skip
    assert "hassan: not gradable: " in err


def test_who_is_not_in_the_roster_is_told_and_not_lost(graded, tmp_path, capsys):
    """Does a student whom the roster forgot stand in the export nevertheless?"""
    path = tmp_path / "roster.csv"
    path.write_bytes(roster_csv(CLASS[1:]))
    assert main(["export", "--course", str(graded.root), "--roster", str(path)]) == 0
    assert "not in the roster" in capsys.readouterr().err
    text = (graded.grades / "exports" / "regression.csv").read_text(encoding="utf-8")
    assert "regression,ada," in text


def test_work_that_is_newer_than_its_score_is_told(graded, people):
    """Does the export of an old score say that there is new work, and only then?"""
    assert not any("handed in again" in line for line in run(graded, people, "csv").told)
    folder = graded.directory("submitted", "ada", "regression")
    (folder / "regression.ipynb").write_text((folder / "regression.ipynb").read_text() + " ")
    (told,) = (line for line in run(graded, people, "csv").told if "handed in again" in line)
    assert told.endswith(": ada")


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_says_what_it_needs(graded, capsys, format):
    """Is a missing or needless --fill, or a missing assignment, one sentence?"""
    base = ["export", "--format", format, "--course", str(graded.root)]
    needs = format in ("canvas", "moodle-worksheet", "moodle-feedback")
    wrong = [*base, "regression", *([] if needs else ["--fill", "x.csv"])]
    assert main(wrong) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "--fill" in told


def test_the_formats_of_the_command_line_are_those_that_there_are():
    """Do the lists that the command line has without importing anything agree with the rooms?"""
    from autograder import cli
    from autograder.platforms import layouts, results

    assert set(cli.EXPORTS) == set(FORMATS)
    assert cli.LAYOUTS == layouts.LAYOUTS
    assert cli.RESULTS == results.FORMATS
