"""Does the page say what was lost and why, to everybody, and show a student's text only as text?"""

import base64
import copy
import datetime
import re
import shutil
import struct
import tomllib
import zlib

import bs4
import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder.analytics.findings import family
from autograder.catalog import Catalog, CatalogError, Material
from autograder.cli import main
from autograder.gradebook import feedback_html as html
from autograder.gradebook.course import REPOSITORY, Course
from autograder.gradebook.feedback import feedback
from autograder.gradebook.feedback_page import MAX_PAGE, FeedbackExporter, report_in
from autograder.gradebook.grade import grade
from autograder.judging.families import FAMILIES, FUNCTION_FAMILIES
from autograder.submission import intake
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_nbgrader import nbgrader
from tests.book.widget_pages import AXE
from tests.catalog import assignment, released, stems

CHEN = (REPOSITORY / "examples/students/chen/regression.py").read_text(encoding="utf-8")
STUDENTS = {"ada": SOLUTION, "chen": CHEN, "zoe": ""}
RUN_AXE = """async () => (await axe.run({ preload: false })).violations.map(
  (found) => found.id + ": " + found.nodes.slice(0, 3).map((node) => node.html.slice(0, 120))
)"""


@pytest.fixture(scope="module")
def class_of_three(blank_course, tmp_path_factory):
    """A course directory in which three students have their pages."""
    root = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(blank_course, root)
    course = Course(root)
    for student, source in STUDENTS.items():
        notebook = intake.rebuild(released("regression"), intake.read(source.encode(), "work.py"))
        path = course.directory("submitted", student, "regression") / "regression.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
    grade("regression", course)
    assert feedback("regression", course, jobs=2) == list(STUDENTS)
    return root


@pytest.fixture
def marked(class_of_three, tmp_path):
    """The same, in a copy that a test may change."""
    root = tmp_path / "marked"
    shutil.copytree(class_of_three, root)
    return Course(root)


def page_path(course, student):
    return course.directory("feedback", student, "regression") / "regression.html"


def graded(course, student):
    path = course.directory("autograded", student, "regression") / "regression.ipynb"
    return nbformat.read(path, as_version=4)


def soup(text):
    return bs4.BeautifulSoup(text, "html.parser")


def words(element):
    """The text of an element, with single blanks."""
    return " ".join(element.get_text().split())


def exported(notebook, config=None, **marks):
    """A page of a notebook with marks as `GetGrades` leaves them."""
    known = {"score": 1.0, "max_score": 2.0, "late_penalty": 0.0, **marks}
    page, _ = FeedbackExporter(config=config).from_notebook_node(notebook, {"nbgrader": known})
    return page


# ------------------------------------------------------------------------- what it says


@pytest.mark.parametrize("student", STUDENTS)
def test_every_question_stands_at_the_top_with_its_points(class_of_three, student):
    """Are score and all questions by name the first thing on the page?"""
    course = Course(class_of_three)
    page = soup(page_path(course, student).read_text())
    report = report_in(graded(course, student))
    assert words(page.h1) == f"{report.score:g} of {report.max_score:g} points"
    shown = words(page.find("ul", class_="names"))
    for q in report.questions:
        assert f"{q.id} {q.earned:g}/{q.points:g}" in shown
        link = page.find("a", href=f"#q-{q.grade_id}")
        assert (link is not None) == (q.earned < q.points)
    listed = [words(code) for code in page.select("ul.passed code")]
    assert listed == [q.id for q in report.questions if q.earned == q.points]


