"""What an installation lacks, each with the command that mends it; looking changes nothing."""

import sys
import tempfile
from collections.abc import Iterator
from ctypes import CDLL
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from roadmap.config import Config, ConfigError
from roadmap.db import migrations
from roadmap.engines import make_engine
from roadmap.publish import fonts
from roadmap.publish.pool import NOT_STARTED, RenderFailed, RenderPool

OLDEST_PYTHON = (3, 11)
# The name that is loaded on Linux, the name to look for elsewhere, and the Debian package of each library.
LIBRARIES = MappingProxyType(
    {
        "libpango-1.0.so.0": ("pango-1.0", "libpango-1.0-0"),
        "libpangoft2-1.0.so.0": ("pangoft2-1.0", "libpangoft2-1.0-0"),
        "libharfbuzz-subset.so.0": ("harfbuzz-subset", "libharfbuzz-subset0"),
    }
)
CONNECT = "correct ROADMAP_DATABASE_URL, or start the database server"
MIGRATE = "roadmap serve"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, what was seen, and what to do if it is not."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def examine(config: Config) -> list[Finding]:
    """Look at the machine, then at the installation that `config` describes."""
    return [*examine_machine(), *examine_installation(config)]


def examine_machine() -> list[Finding]:
    """Look at what every installation on this machine shares; needs no settings."""
    return [python(), *libraries(), *typefaces(), renderer()]


def examine_installation(config: Config) -> list[Finding]:
    """Look at what belongs to one installation: its settings, its database and its export folder."""
    settings = Finding("settings", True, f"secrets are set, people reach it at {config.public_base_url}")
    return [settings, database(config.database_url), exports(Path(config.exports))]


def unsettled(error: ConfigError) -> Finding:
    """Report settings that cannot be used, in place of `examine_installation`."""
    return Finding("settings", False, str(error), "make run")


def python() -> Finding:
    """Look at the version of Python."""
    running = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, OLDEST_PYTHON))
    return Finding(
        "Python", sys.version_info >= OLDEST_PYTHON, running, f"make PYTHON=/path/to/python{wanted} run"
    )


def libraries() -> Iterator[Finding]:
    """Look at each library that sets the text of a document."""
    for file, (name, package) in LIBRARIES.items():
        ok = _loads(file) or find_library(name) is not None
        yield Finding(name, ok, "found" if ok else "not found", _install(package))


def typefaces() -> Iterator[Finding]:
    """Look at the typeface of every script: one finding for each that is missing, or one for all."""
    try:
        missing = fonts.missing()
    except FileNotFoundError:
        yield Finding("typefaces", False, "fc-list is not there to name them", _install("fontconfig"))
        return
    for face in missing:
        yield Finding(f"typeface of {face.script}", False, f"{face.family} not found", _install(face.package))
    if not missing:
        yield Finding("typefaces", True, f"found for all {len(fonts.BY_SCRIPT)} scripts")


def renderer() -> Finding:
    """Start the process that makes documents, and end it."""
    try:
        with RenderPool(1) as pool:
            pool.render({})
    except RenderFailed as failure:
        # Only a renderer that runs can say that an empty request is no plan.
        if failure.message == NOT_STARTED:
            return Finding("renderer", False, f"does not start: {failure.detail}", "make run")
    return Finding("renderer", True, "starts")


def database(url: str) -> Finding:
    """Look whether the database answers, and whether it has the tables of this version."""
    try:
        if (file := _absent_file(url)) is not None:
            return Finding("database", False, f"{file} is not there yet", MIGRATE)
        found, wanted = _revisions(url)
    except (SQLAlchemyError, ConfigError) as error:
        return Finding(
            "database", False, _first_line(error), "Correct ROADMAP_DATABASE_URL, or start the server."
        )
    if found == wanted:
        return Finding("database", True, f"answers, at revision {found}")
    return Finding(
        "database", False, f"is at revision {found or 'none'}, this version needs {wanted}", MIGRATE
    )


def exports(folder: Path) -> Finding:
    """Look whether documents can be written to `folder`."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding("export folder", True, f"{folder} can be written to")
    except OSError as error:
        remedy = f'mkdir -p "{folder}" && chmod u+rwx "{folder}"'
        return Finding("export folder", False, f"{folder}: {error.strerror}", remedy)


def _loads(file: str) -> bool:
    try:
        CDLL(file)
    except OSError:
        return False
    return True


def _install(package: str) -> str:
    return f"sudo apt-get install --no-install-recommends {package}"


def _absent_file(url: str) -> Path | None:
    """Return the SQLite file of `url` if it does not exist: connecting would make it."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    file = Path(address.database)
    return None if file.exists() else file


def _revisions(url: str) -> tuple[str, str]:
    """Return the revision the database at `url` is at, and the one this version needs."""
    engine = make_engine(url)
    try:
        with engine.connect().execution_options(reading=True) as connection:
            found = MigrationContext.configure(connection).get_current_revision()
            wanted = ScriptDirectory.from_config(migrations(connection)).get_current_head()
    finally:
        engine.dispose()
    return found or "", wanted or ""


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().splitlines()[0]
