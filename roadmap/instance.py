"""What an installation keeps on its own machine: secrets, database, the accounts of the demonstration."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from roadmap.config import ROOT

SECRET_FILES = MappingProxyType(
    {"ROADMAP_SECRET_KEY": "secret-key", "ROADMAP_PASSWORD_SALT": "password-salt"}
)


@dataclass(frozen=True)
class Instance:
    """A folder that only its owner can read into; `ROADMAP_INSTANCE` moves it out of the checkout."""

    folder: Path

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Instance":
        """The folder of this installation."""
        return cls(Path(environ.get("ROADMAP_INSTANCE") or ROOT / "instance").absolute())

    @property
    def accounts(self) -> Path:
        """Where the accounts of the demonstration are kept, so that they can be shown again."""
        return self.folder / "demo-accounts"

    def environment(self, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
        """`environ`, with the folder's own secrets and database wherever it names no others."""
        own = {"ROADMAP_DATABASE_URL": f"sqlite:///{self.folder / 'roadmap.db'}"}
        own |= {f"{name}_FILE": str(path) for name, path in self._own_secrets(environ) if path.exists()}
        return {**own, **environ}

    def write_secrets(self, environ: Mapping[str, str] = os.environ) -> None:
        """Make the secrets that neither `environ` nor the folder has: 256 random bits each."""
        for _, path in self._own_secrets(environ):
            if not path.exists():
                write_private(path, f"{secrets.token_hex(32)}\n")

    def _own_secrets(self, environ: Mapping[str, str]) -> list[tuple[str, Path]]:
        given = {name for name in SECRET_FILES if name in environ or f"{name}_FILE" in environ}
        return [(name, self.folder / file) for name, file in SECRET_FILES.items() if name not in given]


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner alone, in a folder that is the owner's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    write_whole(path, text.encode(), mode=0o600)


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file so that whoever reads it finds the old content or the new, never half of it."""
    temporary = path.with_name(f".unfinished-{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
