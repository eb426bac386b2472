"""Structured logs: one bounded JSON line per event, in ASCII, so that nothing typed can forge another."""

import logging
import secrets
import sys
import time
from typing import Any, TextIO

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict, Processor

LONGEST_VALUE = 300
LONGEST_TRACE = 6000

log = structlog.get_logger()


def configure(stream: TextIO = sys.stderr) -> None:
    """Send every event, also those of libraries, to `stream` as JSON lines."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        bounded,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=True),
            ],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.INFO)


def bounded(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Cut every text of an event to a length that keeps it one readable line."""
    return {
        key: _cut(value, LONGEST_TRACE if key == "exception" else LONGEST_VALUE)
        for key, value in event.items()
    }


def _cut(value: Any, limit: int) -> Any:
    if isinstance(value, str) and len(value) > limit:
        return f"{value[:limit]}… ({len(value)} characters)"
    return value


def init_app(app: Flask) -> None:
    """Log every request of `app` but for static files: what was asked, never what was typed."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _finish(response: Response) -> Response:
    if "request_id" not in g:
        return response
    response.headers["X-Request-ID"] = g.request_id
    if not (request.endpoint or "").endswith("static"):
        log.info(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.started) * 1000),
        )
    return response
