"""The forms for changing the address a person signs in with."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from roadmap.accounts.addresses import fault
from roadmap.accounts.codes import LONGEST_TYPED
from roadmap.accounts.forms import printable
from roadmap.accounts.models import LONGEST_EMAIL
from roadmap.forms import PageForm


class EmailForm(PageForm):
    """The address somebody wants to sign in with from now on."""

    email = EmailField(
        _l("New e-mail address"),
        validators=[InputRequired(_l("Write your new e-mail address.")), Length(max=LONGEST_EMAIL)],
        filters=[printable],
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )

    def validate_email(self, field: Field) -> None:
        """Refuse what is no address, or poses as another."""
        if words := fault(field.data):
            raise ValidationError(gettext(words))


class ConfirmEmailForm(PageForm):
    """The code of a letter, typed or filled in by its link."""

    code = StringField(
        _l("Code of the letter"),
        validators=[Length(max=LONGEST_TYPED)],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autofocus": True},
    )
