"""The form for signing in."""

from flask_babel import lazy_gettext as _l
from flask_security import LoginForm
from flask_security.forms import EmailField, PasswordField, email_required, password_required
from wtforms import SubmitField
from wtforms.validators import Length

from roadmap.accounts.models import LONGEST_EMAIL

LONGEST_PASSWORD = 1000


class SignInForm(LoginForm):
    """E-mail and password; nothing is remembered on a shared computer after signing out."""

    email = EmailField(
        _l("E-mail address"),
        validators=[email_required, Length(max=LONGEST_EMAIL)],
        render_kw={"autocomplete": "username", "inputmode": "email", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"),
        validators=[password_required, Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )
    submit = SubmitField(_l("Sign in"))
    remember = None
