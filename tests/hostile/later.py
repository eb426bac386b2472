"""Entries whose door is not built yet, each with the reason; a test drives everything else."""

from dataclasses import dataclass

NO_SPREADSHEET = (
    "No spreadsheet is written or read yet; the face that a cell will show is tested in test_cells.py."
)
NO_VERIFICATION = "No address verifies a document yet; its print carries the SHA-256 that one will compare."
MACHINERY = (
    "Needs a served installation that is killed, cut off or restored: the tests of operation bring it."
)


@dataclass(frozen=True)
class Later:
    """Why entries wait: all that come through a door, or those that are named."""

    reason: str
    doors: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()

    def holds(self, identifier: str, where: str) -> bool:
        """Whether an entry waits for this reason."""
        return where in self.doors or identifier in self.entries


LATER = (
    Later(NO_SPREADSHEET, doors=frozenset({"export:xlsx", "export:xlsx+import:xlsx"})),
    Later(NO_VERIFICATION, doors=frozenset({"flow:verify"}), entries=frozenset({"idor-016"})),
    Later(MACHINERY, entries=frozenset(f"fault-{number:03}" for number in (4, 5, 6, 9, 10, 13))),
)
