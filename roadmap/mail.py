"""Letters by e-mail, where a mail server is configured: plain text, one address each, never unencrypted."""

import smtplib
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from time import monotonic
from urllib.parse import unquote, urlsplit

import structlog
from email_validator import EmailNotValidError, validate_email

from roadmap.config import Config
from roadmap.db import now
from roadmap.i18n import N_

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
SECONDS_TO_ANSWER = 10
SECONDS_FOR_ALL = 40  # for all letters of one request; its person waits for the answer
AWAY = N_("The mail server cannot be reached.")
NOT_ENCRYPTED = N_("The mail server does not encrypt, so nothing was sent to it.")
NOT_LET_IN = N_("The mail server does not accept the name and password of this installation.")
REFUSED = N_("The mail server refused this address.")
UNWRITABLE = N_("This address cannot be written on a letter.")
TOO_SLOW = N_("The mail server is too slow; there was no time left for this letter.")

log = structlog.get_logger()


@dataclass(frozen=True)
class Letter:
    """What goes to one address; the subject is one line."""

    to: str
    subject: str
    text: str


class _Closed(Exception):
    """The server takes no letter at all; the message id says why."""


def configured(config: Config) -> bool:
    """Whether this installation can send letters."""
    return bool(config.smtp_url)


def send(letters: Iterable[Letter], config: Config) -> dict[str, str]:
    """Send letters over one connection; return why not, a message id, for each address that got none."""
    waiting = list(letters)
    if not waiting:
        return {}
    try:
        server = _connected(config)
    except _Closed as closed:
        return {letter.to: str(closed) for letter in waiting}
    try:
        return _sent(server, waiting, config.mail_from)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _connected(config: Config) -> smtplib.SMTP:
    parts = urlsplit(config.smtp_url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    try:
        server = _greeted(parts.scheme, host, port)
    except (OSError, smtplib.SMTPException) as error:
        raise _closed(AWAY, error) from error
    if parts.username:
        _sign_in(server, unquote(parts.username), unquote(parts.password or ""))
    return server


def _sign_in(server: smtplib.SMTP, name: str, password: str) -> None:
    try:
        server.login(name, password)
    except (OSError, smtplib.SMTPException) as error:
        server.close()
        raise _closed(NOT_LET_IN, error) from error


def _greeted(scheme: str, host: str, port: int) -> smtplib.SMTP:
    """Return a connection over which letters and passwords may go; `smtp` alone means: encrypt, or leave."""
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS_TO_ANSWER, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=SECONDS_TO_ANSWER)
    if scheme == "smtp":
        _encrypt(server)
    return server


def _encrypt(server: smtplib.SMTP) -> None:
    try:
        server.starttls(context=ssl.create_default_context())
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException, ssl.SSLError) as error:
        server.close()
        raise _closed(NOT_ENCRYPTED, error) from error


def _closed(message: str, error: Exception) -> _Closed:
    log.error("no letter was sent", why=message, error=type(error).__name__)
    return _Closed(message)


def _sent(server: smtplib.SMTP, letters: list[Letter], sender: str) -> dict[str, str]:
    failed: dict[str, str] = {}
    until = monotonic() + SECONDS_FOR_ALL
    for letter in letters:
        reason = TOO_SLOW if monotonic() > until else _tried(server.send_message, letter, sender)
        if reason:
            failed[letter.to] = reason
    return failed


def _tried(send_message: Callable[[EmailMessage], object], letter: Letter, sender: str) -> str | None:
    """Send one letter; a server that hangs up in between refuses this letter and those after it."""
    try:
        send_message(_message(letter, sender))
    except (EmailNotValidError, ValueError, smtplib.SMTPNotSupportedError):
        return UNWRITABLE
    except smtplib.SMTPServerDisconnected:
        return AWAY
    except smtplib.SMTPException:
        return REFUSED
    except OSError:
        return AWAY
    return None


def _message(letter: Letter, sender: str) -> EmailMessage:
    """Write the letter; the recipient's own name stays out of the headers, where it could pose as another."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Roadmap", addr_spec=sender)
    message["To"] = Address(addr_spec=_deliverable(letter.to))
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    return message


def _deliverable(address: str) -> str:
    """The address with its domain as the mail system spells it; raises EmailNotValidError for two in one."""
    valid = validate_email(address, check_deliverability=False)
    return f"{valid.local_part}@{valid.ascii_domain}"
