"""A plan goes from a workshop into one that asks other things; hostile words stay text on every page."""

import json
from io import BytesIO

import pytest

from roadmap.access import Role
from roadmap.db import session
from roadmap.plans import store
from roadmap.plans.models import Plan as Record
from roadmap.worksheets.asking_parts import MOST_QUESTIONS
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.asking import ask
from roadmap.workshops.models import Workshop
from tests.factories import create_delegation, create_entry, create_member, create_workshop
from tests.hostile.corpus import attacks

CASES = {"key": "x_cases", "kind": "number", "label": "Cases <i>seen</i>"}
OWN = {"id": "own-ghosts", "title": "Ghost ships"}
DOCUMENT = {
    "format": "roadmap-plan/1",
    "country": "VU",
    "language": "en",
    "tlp": "GREEN",
    "workshop": {"questionnaire": {"questions": {"threats": [CASES]}, "entries": {"threats": [OWN]}}},
    "threats": [{"key": "T1", "catalogue": "own-ghosts", "x_cases": 7}],
    "risks": [{"key": "K1", "title": "Funding"}],
}
HOSTILE = [
    attack.payload
    for attack in attacks()
    if attack.where.startswith("field:") and isinstance(attack.payload, str)
    if len(attack.payload) <= 300 and attack.kind in ("xss", "ssti", "unicode", "pdf-markup", "formula")
]


class Plan:
    """A plan of Vanuatu in a workshop of its own, and the browser of the lead."""

    def __init__(self, app, signed_in):
        self.app = app
        with app.app_context():
            self.workshop = create_workshop()
            self.runs = create_member(Role.FACILITATOR, workshop=self.workshop)
            record = store.create_plan(create_delegation(self.workshop, "VU"), "en", Tlp.GREEN)
            create_entry(record, "threats", "T9", {"title": "Phishing"})
            self.delegation, self.id = record.delegation, record.id
        self.lead = signed_in(Role.LEAD, delegation=self.delegation)

    def asks(self, **said):
        with self.app.app_context():
            ask(session().get(Workshop, self.workshop.id), said, "test", self.runs)

    def preview(self, document):
        form = {"document": (BytesIO(json.dumps(document).encode()), "plan.json")}
        return self.lead.submit(f"/plans/{self.id}/import/", form, content_type="multipart/form-data")

    def take(self, document):
        form = {"document": json.dumps(document)}
        assert self.lead.submit(f"/plans/{self.id}/import/take", form).status_code == 303
        return self.lead.get(f"/plans/{self.id}/plan.json").json


@pytest.fixture
def plan(app, signed_in):
    return Plan(app, signed_in)


def test_the_preview_says_what_has_no_place_and_the_rest_is_taken_in(plan):
    plan.asks(worksheets=["threats"])
    page = plan.preview(DOCUMENT)
    assert page.status_code == 200
    left = page.text.partition("What has no place in this workshop")[2]
    assert "Risks" in left
    assert "Cases &lt;i&gt;seen&lt;/i&gt;" in left
    assert "From the catalogue" in left
    assert plan.take(DOCUMENT)["threats"][1] == {"key": "T1", "title": "Ghost ships"}


def test_what_the_workshop_asks_too_is_taken_in_and_nothing_is_said_to_be_left(plan):
    plan.asks(questions={"threats": [{**CASES, "key": "x_here"}]}, entries={"threats": [OWN]})
    assert "What has no place" not in plan.preview(DOCUMENT).text
    assert plan.take(DOCUMENT)["threats"][1] == {"key": "T1", "catalogue": "own-ghosts", "x_here": 7}


def test_a_plan_goes_out_and_comes_back_the_same_with_what_its_workshop_asks(plan):
    plan.asks(**DOCUMENT["workshop"]["questionnaire"])
    exported = plan.take(DOCUMENT)
    assert exported["workshop"]["questionnaire"] == DOCUMENT["workshop"]["questionnaire"]
    assert "Nothing: the plan has all of it already." in plan.preview(exported).text


def test_a_worksheet_left_out_does_not_even_count_among_what_is_withheld(plan, app):
    with app.app_context():
        record = session().get(Record, plan.id)
        create_entry(record, "risks", "K1", {"title": "Source", "tlp": "RED"})
    runs = app.test_client().sign_in(plan.runs)
    assert "1 entry is withheld" in runs.get(f"/plans/{plan.id}/").text
    plan.asks(worksheets=["threats"])
    assert "withheld" not in runs.get(f"/plans/{plan.id}/").text


def test_an_own_question_saves_itself_like_any_other(plan):
    plan.asks(questions={"threats": [CASES]})
    address, token = f"/plans/{plan.id}/threats/T9/x_cases", plan.lead.csrf_token()
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    saved = plan.lead.post(address, json={"value": "٧", "version": 1}, headers=headers)
    assert saved.status_code == 200
    refused = plan.lead.post(address, json={"value": "many", "version": 2}, headers=headers)
    assert refused.status_code == 422
    plan.asks()
    gone = plan.lead.post(address, json={"value": "8", "version": 2}, headers=headers)
    assert gone.status_code == 404


def test_hostile_words_of_questions_options_and_entries_are_text_on_every_page(plan, app):
    words = [text for text in HOSTILE if text.isprintable() and text.strip()]
    assert len(words) > 20
    runs = app.test_client().sign_in(plan.runs)
    for start in range(0, len(words), MOST_QUESTIONS):
        some = words[start : start + MOST_QUESTIONS]
        options = [{"value": f"o{n}", "title": text} for n, text in enumerate([*some, "last"])]
        questions = [
            {
                "key": f"x_{n}",
                "kind": "choice",
                "label": text,
                "hint": text,
                "required": True,
                "options": options,
            }
            for n, text in enumerate(some)
        ]
        entries = [{"id": f"own-{n}", "title": text, "description": text} for n, text in enumerate(some)]
        plan.asks(questions={"threats": questions}, entries={"threats": entries})
        here = f"/workshops/{plan.workshop.id}/questionnaire"
        pages = [plan.lead.get(f"/plans/{plan.id}/threats/T9/"), plan.lead.get(f"/plans/{plan.id}/threats/")]
        pages += [runs.get(here + name) for name in ("", "/entries/threats/", "/questions/threats/x_0/")]
        for page in pages:
            assert page.status_code == 200
            assert not any(text in page.text for text in some if "<" in text)
