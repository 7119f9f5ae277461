"""PostgreSQL for tests and measurements: a server of their own, on a socket in a private folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

#: Debian keeps the programs of each version apart and off the PATH.
FOUND = shutil.which("postgres") or next(
    iter(sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/postgres")), reverse=True)), None
)
USER = "grader"


class Server:
    """A PostgreSQL server; it refuses to run as root, and then runs as the user of its package.

    Args:
        durable: whether a row that was committed outlives a crash of the machine; tests of what
            outlives a kill need no more than the kernel's memory.
    """

    def __init__(self, durable=False):
        self._bin = Path(FOUND).parent
        self._top = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path is short
        self._who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self._who:
            shutil.chown(self._top, **self._who)
        self.data = self._top / "data"
        self._run("initdb", "-D", self.data, "-U", USER, "--auth=trust", "-E", "UTF8", "-N")
        self._durable = durable
        self._process = None
        self.start()

    def _run(self, name, *arguments):
        command = [str(self._bin / name), *map(str, arguments)]
        done = subprocess.run(command, cwd=self._top, capture_output=True, text=True, **self._who)
        assert done.returncode == 0, done.stderr

    def start(self):
        """Start it, also after it was killed."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        fsync = "fsync=" + ("on" if self._durable else "off")
        command = [str(self._bin / "postgres"), "-D", str(self.data), "-k", str(self._top)]
        command += ["-c", "listen_addresses=", "-c", fsync]
        log = (self._top / "log").open("a")
        self._process = subprocess.Popen(
            command, cwd=self._top, stdout=log, stderr=log, start_new_session=True, **self._who
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(self._address("postgres")):
                    return
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, (self._top / "log").read_text()
                time.sleep(0.05)

    def kill(self):
        """SIGKILL to the server and all that serves a client."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _address(self, database):
        return f"host={self._top} user={USER} dbname={database}"

    def make(self, database, template="template1"):
        """Make a database, as a copy of another; returns its address for nbgrader."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s",
                [template],
            )
            connection.execute(f'create database "{database}" template "{template}"')
        return f"postgresql+psycopg://{USER}@/{database}?host={self._top}"

    def drop(self, database):
        """Remove a database."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'drop database if exists "{database}" with (force)')

    def close(self):
        """End it and remove all that it wrote."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # at once, but in order
            self._process.wait()
        shutil.rmtree(self._top)
