"""Instruments as legal bridges: what each carries, when it is in force for a country, and who may join it."""

from collections.abc import Iterable
from dataclasses import dataclass

from roadmap.catalogue.entry import Catalogue, Entry

# The kinds of cooperation that one State asks of another.
KINDS = (
    "extradition",
    "mla",
    "e-evidence",
    "preservation",
    "joint-investigation",
    "police-cooperation",
    "fiu-cooperation",
)
# The rung on which an instrument is in force for a country. A standard binds nobody: it carries no request.
IN_FORCE_AT = {"treaty": "ratified", "network": "member", "bilateral": "ratified"}
OWN = ""  # stands for the arrangements of two countries that no catalogue lists


@dataclass(frozen=True)
class Instrument:
    """One instrument: the rungs of its ladder, and how many of them lead to the one where it is in force.

    `unconfirmed` is what the catalogue notes where it does not know the instrument to have entered into
    force; `only` are the countries it is open to, None for every country; `parent` is the slug of the
    instrument to which a country must belong first.
    """

    slug: str
    title: str
    kind: str
    enables: frozenset[str]
    ladder: tuple[str, ...]
    rungs: tuple[str, ...]
    top: int
    unconfirmed: str = ""
    only: frozenset[str] | None = None
    parent: str | None = None

    @property
    def bilateral(self) -> bool:
        """Whether it links two countries that name each other."""
        return self.kind == "bilateral"


def instruments(catalogue: Catalogue) -> dict[str, Instrument]:
    """Every instrument that binds, by slug, and OWN."""
    listed = (_instrument(entry, catalogue) for entry in catalogue.entries["instruments"].values())
    known = {each.slug: each for each in listed if each.kind in IN_FORCE_AT}
    ladder = catalogue.ladder_of(None)
    own = Instrument(
        OWN, "", "bilateral", frozenset(KINDS), tuple(ladder), tuple(ladder.values()), _top(ladder)
    )
    return {**known, OWN: own}


def _instrument(entry: Entry, catalogue: Catalogue) -> Instrument:
    ladder = catalogue.ladder_of(entry.id)
    return Instrument(
        entry.id,
        entry.title,
        str(entry.get("kind") or "bilateral"),
        frozenset(entry.get("enables") or ()),
        tuple(ladder),
        tuple(ladder.values()),
        _top(ladder),
        _unconfirmed(entry),
        _open_to(entry, catalogue),
        entry.get("parent"),
    )


def _top(ladder: Iterable[str]) -> int:
    return next((place for place, rung in enumerate(ladder) if rung in IN_FORCE_AT.values()), 0)


def _unconfirmed(entry: Entry) -> str:
    if entry.get("entry_into_force") or entry.get("in_force_between_parties"):
        return ""
    return str(entry.get("entry_note") or "")


def _open_to(entry: Entry, catalogue: Catalogue) -> frozenset[str] | None:
    if listed := entry.get("open_to_countries"):
        return frozenset(listed)
    if subregion := entry.get("open_to_subregion"):
        countries = catalogue.entries["countries"].values()
        return frozenset(country.id for country in countries if country.get("subregion") == subregion)
    return None
