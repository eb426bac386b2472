"""`roadmap administrator`: the first person who can sign in, made where nobody can be invited yet."""

import sys

import click
from email_validator import EmailNotValidError

from roadmap import db
from roadmap.accounts.models import User
from roadmap.accounts.passwords import fault
from roadmap.accounts.store import create_user, user_by_email
from roadmap.commands.application import installed, opened
from roadmap.commands.outcome import Failure
from roadmap.workshops.store import administer_all


@click.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that colleagues see.")
def administrator(email: str, name: str) -> None:
    """Make EMAIL an administrator of every workshop, those still to come among them.

    The password of a new person is asked for on the terminal, or read as one line from standard input: it
    never stands on the command line, where other users of the machine could read it.
    """
    config = installed()
    db.upgrade(config.database_url)
    with opened(config):
        known = _known(email)
        user = known or create_user(email, name, _new_password((name, *name.split(), email)))
        administer_all(user)
    click.echo(f"{user.email} {'administers' if known else 'can sign in and administers'} every workshop.")


def _known(email: str) -> User | None:
    try:
        return user_by_email(email)
    except EmailNotValidError as error:
        raise Failure(f"{email!r} is not an e-mail address: {error}") from error


def _new_password(about: tuple[str, ...]) -> str:
    password = _ask() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if words := fault(password, about):
        raise Failure(f"password: {words}")
    return password


def _ask() -> str:
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt="Password again")
    return asked
