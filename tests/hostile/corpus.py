"""The corpus of hostile input beside the checkout: its entries, and which of them a test drives."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

FOLDER = Path(__file__).parents[3] / "shared" / "hostile"
Test = TypeVar("Test", bound=Callable[..., object])

covered: set[str] = set()


@dataclass(frozen=True)
class Attack:
    """One entry: what is sent (built when asked for), through which door, and what must come of it."""

    id: str
    kind: str
    where: str
    expect: str
    also: frozenset[str]
    raw: dict[str, Any]

    @property
    def payload(self) -> Any:
        """What to send: a text, bytes, a list of values or of rows."""
        return _materialise().materialise(self.raw)

    def aimed(self, canary_url: str, canary_file: str) -> Any:
        """What to send, its addresses pointing at a server and a file of the test's own."""
        return _materialise().materialise(self.raw, canary_url, canary_file)

    @property
    def seconds(self) -> float:
        """How long one answer may take."""
        found = [each.removeprefix("time<=") for each in self.also if each.startswith("time<=")]
        return float(found[0].removesuffix("s")) if found else 10

    def __str__(self) -> str:
        return self.id


@cache
def attacks() -> tuple[Attack, ...]:
    """Every entry of the corpus."""
    return tuple(
        Attack(raw["id"], raw["class"], raw["where"], raw["expect"], frozenset(raw.get("also", ())), raw)
        for raw in _materialise().load()
    )


def attack(identifier: str) -> Attack:
    """One entry by its id."""
    return next(each for each in attacks() if each.id == identifier)


def through(*doors: str, expect: set[str] | None = None) -> list[Attack]:
    """The entries that come through one of these doors and expect one of these; they count as driven."""
    found = [a for a in attacks() if a.where in doors and (expect is None or a.expect in expect)]
    covered.update(each.id for each in found)
    return found


def covers(*identifiers: str) -> Callable[[Test], Test]:
    """Say which entries a test drives that has a flow of its own."""
    covered.update(attack(identifier).id for identifier in identifiers)
    return lambda test: test


@cache
def _materialise() -> ModuleType:
    """The corpus's own module, which builds what its entries describe."""
    spec = importlib.util.spec_from_file_location("hostile_materialise", FOLDER / "materialise.py")
    assert spec and spec.loader, f"{FOLDER} is missing: the tests read the corpus there"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
