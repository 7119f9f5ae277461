"""The book in more than one language: a switch on every page, words, and what is out of date.

With ``editions = True`` the site has every edition that there is.

English is built from ``book/``, every other edition from pages that ``book/_tools/stage.py`` puts
in a folder of its own under the same names, so that labels, links and addresses are the same. What
is said of an edition stands in ``book/<language>/edition.toml``; nothing here knows a language.

- Each page has a link to the same page in each other language. ``course.js`` adds the place where
  the reader is, by the labels that the editions share. Search engines are told by ``hreflang``.
- What templates say is translated by ``page_words``, what scripts say by ``book/<language>/words``.
- A section whose English has changed says so at its head, with a link to the English.
- Lines that were broken between two characters that need no blank are joined without one, and
  words of another script carry their language.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import unicodedata
from contextlib import suppress
from functools import cache
from gettext import NullTranslations
from html import escape
from pathlib import Path
from urllib.parse import urljoin

from docutils import nodes
from sphinx.locale import _, translators
from sphinx.transforms import SphinxTransform

BOOK = Path(__file__).resolve().parents[1]
sys.path.append(str(BOOK.parent))
ENGLISH = {"folder": "", "tag": "en", "name": "English"}


# ------------------------------------------------------------------------ languages


@cache
def languages() -> list[str]:
    """The languages that the book has besides English: the folders with an ``edition.toml``."""
    return sorted(file.parent.name for file in BOOK.glob("*/edition.toml"))


def is_other(path: Path, site: Path) -> bool:
    """Whether a file of a site belongs to an edition that stands below it."""
    return path.relative_to(site).parts[0] in languages()


@cache
def about(language: str) -> dict:
    """What is said of a language in its ``edition.toml``."""
    return tomllib.loads((BOOK / language / "edition.toml").read_text("utf-8"))


def editions(app) -> list[dict]:
    """Every edition of the site: its folder below the English one, its tag and its own name."""
    names = languages() if app.config.editions else []
    others = [{"folder": name, **about(name)} for name in names]
    return [ENGLISH, *({key: one[key] for key in ENGLISH} for one in others)]


def say(folder: str, text: str) -> str:
    """What a template says, in the language of an edition."""
    return about(folder)["pages"].get(text, text) if folder else text


def in_language(tag: str, english: dict[str, str]) -> dict[str, str]:
    """What is made from the pages of an edition says this; ``tag`` is what its pages say it is."""
    own = next((about(name)["dist"] for name in languages() if about(name)["tag"] == tag), {})
    return english | {key: own[key] for key in english.keys() & own.keys()}


def font_for(tag: str) -> Path | None:
    """The font for the pages of an edition, where a reader's machine may have none."""
    return next((font_of(name) for name in languages() if about(name)["tag"] == tag), None)


def font_of(language: str) -> Path | None:
    """The font of an edition's figures, if it needs one of its own."""
    font = about(language).get("font") if language else None
    return BOOK.parent / "node_modules" / font if font else None


def source_of(app, docname: str) -> str:
    """The path of a page's source in the repository."""
    own = BOOK / app.config.edition / f"{Path(docname).name}.md"
    if app.config.edition and own.is_file():
        return own.relative_to(BOOK.parent).as_posix()
    return Path(app.env.doc2path(docname, base=False)).as_posix()


# ------------------------------------------------------------------------ the switch


def way_to(app, pagename: str, folder: str) -> str:
    """The address of the same page in another edition, from this page."""
    up = "../" * (pagename.count("/") + bool(app.config.edition))
    return f"{up}{folder}{'/' if folder else ''}{app.builder.get_target_uri(pagename)}"


def address_of(base: str, folder: str, uri: str) -> str:
    """The address of a page on the web; ``base`` is that of the English edition."""
    return urljoin(base, f"{folder}/{uri}" if folder else uri)


def english_base(app) -> str:
    """Where the English edition will be on the web, if anybody said so."""
    base, folder = app.config.html_baseurl, app.config.edition
    return base.removesuffix(f"{folder}/") if folder else base


def add_switch(app, pagename, templatename, context, doctree):
    """Tell the page's template what language it is in, and where the others are."""
    known, own = editions(app), app.config.edition
    others = [one for one in known if one["folder"] != own]
    if own:
        context["language"] = about(own)["tag"]
    context["other_editions"] = [
        one | {"href": way_to(app, pagename, one["folder"])} for one in others
    ]
    if english_base(app) and others and doctree is not None:
        context["metatags"] += "".join(
            f'\n<link rel="alternate" hreflang="{tag}" href="{escape(href)}"/>'
            for tag, href in addresses(app, pagename).items()
        )


