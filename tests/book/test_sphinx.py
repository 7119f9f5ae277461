"""Does plain Sphinx, by ``conf.py``, make the pages that Jupyter Book makes?

The settings are compared, and the whole site, byte for byte: a second build costs twenty seconds of
a processor, since the code was executed for the first.
"""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import edition
import pytest
import yaml
from jupyter_book.config import get_final_config
from lab import content

from .widget_pages import ROOT

BIN = Path(sys.executable).parent
# What differs from build to build: a digest of the settings, and archives with the time in them.
VARIES = {".buildinfo", "from-surprise-to-gradient-qti.zip", "from-surprise-to-gradient.apkg"}
# Extensions of Jupyter Book's own, which plain Sphinx does without.
ITS_OWN = {"jupyter_book", "sphinx_multitoc_numbering"}
# What it sets to the value that is the default in any case, or for what we do not use.
LEFT_OUT = {
    "comments_config",
    "external_toc_path",
    "html_baseurl",
    "html_logo",
    "latex_engine",
    "nb_execution_excludepatterns",
    "nb_execution_in_temp",
    "use_jupyterbook_latex",
}
# Options of the theme for buttons, counters and banners that no page has.
OPTIONS_LEFT_OUT = {
    "analytics",
    "announcement",
    "extra_footer",
    "launch_buttons",
    "path_to_docs",
    "repository_branch",
    "repository_url",
    "use_edit_page_button",
    "use_issues_button",
    "use_repository_button",
}


def wrapper_settings():
    """What Jupyter Book gives Sphinx for our ``_config.yml``."""
    wanted = {"external_toc_path": "_toc.yml", "latex_individualpages": False}
    found, _ = get_final_config(user_yaml=ROOT / "_config.yml", cli_config=wanted)
    return found


def plain_settings():
    """What Sphinx reads from ``conf.py``."""
    return runpy.run_path(str(ROOT / "conf.py"))


def test_every_setting_is_the_wrappers():
    """Does `conf.py` say what Jupyter Book says, and leave out only what is listed here?"""
    theirs, ours = wrapper_settings(), plain_settings()
    extensions = [name for name in theirs.pop("extensions") if name not in ITS_OWN]
    assert ours["extensions"] == extensions
    options = theirs.pop("html_theme_options")
    assert ours["html_theme_options"].items() <= options.items()
    assert options.keys() - ours["html_theme_options"].keys() == OPTIONS_LEFT_OUT
    hidden = set(theirs.pop("exclude_patterns")) - set(ours["exclude_patterns"])
    assert hidden == {"**.ipynb_checkpoints", ".DS_Store", "Thumbs.db", "_build"}
    assert {name for name in theirs if name not in ours} == LEFT_OUT
    differing = {name for name in theirs.keys() - LEFT_OUT if theirs[name] != ours[name]}
    assert differing == set()


def test_the_project_has_a_name():
    """Is the name on the social card, in the decks and in the inventory that of the book?"""
    title = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["title"]
    for settings in (wrapper_settings(), plain_settings()):
        assert title.startswith(settings["project"]), title


def test_an_unknown_setting_ends_the_build():
    """Is a setting that `conf.py` does not know told, not dropped?"""
    from sphinx.errors import ConfigError

    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    settings["html"]["extra_footer"] = "by me"
    with pytest.raises(ConfigError, match=r"html\.extra_footer"):
        plain_settings()["translate"](settings)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The folder of the whole book, built by plain Sphinx as `make sphinx` does."""
    folder = tmp_path_factory.mktemp("plain")
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "MATPLOTLIBRC": str(ROOT / "book" / "matplotlibrc")}
    command = [BIN / "sphinx-build", "-n", "-W", "--keep-going", "-d", folder / "doctrees"]
    run = subprocess.run(
        [*command, ROOT, folder / "html"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return folder / "html"


def list_files(folder):
    """The files of a site that do not vary, as paths below its folder; no other edition's."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in VARIES)
    return {path.relative_to(folder) for path in files if not edition.is_other(path, folder)}


def test_the_site_is_the_same(site, plain, needs_katex):
    """Is every page, picture, script and style sheet equal to that of Jupyter Book?"""
    files = list_files(site)
    assert list_files(plain) == files
    assert len([path for path in files if path.suffix == ".html"]) > 30
    assert [p for p in files if content(plain / p) != content(site / p)] == []
