"""The lab in the page: does it judge as the command line does, and can what runs in it do harm?"""

import contextlib
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import edition
import pytest

from autograder.catalog import Catalog
from autograder.gradebook.course import Course
from autograder.lab.pack import PRACTICE
from autograder.pipeline import judge
from autograder.running.isolation import Sandbox
from tests.book import lab_page
from tests.book.test_site import AXE_OPTIONS, RUN_AXE, STEADY
from tests.book.widget_pages import AXE
from tests.catalog import stems

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (lab_page.MADE / "lab.json").is_file(), reason="there is no lab: run `make lab`"
    ),
]

#: So many works of a problem set are judged.
SAMPLE = 3
#: What the theme's button for printing does.
PRINTS = "window.print()"
#: Bytes of a pack as it is sent.
MAX_PACK = 300_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a page for each problem set."""
    return lab_page.write_pages(tmp_path_factory.mktemp("lab") / "pages")


@pytest.fixture(scope="module")
def labs(folder):
    """The address of those pages."""
    with lab_page.serve(folder) as address:
        yield address


@pytest.fixture
def lab(labs, open_page):
    """Open the lab of a problem set."""

    def run(stem, suffix="", base=labs):
        page = open_page(f"{base}{stem}{suffix}.html")
        lab_page.open_lab(page)
        return page

    return run


# ------------------------------------------------------------------------ the same judge


def works(stem):
    """A sample of what students handed in; ``python -m bench.lab`` compares all.

    Of `likelihood` it is those who count labels of 64 bits, which a page's NumPy refuses.
    """
    paths = sorted((lab_page.STUDENTS / stem).glob("*.py"))
    if stem == "likelihood":
        paths = [path for path in paths if "np.int64" in path.read_text("utf-8")]
    return paths[:: max(1, len(paths) // SAMPLE)][:SAMPLE]


@pytest.mark.parametrize("stem", ["regression", "cross_entropy", "likelihood", "objective"])
def test_the_page_judges_as_the_command_line(lab, stem):
    """Are the reports on a sample of students' works the same, word by word?"""
    page, assignment = lab(stem), Catalog()[stem]
    with contextlib.closing(Sandbox()) as sandbox:
        for path in works(stem):
            text = path.read_text("utf-8")
            right = judge(text.encode(), path.name, assignment, sandbox, PRACTICE).report
            mine = lab_page.judged(page, text, path.name)
            assert list(lab_page.differences(mine, right.to_json())) == [], path.name


# ------------------------------------------------------------------------ what a reader does

HALF = """class MSELoss:
    def forward(self, A, Y):
        self.difference = A - Y
        return 2 * np.mean(self.difference**2)

    def backward(self):
        return 2 * self.difference / self.difference.size
"""
WHOLE = """class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.difference = A - Y
        squares = self.difference**2
        return {"mean": np.mean, "sum": np.sum, "none": np.array}[self.reduction](squares)

    def backward(self):
        return 2 * self.difference / self.difference.size
"""
WRITE = """([id, text]) => {
  const { cells } = document.querySelector(".lab").courseLab;
  cells.find((cell) => cell.id === id).editor.text = text;
}"""


def write(page, id, text):
    """Put text into the editor of an answer."""
    page.evaluate(WRITE, [id, text])


def run(page, id):
    """Run an answer; returns what is shown below it."""
    page.click(f"#cell-{id.lower()} .lab-button >> nth=0")
    output = page.locator(f"#cell-{id.lower()} .lab-output")
    lab_page.until(
        page,
        """(id) => {
          const output = document.querySelector(`#cell-${id} .lab-output`);
          return output.childElementCount && !/^Running/.test(output.textContent);
        }""",
        id.lower(),
    )
    return output


def test_a_mistake_is_named_beside_the_answer(lab):
    """Does Check show where it is wrong, the numbers, a hint, what to read, and what to try?"""
    page = lab("regression")
    write(page, "MSELoss", HALF)
    page.click("#cell-mseloss .lab-button >> text=Check")
    wrong = page.locator("#cell-mseloss .lab-wrong").first
    wrong.wait_for()
    rows = wrong.locator(".lab-example td").all_inner_texts()
    assert rows[1:] == ["1.25", "0.625", "0.625"]
    assert "times 2" in wrong.inner_text()
    assert wrong.locator("a").get_attribute("href").endswith("regression.html#sec-regression-mse")
    assert wrong.locator(".lab-next").inner_text().startswith("Next: ")
    right = page.locator("#cell-mseloss .lab-right").all_inner_texts()
    assert "✓ backward: 3 of 3 points" in right
    wrong.locator("button").click()  # the example, to play with
    assert "np.array([[3., 3.], [5., 4.]])" in page.locator(".lab-scratch .cm-content").inner_text()
    page.click(".lab-scratch .lab-button")
    lab_page.until(
        page, "/1.25/.test(document.querySelector('.lab-scratch .lab-text')?.textContent)"
    )


