"""What holds for any input at all; searched for seconds here, and for as long as one likes by `make fuzz`."""

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap.catalogue.load import catalogue
from roadmap.fields.problem import Refused
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.reading import read_document
from roadmap.worksheets.registry import WORKSHEETS
from tests.hostile.doors import HEAD, POSTGRESQL, QUESTIONS, House
from tests.hostile.expectations import documented, never_5xx

SHARED_HOUSE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)
KEYS = st.sampled_from(sorted({key for sheet in WORKSHEETS.values() for key in sheet.by_key})) | TEXTS
SCALARS = st.none() | st.booleans() | st.integers() | st.decimals() | TEXTS | st.text(max_size=20)
VALUES = st.recursive(
    SCALARS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(KEYS, inside, max_size=4),
    max_leaves=12,
)
SHEETS = st.sampled_from(list(WORKSHEETS))
NEARLY_PLANS = st.builds(
    lambda head, more: HEAD | head | more,
    st.dictionaries(st.sampled_from([*HEAD, "workshop"]), VALUES, max_size=2),
    st.dictionaries(
        SHEETS, st.lists(st.dictionaries(KEYS | st.just("key"), VALUES, max_size=5), max_size=3) | VALUES
    ),
)
SYNTAX = st.lists(
    st.sampled_from(
        [
            '"',
            "\\",
            "[",
            "]",
            "{",
            "}",
            ":",
            ",",
            "- ",
            "\n",
            "  ",
            "&a",
            "*a",
            "!!str",
            "1e9",
            "null",
            "\ufeff",
        ]
    )
    | st.text(max_size=5)
).map("".join)
NAMES = st.sampled_from(["plan.json", "plan.yaml", "PLAN.YML", "plan", ""])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=10), inside, max_size=4),
    max_leaves=10,
)
FORMS = st.dictionaries(
    st.sampled_from(
        ["version", "seen", "take", "restore", "title", "likelihood", "sources", "provisional", "tlp", "lang"]
    )
    | st.sampled_from(
        ["to", "entry", "document", "language", "email", "password", "next", "focal_points-0-name"]
    )
    | TEXTS,
    st.lists(TEXTS | st.sampled_from(["1", "0", "-1", "9" * 30, "up", "T1"]), max_size=3),
    max_size=6,
)
PLAN_POSTS = [
    "threats/",
    "profile/",
    "threats/T1/",
    "profile/profile/",
    "threats/T1/move",
    "threats/T1/duplicate",
    "threats/T1/delete",
    "threats/T1/restore",
    "threats/T1/title",
    "threats/T1/sources",
    "profile/profile/focal_points",
    "import/",
    "import/take",
    "settings/",
]


@settings(max_examples=300, deadline=None)
@given(
    data=st.binary(max_size=300) | SYNTAX.map(lambda text: text.encode("utf-8", "surrogatepass")), name=NAMES
)
def test_any_bytes_are_read_or_refused_at_once(data: bytes, name: str) -> None:
    began = time.perf_counter()
    try:
        read_document(data, name)
    except Refused as refused:
        assert str(refused)
    assert time.perf_counter() - began < 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=VALUES | NEARLY_PLANS)
def test_any_value_is_a_plan_or_is_refused(document: Any) -> None:
    try:
        load_plan(document, catalogue())
    except Refused as refused:
        for problem in refused.problems:
            assert problem.place.isprintable()
            assert len(problem.place) < 200
            problem.sentence().encode()


@POSTGRESQL
@settings(max_examples=12, deadline=None, suppress_health_check=SHARED_HOUSE)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200))
def test_any_text_comes_back_by_the_documented_rule(house: House, text: str) -> None:
    question = QUESTIONS["field:textarea"]
    house.clear()
    house.write_row(question)
    answer = house.by_form(question, text)
    if answer.status_code == 303:
        kept = documented(text)
        assert house.said(question) == house.exported(question) == (kept if kept.strip() else None)
    else:
        assert answer.status_code == 422
        assert house.said(question) is None


@POSTGRESQL
@pytest.mark.parametrize("path", PLAN_POSTS)
@settings(max_examples=4, deadline=None, suppress_health_check=SHARED_HOUSE)
@given(form=FORMS, body=JSON)
def test_no_form_and_no_body_makes_an_address_fail(
    house: House, path: str, form: dict[str, Any], body: Any
) -> None:
    house.clear()
    house.write_row(QUESTIONS["field:textarea"], title="As it was")
    address = f"/plans/{house.plan_id}/{path}"
    never_5xx(house.lead.submit(address, form))
    never_5xx(house.lead.submit(address, form, content_type="multipart/form-data"))
    headers = {"X-CSRFToken": house.lead.csrf_token()}
    for sent in (body, {"value": body, "version": 1}):
        data = json.dumps(sent).encode()
        never_5xx(house.lead.post(address, data=data, content_type="application/json", headers=headers))
    never_5xx(house.lead.get(f"/plans/{house.plan_id}/threats/"))


@POSTGRESQL
@settings(max_examples=5, deadline=None, suppress_health_check=SHARED_HOUSE)
@given(form=FORMS)
def test_no_form_makes_signing_in_fail(house: House, form: dict[str, Any]) -> None:
    never_5xx(house.app.test_client().submit("/sign-in", form))
