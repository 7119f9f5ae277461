"""What the book promised to treat: docs/inventory.md against the labels of the pages."""

import re

import pytest

from .conftest import ROOT

INVENTORY = ROOT / "docs" / "inventory.md"
PAGES = sorted((ROOT / "book").glob("*.md"))
TREATMENTS = {"bug", "exhibit", "exercise", "text", "typo", "typesetting", "no error"}
NEEDS_NO_PLACE = {"typo", "typesetting"}
LABEL = re.compile(r"`([^`]+)`")

# Forms as the articles (or the texts that one is tempted to copy) print them. Nobody may state
# them; boxes, exercises and quizzes may quote them.
ERRONEOUS = {
    "E5": r"subtract\w* (the|this) gradient from the prediction",
    "E6": r"\\exp\(A\)\s*\}?\s*\{?\s*\\sum",
    "E18": r"2[,. ]?500[,. ]?000[,. ]?000 fits",
    "E23": r"\\sum_\{?c[^\n]*w_c[^\n]*x_\{n,\s*y_n\}",
    "E28": r"\b10\.884\b",
    "E29": r"0?\.242,\s*0?\.098\b",
    "E30": r"16\.852468|3\.320116|12\.182493",
    "E31": r"\b0\.416\b",
    "E32": r"\b2\.525\b",
    "E33": r"\b1\.4705\b|\b2\.941\b",
    "E38": r"cross-entropy (is|measures) (the|a) distance",
    "E40": r"(?m)^\\\(|\s\\\(",
    "E43": r"\\sum_\{i=0\}\^\{?N\b",
    "E50": r"entro[p]hy",
    "E61": r"(?m)^!!! ",
    "E64": r"inversely proportional",
    "E65": r"probability distribution function",
    "E67": r"entropy is the \**sum\** of",
    "E69": r"(KL|divergence|relative entropy) is (the|a) distance\b",
    "E75": r"likely[h]ood",
    "E89": r"target (is|must) never",
    "E95": r"(?m)^```math",
    "d2l": r"301[ ,]?029[ ,]?995",
}
#: A line that quotes a form in order to deny it.
DENIED = re.compile(r"\b(not|no|never|tempting|wrong|says|false)\b", re.IGNORECASE)
SAMPLES = {
    "E5": "Then subtract this gradient from the prediction A.",
    "E28": "The denominator is 10.884.",
    "E30": "with sum 16.852468",
    "E33": "the mean is 1.4705",
    "E64": "Information is inversely proportional to probability.",
    "E67": "The entropy is the sum of all information.",
    "E69": "So the divergence is a distance.",
}


def read_rows(letter):
    """The rows whose id is ``letter`` and a number, each as a list of cells."""
    lines = INVENTORY.read_text("utf-8").splitlines()
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("|")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if re.fullmatch(rf"{letter}\d+", row[0])]


def list_labels():
    """All labels of sections and exercises in the book."""
    texts = [page.read_text("utf-8") for page in PAGES]
    found = [re.findall(r"(?m)^\(([^)\s]+)\)=$|^:label: (ex-\S+)$", text) for text in texts]
    return {label for pairs in found for pair in pairs for label in pair if label}


def outside_boxes(text):
    """The text of a page without the boxes in which a wrong statement may be quoted.

    These are find-the-bug boxes, dropdowns, quizzes, exercises and their solutions.
    """
    kept, fence, gated = [], None, False
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if fence:
            if line.strip() == fence:
                fence = None
            continue
        opening = re.match(r"(`{3,}|:{3,})\{([\w-]+)\}", line)
        name = opening[2] if opening else ""
        gated = name == "solution-start" or (gated and name != "solution-end")
        is_bug = name == "admonition" and ":class: bug" in lines[number + 1 : number + 3]
        if is_bug or name in {"dropdown", "quiz", "exercise", "solution"}:
            fence = opening[1]
        elif not gated:
            kept.append(line)
    return "\n".join(kept)


