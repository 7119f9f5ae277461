"""Style sheets and fonts cut down to what a built site uses, and one style sheet a page."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from itertools import pairwise
from pathlib import Path

import tinycss2
from edition import is_other
from fontTools import subset
from memory import Memory

WORD = re.compile(r"[\w-]+")
GROUPS = {"media", "supports", "layer", "container"}
# Icons in style sheets: characters of the private use area, or their numbers in quotes.
CODE_POINT = re.compile(r'"\\([0-9a-f]{2,5}) ?"')
CHARSET = re.compile(r"""@charset ["'][^"']*["'];""")
CSS_IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"');:]+)["']?\)?\s*;""")
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
STYLE_LINK = re.compile(
    r"""<link (?=[^>]*rel="stylesheet")(?![^>]*media=)[^>]*?href="(?!\w+:|//)([^"?]+)[^>]*>"""
)
WOFF2_SOURCE = re.compile(r"src:url\(([^)]*)\.woff2\)[^;}]*")


def split_selectors(prelude: list) -> list[list]:
    """The selectors of a rule, parted at its commas."""
    selectors = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def may_match(selector: list, words: set[str]) -> bool:
    """Can the selector match where only these words occur? Classes in parentheses are not asked."""
    names = [name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident"]
    return words.issuperset(names)


def trim_css(css: str, words: set[str]) -> str:
    """The style sheet without the selectors that ask for a class that is not among the words."""
    kept = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            selectors = split_selectors(rule.prelude)
            head = ",".join(
                tinycss2.serialize(one).strip() for one in selectors if may_match(one, words)
            )
            body = tinycss2.serialize(rule.content)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in GROUPS:
            head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
            body = trim_css(tinycss2.serialize(rule.content), words)
        else:
            kept.append(rule.serialize())
            continue
        if head and body:
            kept.append(f"{head}{{{body.strip()}}}")
    return "\n".join(kept)


def trim_sheet(css: str, words: str) -> str:
    """The same, for words in one text."""
    return trim_css(css, set(words.split()))


def words_and_characters(text: str) -> tuple[list[str], str]:
    """Which words, and which characters, occur in a page or a script."""
    return sorted(set(WORD.findall(text))), "".join(sorted(set(text)))


def subset_font(ttf: Path, points: set[int]) -> None:
    """Replace a font by a WOFF file that has these characters only."""
    font = subset.load_font(ttf, subset.Options())
    subsetter = subset.Subsetter(subset.Options(layout_features=["kern"], hinting=False))
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    subset.save_font(font, ttf.with_suffix(".woff"), subset.Options(flavor="woff"))
    ttf.unlink()
    ttf.with_suffix(".woff2").unlink(missing_ok=True)


def use_subsets(css: str, folder: Path) -> str:
    """Load the WOFF files that ``subset_font`` makes; a font that comes as WOFF2 only stays."""

    def change(match: re.Match) -> str:
        is_cut = any((folder / f"{match[1]}{kind}").is_file() for kind in (".ttf", ".woff"))
        return f'src:url({match[1]}.woff) format("woff")' if is_cut else match[0]

    return WOFF2_SOURCE.sub(change, css)


def read_sheet(sheet: Path, folder: Path) -> str:
    """A style sheet with its imports in place and its addresses made right for another folder."""

    def move(match: re.Match) -> str:
        if match[1].startswith(("data:", "#")):
            return match[0]
        return f"url({Path(os.path.relpath(sheet.parent / match[1], folder)).as_posix()})"

    own, *rest = CSS_IMPORT.split(CHARSET.sub("", sheet.read_text("utf-8")))
    parts = [CSS_URL.sub(move, own)]
    for address, text in zip(rest[::2], rest[1::2], strict=True):
        parts += [read_sheet(sheet.parent / address, folder), CSS_URL.sub(move, text)]
    return "\n".join(filter(None, map(str.strip, parts)))


def own_pages(outdir: Path) -> list[Path]:
    """The pages of a site, without those of the editions that stand below it."""
    return [page for page in outdir.rglob("*.html") if not is_other(page, outdir)]


def bundle(outdir: Path) -> None:
    """Join the style sheets of each page in one file, named by its content; drop the parts."""
    static = outdir / "_static"
    kept = set()
    for page in own_pages(outdir):
        html = page.read_text("utf-8")
        links = list(STYLE_LINK.finditer(html))
        sheets = [Path(os.path.normpath(page.parent / link[1])) for link in links]
        if not links or not all(sheet.is_file() for sheet in sheets):
            continue
        css = "\n".join(read_sheet(sheet, static) for sheet in sheets)
        digest = hashlib.sha256(css.encode()).hexdigest()[:12]
        target = static / f"bundle-{digest}.css"
        target.write_text(css, "utf-8")
        kept.add(target)
        address = Path(os.path.relpath(target, page.parent)).as_posix()
        for link in reversed(links[1:]):
            html = html[: link.start()] + html[link.end() :]
        html = html.replace(links[0][0], f'<link rel="stylesheet" href="{address}"/>', 1)
        page.write_text(html, "utf-8")
    for sheet in set(static.rglob("*.css")) - kept:
        sheet.unlink()


def trim_site(outdir: Path, memory: Memory | None = None) -> None:
    """Trim every style sheet and font of a built site to its pages and scripts, then bundle.

    Bundles of an earlier build are trimmed already.
    """
    memory = memory or Memory()
    static = outdir / "_static"
    read = (page.read_text("utf-8") for page in own_pages(outdir))
    found = [memory.recall(words_and_characters, page) for page in read]
    # The lab of an earlier build is packed data, in which any word may stand.
    own = (
        script for script in static.rglob("*.js") if script.relative_to(static).parts[0] != "lab"
    )
    scripts = (memory.recall(words_and_characters, script.read_text("utf-8")) for script in own)
    words = set().union(*(words for words, _ in (*found, *scripts)))
    sheets = {}
    for sheet in static.rglob("*.css"):
        css = sheet.read_text("utf-8")
        if not sheet.name.startswith("bundle-"):
            asked = " ".join(sorted(words & set(WORD.findall(css))))
            css = memory.recall(trim_sheet, css, asked)
            css = use_subsets(css, sheet.parent)
            sheet.write_text(css, "utf-8")
        sheets[sheet] = css
    texts = (*(characters for _, characters in found), *sheets.values())
    points = {ord(character) for text in texts for character in set(text)}
    points |= {int(code, 16) for css in sheets.values() for code in CODE_POINT.findall(css)}
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells Sphinx's log every step
    for ttf in static.rglob("*.ttf"):
        subset_font(ttf, points)
    bundle(outdir)
