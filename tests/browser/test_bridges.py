"""Plans laid together, in a real browser: readable by everybody, on a laptop and on a phone."""

import pytest

from roadmap.access import Role
from tests.factories import create_delegation, create_entry, create_member, create_plan, create_workshop

COUNTRIES = {"VU": "ratified", "FJ": "operational", "PH": "signed"}


@pytest.fixture
def workshop(app):
    with app.app_context():
        workshop = create_workshop()
        for country, status in COUNTRIES.items():
            plan = create_plan(create_delegation(workshop, country, f"Delegation of {country}"))
            create_entry(plan, "threats", "T1", {"catalogue": "ransomware", "title": "Ransomware"})
            create_entry(plan, "legal", "L1", {"instrument": "budapest-convention", "status": status})
            said = {
                "start": "2027-01-01",
                "end": "2027-12-31",
                "cost": 900,
                "currency": "USD",
                "funded": "no",
            }
            links = {"title": f"Train {country}", "threats": ["T1"], "legal": ["L1"]}
            create_entry(plan, "actions", "A1", {**said, **links})
        return workshop


@pytest.fixture
def facilitator(app, workshop):
    with app.app_context():
        return create_member(Role.FACILITATOR, workshop)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "part", ["bridges?kind=e-evidence", "bridges/pair", "calendar", "joint", "money", "rates/"]
)
def test_every_page_is_accessible_and_never_wider_than_the_screen(
    page, enter, axe, workshop, facilitator, part, width
):
    enter(facilitator).wait_for_load_state()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/workshops/{workshop.id}/{part}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_the_map_to_the_briefing_in_one_click(page, enter, workshop, facilitator):
    enter(facilitator).wait_for_load_state()
    page.goto(f"/workshops/{workshop.id}/bridges?kind=e-evidence")
    page.get_by_role("link", name="1 step missing").first.click()
    assert page.get_by_text("stands at “Signed”").first.is_visible()


def test_the_funding_gap_of_a_year_is_two_choices_away(page, enter, workshop, facilitator):
    enter(facilitator).wait_for_load_state()
    page.goto(f"/workshops/{workshop.id}/bridges")
    page.get_by_role("link", name="Money", exact=True).click()
    page.get_by_label("Year", exact=True).select_option("2027")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_role("heading", name="The region’s funding gap in 2027").is_visible()
    assert page.get_by_text("USD 2,700", exact=False).first.is_visible()
