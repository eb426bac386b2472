"""A plan on one person's screen: what they may do, what the checks found, and the spine of the workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import current_app
from flask_babel import gettext, ngettext

from roadmap.catalogue.entry import Catalogue
from roadmap.catalogue.load import catalogue
from roadmap.checks.completeness import completeness
from roadmap.checks.finding import Finding, Severity
from roadmap.checks.run import check
from roadmap.fields.scope import Scope
from roadmap.plans.book import Book
from roadmap.plans.register import Line, heading, line
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.worksheet import Stage, Worksheet
from roadmap.workshops.store import names_of_those_who_run

UN_LANGUAGES = frozenset({"ar", "en", "es", "fr", "ru", "zh-Hans"})
PARTNER_CURRENCIES = ("AUD", "CHF", "EUR", "GBP", "JPY", "NZD", "USD", "XDR")


@dataclass(frozen=True)
class Chapter:
    """One worksheet in the spine: how many rows, how far filled (0 to 100), how many open findings."""

    worksheet: Worksheet
    rows: int
    percent: int
    findings: int

    @property
    def texts(self) -> dict[str, str]:
        """Its state in words: how far it is filled, and what is open in it (empty when nothing is)."""
        found = ngettext("%(num)s finding", "%(num)s findings", self.findings) if self.findings else ""
        return {"percent": gettext("%(percent)s%%", percent=self.percent), "findings": found}


@dataclass(frozen=True)
class Told:
    """A finding in the reader's language; `question` is the key of its field, None for the whole row."""

    severity: Severity
    question: str | None
    sentence: str
    advice: str


@dataclass(frozen=True)
class Opened:
    """One reading of a plan for one person's page."""

    book: Book
    may_edit: bool
    may_set_up: bool

    @property
    def id(self) -> str:
        """The address of the plan."""
        return self.book.record.id

    @property
    def closed(self) -> bool:
        """Whether drafting is closed in the workshop, so that the plan can only be read."""
        return self.book.record.delegation.workshop.closed_at is not None

    @property
    def who_reopens(self) -> list[str]:
        """The names of the people who can reopen drafting."""
        return names_of_those_who_run(self.book.record.delegation.workshop)

    @property
    def withheld(self) -> int:
        """How many entries the reader may not see; 0 as well where the installation does not tell."""
        return self.book.withheld if current_app.extensions["config"].state_withheld else 0

    @cached_property
    def plan(self) -> Plan:
        """The plan as frozen data."""
        return self.book.plan

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the plan's workshop."""
        return self.plan.questionnaire.catalogue(catalogue())

    @cached_property
    def scope(self) -> Scope:
        """What answers may refer to, in the reader's language; untitled rows by their catalogue entry."""
        lists, registry = self.catalogue.lists, self.plan.registry
        titles = {
            key: {row.key: heading(registry[key], row, lists) or row.key for row in rows}
            for key, rows in self.plan.sheets.items()
        }
        return Scope(lists, titles, gettext, self.catalogue.offered)

    @property
    def currencies(self) -> list[tuple[str, str]]:
        """The currencies of the region and of its partners, by code."""
        region = {entry.get("currency") for entry in catalogue().entries["countries"].values()}
        titles = self.scope.lists["currencies"]
        return [(code, titles[code]) for code in sorted({*PARTNER_CURRENCIES, *region} & titles.keys())]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages of the country and of the United Nations, by tag."""
        country = catalogue().entries["countries"][self.plan.country]
        titles = self.scope.lists["languages"]
        own = {language["tag"] for language in country.get("languages") or ()}
        return [(tag, title) for tag, title in titles.items() if tag in own | UN_LANGUAGES]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything the checks found."""
        return check(self.plan, catalogue())

    def at(self, worksheet: Worksheet, row: str | None = None) -> list[Told]:
        """What was found at one row, or at the worksheet as a whole."""
        here = [finding for finding in self._in(worksheet.key) if finding.row == row]
        return [Told(f.severity, f.question, f.sentence(gettext), f.advice(gettext)) for f in here]

    @cached_property
    def chapters(self) -> Mapping[str, Chapter]:
        """Every worksheet's state, in order."""
        percent = completeness(self.plan)
        return {
            key: Chapter(sheet, len(self.plan.rows(key)), percent[key], open_findings(self._in(key)))
            for key, sheet in self.plan.registry.items()
        }

    @property
    def stages(self) -> list[tuple[Stage, list[Chapter]]]:
        """The spine: the three stages with their worksheets."""
        return [(stage, [c for c in self.chapters.values() if c.worksheet.stage is stage]) for stage in Stage]

    @property
    def next_chapter(self) -> Chapter | None:
        """The first worksheet that is not finished, in the order a delegation works."""
        return next((c for c in self.chapters.values() if c.percent < 100 or c.findings), None)

    def lines(self, worksheet: Worksheet) -> list[Line]:
        """The register of a worksheet."""
        found: dict[str | None, list[Finding]] = {}
        for finding in self._in(worksheet.key):
            found.setdefault(finding.row, []).append(finding)
        rows = self.plan.rows(worksheet.key)
        return [
            line(worksheet, self.plan, row, self.scope, open_findings(found.get(row.key, ()))) for row in rows
        ]

    def line(self, worksheet: Worksheet, row_key: str) -> Line | None:
        """One line of the register."""
        row = self.plan.row(worksheet.key, row_key)
        found = open_findings([f for f in self._in(worksheet.key) if f.row == row_key])
        return line(worksheet, self.plan, row, self.scope, found) if row else None

    def _in(self, worksheet: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.worksheet == worksheet]


def open_findings(findings: Sequence[Finding]) -> int:
    """How many of these ask for something; notes do not."""
    return sum(finding.severity is not Severity.NOTE for finding in findings)
