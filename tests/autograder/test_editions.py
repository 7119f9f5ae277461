"""Are notebooks in another language the same notebooks, and is work in them judged alike?"""

import dataclasses
import itertools
import json
import random
import re

import nbformat
import pytest

from autograder.cli import main
from autograder.gradebook import release
from autograder.gradebook.course import REPOSITORY, TEMPLATE, Course
from autograder.gradebook.grade import grade
from autograder.gradebook.translated import (
    Cell,
    cells,
    fits,
    in_language,
    left_in_english,
    pairs,
    same_code,
)
from autograder.judging.translation import fingerprint
from autograder.messages import DEFAULT
from autograder.submission import intake
from autograder.submission.intake import GRADED_CELL
from autograder.submission.source import alike, reworded
from autograder.translations import CellText, notebooks, stamp
from surprise_to_gradient import MATERIAL
from tests.autograder.conftest import SOLUTION, earned
from tests.autograder.test_grade import rows
from tests.autograder.test_intake import (
    duplicated,
    everything_in_one_cell,
    reversed_order,
    stripped,
    with_a_stub_left,
    work_above_the_stub,
)
from tests.autograder.test_nbgrader import nbgrader
from tests.autograder.test_release import solution_lines
from tests.catalog import assignment, released, stems

LANGUAGES = sorted({file.parent.name for file in MATERIAL.solutions.glob("*/*.py")})
EDITIONS = list(itertools.product(LANGUAGES, stems()))
TEXTS = [t for language in LANGUAGES for s in notebooks(MATERIAL, language) for t in s.texts]


def path_of(language, stem):
    return REPOSITORY / "assignments" / language / stem / f"{stem}.ipynb"


def edition(language, stem):
    return nbformat.read(path_of(language, stem), as_version=4)


def answered(language, source=SOLUTION, stem="regression"):
    """An edition with somebody's work in it, as JSON data."""
    student = intake.read(source.encode(), "work.py")
    return json.loads(json.dumps(intake.rebuild(edition(language, stem), student)))


# ------------------------------------------------------------------------ the release


@pytest.mark.parametrize("language", LANGUAGES)
def test_editions_are_current(course, language):
    """Does generating all notebooks of a language again give the committed bytes?"""
    for stem in stems():
        release.edition(assignment(stem), course, language)
        made = release.edition_path(stem, course, language)
        assert made.read_bytes() == path_of(language, stem).read_bytes()
        texts = assignment(stem).solution, assignment(stem).translations[language]
        assert left_in_english(*texts) == 0
    assert release.editions(course) == [language]


@pytest.mark.parametrize(("language", "stem"), EDITIONS)
def test_an_edition_is_the_same_notebook(language, stem):
    """Has it the cells of the English one, with their ids, points and code, and no solution?"""
    theirs, ours = edition(language, stem), released(stem)
    for mine, yours in zip(ours.cells, theirs.cells, strict=True):
        assert (mine.id, mine.cell_type) == (yours.id, yours.cell_type)
        known = [{**c.metadata.get("nbgrader", {}), "checksum": ""} for c in (mine, yours)]
        assert known[0] == known[1]
        if mine.cell_type == "code":
            assert alike(mine.source, yours.source)
            assert bool(GRADED_CELL.match(yours.source)) == bool(known[0]["grade"])
    code = [c.source for c in theirs.cells if c.cell_type == "code"]
    lines = {line.strip() for source in code for line in source.splitlines()}
    assert not solution_lines(f"{language}/{stem}") & lines
    text = path_of(language, stem).read_text(encoding="utf-8")
    assert not re.search(r"BEGIN SOLUTION|HIDDEN|rubric|misconception|solutions\.", text)


