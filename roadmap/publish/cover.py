"""The cover: whose roadmap it is, for when, which edition, and who may read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.i18n import N_
from roadmap.publish.entry import Answer, Entry, Reading
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Workshop

MEANINGS = {
    Tlp.CLEAR: N_("There is no limit on disclosure."),
    Tlp.GREEN: N_("Limited to the community: share with peers and partner organisations, not publicly."),
    Tlp.AMBER: N_("Limited: share only with those who need to know in your organisation and its clients."),
    Tlp.AMBER_STRICT: N_("Limited: share only with those who need to know in your own organisation."),
    Tlp.RED: N_("For the eyes and ears of individual recipients only."),
}


@dataclass(frozen=True)
class Cover:
    """What the first page says; `names` are the country's names in its other working languages."""

    country: str
    names: tuple[Answer, ...]
    profile: Entry
    workshop: Workshop
    drafted_at: tuple[Answer, ...]
    marking: Tlp
    meaning: str


def cover(reading: Reading, marking: Tlp) -> Cover:
    """Make the cover of a plan; `marking` is the strictest of what the document shows."""
    plan, country = reading.plan, reading.catalogue.entries["countries"][reading.plan.country]
    names = tuple(_names(country.get("names_in_languages") or {}, country.title))
    return Cover(
        country=country.title,
        names=names,
        profile=reading.entry(plan.profile),
        workshop=plan.workshop,
        drafted_at=tuple(
            reading.typed(plan.profile, text) for text in (plan.workshop.title, plan.workshop.place) if text
        ),
        marking=marking,
        meaning=MEANINGS[marking],
    )


def _names(names: dict[str, str], title: str) -> Iterator[Answer]:
    """Every name once, without the one that stands above them."""
    seen = {title}
    for tag, name in names.items():
        if name not in seen:
            seen.add(name)
            yield Answer(name, tag)
