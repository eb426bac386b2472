"""`roadmap forget-factors`: lets somebody in again who lost every second factor."""

import click

from roadmap.accounts.recovering import forget_factors
from roadmap.accounts.store import user_by_email
from roadmap.commands.application import installed, opened
from roadmap.commands.outcome import Failure


@click.command()
@click.argument("email")
@click.confirmation_option(prompt="Are you sure that it is the owner of this account who asks?")
def forget(email: str) -> None:
    """Forget every second factor of EMAIL, and its link to single sign-on; they go on with their password.

    Make sure first, by another way than e-mail, that it is they who ask. It is noted in the audit log.
    """
    with opened(installed()):
        try:
            user = user_by_email(email)
        except ValueError:
            user = None
        if user is None:
            raise Failure(f"Nobody has the address {email!r} here.")
        forget_factors(user)
    click.echo(f"{user.email} signs in by password alone, until they set up a second factor again.")