# ------------------------------------------------------------------------ judging


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: None, stripped, reversed_order, duplicated, with_a_stub_left,
        work_above_the_stub, everything_in_one_cell,
    ],
)  # fmt: skip
def test_perfect_work_in_an_edition_scores_full(check, change, language):
    """Does it where English was released, intact or damaged, and beside stubs of English?"""
    notebook = answered(language)
    change(notebook)
    report = check(notebook, "work.ipynb")
    assert report.score == report.max_score, earned(report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_of_the_work_is_told_alike(check, language):
    """Are verdicts and causes those of the same work in English, whatever was left undone?"""
    half = SOLUTION[: SOLUTION.index("class HuberLoss")].replace("/ scale", "/ 2", 1)
    own = json.loads(
        json.dumps(intake.rebuild(released("regression"), intake.read(half.encode(), "a.py")))
    )
    reports = [check(n, "work.ipynb") for n in (own, answered(language, half))]
    assert 0 < reports[0].score < reports[0].max_score
    assert reports[0].to_json() == reports[1].to_json()


@pytest.mark.parametrize(("language", "stem"), EDITIONS)
def test_an_edition_is_rebuilt_as_the_english_one(language, stem):
    """Is all of it known as given where English was released, and the other way round?"""
    for mine, yours in itertools.permutations([released(stem), edition(language, stem)]):
        untouched = intake.student_cells(mine.cells)
        assert intake.rebuild(yours, untouched).cells == yours.cells
        bare = [dataclasses.replace(cell, grade_id=None) for cell in reversed(untouched)]
        rebuilt = intake.rebuild(yours, bare)
        assert sorted(c.source for c in rebuilt.cells) == sorted(c.source for c in yours.cells)


def test_the_same_code_in_other_words():
    """Is code alike if comments and words differ, and not if a name, number or key does?"""
    one = 'def f(x):\n    """The sum."""\n    return f"It is {x + 1:.2f}, not {x}."'
    for other in (
        'def f(x):\n    """Die ganze Summe."""\n    return f"{x}是错的，应为{x + 1:.2f}。"  # ja',
        one.replace("The sum", "Sum of it"),
    ):
        assert alike(one, other)
        assert alike(other, one)
    for other in (
        one.replace("x + 1", "x + 2"), one.replace("def f", "def g"), one.replace(":.2f", ":.3f"),
        one.replace('    """The sum."""\n', ""), one + "\nf(1)", "",
    ):  # fmt: skip
        assert not alike(one, other)
        assert not alike(other, one)
    assert not alike('f("mean")', 'f("sum")')
    assert not alike("x = 1", "x = True")
    assert not alike("# one", "# two")
    deep = "f'a b {" + "+".join("1" * 5000) + "}'"
    assert reworded(deep, deep) is None


# ------------------------------------------------------------------------ a course


def recorded(course):
    """What the gradebook says of each student: penalty, grades and comments, without the time."""
    return {student: row for student, _, *row in rows(course)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_course_in_another_language(tmp_path, monkeypatch, hand_in, course, language):
    """Is it laid out, graded by both ways and told in its language, with work from any edition?"""
    monkeypatch.setattr("autograder.catalog.Catalog.stems", lambda self: ["regression"])
    assert main(["init", str(tmp_path / "own"), "--language", language]) == 0
    own = Course(tmp_path / "own")
    told = (own.root / "README.md").read_text(encoding="utf-8")
    assert told == (TEMPLATE / language / "README.md").read_text(encoding="utf-8")
    given = release.released_path("regression", own)
    assert given.read_bytes() == path_of(language, "regression").read_bytes()
    work = {"ada": SOLUTION, "ben": SOLUTION.replace("/ scale", "/ 2"), "zoe": ""}
    for student, source in work.items():
        english = hand_in(student, source).read_text(encoding="utf-8")
        for name, text in (
            (student, english),
            (f"{student}2", json.dumps(answered(language, source))),
        ):
            folder = own.directory("submitted", name, "regression")
            folder.mkdir(parents=True)
            (folder / "regression.ipynb").write_text(text, encoding="utf-8")
    grade("regression", own)
    found = recorded(own)
    assert [found[s] == found[f"{s}2"] for s in work] == [True] * 3
    ada, ben, zoe = (sum(grade[4] for grade in found[s][1].values()) for s in work)
    assert ada > ben > zoe == 0
    grade("regression", course)
    assert {s: row[1] for s, row in recorded(course).items()} == {s: found[s][1] for s in work}
    nbgrader(own, "autograde", "regression", "--force")
    assert recorded(own) == found
    assert main(["feedback", "regression", "--course", str(own.root)]) == 0
    pages = [
        own.directory("feedback", s, "regression") / "regression.html" for s in ("ben", "ben2")
    ]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    assert all(
        edition(language, "regression").cells[0].source.splitlines()[0][2:] in t for t in texts
    )
    assert given.read_bytes() == path_of(language, "regression").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_released_keeps_its_language_until_it_is_released_anew(course, language):
    """Does grading leave the notebook as students got it, when only the setting has changed?"""
    given = release.released_path("regression", course)
    before = given.read_bytes()
    config = course.root / "nbgrader_config.py"
    config.write_text(
        config.read_text("utf-8") + f'\nc.Autograder.language = "{language}"\n', "utf-8"
    )
    other = Course(course.root)
    assert not release.release(assignment("regression"), other)
    assert given.read_bytes() == before
    assert main(["release", "regression", "--course", str(course.root)]) == 0
    assert given.read_bytes() == path_of(language, "regression").read_bytes()
    assert release.language_of("regression", other) == language


def test_an_edition_is_kept_up_to_date(course, capsys):
    """Is one that was asked for once written again by each release, and an unknown one refused?"""
    where, language = ["--course", str(course.root)], LANGUAGES[0]
    assert main(["release", "regression", "--language", language, *where]) == 0
    path = release.edition_path("regression", course, language)
    path.write_text("{}")
    assert main(["release", "regression", *where]) == 0
    assert path.read_bytes() == path_of(language, "regression").read_bytes()
    assert main(["release", "regression", "--language", "nowhere", *where]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert main(["init", str(course.root / "new"), "--language", "nowhere"]) == 2
    assert not (course.root / "new").exists()


# ------------------------------------------------------------------------ sources in step

ENGLISH = """\
# %% [markdown]
# # One
#
# Two *and* 3.

# %%
def f(x):
    ### BEGIN SOLUTION
    return x + 1
    ### END SOLUTION


# %%
assert f(1) == 2, "That is wrong."
"""
OTHER = ENGLISH.replace("# One", "# Un").replace("That is wrong.", "C'est faux.")


def stamped(english, translated):
    """A translation whose cells carry the fingerprints of the English ones."""
    marks = iter([fingerprint(cell.source) for cell in cells(english)])
    return re.sub(r"(?m)^# %%.*$", lambda m: f'{m[0]} of="{next(marks)}"', translated)


def test_a_stale_cell_is_released_in_english():
    """Is what was written for another English, or has other code, left in English?"""
    both = stamped(ENGLISH, OTHER)
    assert [c.source for c in in_language(ENGLISH, both)] == [c.source for c in cells(OTHER)]
    assert [c.source for c in in_language(ENGLISH, OTHER)] == [c.source for c in cells(OTHER)]
    newer = ENGLISH.replace("Two *and* 3", "Two *and* 4")
    told = [c.source for c in in_language(newer, both)]
    assert told == [cells(newer)[0].source, *(c.source for c in cells(OTHER)[1:])]
    drifted = both.replace("f(1) == 2", "f(1) == 3")
    assert in_language(ENGLISH, drifted)[2] == cells(ENGLISH)[2]
    assert in_language(ENGLISH, None) == cells(ENGLISH)
    told = [left_in_english(*t) for t in ((newer, both), (ENGLISH, OTHER), (ENGLISH, None))]
    assert told == [1, 0, 3]


def test_a_cell_that_comes_or_goes_leaves_the_others_in_step():
    """Are cells paired by their fingerprints, not by where they stand?"""
    both = stamped(ENGLISH, OTHER)
    more = "# %% [markdown]\n# Zero.\n\n" + ENGLISH
    paired = list(pairs(cells(more), cells(both)))
    assert paired[0][1] is None
    assert all(fits(mine, yours) for mine, yours in paired[1:])
    fewer = ENGLISH[ENGLISH.index("# %%\n") :]
    assert next(mine for mine, _ in pairs(cells(fewer), cells(both))) is None
    unlike = [Cell("code", "x")], [Cell("markdown", "x")]
    assert list(pairs(*unlike)) == [(unlike[0][0], None), (None, unlike[1][0])]


def test_a_solution_may_not_move():
    """Is the same code refused if students would get another part of it?"""
    english = cells(ENGLISH)[1].source
    moved = english.replace("    ### BEGIN SOLUTION\n", "").replace(
        "def f(x):", "### BEGIN SOLUTION\ndef f(x):"
    )
    assert not same_code(english, moved)


def test_stamps_stand_in_the_cells(tmp_path):
    """Is a new cell stamped, a stale one only if it is named, and its source left as it is?"""
    (tmp_path / "solutions" / "xx").mkdir(parents=True)
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "one.py").touch()
    (tmp_path / "solutions" / "one.py").write_text(ENGLISH, encoding="utf-8")
    file = tmp_path / "solutions" / "xx" / "one.py"
    file.write_text(OTHER, encoding="utf-8")
    material = type(MATERIAL).in_directory(tmp_path)

    def status():
        return notebooks(material, "xx")[0]

    assert material.languages() == ["xx"]
    assert status().stale == ["one-0", "one-1", "one-2"]
    stamp(status(), [])
    assert file.read_text(encoding="utf-8") == stamped(ENGLISH, OTHER)
    newer = ENGLISH.replace("Two *and* 3", "Two *and* 4")
    (tmp_path / "solutions" / "one.py").write_text(newer, encoding="utf-8")
    stamp(status(), [])
    assert status().stale == ["one-0"]
    stamp(status(), ["one-0"])
    assert status().stale == []
    assert status().unfaithful == ["one-0: numbers without 4, with 3"]
    file.unlink()
    assert status().missing == ["one-0", "one-1", "one-2"]
    file.write_text(OTHER + "\n# %%\nmore = 1\n", encoding="utf-8")
    assert status().orphaned == ("one: 'more = 1'",)


def planted():
    """Cells of translations with one thing changed, by what was changed."""
    rng = random.Random(16)
    for text in TEXTS:
        said, kinds = text.translated, {}
        formulas = re.findall(r"\$[^$\n]+\$", said) if text.kind == "markdown" else []
        if formulas:
            formula = rng.choice(formulas)
            kinds["formula lost"] = said.replace(formula, "", 1)
        if signed := [formula for formula in formulas if "-" in formula]:
            formula = rng.choice(signed)
            kinds["sign"] = said.replace(formula, formula.replace("-", "+", 1), 1)
        if numbers := re.findall(r"(?<![\w.\\{^])\d+(?:\.\d+)?", said):
            number = rng.choice(numbers)
            kinds["number"] = re.sub(
                rf"(?<![\w.\\{{^]){re.escape(number)}", f"7{number}", said, count=1
            )
        if text.kind == "code" and (names := re.findall(r"(?<=np\.)\w+", said)):
            kinds["name"] = re.sub(rf"np\.{rng.choice(names)}\b", "np.other", said, count=1)
        if text.kind == "code":
            lines = said.splitlines()
            kinds["line lost"] = "\n".join(line for line in lines if line != lines[-1])
        if gaps := re.findall(r"\{\w+[^{}\n]*\}(?=[^`$]*\")", said) if text.kind == "code" else []:
            kinds["gap lost"] = said.replace(rng.choice(gaps), "", 1)
        if "`" in said and text.kind == "markdown":
            kinds["code"] = said.replace("`", "`_", 1)
        if "\n| " in said:
            kinds["row lost"] = re.sub(r"\n\| .*", "", said, count=1)
        if said.startswith("## "):
            kinds["level"] = said.replace("## ", "### ", 1)
        if "\n\n" in said and text.kind == "markdown":
            kinds["paragraph"] = said.replace("\n\n", "\n", 1)
        yield from ((kind, text, changed) for kind, changed in kinds.items() if changed != said)


def test_planted_drift_is_caught():
    """Is each change of a number, sign, formula, name, line, gap, row or paragraph noticed?"""
    seen, missed = {}, []
    for kind, text, changed in planted():
        seen[kind] = seen.get(kind, 0) + 1
        if not any(dataclasses.replace(text, translated=changed).differences()):
            missed.append((kind, text.name))
    assert missed == []
    assert len(seen) == 10
    assert min(seen.values()) >= 5, seen


def test_exchanged_cells_are_caught():
    """Is a cell under another one's fingerprint noticed?"""
    for one, other in itertools.pairwise(t for t in TEXTS if t.english != "import numpy as np"):
        if one.english != other.english:
            moved = dataclasses.replace(one, translated=other.translated, of=other.of)
            assert moved.stale


def test_texts_of_notebooks_are_cells():
    """Are all cells there, and is there no language that nobody can read?"""
    assert all(isinstance(text, CellText) for text in TEXTS)
    assert DEFAULT not in LANGUAGES