@pytest.mark.parametrize(("letter", "count"), [("I", 95), ("E", 95), ("C", 12)])
def test_every_row_is_present_once_and_in_order(letter, count):
    """Is no row of the inventory, of the errors or of the confusions missing?"""
    assert [row[0] for row in read_rows(letter)] == [f"{letter}{i + 1}" for i in range(count)]


@pytest.mark.parametrize("letter", "IEC")
def test_every_label_exists(letter):
    """Does each row name the places where it is treated, and are they in the book?"""
    labels = list_labels()
    for row in read_rows(letter):
        named = LABEL.findall(row[-1])
        assert set(named) <= labels, row[0]
        assert named or row[-2] in NEEDS_NO_PLACE, f"{row[0]} is treated nowhere"


#: What in the words of a row names one thing that a page can be searched for: code, an
#: address, the number of a course or a video, an account.
NAMES = re.compile(
    r"`(\w+)`|\b(\w+\.(?:com|org|io))\b|((?=[\w-]*\d)(?=[\w-]*[A-Z_])\w+-\w+)|\b(\d+-\d{3})\b"
    r"|\b(CSDN|GitHub)\b"
)


def names_in(item):
    """The names in a row's words, without articles and lines of articles."""
    found = ["".join(groups) for groups in NAMES.findall(item)]
    return [name for name in found if not re.fullmatch(r"L\d+.*", name)]


def read_place(label):
    """The page that holds a label; the references too if it is the bibliography's."""
    mark = re.compile(rf"(?m)^\({re.escape(label)}\)=$|^:label: {re.escape(label)}$")
    texts = [text for text in (page.read_text("utf-8") for page in PAGES) if mark.search(text)]
    if label.startswith("bibliography"):
        texts.append((ROOT / "book" / "references.bib").read_text("utf-8"))
    return "\n".join(texts)


def find_missing(row):
    """The names in a row of the articles' contents that none of its places contains."""
    places = "\n".join(read_place(label) for label in LABEL.findall(row[-1]))
    return [name for name in names_in(row[2]) if name.lower() not in places.lower()]


@pytest.mark.parametrize("row", read_rows("I"), ids=lambda row: row[0])
def test_what_a_row_names_is_where_the_row_says(row):
    """Does a class, an option, an address or an account that a row names stand on its pages?"""
    assert find_missing(row) == []


@pytest.mark.parametrize(
    ("item", "label", "missing"),
    [
        ("references: YouTube xy4WF-5y8uY, CMU 11-785", "bibliography", ["xy4WF-5y8uY"]),
        ("reference sefiks.com", "ch-notation", ["sefiks.com"]),
        ("L1–5 header, CSDN account", "sec-contract-choice", ["CSDN"]),
        ("`SmoothL2Loss`", "ch-regression", ["SmoothL2Loss"]),
    ],
)
def test_a_row_marked_done_that_is_not_would_be_noticed(item, label, missing):
    """Would the test above see that a place does not treat what it is said to treat?"""
    assert find_missing(["I0", "000", item, "claim", f"`{label}`"]) == missing


def test_every_error_has_a_known_treatment():
    """Does each error say what became of it, in one of the known words?"""
    assert {row[-2] for row in read_rows("E")} <= TREATMENTS


def find_errors(text):
    """The printed forms that a page states, with the lines that do it."""
    return [
        (name, line)
        for line in outside_boxes(text).splitlines()
        for name, form in ERRONEOUS.items()
        if re.search(form, line, re.IGNORECASE) and not DENIED.search(line)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_printed_error_is_repeated(page):
    """Does a page state one of the errors, outside the boxes that ask to find it?"""
    assert find_errors(page.read_text("utf-8")) == []


@pytest.mark.parametrize(("name", "line"), SAMPLES.items())
def test_a_repeated_error_would_be_found(name, line):
    """Would the test above notice a stated error, and leave one in a box alone?"""
    boxed = f"```{{admonition}} Find the bug\n:class: bug\n{line}\n```\n"
    assert find_errors(line) == [(name, line)]
    assert find_errors(boxed) == []
