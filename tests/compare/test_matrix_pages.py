"""The pages of the matrices: what facilitators see, ask and open, and how much it costs."""

import pytest

from roadmap.access import Role
from roadmap.compare import kept, matrix_views
from roadmap.db import session
from roadmap.plans.models import Entry
from roadmap.workshops.models import Workshop
from tests.factories import create_delegation, create_entry, create_plan, create_workshop

HIGH = {"title": "Ransomware", "catalogue": "ransomware", "likelihood": 4, "impact": 4, "trend": "rising"}
MOST_QUERIES = 11


@pytest.fixture
def workshop(app):
    """A workshop: Vanuatu and Samoa fear ransomware, Fiji does not, Tonga has no plan."""
    with app.app_context():
        workshop = create_workshop()
        for country in ("VU", "WS", "FJ"):
            plan = create_plan(create_delegation(workshop, country, f"Delegation of {country}"))
            create_entry(plan, "threats", "T1", HIGH if country != "FJ" else {"title": "Village scams"})
        create_delegation(workshop, "TO", "Delegation of Tonga")
        return workshop


@pytest.fixture
def browser(signed_in, workshop):
    return signed_in(Role.FACILITATOR, workshop)


@pytest.fixture
def here(workshop):
    return f"/workshops/{workshop.id}/matrices/"


def lines(browser, here, query=""):
    answer = browser.get(f"{here}threats/matrix.json{query}").json
    names = {each["number"]: each["country"] for each in answer["delegations"]}
    return {
        line["key"]: {names[cell["delegation"]]: cell for cell in line["cells"]} for line in answer["lines"]
    }


def number_of(app, country):
    with app.app_context():
        return next(d.id for d in session().query(Workshop).one().delegations if d.country == country)


def test_every_subject_is_offered_and_opens(browser, here):
    page = browser.get(here)
    assert "Legal cooperation" in page.text
    assert "Actions: SDG targets" in page.text
    for subject in ("threats", "legal", "resources", "risks", "follow_up", "actions.sdg_targets"):
        assert f"{subject}/" in page.text
        assert browser.get(f"{here}{subject}/").status_code == 200


def test_a_cell_says_its_number_and_its_word_and_what_else_the_worksheet_tells(browser, here):
    page = browser.get(f"{here}threats/").text
    for said in ("<b>16</b> high", "Trend: ", "Rising", "No action", "Blind spot", "No plan yet"):
        assert said in page


def test_the_json_face_says_the_same(browser, here):
    found = lines(browser, here)
    own = next(cells for key, cells in found.items() if key.startswith("own-"))
    assert found["ransomware"]["VU"]["heat"] == {"kind": "risk", "value": 16, "of": 25, "word": "high"}
    assert found["ransomware"]["VU"]["answered"] is False
    assert found["ransomware"]["FJ"]["blind"] is True
    assert "TO" not in found["ransomware"]
    assert list(own) == ["FJ"]


def test_a_cell_opens_down_to_the_sentences(browser, here):
    page = browser.get(f"{here}threats/").text
    address = f"{here}threats/line?line=ransomware"
    assert f'href="{address}#d' in page
    opened = browser.get(address).text
    for said in ("Delegation of VU", "Ransomware", "4 likely", "Do not name it", "Delegation of Tonga"):
        assert said in opened


@pytest.mark.parametrize("address", ["habits/", "habits/matrix.json", "habits/line"])
def test_what_is_not_there_is_not_found(browser, here, address):
    assert browser.get(here + address).status_code == 404


def test_a_line_that_is_gone_leads_back_to_the_matrix(browser, here):
    answer = browser.get(f"{here}threats/line?line=own-reworded", follow_redirects=True)
    assert answer.request.path == f"{here}threats/"
    assert "That line is no longer there" in answer.text


def test_narrowing_and_ordering_go_by_the_address(app, browser, here):
    assert list(lines(browser, here, "?only=blind")) == ["ransomware"]
    assert list(lines(browser, here, "?pillar=policy")) == []
    by_fiji = list(lines(browser, here, f"?sort={number_of(app, 'FJ')}"))
    assert by_fiji[-1] == "ransomware"
    assert list(lines(browser, here, "?sort=nonsense&pillar=nonsense&pin=x&pin=99&only=y")) == list(
        lines(browser, here)
    )


def test_a_pinned_column_comes_first_and_can_be_let_go(app, browser, here):
    number = number_of(app, "WS")
    answer = browser.get(f"{here}threats/matrix.json?pin={number}").json
    assert answer["delegations"][0]["country"] == "WS"
    page = browser.get(f"{here}threats/?pin={number}").text
    assert "Unpin" in page
    assert "Unpin" not in browser.get(f"{here}threats/").text


def test_a_page_says_how_many_lines_it_leaves_out(browser, here, monkeypatch):
    monkeypatch.setattr(matrix_views, "MOST_SHOWN", 1)
    page = browser.get(f"{here}threats/").text
    assert "The first 1 of 2 lines" in page
    assert len(lines(browser, here)) == 2


def test_no_plan_says_anything_in_an_empty_workshop(app, signed_in):
    with app.app_context():
        empty = create_workshop()
    browser = signed_in(Role.FACILITATOR, empty)
    assert "No plan says anything here." in browser.get(f"/workshops/{empty.id}/matrices/threats/").text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FACILITATOR])
def test_only_facilitators_compare(signed_in, workshop, here, role):
    assert signed_in(role, workshop).get(f"{here}threats/").status_code in (403, 404)


def test_who_may_not_compare_is_not_led_there(signed_in, workshop, browser):
    overview = f"/workshops/{workshop.id}/"
    assert "Compare plans" in browser.get(overview).text
    assert "Compare plans" not in signed_in(Role.ADMINISTRATOR, workshop).get(overview).text


def test_a_plan_that_changed_is_read_again_and_no_other(app, browser, here, monkeypatch):
    lines(browser, here)
    read = []
    books_of = kept.store.books_of
    monkeypatch.setattr(kept.store, "books_of", lambda plans: read.extend(plans) or books_of(plans))
    lines(browser, here)
    assert read == []
    with app.app_context():
        entry = session().query(Entry).filter_by(row_key="T1").first()
        entry.answers, entry.version = {**entry.answers, "likelihood": 5, "impact": 5}, entry.version + 1
        session().commit()
    values = [cell["heat"] and cell["heat"]["value"] for cell in lines(browser, here)["ransomware"].values()]
    assert len(read) == 1
    assert 25 in values


@pytest.mark.parametrize("address", ["threats/", "threats/matrix.json", "threats/line?line=ransomware", ""])
def test_thirty_plans_take_as_many_queries_as_three(app, signed_in, count_queries, address):
    counts = []
    for size in (3, 30):
        with app.app_context():
            workshop = create_workshop()
            for _ in range(size):
                create_entry(create_plan(create_delegation(workshop)), "threats", "T1", HIGH)
        browser = signed_in(Role.FACILITATOR, workshop)
        with count_queries() as queries:
            assert browser.get(f"/workshops/{workshop.id}/matrices/{address}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES
