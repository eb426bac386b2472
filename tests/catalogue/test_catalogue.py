"""The reference data is whole, and a broken copy is refused."""

import copy

import pytest
import yaml

from roadmap.catalogue.load import FOLDER, BrokenCatalogue, build, catalogue


@pytest.fixture(scope="module")
def files():
    return {path.stem: yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in FOLDER.glob("*.yaml")}


def test_every_entry_keeps_its_source():
    for name in ("threats", "instruments", "partners", "defence", "safeguards"):
        assert all(entry.get("source") for entry in catalogue().entries[name].values()), name


def test_the_ladder_depends_on_the_kind_of_instrument():
    assert "member" in catalogue().ladder_of("egmont-group")
    assert "ratified" in catalogue().ladder_of("untoc")
    assert catalogue().ladder_of(None) == catalogue().ladders["bilateral"]


def test_countries_are_those_of_iso_in_the_names_of_the_united_nations():
    countries = catalogue().lists["countries"]
    assert len(countries) == 249
    assert countries["VU"] == "Vanuatu"
    assert countries["KR"] == "Republic of Korea"


def broken(files, change):
    copied = copy.deepcopy(files)
    change(copied)
    return copied


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda f: f["threats"]["threats"].append(f["threats"]["threats"][0]), "stands twice"),
        (lambda f: f["threats"]["threats"][0].update(title=None), "has no title"),
        (lambda f: f["threats"]["threats"][0].update(theme="nowhere"), "'nowhere', which is not in themes"),
        (lambda f: f["defence"]["measures"][0]["threats"].append("nowhere"), "not in threats"),
        (lambda f: f["instruments"]["instruments"][0].update(parent="nowhere"), "not in instruments"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(files, change, named):
    with pytest.raises(BrokenCatalogue, match=named):
        build(broken(files, change))
