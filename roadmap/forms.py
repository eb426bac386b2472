"""What every form of a page stands on: it reads what a page sends, and nothing else."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict

from roadmap.db import SAFE_METHODS


class PageForm(FlaskForm):
    """A form whose answers are texts and files; the library would take numbers and lists out of JSON too."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Return the answers given, those of this request unless others are named."""
            said = super().wrap_formdata(form, formdata) if not request.is_json else None
            sent_here = request.is_json and formdata is not None and request.method not in SAFE_METHODS
            return CombinedMultiDict((request.files, request.form)) if sent_here else said
