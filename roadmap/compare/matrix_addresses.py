"""Where the heads and cells of a matrix lead."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from roadmap.compare.matrix_asked import Asked


@dataclass(frozen=True)
class Addresses:
    """The ways from one matrix, each keeping what was asked of it."""

    workshop_id: str
    subject: str
    asked: Asked

    def sorted(self, by: str) -> str:
        """The same matrix in another order."""
        return self._matrix(self.asked.query(sort=by))

    def pinned(self, number: int) -> str:
        """The same matrix with one column pinned, or let go."""
        return self._matrix(self.asked.with_pin(number))

    def line(self, key: str) -> str:
        """The sentences behind a line."""
        return url_for("matrices.line", workshop_id=self.workshop_id, worksheet=self.subject, line=key)

    def _matrix(self, query: dict[str, Any]) -> str:
        return url_for("matrices.show", workshop_id=self.workshop_id, worksheet=self.subject, **query)
