"""Replacing functions inside WeasyPrint for the length of one render, and putting them back."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import weasyprint

VERSION = "70.0"
ABSENT = object()


@dataclass(frozen=True)
class Patch:
    """One attribute of a module or class of WeasyPrint, and what stands there during a render.

    `reason` names what it is for: the checker's rule it answers, or the work it saves.
    """

    owner: Any
    name: str
    replacement: Any
    reason: str


def check_version() -> None:
    """Refuse any WeasyPrint but the one the patches were written against; raises RuntimeError."""
    if weasyprint.__version__ != VERSION:
        raise RuntimeError(
            f"The PDF engine is written for WeasyPrint {VERSION}, but {weasyprint.__version__} is installed: "
            f"run pip install weasyprint=={VERSION}, or review roadmap/publish/engine and raise VERSION."
        )


def everywhere(
    original: Callable[..., Any], replacement: Callable[..., Any], reason: str
) -> tuple[Patch, ...]:
    """Give the patches for a function in every loaded module of WeasyPrint that knows it by its name."""
    name = original.__name__
    modules = [module for path, module in sys.modules.items() if path.startswith("weasyprint.")]
    owners = [module for module in modules if module.__dict__.get(name) is original]
    return tuple(Patch(owner, name, replacement, reason) for owner in owners)


@contextmanager
def patched(patches: Iterable[Patch]) -> Iterator[None]:
    """Put the patches in place, and what was there back in the end."""
    originals = []
    try:
        for patch in patches:
            originals.append((patch.owner, patch.name, patch.owner.__dict__.get(patch.name, ABSENT)))
            setattr(patch.owner, patch.name, patch.replacement)
        yield
    finally:
        for owner, name, original in reversed(originals):
            if original is ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, original)