def addresses(app, pagename: str) -> dict[str, str]:
    """Where a page is on the web, by the tag of its language."""
    base, uri = english_base(app), app.builder.get_target_uri(pagename)
    found = {one["tag"]: address_of(base, one["folder"], uri) for one in editions(app)}
    return found | {"x-default": found[ENGLISH["tag"]]}


class Words(NullTranslations):
    """The words of an edition before those that Sphinx and its extensions bring along."""

    def __init__(self, words: dict[str, str], rest: NullTranslations):
        super().__init__()
        self.words, self.rest = words, rest

    def gettext(self, message: str) -> str:
        """The edition's words for a message."""
        return self.words.get(message) or self.rest.gettext(message)


def use_words(app):
    """Let Sphinx and its extensions say their words in the language of the edition."""
    if words := app.config.page_words:
        for name, rest in translators.items():
            translators[name] = Words(words, getattr(rest, "rest", rest))


def add_words(app, pagename, templatename, context, doctree):
    """Let the templates say them, too, and put the titles of boxes right."""
    words = app.config.page_words
    if not words:
        return
    context["_"] = lambda text: words.get(text) or _(text)
    script = about(app.config.edition)["script"]
    body = (context.get("body") or "").replace(*FOREIGN)
    body = NUMBERED.sub(lambda match: re.sub(rf"(?<={script}) ", "", match[0]), body)
    context["body"] = IN_BRACKETS.sub(r"\1（\2）\3", body)


# ------------------------------------------------------------------------ scripts


def script_words(language: str) -> dict[str, str]:
    """What scripts say in a language, by the name of the script."""
    files = (BOOK / language / "words").glob("*.json") if language else ()
    return {file.stem: file.read_text("utf-8") for file in files}


def give_words(app, exception):
    """Put a script's words at its beginning."""
    if exception is not None or app.builder.format != "html":
        return
    words = script_words(app.config.edition)
    for script in Path(app.outdir, "_static").rglob("*.js"):
        if script.stem in words:
            text = json.dumps(json.loads(words[script.stem]), ensure_ascii=False)
            head = f"(window.courseWords = window.courseWords || {{}})[{script.stem!r}] = {text};\n"
            code = script.read_text("utf-8").removeprefix(head)
            script.write_text(head + code, "utf-8")


# ------------------------------------------------------------------------ text

FOREIGN = ('<span class="foreign">', '<span lang="en">')
#: The head of a theorem or an exercise, with its number and with its name in brackets.
NUMBERED = re.compile(r'<span class="caption-number">[^<]*</span>')
IN_BRACKETS = re.compile(r'(<p class="admonition-title">.*?</span>) \((.*)\)(</p>)')
LATIN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?: [A-Za-z][A-Za-z’'-]*)+|(?<=（)[A-Za-z-]{3,}")


class JoinLines(SphinxTransform):
    """Text of a script without blanks: lines are joined, and words of Latin script are told."""

    default_priority = 890

    def apply(self, **_options):
        """Look at every text of the page but code and formulas."""
        if not self.config.edition:
            return
        script, own = (about(self.config.edition)[key] for key in ("script", "unspaced"))
        between = re.compile(rf"(?<={own})\n|\n(?={own})")
        fixed = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw)
        for text in list(self.document.findall(nodes.Text)):
            if isinstance(text.parent, (*fixed, nodes.comment)):
                continue
            joined = between.sub("", str(text))
            parts = list(marked(joined)) if re.search(script, joined) else [nodes.Text(joined)]
            if len(parts) > 1 or joined != text:
                text.parent.replace(text, parts)


def marked(text: str):
    """The parts of a text, words of Latin script apart."""
    start = 0
    for match in LATIN.finditer(text):
        yield nodes.Text(text[start : match.start()])
        yield nodes.inline(text=match[0], classes=["foreign"])
        start = match.end()
    yield nodes.Text(text[start:])


class NameProofs(SphinxTransform):
    """A proof begins with a word that sphinx-proof says in English."""

    default_priority = 889

    def apply(self, **_options):
        """Put the edition's word there."""
        word = self.config.edition_labels.get("proof")
        for node in self.document.findall(nodes.admonition) if word else ():
            first = next(iter(node.findall(nodes.Text)), "")
            if first.startswith("Proof. "):
                first.parent.replace(first, nodes.Text(word + first.removeprefix("Proof. ")))


class Gaps(SphinxTransform):
    """Formulas and code beside a character that needs no blank get a class, for a small gap."""

    default_priority = 892

    def apply(self, **_options):
        """Look at what stands before and behind each of them."""
        if not self.config.edition:
            return
        letter = re.compile(about(self.config.edition)["script"])
        for node in self.document.findall(stands_apart):
            at = node.parent.index(node)
            before = node.parent[at - 1].astext()[-1:] if at else ""
            after = node.parent[at + 1].astext()[:1] if at + 1 < len(node.parent) else ""
            node["classes"] += ["gap-before"] * bool(letter.match(before))
            node["classes"] += ["gap-after"] * bool(letter.match(after))


