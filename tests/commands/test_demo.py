"""`roadmap demo`: loaded once, with passwords of its own, and nothing of it lost afterwards."""

import pytest
from flask_security import verify_password
from sqlalchemy import delete, select

from roadmap.access import Permission
from roadmap.accounts.store import user_by_email
from roadmap.commands import demo
from roadmap.commands.application import installed, opened
from roadmap.db import session
from roadmap.demonstration import load as loading
from roadmap.demonstration.accounts import read_accounts
from roadmap.instance import Instance
from roadmap.plans.models import Entry, Plan
from roadmap.publish.pool import RenderFailed
from roadmap.workshops.models import Delegation, Workshop
from roadmap.workshops.store import delegations_of


@pytest.fixture
def unprinted(monkeypatch):
    """Leave out the PDF, which the tests of rendering make."""
    monkeypatch.setattr(demo, "_first_roadmap", lambda _config: "left out")


def accounts():
    return {account.email: account for account in read_accounts(Instance.from_env().accounts)}


def passwords_printed(result):
    """The last word of each line of the table."""
    return {line.split()[-1] for line in result.stdout.splitlines() if "@" in line}


def test_the_first_run_loads_six_delegations_and_makes_a_pdf(roadmap, installation):
    result = roadmap("demo")
    assert result.exit_code == 0, result.stderr
    (pdf,) = (installation / "exports").glob("VU-*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    with opened(installed()):
        countries = set(session().scalars(select(Delegation.country).join(Plan)))
    assert countries == {"FJ", "KH", "KR", "PH", "PK", "VU"}


def test_everyone_signs_in_with_the_password_printed_and_finds_their_plans(roadmap, unprinted):
    printed = passwords_printed(roadmap("demo"))
    assert printed == {account.password for account in accounts().values()}
    with opened(installed()):
        reach = {email: _plans_open_to(account) for email, account in accounts().items()}
    leads = {f"lead.{country}@example.org": 1 for country in ("fj", "kh", "kr", "ph", "pk", "vu")}
    assert reach == leads | {"facilitator@example.org": 6, "official@example.org": 0}


def _plans_open_to(account):
    user = user_by_email(account.email)
    assert verify_password(account.password, user.password)
    return len(delegations_of(user, Permission.READ_PLAN))


def test_secrets_and_accounts_are_for_their_owner_alone(roadmap, unprinted):
    roadmap("demo")
    folder = Instance.from_env().folder
    assert folder.stat().st_mode & 0o077 == 0
    for name in ("secret-key", "password-salt", "demo-accounts"):
        assert (folder / name).stat().st_mode & 0o077 == 0


def test_two_installations_have_no_password_in_common(roadmap, unprinted, monkeypatch, tmp_path):
    one = passwords_printed(roadmap("demo"))
    monkeypatch.setenv("ROADMAP_INSTANCE", str(tmp_path / "another"))
    assert not one & passwords_printed(roadmap("demo"))


def test_a_second_run_keeps_what_was_written_and_prints_the_same_passwords(roadmap, unprinted):
    first = passwords_printed(roadmap("demo"))
    with opened(installed()):
        of_vanuatu = select(Entry).join(Entry.plan).join(Plan.delegation).where(Delegation.country == "VU")
        threat = session().scalars(of_vanuatu.where(Entry.row_key == "T1")).one()
        threat.answers = threat.answers | {"title": "Written by hand"}
        session().execute(delete(Delegation).where(Delegation.country == "FJ"))
        session().commit()
    assert passwords_printed(roadmap("demo")) == first
    with opened(installed()):
        assert session().get(Entry, threat.id).answers["title"] == "Written by hand"
        assert "FJ" not in set(session().scalars(select(Delegation.country)))
        assert len(session().scalars(select(Workshop)).all()) == 1


def test_a_load_that_was_cut_off_goes_on_with_the_same_passwords(roadmap, unprinted, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(AssertionError, match="cut off"):
        patch.setattr(loading, "import_plan", _fails_at("KR", loading.import_plan))
        roadmap("demo")
    assert not Instance.from_env().accounts.exists()
    begun = read_accounts(Instance.from_env().folder / "demo-accounts-unfinished")
    assert passwords_printed(roadmap("demo")) == {account.password for account in begun}
    with opened(installed()):
        assert len(session().scalars(select(Delegation)).all()) == 6
        assert len(session().scalars(select(Plan)).all()) == 6


def _fails_at(country, import_plan):
    def failing(delegation, document):
        if delegation.country == country:
            raise ValueError("cut off")
        return import_plan(delegation, document)

    return failing


def test_a_database_that_is_gone_is_loaded_again_with_the_accounts_that_are_known(roadmap, unprinted):
    first = passwords_printed(roadmap("demo"))
    for file in Instance.from_env().folder.glob("roadmap.db*"):
        file.unlink()
    assert passwords_printed(roadmap("demo")) == first


def test_a_renderer_that_fails_is_one_line(roadmap, monkeypatch):
    def fail(_pool, _request):
        raise RenderFailed("The document could not be set.", {}, "no typeface")

    monkeypatch.setattr(demo.RenderPool, "render", fail)
    result = roadmap("demo")
    assert result.exit_code == 1
    assert result.stderr.endswith(".pdf: The document could not be set. (no typeface)\n")
