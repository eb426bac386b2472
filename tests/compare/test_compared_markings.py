"""What facilitators may not see changes no matrix, no worklist, no side by side: neither cell nor count."""

import re

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap.access import CLEARANCE, Role
from roadmap.compare.matrix_subject import subjects
from roadmap.db import session
from roadmap.worksheets.audience import visible
from roadmap.worksheets.marking import Tlp, strictest
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.workshops.models import Workshop
from tests.client import CheckingClient
from tests.factories import create_delegation, create_entry, create_member, create_plan, create_workshop

CLEARED = CLEARANCE[Role.FACILITATOR]
SECRET = "Wovenglass"
# Rows that say something in every comparison, and refer to one another.
ROWS = {
    ("threats", "T1"): {"catalogue": "ransomware", "likelihood": 5, "impact": 4, "trend": "rising"},
    ("threats", "T2"): {"likelihood": 2, "impact": 2},
    ("legal", "L1"): {"instrument": "budapest-convention", "status": "signed", "gap": SECRET},
    ("objectives", "O1"): {"pillar": "policy"},
    ("actions", "A1"): {"objective": "O1", "threats": ["T1", "T2"], "sdg_targets": ["16.4"], "lead": SECRET},
    ("risks", "X1"): {"actions": ["A1"], "likelihood": 4, "impact": 4},
}
MARKS = st.sampled_from([None, *Tlp])
PLANS = st.tuples(st.sampled_from(Tlp), st.tuples(*(MARKS for _ in ROWS)))
FACES = (
    *(f"matrices/{subject}/{face}" for subject in subjects(WORKSHEETS) for face in ("", "matrix.json")),
    "matrices/threats/line?line=ransomware",
    "findings",
    "findings.json",
    "findings?rule=threat-unanswered",
    *(f"side-by-side{face}?worksheet={sheet}" for sheet in WORKSHEETS for face in ("", ".json")),
)


def is_seen(plan: Tlp, mark: Tlp | None) -> bool:
    return visible(strictest([plan, mark or Tlp.CLEAR]), CLEARED)


def make_workshop(app: Flask, drawn: list, *, only_seen: bool) -> tuple[str, CheckingClient]:
    """Store plans with these markings, or only what facilitators see of them; and let a facilitator in."""
    with app.app_context():
        workshop = create_workshop()
        for number, (tlp, marks) in enumerate(drawn):
            plan = create_plan(create_delegation(workshop, "VU", f"Delegation {number}"), tlp=tlp)
            for ((worksheet, key), answers), mark in zip(ROWS.items(), marks, strict=True):
                if is_seen(tlp, mark) or not only_seen:
                    said = {"title": f"Row {key}", **answers, **({"tlp": mark} if mark else {})}
                    create_entry(plan, worksheet, key, said)
        return workshop.id, app.test_client().sign_in(create_member(Role.FACILITATOR, workshop))


def faces(app: Flask, workshop_id: str, browser: CheckingClient) -> dict[str, str]:
    """Every comparison, with delegations and plans numbered in their order, so that two workshops compare."""
    with app.app_context():
        delegations = session().get_one(Workshop, workshop_id).delegations
        names = {workshop_id: "W", **{each.plan.id: f"P{n}" for n, each in enumerate(delegations)}}
        numbers = {str(each.id): f"D{n}" for n, each in enumerate(delegations)}
    chosen = "".join(f"&delegation={number}" for number in numbers)
    return {face: _told(browser, workshop_id, face, chosen, names, numbers) for face in FACES}


def _told(
    browser: CheckingClient, workshop_id: str, face: str, chosen: str, names: dict, numbers: dict
) -> str:
    address = f"/workshops/{workshop_id}/{face}{chosen if 'side' in face else ''}"
    text = browser.get(address).text.partition('<main class="page"')
    told = text[2].partition("</main>")[0] or text[0]
    for name, stands_for in names.items():
        told = told.replace(name, stands_for)
    pattern = r'(?<=delegation=)\d+|(?<="d)\d+|(?<=#d)\d+|(?<="n)\d+|(?<=pin=)\d+|(?<=sort=)\d+'
    pattern += r'|(?<=delegation-)\d+|(?<=value=")\d+|(?<="delegation":)\d+|(?<="number":)\d+'
    return re.sub(pattern, lambda found: numbers.get(found[0], found[0]), told)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PLANS, min_size=2, max_size=3))
def test_what_may_not_be_seen_is_as_if_it_were_not_there(app, drawn):
    everything = faces(app, *make_workshop(app, drawn, only_seen=False))
    seen = faces(app, *make_workshop(app, drawn, only_seen=True))
    for face, told in everything.items():
        assert told == seen[face], face


def test_the_faces_do_tell_what_may_be_seen(app):
    drawn = [(Tlp.GREEN, (None,) * len(ROWS)), (Tlp.AMBER, (None,) * len(ROWS))]
    told = faces(app, *make_workshop(app, drawn, only_seen=False))
    assert SECRET in told["matrices/legal/"]
    assert "<b>20</b> critical" in told["matrices/threats/"]
    assert '"shared":2' in told["matrices/threats/matrix.json"]
    assert SECRET in told["side-by-side?worksheet=actions"]
    assert "2 of 2 plans" in told["findings"]
