"""The accounts of the demonstration: made anew on each machine, and shown there again."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.instance import write_private

# Letters and digits that nobody takes for one another; 16 of them carry 78 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


@dataclass(frozen=True)
class Account:
    """One person of the demonstration; `country` is the code of a lead's delegation, else empty."""

    role: Role
    country: str
    email: str
    password: str

    @property
    def name(self) -> str:
        """What colleagues see."""
        title = self.role.value.capitalize()
        return f"{title}, {catalogue().lists['countries'][self.country]}" if self.country else title


def new_accounts(countries: Iterable[str]) -> tuple[Account, ...]:
    """Make a facilitator, an official, and a lead for each country's delegation."""
    people = [(Role.FACILITATOR, ""), (Role.OFFICIAL, ""), *((Role.LEAD, country) for country in countries)]
    return tuple(Account(role, country, _address(role, country), _password()) for role, country in people)


def write_accounts(path: Path, accounts: Sequence[Account]) -> None:
    """Keep the accounts in a file that only its owner can read, one a line."""
    lines = ("\t".join((a.role.value, a.country, a.email, a.password)) for a in accounts)
    write_private(path, "".join(f"{line}\n" for line in lines))


def read_accounts(path: Path) -> tuple[Account, ...]:
    """Read such a file."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return tuple(Account(Role(role), *rest) for role, *rest in lines)


def table(accounts: Iterable[Account]) -> str:
    """The accounts in columns, for people."""
    return "\n".join(f"  {a.name:<26} {a.email:<26} {a.password}" for a in accounts)


def _address(role: Role, country: str) -> str:
    return ".".join(filter(None, (role.value, country.lower()))) + "@example.org"


def _password() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)
