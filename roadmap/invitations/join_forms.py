"""The forms for taking an invitation up."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from roadmap.accounts import addresses
from roadmap.accounts.codes import LONGEST_TYPED
from roadmap.accounts.forms import printable
from roadmap.accounts.models import LONGEST_EMAIL
from roadmap.accounts.passwords import fault
from roadmap.forms import PageForm
from roadmap.invitations.lines import one_line
from roadmap.invitations.models import LONGEST_NAME


class CodeForm(PageForm):
    """The code of an invitation, typed or filled in by the link."""

    code = StringField(
        _l("Code of the invitation"),
        validators=[Length(max=LONGEST_TYPED)],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "autofocus": True,
        },
    )


class NewPersonForm(PageForm):
    """Who joins, when they have no account yet."""

    name = StringField(
        _l("Your name"),
        validators=[InputRequired(_l("Write your name.")), Length(max=LONGEST_NAME)],
        filters=[lambda text: one_line(text or "")],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("Your e-mail address"),
        validators=[InputRequired(_l("Write your e-mail address.")), Length(max=LONGEST_EMAIL)],
        filters=[printable],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    new = PasswordField(
        _l("Choose a password"),
        validators=[InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("The password again"),
        validators=[EqualTo("new", _l("This is not the password above. Give it again."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_name(self, field: Field) -> None:
        """Refuse a name of spaces and invisible signs alone."""
        if not any(character.isalnum() for character in field.data):
            raise ValidationError(_l("Write your name."))

    def validate_email(self, field: Field) -> None:
        """Refuse what is no address, or poses as another."""
        if words := addresses.fault(field.data):
            raise ValidationError(gettext(words))

    def validate_new(self, field: Field) -> None:
        """Refuse a password that is short, common, or about the person."""
        name, email = self.name.data or "", self.email.data or ""
        if words := fault(field.data or "", (name, *name.split(), email, *email.split("@"))):
            raise ValidationError(gettext(words))
