"""The forms for signing in and for changing a password."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_security import LoginForm, VerifyForm
from flask_security.forms import TwoFactorRescueForm, TwoFactorSetupForm, email_required, password_required
from wtforms import EmailField, Field, HiddenField, PasswordField, RadioField, StringField, SubmitField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, ValidationError

from roadmap.accounts.models import LONGEST_EMAIL, User
from roadmap.accounts.passkeys import LONGEST_NAME
from roadmap.accounts.passwords import LONGEST, fault, normal
from roadmap.forms import PageForm

LONGEST_METHOD = 20


def printable(text: str | None) -> str:
    """Return `text` without the spaces around it and the control characters in it, which no address has."""
    return "".join(character for character in (text or "").strip() if character.isprintable())


class HomeOnly:
    """A form that accepts nothing from outside about where to go next: the session knows that."""

    def validate_next(self, field: Field) -> None:
        """Refuse any address."""
        if field.data:
            raise ValidationError(_l("Open the sign-in page by itself and try again."))


class SignInForm(HomeOnly, LoginForm):
    """E-mail and password; nothing is remembered on a shared computer after signing out."""

    email = EmailField(
        _l("E-mail address"),
        validators=[email_required, Length(max=LONGEST_EMAIL)],
        filters=[printable],
        render_kw={"autocomplete": "username", "inputmode": "email", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"),
        validators=[password_required, Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    submit = SubmitField(_l("Sign in"))
    remember = None


class ConfirmForm(HomeOnly, VerifyForm):
    """The password once more, from somebody who is signed in."""

    password = PasswordField(
        _l("Password"),
        validators=[password_required, Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password", "autofocus": True},
    )


class SetUpForm(TwoFactorSetupForm):
    """Which second factor to set up, or to disable; the library checks the name it is given."""

    setup = StringField(validators=[Length(max=LONGEST_METHOD)])


class NoRescueForm(TwoFactorRescueForm):
    """There is nobody to mail for rescue: a recovery code has a page of its own."""

    help_setup = RadioField(choices=[])

    def validate(self, **_: object) -> bool:
        """Accept nothing, so that the page with the code is shown again."""
        return False


class PasskeyForm(PageForm):
    """What a new passkey is called, and what the browser says of it."""

    name = StringField(
        _l("Name of the device that keeps it"),
        validators=[
            DataRequired(_l("Give it a name, such as that of the device.")),
            Length(max=LONGEST_NAME, message=_l("Use at most %(max)d characters.")),
        ],
        filters=[printable],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    credential = HiddenField()


class PasswordForm(PageForm):
    """The password a person has, and the one they want, twice because nobody sees it."""

    current = PasswordField(
        _l("Your password now"),
        validators=[InputRequired(_l("Give the password you signed in with.")), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("New password"),
        validators=[InputRequired(_l("Give a new password."))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("New password again"),
        validators=[EqualTo("new", _l("This is not the new password above. Give it again."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_current(self, field: Field) -> None:
        """Whoever finds a device unlocked does not know it."""
        if not current_user.verify_and_update_password(normal(field.data or "")):
            raise ValidationError(_l("This is not the password you signed in with."))

    def validate_new(self, field: Field) -> None:
        """Refuse a password that is short, common, about the person, or the old one."""
        if words := fault(field.data or "", about_person(current_user)):
            raise ValidationError(gettext(words))
        if field.data == self.current.data:
            raise ValidationError(_l("This is the password you have. Choose another one."))


def about_person(user: User) -> tuple[str, ...]:
    """Return the words that a guess about `user` begins with."""
    return (user.name, *user.name.split(), user.email, *user.email.split("@"))
