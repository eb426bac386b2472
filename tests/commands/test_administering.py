"""`roadmap administrator`: the first person, whose password never stands on the command line."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from roadmap.access import Permission, Role, Standing, may
from roadmap.accounts.store import user_by_email
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from roadmap.cli import main
from roadmap.commands.application import installed, opened
from roadmap.db import session
from roadmap.instance import Instance
from roadmap.workshops.store import create_workshop, standings_of

PASSWORD = "four words nobody joins"


@pytest.fixture
def make(installation):
    Instance.from_env().write_secrets()

    def run(*arguments, password=PASSWORD):
        return CliRunner().invoke(main, ["administrator", *arguments], input=f"{password}\n")

    return run


def test_the_first_administrator_can_sign_in(make):
    done = make("Ana@example.org", "--name", "Ana Fale")
    assert done.exit_code == 0, done.output
    with opened(installed()):
        user = user_by_email("ana@example.org")
        assert user.verify_and_update_password(PASSWORD)
        assert standings_of(user) == (Standing(Role.ADMINISTRATOR, None),)
    assert PASSWORD not in done.output


def test_they_administer_every_workshop_there_is_and_will_be(make):
    for _ in range(2):
        done = make("ana@example.org", "--name", "Ana Fale")
        assert done.output.strip().endswith("administers every workshop.")
    with opened(installed()):
        workshop = create_workshop("AI and Transnational Organized Crimes", "Jeju").id
        held = standings_of(user_by_email("ana@example.org"))
        assert held == (Standing(Role.ADMINISTRATOR, None),)
        assert may(held, Permission.RUN_WORKSHOP, workshop)
        noted = select(AuditEntry.facts).where(AuditEntry.event == Event.PERMISSION_CHANGED)
        assert len(session().scalars(noted).all()) == 1


@pytest.mark.parametrize(
    ("arguments", "password", "words"),
    [
        (("not an address", "--name", "Ana"), PASSWORD, "is not an e-mail address"),
        (("ana@example.org", "--name", "Ana"), "password", "tried first"),
        (("ana@example.org", "--name", "Ana"), "", "at least 8 characters"),
        (("ana@example.org",), PASSWORD, "--name"),
    ],
)
def test_what_cannot_be_an_administrator_is_refused_in_words(make, arguments, password, words):
    done = make(*arguments, password=password)
    assert done.exit_code != 0
    assert words in done.output
