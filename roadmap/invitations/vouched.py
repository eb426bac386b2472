"""Who comes through single sign-on with an address that was invited: they join by it and need no code."""

import secrets

from sqlalchemy import select

from roadmap.accounts.addresses import fault, normal_email
from roadmap.accounts.models import User
from roadmap.db import now, session
from roadmap.invitations.joining import AddressTaken, join_as, join_as_new, open_invitation
from roadmap.invitations.lines import one_line
from roadmap.invitations.models import LONGEST_NAME, Invitation
from roadmap.invitations.store import is_open


def join_by_address(email: str, name: str) -> User | None:
    """Make an account for a verified address, with every role that it was invited to; None when it was not.

    Nobody knows its password: its owner comes through single sign-on.
    """
    if fault(email):
        return None
    address = normal_email(email)
    codes = _codes_for(address)
    if not codes:
        return None
    shown = one_line(name)[:LONGEST_NAME] or address
    try:
        joined = join_as_new(codes[0], shown, address, secrets.token_urlsafe(32))
    except AddressTaken:
        return None
    if joined is None:
        return None
    for code in codes[1:]:
        join_as(code, joined.user.id)
    return joined.user


def _codes_for(address: str) -> list[bytes]:
    """Return the hashes of the codes of open invitations to `address`, the latest first."""
    invited = select(Invitation.token_hash).where(Invitation.email == address, is_open(now()))
    codes = session().scalars(invited.order_by(Invitation.made_at.desc())).all()
    return [code for code in codes if open_invitation(code) is not None]
