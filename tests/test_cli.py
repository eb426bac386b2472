"""The command line as a whole: every command is there, and nothing answers with a traceback."""

import subprocess
import sys
from importlib.metadata import version

import pytest
from click.testing import CliRunner

from roadmap.cli import COMMANDS, main
from roadmap.commands.outcome import one_line


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {name}")


def test_the_help_page_lists_every_command():
    listed = CliRunner().invoke(main, ["--help"]).output
    assert all(f"\n  {name} " in listed for name in COMMANDS)


def test_an_unknown_command_is_named():
    result = CliRunner().invoke(main, ["rendr"])
    assert result.exit_code == 2
    assert "No such command 'rendr'" in result.output


def test_the_installed_script_says_its_version():
    answer = subprocess.run(
        [sys.executable, "-c", "from roadmap.cli import main; main()", "version"], capture_output=True
    )
    assert answer.stdout.decode() == f"roadmap {version('roadmap')}\n"


@pytest.mark.parametrize("module", ["checking", "rendering", "describing"])
def test_what_works_on_files_needs_no_database_and_no_web_framework(module):
    code = (
        f"import sys, roadmap.commands.{module}; print(sorted({{'flask', 'sqlalchemy'}} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert answer.stdout.decode() == "[]\n"


def test_a_hostile_name_cannot_command_the_terminal():
    assert one_line("plan\x1b[2J\n\u202eexe.yaml") == "plan\\x1b[2J\\n\\u202eexe.yaml"
    assert one_line("ផែនទី.yaml") == "ផែនទី.yaml"
