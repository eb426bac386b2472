"""Whether two names look the same to a reader, whatever letters they are written with.

Source: Unicode technical standard 39, section 4, "Confusable detection".
"""

import unicodedata
from collections.abc import Iterable
from functools import cache

import icu

from roadmap.fields.problem import refuse, shown
from roadmap.i18n import N_

DISGUISED = N_("%(name)s looks like the delegation %(known)s; choose one that cannot be taken for it.")


def refuse_disguised(name: str, standing: Iterable[str]) -> None:
    """Raise Refused for a name that readers would take for another of the names `standing` there."""
    for known in standing:
        if known != name and look_alike(known, name):
            raise refuse("name", DISGUISED, name=shown(name), known=shown(known))


def look_alike(one: str, other: str) -> bool:
    """Whether people could take one name for the other: other letters, case, spaces, hidden signs."""
    return _appearance(one) == _appearance(other)


def _appearance(name: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", name).split())
    return str(_checker().getSkeleton(0, plain)).casefold()


@cache
def _checker() -> icu.SpoofChecker:
    return icu.SpoofChecker()
