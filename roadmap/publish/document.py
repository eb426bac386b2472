"""The roadmap document as frozen data, in the order in which it is read: a plan goes in, parts come out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.i18n import N_
from roadmap.publish.cover import Cover, cover
from roadmap.publish.edition import Edition
from roadmap.publish.entry import Reading
from roadmap.publish.fonts import direction
from roadmap.publish.framework import framework
from roadmap.publish.gaps import gaps
from roadmap.publish.pillars import pillars
from roadmap.publish.proposals import proposals
from roadmap.publish.register import register
from roadmap.publish.resources import resources
from roadmap.publish.risks import risks
from roadmap.publish.safeguards import safeguards
from roadmap.publish.summary import Summary, summary
from roadmap.publish.timeline import timeline
from roadmap.publish.verification import Verification, verification
from roadmap.publish.wording import Wording, wording
from roadmap.worksheets.audience import Shown, for_audience
from roadmap.worksheets.plan import Plan

# Rows from which a document of this anatomy runs to eight pages and gets a table of contents.
ROWS_OF_EIGHT_PAGES = 16


@dataclass(frozen=True)
class Section:
    """One numbered section: `name` is its template and its anchor, `title` a message id."""

    number: int
    name: str
    title: str
    part: Any


@dataclass(frozen=True)
class Document:
    """Everything a document says. `withheld` counts the rows left out under their marking."""

    plan: Plan
    edition: Edition
    wording: Wording
    cover: Cover
    summary: Summary
    gaps: tuple[str, ...]
    withheld: int
    has_provisional: bool
    has_contents: bool
    sections: tuple[Section, ...]
    verification: Verification

    @property
    def direction(self) -> str:
        """Which way the pages run: "rtl" or "ltr", by the language of the plan."""
        return direction(self.plan.language)

    @property
    def own_direction(self) -> str:
        """Which way the document's own sentences run."""
        return direction(self.wording.language)


def compose(plan: Plan, edition: Edition, catalogue: Catalogue) -> Document:
    """Make the document of a plan for one edition; raises Refused when the audience may see none of it."""
    shown = for_audience(plan, edition.audience)
    words = wording(plan.language, edition.locale)
    reading = Reading(shown.plan, catalogue, words)
    rows = tuple(shown.plan.all_rows())
    return Document(
        plan=shown.plan,
        edition=edition,
        wording=words,
        cover=cover(reading, shown.marking),
        summary=summary(reading, edition.date),
        gaps=gaps(plan if edition.state_withheld else shown.plan),
        withheld=shown.withheld_in_all if edition.state_withheld else 0,
        has_provisional=any(row.provisional for row in rows),
        has_contents=len(rows) >= ROWS_OF_EIGHT_PAGES,
        sections=_sections(reading, shown),
        verification=verification(shown.plan, edition.address),
    )


@dataclass(frozen=True)
class _Chapter:
    """A section that a document may have: worksheets one of which must have rows, and what makes its part."""

    name: str
    title: str
    worksheets: tuple[str, ...]
    part: Callable[[Reading], Any]


CHAPTERS = (
    _Chapter("context", N_("Scope and context"), ("profile",), lambda r: r.entry(r.plan.profile)),
    _Chapter("threats", N_("Threats"), ("threats",), register),
    _Chapter("proposals", N_("Proposals"), ("partnerships", "legal", "defence"), proposals),
    _Chapter("resources", N_("Resources"), ("resources",), resources),
    _Chapter("roadmap", N_("Objectives and actions"), ("objectives", "actions"), pillars),
    _Chapter("timeline", N_("Timeline"), ("actions",), timeline),
    _Chapter("framework", N_("Results framework"), ("indicators",), framework),
    _Chapter("safeguards", N_("Safeguards"), ("defence", "actions"), safeguards),
    _Chapter(
        "risks",
        N_("Risks, assumptions and assistance"),
        ("risks", "resources", "partnerships"),
        risks,
    ),
    _Chapter("follow_up", N_("Governance and follow-up"), ("follow_up",), lambda r: r.entries("follow_up")),
    _Chapter("endorsement", N_("Endorsement"), (), lambda r: r.entry(r.plan.profile)),
    _Chapter("sources", N_("Sources, terms and verification"), (), lambda r: r.entries("sources")),
)


def _sections(reading: Reading, shown: Shown) -> tuple[Section, ...]:
    present = [chapter for chapter in CHAPTERS if _has_rows(chapter, shown.plan)]
    return tuple(_numbered(present, reading))


def _has_rows(chapter: _Chapter, plan: Plan) -> bool:
    return not chapter.worksheets or any(plan.rows(worksheet) for worksheet in chapter.worksheets)


def _numbered(chapters: list[_Chapter], reading: Reading) -> Iterator[Section]:
    for number, chapter in enumerate(chapters, 1):
        yield Section(number, chapter.name, chapter.title, chapter.part(reading))
