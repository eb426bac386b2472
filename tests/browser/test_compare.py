"""Comparisons in a real browser: no accessibility fault, no page wider than its screen, cells that open."""

import pytest
from playwright.sync_api import expect

from roadmap.access import Role
from tests.factories import create_delegation, create_entry, create_member, create_plan, create_workshop

THREAT = {
    "title": "Deepfake fraud",
    "catalogue": "ransomware",
    "likelihood": 4,
    "impact": 4,
    "trend": "rising",
}
TREATY = {"instrument": "budapest-convention", "status": "signed", "gap": "No act yet", "due": "2027-01-31"}


@pytest.fixture
def inside(app, page, enter):
    """The address of a workshop with four plans, and three delegations chosen; its facilitator signed in."""
    with app.app_context():
        workshop = create_workshop()
        for number, country in enumerate(("VU", "WS", "FJ", "KH")):
            plan = create_plan(create_delegation(workshop, country, f"Delegation of {country}"))
            create_entry(plan, "threats", "T1", {**THREAT, "likelihood": 5 - number})
            create_entry(plan, "legal", "L1", TREATY)
        create_delegation(workshop, "TO", "Delegation of Tonga")
        person = create_member(Role.FACILITATOR, workshop)
        chosen = "&".join(f"delegation={delegation.id}" for delegation in workshop.delegations[:3])
    enter(person).wait_for_url("**/")
    return f"/workshops/{workshop.id}/", chosen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_comparison_has_no_accessibility_fault_and_fits_the_screen(page, inside, axe, width, scheme):
    here, chosen = inside
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for address in (
        "matrices/",
        "matrices/threats/",
        "matrices/legal/",
        "matrices/actions.sdg_targets/",
        "matrices/threats/line?line=ransomware",
        "findings",
        "findings?rule=threat-unanswered",
        "side-by-side",
        f"side-by-side?worksheet=legal&{chosen}",
    ):
        page.goto(here + address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_matrix_is_sorted_pinned_and_opened_by_keyboard(page, inside):
    page.goto(f"{inside[0]}matrices/threats/")
    page.get_by_role("link", name="Pin Delegation of WS").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader").nth(2)).to_contain_text("Delegation of WS")
    page.get_by_role("link", name="16 high").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Delegation of WS")).to_be_in_viewport()


def test_a_pinned_column_and_the_titles_stay_in_view(page, inside):
    page.set_viewport_size({"width": 900, "height": 800})
    page.goto(f"{inside[0]}matrices/threats/")
    page.get_by_role("link", name="Pin Delegation of WS").click()
    region = page.get_by_role("region", name="Threats")
    head = page.get_by_role("columnheader", name="Delegation of WS")
    region.evaluate("region => region.scrollLeft = 10000")
    assert region.evaluate("region => region.scrollLeft") > 0
    expect(head).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("columnheader", name="Title")).to_be_in_viewport(ratio=1)


def test_plans_are_chosen_and_stand_side_by_side(page, inside):
    page.goto(f"{inside[0]}side-by-side")
    page.get_by_label("Delegation of VU").check()
    page.get_by_label("Delegation of KH").check()
    page.get_by_label("Rows").select_option("Only where they differ")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("cell", name="5 almost certain")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Likelihood Differs")).to_be_visible()
