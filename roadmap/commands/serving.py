"""`roadmap serve`: the web server."""

import os
import re
import socket
import sys

import click

from roadmap import db
from roadmap.commands.outcome import Failure
from roadmap.config import ROOT, Config
from roadmap.instance import Instance

# Browsers save every few seconds. With gunicorn's own two seconds of keep-alive, four of ten saves met a
# connection that was being closed.
SETTINGS = ("--worker-class=gthread", "--keep-alive=75", "--timeout=120", "--graceful-timeout=10")
LAST_PORT = 65535
QUIET = ("--log-level=warning", "--no-control-socket")


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port to listen at.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads in each.")
def serve(bind: str, workers: int, threads: int) -> None:
    """Bring the database up to date and serve until Ctrl-C."""
    instance = Instance.from_env()
    environment = instance.environment()
    config = Config.from_env(environment)
    _refuse_taken(bind)
    db.upgrade(config.database_url)
    click.echo(f"Roadmap is at {config.public_base_url} (listening at {bind}; Ctrl-C stops it).")
    if instance.accounts.exists():
        click.echo(f"How to sign in to the demonstration stands in {instance.accounts}.")
    sys.stdout.flush()
    size = (f"--bind={bind}", f"--workers={workers}", f"--threads={threads}", f"--chdir={ROOT}")
    command = [sys.executable, "-m", "gunicorn", *size, *SETTINGS, *QUIET, "wsgi:app"]
    os.execve(sys.executable, command, environment)  # noqa: S606 (our own interpreter, no shell)


def _refuse_taken(bind: str) -> None:
    """Say in one line what gunicorn would say in ten."""
    host, _, port = bind.rpartition(":")
    if not host or not re.fullmatch("[0-9]{1,5}", port) or int(port) > LAST_PORT:
        raise Failure(f"--bind is {bind!r}; write it like 127.0.0.1:8000.")
    try:
        socket.create_server((host.strip("[]"), int(port)), family=_family(host)).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise Failure(f"{bind}: {reason}; choose another address or port with --bind.") from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
