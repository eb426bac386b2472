"""Every table of the program: the models of whichever features there are."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import MetaData

from roadmap.db import Base

PACKAGE = Path(__file__).parent.parent


def every_table() -> MetaData:
    """Return the tables that all `models.py` declare; a new feature's need no mention here."""
    for models in sorted(PACKAGE.glob("*/models.py")):
        import_module(f"roadmap.{models.parent.name}.models")
    return Base.metadata
