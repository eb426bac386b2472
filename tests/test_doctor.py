"""The doctor finds what is there and what is not, names the remedy, and changes nothing."""

import pytest

from roadmap import doctor
from roadmap.config import ConfigError
from roadmap.db import upgrade
from roadmap.publish import fonts
from tests.conftest import make_config


def findings(config) -> dict[str, doctor.Finding]:
    return {finding.name: finding for finding in doctor.examine(config)}


def test_a_whole_installation_is_well_on_either_database(config, tmp_path):
    (tmp_path / "exports").mkdir()
    assert [finding for finding in doctor.examine(config) if not finding.ok] == []


def test_a_database_that_is_not_there_is_reported_and_not_made(tmp_path):
    file = tmp_path / "instance" / "roadmap.db"
    finding = doctor.database(f"sqlite:///{file}")
    assert not finding.ok and str(file) in finding.detail and finding.remedy == "roadmap serve"
    assert not file.parent.exists()


def test_a_database_of_an_older_version_is_told_apart_from_one_without_tables(tmp_path):
    empty, older = (f"sqlite:///{tmp_path / name}" for name in ("empty.db", "older.db"))
    (tmp_path / "empty.db").touch()
    upgrade(older, "0001")
    assert "is at revision none" in doctor.database(empty).detail
    assert "is at revision 0001" in doctor.database(older).detail


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://roadmap:hush@127.0.0.1:1/roadmap", "refused"),
        ("mysql://localhost/roadmap", "mysql"),
        ("nonsense", "parse"),
    ],
)
def test_a_database_that_cannot_be_reached_is_reported_without_its_password(url, words):
    finding = doctor.database(url)
    assert not finding.ok and words in finding.detail and "hush" not in finding.detail


def test_looking_leaves_a_database_as_it_was(sqlite_url, tmp_path):
    before = (tmp_path / "roadmap.db").read_bytes()
    assert doctor.database(sqlite_url).ok
    assert (tmp_path / "roadmap.db").read_bytes() == before


def test_an_export_folder_that_is_not_there_is_reported_with_the_command_that_makes_it(tmp_path, sqlite_url):
    finding = findings(make_config(sqlite_url, tmp_path))["export folder"]
    assert not finding.ok and f'mkdir -p "{tmp_path / "exports"}"' in finding.remedy


def test_every_missing_typeface_is_named_with_its_script_and_its_package(monkeypatch):
    khmer, japanese = fonts.BY_SCRIPT["Khmr"], fonts.BY_SCRIPT["Jpan"]
    monkeypatch.setattr(fonts, "missing", lambda: [khmer, japanese])
    named = {finding.name: (finding.detail, finding.remedy) for finding in doctor.typefaces()}
    assert list(named) == ["typeface of Khmr", "typeface of Jpan"]
    assert "Noto Sans Khmer" in named["typeface of Khmr"][0]
    assert named["typeface of Jpan"][1].endswith("fonts-noto-cjk")


def test_a_machine_without_fontconfig_is_told_to_install_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    (finding,) = doctor.typefaces()
    assert not finding.ok and finding.remedy.endswith("fontconfig")


def test_a_library_that_is_missing_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(doctor, "LIBRARIES", {"libnowhere.so.7": ("nowhere", "libnowhere7")})
    (finding,) = doctor.libraries()
    assert (finding.name, finding.ok) == ("nowhere", False) and finding.remedy.endswith("libnowhere7")


def test_a_renderer_that_does_not_start_is_reported(monkeypatch):
    monkeypatch.setattr(doctor.sys, "executable", "/bin/false")
    finding = doctor.renderer()
    assert not finding.ok and "does not start" in finding.detail


def test_settings_that_cannot_be_used_are_a_finding_too():
    finding = doctor.unsettled(ConfigError("ROADMAP_SECRET_KEY is not set."))
    assert not finding.ok and "ROADMAP_SECRET_KEY" in finding.detail