def test_whoever_checks_sees_beside_the_answer_what_goes_on(lab):
    """Does it stand there what is asked, that a second press is too early, and what is stale?"""
    page = lab("regression")
    cell = page.locator("#cell-mseloss")
    note = "document.querySelector('#cell-mseloss .lab-note').textContent"
    write(page, "MSELoss", HALF)
    cell.locator("text=Check").click()
    lab_page.until(page, f"/^(Reading|Asking)/.test({note})")
    assert cell.locator("text=Stop").is_visible()
    cell.locator("text=Check").click()
    lab_page.until(page, f"/^Something is running/.test({note})")
    write(page, "MSELoss", HALF.replace("2 * ", ""))  # the verdicts to come are not about this
    cell.locator(".lab-wrong").first.wait_for()
    assert "You have changed this answer" in cell.inner_text()
    assert not cell.locator("text=Stop").is_visible()
    write(page, "MSELoss", HALF)
    assert "You have changed this answer" not in cell.inner_text()
    assert "points" in page.evaluate(note)


def test_work_is_kept_and_can_be_taken_along(lab):
    """Is an answer there after the page was left, in the notebook, and gone after Reset?"""
    page = lab("regression")
    write(page, "MSELoss", HALF)
    page.reload()
    lab_page.open_lab(page)
    assert "2 * np.mean" in page.locator("#cell-mseloss .cm-content").inner_text()
    with page.expect_download() as download:
        page.click("text=Download as a notebook")
    notebook = json.loads(download.value.path().read_text("utf-8"))
    (cell,) = [c for c in notebook["cells"] if c["id"] == "MSELoss"]
    assert cell["source"] == HALF
    assert any(c["cell_type"] == "markdown" for c in notebook["cells"])
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#cell-mseloss .lab-button >> text=Reset")
    assert "NotImplementedError" in page.locator("#cell-mseloss .cm-content").inner_text()