@pytest.mark.parametrize("student", STUDENTS)
def test_a_lost_question_has_all_that_helps(class_of_three, student):
    """Does each have its hint in full, its example as a table, and what to read again?"""
    course = Course(class_of_three)
    page = soup(page_path(course, student).read_text())
    lost = [q for q in report_in(graded(course, student)).questions if q.earned < q.points]
    assert bool(lost) == (student != "ada")
    for q in lost:
        article = page.find(id=f"q-{q.grade_id}").find_parent("article")
        unit = "point" if q.points == 1 else "points"
        assert f"{q.id} {q.earned:g} of {q.points:g} {unit}" in words(article)
        for line in q.message.replace("`", "").splitlines():
            if not line.startswith("On the worked example"):
                assert " ".join(line.split()) in words(article)
        robust = q.id.startswith(("L1Loss", "HuberLoss", "SmoothL1Loss"))
        chapters = ["L1, Huber, Smooth L1"] if robust else ["squared error"]
        if q.id.endswith("options"):  # the reductions of all are told with squared error
            chapters.append("squared error")
        named = [
            f"in the chapter “Regression losses: {one}”." in words(article) for one in chapters
        ]
        assert any(named)
        table = article.find("table", class_="example")
        assert (table is None) == (q.example is None)
        if table:
            cells = [cell.get_text() for cell in table.find_all("pre")]
            given, mine, right = (" ".join(cell.split()) for cell in cells)
            assert given == " ".join(" ".join(q.example.given).split())
            assert mine == " ".join(q.example.mine.split())
            assert right == " ".join(q.example.right.split())


def test_the_code_of_a_lost_question_is_the_method_that_was_asked(class_of_three):
    """Is the student's own method there, the class where all of it is asked, and neither twice?"""
    page = soup(page_path(Course(class_of_three), "chen").read_text())

    def article(name):
        return page.find(id=f"q-{name}").find_parent("article")

    code = article("MSELoss-backward").find("pre").get_text()
    assert code.startswith("def backward(self):")
    assert "return g / len(self.A)" in code
    assert article("HuberLoss-options").find("pre").get_text().startswith("class HuberLoss:")
    assert "Your code" not in words(article("SmoothL1Loss-forward"))  # there is none
    shown = [pre.get_text() for pre in page.select("article > pre")]
    assert len(shown) == len(set(shown))
    assert all(not q.find("pre") for q in soup(page_path(Course(class_of_three), "zoe")
               .read_text()).find_all("article"))  # fmt: skip


def test_the_notebook_is_folded_beneath_and_whole(class_of_three):
    """Are all cells there but the graded ones, which say their points in a line?"""
    course = Course(class_of_three)
    page, notebook = soup(page_path(course, "chen").read_text()), graded(course, "chen")
    folded = page.find("details")
    assert not folded.has_attr("open")
    codes = [pre.get_text() for pre in folded.find_all("pre")]
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            assert cell.source.strip("\n") in codes
    assert "MSELoss.backward: 0 of 3 points." in words(folded)
    assert "NBGRADER_EXECUTION" not in words(folded)


def test_remarks_and_weak_isolation_are_told():
    """Does the page say what is to be said of the work as a whole?"""
    notebook = hostile()
    notebook.metadata["autograder"]["report"]["remarks"] = ["“work (1).ipynb” was taken."]
    notebook.metadata["autograder"]["isolation"] = []
    notes = [words(note) for note in soup(exported(notebook)).select("header .note")]
    assert notes[0] == "“work (1).ipynb” was taken."
    assert notes[1].startswith("Graded with weak isolation: without ")


def test_what_is_said_of_the_file_is_on_the_page(course, hand_in):
    """Does the student learn which file was taken, in the language of the page?"""
    path = hand_in("ada", SOLUTION)
    path.rename(path.with_name("Regression (1).ipynb"))
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.Autograder.language = "zh"\n')
    course = Course(course.root)
    (outcome,) = grade("regression", course)
    assert feedback("regression", course) == ["ada"]
    notes = [words(n) for n in soup(page_path(course, "ada").read_text("utf-8")).select(".note")]
    assert "采用了“Regression (1).ipynb”：文件名应当是“regression.ipynb”。" in notes
    assert report_in(graded(course, "ada")).remarks == outcome.remarks


# ----------------------------------------------------------- what people add in the gradebook


