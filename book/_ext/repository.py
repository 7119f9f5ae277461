"""Where the sources are: one setting for every link to them.

``course_repository`` is the address of the repository (``https://host/owner/name``), empty where
none is public, and ``course_branch`` the branch that readers get. The links have the form that
GitHub, Gitea and Forgejo share.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

GITHUB = "github.com"
COLAB = "https://colab.research.google.com/github"


class Repository:
    """The addresses in a repository, each empty if there is none."""

    def __init__(self, address: str, branch: str):
        self.address, self.branch = address.rstrip("/"), branch

    def __bool__(self) -> bool:
        return bool(self.address)

    def archive(self) -> str:
        """The zip of the branch, which pip installs as it is."""
        return self.address and f"{self.address}/archive/refs/heads/{self.branch}.zip"

    def file(self, path: str) -> str:
        """A file as the branch has it."""
        return self.address and f"{self.address}/blob/{self.branch}/{quote(path)}"

    def edit(self, path: str) -> str:
        """The page where a file can be changed and the change proposed."""
        return self.address and f"{self.address}/edit/{self.branch}/{quote(path)}"

    def issue(self, title: str, body: str) -> str:
        """A new issue that is filled in."""
        asked = urlencode({"title": title, "body": body})
        return self.address and f"{self.address}/issues/new?{asked}"

    def colab(self, path: str) -> str:
        """The notebook in Colab, which knows GitHub only."""
        where = urlsplit(self.address)
        return f"{COLAB}{where.path}/blob/{self.branch}/{path}" if where.netloc == GITHUB else ""


def repository(app) -> Repository:
    """The repository that the configuration names."""
    return Repository(app.config.course_repository, app.config.course_branch)


def setup(app):
    """Register the settings."""
    app.add_config_value("course_repository", "", "env")
    app.add_config_value("course_branch", "main", "env")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
