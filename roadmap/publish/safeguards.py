"""Which safeguards the plan binds itself to, and where it names none."""

from dataclasses import dataclass

from roadmap.publish.entry import Mention, Reading

BOUND = ("defence", "actions")


@dataclass(frozen=True)
class Safeguard:
    """One safeguard of the catalogue and the measures and actions that must keep it."""

    title: str
    kept_by: tuple[Mention, ...]


@dataclass(frozen=True)
class Safeguards:
    """The safeguards named, and the defence measures that name none."""

    named: tuple[Safeguard, ...]
    without: tuple[Mention, ...]


def safeguards(reading: Reading) -> Safeguards:
    """Gather safeguards in the order of the catalogue."""
    kept: dict[str, list[Mention]] = {}
    for worksheet in BOUND:
        for row in reading.plan.rows(worksheet):
            for slug in row["safeguards"] or ():
                kept.setdefault(slug, []).append(Mention(row.key, reading.title(row)))
    titles = reading.catalogue.lists["safeguards"]
    named = tuple(Safeguard(titles[slug], tuple(kept[slug])) for slug in titles if slug in kept)
    bare = (row for row in reading.plan.rows("defence") if not row["safeguards"])
    return Safeguards(named, tuple(Mention(row.key, reading.title(row)) for row in bare))
