"""Finished drafts, kept by what is in them: the same plan under the same options is never set twice."""

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import roadmap
from roadmap.instance import write_whole
from roadmap.publish.edition import Edition
from roadmap.publish.pool import RenderPool
from roadmap.worksheets.document import canonical_bytes, dump_plan
from roadmap.worksheets.plan import Plan

ROOT = Path(roadmap.__file__).parent.parent
# Whatever decides how a document looks, beside its plan and its options.
LOOK = (
    "roadmap/publish",
    "roadmap/worksheets",
    "roadmap/fields",
    "roadmap/catalogue",
    "templates",
    "static/document",
)


def draft(folder: Path, plan: Plan, edition: Edition, pool: RenderPool) -> Path:
    """Return the file of a plan's draft, setting it if it changed; the one before it goes.

    `folder` is the plan's own. Raises RenderFailed, and then the draft before is still there.
    """
    target = folder / f"{fingerprint(plan, edition)}.pdf"
    if target.exists():
        return target
    data = pool.render({"plan": dump_plan(plan), "edition": edition.to_dict()})
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(target, data, mode=0o600)
    for older in folder.glob("*.pdf"):
        if older != target:
            older.unlink(missing_ok=True)
    return target


def fingerprint(plan: Plan, edition: Edition) -> str:
    """The SHA-256 of everything that decides the bytes of a document."""
    options = json.dumps(edition.to_dict(), sort_keys=True).encode()
    return sha256(
        b"\0".join((b"roadmap-draft/1", look().encode(), options, canonical_bytes(plan)))
    ).hexdigest()


@cache
def look() -> str:
    """The SHA-256 of the files that decide how a document looks, and of the version of the typesetter."""
    digest = sha256(version("weasyprint").encode())
    for file in sorted(file for folder in LOOK for file in (ROOT / folder).rglob("*") if file.is_file()):
        if "__pycache__" not in file.parts:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
