"""The form for signing in."""

from flask_babel import lazy_gettext as _l
from flask_security import LoginForm
from flask_security.forms import email_required, password_required
from wtforms import EmailField, Field, PasswordField, SubmitField
from wtforms.validators import Length, ValidationError

from roadmap.accounts.models import LONGEST_EMAIL

LONGEST_PASSWORD = 1000


def printable(text: str | None) -> str:
    """Return `text` without the spaces around it and the control characters in it, which no address has."""
    return "".join(character for character in (text or "").strip() if character.isprintable())


class SignInForm(LoginForm):
    """E-mail and password; nothing is remembered on a shared computer after signing out."""

    email = EmailField(
        _l("E-mail address"),
        validators=[email_required, Length(max=LONGEST_EMAIL)],
        filters=[printable],
        render_kw={"autocomplete": "username", "inputmode": "email", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"),
        validators=[password_required, Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )
    submit = SubmitField(_l("Sign in"))
    remember = None

    def validate_next(self, field: Field) -> None:
        """Accept nothing from outside about where to go next: the session knows what was asked for."""
        if field.data:
            raise ValidationError(_l("Open the sign-in page by itself and try again."))
