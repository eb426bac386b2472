"""Countries and languages."""

import re
from dataclasses import KW_ONLY, dataclass
from typing import Any

from wtforms import StringField
from wtforms.fields.core import UnboundField

from roadmap.fields.choice import Choice
from roadmap.fields.field import expect
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


@dataclass(frozen=True)
class Country(Choice):
    """An ISO 3166-1 alpha-2 code."""

    _: KW_ONLY
    catalogue: str = "countries"

    def schema(self) -> dict[str, Any]:
        """Two capitals."""
        return {"type": "string", "pattern": "^[A-Z]{2}$"}


@dataclass(frozen=True)
class Language(Choice):
    """A BCP 47 tag: language, script and region, such as `km`, `zh-Hans` or `fa-AF`."""

    _: KW_ONLY
    catalogue: str = "languages"

    def load(self, raw: Any, place: str, scope: Scope) -> str | None:
        """Accept a well-formed tag whose language is in ISO 639."""
        if raw is None:
            return None
        tag = expect(str, raw, place, N_("%(value)s is not a language tag."))
        known = scope.lists.get("iso-639", {})
        if not LANGUAGE_TAG.fullmatch(tag) or tag.split("-")[0] not in known:
            message = N_("%(value)s is not a language tag; write one such as en, km or zh-Hans.")
            raise refuse(place, message, value=shown(tag))
        return str(tag)

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A list of the region's languages; a tag typed elsewhere stays as it is."""
        if not self.titles(scope):
            return StringField(**self.control_options(scope))
        return super().control(scope)

    def schema(self) -> dict[str, Any]:
        """A language tag."""
        return {"type": "string", "pattern": f"^{LANGUAGE_TAG.pattern}$"}
