"""The command line: `roadmap COMMAND`. Each command is a module of its own, loaded when it is asked for."""

from importlib import import_module
from types import MappingProxyType

import click

from roadmap.commands.outcome import Failure
from roadmap.config import ConfigError
from roadmap.fields.problem import Refused

# Loaded late, so that `version` is quick and `doctor` can still speak where a library is missing.
COMMANDS = MappingProxyType(
    {
        "serve": "serving:serve",
        "demo": "demo:demo",
        "render": "rendering:render",
        "check": "checking:check_files",
        "schema": "describing:schema",
        "import": "exchanging:import_file",
        "export": "exchanging:export_plan",
        "administrator": "administering:administrator",
        "forget-factors": "recovering:forget",
        "doctor": "examining:doctor",
        "audit": "auditing:audit",
        "version": "describing:version",
    }
)


class Commands(click.Group):
    """The commands in the order in which a newcomer meets them; what goes wrong is said in plain lines."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, for the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of that name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"roadmap.commands.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error that its words explain becomes those words and exit status 1."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise Failure(*map(str, refused.problems)) from refused
        except ConfigError as error:
            raise Failure(str(error)) from error
        except OSError as error:
            raise Failure(f"{error.filename or 'roadmap'}: {error.strerror or error}") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Roadmap: from worksheets to strategic roadmaps against AI-enabled transnational crime."""
