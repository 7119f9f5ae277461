"""The book for plain Sphinx, without Jupyter Book: ``make sphinx``.

Every setting stands in ``_config.yml``, which ``jupyter-book build .`` reads as well. Here its
names become Sphinx's, and what Jupyter Book sets unasked is set. A setting that has no name here
ends the build, so that none is lost in silence.
"""

import sys
from pathlib import Path

import yaml
from sphinx.errors import ConfigError

ROOT = Path(__file__).parent

# Jupyter Book's names, and what Sphinx, its extensions or its theme call the same.
NAMES = {
    "title": "html_title",
    "project": "project",
    "author": "author",
    "copyright": "copyright",
    "exclude_patterns": "exclude_patterns",
    "only_build_toc_files": "external_toc_exclude_missing",
    "execute.execute_notebooks": "nb_execution_mode",
    "execute.cache": "nb_execution_cache_path",
    "execute.timeout": "nb_execution_timeout",
    "execute.allow_errors": "nb_execution_allow_errors",
    "execute.stderr_output": "nb_output_stderr",
    "parse.myst_enable_extensions": "myst_enable_extensions",
    "html.baseurl": "html_baseurl",
    "html.home_page_in_navbar": "home_page_in_toc",
    "html.use_multitoc_numbering": "use_multitoc_numbering",
}
THEME_OPTIONS = {"home_page_in_toc"}
# Without Jupyter Book there is nothing that these would switch off.
NEEDLESS = {"latex.use_jupyterbook_latex", "launch_buttons.thebe"}
# What Jupyter Book sets by itself. sphinx_external_toc numbers the chapters where it did.
UNASKED = {
    "html_theme": "sphinx_book_theme",
    "html_sourcelink_suffix": "",
    "myst_url_schemes": ["mailto", "http", "https"],
    "pygments_style": "sphinx",
}


def flatten(settings: dict) -> dict:
    """The settings by their full names, ``execute.timeout`` for instance."""
    flat = {}
    for name, value in settings.items():
        inner = value.items() if isinstance(value, dict) else ()
        flat |= {f"{name}.{key}": one for key, one in inner} or {name: value}
    return flat


def translate(settings: dict) -> dict:
    """Sphinx's settings from those of Jupyter Book."""
    own = settings.pop("sphinx")
    found = dict(UNASKED)
    for name, value in flatten(settings).items():
        if name in NAMES:
            found[NAMES[name]] = value
        elif name not in NEEDLESS:
            raise ConfigError(f"conf.py has no name for `{name}` in _config.yml; add it to NAMES")
    options = {name: found.pop(name) for name in THEME_OPTIONS & found.keys()}
    found |= own["config"]
    found["html_theme_options"] = options | found.get("html_theme_options", {})
    found["extensions"] = [name for name in found["extensions"] if name != "jupyter_book"]
    sys.path += [str(ROOT / folder) for folder in own["local_extensions"].values()]
    return found


globals().update(translate(yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))))