def test_the_lab_works_by_keyboard_and_from_disk(folder, lab):
    """Can a reader write, run and leave the editor without a mouse, on a page from a folder?"""
    page = lab("regression", base=f"{folder.as_uri()}/")
    page.locator("#cell-l1loss .cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("print(6 * 7")  # the editor closes the parenthesis
    page.keyboard.press("Shift+Enter")
    lab_page.until(
        page, "document.querySelector('#cell-l1loss .lab-text')?.textContent.trim() == '42'"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"


def test_without_packs_the_notebook_checks(lab, labs):
    """Does a page without a pack load none, and run the notebook's own checks?"""
    page = lab("regression", "-public")
    write(page, "MSELoss", HALF)
    page.click("#cell-mseloss .lab-button >> text=Check")
    lab_page.until(
        page,
        "document.querySelector('.lab-status').textContent == 'A check of the notebook fails.'",
    )
    assert "AssertionError" in page.locator("#cell-mseloss .lab-output").inner_text()
    write(page, "MSELoss", WHOLE)
    page.click("#cell-mseloss .lab-button >> text=Check")
    lab_page.until(
        page,
        "/slopes of the losses: MSELoss/.test(document.querySelector('.lab-status').textContent)",
    )
    assert not any("/pack-" in url for url in page.requests)


# ------------------------------------------------------------------------ hostile programs

#: What a program tries, and what is shown of it; each leaves page and lab as they were.
HOSTILE = {
    "markup": ("print('<img src=x onerror=window.hit=1>')", "<img src=x"),
    "a value that is markup": (
        "class M:\n    def _repr_html_(self): return '<script>hit=1</script>'\n"
        "    __repr__ = _repr_html_\nM()",
        "<script>",
    ),
    "a flood": ("for i in range(200_000): print('x' * 100)", "xxxx"),
    "fetch": ("import js\nawait_me = js.fetch('https://example.org/')", ""),
    "a request": (
        "import js\nx = js.XMLHttpRequest.new()\nx.open('GET', '/', False)\nx.send()",
        "",
    ),
    "a socket": ("import js\njs.WebSocket.new('wss://example.org/')", ""),
    "a script from elsewhere": ("import js\njs.importScripts('https://example.org/x.js')", ""),
    "eval": ("from pyodide.code import run_js\nrun_js('1 + 1')", ""),
    "the reader's storage": ("import js\njs.indexedDB.open('x')\nprint('opened')", ""),
    "the page": ("import js\njs.parent.document.title = 'hit'", "AttributeError"),
    "another package": ("import micropip", "ModuleNotFoundError"),
    "recursion": ("def f(): f()\nf()", ""),
    "memory": ("x = [bytearray(10**9) for _ in range(9)]", ""),
    "the end": ("import os, sys\nsys.exit(3)", "SystemExit"),
    "a lie": ("np.allclose = lambda *a, **k: True\nnp.mean = lambda *a: 0.625", "It ran"),
    "a picture": (
        "import base64\nclass Figure:\n"
        "    def savefig(self, f, **k): f.write(b'<svg onload=hit=1>')\ndisplay(Figure())",
        "",
    ),
}


def test_hostile_programs_harm_nothing(lab, labs):
    """Does each of them stay in its worker: no request, no markup, no change to page or judge?"""
    page = lab("regression")
    run(page, "MSELoss")  # all is loaded
    before, title = len(page.requests), page.title()
    for name, (program, shown) in HOSTILE.items():
        write(page, "L1Loss", program)
        text = run(page, "L1Loss").inner_text()
        assert shown in text, (name, text)
        assert len(text) < 25_000, name
        assert page.evaluate("window.hit") is None, name
        assert page.title() == title, name
    assert [u for u in page.requests[before:] if not u.startswith((labs, "blob:", "about:"))] == []
    assert not any(url.rstrip("/") == labs.rstrip("/") for url in page.requests[before:])
    write(page, "L1Loss", "x = 1")
    report = page.evaluate(
        """async () => {
          const lab = document.querySelector(".lab").courseLab;
          return (await lab.judged(new TextEncoder().encode(lab.notebook()), "w.ipynb")).report;
        }"""
    )
    assert report["score"] == 0


def test_a_loop_is_stopped_and_the_page_goes_on(lab):
    """Does Stop end a loop that never ends, alone and under Check, and does the next run work?"""
    page = lab("regression")
    run(page, "MSELoss")
    write(page, "L1Loss", "while True: pass")
    page.click("#cell-l1loss .lab-button >> nth=0")
    page.click(".lab .lab-button >> text=Stop")
    lab_page.until(
        page, "/^Stopped/.test(document.querySelector('#cell-l1loss .lab-output').textContent)"
    )
    page.click("text=Check all answers")
    page.click(".lab .lab-button >> text=Stop")
    lab_page.until(page, "/^Stopped/.test(document.querySelector('.lab-status').textContent)")
    write(page, "L1Loss", "print(1 + 1)")
    assert run(page, "L1Loss").inner_text().strip() == "2"


# ------------------------------------------------------------------------ what is published


def published():
    """The files of the lab, unpacked, by name."""
    for path in sorted(lab_page.MADE.glob("*.bin")):
        data = gzip.decompress(path.read_bytes())
        if path.stem not in ("core", "figures"):
            yield path.stem, data


def test_packs_are_small_and_tell_no_answer():
    """Is no solution, no mistake's code, and no case of a grading in what the lab loads?"""
    code = {}
    for stem in stems():
        text = (lab_page.ROOT / "solutions" / f"{stem}.py").read_text("utf-8")
        for region in text.split("### BEGIN SOLUTION\n")[1:]:
            lines = [line.strip() for line in region.split("### END")[0].splitlines()]
            code["\n".join(line for line in lines if line)] = stem
        rubric = (lab_page.ROOT / "autograder" / "rubrics" / f"{stem}.py").read_text("utf-8")
        for line in rubric.splitlines():
            if line.strip().startswith("return ") and len(line.strip()) > 40:
                code[line.strip()] = stem
    given = "\n".join(
        (lab_page.ROOT / "assignments" / stem / f"{stem}.ipynb").read_text("utf-8")
        for stem in stems()
    )
    secrets = {text for text in code if len(text) > 40 and text not in given}
    assert len(secrets) > 300
    for name, data in published():
        if name.startswith("pack-"):
            assert (lab_page.MADE / f"{name}.bin").stat().st_size <= MAX_PACK, name
        text = data.decode("utf-8", "replace").replace("\\n", "\n")
        plain = "\n".join(line.strip() for line in text.splitlines())
        assert not any(secret in plain for secret in secrets), name
        assert "BEGIN SOLUTION" not in plain


def test_the_worker_gets_the_judge_and_no_rubric():
    """Are the modules in the page ours as they are, without rubrics, families and references?"""
    (data,) = [data for name, data in published() if name == "course"]
    end = data.index(b"\n")
    sizes = dict(json.loads(data[:end]))
    start = end + 1 + sum(s for n, s in list(sizes.items())[: list(sizes).index("course.zip")])
    archive = zipfile.ZipFile(BytesIO(data[start : start + sizes["course.zip"]]))
    names = {name for name in archive.namelist() if name.startswith("autograder/")}
    assert {"autograder/judging/diagnose.py", "autograder/submission/intake.py"} <= names
    for name in names:
        assert not any(word in name for word in ("rubrics", "families", "gradebook", "catalog"))
        assert archive.read(name) == (lab_page.ROOT / name).read_bytes()


def test_no_course_grades_with_the_seed_of_practice(tmp_path):
    """Is the public seed out of reach of every secret and of every fresh seed?"""
    assert PRACTICE >= 2**63
    assert Course(tmp_path).seed("regression") < 2**56


# ------------------------------------------------------------------------ another browser

FIREFOX = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
NODE = shutil.which("node", path=f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}")
DRIVER = lab_page.ROOT / "book" / "_lab" / "node_modules" / "puppeteer-core"


@pytest.mark.skipif(not FIREFOX, reason="there is no Firefox: install firefox-esr, or set FIREFOX")
@pytest.mark.skipif(not DRIVER.is_dir(), reason="there is no puppeteer-core: run `make lab`")
def test_firefox_judges_as_the_command_line(labs):
    """Is the report the same in Firefox, and is the page out of reach there, too?"""
    path = works("regression")[0]
    text = path.read_text("utf-8")
    command = [NODE, str(lab_page.ROOT / "tests" / "book" / "firefox.mjs")]
    command += [f"{labs}regression.html", FIREFOX, text]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    with contextlib.closing(Sandbox()) as sandbox:
        right = judge(text.encode(), "work.py", Catalog()["regression"], sandbox, PRACTICE).report
    assert list(lab_page.differences(found["report"], right.to_json())) == []
    assert found["output"]["stdout"] == "False\n"
    assert found["output"]["error"]
    assert all("eval" in error for error in found["errors"])  # told of what was forbidden


# ------------------------------------------------------------------------ in the book


def test_a_chapter_runs_offline_once_all_is_kept(site, served, open_page):
    """Does a reader hear the size first, and then change a chapter's code without a network?"""
    if not (site / "_static" / "lab" / "lab.js").is_file():
        pytest.skip("the book is built without the lab: run `make lab` and `make book`")
    page = open_page(f"{served}book/lab.html")
    assert not any("sw.js" in url for url in page.requests)
    page.click("[data-lab=keep]")
    keep = page.locator(".lab-keep button >> text=MB")
    assert float(keep.inner_text().split()[1]) > 15
    keep.click()
    lab_page.until(page, "/All is kept/.test(document.querySelector('.lab-keep').textContent)")
    page.context.set_offline(True)
    page.goto(f"{served}book/regression.html")
    page.locator("[data-lab]").first.click()
    page.locator(".lab-chapter .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("print(6 * 7)")
    page.keyboard.press("Control+Enter")
    lab_page.until(page, "document.querySelector('.lab-chapter .lab-text')?.textContent == '42\\n'")
    page.click(".lab-chapter .lab-button >> text=Close")
    assert page.locator(".lab-chapter").count() == 0
    assert page.evaluate("document.activeElement.dataset.lab") is not None


TEXT_AS_CODE = """async () => {
  const script = document.createElement("script");
  script.textContent = "window.hit = 'a script'";
  const box = document.createElement("div");
  box.innerHTML = `<img src=x onerror="window.hit = 'an attribute'">`;
  document.body.append(script, box);
  try { setTimeout("window.hit = 'a timer'"); } catch {}
  try { await fetch("https://example.org/fetched"); } catch {}
  document.body.append(Object.assign(new Image(), { src: "https://example.org/drawn.png" }));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return [window.hit ?? null, window.broken.map((event) => event.effectiveDirective).sort()];
}"""


def test_the_page_itself_runs_no_text_as_code(site, served, open_page):
    """Once the lab is open, does its policy forbid that, and nothing that the page does?"""
    if not (site / "_static" / "lab" / "lab.js").is_file():
        pytest.skip("the book is built without the lab: run `make lab` and `make book`")
    page = open_page(f"{served}book/regression.html")
    page.evaluate(
        "window.broken = [];"
        "document.addEventListener('securitypolicyviolation', (event) => broken.push(event))"
    )
    page.locator("[data-lab]").first.click()
    page.locator(".lab-chapter .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".lab-chapter img.lab-picture")
    page.evaluate("window.print = () => { window.printed = true }")
    page.evaluate(f"document.querySelector(`[onclick='{PRINTS}']`).click()")
    assert page.evaluate("window.printed")
    assert page.evaluate("window.broken.length") == 0
    hit, broken = page.evaluate(TEXT_AS_CODE)
    assert hit is None
    assert {"connect-src", "img-src", "script-src-attr", "script-src-elem"} <= set(broken)


def test_no_page_has_another_handler_than_the_policy_knows(site):
    """Is the button that prints the only element with code in an attribute?"""
    for path in [*site.glob("*.html"), *site.glob("*/*.html"), *site.glob("*/*/*.html")]:
        text = path.read_text("utf-8")
        assert set(re.findall(r"""<[^>]*\son[a-z]+=["']([^"']*)""", text)) <= {PRINTS}, path
        assert "javascript:" not in text, path


@pytest.mark.parametrize("width", [390, 1280])
def test_the_open_lab_is_accessible(site, served, open_page, width):
    """Does axe-core find nothing in editors, outputs and verdicts, in both modes?"""
    if not (site / "_static" / "lab" / "lab.js").is_file():
        pytest.skip("the book is built without the lab: run `make lab` and `make book`")
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    page = open_page(f"{served}book/lab_regression.html", width)
    page.click("[data-lab=set]")
    page.wait_for_selector(".lab[data-opened]")
    write(page, "MSELoss", HALF)
    run(page, "MSELoss")
    page.click("#cell-mseloss .lab-button >> text=Check")
    page.wait_for_selector("#cell-mseloss .lab-wrong")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_style_tag(content=STEADY)
    page.evaluate(AXE.read_text("utf-8"))
    drawn = [".katex-html"]
    assert page.evaluate(RUN_AXE, [drawn, AXE_OPTIONS]) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    contrast = {**AXE_OPTIONS, "runOnly": ["color-contrast"]}
    assert page.evaluate(RUN_AXE, [drawn, contrast]) == []


@pytest.mark.parametrize("language", edition.languages())
def test_the_lab_of_an_edition_speaks_its_language(site, served, open_page, language):
    """Does it open with the edition's notebook, and say which mistake it was in its language?"""
    if not (site / language / "_static" / "lab" / "lab.js").is_file():
        pytest.skip("the book is built without the lab: run `make lab` and `make book`")
    page = open_page(f"{served}{language}/book/lab_regression.html")
    page.click("[data-lab=set]")
    page.wait_for_selector(".lab[data-opened]", state="attached")
    path = lab_page.STUDENTS / "regression" / "m08.py"
    report = lab_page.judged(page, path.read_text("utf-8"), path.name)
    (message,) = (q["message"] for q in report["questions"] if q["id"] == "L1Loss.forward")
    assert Catalog()["regression"].hints[language]["L1RowLengths"].split("\n\n")[0] in message
    assert page.errors == []


@pytest.mark.parametrize("language", edition.languages())
def test_a_language_has_all_words_of_the_lab(language):
    """Does a catalog of the lab say what the English one says?"""
    words = {
        name: json.loads((lab_page.ROOT / "book" / "_lab" / "words" / f"{name}.json").read_text())
        for name in ("en", language)
    }
    assert words[language].keys() == words["en"].keys()


def test_a_figure_is_drawn_in_a_chapter(site, served, open_page):
    """Is what draws figures loaded by a cell that draws one, and by no other?"""
    if not (site / "_static" / "lab" / "lab.js").is_file():
        pytest.skip("the book is built without the lab: run `make lab` and `make book`")
    page = open_page(f"{served}book/regression.html")
    assert not any("/lab/" in url for url in page.requests)
    page.locator("[data-lab]").first.click()
    page.locator(".lab-chapter .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".lab-chapter img.lab-picture")
    assert any("figures.bin" in url for url in page.requests)
    assert page.locator(".lab-chapter .lab-err").count() == 0
