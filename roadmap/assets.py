"""Style sheets, scripts and icons: addressed by their content, so that browsers fetch each version once."""

from collections.abc import Callable
from functools import cache, lru_cache
from gzip import compress
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

STATIC_ENDPOINTS = frozenset({"static", "bootstrap.static"})
COMPRESSIBLE = frozenset({"text/css", "text/javascript", "image/svg+xml"})


def init_app(app: Flask) -> None:
    """Add a `v` to the address of every static file of `app`; what carries it may be kept for a year."""
    folders = {
        "static": app.static_folder,
        "bootstrap.static": app.blueprints["bootstrap"].static_folder,
    }
    app.url_defaults(_versions({endpoint: Path(folder or "") for endpoint, folder in folders.items()}))
    app.after_request(_keep)
    app.after_request(_shrink)


def _versions(folders: dict[str, Path]) -> Callable[[str, dict[str, Any]], None]:
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint in folders and "filename" in values:
            path = folders[endpoint] / values["filename"]
            values["v"] = _digest(path, path.stat().st_mtime_ns)

    return add_version


@cache
def _digest(path: Path, _modified: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def _keep(response: Response) -> Response:
    if request.endpoint in STATIC_ENDPOINTS and response.status_code < 400:
        # A script imported by another script has no version in its address, so it is asked for again.
        fresh = "public, max-age=31536000, immutable" if "v" in request.args else "no-cache"
        response.headers["Cache-Control"] = fresh
    return response


def _shrink(response: Response) -> Response:
    """Compress static text for slow lines, but never pages: they hold the CSRF token of the session."""
    wanted = request.accept_encodings["gzip"] > 0 and response.mimetype in COMPRESSIBLE
    if request.endpoint in STATIC_ENDPOINTS and response.status_code == 200 and wanted:
        response.direct_passthrough = False
        response.set_data(_compressed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


@lru_cache(maxsize=64)
def _compressed(data: bytes) -> bytes:
    return compress(data, mtime=0)
