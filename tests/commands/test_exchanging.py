"""`roadmap import` and `roadmap export`: plans in and out of the database."""

import json
import re

import pytest

from roadmap import db
from roadmap.commands.application import installed, opened
from roadmap.commands.files import read_plan
from roadmap.plans import exchange
from roadmap.worksheets.document import dump_plan
from roadmap.workshops.finding import delegation_called
from tests.factories import create_delegation

HEAD = "format: roadmap-plan/1\ncountry: VU\nlanguage: en\n"


@pytest.fixture
def delegation(roadmap, monkeypatch):
    """A delegation of Vanuatu, without a plan, in the installation's own database."""
    monkeypatch.setenv("ROADMAP_SECRET_KEY", "7d1f0c6e9ab2485c83d4e5f60718293a")
    monkeypatch.setenv("ROADMAP_PASSWORD_SALT", "c4e81b7f2d903a65f7e6d5c4b3a29180")
    db.upgrade(installed().database_url)
    with opened(installed()):
        return create_delegation()


def stored(delegation):
    with opened(installed()):
        record = exchange.plan_of(delegation)
        return record and exchange.export_plan(record.id).plan


def taken(roadmap, file):
    """Import a file that is accepted, and give the identifier of the plan."""
    result = roadmap("import", file, "--delegation", "VU")
    assert result.exit_code == 0, result.stderr
    return re.search(r"plan (\S+) ", result.stdout)[1]


@pytest.mark.parametrize("name", ["out.json", "out.yaml"])
def test_what_is_imported_comes_out_again(roadmap, delegation, case, tmp_path, name):
    plan_id = taken(roadmap, case("vu"))
    assert roadmap("export", plan_id, "-o", tmp_path / name).exit_code == 0
    assert without_workshop(tmp_path / name) == without_workshop(case("vu"))


def without_workshop(path):
    """A document but for its workshop, which is the delegation's own once it is imported."""
    return {key: value for key, value in dump_plan(read_plan(path)).items() if key != "workshop"}


def test_an_export_without_a_file_is_printed(roadmap, delegation, case):
    document = json.loads(roadmap("export", taken(roadmap, case("vu"))).stdout)
    assert document["profile"]["delegation"] == "Delegation of the Republic of Vanuatu"


def test_an_export_says_which_names_it_writes(roadmap, delegation, case, tmp_path):
    result = roadmap("export", taken(roadmap, case("vu")), "-o", tmp_path / "plan.docx")
    assert (result.exit_code, result.stderr.endswith("the name must end in .json or .yaml.\n")) == (1, True)


def test_what_is_red_stays_in_the_database_and_is_said_to(roadmap, delegation, write):
    secret = HEAD + "tlp: GREEN\nthreats: [{key: T1, title: Undercover, tlp: RED}, {key: T2, title: Told}]\n"
    result = roadmap("export", taken(roadmap, write("plan.yaml", secret)))
    assert [row["title"] for row in json.loads(result.stdout)["threats"]] == ["Told"]
    assert "1 rows are withheld" in result.stderr


def test_a_second_import_changes_rows_and_never_widens_a_marking(roadmap, delegation, write):
    strict = (
        HEAD + "tlp: GREEN\nthreats: [{key: T1, title: Old, tlp: AMBER+STRICT}, {key: T2, title: Kept}]\n"
    )
    wide = HEAD + "tlp: CLEAR\nthreats: [{key: T1, title: New}]\n"
    taken(roadmap, write("strict.yaml", strict))
    taken(roadmap, write("wide.yaml", wide))
    plan = stored(delegation)
    assert plan.tlp == "GREEN"
    assert [(row.key, row["title"], row.tlp) for row in plan.rows("threats")] == [
        ("T1", "New", "AMBER+STRICT"),
        ("T2", "Kept", None),
    ]


def test_nothing_is_stored_from_a_document_with_an_error(roadmap, delegation, write):
    file = write("plan.yaml", HEAD + "tlp: GREEN\nthreats: [{key: T1, likelihood: 7}]\n")
    result = roadmap("import", file, "--delegation", "VU")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"roadmap: {file}: threats[0].likelihood: 7 is not on the scale")
    assert stored(delegation) is None


def test_the_plan_of_another_country_is_refused(roadmap, delegation, case):
    result = roadmap("import", case("fj"), "--delegation", "VU")
    assert result.exit_code == 1
    assert "country: The document is the plan of FJ" in result.stderr
    assert stored(delegation) is None


def test_an_unknown_delegation_is_answered_with_those_there_are(roadmap, delegation, case):
    result = roadmap("import", case("fj"), "--delegation", "FJ")
    assert result.exit_code == 1
    assert "No delegation is called 'FJ'; there are: VU (Delegation of Vanuatu)." in result.stderr


def test_a_country_in_two_workshops_asks_which(roadmap, delegation, case):
    with opened(installed()):
        other = create_delegation()
    result = roadmap("import", case("vu"), "--delegation", "VU")
    assert result.exit_code == 1
    assert "'VU' names 2 delegations" in result.stderr
    assert roadmap("import", case("vu"), "--delegation", "VU", "--workshop", other.workshop_id).exit_code == 0
    assert stored(delegation) is None


def test_a_delegation_is_found_by_its_name_too(roadmap, delegation):
    with opened(installed()):
        assert delegation_called("Delegation of Vanuatu").id == delegation.id


def test_an_unknown_plan_is_named(roadmap, delegation):
    result = roadmap("export", "nothing")
    assert (result.exit_code, "There is no plan 'nothing'" in result.stderr) == (1, True)


def test_a_database_without_tables_is_one_line(roadmap, delegation, case, monkeypatch, tmp_path):
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    result = roadmap("import", case("vu"), "--delegation", "VU")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "empty.db: the database refuses: no such table" in result.stderr


def test_what_the_workshop_does_not_ask_is_named(roadmap, delegation, write):
    said = "workshop: {questionnaire: {questions: {threats: [{key: x_cases, kind: number, label: Cases}]}}}\n"
    file = write(
        "asked.yaml", f"{HEAD}tlp: GREEN\n{said}threats: [{{key: T1, title: Phishing, x_cases: 7}}]\n"
    )
    result = roadmap("import", file, "--delegation", "VU")
    assert result.exit_code == 0
    assert "threats.x_cases has no place in this workshop: T1." in result.stderr
    assert dict(stored(delegation).row("threats", "T1").values) == {"title": "Phishing"}
