"""The command line on an installation of its own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from roadmap.cli import main

Run = Callable[..., Result]


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an installation that is empty and knows nothing of this machine's own."""
    for name in [name for name in os.environ if name.startswith("ROADMAP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ROADMAP_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("ROADMAP_EXPORTS", str(tmp_path / "exports"))
    return tmp_path


@pytest.fixture
def roadmap(installation: Path) -> Run:
    """Return a function that runs `roadmap ARGUMENTS…`; an error that no words explain fails the test."""

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def case(shared: Path) -> Callable[[str], Path]:
    """Return a function: the document of a country's case, by its lower-case code."""
    return lambda country: next((shared / "cases").glob(f"{country}-*.yaml"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a document and gives its path."""

    def file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return file
