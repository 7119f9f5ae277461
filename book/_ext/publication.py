"""What makes a site a publication: version, date, license and citation on every page, and a map.

Version, authors and title come from ``CITATION.cff``, a page's date from the last commit that
changed it (from the release where there is no git). With ``course_repository`` each page has a link
to improve it and one to report a mistake. With ``html_baseurl`` there are canonical addresses
(Sphinx makes them), a social card, and ``sitemap.xml``.
"""

from __future__ import annotations

import subprocess
from html import escape
from pathlib import Path
from urllib.parse import urljoin
from xml.sax.saxutils import escape as xml_escape

import yaml
from edition import BOOK, addresses, editions, font_of, say, source_of
from repository import repository
from sphinx.errors import ExtensionError

DEFAULT_LABELS = {
    "cited": "{author}. “{title}.” In: {book}, version {version}, {date}.",
    "subtitle": "A course on loss functions",
    "card": "{project}: a curve of surprise, −ln p",
    "erratum": "Erratum: {title}",
    "about": "Page: {source}\nVersion: {version}, {date}\n\nWhat is wrong, and what is right:\n",
}
CARD = "_static/social-card.png"
BIBTEX = """@incollection{{{key},
  author    = {{{{{author}}}}},
  title     = {{{title}}},
  booktitle = {{{book}}},
  year      = {{{year}}},
  note      = {{Version {version}, {date}}}{url}
}}"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
xmlns:xhtml="http://www.w3.org/1999/xhtml">
{}
</urlset>
"""


def read_citation(app) -> dict:
    """The fields of ``CITATION.cff``."""
    path = Path(app.srcdir, "CITATION.cff")
    if not path.is_file():
        raise ExtensionError(f"{path} is missing: version, authors and title come from it")
    return yaml.safe_load(path.read_text("utf-8"))


def read_dates(folder: Path) -> dict[str, str]:
    """The date of the last commit of each file, by its path; nothing where git knows nothing."""
    command = ["git", "-C", str(folder), "log", "--format=@%cs", "--name-only", "--relative"]
    try:
        run = subprocess.run([*command, "--", "."], capture_output=True, encoding="utf-8")
    except OSError:  # no git on this machine
        return {}
    dates, date = {}, ""
    for line in run.stdout.splitlines() if run.returncode == 0 else []:
        if line.startswith("@"):
            date = line[1:]
        elif line:
            dates.setdefault(line, date)
    return dates