def test_manual_scores_comments_and_penalties_are_shown(marked):
    """Is a page renewed when a person enters something later, and no other page?"""
    with marked.api.gradebook as gradebook:
        assert feedback("regression", marked) == []
        row = gradebook.find_submission_notebook("regression", "regression", "chen")
        row.late_submission_penalty = 1.5
        (score,) = [g for g in row.grades if g.name == "L1Loss-backward"]
        score.manual_score = 2
        (comment,) = [c for c in row.comments if c.name == "L1Loss"]
        comment.manual_comment = "Right *except* at ties: $|0| = 0$. <script>alert(1)</script>"
        gradebook.db.commit()
    assert feedback("regression", marked) == ["chen"]
    assert feedback("regression", marked) == []
    text = page_path(marked, "chen").read_text()
    page = soup(text)
    assert words(page.h1) == "30.5 of 58 points"
    assert "Your work earned 32 of 58 points. 1.5 were taken off" in words(page.header)
    assert "L1Loss.backward 2/3" in words(page.find("ul", class_="names"))
    article = page.find(id="q-L1Loss-backward").find_parent("article")
    assert "2 of 3 points" in words(article)
    assert "the grader had given 0." in words(article)
    comment = page.find("div", class_="comment")
    assert words(comment.h3) == "On L1Loss"
    assert comment.em.get_text() == "except"
    assert comment.math
    assert "<script>alert(1)</script>" in comment.get_text()
    assert "No response." not in text
    # A person takes it back.
    with marked.api.gradebook as gradebook:
        gradebook.find_grade("L1Loss-backward", "regression", "regression", "chen").manual_score = 3
        gradebook.db.commit()
    assert feedback("regression", marked) == ["chen"]
    assert "L1Loss.backward" in words(soup(page_path(marked, "chen").read_text())
                                      .find("ul", class_="passed"))  # fmt: skip


def test_nbgrader_and_formgrader_make_the_same_page(marked):
    """Are the pages of both commands and of formgrader's button equal, byte for byte?"""
    with marked.api.gradebook as gradebook:
        gradebook.update_or_create_assignment("regression", duedate=datetime.datetime(2026, 1, 1))
        row = gradebook.find_submission_notebook("regression", "regression", "chen")
        row.late_submission_penalty = 2.0
        row.assignment.timestamp = datetime.datetime(2026, 1, 2, 3, 4)
        gradebook.update_or_create_student("chen", first_name="美", last_name="陈")
        gradebook.update_or_create_student("ada", first_name="Ada", last_name="Lovelace")
        row.comments[0].manual_comment = "Ask me."
        row.grades[0].extra_credit = 0.5
        gradebook.db.commit()
    feedback("regression", marked, force=True)
    ours = {student: page_path(marked, student).read_text() for student in STUDENTS}
    assert "Ask me." in ours["chen"]
    senders = {
        student: words(soup(page).find("p", class_="sender")) for student, page in ours.items()
    }
    assert senders == {
        "ada": "Ada Lovelace (ada)",
        "chen": "陈美 (chen) · handed in 2026-01-02 03:04 (UTC)",
        "zoe": "zoe",
    }
    nbgrader(marked, "generate_feedback", "regression", "--force")
    assert {student: page_path(marked, student).read_text() for student in STUDENTS} == ours
    page_path(marked, "chen").unlink()
    assert marked.api.generate_feedback("regression", "chen", force=True)["success"]
    assert page_path(marked, "chen").read_text() == ours["chen"]
    assert feedback("regression", marked) == []


def test_one_student_and_force(marked, capsys):
    """Does `--student` limit, `--force` renew, and an unknown student end in a sentence?"""
    at = ["--course", str(marked.root), "--jobs", "1"]
    before = {s: page_path(marked, s).stat().st_mtime_ns for s in STUDENTS}
    assert main(["feedback", "regression", "--student", "ada", *at]) == 0
    assert capsys.readouterr().out.startswith("0 pages")
    students = ["--student", "ada", "--student", "zoe"]
    assert main(["feedback", "regression", *students, "--force", *at]) == 0
    assert capsys.readouterr().out.startswith("2 pages")
    renewed = {s for s in STUDENTS if page_path(marked, s).stat().st_mtime_ns > before[s]}
    assert renewed == {"ada", "zoe"}
    assert main(["feedback", "regression", "--student", "nobody", *at]) == 2
    assert "nobody: not graded. `autograder grade regression`" in capsys.readouterr().err


