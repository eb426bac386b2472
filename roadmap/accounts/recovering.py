"""What the server's keeper does for a person who lost every factor: they begin again with their password."""

from sqlalchemy import delete

from roadmap.accounts.models import Passkey, SignOnIdentity, User, UserSession
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.db import session


def forget_factors(user: User) -> None:
    """Forget every second factor of `user` and whom a provider means by them, and end their sign-ins."""
    user.tf_primary_method = user.tf_totp_secret = user.tf_last_counter = None
    user.mf_recovery_codes = None
    for model in (Passkey, SignOnIdentity, UserSession):
        session().execute(delete(model).where(model.user_id == user.id))
    record(session(), Event.SECOND_FACTOR_CHANGED, target=f"user:{user.id}", change="forgotten on the server")
    session().commit()