class Publication:
    """What is the same on all pages, read once for each build."""

    def start(self, app):
        """Read the citation and the dates of the pages."""
        self.citation = read_citation(app)
        self.dates = read_dates(BOOK.parent if app.config.edition else Path(app.srcdir))
        self.repository = repository(app)

    def date(self, app, pagename: str) -> str:
        """When the page was changed."""
        return self.dates.get(source_of(app, pagename), str(self.citation["date-released"]))

    def author(self) -> str:
        """All authors in one line."""
        people = self.citation["authors"]
        return " and ".join(
            one.get("name") or f"{one['given-names']} {one['family-names']}" for one in people
        )

    def page(self, app, pagename: str, title: str) -> dict:
        """The words and links of one page's footer."""
        version, date = self.citation["version"], self.date(app, pagename)
        base, source = app.config.html_baseurl, source_of(app, pagename)
        address = base and urljoin(base, app.builder.get_target_uri(pagename))
        book = app.config.project if app.config.edition else self.citation["title"]
        words, author = app.config.publication_labels, self.author()
        url = f",\n  url       = {{{address}}}" if address else ""
        key = f"{app.config.exports_name}-{pagename.rpartition('/')[2]}"
        fields = {"key": key, "author": author, "title": title, "book": book, "url": url}
        facts = fields | {"version": version, "date": date, "source": source}
        cited, about = words["cited"].format(**facts), words["about"].format(**facts)
        return {
            "version": version,
            "date": date,
            "text": f"{cited} {address}".strip(),
            "bibtex": BIBTEX.format(**fields, version=version, date=date, year=date[:4]),
            "improve": self.repository.edit(source),
            "errata": self.repository.issue(words["erratum"].format(**facts), about),
        }

    def add(self, app, pagename, templatename, context, doctree):
        """Give the page's template what its footer says, and the page its card."""
        context["release_version"] = self.citation["version"]
        context["changelog"] = self.repository.file("CHANGELOG.md")
        if doctree is None:
            return
        title = app.env.titles[pagename].astext()
        context["publication"] = self.page(app, pagename, title)
        if base := app.config.html_baseurl:
            tags = {
                "og:type": "article",
                "og:site_name": app.config.project,
                "og:title": title,
                "og:url": urljoin(base, app.builder.get_target_uri(pagename)),
                "og:image": urljoin(base, CARD),
                "og:image:alt": app.config.publication_labels["card"].format(
                    project=app.config.project
                ),
                "twitter:card": "summary_large_image",
            }
            context["metatags"] += "".join(
                f'\n<meta property="{name}" content="{escape(value)}"/>'
                for name, value in tags.items()
            )

    def not_found(self, app):
        """The page that a server shows for an address that leads nowhere, in every language."""
        if not app.config.edition:
            context = {"base_address": app.config.html_baseurl, "editions": editions(app)}
            yield "404", context | {"say": say}, "404.html"

    def finish(self, app, exception):
        """Draw the card and write the map, both of which need to know where the site will be."""
        base = app.config.html_baseurl
        if exception is not None or app.builder.name != "html" or not base:
            return
        draw_card(app.config.project, app.config.publication_labels["subtitle"], app)
        if not app.config.edition:
            places = "\n".join(
                self.place(app, name, address)
                for name in sorted(app.env.found_docs)
                for address in dict.fromkeys(addresses(app, name).values())
            )
            Path(app.outdir, "sitemap.xml").write_text(SITEMAP.format(places), "utf-8")

    def place(self, app, name: str, address: str) -> str:
        """A line of the map: a page in one language, and where it is in the others."""
        others = addresses(app, name) if len(editions(app)) > 1 else {}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href="{xml_escape(href)}"/>'
            for tag, href in others.items()
        )
        return (
            f"  <url><loc>{xml_escape(address)}</loc>"
            f"<lastmod>{self.date(app, name)}</lastmod>{links}</url>"
        )


def draw_card(title: str, subtitle: str, app) -> None:
    """The picture that stands beside a link to the book: its name and the curve of surprise."""
    import numpy as np
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="#12202f")
    axes = figure.add_axes([0, 0, 1, 0.62])
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, 4.2))
    p = np.linspace(0.015, 1, 400)
    axes.plot(p, -np.log(p), color="#7fd6a0", linewidth=6)
    axes.fill_between(p, -np.log(p), color="#7fd6a0", alpha=0.15)
    axes.text(0.3, 2.1, "−ln p", color="#7fd6a0", fontsize=34)
    font = font_of(app.config.edition)
    figure.text(0.06, 0.8, title, color="white", fontsize=46, weight="bold", font=font)
    figure.text(0.06, 0.7, subtitle, color="#c8d3de", fontsize=26, font=font)
    target = Path(app.outdir, CARD)
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, metadata={"Software": None})


def check_base(app, config):
    """Addresses are joined to the base, so it must end with a slash."""
    if config.html_baseurl and not config.html_baseurl.endswith("/"):
        config.html_baseurl += "/"


def setup(app):
    """Connect the steps."""
    app.setup_extension("repository")
    app.setup_extension("exports")
    app.setup_extension("edition")
    app.add_config_value("publication_labels", DEFAULT_LABELS, "html")
    publication = Publication()
    app.connect("config-inited", check_base)
    app.connect("builder-inited", publication.start)
    app.connect("html-page-context", publication.add)
    app.connect("html-collect-pages", publication.not_found)
    app.connect("build-finished", publication.finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