def test_another_language_or_address_renews_the_pages(marked):
    """Do the settings of the course reach the page: its language, and links into its book?"""
    config = marked.root / "nbgrader_config.py"
    told = 'c.Autograder.language = "xx"\nc.Autograder.book_url = "https://book.example/loss/"\n'
    config.write_text(f"{config.read_text()}\n{told}")
    course = Course(marked.root)
    assert feedback("regression", course, jobs=2) == list(STUDENTS)
    page = soup(page_path(course, "chen").read_text())
    assert page.html["lang"] == "xx"
    (link,) = page.find(id="q-MSELoss-backward").find_parent("article").select(".reread a")
    address = "https://book.example/loss/book/regression.html#sec-regression-mse-gradient"
    assert link["href"] == address


def test_a_course_without_the_line_gets_the_page_from_our_command(marked):
    """Is the exporter ours where an older configuration does not name it?"""
    config = marked.root / "nbgrader_config.py"
    lines = config.read_text().splitlines()
    config.write_text("\n".join(line for line in lines if "GenerateFeedback" not in line))
    feedback("regression", Course(marked.root), force=True)
    assert soup(page_path(marked, "ada").read_text()).find("ul", class_="names")


def test_what_was_not_graded_by_us_gets_nbgraders_page():
    """Is a notebook without our report left to nbconvert as it is?"""
    notebook = nbformat.v4.new_notebook(cells=[new_markdown_cell("# Quiz\n\n$x$")])
    known = {"nbgrader": {"score": 1, "max_score": 2, "late_penalty": 0}}
    theirs, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook, known)
    ours, _ = FeedbackExporter(template_name="basic").from_notebook_node(notebook, known)
    assert ours == theirs
    notebook.metadata["autograder"] = {"report": {"questions": "damaged"}}
    damaged, _ = FeedbackExporter(template_name="basic").from_notebook_node(notebook, known)
    assert "autograder-shows" not in damaged


# ----------------------------------------------------------------------- a student's text

EVIL = [
    "<script>document.title = 'owned'; fetch('https://evil.example/')</script>",
    "<img src=x onerror=\"document.title = 'owned'\">",
    "<svg onload=\"document.title = 'owned'\"><image href='https://evil.example/a.png'/></svg>",
    "</pre></code></td></table><iframe src='https://evil.example/'></iframe>",
    "<style>@import url(https://evil.example/a.css);</style>",
    "[click](javascript:document.title='owned') ![see](https://evil.example/a.png)",
    '[x](https://a.example/"onmouseover="document.title=1) <a href="javascript:alert(1)">y</a>',
    "$\\text{<script>document.title = 'owned'</script>}$ $\\href{javascript:alert(1)}{x}$",
    "$$\\style{background:url(https://evil.example/a.png)}{x} \\class{note}{y}$$",
    "`<b onclick=alert(1)>` {{ 7 * 7 }} {% raw %} &lt;script&gt; \u202e \x1b[31m \ud800",
]
ACTIVE = {
    "applet", "audio", "base", "embed", "form", "frame", "iframe", "image", "input", "link",
    "object", "script", "svg", "video",
}  # fmt: skip