class Closings(SphinxTransform):
    """A comma that is as wide as a letter stays with the short formula before it.

    Browsers keep it from the start of a line behind letters, but not behind a formula.
    """

    default_priority = 893
    short = 12  # characters of TeX: a line may have to break in a longer formula

    def apply(self, **_options):
        """Put each such formula and what closes it into a piece that is not broken."""
        for node in list(self.document.findall(nodes.math)) if self.config.edition else ():
            at = node.parent.index(node)
            text = node.parent[at + 1] if at + 1 < len(node.parent) else ""
            if len(node.astext()) <= self.short and isinstance(text, nodes.Text) and closes(text):
                parent = node.parent
                unbroken = nodes.inline("", "", node, nodes.Text(text[0]), classes=["unbroken"])
                parent[at : at + 2] = [unbroken, nodes.Text(text[1:])]


def closes(text: str) -> bool:
    """Does it begin with a wide mark that belongs to what stands before it?"""
    mark = str(text)[:1]
    wide = mark != "" and unicodedata.east_asian_width(mark) in ("W", "F")
    return wide and unicodedata.category(mark) in ("Po", "Pe", "Pf")


def stands_apart(node: nodes.Node) -> bool:
    """Is this a formula or code in a line?"""
    if isinstance(node, nodes.inline):
        return "prose-math" in node["classes"]
    return isinstance(node, (nodes.math, nodes.literal))


class LabelsFirst(SphinxTransform):
    """A section's address is its label: what is made of its title is another in every language."""

    default_priority = 895

    def apply(self, **_options):
        """Change the order of the names of sections."""
        if not self.config.edition:
            return
        known = self.document.nametypes
        for section in self.document.findall(nodes.section):
            labels = {self.document.nameids[n] for n in section["names"] if known.get(n)}
            section["ids"].sort(key=lambda name, labels=labels: name not in labels)


# ------------------------------------------------------------------------ out of date


def tell_stale(app, doctree):
    """Say at the head of each section that its English has changed since, or that it is English."""
    language = app.config.edition
    if not language:
        return
    from book._tools.editions import Status

    status, english = Status.read(language, app.env.docname), f"{app.env.docname}.md"
    app.env.note_dependency(str(BOOK.parent / english))
    words = app.config.edition_labels
    title = doctree.next_node(nodes.section)
    if title is None:
        return
    if not status.other:
        title.insert(1, banner(app, words["missing"], ""))
    told = words["stale"].format(date=changed(english)) if status.outdated else ""
    for key in status.outdated:
        section = section_of(doctree, key)
        if section is not None:
            section.insert(1, banner(app, told, key))


def changed(path: str) -> str:
    """The day of a file's last commit."""
    command = ["git", "-C", str(BOOK.parent), "log", "-1", "--format=%cs", "--", path]
    with suppress(OSError):  # no git on this machine
        return subprocess.run(command, capture_output=True, encoding="utf-8").stdout.strip()
    return ""


def section_of(doctree: nodes.document, key: str) -> nodes.section | None:
    """The section that a label, and a number of sections after it, stands for."""
    label, _, more = key.partition("+")
    sections = list(doctree.findall(nodes.section))
    names = (nodes.make_id(label), label)
    at = next((i for i, one in enumerate(sections) if set(one["ids"]) & {*names}), None)
    return None if at is None else sections[min(at + int(more or 0), len(sections) - 1)]


def banner(app, text: str, key: str) -> nodes.Node:
    """A line that says that a section is out of date, and leads to the English."""
    goal = way_to(app, app.env.docname, "")
    anchor = f"#{nodes.make_id(key.partition('+')[0])}" if key else ""
    link = nodes.reference("", app.config.edition_labels["english"], refuri=goal + anchor)
    line = nodes.paragraph("", "", nodes.Text(text), link)
    return nodes.container("", line, classes=["edition-note"])


def setup(app):
    """Register the settings, the transforms and the steps."""
    app.add_config_value("edition", "", "env")
    app.add_config_value("editions", False, "html")
    app.add_config_value("page_words", {}, "html")
    app.add_config_value("edition_labels", {}, "env")
    app.add_transform(JoinLines)
    app.add_transform(NameProofs)
    app.add_transform(Gaps)
    app.add_transform(Closings)
    app.add_transform(LabelsFirst)
    app.connect("doctree-read", tell_stale, priority=90)
    app.connect("builder-inited", use_words)
    app.connect("html-page-context", add_switch, priority=300)
    app.connect("html-page-context", add_words, priority=950)
    app.connect("build-finished", give_words, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
