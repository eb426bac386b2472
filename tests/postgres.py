"""A real PostgreSQL for the tests: Debian's own, on a free port, in a folder that goes away with it."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg.sql import SQL

ROOM = 1024**3
ATTEMPTS, PAUSE = 600, 0.05
# The server's data goes away with the tests, so nothing is won by waiting for the disk.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresServer:
    """One running server; anybody on this machine may connect, as the user postgres, to its loopback port."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="roadmap-postgres-", dir=_quick_place()))
        self.port = _free_port()

    def start(self) -> None:
        """Make a cluster and serve it, until `stop` or the end of this process, however that comes."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = self.folder / "data"
        make = ["initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "-D", data]
        subprocess.run(_as_postgres(*make), cwd="/", check=True, capture_output=True)
        place = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self.folder}
        settings = [f"--{name}={value}" for name, value in {**place, **FAST}.items()]
        with (self.folder / "log").open("wb") as log:
            command = _as_postgres("postgres", "-D", data, *settings)
            self.process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log)
        self._wait()

    def _wait(self) -> None:
        """Return when the server answers; raises RuntimeError with its log when it does not."""
        for _ in range(ATTEMPTS):
            try:
                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                time.sleep(PAUSE)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop the server at once and remove everything it wrote."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """Return the address of `database` on this server."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, original: str = "template0") -> str:
        """Make the database `database` as a copy of `original`, empty by default, and return its address."""
        self._run_sql(f'CREATE DATABASE "{database}" TEMPLATE "{original}" STRATEGY wal_log')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove the database `database`, whoever is still connected to it."""
        self._run_sql(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _run_sql(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(SQL(statement))


def _as_postgres(program: str, *arguments: object) -> list[str]:
    """Return the command to run `program` so that it ends with this process; PostgreSQL refuses root."""
    other = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    return ["setpriv", "--pdeathsig=QUIT", *other, "--", str(_programs() / program), *map(str, arguments)]


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL that Debian installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not folders:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    return folders[-1]


def _quick_place() -> str | None:
    """Return a folder in memory when a cluster fits there; None, the usual place, when it does not."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return str(memory) if roomy and os.access(memory, os.W_OK) else None


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]
