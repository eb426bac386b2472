"""How a reader checks that a document is what its delegation wrote: hash, short address, QR code."""

import hashlib
from dataclasses import dataclass

import segno

from roadmap.worksheets.document import canonical_bytes
from roadmap.worksheets.plan import Plan

ATTACHMENT = "roadmap-plan.json"
QUIET_ZONE = 2


@dataclass(frozen=True)
class QrCode:
    """A QR code as one SVG path in a square of `size` modules."""

    path: str
    size: int


@dataclass(frozen=True)
class Verification:
    """What is attached to the document, its SHA-256, and where to check it online if anywhere."""

    content: bytes
    sha256: str
    address: str | None
    qr_code: QrCode | None

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """The hash in groups of eight, for eyes that compare."""
        return tuple(self.sha256[start : start + 8] for start in range(0, len(self.sha256), 8))


def verification(plan: Plan, address: str | None) -> Verification:
    """Hash the plan as it stands in the document."""
    content = canonical_bytes(plan)
    digest = hashlib.sha256(content).hexdigest()
    return Verification(content, digest, address, qr_code(address) if address else None)


def qr_code(text: str) -> QrCode:
    """Draw a text as a QR code (ISO/IEC 18004), error correction level M."""
    rows = tuple(map(tuple, segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_ZONE)))
    runs = (_run(y, x, row) for y, row in enumerate(rows) for x in range(len(row)) if _starts(row, x))
    return QrCode("".join(runs), len(rows))


def _starts(row: tuple[int, ...], x: int) -> bool:
    return bool(row[x]) and not (x and row[x - 1])


def _run(y: int, x: int, row: tuple[int, ...]) -> str:
    """One stretch of dark modules as a closed rectangle."""
    end = x
    while end < len(row) and row[end]:
        end += 1
    return f"M{x} {y}h{end - x}v1h-{end - x}z"
