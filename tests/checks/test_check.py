"""The linter as a whole: its order, its words, its speed and its registry of rules."""

from dataclasses import replace

import pytest

from roadmap.catalogue.load import catalogue
from roadmap.checks.registry import ALL, BrokenRules, Rules
from roadmap.checks.run import check
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Row

HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "CLEAR"}


def test_findings_follow_worksheets_rows_and_fields(plan_of):
    plan = plan_of("fj-fiji-draft-gaps")
    places = [(f.worksheet, f.row, f.question) for f in check(plan, catalogue())]
    ranks = [_rank(plan, *place) for place in places]
    assert ranks == sorted(ranks)


def _rank(plan, worksheet, row, question):
    rows = [None, *(r.key for r in plan.rows(worksheet))]
    fields = [None, *plan.registry[worksheet].by_key]
    return list(plan.registry).index(worksheet), rows.index(row), fields.index(question)


def test_a_particular_finding_replaces_the_general_one_at_its_place():
    plan = load_plan(HEAD | {"actions": [{"key": "A1"}]}, catalogue())
    at_lead = [f.rule for f in check(plan, catalogue()) if f.place == "actions[A1].lead"]
    assert at_lead == ["action-without-lead"]
    assert "actions[A1].title" in [f.place for f in check(plan, catalogue()) if f.rule == "answer-missing"]


def test_sentences_and_the_labels_in_them_are_translated():
    plan = load_plan(HEAD | {"sources": [{"key": "s1"}]}, catalogue())
    (missing,) = [f for f in check(plan, catalogue()) if f.place == "sources[s1].title"]
    french = {missing.message: "Il manque « %(field)s ».", "Title": "Titre"}
    assert missing.sentence(lambda text: french.get(text, text)) == "Il manque « Titre »."


def test_twice_the_rows_take_twice_the_reads(monkeypatch):
    counts = [_reads(monkeypatch, rows) for rows in (50, 100)]
    assert counts[1] < 2.1 * counts[0]


def _reads(monkeypatch, rows):
    """How many answers the rules look at in a plan of that size."""
    plan, read, count = load_plan(_web(rows), catalogue()), Row.__getitem__, []
    with monkeypatch.context() as patch:
        patch.setattr(Row, "__getitem__", lambda row, key: count.append(key) or read(row, key))
        check(plan, catalogue())
    return len(count)


def _web(rows):
    """A plan in which every action answers two threats, serves one objective and has one indicator."""
    keys = range(rows)
    return HEAD | {
        "threats": [{"key": f"T{n}", "likelihood": 4, "impact": 4} for n in keys],
        "objectives": [{"key": f"O{n}"} for n in keys],
        "actions": [
            {"key": f"A{n}", "objective": f"O{n}", "threats": [f"T{n}", f"T{(n + 1) % rows}"]} for n in keys
        ],
        "indicators": [{"key": f"I{n}", "action": f"A{n}"} for n in keys],
    }


def test_two_rules_of_one_id_are_refused():
    rule = ALL["threat-unanswered"]
    with pytest.raises(BrokenRules, match="threat-unanswered"):
        Rules([rule, rule])


def test_an_id_that_is_not_in_kebab_case_is_refused():
    with pytest.raises(BrokenRules, match="kebab"):
        Rules([replace(ALL["threat-unanswered"], id="Threat_unanswered")])