def hostile():
    """A graded notebook in which everything that may hold text holds EVIL."""
    evil = "\n\n".join(EVIL)
    question = {
        "id": "Evil.forward", "points": 2.0, "earned": 0.0, "status": "failed",
        "misconception": None, "message": evil, "gist": evil,
        "groups": [{"name": evil, "points": 2.0, "earned": 0.0, "failed": evil}],
        "example": {
            "label": evil, "method": "forward", "given": EVIL, "mine": evil, "right": evil,
        },
        "said": [],
    }  # fmt: skip
    report = {"assignment": "regression", "questions": [question], "remarks": EVIL}
    data = dict.fromkeys(
        ["text/html", "image/svg+xml", "application/javascript", "text/markdown", "text/latex"],
        evil,
    )
    data["image/png"] = f'x" onerror="{evil}'
    outputs = [
        new_output("stream", name="stdout", text=evil),
        new_output("display_data", data={**data, "text/plain": evil}),
        new_output("execute_result", data=data, execution_count=1),
        new_output("error", ename=evil, evalue=evil, traceback=EVIL),
        new_output("error", ename=evil, evalue=evil, traceback=[]),
    ]
    metadata = {"grade_id": "Evil", "solution": True, "comment": evil}
    source = f"class Evil:\n    def forward(self):\n        '''{evil}'''\n"
    cells = [
        new_markdown_cell(f"# {EVIL[0]}\n\n{evil}"),
        new_code_cell(source, outputs=outputs, metadata={"nbgrader": metadata}),
        new_code_cell(evil, outputs=outputs),
        nbformat.v4.new_raw_cell(evil),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["autograder"] = nbformat.from_dict({"report": report, "isolation": []})
    return notebook


def test_nothing_a_student_wrote_is_active():
    """Is all of it text: no element that acts, no handler, no address but of the web?"""
    text = exported(hostile())
    page = soup(text)
    assert {tag.name for tag in page.find_all(True)} & ACTIVE == set()
    assert len(page.find_all("style")) == 1
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")]
        assert not tag.get("href", "#").lower().startswith(("javascript", "data", "vbscript"))
        if tag.name not in ("div", "style") or tag.get("class") != ["bar"]:
            assert "url(" not in tag.get("style", "")
    assert page.find_all("img") == []
    assert page.get_text().count("document.title = 'owned'") > 30  # it is there, to be read
    assert "{{ 7 * 7 }}" in page.get_text()
    assert not set("\x1b\u202e") & set(page.find("details").pre.get_text())
    assert r"\u202e \x1b[31m \ud800" in page.find("details").pre.get_text()


@pytest.mark.browser
def test_nothing_a_student_wrote_runs_in_a_browser(open_page, tmp_path):
    """Does Chromium run nothing and ask for nothing, also with the page's own ban lifted?"""
    path = tmp_path / "page.html"
    path.write_text(exported(hostile()), encoding="utf-8")
    for lifted in (False, True):
        page = open_page(path.as_uri(), until="networkidle", bypass_csp=lifted)
        page.evaluate("document.querySelector('details').open = true")
        page.wait_for_timeout(200)
        assert page.title() == "regression: 1 of 2 points"
        assert page.requests == [path.as_uri()]
        assert page.errors == []


def test_only_pictures_that_are_pictures_are_shown():
    """Is a PNG drawn with words for it, and anything else under its name left out?"""
    notebook = hostile()
    plot = new_output("display_data", data={"image/png": png(4), "text/plain": "<Figure>"})
    notebook.cells.append(new_code_cell("plot()", outputs=[plot]))
    (image,) = soup(exported(notebook)).find_all("img")
    assert image["src"] == f"data:image/png;base64,{png(4)}"
    assert image["alt"] == "A picture that this cell draws."


def png(size):
    """A PNG of noise that does not compress, in base64."""
    rows = b"".join(b"\0" + zlib.crc32(bytes([i % 256])).to_bytes(4, "big") * size
                    for i in range(4 * size))  # fmt: skip
    header = struct.pack(">IIBBBBB", size, 4 * size, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return base64.b64encode(data).decode()


def test_a_page_never_grows_too_large():
    """Do endless code, outputs and pictures leave a page of bounded size that says what is left?"""
    notebook = hostile()
    flood = [new_output("stream", name="stdout", text="<&>" * 100_000)] * 3
    picture = [new_output("display_data", data={"image/png": png(150)})]
    notebook.cells += [new_code_cell("x = 1\n" * 20_000, outputs=flood) for _ in range(20)]
    notebook.cells += [new_code_cell("plot()", outputs=picture) for _ in range(5)]
    notebook.cells += [new_markdown_cell("word " * 100_000)]
    notebook.cells += [new_code_cell("class Evil:\n" + "    x = 1\n" * 30_000)]
    text = exported(notebook)
    assert len(text.encode()) <= MAX_PAGE
    assert "This is too long for the page and was left out." in text


@pytest.mark.parametrize("student", STUDENTS)
def test_an_ordinary_page_is_small(class_of_three, student):
    """Is the page of ordinary work, with everything in it, a fraction of what it may be?"""
    assert page_path(Course(class_of_three), student).stat().st_size < MAX_PAGE / 3


# ---------------------------------------------------------------------------- formulas


@pytest.mark.parametrize("stem", stems())
def test_every_formula_of_a_released_notebook_is_drawn(stem):
    """Is no TeX left over in any notebook that students get?"""
    texts = [c.source for c in released(stem).cells if c.cell_type == "markdown"]
    formulas = 0
    for text in texts:
        shown = soup(str(html.markdown(text)))
        formulas += len(shown.find_all("math"))
        for code in shown.find_all(["code", "pre"]):
            code.decompose()
        left = shown.get_text()
        assert "$" not in left
        assert not re.search(r"\\[a-zA-Z]", left), left
    assert formulas > 5


@pytest.mark.parametrize(
    ("tex", "mathml"),
    [
        (r"-\infty", "<mo>−</mo><mi>∞</mi>"),
        (r"a = -b", '<mi>a</mi><mo>=</mo><mo form="prefix">−</mo><mi>b</mi>'),
        (r"(a) - b", "<mo>−</mo><mi>b</mi>"),
        (r"\log p", '<mi>log</mi><mspace width="0.167em"></mspace><mi>p</mi>'),
        (r"\log(p)", '<mi>log</mi><mo stretchy="false">(</mo>'),
        (r"\arg\max_k A", "<mo>arg</mo>"),
        (r"\frac{\ln a}{b}", "<mfrac><mrow><mi>ln</mi><mspace"),
        (r"\text{a<b}", "<mtext>a&lt;b</mtext>"),
        (r"\frac{", r"<code>\frac{</code>"),
    ],
)
def test_formulas_look_as_in_print(tex, mathml):
    """Are signs, names of functions and text what MathML means by them?"""
    assert mathml in html.formula(tex)


def test_formulas_stand_where_they_belong():
    """Is displayed math its own line, and code in backticks never math?"""
    shown = soup(str(html.markdown("By $x$ and `$y$`:\n\n$$z = 1$$\n\n| $u$ | b |\n|---|---|")))
    assert [math["display"] for math in shown.find_all("math")] == ["inline", "block", "inline"]
    assert shown.code.get_text() == "$y$"
    assert shown.find("span", class_="formula").math["display"] == "block"


# ---------------------------------------------------------------------------- the book


@pytest.mark.parametrize("stem", stems())
def test_what_to_read_again_is_in_the_book(stem):
    """Does each section that is named stand in the book, under its label, for a key that asks?"""
    reading = Catalog().reading(stem)
    questions = {q.id for q in assignment(stem).rubric.questions}
    mistakes = {m.__name__ for m in assignment(stem).rubric.misconceptions}
    exact = {key for key in reading.sections if not key.startswith("*")}
    assert exact <= questions | {q.partition(".")[0] for q in questions} | mistakes
    for section in [reading.chapter, *reading.sections.values()]:
        source = REPOSITORY / section.page.replace(".html", ".md")
        text = source.read_text(encoding="utf-8")
        assert f"\n# {section.chapter}\n" in text
        labels = dict(re.findall(r"^\(([\w-]+)\)=\n+#+ (.+)$", text, re.M))
        anchors = {label.replace("_", "-"): title for label, title in labels.items()}
        assert not section.anchor or anchors[section.anchor] == section.title


def test_mistakes_have_sections_of_their_own():
    """Has a mistake the section on it, a kind that of its chapter, and is no kind left over?"""
    kinds = {kind.__name__ for kind in (*FAMILIES, *FUNCTION_FAMILIES)}
    endings, named, others, read = set(), 0, set(), Catalog().reading
    for stem in stems():
        reading, mistakes = read(stem), assignment(stem).rubric.misconceptions
        endings |= {key[1:] for key in reading.sections if key.startswith("*")}
        for mistake in mistakes:
            named += reading.known(mistake.__name__) is not None
            for ending in endings:  # it is one of this kind, not only called so
                if mistake.__name__.endswith(ending) and family(mistake) != ending:
                    others.add(mistake.__name__)
    assert endings <= kinds
    assert others == {
        "CEGradientAveraged", "CEGradientOfSum", "CEGradientPointsDown", "CESinglePrecision",
        "CEStaleCache", "CEStateOnClass", "CESumForMean", "LossAveragesOneAxis",
        "LossStateOnClass", "LossSumForMean", "ObjectiveStateOnClass", "PriceSinglePrecision",
    }  # fmt: skip
    assert named > 250
    of = read("regression").of
    assert of("L1SumForMean", "L1Loss.forward", "L1Loss").anchor == "sec-regression-reduction"
    assert of("L1NoneIsDividedInBackward").title == "Mean, sum, none"
    assert of("L1StateOnClass", "L1Loss.reuse").chapter == "What a loss is"
    assert of("L1NanAtTies", "L1Loss.forward").anchor == "sec-regression-kink"
    assert of(None, "L1Loss.backward").anchor == "sec-regression-kink"
    assert read("counts").of("PoissonSumForMean").anchor == "sec-contract-reduction"


def test_a_reading_file_that_is_wrong_is_named(tmp_path):
    """Is there a sentence with file and assignment for one that misses something?"""
    (tmp_path / "reading.toml").write_text('[words]\npage = "words.html"\n')
    material = Material("own", "own.rubrics", tmp_path / "solutions", tmp_path)
    assert material.sections("other") is None
    with pytest.raises(CatalogError, match=r"reading\.toml: what it says of words"):
        material.sections("words")
    (tmp_path / "reading.toml").write_text("[words")
    with pytest.raises(CatalogError, match=r"reading\.toml cannot be read"):
        material.sections("words")


def test_the_course_names_its_reading():
    """Is every assignment of the course in its file, and nothing else?"""
    file = REPOSITORY / "surprise_to_gradient" / "reading.toml"
    assert set(tomllib.loads(file.read_text(encoding="utf-8"))) == {"*", *stems()}


# -------------------------------------------------------------------------- in a browser


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("student", STUDENTS)
def test_a_page_is_accessible(class_of_three, open_page, student, width, scheme):
    """Does axe-core find nothing, does nothing stick out, and does the page load only itself?"""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    address = page_path(Course(class_of_three), student).as_uri()
    # The page forbids scripts, also that of axe: the ban is lifted for it.
    page = open_page(address, width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelector('details').open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN_AXE) == []
    assert page.requests == [address]


@pytest.mark.browser
def test_a_page_works_without_scripts_and_on_paper(class_of_three, open_page):
    """Does the notebook unfold without a script, and is a print black on white in the dark, too?"""
    address = page_path(Course(class_of_three), "chen").as_uri()
    page = open_page(address, java_script_enabled=False, color_scheme="dark")
    folded = page.locator("details math").first
    assert not folded.is_visible()
    page.locator("summary").click()
    assert folded.is_visible()
    paper = open_page(address, color_scheme="dark", bypass_csp=True)
    paper.emulate_media(media="print")
    colors = paper.evaluate("(({ color, backgroundColor: b }) => [color, b])"
                            "(getComputedStyle(document.body))")  # fmt: skip
    assert colors == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert paper.locator("article").first.is_visible()


WRAPPED = """() => [...document.querySelectorAll('.w')].map((line) => {
  const range = document.createRange();
  range.selectNodeContents(line);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
  const top = Math.min(...boxes.map((box) => box.top));
  const begin = line.parentElement.getBoundingClientRect().left;
  const wrapped = boxes.filter((box) => box.top > top + 5).map((box) => box.left - begin);
  const indent = Number(line.style.getPropertyValue('--i'));
  return { indent, wrapped, text: line.textContent };
})"""


@pytest.mark.browser
def test_what_is_wrapped_stays_beneath_its_line(class_of_three, open_page):
    """On a phone, does no rest of a line stand left of where the line began, and is code copied?"""
    page = open_page(page_path(Course(class_of_three), "chen").as_uri(), 390)
    page.evaluate("document.querySelector('details').open = true")
    lines = [line for line in page.evaluate(WRAPPED) if line["wrapped"]]
    assert len(lines) > 5
    assert any(line["indent"] >= 8 for line in lines)
    for line in lines:  # a character is about eight pixels wide
        assert min(line["wrapped"]) > 6 * (line["indent"] + 1), line
    code = page.locator("article pre code").first
    copied = code.evaluate(
        "(code) => (getSelection().selectAllChildren(code), `${getSelection()}`)"
    )
    assert copied.rstrip("\n") == code.evaluate("(code) => code.textContent")


def test_a_page_takes_its_notebook_as_it_is():
    """Is the notebook that was given unchanged?"""
    notebook = hostile()
    before = copy.deepcopy(notebook)
    exported(notebook)
    assert notebook == before
