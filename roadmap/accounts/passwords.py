"""Which passwords are accepted: long enough, and not among those that everybody tries first.

Source: OWASP ASVS 5.0.0, 6.2.1 to 6.2.9; no rules of composition, nothing cut off.
"""

from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from roadmap.i18n import N_

SHORTEST = 8
ADVISED = 15
LONGEST = 1000  # so that hashing has an end
OWN_WORDS = frozenset({"roadmap", "workshop", "delegation"})

TOO_SHORT = N_(
    "Use at least 8 characters; 15 or more are advised, such as four words that do not belong together."
)
TOO_LONG = N_("Use at most 1,000 characters.")
COMMON = N_("This is among the passwords that are tried first. Choose one that nobody else would.")
GUESSABLE = N_("This can be guessed from your name or address. Choose something that is not about you.")


def normal(password: str) -> str:
    """Return `password` in the one form that is hashed, however the keyboard composed its characters."""
    return normalize("NFKD", password)


def fault(password: str, about: Iterable[str] = ()) -> str | None:
    """Return the message id of what is wrong with a new password, None when nothing is.

    `about` are words that anybody who knows the person would try: name and address.
    """
    plain = normal(password)
    if len(plain) < SHORTEST:
        return TOO_SHORT
    if len(plain) > LONGEST:
        return TOO_LONG
    if plain.casefold() in _common() or len(set(plain)) == 1:
        return COMMON
    return GUESSABLE if _is_one_of(plain, (*about, *OWN_WORDS)) else None


def _is_one_of(plain: str, words: Iterable[str]) -> bool:
    """Whether nothing is left but digits and signs when one of the words is taken away."""
    letters = "".join(filter(str.isalpha, plain.casefold()))
    return letters in {"".join(filter(str.isalpha, normal(word).casefold())) for word in words if word}


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])
