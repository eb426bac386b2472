"""The settings of one running installation: read once from the environment, checked, and never changed."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
SHORTEST_SECRET = 32
LONGEST_ISSUER = 255
FEWEST_DIFFERENT_CHARACTERS = 10
SHORTEST_IDLE = timedelta(minutes=5)
ROLES = frozenset({"administrator", "facilitator", "lead", "drafter", "reader", "official"})
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# Encrypted once the server is greeted, encrypted from the first byte, and never: to this machine alone.
MAIL_SCHEMES = ("smtp", "smtps", "smtp+plain")
# Printed in the manuals of Flask, Flask-Security and Superset: whoever reads them could sign our cookies.
PUBLISHED_SECRETS = frozenset(
    {
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
        "pf9Wkove4IKEAXvy-cQkeDPhv9Cb3Ag-wyJILbq_dFw",
        "146585145368132386173505678016728509634",
        "CHANGE_ME_TO_A_COMPLEX_RANDOM_SECRET",
        "CHANGE_ME_SECRET_KEY_CHANGE_ME_SECRET_KEY",
    }
)

Paper = Literal["a4", "letter"]


class ConfigError(ValueError):
    """A setting is missing or unusable; the message names the variable and says what to do."""


@dataclass(frozen=True)
class PasswordCost:
    """What argon2id spends on one password: memory in KiB, passes, lanes (OWASP's second choice)."""

    memory: int = 19456
    passes: int = 2
    lanes: int = 1


@dataclass(frozen=True)
class Provider:
    """The OpenID provider that people may sign in with, and who we are to it; `name` is on the button."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = ""

    def __post_init__(self) -> None:
        parts = urlsplit(self.issuer)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        plain = not (parts.query or parts.fragment) and len(self.issuer) <= LONGEST_ISSUER
        if not (safe and parts.hostname and plain):
            raise ConfigError(f"ROADMAP_OIDC_ISSUER is {self.issuer!r}; write it like https://id.example.org")
        if not (self.client_id and self.client_secret):
            raise ConfigError(
                "Set ROADMAP_OIDC_CLIENT_ID and ROADMAP_OIDC_CLIENT_SECRET beside ROADMAP_OIDC_ISSUER."
            )


@dataclass(frozen=True)
class Config:
    """One installation's settings, checked when made; only `Config.from_env()` reads the environment."""

    secret_key: str = field(repr=False)
    password_salt: str = field(repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    database_url: str = field(default=f"sqlite:///{ROOT / 'instance' / 'roadmap.db'}", repr=False)
    public_base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    exports: str = str(ROOT / "exports")
    paper: Paper = "a4"
    proxies: int = 0
    session_lifetime: timedelta = timedelta(hours=12)
    session_idle: timedelta = timedelta(hours=1)
    second_factor_required: tuple[str, ...] = ()
    state_withheld: bool = True
    provider: Provider | None = None
    password_cost: PasswordCost = PasswordCost()
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    invitation_days: int = 14
    testing: bool = False

    def __post_init__(self) -> None:
        check_secret("ROADMAP_SECRET_KEY", self.secret_key)
        check_secret("ROADMAP_PASSWORD_SALT", self.password_salt)
        for fallback in self.secret_key_fallbacks:
            check_secret("ROADMAP_SECRET_KEY_FALLBACKS", fallback)
        if self.secret_key == self.password_salt:
            raise ConfigError("ROADMAP_PASSWORD_SALT must not be the same as ROADMAP_SECRET_KEY.")
        if self.paper not in ("a4", "letter"):
            raise ConfigError(f"ROADMAP_PAPER is {self.paper!r}; write a4 or letter.")
        if self.proxies < 0 or self.session_lifetime <= timedelta(0):
            raise ConfigError("ROADMAP_PROXIES and ROADMAP_SESSION_HOURS cannot be negative.")
        if strange := set(self.second_factor_required) - ROLES:
            raise ConfigError(
                f"ROADMAP_SECOND_FACTOR_REQUIRED names {', '.join(sorted(strange))}; "
                "write roles, such as administrator,facilitator"
            )
        if self.session_idle < SHORTEST_IDLE:
            raise ConfigError("ROADMAP_SESSION_IDLE_MINUTES must be 5 or more: people are warned before.")
        _check_base_url(self.public_base_url)
        _check_mail(self.smtp_url, self.mail_from)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Config":
        """Read `ROADMAP_*`; a secret may stand in a file named by `ROADMAP_*_FILE`. Raises ConfigError."""
        given: dict[str, Any] = {
            "database_url": environ.get("ROADMAP_DATABASE_URL"),
            "public_base_url": environ.get("ROADMAP_PUBLIC_BASE_URL"),
            "trusted_hosts": _words(environ.get("ROADMAP_TRUSTED_HOSTS")),
            "secret_key_fallbacks": _words(_secret(environ, "ROADMAP_SECRET_KEY_FALLBACKS")),
            "exports": environ.get("ROADMAP_EXPORTS"),
            "second_factor_required": _words(environ.get("ROADMAP_SECOND_FACTOR_REQUIRED")),
            "paper": environ.get("ROADMAP_PAPER"),
            "proxies": _count(environ, "ROADMAP_PROXIES"),
            "session_lifetime": _hours(environ, "ROADMAP_SESSION_HOURS"),
            "session_idle": timedelta(minutes=_count(environ, "ROADMAP_SESSION_IDLE_MINUTES")),
            "provider": _provider(environ),
            "smtp_url": _secret(environ, "ROADMAP_SMTP_URL"),
            "mail_from": environ.get("ROADMAP_MAIL_FROM"),
            "invitation_days": _count(environ, "ROADMAP_INVITATION_DAYS"),
        }
        return cls(
            state_withheld=_yes(environ, "ROADMAP_STATE_WITHHELD"),
            secret_key=_secret(environ, "ROADMAP_SECRET_KEY"),
            password_salt=_secret(environ, "ROADMAP_PASSWORD_SALT"),
            **{name: value for name, value in given.items() if value},
        )

    @property
    def https(self) -> bool:
        """Whether people reach this installation over https, so that cookies and headers may insist on it."""
        return self.public_base_url.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names this installation answers to; every other Host header is refused."""
        public = urlsplit(self.public_base_url).hostname or ""
        own = LOOPBACK if public in LOOPBACK else (public,)
        return (*own, *self.trusted_hosts)


def check_secret(name: str, value: str) -> None:
    """Raise ConfigError, naming the variable `name`, if `value` is unset, short, repetitive or published."""
    if not value:
        raise ConfigError(f"{name} is not set. `make run` writes one; elsewhere set it, or {name}_FILE.")
    if len(value) < SHORTEST_SECRET:
        raise ConfigError(f"{name} has {len(value)} characters; use at least {SHORTEST_SECRET} random ones.")
    if value in PUBLISHED_SECRETS or len(set(value)) < FEWEST_DIFFERENT_CHARACTERS:
        raise ConfigError(
            f"{name} can be guessed. Use `python -c 'import secrets; print(secrets.token_hex())'`."
        )


def _check_base_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ConfigError(f"ROADMAP_PUBLIC_BASE_URL is {url!r}; write it like https://roadmap.example.org")


def _check_mail(url: str, sender: str) -> None:
    """Never show `url` in a message: the password stands in it."""
    if bool(url) != bool(sender):
        raise ConfigError("ROADMAP_SMTP_URL and ROADMAP_MAIL_FROM belong together: set both, or neither.")
    try:
        parts = urlsplit(url)
        usable = not url or (parts.scheme in MAIL_SCHEMES and parts.hostname and (parts.port or 1))
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError("ROADMAP_SMTP_URL cannot be read; write it like smtp://user:password@host:587")
    if url and parts.scheme == "smtp+plain" and parts.hostname not in LOOPBACK:
        raise ConfigError("ROADMAP_SMTP_URL: smtp+plain:// encrypts nothing, so it is for 127.0.0.1 alone.")
    if sender and not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", sender):
        raise ConfigError(f"ROADMAP_MAIL_FROM is {sender!r}; write one address, such as roadmap@example.org")


def _secret(environ: Mapping[str, str], name: str) -> str:
    """Return the secret `name`, from the file that `name`_FILE points to when there is one; "" when unset."""
    place = environ.get(f"{name}_FILE")
    if place is None:
        return environ.get(name, "")
    try:
        return Path(place).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}_FILE names {place}, which cannot be read: {error}") from error


def _provider(environ: Mapping[str, str]) -> Provider | None:
    issuer = environ.get("ROADMAP_OIDC_ISSUER")
    if not issuer:
        return None
    client_id, name = environ.get("ROADMAP_OIDC_CLIENT_ID", ""), environ.get("ROADMAP_OIDC_NAME", "")
    return Provider(issuer, client_id, _secret(environ, "ROADMAP_OIDC_CLIENT_SECRET"), name)


def _words(value: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (value or "").split(",") if word.strip())


def _count(environ: Mapping[str, str], name: str) -> int:
    value = environ.get(name, "0")
    if not (value.isascii() and value.isdecimal() and len(value) < 6):
        raise ConfigError(f"{name} is {value!r}; write a whole number.")
    return int(value)


def _yes(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "yes")
    if value not in ("yes", "no"):
        raise ConfigError(f"{name} is {value!r}; write yes or no.")
    return value == "yes"


def _hours(environ: Mapping[str, str], name: str) -> timedelta:
    return timedelta(hours=_count(environ, name))
