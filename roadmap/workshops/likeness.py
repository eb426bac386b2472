"""Whether two names look the same to a reader, whatever letters they are written with.

Source: Unicode technical standard 39, section 4, "Confusable detection".
"""

import unicodedata
from functools import cache

import icu


def look_alike(one: str, other: str) -> bool:
    """Whether people could take one name for the other: other letters, case, spaces, hidden signs."""
    return _appearance(one) == _appearance(other)


def _appearance(name: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", name).split())
    return str(_checker().getSkeleton(0, plain)).casefold()


@cache
def _checker() -> icu.SpoofChecker:
    return icu.SpoofChecker()
