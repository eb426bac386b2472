"""The delegations of a workshop as the two sides of legal bridges."""

from collections.abc import Iterable

from roadmap.catalogue.load import catalogue
from roadmap.compare.bridges_instrument import instruments
from roadmap.compare.bridges_standing import Instruments, Side, Statement, statements
from roadmap.compare.compared import Compared, Version
from roadmap.worksheets.questionnaire import Questionnaire


def known_to(asked: Questionnaire) -> Instruments:
    """The instruments of the catalogue and those that a workshop added to it."""
    return instruments(asked.catalogue(catalogue()))


def sides(compared: Iterable[Compared], known: Instruments) -> tuple[Side, ...]:
    """Each delegation with what its plan says; what a version says is read out of it once."""
    return tuple(_side(each, known) for each in compared)


def _side(each: Compared, known: Instruments) -> Side:
    said = _said(each.version, known) if each.version else ()
    return Side(each.number, each.country, each.name, said, each.version is not None)


def _said(version: Version, known: Instruments) -> tuple[Statement, ...]:
    return version.once("bridges", lambda version: statements(version.plan, known))
