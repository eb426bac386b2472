"""`roadmap serve`: up on one command, down on Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest

from roadmap.instance import Instance

SECONDS_TO_START = 60


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def serving(installation, free_port):
    """A server with secrets of its own, as a process and the address it answers at."""
    Instance.from_env().write_secrets()
    command = [
        sys.executable,
        "-c",
        "from roadmap.cli import main; main()",
        "serve",
        f"--bind=127.0.0.1:{free_port}",
    ]
    process = subprocess.Popen([*command, "--workers=1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    yield process, f"http://127.0.0.1:{free_port}"
    process.kill()
    process.communicate()


def until_it_answers(process, url):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=5) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer: {process.poll()}")


def test_it_serves_from_an_empty_folder_and_ctrl_c_stops_it_cleanly(serving):
    process, url = serving
    assert until_it_answers(process, f"{url}/health") == b"ok\n"
    os.kill(process.pid, signal.SIGINT)
    said, complained = process.communicate(timeout=30)
    assert process.returncode == 0
    assert b"Roadmap is at http://127.0.0.1:8000" in said
    assert b"Traceback" not in complained


def test_a_taken_port_is_one_line(roadmap, free_port):
    Instance.from_env().write_secrets()
    with socket.create_server(("127.0.0.1", free_port)):
        result = roadmap("serve", f"--bind=127.0.0.1:{free_port}")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"roadmap: 127.0.0.1:{free_port}: Address already in use; choose another")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("bind", ["8000", "127.0.0.1:http", "127.0.0.1:99999", "nowhere.invalid:8000"])
def test_an_address_that_cannot_be_is_one_line(roadmap, bind):
    Instance.from_env().write_secrets()
    result = roadmap("serve", f"--bind={bind}")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "--bind" in result.stderr


def test_without_secrets_nothing_is_served(roadmap):
    result = roadmap("serve")
    assert result.exit_code == 1
    assert result.stderr.startswith("roadmap: ROADMAP_SECRET_KEY is not set.")
