"""Every rule finds its weakness, at its place, and is quiet once the weakness is mended."""

from pathlib import Path

import pytest
import yaml

from roadmap.catalogue.load import catalogue
from roadmap.checks.registry import ALL, Rules
from roadmap.checks.run import check
from roadmap.worksheets.document import load_plan

HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "CLEAR"}
EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text("utf-8"))


def findings_of(example, *parts):
    sheets = {key: value for part in parts for key, value in example[part].items()}
    plan = load_plan(HEAD | sheets, catalogue())
    return check(plan, catalogue(), Rules([ALL[example["rule"]]]))


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["says"] for example in EXAMPLES])
def test_the_weakness_is_found_at_its_place_and_gone_when_mended(example):
    found = findings_of(example, "weak")
    assert example["finds"] in [finding.place for finding in found]
    assert example["finds"] not in [finding.place for finding in findings_of(example, "weak", "mended")]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["says"] for example in EXAMPLES])
def test_a_finding_is_a_whole_sentence_with_a_remedy(example):
    for finding in findings_of(example, "weak"):
        assert finding.sentence().endswith((".", "?"))
        assert "%(" not in finding.sentence()
        assert finding.advice().endswith(".")


def test_every_rule_has_an_example():
    assert {example["rule"] for example in EXAMPLES} == set(ALL)
