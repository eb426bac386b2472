"""From what somebody wrote to invitations that can be made: every place, role and address is known."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from roadmap.access import DELEGATION_ROLES, Role
from roadmap.accounts.addresses import fault, normal_email
from roadmap.catalogue.load import catalogue
from roadmap.fields.problem import Problem, Refused, refuse, shown
from roadmap.i18n import N_
from roadmap.invitations.lines import Line, place_of
from roadmap.language import country_name
from roadmap.workshops.models import Delegation
from roadmap.workshops.reach import ROLE_NAMES, Reach

MOST_EACH = 20  # people of one role in one delegation
MOST = 500

NO_PLACE = N_("There is no delegation %(said)s here, and no country of that name in the list.")
SEVERAL = N_("%(said)s names more than one delegation; write the delegation's own name.")
NO_ROLE = N_("%(role)s is no role; write %(known)s.")
NEEDS_PLACE = N_("The role %(role)s belongs to a delegation; write its country or name.")
NEEDS_NO_PLACE = N_("The role %(role)s belongs to the whole workshop; leave its country empty.")
NOT_YOURS = N_("Your own role does not include giving the role %(role)s.")
BAD_ADDRESS = N_("%(email)s: %(why)s")
TOO_MANY = N_("That is more than %(most)s invitations at once. Make them in parts.")
NOBODY = N_("Nobody is named yet: write lines, choose a file, or say how many people of which role.")


@dataclass(frozen=True)
class Order:
    """One invitation to be made: to a delegation, to that of a country to be added, or to neither."""

    role: Role
    delegation: Delegation | None = None
    country: str | None = None
    name: str = ""
    email: str | None = None


def from_lines(lines: Iterable[Line], reach: Reach) -> list[Order]:
    """Return what the lines ask for; raises Refused with every problem at its line."""
    orders: list[Order] = []
    problems: list[Problem] = []
    addable = {name: code for code, _ in countries_to_add(reach) for name in _names(code)}
    for line in lines:
        try:
            orders.append(_order(line, reach, addable))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return orders


def from_choice(
    delegations: Iterable[Delegation], countries: Iterable[str], counts: Mapping[Role, int]
) -> list[Order]:
    """Return so many orders of each role for each chosen delegation, and for each country to be added."""
    chosen: list[tuple[Delegation | None, str | None]] = [
        *((delegation, None) for delegation in delegations),
        *((None, country) for country in countries),
    ]
    return [
        Order(role, delegation, country)
        for delegation, country in chosen
        for role, count in counts.items()
        for _ in range(count)
    ]


def checked(orders: list[Order]) -> list[Order]:
    """Return `orders` if there are some and not too many; raises Refused."""
    if not orders:
        raise refuse("", NOBODY)
    if len(orders) > MOST:
        raise refuse("", TOO_MANY, most=MOST)
    return orders


def countries_to_add(reach: Reach) -> list[tuple[str, str]]:
    """Return the codes and names of the countries without a delegation, for those who may add one."""
    if not reach.whole or reach.workshop is None:
        return []
    there = {delegation.country for delegation in reach.delegations}
    codes = (code for code in catalogue().lists["countries"] if code not in there)
    return sorted(((code, country_name(code)) for code in codes), key=lambda one: one[1])


def _order(line: Line, reach: Reach, addable: Mapping[str, str]) -> Order:
    role = _role(line)
    delegation, country = _place(line, reach, addable)
    named = gettext(ROLE_NAMES[role])
    somewhere = delegation is not None or country is not None
    if role in DELEGATION_ROLES and not somewhere:
        raise refuse(place_of(line.number), NEEDS_PLACE, role=named)
    if role not in DELEGATION_ROLES and somewhere:
        raise refuse(place_of(line.number), NEEDS_NO_PLACE, role=named)
    if not reach.may_give(role, delegation):
        raise refuse(place_of(line.number), NOT_YOURS, role=named)
    return Order(role, delegation, country, line.name, _email(line))


def _role(line: Line) -> Role:
    said = _same(line.role)
    for role in Role:
        if said in (_same(role.value), _same(ROLE_NAMES[role]), _same(gettext(ROLE_NAMES[role]))):
            return role
    known = ", ".join(gettext(ROLE_NAMES[role]) for role in Role)
    raise refuse(place_of(line.number), NO_ROLE, role=shown(line.role), known=known)


def _place(line: Line, reach: Reach, addable: Mapping[str, str]) -> tuple[Delegation | None, str | None]:
    if not line.place:
        return None, None
    said = _same(line.place)
    by_name = [each for each in reach.delegations if said in (_same(each.name), _same(each.name_local or ""))]
    found = by_name or [each for each in reach.delegations if said in set(_names(each.country))]
    if len(found) > 1:
        raise refuse(place_of(line.number), SEVERAL, said=shown(line.place))
    if found:
        return found[0], None
    if said in addable:
        return None, addable[said]
    raise refuse(place_of(line.number), NO_PLACE, said=shown(line.place))


def _names(country: str) -> Iterator[str]:
    yield _same(country)
    yield _same(country_name(country))
    yield _same(catalogue().lists["countries"].get(country, country))


def _email(line: Line) -> str | None:
    if not line.email:
        return None
    if why := fault(line.email):
        raise refuse(place_of(line.number), BAD_ADDRESS, email=shown(line.email), why=gettext(why))
    return normal_email(line.email)


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()
