"""The built book in a browser."""

import gzip
import re
from urllib.parse import urlsplit

import pytest

from .conftest import list_pages
from .widget_pages import AXE

pytestmark = pytest.mark.browser

MAX_WEIGHT, MAX_REQUESTS, MAX_SHIFT = 300_000, 40, 0.1
WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
ALL_REACHED = """() => Array.from(document.querySelectorAll(".katex-display")).every(
  (formula) => formula.scrollWidth <= formula.clientWidth + 1 || formula.tabIndex === 0
)"""
#: All of the page is drawn, and no color is halfway between the light one and the dark one.
STEADY = "* { content-visibility: visible !important; transition: none !important; }"
AXE_OPTIONS = {"preload": False, "resultTypes": ["violations"]}  # passes are not looked at
RUN_AXE = """async ([exclude, options]) => (await axe.run({ exclude }, options)).violations.map(
  (found) => found.id + ": " + found.nodes.slice(0, 3).map((node) => node.html.slice(0, 120))
)"""


def pytest_generate_tests(metafunc):
    """Run a test that takes a ``name`` once for each page of the built book."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", list_pages() or ["index.html"])


def quiz_page(site, pages):
    """A page that has a quiz."""
    for page in pages:
        if 'class="quiz"' in (site / page).read_text("utf-8"):
            return page
    pytest.skip("no page has a quiz")


def math_page(site, pages):
    """The page with the most formulas."""
    return max(pages, key=lambda page: (site / page).read_text("utf-8").count('class="katex"'))


def strangers(page, address):
    """What the page asked for that is not of the book."""
    return [url for url in page.requests if not url.startswith((address, "data:", "blob:"))]


def weigh(site, requests):
    """The files of these requests, and their bytes as a server with gzip sends them."""
    files = {urlsplit(url).path.lstrip("/") for url in requests if not url.startswith("data:")}
    packed = (".woff", ".woff2", ".png", ".jpg")
    data = {file: (site / file).read_bytes() for file in files}
    sizes = {
        file: len(content if file.endswith(packed) else gzip.compress(content, 6))
        for file, content in data.items()
    }
    return len(files), sum(sizes.values()), sorted(sizes.items(), key=lambda item: -item[1])


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_accessible_light_and_steady(site, served, open_page, name, width):
    """Does axe-core find nothing in both modes, and does the page load little and stay put?"""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    page = open_page(served + name, width, script=WATCH_SHIFTS, until="networkidle")
    assert strangers(page, served) == []
    assert page.errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("window.shift") < MAX_SHIFT
    requests, weight, files = weigh(site, page.requests)
    assert weight <= MAX_WEIGHT, files
    assert requests <= MAX_REQUESTS, files
    page.wait_for_function(ALL_REACHED)
    page.add_style_tag(content=STEADY)
    page.evaluate(AXE.read_text("utf-8"))
    # Formulas have thousands of pieces, and the color of the text around them: once is enough.
    drawn = [".katex-html"]
    assert page.evaluate(RUN_AXE, [[] if width == 390 else drawn, AXE_OPTIONS]) == []
    if width == 390:  # what lies beside what depends on where lines break
        for other in (360, 390, 412):
            page.set_viewport_size({"width": other, "height": 823})
            sizes = {**AXE_OPTIONS, "runOnly": ["target-size"]}
            assert page.evaluate(RUN_AXE, [drawn, sizes]) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    contrast = {**AXE_OPTIONS, "runOnly": ["color-contrast"]}
    assert page.evaluate(RUN_AXE, [drawn, contrast]) == []


def test_a_page_opens_from_disk(site, open_page, name):
    """Does the page work from a folder or a memory stick, without a server or a script error?"""
    address = site.as_uri() + "/"
    page = open_page(address + name, until="networkidle")
    assert strangers(page, address) == []
    assert page.errors == []


def test_search_finds_a_word(address, open_page):
    """Does search work, over http and from disk?"""
    page = open_page(address + "search.html?q=gradient")
    page.wait_for_selector("#search-results li a")
    links = page.locator("#search-results li a").all_inner_texts()
    assert links
    assert all(link.strip() for link in links)


def test_the_search_button_leads_to_results(address, open_page):
    """Can a reader search from any page by keyboard?"""
    page = open_page(address + "index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("gradient")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    assert urlsplit(page.url).path.endswith("search.html")


def test_math_is_there_without_scripts(address, site, pages, open_page):
    """Is every formula drawn by the page itself?"""
    name = math_page(site, pages)
    page = open_page(address + name, java_script_enabled=False)
    formulas = page.locator(".bd-article > section > :not(.cell) .katex-html")
    if not formulas.count():
        pytest.skip("no page has a formula")
    box = formulas.first.bounding_box()
    assert box["width"] > 3
    assert box["height"] > 5
    assert "\\(" not in page.locator(".bd-article").inner_text()
    assert any("KaTeX_" in url and url.endswith(".woff") for url in page.requests)


def test_copying_a_formula_gives_tex(served, site, pages, open_page):
    """Does the clipboard get TeX rather than a heap of symbols?"""
    page = open_page(served + math_page(site, pages))
    copied, source = page.evaluate(
        """() => {
          const formula = document.querySelector(".bd-article .katex");
          const range = document.createRange();
          range.selectNode(formula);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          const data = new DataTransfer();
          const options = { clipboardData: data, bubbles: true, cancelable: true };
          formula.dispatchEvent(new ClipboardEvent("copy", options));
          return [data.getData("text/plain"), formula.querySelector("annotation").textContent];
        }"""
    )
    assert source in copied
    assert copied.strip("$ ") == source.strip()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_quiz_is_answered_by_keyboard(address, site, pages, open_page, scripts):
    """Does the explanation of the choice that is checked show at once, and only that one?"""
    page = open_page(address + quiz_page(site, pages), java_script_enabled=scripts)
    form = page.locator("form.quiz").first
    choices, why = form.locator("input[type=radio]"), form.locator(".quiz-why")
    assert [why.nth(i).is_visible() for i in range(why.count())] == [False] * why.count()
    choices.first.focus()
    page.keyboard.press("Space")
    assert why.nth(0).is_visible()
    assert not why.nth(1).is_visible()
    page.keyboard.press("ArrowDown")
    assert why.nth(1).is_visible()
    assert not why.nth(0).is_visible()
    page.keyboard.press("Enter")
    assert why.nth(1).is_visible(), "Enter must not send the form away"
    form.locator("button[type=reset]").focus()
    page.keyboard.press("Enter")
    assert not why.nth(1).is_visible()


def test_answers_and_progress_are_kept(served, site, pages, open_page):
    """Does the browser remember, and show on other pages, what the reader has done?"""
    name = quiz_page(site, pages)
    page = open_page(served + name)
    page.locator("form.quiz input").nth(1).check()
    page.locator(".course-finish input").check()
    page.reload()
    assert page.locator("form.quiz input").nth(1).is_checked()
    assert page.locator(".course-finish input").is_checked()
    page.goto(served + "index.html")
    assert page.locator(".bd-docs-nav a.course-finished").count() == 1
    assert page.locator(".course-progress").text_content().startswith("1 of ")


def test_pictures_have_words_and_a_size(site, name):
    """Does every picture say in words what it shows, and hold its place while it loads?"""
    for image in re.findall(r"<img [^>]*>", (site / name).read_text("utf-8")):
        alt = re.search(r'alt="([^"]*)"', image)
        assert alt, image
        assert len(alt[1]) > 15, image
        assert "_images" not in alt[1], image
        assert 'width="' in image, image
        assert 'height="' in image, image


def test_chapters_can_be_downloaded_as_notebooks(site, pages):
    """Is the notebook in the download menu really there?"""
    offered = 0
    for name in pages:
        for link in re.findall(r'href="([^"]*\.ipynb)"', (site / name).read_text("utf-8")):
            offered += 1
            assert ((site / name).parent / link).is_file(), f"{name}: {link}"
    assert offered


def test_dark_mode_turns_figures_over(served, site, pages, open_page):
    """Are black lines on nothing still seen on a dark page?"""
    name = next((p for p in pages if "_images/" in (site / p).read_text("utf-8")), None)
    if name is None:
        pytest.skip("no page has a figure")
    page = open_page(served + name, color_scheme="dark")
    style = page.locator('.bd-article img[src$=".svg"]').first.evaluate(
        "(image) => [getComputedStyle(image).filter, getComputedStyle(image).backgroundColor]"
    )
    assert style == ["invert(1) hue-rotate(180deg)", "rgba(0, 0, 0, 0)"]


def test_paper_shows_what_is_folded(served, site, pages, open_page):
    """Does a printed page show its solutions, no buttons, and answers apart from questions?"""
    page = open_page(served + quiz_page(site, pages))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    assert not page.locator("form.quiz .quiz-why").first.is_visible()
    answers = page.locator(".print-answers")
    whys = page.locator("form.quiz .quiz-why > :not(.quiz-verdict)")
    assert answers.is_visible()
    assert all(why in answers.inner_text() for why in whys.all_text_contents()[:3])
    assert answers.locator(".print-question").count() == page.locator("form.quiz").count()
    assert not page.locator("#pst-primary-sidebar").is_visible()
    assert not page.locator(".course-finish").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert answers.count() == 0
