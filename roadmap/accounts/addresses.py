"""Which e-mail addresses an account may have: real ones that cannot be taken for another.

Source: Unicode technical standard 39, section 4 "Confusable detection" and 5.2 "Restriction levels".
"""

import re
from functools import cache

import icu
from email_validator import validate_email

from roadmap.i18n import N_

UNUSABLE = N_("Write one e-mail address, such as name@example.org.")
DISGUISED = N_("This address looks like another one, because of a letter from another alphabet.")


def normal_email(email: str) -> str:
    """Return `email` in the one form we store: Unicode-normalised, in lower case; raises a ValueError."""
    return validate_email(email, check_deliverability=False).normalized.casefold()


def fault(email: str) -> str | None:
    """Return the message id of why nobody is given this address, None when nothing is wrong with it."""
    try:
        normal = normal_email(email)
    except ValueError:
        return UNUSABLE
    return DISGUISED if _is_disguised(normal) else None


def _is_disguised(email: str) -> bool:
    if email.isascii():
        return False
    looks_ascii = str(_checker().getSkeleton(0, email)).isascii()
    return looks_ascii or any(_checker().check(part) for part in re.split("[@.]", email))


@cache
def _checker() -> icu.SpoofChecker:
    checker = icu.SpoofChecker()
    checker.setRestrictionLevel(icu.URestrictionLevel.HIGHLY_RESTRICTIVE)
    checker.setChecks(icu.USpoofChecks.RESTRICTION_LEVEL)
    return checker
